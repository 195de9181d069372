// Comes in with the key of this device, or with one that was saved as a file: it signs a text that the server gives once. The
// key stays on the device.

import { booth, parts, send, tell, when } from './page.js';
import { load, read, replace, set_aside } from './keys.js';

/** Comes in with a key. It is kept once the server has seen that it is somebody's here; another one that was here is put aside. */
export async function come(section, device, file) {
    const { challenge } = await send(section.dataset.ask, {});
    const { line } = await device.call('challenge_sign', { text: challenge, file });
    const { next } = await send(section.dataset.post, { challenge, line });
    await replace('member', file);
    location.assign(next);
}

/** Comes in with the key of this device, or where it is nobody's here, with one that was put aside: councils share an address
 * one after the other. */
async function come_by_any(section, device) {
    let refused;
    for (const file of [await read('member'), ...await set_aside('member')]) {
        try {
            await come(section, device, file);
            return;
        } catch (error) {
            if (error.code !== 'K-WEB-011') throw error;
            refused = error;
        }
    }
    throw refused;
}

async function begin(section) {
    const part = parts(section);
    const device = await booth(section);
    part.load.addEventListener('change', async () => {
        const [file] = part.load.files;
        if (!file) return;
        part.wrong.hidden = true;
        try {
            await come(section, device, await load(file));
        } catch (error) {
            if (error.code === 'K-BOOTH-010') error.told = `${part.wrong.dataset.file} (${error.code})`;
            tell(part.wrong, error);
            part.load.value = '';
        }
    });
    part.load.disabled = false;
    const file = await read('member');
    if (file) when(part.button, part.wrong, () => come_by_any(section, device));
    else part['no-key'].hidden = false;
}

for (const section of document.querySelectorAll('[data-enter]')) {
    begin(section).catch((error) => tell(parts(section).wrong, error));
}
