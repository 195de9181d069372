// The part of somebody who guards a vote. The secret is made and stays on this device; what leaves it is public.
//
// The page looks by itself whether it is this person's turn. It is never loaded anew for that: what has changed is put in its
// place, and said once. While there is something to do here it stays as it is, and when the vote is over it looks no more.

import { booth, parts, send, tell, when } from './page.js';
import { keep, load, read, replace, save } from './keys.js';
import { begin_all } from './sign.js';

/** What a step needs of the booth, and what is sent of its answer. */
const STEPS = {
    single: ['trustee_single', 'key'],
    cert: ['trustee_cert', 'cert'],
    deal: ['trustee_deal', 'polynomial'],
    share: ['trustee_share', 'voutput'],
    shuffle: ['trustee_shuffle', 'shuffle'],
    decrypt: ['trustee_decrypt', 'decryption'],
    lot: ['trustee_lot', 'share'],
};

/** Steps that begin with a secret, and those that open with the private key that the trustee sent to itself. */
const WITH_SECRET = ['deal', 'share', 'shuffle', 'decrypt', 'lot'];
const WITH_KEY = ['decrypt', 'lot'];
/** Steps that make the key together: whoever has begun it here goes on without another click, as the others get ready. */
const OF_KEY = ['cert', 'deal', 'share'];
/** How often the page looks, in milliseconds. */
const EVERY = 10000;

const page = document.querySelector('[data-guarding]');
const own = document.querySelector('[data-secret]');
const name = `trustee/${page.dataset.call}`;
/** Whether the key was begun here, in this page. */
let goes_on = false;
/** What the server said last. */
let last = content(page);
/** How much is under way. */
let under_way = 0;

function hold(by) {
    under_way += by;
    page.setAttribute('aria-busy', String(under_way > 0));
}

/** What stands in a page, apart from what is for browsers without scripts. */
function content(root) {
    for (const without of root.querySelectorAll('noscript')) without.remove();
    return root.innerHTML;
}

/** What the booth is asked for a step. */
function fields(task, secret) {
    const { step, archive, dkey, ...given } = task;
    if (WITH_SECRET.includes(step)) given.secret = secret;
    if (WITH_KEY.includes(step) && dkey) given.dkey = dkey;
    return given;
}

async function work(section, device, task) {
    const secret = await read(name);
    const [op, answer] = STEPS[task.step];
    let file = null;
    if (task.archive) file = new Uint8Array(await (await fetch(task.archive, { cache: 'no-store' })).arrayBuffer());
    const made = await device.call(op, fields(task, secret), file);
    // First kept, then sent: what the others rely on must not be lost.
    if (made.secret) await keep(name, made.secret);
    const message = made[answer];
    await send(section.dataset.post, { token: section.dataset.token, step: task.step, message, bound: made.bound ?? '' });
    goes_on = OF_KEY.includes(task.step);
    // Whatever keeps the page from being told anew, it must not stand there with a step that is done.
    if (!(await look().catch(() => false))) location.reload();
    device.close();
}

/** Whether there is something to do here, which must not be taken from under somebody's hands. */
function is_turn() {
    return page.querySelector('[data-guard]:not([data-guard=""]), [data-sign]') !== null;
}

/** How far the server says that it is; nothing where it does not answer with this page. */
async function asked() {
    const response = await fetch(location.href, { cache: 'no-store' });
    if ([401, 403].includes(response.status)) {
        // The visit is over: the page says so, and looks no more.
        page.toggleAttribute('data-over', true);
        location.reload();
    }
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-guarding]');
}

/** Asks the server, and shows what has changed; gives whether something had. */
async function look() {
    hold(1);
    try {
        const told = await asked();
        const now = told && content(told);
        if (!told || now === last) return false;
        last = now;
        const had_focus = page.contains(document.activeElement);
        page.replaceChildren(...told.childNodes);
        page.toggleAttribute('data-over', told.hasAttribute('data-over'));
        const what = page.querySelector('[data-what]');
        document.querySelector('[data-live]').textContent = what.textContent;
        if (had_focus) what.focus();
        begin_all(page);
        await start();
        return true;
    } finally {
        hold(-1);
    }
}

/** Looks where nothing is under way; a network that is away is asked again later. */
function look_if_waiting() {
    if (document.hidden || page.hasAttribute('data-over') || under_way > 0 || is_turn()) return;
    look().catch(() => {});
}

/** The same step as the server tells it now: what the others sent since then belongs to it. Nothing where they were enough, and
 * it is no longer this person's turn. */
async function newest(task) {
    const told = await asked();
    if (!told) return task;
    const { guard } = told.querySelector('[data-guard]').dataset;
    const now = guard ? JSON.parse(guard) : null;
    return now?.step === task.step ? now : null;
}

async function start() {
    const section = page.querySelector('[data-guard]');
    const part = parts(section);
    try {
        show_secret(await read(name));
        if (section.dataset.guard) await begin(section, part);
    } catch (error) {
        tell(part.wrong ?? page.querySelector('[data-what]'), error);
    }
}

async function begin(section, part) {
    const task = JSON.parse(section.dataset.guard);
    if (WITH_SECRET.includes(task.step) && !(await read(name))) {
        part['no-secret'].hidden = false;
        return;
    }
    const device = await booth(section);
    when(part.button, part.wrong, async () => {
        hold(1);
        part.busy.hidden = false;
        part.progress.hidden = false;
        try {
            const now = await newest(task);
            if (now) await work(section, device, now);
            else if (!(await look().catch(() => false))) location.reload();
        } finally {
            hold(-1);
            part.busy.hidden = true;
            part.progress.hidden = true;
        }
    });
    if (goes_on && OF_KEY.includes(task.step)) part.button.click();
}

function show_secret(secret) {
    own.hidden = false;
    parts(own).save.hidden = !secret;
}

/** The secret as a file, to save and to load. */
function begin_own() {
    const part = parts(own);
    part.save.addEventListener('click', async () => save('kenes-trustee.txt', await read(name)));
    part.load.addEventListener('change', async () => {
        await replace(name, `${await load(part.load.files[0])}\n`);
        location.reload();
    });
}

begin_own();
start();
setInterval(look_if_waiting, EVERY);
addEventListener('focus', look_if_waiting);
document.addEventListener('visibilitychange', look_if_waiting);
