// The booth of a voter: five screens of one page. The code and the choices stay on this device; what leaves it is the sealed
// ballot, or after a check what the voter gives to another device.

import { booth, parts, send, tell } from './page.js';
import { save } from './keys.js';
import { fill, paper } from './paper.js';
import { digits, words } from './seal-words.js';

/** Takes the code out of the address, where a square code or a link put it, so that it stays in no history. */
function from_address() {
    let code = location.hash.slice(1);
    try {
        code = decodeURIComponent(code);
    } catch {
        // It stays as it is; whether it is a code is seen later.
    }
    if (code) history.replaceState(null, '', location.pathname + location.search);
    return code === 'main' ? '' : code;
}

/** What a public file says. */
async function read(address) {
    const response = await fetch(address);
    if (!response.ok) {
        const { what, remedy, code } = await response.json().catch(() => ({}));
        const error = new Error(code ?? String(response.status));
        error.told = what ? `${what} ${remedy} (${code})` : null;
        throw error;
    }
    return response.text();
}

class Vote {
    constructor(root) {
        this.root = root;
        this.part = parts(root);
        this.paper = paper(root, this.part);
        this.device = null;
        this.forget();
    }

    /** Nothing is left of what was made. */
    forget() {
        Object.assign(this, { code: '', handle: null, ballot: null, opening: null, receipt: null });
    }

    /** Asks the booth; one that stopped is opened anew the next time. */
    async ask(op, args) {
        this.device ??= await booth(this.root);
        try {
            return await this.device.call(op, args);
        } catch (error) {
            if (error.code?.startsWith('K-BOOTH-09')) {
                this.device.close();
                this.device = null;
            }
            throw error;
        }
    }

    show(name) {
        let current;
        for (const screen of this.root.querySelectorAll('[data-screen]')) {
            screen.hidden = screen.dataset.screen !== name;
            if (!screen.hidden) current = screen;
        }
        for (const step of this.root.querySelectorAll('[data-step]')) {
            if (step.dataset.step === current.dataset.at) step.setAttribute('aria-current', 'step');
            else step.removeAttribute('aria-current');
        }
        const head = current.querySelector('h2');
        head.focus({ preventScroll: true });
        head.scrollIntoView({ block: 'start' });
    }

    /** What a button does: once at a time, with what is shown meanwhile; trouble is told in place. */
    on(button, work, { busy = [], wrong = null } = {}) {
        const { part } = this;
        part[button].addEventListener('click', async () => {
            if (part[button].disabled) return;
            part[button].disabled = true;
            if (wrong) part[wrong].hidden = true;
            for (const name of busy) part[name].hidden = false;
            try {
                await work();
            } catch (error) {
                // The words of a browser are not those of the page.
                if (error instanceof TypeError) error.told = fill(this.root, 'offline');
                if (wrong) tell(part[wrong], error);
            } finally {
                for (const name of busy) part[name].hidden = true;
                part[button].disabled = false;
            }
        });
        part[button].disabled = false;
    }

    /** Whether the code is one of this election, found out here: the list is public, the code is sent to nobody. */
    async check() {
        const { part, root } = this;
        part['code-malformed'].hidden = true;
        part['code-unlisted'].hidden = true;
        const code = part.code.value.replaceAll(/\s/g, '').replaceAll(/[‐‑‒–—−]/g, '-');
        this.election ??= await read(root.dataset.election);
        let found;
        try {
            found = await this.ask('ballot_check', { election: this.election, credential: code });
        } catch (error) {
            if (error.code !== 'K-BOOTH-022') throw error;
            return this.refuse('code-malformed');
        }
        this.listed ??= new Set(JSON.parse(await read(root.dataset.credentials)).map((line) => line.split(',')[0]));
        if (!this.listed.has(found.credential)) return this.refuse('code-unlisted');
        this.compare(found.questions);
        this.code = code;
        return this.show('ballot');
    }

    refuse(name) {
        this.part[name].hidden = false;
        this.part[name].focus();
    }

    /** What the page shows has to be what the election asks: the device seals by places. */
    compare(questions) {
        const asked = questions.length === 1 ? questions[0] : { answers: [] };
        const kinds = { rank: 'numbers', many: 'choices', one: 'choices' };
        const lines = this.paper.lines();
        const is_same = asked.kind === kinds[this.root.dataset.kind] && asked.answers.length === lines.length
            && lines.every((line, at) => line === asked.answers[at]);
        if (is_same) return;
        const error = new Error('K-BOOTH-096');
        error.told = fill(this.root, 'other-paper');
        throw error;
    }

    review() {
        const { kind, names, rest } = this.paper.said();
        const paragraph = (name) => Object.assign(document.createElement('p'), { textContent: fill(this.root, name) });
        const list = (tag, items) => {
            const all = document.createElement(tag);
            for (const item of items) all.append(Object.assign(document.createElement('li'), { dir: 'auto', textContent: item }));
            return all;
        };
        const said = [paragraph(kind)];
        if (names.length > 0) said.push(list(kind === 'order' ? 'ol' : 'ul', names));
        if (rest.length > 0) said.push(paragraph('rest'), list('ul', rest));
        this.part.sentences.replaceChildren(...said);
        this.show('review');
    }

