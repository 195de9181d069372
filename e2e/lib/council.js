// The way from an empty folder to seated delegates, step by step, as the people of a house go it.

import assert from 'node:assert/strict';

/** 24 names, eight of them with an address. */
export const NAMES = [
    'Ana Ruiz', 'Bekzat Omarov', 'Chen Li', 'Dana Kim', 'Elif Demir', 'Farid Aliyev', 'Gulnara Seitova', 'Hugo Santos',
    'Irina Petrova', 'Jae-won Park', 'Karina Lopes', 'Lúcia Moreira', 'Marat Bekov', 'Nina Orlova', 'Óscar Vega', 'Petra Novak',
    'Qasym Tolegen', 'Rosa Díaz', 'Sergei Ivanov', 'Tomás Gil', 'Ulan Nurlan', 'Vera Sokolova', 'Wanda Nowak', 'Ximena Cruz',
];
const mail = (name) => `${name.split(' ')[0].toLowerCase().normalize('NFD').replaceAll(/[^a-z]/g, '')}@example.org`;
export const LIST = NAMES.map((name, place) => (place < 8 ? `${name}, ${mail(name)}` : name)).join('\n');

/** The founder's link, the rules, two names, the first signature. */
export async function found(secretary, link, { preset = 'house', council = 'Linden House', name = 'Saule Akhmet' } = {}) {
    await secretary.go(link);
    // What is counted begins with the page of the link.
    Object.assign(secretary, { fields: 0, clicks: 0 });
    await secretary.click('main form button', /\/begin$/);
    await secretary.tick(`input[name=preset][value=${preset}]`);
    await secretary.fill('#council', council);
    await secretary.fill('#founder', name);
    await secretary.click('main form button', /\/begin\/sign$/);
    await secretary.sign(/\/office\/members$/);
}

/** Names are pasted, looked through and signed. */
export async function enrol(secretary, list = LIST, names = NAMES) {
    if (!secretary.path().endsWith('/office/members')) await secretary.click('a[href$="/office/members"]', /\/office\/members$/);
    await secretary.fill('textarea[name=list]', list);
    await secretary.click('form:has(textarea) button', /\/office\/members$/);
    await secretary.page.waitForSelector('form[action$="/enrol"]');
    assert.equal(await secretary.page.locator('tbody tr').count(), names.length);
    await secretary.click('form[action$="/enrol"] button', /\/sign\//);
    // Whoever has no address is given a slip.
    await secretary.sign(/\/office\/(members|slips)$/);
}

/** The codes on the slips to join, by name. */
export async function joiningCodes(secretary) {
    if (!secretary.path().endsWith('/office/slips')) await secretary.click('a[href$="/office/slips"]', /\/office\/slips$/);
    return slips(secretary);
}

/** What slips on a page carry, by name. */
export async function slips(person) {
    const found = await person.page.$$eval('.slip', (all) => all.map((slip) => [
        slip.querySelector('bdi').textContent.replaceAll(/[\u2066-\u2069]/g, ''), slip.querySelector('.code').textContent.trim(),
    ]));
    return new Map(found);
}

/** A member's device joins with the code of a slip. */
export async function joinIn(member, code) {
    await member.go(`/join#${code}`);
    await readJoining(member);
    await member.sign(/\/me$/);
}

/** The device shows what it would sign to join. */
export async function readJoining(member) {
    await member.page.waitForSelector('[data-part=read]:not([disabled])');
    await member.click('[data-part=read]');
}

/** The election is called, with these three as guards. */
export async function call(secretary, guards) {
    await secretary.click('a[href*="/office/call"]', /\/office\/call$/);
    for (const [place, name] of guards.entries()) {
        const option = secretary.page.locator(`#t${place} option`).filter({ hasText: name });
        await secretary.choose(`#t${place}`, await option.getAttribute('value'));
    }
    const small = secretary.page.locator('input[name=small]');
    if (await small.count()) await secretary.tick('input[name=small]');
    await secretary.click('form[action$="/office/call"] button', /\/sign\//);
    await secretary.sign(/\/office$/);
    const address = await secretary.page.locator('article.card h3 a').first().getAttribute('href');
    return address.match(/\/elections\/([0-9a-f]{64})\/office/)[1];
}

/** A guard is at the page of the vote: by the link of the page before where there is one. */
async function atGuard(guard, id) {
    const path = `/elections/${id}/guard`;
    if (guard.path().endsWith(path)) return guard.returns();
    const link = `main a[href$="${path}"]`;
    if (await guard.page.locator(link).count()) return guard.click(link, /\/guard$/);
    return guard.go(path);
}

/** Waits for a new page, and runs what leads to it before. */
export async function onNewPage(person, work) {
    const before = await person.page.evaluate(() => performance.timeOrigin);
    await work();
    try {
        await person.page.waitForFunction((then) => performance.timeOrigin !== then && document.readyState === 'complete', before, { timeout: 60000 });
    } catch (error) {
        throw new Error(`${person.name} stays at ${person.page.url()}: ${await person.told()}`, { cause: error });
    }
}

/** What waits for a signature on the page of a guard is signed there. */
export async function signHere(guard) {
    await guard.page.waitForSelector('[data-sign] [data-part=button]:not([disabled])').catch(async (error) => {
        throw new Error(`${guard.name} cannot sign: ${await guard.told()}`, { cause: error });
    });
    await onNewPage(guard, () => guard.click('[data-sign] [data-part=button]'));
}

/** One guard does what is to be done now, if anything; says whether anything went on. */
export async function guardStep(guard, id) {
    const told = async () => (guard.path().endsWith('/guard') ? guard.page.locator('[data-guarding]').innerText() : '');
    const before = await told();
    await atGuard(guard, id);
    if (await guard.page.locator('[data-sign]').count()) {
        await signHere(guard);
        return true;
    }
    const button = '[data-guard] [data-part=button]';
    if (await guard.page.locator(button).count()) {
        await guard.page.waitForSelector(`${button}:not([disabled])`).catch(async (error) => {
            throw new Error(`${guard.name} cannot go on: ${await guard.told()}`, { cause: error });
        });
        await guard.click(button);
        await guard.settles();
        const wrong = guard.page.locator('[data-guard] [data-part=wrong]:not([hidden])');
        if (await wrong.count()) throw new Error(`${guard.name} stays at a step: ${await guard.told()}`);
        return true;
    }
    return before !== '' && before !== await told();
}

/** The guards take turns until nobody has anything to do. How many steps that were. */
export async function guardAll(guards, id) {
    let [steps, still] = [0, 0];
    // A page goes on by itself too: only a second round in which nothing moves is the end.
    for (let round = 0; round < 12 && still < 2; round += 1) {
        let moved = false;
        for (const guard of guards) {
            if (await guardStep(guard, id)) {
                moved = true;
                steps += 1;
            }
        }
        still = moved ? 0 : still + 1;
    }
    return steps;
}

/** A member stands. */
export async function stand(member, id, statement) {
    await member.go(`/elections/${id}/stand`);
    await member.fill('#statement', statement);
    await member.click('main form button', /\/sign\//);
    await member.sign(/\/me$/);
}
