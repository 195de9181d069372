// Every page in every language; and without scripts.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before } from 'node:test';

import { Site } from '../lib/site.js';
import { LANGUAGES, People } from '../lib/people.js';
import { flow } from '../lib/flow.js';
import { misfits } from '../lib/looks.js';
import { faults } from '../lib/pages.js';
import * as council from '../lib/council.js';
import * as voting from '../lib/vote.js';

let site;
let people;
let secretary;
let id;
let codes;
const step = flow();
const aside = { aside: true };

before(async () => {
    site = await Site.start();
    people = await People.gather(site);
    secretary = await people.person('secretary');
});

after(async () => {
    await people?.leave();
    await site?.end();
});

step('without scripts a council is begun, as far as its first signature', async () => {
    const other = await Site.start();
    try {
        const context = await people.browser.newContext({ javaScriptEnabled: false, locale: 'en' });
        const page = await context.newPage();
        await page.goto(other.link);
        await page.locator('main form button').click();
        await page.waitForURL(/\/begin$/);
        await page.check('input[name=preset][value=house]');
        await page.fill('#council', 'Linden House');
        await page.fill('#founder', 'Saule Akhmet');
        await page.locator('main form button').click();
        await page.waitForURL(/\/begin\/sign$/);
        assert.match(await page.locator('main').innerText(), /Linden House/);
        assert.ok(await page.locator('noscript').count());
        await context.close();
    } finally {
        await other.end();
    }
}, aside);

step('before there is a council', async () => {
    const path = new URL(site.link).pathname;
    assert.deepEqual(await faults(secretary, [path]), []);
    await secretary.go(site.link);
    await secretary.click('main form button', /\/begin$/);
    assert.deepEqual(await faults(secretary, ['/begin']), []);
    await secretary.go('/begin');
    await secretary.tick('input[name=preset][value=house]');
    await secretary.fill('#council', 'Linden House');
    await secretary.fill('#founder', 'Saule Akhmet');
    await secretary.click('main form button', /\/begin\/sign$/);
    assert.deepEqual(await faults(secretary, ['/begin/sign']), []);
    await secretary.go('/begin/sign');
    await secretary.sign(/\/office\/members$/);
});

step('a council with names', async () => {
    await council.enrol(secretary);
    codes = await council.joiningCodes(secretary);
    for (const name of ['Irina Petrova', 'Jae-won Park']) {
        const member = await people.person(name);
        await council.joinIn(member, codes.get(name));
    }
    await secretary.go('/office');
    id = await council.call(secretary, ['Saule Akhmet', 'Irina Petrova', 'Jae-won Park']);
});

/** The first three people are to guard an election. */
async function chooseGuards(person) {
    for (let place = 0; place < 3; place += 1) {
        const value = await person.page.locator(`#t${place} option`).nth(place + 1).getAttribute('value');
        await person.choose(`#t${place}`, value);
    }
    if (await person.page.locator('input[name=small]').count()) await person.tick('input[name=small]');
}

step('pages for everybody', async () => {
    const anybody = await people.person('anybody');
    anybody.expected = ['404'];
    const paths = ['/', '/elections', `/elections/${id}`, `/elections/${id}/vote`, '/check', '/seats/0/0', '/seats/1/0', '/enter', '/join', '/nowhere'];
    assert.deepEqual(await faults(anybody, paths), []);
}, aside);

step('pages of members', async () => {
    const irina = people.all.find((one) => one.name === 'Irina Petrova');
    assert.deepEqual(await faults(irina, ['/me', `/elections/${id}/stand`, `/elections/${id}/guard`]), []);
}, aside);

step('pages of the office', async () => {
    const paths = ['/office', '/office/members', '/office/slips', '/office/outbox', '/office/practice', '/office/call?body=1', `/elections/${id}/office`];
    assert.deepEqual(await faults(secretary, paths), []);
}, aside);

step('on a phone everything is large enough to touch and to read while an election is called', async () => {
    const paths = {
        'Irina Petrova': ['/me', `/elections/${id}/guard`, `/elections/${id}/stand`],
        secretary: ['/office', '/office/slips', '/office/outbox', '/office/call?body=1', `/elections/${id}/office`],
    };
    for (const [name, own] of Object.entries(paths)) {
        const known = people.all.find((one) => one.name === name);
        const storageState = await known.context.storageState();
        const phone = await people.person(`${name} with a phone`, { viewport: { width: 360, height: 640 }, storageState });
        assert.deepEqual(await misfits(phone, own), []);
    }
}, aside);

/** What is for programs: names of keys, long numbers, words of acts. */
const RAW = /\b[a-z]\/[0-9a-f]{20}\b|[0-9a-f]{64}|\b[a-z]+_[a-z]+\b/;

/** What the device says that it signs, without what is behind a title. */
async function said(person) {
    await person.page.waitForSelector('[data-part=button]:not([disabled])');
    const told = await person.page.locator('[data-part=words]').innerText();
    assert.doesNotMatch(told, RAW);
    // A key or the number of an act is there for those who compare it.
    await person.click('[data-part=words] details summary');
    assert.match(await person.page.locator('[data-part=words] details[open]').first().innerText(), /[0-9a-f]{20}/);
    assert.deepEqual(await person.axe(), []);
    return told;
}