    async seal() {
        const { part, election, code } = this;
        const answers = JSON.stringify([this.paper.answers()]);
        const { handle, hash } = await this.ask('ballot_seal', { election, credential: code, answers });
        Object.assign(this, { handle, hash, ballot: null, opening: null });
        for (const name of ['mark', 'opened']) {
            part[`${name}-words`].textContent = words(hash);
            part[`${name}-digits`].textContent = digits(hash);
        }
        part['mark-whole'].textContent = hash;
        part.cast.textContent = fill(this.root, 'cast');
        part['cast-wrong'].hidden = true;
        part['to-check'].hidden = false;
        this.show('seal');
    }

    /** Sends the sealed ballot. It is kept until it was taken, so that what did not arrive can be sent once more. */
    async cast() {
        const { part } = this;
        if (!this.ballot) {
            const { ballot, tracker } = await this.ask('ballot_cast', { handle: this.handle });
            Object.assign(this, { handle: null, ballot, tracker });
            part['to-check'].hidden = true;
            part.cast.textContent = fill(this.root, 'cast-again');
        }
        const taken = await send(this.root.dataset.post, { ballot: this.ballot });
        if (taken.tracker !== this.tracker) throw new Error('K-WEB-016');
        part.taken.textContent = part.taken.dataset.words.replace('%1', taken.time);
        part.tracker.textContent = taken.tracker;
        part['with-receipt'].hidden = !taken.receipt;
        this.draw(taken);
        if (taken.look) part.look.href = taken.look;
        this.paper.clear();
        part.sentences.replaceChildren();
        part.code.value = '';
        this.again = this.root.querySelector('#code').defaultValue;
        this.forget();
        this.receipt = taken;
        this.show('receipt');
    }

    /** Draws the code of a receipt, which is good without it too. */
    async draw(taken) {
        const { drawing } = this.part;
        drawing.hidden = true;
        drawing.removeAttribute('src');
        if (!taken.square) return;
        const drawn = await send(taken.square, { tracker: taken.tracker }).catch(() => null);
        if (!drawn || this.receipt !== taken) return;
        drawing.src = `data:image/svg+xml,${encodeURIComponent(drawn.drawing)}`;
        drawing.hidden = false;
    }

    /** Opens the seal, so that another device can look. This ballot is never cast then. */
    async open() {
        const { opening } = await this.ask('ballot_challenge', { handle: this.handle });
        Object.assign(this, { handle: null, opening });
        this.part['opened-copied'].hidden = true;
        this.show('opened');
    }

    /** Another slip was scanned in this tab: it begins anew. A ballot that was sent and not answered is not given up. */
    renew(code) {
        if (!code || this.ballot) return;
        this.paper.clear();
        this.part.sentences.replaceChildren();
        this.forget();
        this.part.code.value = code;
        this.show('code');
    }

    begin() {
        const { part } = this;
        part.code.value = from_address() || part.code.value;
        window.addEventListener('hashchange', () => this.renew(from_address()));
        window.addEventListener('beforeunload', (event) => {
            if (this.ballot) event.preventDefault();
        });
        part.code.addEventListener('keydown', (event) => {
            if (event.key === 'Enter') part['code-go'].click();
        });
        this.on('code-go', () => this.check(), { busy: ['code-busy'], wrong: 'code-wrong' });
        this.on('review', () => this.review());
        this.on('change', () => this.show('ballot'));
        this.on('seal', () => this.seal(), { busy: ['seal-busy', 'seal-progress'], wrong: 'seal-wrong' });
        this.on('cast', () => this.cast(), { busy: ['cast-busy'], wrong: 'cast-wrong' });
        this.on('check', () => this.open(), { wrong: 'cast-wrong' });
        this.on('unseal', () => {
            Object.assign(this, { handle: null, ballot: null });
            this.show('ballot');
        });
        this.on('opened-save', () => save('kenes-opened-ballot.txt', this.opening));
        this.on('opened-copy', async () => {
            await navigator.clipboard.writeText(this.opening);
            part['opened-copied'].hidden = false;
        });
        this.on('opened-new', () => {
            this.opening = null;
            this.review();
        });
        this.on('receipt-save', () => {
            save(`kenes-${this.receipt.tracker.slice(0, 8).replaceAll(/[+/]/g, '-')}.tlog-proof`, this.receipt.receipt.replace(/\n$/, ''));
        });
        this.on('again', () => {
            part.code.value = this.again ?? '';
            this.forget();
            this.show('code');
        });
    }
}

for (const root of document.querySelectorAll('[data-vote]')) new Vote(root).begin();
