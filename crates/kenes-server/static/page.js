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

/** The booth of a section. */
export function booth(section, onstage) {
    return open(section.dataset.booth, { onstage });
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

/** Puts acts into words that the device has read itself. */
export function words(root, into, acts) {
    into.replaceChildren();
    const kinds = new Map();
    for (const act of acts) kinds.set(act.type, [...(kinds.get(act.type) ?? []), act]);
    for (const [type, group] of kinds) {
        const head = document.createElement('p');
        head.textContent = `${word(root, 'act', type)}${group.length > 1 ? ` × ${group.length}` : ''}`;
        into.append(head, list(root, group[0]));
        if (group.length > 1) {
            const more = document.createElement('details');
            const title = document.createElement('summary');
            title.textContent = root.querySelector('template[data-more]')?.content.textContent ?? '…';
            more.append(title, ...group.slice(1).map((act) => list(root, act)));
            into.append(more);
        }
    }
}

function list(root, act) {
    const all = document.createElement('dl');
    for (const field of act.fields) {
        const name = document.createElement('dt');
        name.textContent = word(root, 'field', field.name);
        const value = document.createElement('dd');
        value.className = 'code';
        value.textContent = shown(field);
        all.append(name, value);
    }
    return all;
}

function shown(field) {
    const value = field.value ?? field.items ?? '';
    if (field.kind === 'time') return new Date(value * 1000).toISOString().replace('T', ' ').slice(0, 16) + ' UTC';
    if (Array.isArray(value)) return value.map((item) => (typeof item === 'object' ? shown(item) : item)).join(', ');
    return typeof value === 'object' ? Object.values(value).join(', ') : String(value);
}
