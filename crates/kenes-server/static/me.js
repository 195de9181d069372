// Shows that this device holds a key, and saves a copy of it.

import { parts } from './page.js';
import { read, save } from './keys.js';

for (const section of document.querySelectorAll('[data-key]')) {
    const file = await read('member');
    if (file) {
        section.hidden = false;
        parts(section).save.addEventListener('click', () => save('kenes-key.txt', file));
    }
}
