// Signs acts: the device reads them itself, shows what they say, and signs when it is told to.

import { booth, parts, send, tell, when, words } from './page.js';
import { forget, keep, read, replace } from './keys.js';

/** Under which name the key of this device is kept. */
const KEY = 'member';
/** Under which name a founder's key is kept until there is a council. */
const FOUNDING = 'founding';

/** Reads and shows what a section has, and signs it on the click. */
export async function begin(section) {
    const part = parts(section);
    const device = await booth(section);
    const founds = section.dataset.sign === 'found';
    let file = await read(founds ? FOUNDING : KEY);
    let acts;
    if (founds) {
        // The founder's key is made here, now: never one that was used elsewhere, as in the living example.
        const made = file ? { file, ...(await device.call('key_read', { file })) } : await device.call('key_new');
        file = made.file;
        await keep(FOUNDING, file);
        const fields = { token: section.dataset.token, public: made.public, next: made.next };
        acts = (await send(section.dataset.ask, fields)).acts;
    } else {
        acts = JSON.parse(section.dataset.acts);
    }
    if (!file) {
        part['no-key'].hidden = false;
        part.words.replaceChildren();
        return;
    }
    const readings = [];
    for (const text of acts) readings.push(await device.call('act_read', { text }));
    const { name } = await device.call('key_read', { file });
    words(section, part.words, readings, name);
    when(part.button, part.wrong, async () => {
        const lines = [];
        for (const [place, text] of acts.entries()) {
            const { line } = await device.call('act_sign', { text, file, id: readings[place].id });
            lines.push([line]);
        }
        // Before the key is in force it has to be where it is looked for: it would be lost with the page.
        if (founds) await replace(KEY, file);
        const { next } = await send(section.dataset.post, { token: section.dataset.token, lines });
        if (founds) await forget(FOUNDING);
        location.assign(next);
    });
}

/** Begins each section of this kind below an element. */
export function begin_all(root) {
    for (const section of root.querySelectorAll('[data-sign]')) {
        begin(section).catch((error) => tell(parts(section).wrong, error));
    }
}

begin_all(document);
