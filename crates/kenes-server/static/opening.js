// Checks on this device what another one has opened. Nothing is sent to anybody.

import { booth, parts, tell, when } from './page.js';
import { fill } from './paper.js';
import { digits, words } from './seal-words.js';

/** The longest that is read. */
const LONGEST = 1 << 20;

/** What was chosen, in sentences. */
function sentences(root, question, values) {
    const name = (at) => question.answers[at].replace(/ \[[^\]]*\]$/, '');
    if (question.type === 'NonHomomorphic') {
        const ranked = values.map((rank, at) => [rank, at]).filter(([rank]) => rank > 0).sort(([a], [b]) => a - b);
        return ranked.map(([rank, at]) => fill(root, 'place', name(at), rank));
    }
    const bits = question.blank ? values.slice(1) : values;
    return bits.flatMap((bit, at) => (bit === 1 ? [fill(root, 'chosen', name(at))] : []));
}

function show(election, { hash, answers }) {
    const root = document.querySelector('[data-result]');
    const questions = election.questions.map((question) => (question.value ? { type: question.type, ...question.value } : { type: 'Homomorphic', ...question }));
    const said = questions.flatMap((question, at) => sentences(root, question, answers[at]));
    const line = (text) => Object.assign(document.createElement('li'), { dir: 'auto', textContent: text });
    root.querySelector('[data-answers]').replaceChildren(...(said.length > 0 ? said : [fill(root, 'blank')]).map(line));
    root.querySelector('[data-words-of]').textContent = words(hash);
    root.querySelector('[data-digits-of]').textContent = digits(hash);
    root.querySelector('[data-whole-of]').textContent = hash;
    root.hidden = false;
    root.querySelector('h2').focus();
}

function begin(section) {
    const part = parts(section);
    let device = null;
    when(part.button, part.wrong, async () => {
        document.querySelector('[data-result]').hidden = true;
        for (const name of ['empty', 'bad']) part[name].hidden = true;
        const [file] = part.file.files;
        const opening = (file && file.size <= LONGEST ? await file.text() : part.pasted.value).trim();
        part.button.disabled = false;
        if (!opening) {
            part.empty.hidden = false;
            part.empty.focus();
            return;
        }
        const election = await (await fetch(section.dataset.election)).text();
        device ??= await booth(section);
        let checked;
        try {
            checked = await device.call('opening_check', { election, opening });
        } catch (error) {
            if (error.code?.startsWith('K-BOOTH-09')) throw error;
            part.bad.textContent = `${part.bad.dataset.words} (${error.code})`;
            part.bad.hidden = false;
            part.bad.focus();
            return;
        }
        show(JSON.parse(election), checked);
    });
    part.file.addEventListener('change', () => {
        part.pasted.value = '';
    });
    part.pasted.addEventListener('input', () => {
        part.file.value = '';
    });
}

for (const section of document.querySelectorAll('[data-opening]')) {
    try {
        begin(section);
    } catch (error) {
        tell(parts(section).wrong, error);
    }
}
