// Every page in every language; and without scripts.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Site } from '../lib/site.js';
import { People } from '../lib/people.js';
import { flow } from '../lib/flow.js';
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
    await secretary.sign(/\/office$/);
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

step('a practice election', async () => {
    await secretary.go('/office/practice');
    await secretary.click('form[action$="/office/practice"] button', /\/office\/practice$/);
    const phone = await people.person('a phone', { viewport: { width: 360, height: 640 } });
    await phone.go(await secretary.page.locator('a[href*="/practice/"]').first().getAttribute('href'));
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
    for (let place = 0; place < 3; place += 1) {
        const value = await plain.page.locator(`#t${place} option`).nth(place + 1).getAttribute('value');
        await plain.choose(`#t${place}`, value);
    }
    if (await plain.page.locator('input[name=small]').count()) await plain.tick('input[name=small]');
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
