// The other rules that one founder can begin with: a team that approves, and a small council whose secretary guards alone.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { Site, run } from '../lib/site.js';
import { People } from '../lib/people.js';
import { flow } from '../lib/flow.js';
import * as council from '../lib/council.js';
import * as voting from '../lib/vote.js';

const step = flow();
const open = [];

after(async () => {
    for (const { people, site } of open) {
        await people.leave();
        await site.end();
    }
});

const NAMES = ['Irina Petrova', 'Jae-won Park', 'Karina Lopes', 'Marat Bekov', 'Nina Orlova'];
const FOUNDER = 'Saule Akhmet';

/** A council of six up to its seats. `mark` fills in a ballot. */
async function whole(preset, guarding, candidates, mark) {
    const site = await Site.start();
    const people = await People.gather(site);
    open.push({ site, people });
    const secretary = await people.person('secretary');
    await council.found(secretary, site.link, { preset, council: `A ${preset}`, name: FOUNDER });
    await council.enrol(secretary, NAMES.join('\n'), NAMES);
    const codes = await council.joiningCodes(secretary);
    const members = new Map([[FOUNDER, secretary]]);
    for (const name of new Set([...guarding, ...candidates])) {
        if (name === FOUNDER) continue;
        members.set(name, await people.person(name));
        await council.joinIn(members.get(name), codes.get(name));
    }
    const guards = guarding.map((name) => members.get(name));
    await secretary.go('/office');
    const id = await council.call(secretary, guarding);
    await council.guardAll(guards, id);
    for (const name of candidates) await council.stand(members.get(name), id, `I stand. ${name}`);
    const forwardTo = async (selector) => {
        for (let times = 0; times < 6; times += 1) {
            await secretary.go(`/elections/${id}/office`);
            if (await secretary.page.locator(selector).count()) return;
            await secretary.forward();
        }
        throw new Error(`${selector} does not come: ${await secretary.told()}`);
    };
    await forwardTo('main a[href*="/sign/"]');
    await secretary.click('main a[href*="/sign/"]', /\/sign\//);
    await secretary.sign(/\/office$/);
    await council.guardAll(guards, id);
    await secretary.go(`/elections/${id}/slips`);
    const votes = await council.slips(secretary);
    assert.equal(votes.size, NAMES.length + 1, 'everybody on the roll has a slip');
    await secretary.go(`/elections/${id}/office`);
    await secretary.forward();
    for (const name of NAMES) {
        const voter = await people.person(`${name} at the poll`);
        await voting.enterCode(voter, id, votes.get(name));
        await mark(voter);
        await voting.seal(voter);
        await voting.cast(voter);
    }
    await secretary.go(`/elections/${id}/office`);
    await secretary.forward();
    await council.guardAll(guards, id);
    await secretary.go(`/elections/${id}/result`);
    const told = await secretary.told();
    for (const name of candidates) {
        const member = members.get(name);
        await member.go('/me');
        if (!(await member.page.locator('button[value=accept]').count())) continue;
        await member.click('button[value=accept]', /\/sign\//);
        await member.sign(/\/me$/);
    }
    await secretary.go('/');
    const seated = await secretary.page.locator('table.rows').first().innerText();
    for (const name of candidates.slice(0, 2)) assert.ok(seated.includes(name), `${name}: ${seated}\n${told}`);
    assert.deepEqual(people.faults, []);
    await site.stop();
    const { code, said } = await run('audit', site.record);
    assert.equal(code, 0, said);
}

step('a team approves of candidates', async () => {
    const candidates = ['Irina Petrova', 'Jae-won Park', 'Karina Lopes'];
    await whole('team', [FOUNDER, 'Irina Petrova', 'Marat Bekov'], candidates, async (voter) => {
        for (const name of candidates) await voter.page.locator(`.candidate[data-name="${name}"] input`).check();
    });
}, { aside: true });

step('a small council has one guard', async () => {
    const candidates = ['Nina Orlova', 'Marat Bekov', FOUNDER];
    await whole('small', [FOUNDER], candidates, (voter) => voting.rank(voter, candidates));
}, { aside: true });
