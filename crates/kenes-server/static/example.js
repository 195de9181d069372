// A living example: this device takes the key of somebody who is made up, and comes in with it.

import { booth, parts, when } from './page.js';
import { replace } from './keys.js';
import { come } from './enter.js';

async function text(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(String(response.status));
    return (await response.text()).trim();
}

async function be(section, button) {
    const key = await text(button.dataset.be);
    // A guard's part is read with the end of its last line.
    if (button.dataset.guardPart) await replace(`trustee/${section.dataset.call}`, `${await text(button.dataset.guardPart)}\n`);
    await come(section, await booth(section), key);
}

for (const section of document.querySelectorAll('[data-example]')) {
    for (const button of section.querySelectorAll('[data-be]')) {
        when(button, parts(section).wrong, () => be(section, button));
    }
}
