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
    await secretary.click('main form button', /\/begin$/);
    await secretary.tick(`input[name=preset][value=${preset}]`);
    await secretary.fill('#council', council);
    await secretary.fill('#founder', name);
    await secretary.click('main form button', /\/begin\/sign$/);
    await secretary.sign(/\/office$/);
}

/** Names are pasted, looked through and signed. */
export async function enrol(secretary, list = LIST, names = NAMES) {
    await secretary.click('a[href$="/office/members"]', /\/office\/members$/);
    await secretary.fill('textarea[name=list]', list);
    await secretary.click('form:has(textarea) button', /\/office\/members$/);
    await secretary.page.waitForSelector('form[action$="/enrol"]');
    assert.equal(await secretary.page.locator('tbody tr').count(), names.length);
    await secretary.click('form[action$="/enrol"] button', /\/sign\//);
    await secretary.sign(/\/office\/members$/);
}

/** The codes on the slips to join, by name. */
export async function joiningCodes(secretary) {
    await secretary.click('a[href$="/office/slips"]', /\/office\/slips$/);
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
    await member.sign(/\/me$/);
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

/** One guard does what is to be done now, if anything; says whether there was. */
export async function guardStep(guard, id) {
    if (!guard.path().endsWith(`/elections/${id}/guard`)) await guard.go(`/elections/${id}/guard`);
    else await guard.page.reload();
    const button = guard.page.locator('[data-guard] [data-part=button]');
    const toSign = guard.page.locator('main a[href*="/sign/"]');
    if (await toSign.count()) {
        await guard.click('main a[href*="/sign/"]', /\/sign\//);
        await guard.sign(/\/guard$/);
        return true;
    }
    if (!(await button.count())) return false;
    await guard.page.waitForSelector('[data-guard] [data-part=button]:not([disabled])').catch(async (error) => {
        throw new Error(`${guard.name} cannot go on: ${await guard.told()}`, { cause: error });
    });
    const before = await guard.page.evaluate(() => performance.timeOrigin);
    guard.clicks += 1;
    await button.click();
    try {
        await guard.page.waitForFunction((then) => performance.timeOrigin !== then && document.readyState === 'complete', before, { timeout: 60000 });
    } catch (error) {
        throw new Error(`${guard.name} stays at a step: ${await guard.told()}`, { cause: error });
    }
    return true;
}

/** The guards take turns until nobody has anything to do. How many steps that were. */
export async function guardAll(guards, id) {
    let steps = 0;
    for (let round = 0; round < 12; round += 1) {
        let moved = false;
        for (const guard of guards) {
            if (await guardStep(guard, id)) {
                moved = true;
                steps += 1;
            }
        }
        if (!moved) break;
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
