// What the scripts of pages share: the parts of a section, talk with the server, and trouble told in the page's own words.

import { open } from './booth.js';

/** The parts of a section, by name. */
export function parts(section) {
    const found = {};
    for (const element of section.querySelectorAll('[data-part]')) found[element.dataset.part] = element;
    return found;
}

/** Sends JSON; the server's answer, or its trouble as an error that can be told. */
export async function send(address, fields) {
    const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const error = new Error(answer.code ?? String(response.status));
    error.told = answer.what ? `${answer.what} ${answer.remedy} (${answer.code})` : null;
    throw error;
}

/** Tells what went wrong; never what was secret. */
export function tell(element, error) {
    const failed = document.body.dataset.failed ?? '';
    element.textContent = error.told ?? `${failed} (${error.code ?? error.message})`;
    element.hidden = false;
    element.focus?.();
}

/** The booth of a section: the module that the page names, and no other. */
export function booth(section, onstage) {
    return open(section.dataset.booth, { integrity: section.dataset.integrity, onstage });
}

/** Runs what a button does, once at a time. */
export function when(button, wrong, work) {
    button.addEventListener('click', async () => {
        button.disabled = true;
        if (wrong) wrong.hidden = true;
        try {
            await work();
        } catch (error) {
            tell(wrong, error);
            button.disabled = false;
        }
    });
    button.disabled = false;
}

/** A message of the page with something filled in where `%` stands. */
export function word(root, kind, name) {
    const found = root.querySelector(`template[data-${kind}="${CSS.escape(name)}"]`);
    return found?.content.textContent ?? name;
}

/** Puts acts into words that the device has read itself. `own` is the name of the key that this device holds. */
export function words(root, into, acts, own) {
    into.replaceChildren();
    const kinds = new Map();
    for (const act of acts) kinds.set(act.type, [...(kinds.get(act.type) ?? []), act]);
    for (const [type, group] of kinds) {
        const head = made('p', `${word(root, 'act', type)}${group.length > 1 ? ` × ${group.length}` : ''}`);
        into.append(head, list(root, group[0], own));
        if (group.length > 1) {
            const more = document.createElement('details');
            const title = root.querySelector('template[data-more]')?.content.textContent ?? '…';
            more.append(made('summary', title), ...group.slice(1).map((act) => list(root, act, own)));
            into.append(more);
        }
    }
}

/** Fields of which the number is a place in a list that people count from 1. */
const PLACES = new Set(['seat', 'constituency', 'list']);
/** Fields that say yes or no. */
const ANSWERS = new Set(['small', 'backed']);

function made(kind, text = '') {
    return Object.assign(document.createElement(kind), { textContent: text });
}

function list(root, act, own) {
    const all = document.createElement('dl');
    for (const field of act.fields) {
        const value = document.createElement('dd');
        value.append(...shown(root, field.name, field, own));
        all.append(made('dt', word(root, 'field', field.name)), value);
    }
    return all;
}

/** What people call something, where the page knows it: a name, or the title of an election. */
function known(key) {
    return document.querySelector(`template[data-name="${CSS.escape(key)}"]`)?.content.textContent ?? null;
}

/** A value in words. What has no words, such as a key, is behind a title, for those who compare it. */
function shown(root, name, { kind, value }, own) {
    switch (kind) {
        case 'time':
            return [`${new Date(value * 1000).toISOString().replace('T', ' ').slice(0, 16)} UTC`];
        case 'word':
            return [word(root, 'code', `${name}/${value}`)];
        case 'number':
            return [counted(root, name, value)];
        case 'list':
            return value.length > 0 ? [items(root, name, value, own)] : [word(root, 'said', 'none')];
        case 'text':
        case 'document':
            return [word(root, 'said', 'bytes').replace('%', value.len), print(root, value.blob)];
        case 'public_key':
            return named(root, value.name, `${value.name} ${value.key}`, own);
        case 'checkpoint':
            return [print(root, Object.values(value).join(' '))];
        default:
            return named(root, value, value, own);
    }
}

function counted(root, name, value) {
    if (name === 'body') {
        const told = known(`body/${value}`);
        return told ? `${told} (${value + 1})` : String(value + 1);
    }
    if (PLACES.has(name)) return String(value + 1);
    if (ANSWERS.has(name)) return word(root, 'said', value === 0 ? 'no' : 'yes');
    return String(value);
}

function items(root, name, values, own) {
    const all = document.createElement('ul');
    for (const value of values) {
        const item = document.createElement('li');
        item.append(...shown(root, name, value, own));
        all.append(item);
    }
    return all;
}

/** A name, and what it stands for behind a title: whoever runs the site could give a name to another key. */
function named(root, key, whole, own) {
    const name = known(key);
    const is_own = key === own ? word(root, 'said', 'own') : null;
    const parts = name ? [made('bdi', name), is_own ? ` (${is_own})` : ''] : [is_own ?? ''];
    return [...parts, print(root, whole)];
}

function print(root, text) {
    const all = document.createElement('details');
    const value = made('p', text);
    value.className = 'code';
    all.append(made('summary', word(root, 'said', 'print')), value);
    return all;
}
