// What each address does without a visit, with somebody else's and with one that is over; hostile texts; secrets.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Site, run } from '../lib/site.js';
import { People } from '../lib/people.js';
import { flow } from '../lib/flow.js';
import * as council from '../lib/council.js';

const HOSTILE = `<script>fetch('//evil.example')</script>"'><img src=x onerror=alert(1)>`;
const SQL = `Robert'); DROP TABLE persons;--`;

let site;
let people;
let secretary;
let member;
let id;
let codes;
const step = flow();

before(async () => {
    site = await Site.start();
    people = await People.gather(site);
    secretary = await people.person('secretary');
});

after(async () => {
    await people?.leave();
    await site?.end();
});

/** What stands in the store of a browser. */
const kept = (person) => person.page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('kenes', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys');
    request.onerror = () => resolve([]);
    request.onsuccess = () => {
        const all = request.result.transaction('keys').objectStore('keys').getAll();
        all.onsuccess = () => {
            resolve(all.result);
            request.result.close();
        };
    };
}));

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };

async function ask(method, path, { cookie, body, type = form } = {}) {
    const headers = { ...(body === undefined ? {} : type), ...(cookie ? { cookie } : {}) };
    const response = await fetch(site.origin + path, { method, headers, body, redirect: 'manual' });
    return { status: response.status, text: await response.text(), headers: response.headers };
}

