// A sceptic checks everything in the page, believes nobody, and sees what was changed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';

import { Site, run } from '../lib/site.js';
import { People } from '../lib/people.js';
import { flow } from '../lib/flow.js';
import { faults } from '../lib/pages.js';
import * as council from '../lib/council.js';
import * as voting from '../lib/vote.js';

let site;
let people;
let secretary;
let sceptic;
let id;
const members = new Map();
const step = flow();

const CANDIDATES = ['Irina Petrova', 'Karina Lopes', 'Lúcia Moreira', 'Marat Bekov', 'Nina Orlova'];
const OTHERS = ['Jae-won Park', 'Óscar Vega'];
const [IRINA, KARINA, LUCIA, MARAT, NINA] = CANDIDATES;

before(async () => {
    site = await Site.start();
    people = await People.gather(site);
    secretary = await people.person('secretary');
    sceptic = await people.person('sceptic');
    // What is not among the public files, such as a text that was taken back, is asked for in vain.
    sceptic.expected = ['404'];
});

after(async () => {
    await people?.leave();
    await site?.end();
});

const guards = () => [secretary, members.get(IRINA), members.get('Jae-won Park')];

step('five people are elected', async () => {
    await council.found(secretary, site.link);
    await council.enrol(secretary);
    const codes = await council.joiningCodes(secretary);
    for (const name of [...CANDIDATES, ...OTHERS]) {
        const member = await people.person(name);
        await council.joinIn(member, codes.get(name));
        members.set(name, member);
    }
    await secretary.go('/office');
    id = await council.call(secretary, ['Saule Akhmet', IRINA, 'Jae-won Park']);
    await council.guardAll(guards(), id);
    for (const name of CANDIDATES) await council.stand(members.get(name), id, 'Stairs.');
    await secretary.go(`/elections/${id}/office`);
    for (let times = 0; times < 4 && !(await secretary.page.locator('main a[href*="/sign/"]').count()); times += 1) {
        await secretary.forward();
        await secretary.go(`/elections/${id}/office`);
    }
    await secretary.click('main a[href*="/sign/"]', /\/sign\//);
    await secretary.sign(/\/office$/);
    await council.guardAll(guards(), id);
    await secretary.go(`/elections/${id}/office`);
    await secretary.click('main a[href$="/slips"]', /\/slips$/);
    const votes = await council.slips(secretary);
    await secretary.click('form[action$="/slips"] button', /\/office$/);
    await secretary.forward();
    for (const [name, ranking] of [
        [IRINA, [KARINA, IRINA]], [KARINA, [KARINA, LUCIA]], [LUCIA, [NINA, LUCIA]], [MARAT, [MARAT]], ['Óscar Vega', [LUCIA, IRINA, NINA]],
    ]) await voting.vote(members.get(name), id, votes.get(name), ranking);
    await secretary.go(`/elections/${id}/office`);
    await secretary.forward();
    await council.guardAll(guards(), id);
    for (const name of CANDIDATES) {
        const member = members.get(name);
        await member.go('/me');
        await member.click('button[value=accept]', /\/sign\//);
        await member.sign(/\/me$/);
    }
});

const shown = (name) => `[data-part=${name}]:not([hidden])`;

/** Presses the button of the page, and waits for what it finds. */
async function checked(person, { press = (page) => page.click('[data-part=button]'), path = '/check' } = {}) {
    await person.go(path);
    await person.page.waitForSelector('[data-part=button]:not([disabled])');
    const begin = performance.now();
    await press(person.page);
    await person.page.waitForSelector(`${shown('result')}, ${shown('wrong')}`, { timeout: 120000 });
    assert.equal(await person.page.locator(shown('wrong')).count(), 0, await person.told());
    return Math.round(performance.now() - begin);
}

async function saved(person, name) {
    const download = person.page.waitForEvent('download');
    await person.page.click(`[data-part=${name}]`);
    return readFile(await (await download).path(), 'utf8');
}

step('from a seat to a check of everything: it holds', async () => {
    await sceptic.go('/');
    await sceptic.click('table.rows a[href*="/seats/"]', /\/seats\/0\/\d+$/);
    await sceptic.click('a[href*="/check?seat="]', /\/check$/);
    const { pathname, search } = new URL(sceptic.page.url());
    const took = await checked(sceptic, { path: pathname + search });
    const { page } = sceptic;
    assert.equal(await page.locator(shown('good')).count(), 1, await sceptic.told());
    assert.equal(await page.locator(shown('bad')).count(), 0);
    assert.match(await page.locator('[data-part=good]').textContent(), /Everything holds/);
    assert.equal(await page.locator('[data-failure]').count(), 0);
    const seat = new URLSearchParams(search).get('seat');
    assert.ok(await page.locator(`[data-row="${seat}"] > details[open] li`).count() > 5, 'the reasons of the seat that was asked about');
    assert.deepEqual(await sceptic.axe(), []);
    const found = JSON.parse(await saved(sceptic, 'json'));
    assert.equal(found.verdict, 'accepted');
    assert.equal(found.seats.filter(({ how }) => how === 'election').length, 5);
    assert.match(await saved(sceptic, 'html'), /^<!doctype html>/i);
    console.log('# a check in the page of', found.size, 'entries and', found.counted.ballots, 'ballots took', took, 'ms');
});

step('what the page finds in a copy is what the program finds', async () => {
    const copy = await (await fetch(`${site.origin}/record.tar`)).arrayBuffer();
    const file = { name: 'record.tar', mimeType: 'application/x-tar', buffer: Buffer.from(copy) };
    await checked(sceptic, { press: (page) => page.setInputFiles('#copy-file', file) });
    const at = await sceptic.page.locator('[data-audit]').getAttribute('data-now');
    const { code, said } = await run('audit', '--json', '--at', at, site.record);
    assert.equal(code, 0, said);
    assert.equal(await saved(sceptic, 'json'), said);
});

step('a file that is no copy is named so', async () => {
    await sceptic.go('/check');
    await sceptic.page.waitForSelector('[data-part=button]:not([disabled])');
    const file = { name: 'a.tar', mimeType: 'application/x-tar', buffer: Buffer.from('nothing') };
    await sceptic.page.setInputFiles('#copy-file', file);
    await sceptic.page.waitForSelector(shown('wrong'));
    assert.match(await sceptic.page.locator('[data-part=wrong]').textContent(), /K-BOOTH-053/);
});

step('a check can be stopped, and begun again', async () => {
    await sceptic.go('/check');
    await sceptic.page.waitForSelector('[data-part=button]:not([disabled])');
    let let_go;
    const stopped = new Promise((resolve) => { let_go = resolve; });
    await sceptic.page.route('**/record/checkpoint', (route) => stopped.then(() => route.continue()).catch(() => {}));
    await sceptic.page.click('[data-part=button]');
    await sceptic.page.waitForSelector(shown('stop'));
    await sceptic.page.click('[data-part=stop]');
    await sceptic.page.waitForSelector(shown('stopped'));
    let_go();
    assert.equal(await sceptic.page.locator(shown('result')).count(), 0);
    await sceptic.page.unroute('**/record/checkpoint');
    await sceptic.page.click('[data-part=button]');
    await sceptic.page.waitForSelector(shown('good'), { timeout: 120000 });
});

/** Changes one byte of the file with this path, for this visitor. */
async function changed(path, at) {
    await sceptic.page.route(`**/record/${path}`, async (route) => {
        const body = await (await route.fetch()).body();
        body[at] ^= 1;
        await route.fulfill({ status: 200, contentType: 'application/octet-stream', body });
    });
}

const text = async (path) => (await fetch(`${site.origin}/record/${path}`)).text();

step('one byte of one file is another: refused, and the file is named', async () => {
    const size = Number((await text('checkpoint')).split('\n')[1]);
    const tile = size % 256 ? `000.p/${size}` : '000';
    assert.ok(size < 256, `${size} entries are more than one file`);
    const { elections } = JSON.parse(await saved(sceptic, 'json'));
    const { archive } = elections.flatMap(({ archives }) => archives).findLast(({ rehearsal }) => !rehearsal);
    const cases = [
        [`tile/0/${tile}`, 40, 'tree'], [`tile/entries/${tile}`, 3000, null], [`blob/sha256/${archive.slice(0, 2)}/${archive}`, 5000, 'blobs'],
    ];
    for (const [path, at, code] of cases) {
        await changed(path, at);
        await checked(sceptic);
        const { page } = sceptic;
        assert.equal(await page.locator(shown('bad')).count(), 1, path);
        assert.equal(await page.locator(shown('good')).count(), 0, path);
        if (code) assert.equal(await page.locator(`[data-failure=${code}]`).count(), 1, await sceptic.told());
        const told = await page.locator('[data-part=failures]').innerText();
        assert.ok(told.includes(path), `${path} is not named: ${told.slice(0, 600)}`);
        assert.match(told, /What to do/);
        assert.equal(JSON.parse(await saved(sceptic, 'json')).verdict, 'refused');
        assert.deepEqual(await sceptic.axe(), []);
        await page.unroute(`**/record/${path}`);
    }
});

step('the page in every language', async () => {
    assert.deepEqual(await faults(sceptic, ['/check', '/check?seat=0/0']), []);
    for (const language of ['es', 'ru', 'pt', 'ko', 'kk']) {
        await checked(sceptic, { path: `/${language}/check` });
        assert.equal(await sceptic.page.locator(shown('good')).count(), 1, language);
        const told = await sceptic.told();
        assert.ok(!/\b(web|audit)-[a-z-]+\b/.test(told), told);
    }
}, { aside: true });

step('without scripts the page says what to do', async () => {
    const plain = await people.person('without scripts', { javaScriptEnabled: false });
    await plain.go('/check');
    assert.ok(await plain.page.locator('#here noscript').count());
    assert.ok(await plain.page.locator('[data-part=button][disabled]').count());
    assert.match(await plain.page.locator('main').innerText(), /kenes audit record\.tar/);
}, { aside: true });

step('on a slow phone', async () => {
    const phone = await people.person('slow phone', { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
    phone.expected = ['404'];
    const devtools = await phone.context.newCDPSession(phone.page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    console.log('# on the slow phone a check took', await checked(phone), 'ms');
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false, 'the page is wider than the phone');
}, { aside: true });

step('no page complained, nothing left the host', () => {
    assert.deepEqual(people.faults, []);
}, { aside: true });
