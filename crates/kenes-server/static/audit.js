// The sceptic's check: the module says which public files it wants, this page fetches them, and what they are worth is found out
// in the module, on this device. Nothing is sent.

import { booth, parts, word } from './page.js';
import { fill } from './paper.js';

/** The most bytes of all files together that a page takes. */
const LIMIT = 1 << 29;
/** So many files are under way at the same time. */
const AT_ONCE = 6;
/** How long checking takes: an entry as long as so many bytes that are read, each of which is read so often. */
const ENTRY = 2000;
const READINGS = 4;
/** How often a file is asked for again when too much was asked for, and the longest wait in between, in seconds. */
const TRIES = 5;
const WAIT = 60;

const section = document.querySelector('[data-audit]');
const part = parts(section);
/** Ends the check that is on. */
let stopped = () => {};

function trouble(code) {
    return Object.assign(new Error(code), { code });
}

/** Words with the audit's own error, if the page has some. */
function tell(error) {
    const code = error.code ?? error.message;
    const known = section.querySelector(`template[data-word="${CSS.escape(code)}"]`);
    part.wrong.textContent = `${known ? word(section, 'word', code) : document.body.dataset.failed} (${code})`;
    part.wrong.hidden = false;
    part.wrong.focus();
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** How far the phase is that is on: since when, the share that is done, and when that was told. */
let pace = null;

/** Shows how far it is: between two answers of the module as far as it will be at the rate so far. */
function tick() {
    if (!pace) return;
    const now = performance.now();
    const rate = pace.share / Math.max(1, pace.told - pace.begun);
    const share = Math.min(Math.max(pace.share, 0.99), pace.share + rate * (now - pace.told));
    part.progress.value = share;
    const left = rate > 0 ? (1 - share) / rate / 1000 : 0;
    part.left.textContent = now - pace.begun > 1500 && left >= 1 ? fill(section, 'left', minutes(left + 0.5)) : '';
}

/** Says what is done now, and how much of it. */
function telling(doing) {
    const begun = performance.now();
    pace = { begun, told: begun, share: 0 };
    return (share, ...counts) => {
        pace = { begun, told: performance.now(), share };
        part.doing.textContent = fill(section, doing, ...counts.map((count) => count.toLocaleString(section.dataset.lang)));
    };
}

/** What the server answers; asked again after a while when it says that too much was asked for. */
async function answered(address) {
    for (let left = TRIES; ; left -= 1) {
        const response = await fetch(address, { cache: 'no-store' });
        if (response.status !== 429 || left === 0) return response;
        const seconds = Math.min(Number(response.headers.get('retry-after')) || 1, WAIT);
        await new Promise((go) => { setTimeout(go, seconds * 1000); });
    }
}

/** The beginning of a file, as far as it is of use; nothing where there is none. */
async function fetched(path, most) {
    let response;
    try {
        response = await answered(new URL(path, new URL(section.dataset.record, document.baseURI)));
    } catch {
        throw trouble('K-BOOTH-095');
    }
    if ([403, 404, 410].includes(response.status)) return null;
    if (!response.ok) throw trouble('K-BOOTH-095');
    const found = [];
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
        const { done, value } = await reader.read().catch(() => { throw trouble('K-BOOTH-095'); });
        if (done) break;
        found.push(value);
        length += value.length;
        if (length > most) {
            await reader.cancel();
            break;
        }
    }
    return new Uint8Array(await new Blob(found).arrayBuffer());
}

/** Fetches what the module wants, several files at once. */
async function gather(ask) {
    const tell = telling('fetching');
    const underWay = new Set();
    let failed = null;
    for (;;) {
        const { files, complete } = await ask('audit_wanted', { count: AT_ONCE - underWay.size });
        for (const { path, most } of files) {
            const one = fetched(path, most).then(async (content) => {
                const told = content ? await ask('audit_file', { path }, content) : await ask('audit_missing', { path });
                if (!content && path === 'checkpoint') throw trouble('K-BOOTH-051');
                tell(told.done / told.all, told.done, told.all);
            }).catch((error) => { failed ??= error; }).finally(() => underWay.delete(one));
            underWay.add(one);
        }
        if (failed) throw failed;
        if (complete) return;
        if (underWay.size) await Promise.race(underWay);
    }
}

/** Reads the files that somebody chose. */
async function read(ask, files) {
    part.doing.textContent = word(section, 'word', 'reading');
    if (files.length === 1 && !files[0].webkitRelativePath) {
        if (files[0].size > LIMIT) throw trouble('K-BOOTH-052');
        await ask('audit_tar', {}, new Uint8Array(await files[0].arrayBuffer()));
        return;
    }
    let length = 0;
    for (const file of files) {
        length += file.size;
        if (length > LIMIT) throw trouble('K-BOOTH-052');
        const path = file.webkitRelativePath || file.name;
        await ask('audit_put', { path }, new Uint8Array(await file.arrayBuffer()));
    }
}

