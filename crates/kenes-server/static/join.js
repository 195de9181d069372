// Joins with a code: the device makes a key, and the code introduces it once. The code is sent to nobody; only its public
// half is. The first button reads what is to be signed, and only the second one signs it.

import { booth, parts, send, tell, when, words } from './page.js';
import { read, replace } from './keys.js';

/** Takes the code out of the address, where a square code or a link put it, so that it stays in no history. */
function from_address() {
    const code = decodeURIComponent(location.hash.slice(1));
    if (code) history.replaceState(null, '', location.pathname + location.search);
    return code;
}

/** The file of a joining code, as the booth reads it. */
function token(log, enrolment, code) {
    const standard = code.replaceAll('-', '+').replaceAll('_', '/');
    return `kenes/token/v1\n${log}\n${enrolment}\n${standard}\n`;
}

/** What stands in place of what is not known before the server was asked. */
const UNKNOWN = '0'.repeat(64);

/** Names that came with an answer stand in the page as those that came with it. */
function told(section, names) {
    for (const [key, name] of Object.entries(names)) {
        const template = document.createElement('template');
        template.dataset.name = key;
        template.content.append(name);
        section.append(template);
    }
}

/** The act with which this device would join, and what it takes to sign it. */
async function asked(section, device, code) {
    const { public: credential } = await device.call('token_read', { token: token(section.dataset.log, UNKNOWN, code) });
    const made = await device.call('key_new');
    const fields = { credential, public: made.public, next: made.next };
    const { acts: [text], log, enrolment, names } = await send(section.dataset.ask, fields);
    const reading = await device.call('act_read', { text });
    told(section, names);
    return { text, file: made.file, own: made.name, token: token(log, enrolment, code), reading };
}

async function begin(section) {
    const part = parts(section);
    part.code.value = from_address();
    const device = await booth(section);
    let found = null;
    if (await read('member')) part['has-key'].hidden = false;
    when(part.read, part.wrong, async () => {
        part.malformed.hidden = true;
        const code = part.code.value.replaceAll(/\s/g, '');
        if (!/^[A-Za-z0-9_-]{43}$/.test(code)) {
            part.malformed.hidden = false;
            part.read.disabled = false;
            return;
        }
        found = await asked(section, device, code);
        words(section, part.words, [found.reading], found.own);
        part.code.value = '';
        part.first.hidden = true;
        part.second.hidden = false;
        part.head.focus();
    });
    when(part.button, part.unsigned, async () => {
        const { text, file, token, reading } = found;
        const signed = await device.call('token_sign', { text, file, token, id: reading.id });
        // Before the key is in force it has to be kept: it would be lost with the page.
        await replace('member', file);
        const { next } = await send(section.dataset.post, { act: text, lines: signed.lines });
        location.assign(next);
    });
}

for (const section of document.querySelectorAll('[data-join]')) {
    begin(section).catch((error) => tell(parts(section).wrong, error));
}
