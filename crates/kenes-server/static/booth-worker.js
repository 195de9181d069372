// Runs a module of the booth. It is asked by booth.js: first { id, open, integrity }, then { id, op, args, file }; each question
// has one answer { id, ok } or { id, error }. The module imports nothing; what it cannot know comes from here: randomness, and
// the address of this site.

'use strict';

/** Ops that use up 32 fresh bytes. */
const SEEDED = new Set([
    'key_new', 'key_rotate', 'ballot_seal', 'trustee_single', 'trustee_cert', 'trustee_deal', 'trustee_share',
    'trustee_shuffle', 'trustee_decrypt', 'trustee_lot',
]);

let module = null;

/** 32 bytes of the platform's generator, as 64 digits. */
function seed() {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    bytes.fill(0);
    return digits;
}

/** A message: flat, its fields in order, so that it is the one way to write it; then the file. */
function message(op, args, file) {
    const fields = { ...args, op };
    if (SEEDED.has(op)) fields.seed = seed();
    if (op === 'challenge_sign') fields.origin = self.location.origin;
    const text = new TextEncoder().encode(JSON.stringify(fields, Object.keys(fields).sort()));
    if (!file) return text;
    const whole = new Uint8Array(text.length + 1 + file.length);
    whole.set(text);
    whole[text.length] = 10;
    whole.set(file, text.length + 1);
    return whole;
}

/** Asks the module; its memory is wiped where the question and the answer stood. */
function ask(bytes) {
    const { alloc, call, free, memory } = module.exports;
    const at = alloc(bytes.length) >>> 0;
    if (at === 0 && bytes.length > 0) return { error: { code: 'K-BOOTH-091' } };
    new Uint8Array(memory.buffer).set(bytes, at);
    const answer = call(at, bytes.length) >>> 0;
    free(at, bytes.length);
    bytes.fill(0);
    const length = new DataView(memory.buffer).getUint32(answer, true);
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, answer + 4, length));
    free(answer, length + 4);
    return JSON.parse(text);
}

async function open(url, integrity) {
    const response = await fetch(url, integrity ? { integrity } : {});
    if (!response.ok) return { error: { code: 'K-BOOTH-090' } };
    const { instance } = await WebAssembly.instantiate(await response.arrayBuffer(), {});
    module = instance;
    return { ok: {} };
}

self.addEventListener('message', async ({ data }) => {
    let answer;
    try {
        answer = data.open ? await open(data.open, data.integrity) : ask(message(data.op, data.args, data.file));
    } catch {
        // What a module that stopped still holds, goes with it.
        module = null;
        answer = { error: { code: data.open ? 'K-BOOTH-090' : 'K-BOOTH-092' } };
    }
    self.postMessage({ id: data.id, ...answer });
});