const cookieOf = async (person) => (await person.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
const tokenOf = async (person) => person.page.locator('input[name=token]').first().getAttribute('value');

step('the founder’s link is used up by the first who comes in, not by looking', async () => {
    const path = new URL(site.link).pathname;
    for (let times = 0; times < 3; times += 1) assert.equal((await ask('GET', path)).status, 200);
    assert.equal((await ask('HEAD', path)).status, 200);
    assert.ok((await ask('GET', '/begin')).status >= 400);
    assert.ok((await ask('POST', '/begin', { body: 'preset=house' })).status >= 400);
    assert.ok((await ask('POST', '/begin/draft', { body: '{"token":"","public":"","next":""}', type: json })).status >= 400);
    assert.ok((await ask('POST', `${path}x`)).status >= 400);
    await council.found(secretary, site.link, { council: HOSTILE.slice(0, 110), name: SQL });
    assert.ok((await ask('GET', path)).status >= 400);
    assert.ok((await ask('POST', path)).status >= 400);
});

step('hostile names are names', async () => {
    const names = [HOSTILE.replaceAll(',', ';'), SQL, ...council.NAMES.slice(8, 12)];
    await council.enrol(secretary, names.map((name) => `"${name.replaceAll('"', '""')}"`).join('\n'), names);
    codes = await council.joiningCodes(secretary);
    assert.ok([...codes.keys()].some((name) => name.includes('<script>')));
    member = await people.person('Irina Petrova');
    await council.joinIn(member, codes.get('Irina Petrova'));
    const other = await people.person('Jae-won Park');
    await council.joinIn(other, codes.get('Jae-won Park'));
    const hostile = await people.person('hostile');
    await council.joinIn(hostile, [...codes].find(([name]) => name.includes('<script>'))[1]);
    // A code serves once.
    const again = await people.person('again');
    again.expected = ['409', '404', '422', '403', '400', '410'];
    await again.go(`/join#${codes.get('Irina Petrova')}`);
    await council.readJoining(again);
    await again.page.waitForSelector('[data-part=wrong]:not([hidden])');
    await secretary.go('/office');
    id = await council.call(secretary, [SQL, 'Irina Petrova', 'Jae-won Park']);
    await council.guardAll([secretary, member, other], id);
    await council.stand(hostile, id, `${HOSTILE}\n\n[x](javascript:alert(1)) ${SQL}`);
    await council.stand(member, id, 'Stairs.');
    const anybody = await people.person('anybody');
    await anybody.go(`/elections/${id}`);
    assert.ok(await anybody.page.locator('main').innerText().then((text) => text.includes('<script>')));
    assert.equal(await anybody.page.locator('main script, main img[src=x], a[href^="javascript:"]').count(), 0);
});

const OWN = () => ['/me', '/office', '/office/members', '/office/slips', '/office/outbox', '/office/call?body=0', '/office/practice',
    `/elections/${id}/office`, `/elections/${id}/slips`, `/elections/${id}/guard`, `/elections/${id}/stand`, '/sign/1'];
const POSTS = () => ['/me/seat', '/office/members', '/office/members/enrol', '/office/call', '/office/slips/done', '/office/slips/send',
    '/office/outbox', '/office/practice', `/elections/${id}/slips`, `/elections/${id}/slips/again`, `/elections/${id}/invite`, `/elections/${id}/again`,
    `/elections/${id}/stand`, '/sign/1/drop', '/try/skip', '/leave'];
const SCRIPTS = () => ['/sign/1', `/elections/${id}/guard`];

step('without a visit nothing of the office and of members is seen or done', async () => {
    // The copy waits until what was acknowledged is published.
    assert.equal((await ask('GET', '/record.tar')).status, 200);
    const before = (await ask('GET', '/record/checkpoint')).text;
    for (const path of OWN()) {
        const { status, text } = await ask('GET', path);
        assert.ok(status >= 400 && status < 500, `GET ${path}: ${status}`);
        for (const code of codes.values()) assert.ok(!text.includes(code), path);
    }
    for (const path of POSTS()) {
        const { status } = await ask('POST', path, { body: 'token=&list=A&body=0&number=0&id=1&answer=accept&seat=0&statement=x' });
        assert.ok(status >= 400 && status < 500, `POST ${path}: ${status}`);
    }
    for (const path of SCRIPTS()) {
        const { status } = await ask('POST', path, { body: '{"token":"","lines":[],"step":"cert","message":""}', type: json });
        assert.ok(status >= 400 && status < 500, `POST ${path}: ${status}`);
    }
    for (const path of ['/join/draft', '/join/take', '/enter/ask', '/enter/prove', `/elections/${id}/ballots`]) {
        for (const body of ['', '{}', '[]', '{"credential":1}', HOSTILE]) {
            const { status } = await ask('POST', path, { body, type: json });
            assert.ok(path === '/enter/ask' || (status >= 400 && status < 500), `POST ${path} ${body}: ${status}`);
        }
    }
    assert.equal((await ask('GET', '/record/checkpoint')).text, before, 'the record is as it was');
});

step('a member is no registrar, and a form of another page does nothing', async () => {
    const cookie = await cookieOf(member);
    await member.go('/me');
    const token = await tokenOf(member);
    for (const path of OWN().filter((path) => path.startsWith('/office') || path.endsWith('/office') || path.endsWith('/slips'))) {
        if (path.includes('/office/call')) continue;
        const { status } = await ask('GET', path, { cookie });
        assert.ok(status >= 400 && status < 500, `GET ${path}: ${status}`);
    }
    for (const path of POSTS().filter((path) => /office|slips|invite|again/.test(path) && path !== '/office/call')) {
        const { status } = await ask('POST', path, { cookie, body: `token=${token}&list=A&number=0&id=1` });
        assert.ok(status >= 400 && status < 500, `POST ${path}: ${status}`);
    }
    const own = await cookieOf(secretary);
    for (const wrong of ['', 'x', token]) {
        for (const path of POSTS()) {
            const { status } = await ask('POST', path, { cookie: own, body: `token=${encodeURIComponent(wrong)}&list=A&number=0&id=1` });
            assert.ok(status >= 400 && status < 500, `POST ${path} with a foreign token: ${status}`);
        }
    }
});

step('files outside the public record are not given', async () => {
    for (const path of ['/record/../private.db', '/record/%2e%2e/private.db', '/record/..%2fprivate.db', '/record/%2e%2e%2fkeys/log',
        '/assets/0/../../private.db', '/record//etc/passwd', '/record/..%5cprivate.db', '/record/%00']) {
        const { status } = await ask('GET', path);
        assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
    }
});

step('headers hold on every answer', async () => {
    for (const path of ['/', '/nowhere', '/check', '/enter', `/elections/${id}/vote`]) {
        const { headers } = await ask('GET', path);
        const policy = headers.get('content-security-policy');
        assert.match(policy, /default-src 'none'/, path);
        assert.ok(!policy.includes('unsafe-inline') && !policy.includes("'unsafe-eval'"), policy);
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
        assert.match(headers.get('referrer-policy'), /no-referrer/);
    }
    const [cookie] = await secretary.context.cookies();
    assert.ok(cookie.httpOnly && cookie.sameSite !== 'None');
});

step('secrets are neither in the output nor in the public folder', async () => {
    const secrets = [...codes.values(), new URL(site.link).pathname.split('/').pop()];
    for (const person of people.all) {
        // What people keep on their devices: each line that is long enough to be a secret half.
        for (const text of await kept(person)) secrets.push(...text.split('\n').filter((line) => line.length > 40));
    }
    const names = ['Irina Petrova', 'Jae-won Park'];
    for (const text of [...secrets, ...names]) assert.ok(!site.output.includes(text), 'the output says a secret or a name');
    assert.deepEqual(await site.findIn(site.record, names), [], 'public files with names');
    assert.deepEqual(await site.findIn(site.record, secrets), [], 'public files with secrets');
    console.log('#', secrets.length, 'secrets looked for');
});

step('a visit goes on where the clock is put forward, and ends where somebody leaves', async () => {
    await secretary.go('/office');
    for (let times = 0; times < 4; times += 1) await secretary.forward();
    const cookie = await cookieOf(member);
    assert.equal((await ask('GET', '/me', { cookie })).status, 200);
    await member.go('/me');
    await member.click('footer form[action$="/leave"] button');
    await member.page.waitForLoadState('load');
    for (const path of ['/me', `/elections/${id}/guard`]) {
        const { status, text } = await ask('GET', path, { cookie });
        assert.equal(status, 403, path);
        assert.match(text, /K-WEB-002/);
    }
    assert.equal((await ask('POST', '/me/seat', { cookie, body: 'token=x' })).status, 403);
});

step('a key that was saved as a file lets in on another device', async () => {
    await member.go('/enter');
    const [file] = (await kept(member)).filter((text) => text.startsWith('kenes/member-key/v1'));
    const other = await people.person('another device');
    await other.go('/enter');
    await other.page.waitForSelector('#key-file:not([disabled])');
    other.expected = ['403'];
    await other.page.setInputFiles('#key-file', { name: 'other.txt', mimeType: 'text/plain', buffer: Buffer.from('no key') });
    await other.page.waitForSelector('[data-part=wrong]:not([hidden])');
    await other.page.setInputFiles('#key-file', { name: 'kenes-key.txt', mimeType: 'text/plain', buffer: Buffer.from(`${file}\n`) });
    await other.arrives(/\/me$/);
    assert.match(await other.page.locator('footer').innerText(), /Irina Petrova/);
    assert.ok(!site.output.includes(file.split('\n')[2]));
    assert.deepEqual(await site.findIn(site.dir, [file.split('\n')[2]]), [], 'the key is not on the server');
});

step('the record of it all passes the audit', async () => {
    await site.stop();
    const { code, said } = await run('audit', site.record);
    assert.equal(code, 0, said);
}, { aside: true });
