// The part of somebody who guards a vote. The secret is made and stays on this device; what leaves it is public.

import { booth, parts, send, tell, when } from './page.js';
import { keep, load, read, replace, save } from './keys.js';

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

/** What the booth is asked for a step. */
function fields(task, secret) {
    const { step, archive, dkey, ...given } = task;
    if (WITH_SECRET.includes(step)) given.secret = secret;
    if (WITH_KEY.includes(step) && dkey) given.dkey = dkey;
    return given;
}

async function work(section, part, device, task, name) {
    const secret = await read(name);
    const [op, answer] = STEPS[task.step];
    let file = null;
    if (task.archive) file = new Uint8Array(await (await fetch(task.archive)).arrayBuffer());
    const made = await device.call(op, fields(task, secret), file);
    // First kept, then sent: what the others rely on must not be lost.
    if (made.secret) await keep(name, made.secret);
    const message = made[answer];
    await send(section.dataset.post, { token: section.dataset.token, step: task.step, message, bound: made.bound ?? '' });
    location.reload();
}

async function begin(section) {
    const part = parts(section);
    const name = `trustee/${section.dataset.call}`;
    await own(name);
    if (!section.dataset.guard) {
        setTimeout(() => location.reload(), 15000);
        return;
    }
    const task = JSON.parse(section.dataset.guard);
    if (WITH_SECRET.includes(task.step) && !(await read(name))) {
        part['no-secret'].hidden = false;
        return;
    }
    const device = await booth(section);
    when(part.button, part.wrong, async () => {
        part.busy.hidden = false;
        part.progress.hidden = false;
        try {
            await work(section, part, device, task, name);
        } finally {
            part.busy.hidden = true;
            part.progress.hidden = true;
        }
    });
}

/** The secret as a file, to save and to load. */
async function own(name) {
    const section = document.querySelector('[data-secret]');
    const part = parts(section);
    section.hidden = false;
    const secret = await read(name);
    part.save.hidden = !secret;
    part.save.addEventListener('click', () => save('kenes-trustee.txt', secret));
    part.load.addEventListener('change', async () => {
        await replace(name, `${await load(part.load.files[0])}\n`);
        location.reload();
    });
}

for (const section of document.querySelectorAll('[data-guard]')) {
    begin(section).catch((error) => tell(parts(section).wrong ?? section, error));
}
