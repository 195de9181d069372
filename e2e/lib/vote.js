// A member votes, as the page is made for it.

import assert from 'node:assert/strict';

const shown = (name) => `[data-screen=${name}]:not([hidden])`;

/** To the paper: the code is typed, or stands in the address of the slip's square code. */
export async function enterCode(member, id, code, { language = '', typed = false, again = false, look = async () => {} } = {}) {
    const path = `${language && `/${language}`}/elections/${id}/vote`;
    if (again) await member.click('[data-part=again]');
    else await member.go(typed ? path : `${path}#${code}`);
    if (typed || again) await member.fill('#code', code);
    await member.page.waitForSelector('[data-part=code-go]:not([disabled])');
    await look('code');
    assert.equal(new URL(member.page.url()).hash, '', 'the code stays in no address');
    await member.click('[data-part=code-go]');
    await arrive(member, 'ballot');
}

async function arrive(member, screen) {
    await member.page.waitForSelector(shown(screen), { timeout: 60000 }).catch(async (error) => {
        throw new Error(`${member.name} does not reach ${screen}: ${await member.told()}`, { cause: error });
    });
}

/** Ranks by the buttons, the names in their order. */
export async function rank(member, names) {
    for (const name of names) await member.click(`.candidate[data-name="${name}"] [data-do=in]`);
    const order = await member.page.$$eval('[data-part=order] .candidate', (all) => all.map((card) => card.dataset.name));
    assert.deepEqual(order, names);
}

export async function seal(member, look = async () => {}) {
    await member.click('[data-part=review]');
    await arrive(member, 'review');
    await look('review');
    await member.click('[data-part=seal]');
    await arrive(member, 'seal');
}

/** Casts; the tracker. */
export async function cast(member) {
    await member.click('[data-part=cast]');
    await arrive(member, 'receipt');
    return (await member.page.locator('[data-part=tracker]').textContent()).trim();
}

/** `look` sees each screen. */
export async function vote(member, id, code, names, { look = async () => {}, ...options } = {}) {
    await enterCode(member, id, code, { ...options, look });
    await rank(member, names);
    await look('ballot');
    await seal(member, look);
    await look('seal');
    const tracker = await cast(member);
    await look('receipt');
    return tracker;
}

/** Votes without touching a mouse: only keys. */
export async function voteByKeys(member, id, code, names) {
    const { page } = member;
    const { keyboard } = page;
    await member.go(`/elections/${id}/vote`);
    await page.waitForSelector('[data-part=code-go]:not([disabled])');
    const reach = async (selector) => {
        for (let times = 0; times < 120; times += 1) {
            if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
            await keyboard.press('Tab');
        }
        throw new Error(`no key leads to ${selector}: ${await member.told()}`);
    };
    await reach('#code');
    await keyboard.type(code);
    await keyboard.press('Enter');
    await arrive(member, 'ballot');
    for (const name of names) {
        await reach(`.candidate[data-name="${name}"] [data-do=in]`);
        await keyboard.press('Enter');
    }
    // The last one is moved to the front, and back again.
    const last = names.at(-1);
    await reach(`.candidate[data-name="${last}"] [data-do=up]`);
    await keyboard.press('1');
    await keyboard.press(String(names.length));
    const order = await page.$$eval('[data-part=order] .candidate', (all) => all.map((card) => card.dataset.name));
    assert.deepEqual(order, names);
    await reach('[data-part=review]');
    await keyboard.press('Enter');
    await arrive(member, 'review');
    await reach('[data-part=seal]');
    await keyboard.press('Enter');
    await arrive(member, 'seal');
    await reach('[data-part=cast]');
    await keyboard.press('Enter');
    await arrive(member, 'receipt');
    return (await page.locator('[data-part=tracker]').textContent()).trim();
}

/** Opens the seal: what another device is to be given. */
export async function challenge(member) {
    await member.click('[data-part=check]');
    await arrive(member, 'opened');
    const download = member.page.waitForEvent('download');
    await member.click('[data-part=opened-save]');
    return (await download).path();
}