async function check(ask) {
    const { bytes } = await ask('audit_start');
    const tell = telling('checking');
    for (;;) {
        const told = await ask('audit_step');
        if (!told.more) return;
        const work = told.of * ENTRY + bytes * READINGS;
        tell(Math.min(0.99, (told.entries * ENTRY + told.read) / work), told.entries, told.of);
    }
}

function element(name, text, ...inner) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...inner);
    return made;
}

/** A list that opens. */
function more(title, ...inner) {
    return element('details', '', element('summary', title), ...inner);
}

function failure({ code, states, remedy, places }) {
    const list = element('ul', '', ...places.map(({ place, message }) => element('li', [place, message].filter(Boolean).join(': '))));
    const card = element('div', '', element('h4', `${states} (${code})`), list, element('p', remedy));
    card.className = 'card';
    card.dataset.failure = code;
    return card;
}

function seat({ body, seat: number, holder, since, until, how, reasons }) {
    const key = `${body}/${number}`;
    const name = section.querySelector(`template[data-word="seat-${CSS.escape(key)}"]`)?.content.textContent ?? key;
    const card = element('div', '', element('h4', name));
    card.className = 'card';
    card.dataset.row = key;
    if (holder) card.append(element('p', holder), element('p', fill(section, 'term', since, until)));
    card.append(element('p', how));
    if (reasons.length) {
        const facts = (found) => found.map((fact) => Object.assign(element('p', fact), { className: 'code' }));
        const steps = reasons.map(({ told, facts: found }) =>
            element('li', told, more(word(section, 'word', 'details'), ...facts(found))));
        card.append(more(word(section, 'word', 'why'), element('ol', '', ...steps)));
    }
    return card;
}

function offer(link, content, type) {
    if (link.href.startsWith('blob:')) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([content], { type }));
}

async function show(ask, seconds) {
    const { lang } = section.dataset;
    const told = await ask('audit_told', { lang });
    part.head.textContent = told.verdict;
    part.good.hidden = !told.accepted;
    part.bad.hidden = told.accepted;
    part.failures.replaceChildren(...told.failed.map(failure));
    const number = (count) => count.toLocaleString(lang);
    part.counted.textContent = `${fill(section, 'counted', number(told.entries), number(told.ballots))} ${fill(section, 'took', minutes(seconds + 0.5))}`;
    part.meaning.replaceChildren(...told.meaning.map((text) => element('p', text)));
    part.checks.replaceChildren(...told.checks.map(({ states, ended }) => element('li', `${states} `, element('strong', ended))));
    part.calm.hidden = told.alarms.length > 0;
    part.alarms.replaceChildren(...told.alarms.map((text) => Object.assign(element('li', text), { className: 'alarm' })));
    part.seats.replaceChildren(...told.seats.map(seat));
    offer(part.json, `${(await ask('audit_json')).json}\n`, 'application/json');
    offer(part.html, (await ask('audit_page', { lang, name: 'record' })).html, 'text/html');
    part.result.hidden = false;
    const asked = section.dataset.seat && part.seats.querySelector(`[data-row="${CSS.escape(section.dataset.seat)}"]`);
    for (const closed of asked ? asked.querySelectorAll(':scope > details') : []) closed.open = true;
    asked?.scrollIntoView();
    if (!asked) part.head.focus();
}

function busy(on) {
    part.busy.hidden = !on;
    part.stop.hidden = !on;
    for (const control of [part.button, part.tar, part.folder]) control.disabled = on;
}

/** One check from the beginning to the end. `bring` gets the files into the module. */
async function run(bring) {
    const begun = performance.now();
    for (const shown of [part.result, part.wrong, part.stopped]) shown.hidden = true;
    part.progress.removeAttribute('value');
    part.doing.textContent = word(section, 'word', 'loading');
    part.left.textContent = '';
    busy(true);
    part.stop.focus();
    const ticking = setInterval(tick, 250);
    const end = new Promise((_, reject) => { stopped = () => reject(trouble('stopped')); });
    end.catch(() => {});
    const opening = booth({ dataset: { booth: section.dataset.audit, integrity: section.dataset.integrity } });
    try {
        const { call } = await Promise.race([opening, end]);
        const ask = (op, args = {}, file = null) => Promise.race([call(op, args, file), end]);
        const at = Number(section.dataset.now ?? Math.floor(Date.now() / 1000));
        await ask('audit_begin', { at, limit: LIMIT });
        await bring(ask);
        await check(ask);
        busy(false);
        await show(ask, (performance.now() - begun) / 1000);
    } catch (error) {
        busy(false);
        if (error.code === 'stopped') part.stopped.hidden = false;
        else tell(error);
    } finally {
        clearInterval(ticking);
        pace = null;
        opening.then((device) => device.close(), () => {});
    }
}

part.button.addEventListener('click', () => run(gather));
part.stop.addEventListener('click', () => {
    stopped();
    part.button.focus();
});
for (const chosen of [part.tar, part.folder]) {
    chosen.addEventListener('change', () => {
        const files = [...chosen.files];
        chosen.value = '';
        if (files.length) run((ask) => read(ask, files));
    });
    chosen.disabled = false;
}
part.button.disabled = false;
