// The ballot paper: what is chosen, and the many ways to choose it. Nothing is chosen in the beginning, and nothing is the
// blank ballot.

import { word } from './page.js';

/** So many ranks are enough in nearly every count. */
const ENOUGH = 6;

/** A message with its places filled in. */
export function fill(root, name, ...values) {
    return word(root, 'word', name).replaceAll(/%([1-9])/g, (place, at) => values[at - 1] ?? place);
}

/** The ballot paper of a page: `answers()`, `said()` for a look, `clear()`, `lines()` as the page has them. */
export function paper(root, part) {
    const cards = [...root.querySelectorAll('.candidate')];
    if ('mixed' in root.dataset) mix(cards);
    const kept = root.dataset.kind === 'rank' ? ranking(root, part, cards) : choosing(root, cards);
    return { ...kept, lines: () => cards.map((card) => card.dataset.answer) };
}

const name_of = (card) => card.dataset.name;

/** Puts the cards in an order of chance on the page, so that nobody gains by standing first. Their places on the paper stay. */
function mix(cards) {
    const [{ parentElement }] = cards;
    const after = cards.at(-1).nextSibling;
    const lots = new Map(cards.map((card) => [card, crypto.getRandomValues(new Uint32Array(1))[0]]));
    for (const card of [...cards].sort((one, other) => lots.get(one) - lots.get(other))) parentElement.insertBefore(card, after);
}

function choosing(root, cards) {
    const inputs = () => [...root.querySelectorAll('input[name="choice"]')];
    const chosen = () => cards.filter((card) => card.querySelector('input').checked);
    return {
        answers() {
            const bits = cards.map((card) => Number(card.querySelector('input').checked));
            return [Number(!bits.includes(1)), ...bits];
        },
        said: () => ({ kind: chosen().length > 0 ? 'chosen' : 'blank', names: chosen().map(name_of), rest: [] }),
        clear: () => inputs().forEach((input) => { input.checked = false; }),
    };
}

function ranking(root, part, cards) {
    const shown = [...root.querySelectorAll('.candidate')];
    /** The ranked cards in their order. */
    let order = [];
    const rest = () => shown.filter((card) => !order.includes(card));
    const control = (card, what) => card.querySelector(`[data-do="${what}"]`);

    function show() {
        part.order.append(...order);
        part.rest.append(...rest());
        for (const card of cards) {
            const place = order.indexOf(card);
            control(card, 'in').hidden = place >= 0;
            for (const what of ['up', 'down', 'out']) control(card, what).hidden = place < 0;
            control(card, 'up').disabled = place === 0;
            control(card, 'down').disabled = place === order.length - 1;
            control(card, 'place').value = String(place + 1);
        }
        part['order-empty'].hidden = order.length > 0;
        part['rest-empty'].hidden = order.length < cards.length;
        part.six.hidden = order.length <= ENOUGH;
    }

    /** Puts a card at a place from 0; none takes it out. What was in focus stays so, or what comes next to it. */
    function move(card, place) {
        const focused = card.contains(document.activeElement) ? document.activeElement.dataset.do : null;
        order = order.filter((other) => other !== card);
        if (place !== null) order.splice(Math.max(0, Math.min(place, order.length)), 0, card);
        show();
        const at = order.indexOf(card);
        part.live.textContent = at < 0 ? fill(root, 'taken-out', name_of(card)) : fill(root, 'moved', name_of(card), at + 1);
        if (focused) {
            const usable = (what) => !control(card, what).hidden && !control(card, what).disabled;
            control(card, [focused, 'up', 'down', 'in', 'place'].find(usable)).focus();
        }
    }

    const step = (card, by) => order.includes(card) && move(card, order.indexOf(card) + by);
    const acts = {
        in: (card) => move(card, order.length),
        up: (card) => step(card, -1),
        down: (card) => step(card, 1),
        out: (card) => move(card, null),
    };

    for (const card of cards) {
        for (const [what, act] of Object.entries(acts)) control(card, what).addEventListener('click', () => act(card));
        control(card, 'place').addEventListener('change', ({ target }) => {
            move(card, target.value === '0' ? null : Number(target.value) - 1);
        });
        card.addEventListener('keydown', (event) => {
            if (event.ctrlKey || event.altKey || event.metaKey || !event.target.matches('button')) return;
            if (event.key === 'ArrowUp') step(card, -1);
            else if (event.key === 'ArrowDown') step(card, 1);
            else if (event.key === '0' || event.key === 'Delete') move(card, null);
            else if (/^[1-9]$/.test(event.key)) move(card, Number(event.key) - 1);
            else return;
            event.preventDefault();
        });
        drag(root, part, card, (over, after) => {
            if (over === null) return move(card, null);
            const others = order.filter((other) => other !== card);
            const at = others.indexOf(over);
            return move(card, at < 0 ? others.length : at + Number(after));
        });
    }
    show();
    return {
        answers: () => cards.map((card) => order.indexOf(card) + 1),
        said: () => ({ kind: order.length > 0 ? 'order' : 'blank', names: order.map(name_of), rest: order.length > 0 ? rest().map(name_of) : [] }),
        clear() {
            order = [];
            show();
        },
    };
}

/** Drags a card by its grip, with a mouse, a pen or a finger: `drop` hears above which ranked card it was let go and whether in
 * its lower half, or null where it is to be taken out. */
function drag(root, part, card, drop) {
    const grip = card.querySelector('[data-grip]');
    const below = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY);
    grip.addEventListener('pointerdown', (down) => {
        if (down.button !== 0) return;
        down.preventDefault();
        grip.setPointerCapture(down.pointerId);
        card.classList.add('dragged');
        const on = (event) => {
            const over = below(event)?.closest('.candidate, [data-part="order"]');
            for (const other of root.querySelectorAll('.over')) other.classList.remove('over');
            if (over && over !== card) over.classList.add('over');
        };
        const end = (event) => {
            for (const other of root.querySelectorAll('.over')) other.classList.remove('over');
            card.classList.remove('dragged');
            grip.removeEventListener('pointermove', on);
            grip.removeEventListener('pointerup', end);
            grip.removeEventListener('pointercancel', end);
            if (event.type === 'pointercancel') return;
            const found = below(event);
            const over = found?.closest('.candidate');
            if (over === card) return;
            if (over && part.order.contains(over)) {
                const box = over.getBoundingClientRect();
                drop(over, event.clientY > box.top + box.height / 2);
            } else if (found?.closest('[data-part="rest"]')) {
                drop(null);
            } else if (found && event.clientY < part.rest.getBoundingClientRect().top) {
                drop(card);
            }
        };
        grip.addEventListener('pointermove', on);
        grip.addEventListener('pointerup', end);
        grip.addEventListener('pointercancel', end);
    });
}
