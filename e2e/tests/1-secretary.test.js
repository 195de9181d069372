// One secretary, three guards, five candidates: from the founder's link to seated delegates.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Site, run } from '../lib/site.js';
import { People } from '../lib/people.js';
import { flow } from '../lib/flow.js';
import { fine, misfits, printed, small } from '../lib/looks.js';
import { faults } from '../lib/pages.js';
import { checkedByPeer, peer } from '../lib/peer.js';
import { told, weigh } from '../lib/weight.js';
import * as council from '../lib/council.js';
import * as voting from '../lib/vote.js';

let site;
let people;
let secretary;
let id;
let codes;
let votes;
const members = new Map();
const step = flow();

const CANDIDATES = ['Irina Petrova', 'Karina Lopes', 'Lúcia Moreira', 'Marat Bekov', 'Nina Orlova'];
/** A guard with a device, and people who never have one that could sign: they vote with the code of a slip. */
const GUARD = 'Jae-won Park';
const WITHOUT_DEVICE = ['Óscar Vega', 'Petra Novak', 'Qasym Tolegen', 'Rosa Díaz', 'Sergei Ivanov', 'Tomás Gil'];

before(async () => {
    site = await Site.start();
    people = await People.gather(site);
    secretary = await people.person('secretary');
});

after(async () => {
    await people?.leave();
    await site?.end();
});

async function joined(name, context) {
    const member = await people.person(name, context);
    await council.joinIn(member, codes.get(name));
    members.set(name, member);
    return member;
}

/** Somebody who never joined, at some screen. */
async function appears(name) {
    members.set(name, await people.person(name));
}

const guards = () => [secretary, members.get('Irina Petrova'), members.get('Jae-won Park')];

step('a council is founded', async () => {
    await council.found(secretary, site.link);
});

step('24 people are put on the roll', async () => {
    await council.enrol(secretary);
});

/** The secretary's letters, read by somebody at another screen: no click of the secretary's own. */
async function letters() {
    const reader = await people.person('who reads the letters', { storageState: await secretary.context.storageState() });
    await reader.go('/office/outbox');
    const found = await reader.page.$$eval('article.card pre', (all) => all.map((letter) => letter.textContent));
    await reader.context.close();
    return found;
}