step('what is signed is said in words, in each language', async () => {
    for (const language of LANGUAGES) {
        await secretary.go(`/${language}/office/call?body=1`);
        await chooseGuards(secretary);
        await secretary.click('form[action$="/office/call"] button', /\/sign\//);
        const told = await said(secretary);
        for (const name of ['Saule Akhmet', 'Irina Petrova', 'Jae-won Park']) assert.ok(told.includes(name), `${language}: ${told}`);
        if (language !== 'en') assert.doesNotMatch(told, /office|plurality/i);
        await secretary.click('form[action$="/drop"] button');
        await secretary.page.waitForLoadState('load');
    }
    const irina = people.all.find((one) => one.name === 'Irina Petrova');
    await irina.go(`/elections/${id}/stand`);
    await irina.fill('#statement', 'Stairs.');
    await irina.click('main form button', /\/sign\//);
    assert.match(await said(irina), /Election of: Council/);
}, aside);

step('a device shows what it would sign before it joins', async () => {
    const code = codes.get('Karina Lopes');
    let member;
    for (const language of LANGUAGES) {
        member = await people.person(`Karina Lopes in ${language}`, { language });
        const sent = [];
        member.page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
        await member.go(`/${language}/join#${code}`);
        await council.readJoining(member);
        const told = await said(member);
        assert.ok(told.includes('Karina Lopes'), told);
        assert.doesNotMatch(told, /\bown\b/);
        assert.ok(!(await member.page.content()).includes(code), 'the code stays where it was typed');
        assert.deepEqual(sent, [`/${language}/join/draft`], 'nothing is signed before it was shown');
    }
    await member.sign(/\/me$/);
    assert.match(await member.page.locator('footer').innerText(), /Karina Lopes/);
}, aside);

step('a list is looked through, in each language', async () => {
    for (const language of LANGUAGES) {
        await secretary.go(`/${language}/office/members`);
        await secretary.fill('textarea[name=list]', 'Somebody New\n, nobody@example.org\nAna Ruiz, not an address');
        await secretary.click('form:has(textarea) button');
        await secretary.page.waitForSelector('form[action$="/enrol"]');
        assert.deepEqual(await secretary.axe(), []);
    }
}, aside);

step('a guard’s page looks by itself, and is not loaded anew', async () => {
    const [irina, park] = ['Irina Petrova', 'Jae-won Park'].map((name) => people.all.find((one) => one.name === name));
    await irina.page.clock.install();
    await irina.go(`/elections/${id}/guard`);
    await irina.page.evaluate(() => { window.same = true; });
    await council.guardStep(irina, id);
    const button = irina.page.locator('[data-guard] [data-part=button]');
    assert.equal(await button.count(), 0, await irina.told());
    const asked = [];
    irina.page.on('request', (request) => asked.push(request.url()));
    await irina.page.clock.runFor(11000);
    await irina.settles();
    assert.equal(asked.length, 1, 'it asks, and nothing has changed');
    for (const guard of [secretary, park]) await council.guardStep(guard, id);
    await irina.page.clock.runFor(11000);
    await irina.settles();
    // The others were ready, so the device went on by itself; that was said.
    assert.ok(asked.some((url) => url.endsWith('/guard')));
    assert.notEqual(await irina.page.locator('[data-live]').textContent(), '');
    assert.equal(await irina.page.evaluate(() => window.same), true, 'the same page as before');
}, aside);

step('a module that is not the one that the page names is not run', async () => {
    const anybody = await people.person('somebody on a bad network');
    anybody.expected = ['integrity'];
    await anybody.page.route('**/person.wasm', async (route) => {
        const response = await route.fetch();
        // It would run as before: a section is added that means nothing.
        await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]) });
    });
    await anybody.go('/join');
    await anybody.page.waitForSelector('[data-part=wrong]:not([hidden])');
    assert.match(await anybody.told(), /K-BOOTH-090/);
}, aside);

step('the numbers of the modules are those of their files', async () => {
    const anybody = await people.person('somebody who compares');
    await anybody.go('/check');
    const rows = await anybody.page.$$eval('table.modules tbody tr', (all) => all.map((row) => [row.querySelector('a').href, row.querySelector('.code').textContent]));
    assert.equal(rows.length, 4);
    for (const [address, number] of rows) {
        const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
        assert.equal(number, createHash('sha256').update(bytes).digest('hex'), address);
    }
}, aside);

/** An address of a practice. */
const practice = () => secretary.page.locator('a[href*="/practice/"]').first().getAttribute('href');

