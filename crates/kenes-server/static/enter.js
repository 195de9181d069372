// Comes in with the key of this device: it signs a text that the server gives once.

import { booth, parts, send, tell, when } from './page.js';
import { read } from './keys.js';

async function begin(section) {
    const part = parts(section);
    const file = await read('member');
    if (!file) {
        part['no-key'].hidden = false;
        return;
    }
    const device = await booth(section);
    when(part.button, part.wrong, async () => {
        const { challenge } = await send(section.dataset.ask, {});
        const { line } = await device.call('challenge_sign', { text: challenge, file });
        const { next } = await send(section.dataset.post, { challenge, line });
        location.assign(next);
    });
}

for (const section of document.querySelectorAll('[data-enter]')) {
    begin(section).catch((error) => tell(parts(section).wrong, error));
}