step('slips are printed and letters written, seven members join', async () => {
    codes = await council.joiningCodes(secretary);
    assert.equal(codes.size, 16);
    await secretary.click('[data-print]');
    await secretary.click('form[action$="/office/slips/done"] button', /\/office\/members$/);
    await secretary.click('form[action$="/office/slips/send"] button', /\/office\/members$/);
    const written = await letters();
    assert.equal(written.length, 8);
    const letter = written.find((text) => text.includes('Ana Ruiz'));
    codes.set('Ana Ruiz', letter.match(/\/join#([A-Za-z0-9_-]{43})/)[1]);
    for (const name of ['Ana Ruiz', ...CANDIDATES, GUARD]) await joined(name);
    for (const name of WITHOUT_DEVICE) await appears(name);
});

step('the secretary practises, with a phone', async () => {
    await secretary.click('main a[href$="/office/practice"]', /\/office\/practice$/);
    await secretary.click('form[action$="/office/practice"] button', /\/office\/practice$/);
    const phone = await people.person('the phone of the secretary', { viewport: { width: 360, height: 640 } });
    await phone.page.goto(await secretary.page.locator('a[href*="/practice/"]').first().evaluate((link) => link.href));
    await phone.page.waitForSelector('[data-part=code-go]:not([disabled])');
    await phone.click('[data-part=code-go]');
    await phone.page.waitForSelector('[data-screen=ballot]:not([hidden])', { timeout: 60000 });
    await phone.click('.candidate [data-do=in]');
    await voting.seal(phone);
    await voting.cast(phone);
    console.log('# practice on the phone, apart from the other clicks:', phone.fields, 'fields,', phone.clicks, 'clicks');
});

step('the election is called', async () => {
    id = await council.call(secretary, ['Saule Akhmet', 'Irina Petrova', 'Jae-won Park']);
});

step('three guards make the key', async () => {
    const before = secretary.clicks;
    await council.guardAll(guards(), id);
    // To the page, and once there: the device does the rest as the others get ready.
    assert.equal(secretary.clicks - before, 2, await secretary.told());
    for (const guard of guards()) assert.equal(await guard.page.locator('.steps .done').count(), 1, await guard.told());
});

step('five members stand', async () => {
    for (const name of CANDIDATES) await council.stand(members.get(name), id, `I would mend the stairs.\n\n${name}`);
});

step('nominations end, the setup is signed', async () => {
    // The secretary is at the page of the guards still.
    for (let times = 0; times < 4 && !(await secretary.page.locator('[data-sign]').count()); times += 1) await secretary.forward();
    assert.ok(await secretary.page.locator('[data-sign]').count(), await secretary.told());
    await council.signHere(secretary);
    assert.match(secretary.path(), /\/elections\/[0-9a-f]{64}\/office$/);
});

step('all three rehearse, and sign that they have', async () => {
    assert.ok(await council.guardAll(guards(), id) >= 6);
});

step('invitations are sent and slips printed', async () => {
    await secretary.click(`main a[href$="/elections/${id}/office"]`, /\/office$/);
    await secretary.click('form[action$="/invite"] button', /\/office$/);
    await secretary.click('main a[href$="/slips"]', /\/slips$/);
    votes = await council.slips(secretary);
    await secretary.click('[data-print]');
    // Each click and each address that was typed since the founder's link, both times that something was printed, and the
    // practice as far as it is done at the office. The clock that is put forward is none of a real council.
    console.log('# to printed invitations:', secretary.fields, 'fields,', secretary.clicks, 'clicks');
    assert.ok(secretary.fields <= 12, `${secretary.fields} fields`);
    assert.ok(secretary.clicks <= 25, `${secretary.clicks} clicks`);
    // Everybody on the roll who was not written to: also whoever has no device.
    assert.equal(votes.size, 17);
    for (const name of WITHOUT_DEVICE) assert.ok(votes.has(name), name);
    assert.deepEqual(await printed(secretary), []);
    assert.deepEqual(await faults(secretary, [`/elections/${id}/slips`]), []);
    await secretary.click('form[action$="/slips"] button', /\/office$/);
});

step('the pages of voting codes need no script', async () => {
    const state = await secretary.context.storageState();
    const plain = await people.person('secretary without scripts', { javaScriptEnabled: false, storageState: state });
    await plain.go(`/elections/${id}/office`);
    await plain.click('tr:has-text("Wanda Nowak") form[action$="/again"] button', /\/again$/);
    assert.equal((await council.slips(plain)).get('Wanda Nowak'), votes.get('Wanda Nowak'));
    await plain.click('main a[href$="/office"]', /\/office$/);
    // What was handed over is shown again, and counted, when somebody asks for it.
    await plain.click('main a[href$="/slips"]', /\/slips$/);
    assert.equal((await council.slips(plain)).size, 0);
    await plain.click('form[action$="/slips/again"] button', /\/slips\/again$/);
    assert.equal((await council.slips(plain)).size, 17);
    await plain.click('main a[href$="/office"]', /\/office$/);
    assert.match(await plain.told(), /17|18/);
}, { aside: true });

step('voting opens', async () => {
    await secretary.go(`/elections/${id}/office`);
    await secretary.forward();
});

const [IRINA, KARINA, LUCIA, MARAT, NINA] = CANDIDATES;
const trackers = new Map();

const cast = async (name, ranking, options) => {
    trackers.set(name, await voting.vote(members.get(name), id, votes.get(name), ranking, options));
};

step('somebody votes in each language', async () => {
    const found = [];
    for (const [name, language] of [
        [IRINA, 'en'], [KARINA, 'es'], [LUCIA, 'pt'], [MARAT, 'kk'], [NINA, 'ru'], ['Jae-won Park', 'ko'],
    ]) {
        await cast(name, [name === 'Jae-won Park' ? IRINA : name, KARINA, LUCIA].filter((one, at, all) => all.indexOf(one) === at), {
            language,
            typed: language === 'es',
            look: async (screen) => {
                for (const violation of await members.get(name).axe()) found.push(`${language} ${screen}: ${violation}`);
            },
        });
        assert.equal(await members.get(name).page.locator('html').getAttribute('lang'), language);
    }
    assert.deepEqual(found, []);
});

step('somebody votes twice; the last ballot counts', async () => {
    await cast('Óscar Vega', [NINA]);
    const first = trackers.get('Óscar Vega');
    await cast('Óscar Vega', [MARAT, NINA], { again: true });
    assert.notEqual(first, trackers.get('Óscar Vega'));
});

step('somebody checks a sealed ballot on another device, and casts a new one', async () => {
    const petra = members.get('Petra Novak');
    await voting.enterCode(petra, id, votes.get('Petra Novak'));
    await voting.rank(petra, [LUCIA, IRINA]);
    await voting.seal(petra);
    const words = await petra.page.locator('[data-part=mark-words]').textContent();
    const opened = await voting.challenge(petra);
    assert.deepEqual(await petra.axe(), []);
    const other = await people.person('another device');
    await other.go(`/elections/${id}/check`);
    await other.page.setInputFiles('#opened', opened);
    await other.click('[data-part=button]');
    await other.page.waitForSelector('[data-result]:not([hidden])');
    assert.equal(await other.page.locator('[data-words-of]').textContent(), words);
    assert.match(await other.page.locator('[data-answers]').textContent(), /Lúcia Moreira.*Irina Petrova/s);
    await petra.click('[data-part=opened-new]');
    await petra.page.waitForSelector('[data-screen=review]:not([hidden])');
    await petra.click('[data-part=seal]');
    await petra.page.waitForSelector('[data-screen=seal]:not([hidden])');
    trackers.set('Petra Novak', await voting.cast(petra));
});

step('somebody lost the code; the secretary shows it again', async () => {
    await secretary.go(`/elections/${id}/office`);
    await secretary.click('tr:has-text("Qasym Tolegen") form[action$="/again"] button', /\/again$/);
    const shown = await council.slips(secretary);
    assert.deepEqual([...shown.keys()], ['Qasym Tolegen']);
    assert.deepEqual(await secretary.axe(), []);
    assert.deepEqual(await printed(secretary), []);
    votes.set('Qasym Tolegen', shown.get('Qasym Tolegen'));
    await cast('Qasym Tolegen', [KARINA, NINA]);
});

step('somebody asks for the code by mail', async () => {
    const ana = members.get('Ana Ruiz');
    await ana.go(`/elections/${id}/vote`);
    await ana.click('details.lost summary');
    await ana.fill('#address', 'ana@example.org');
    await ana.click('form[action$="/lost"] button', /\/lost$/);
    assert.deepEqual(await ana.axe(), []);
    // Whoever asks is answered at once; the letter is written afterwards.
    let own = [];
    for (let times = 0; times < 20 && own.length < 2; times += 1) {
        own = (await letters()).filter((text) => text.includes(id) && text.includes('Ana Ruiz'));
    }
    assert.equal(own.length, 2, 'the invitation, and the code once more');
    votes.set('Ana Ruiz', own.at(-1).match(/ ([A-Za-z0-9]{5}-[A-Za-z0-9-]{10,25})\s/)[1]);
    await cast('Ana Ruiz', [LUCIA], { typed: true });
});

step('somebody votes by keys alone', async () => {
    const name = 'Rosa Díaz';
    trackers.set(name, await voting.voteByKeys(members.get(name), id, votes.get(name), [KARINA, IRINA, NINA]));
});

step('the booth is light', async () => {
    const weight = await weigh(people, `/elections/${id}/vote#${votes.get('Ulan Nurlan')}`, async (anybody) => {
        await anybody.page.waitForSelector('[data-part=code-go]:not([disabled])');
        await anybody.click('[data-part=code-go]');
        await anybody.page.waitForSelector('[data-screen=ballot]:not([hidden])', { timeout: 60000 });
    });
    console.log('# the booth with its page:', told(weight));
    assert.ok(weight.total <= 100_000, told(weight));
});

step('somebody votes on a slow phone of 360 px', async () => {
    const name = 'Sergei Ivanov';
    const phone = await people.person('slow phone', { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
    const devtools = await phone.context.newCDPSession(phone.page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const begin = performance.now();
    const found = [];
    const look = async (screen) => {
        for (const fault of [...await small(phone), ...await fine(phone)]) found.push(`${screen}: ${fault}`);
    };
    trackers.set(name, await voting.vote(phone, id, votes.get(name), [NINA, MARAT, LUCIA], { look }));
    assert.deepEqual(found, []);
    console.log('# on a phone six times as slow, from the slip to the receipt:', Math.round(performance.now() - begin), 'ms');
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false, 'the page is wider than the phone');
});

step('a slip that is scanned in a tab with a receipt begins anew', async () => {
    const { page } = members.get('Jae-won Park');
    await page.waitForSelector('[data-screen=receipt]:not([hidden])');
    const code = votes.get('Ulan Nurlan');
    await page.evaluate((one) => { location.hash = one; }, code);
    await page.waitForSelector('[data-screen=code]:not([hidden])');
    assert.equal(await page.inputValue('#code'), code);
    assert.equal(new URL(page.url()).hash, '');
    assert.equal(await page.locator('[data-part=order] .candidate').count(), 0, 'nothing of the ballot before');
});

step('a blank ballot is cast', async () => {
    await cast('Tomás Gil', []);
});

step('each tracker is found', async () => {
    const anybody = await people.person('anybody');
    for (const tracker of trackers.values()) {
        await anybody.go(`/elections/${id}/ballot?tracker=${encodeURIComponent(tracker)}`);
        assert.equal(await anybody.page.locator('[role=status] strong').count(), 1, await anybody.told());
    }
    assert.equal(trackers.size, 13);
});

step('voting closes', async () => {
    await secretary.go(`/elections/${id}/office`);
    await secretary.forward();
});

step('two guards shuffle and open', async () => {
    assert.ok(await council.guardAll(guards(), id) >= 4);
});

step('the peer accepts the archive', async (t) => {
    const tool = peer();
    if (!tool) {
        console.log('# belenios-tool 3.3.0 is not here: conformance/get-belenios-3.3 target/peers/belenios-3.3');
        t.skip('belenios-tool 3.3.0 is not here');
        return;
    }
    const archive = Buffer.from(await (await fetch(`${site.origin}/elections/${id}/archive.bel`)).arrayBuffer());
    const { uuid } = await (await fetch(`${site.origin}/elections/${id}/election.json`)).json();
    const { code, said } = await checkedByPeer(tool, archive, `${uuid}.bel`);
    assert.equal(code, 0, said);
    console.log('# belenios-tool:', said.trim().split('\n').at(-1));
}, { aside: true });

step('those who were elected accept', async () => {
    await secretary.go(`/elections/${id}/result`);
    console.log('#', await secretary.told());
    for (const name of CANDIDATES) {
        const member = members.get(name);
        await member.go('/me');
        await member.click('button[value=accept]', /\/sign\//);
        await member.sign(/\/me$/);
    }
});

step('the front page is light', async () => {
    const weight = await weigh(people, '/');
    console.log('# the front page:', told(weight));
    assert.ok(weight.total <= 20_000, told(weight));
}, { aside: true });

step('without scripts everybody reads everything', async () => {
    const plain = await people.person('a sceptic without scripts', { javaScriptEnabled: false });
    const tracker = encodeURIComponent(trackers.get('Rosa Díaz'));
    for (const path of ['/', '/elections', `/elections/${id}`, `/elections/${id}/result`, `/elections/${id}/ballot?tracker=${tracker}`, '/check', '/seats/0/0']) {
        const response = await plain.go(path);
        assert.equal(response.status(), 200, path);
        assert.ok((await plain.told()).length > 60, path);
    }
    await plain.go('/');
    await plain.click('table.rows a[href*="/seats/"]', /\/seats\/0\/\d+$/);
    await plain.go(`/elections/${id}/ballot`);
    await plain.page.fill('input[name=tracker]', trackers.get('Rosa Díaz'));
    await plain.page.locator('main form button').first().click();
    await plain.page.waitForSelector('[role=status] strong');
}, { aside: true });

step('the pages of a seated council', async () => {
    const anybody = await people.person('a sceptic');
    await anybody.go('/');
    await anybody.click('table.rows a[href*="/seats/"]', /\/seats\/0\/\d+$/);
    const paths = ['/', '/check', anybody.path().replace(/^\/(en|es|ru|pt|ko|kk)\//, '/'), `/elections/${id}`, `/elections/${id}/result`, `/elections/${id}/ballot`, `/elections/${id}/check`];
    assert.deepEqual(await faults(anybody, paths), []);
}, { aside: true });

step('pages in the dark', async () => {
    const dark = await people.person('somebody in the dark', { colorScheme: 'dark' });
    const office = await people.person('the office in the dark', { colorScheme: 'dark', storageState: await secretary.context.storageState() });
    const open = ['/', '/elections', '/check', '/seats/0/0', `/elections/${id}`, `/elections/${id}/result`, `/elections/${id}/ballot`, '/enter', '/join'];
    assert.deepEqual(await faults(dark, open, ['en']), []);
    assert.deepEqual(await faults(office, ['/me', '/office', '/office/members', '/office/outbox', '/office/practice', `/elections/${id}/office`], ['en']), []);
}, { aside: true });

step('on a phone everything is large enough to touch and to read', async () => {
    const phone = { viewport: { width: 360, height: 640 } };
    const anybody = await people.person('somebody with a phone', phone);
    const open = ['/', '/elections', '/check', '/seats/0/0', `/elections/${id}`, `/elections/${id}/result`, `/elections/${id}/ballot`, `/elections/${id}/check`, '/enter', '/join'];
    assert.deepEqual(await misfits(anybody, open), []);
    const office = await people.person('the office on a phone', { ...phone, storageState: await secretary.context.storageState() });
    assert.deepEqual(await misfits(office, ['/me', '/office', '/office/members', '/office/outbox', '/office/practice', `/elections/${id}/office`]), []);
}, { aside: true });

step('the result is printed', async () => {
    const anybody = await people.person('somebody with a printer');
    await anybody.go(`/elections/${id}/result`);
    assert.deepEqual(await printed(anybody), []);
}, { aside: true });

step('somebody resigns, and the page says what became of the seat', async () => {
    const nina = members.get(NINA);
    await nina.go('/me');
    await nina.click('details summary');
    await nina.click('button[value=resign]', /\/sign\//);
    await nina.sign(/\/me$/);
    const anybody = await people.person('somebody who wonders');
    await anybody.go(`/elections/${id}/result`);
    assert.match(await anybody.told(), new RegExp(NINA));
    assert.deepEqual(await faults(anybody, [`/elections/${id}/result/1`]), []);
}, { aside: true });

step('no page complained, nothing left the host', () => {
    assert.deepEqual(people.faults, []);
}, { aside: true });

step('the record passes the audit', async () => {
    await site.stop();
    const { code, said } = await run('audit', site.record);
    assert.equal(code, 0, said);
});