step('a practice election', async () => {
    await secretary.go('/office/practice');
    await secretary.click('form[action$="/office/practice"] button', /\/office\/practice$/);
    const phone = await people.person('a phone', { viewport: { width: 360, height: 640 } });
    await phone.go(await practice());
    await phone.page.waitForSelector('[data-part=code-go]:not([disabled])');
    await phone.click('[data-part=code-go]');
    await phone.page.waitForSelector('[data-screen=ballot]:not([hidden])');
    const first = phone.page.locator('.candidate [data-do=in], .candidate input').first();
    await first.click();
    await voting.seal(phone);
    await voting.cast(phone);
    assert.deepEqual(await phone.axe(), []);
    await phone.click('[data-screen=receipt] a.button', /\/result$/);
    assert.deepEqual(await faults(phone, [phone.path().replace(/^\/(en|es|ru|pt|ko|kk)\//, '/')]), []);
}, aside);

step('names are dragged with a mouse', async () => {
    const person = await people.person('a mouse', { viewport: { width: 1280, height: 2400 } });
    const { page } = person;
    await person.go(await practice());
    await page.waitForSelector('[data-part=code-go]:not([disabled])');
    await person.click('[data-part=code-go]');
    await page.waitForSelector('[data-screen=ballot]:not([hidden])', { timeout: 60000 });
    const card = (name) => page.locator(`.candidate[data-name="${name}"]`);
    const drag = async (name, onto, part) => {
        const grip = await card(name).locator('[data-grip]').boundingBox();
        const box = await onto.boundingBox();
        await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width / 2, box.y + box.height * part, { steps: 6 });
        await page.mouse.up();
    };
    const order = () => page.$$eval('[data-part=order] .candidate', (all) => all.map((one) => one.dataset.name));
    const [first, second, third] = await page.$$eval('.candidate', (all) => all.map((one) => one.dataset.name));
    await drag(first, page.locator('[data-part=order]'), 0.5);
    assert.deepEqual(await order(), [first]);
    await drag(second, card(first), 0.2);
    assert.deepEqual(await order(), [second, first]);
    await drag(third, card(second), 0.8);
    assert.deepEqual(await order(), [second, third, first]);
    await drag(first, card(second), 0.2);
    assert.deepEqual(await order(), [first, second, third]);
    await page.locator(`.candidate[data-name="${third}"] [data-do=out]`).click();
    await drag(second, card(third), 0.5);
    assert.deepEqual(await order(), [first], 'what is dragged below is taken out');
}, aside);

step('each voter sees the names in another order', async () => {
    const person = await people.person('a reader of names');
    const names = async (path) => {
        await person.go(path);
        await person.page.waitForSelector('[data-part=code-go]:not([disabled])');
        return person.page.$$eval('.candidate', (all) => all.map((one) => one.dataset.name));
    };
    const seen = [];
    for (let times = 0; times < 12; times += 1) seen.push(await names(await practice()));
    const sorted = seen.map((one) => [...one].sort().join());
    assert.ok(seen[0].length > 2 && new Set(sorted).size === 1, sorted[0]);
    assert.ok(new Set(seen.map((one) => one.join())).size > 1, 'always the same order');
}, aside);

step('without scripts everything but signing works', async () => {
    const state = await secretary.context.storageState();
    const plain = await people.person('without scripts', { javaScriptEnabled: false, storageState: state });
    plain.forward = async () => plain.page.locator('form[action$="/try/skip"] button').click();
    for (const path of ['/', '/elections', `/elections/${id}`, '/check', '/me', '/office', '/office/members', '/office/slips', '/office/outbox', `/elections/${id}/office`, '/enter', '/join']) {
        const response = await plain.go(path);
        assert.equal(response.status(), 200, path);
        assert.ok((await plain.told()).length > 40, path);
    }
    await plain.go('/office/members');
    await plain.fill('textarea[name=list]', 'Somebody New\n, nobody@example.org\nAna Ruiz, not an address');
    await plain.click('form:has(textarea) button');
    await plain.page.waitForSelector('form[action$="/enrol"]');
    await plain.click('form[action$="/enrol"] button', /\/sign\//);
    assert.ok(await plain.page.locator('noscript').count());
    await plain.click('form[action$="/drop"] button', /\/office\/members$/);
    // A second election is drafted, as far as its signature.
    await plain.go('/office/call?body=1');
    await chooseGuards(plain);
    await plain.click('form[action$="/office/call"] button', /\/sign\//);
    assert.ok(await plain.page.locator('noscript').count());
    await plain.click('form[action$="/drop"] button');
    await plain.page.waitForLoadState('load');
    // Letters and slips to join with.
    await plain.go('/office/slips');
    assert.ok((await council.slips(plain)).size > 0);
    await plain.click('form[action$="/slips/done"] button', /\/office\/members$/);
    await plain.go('/office');
    await plain.click('footer form[action$="/leave"] button');
    await plain.page.waitForLoadState('load');
    assert.equal(await plain.page.locator('footer form').count(), 0);
    secretary.expected = ['403'];
    // Whoever left has to come in anew, everywhere.
    await secretary.go('/office');
    assert.match(await secretary.told(), /K-WEB-002/);
}, aside);

step('no page complained, nothing left the host', () => {
    assert.deepEqual(people.faults, []);
}, aside);
