// The vectors of the protocol, of the count, of the record and of the council in WebAssembly: every archive of vectors/protocol has the
// outcome of the manifest, every signature of vectors/record/ed25519.txt its verdict; what else is made is byte for byte
// what it is natively: ballots sealed from a seed (sealing.json), the transcripts of every contest of vectors/count
// (counting.json), and what is found in the texts and acts of vectors/record and in trees (record.json). Every act of the
// golden records of vectors/council comes to what they say, and leaves the state that they name. Whole records are audited, and
// the report is byte for byte the native one.
//
//   cargo build -p kenes-wasm-vectors --target wasm32-unknown-unknown
//   cargo test -p kenes-wasm-vectors --test folder    # writes the records to audit and their native reports
//   node conformance/wasm/run.mjs            # node 20 or later, no packages
//
// The last line says how many passed, failed and were skipped.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import { gunzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const file = `${target}/wasm32-unknown-unknown/debug/kenes_wasm_vectors.wasm`;
const vectors = `${root}vectors/protocol`;
const audits = `${target}/tmp/audits`;

/** Calls a function of a fresh instance of the module, so that nothing has to be freed. */
function call(module, name, input) {
    const { exports } = new WebAssembly.Instance(module, {});
    const at = exports.alloc(input.length) >>> 0;
    new Uint8Array(exports.memory.buffer).set(input, at);
    const output = BigInt.asUintN(64, exports[name](at, input.length));
    return Buffer.from(exports.memory.buffer, Number(output >> 32n), Number(output & 0xffffffffn));
}

/** What is wrong with the audit of one archive, or nothing. */
function audit(module, vector) {
    const archive = gunzipSync(readFileSync(`${vectors}/${vector.file}`));
    const [verdict, check, result] = call(module, 'audit', archive).toString().split('\n');
    const version1 = vector.crypto_version === 1;
    const accepted = version1 && vector.expected_verdict === 'accept';
    const expected = accepted ? 'none' : version1 ? vector.expected_check : 'archive-version';
    const wrong = [];
    if (verdict !== (accepted ? 'accepted' : 'refused')) wrong.push(`verdict ${verdict}`);
    if (check !== expected) wrong.push(`check ${check} instead of ${expected}`);
    if (accepted && vector.expected_result && result !== JSON.stringify(vector.expected_result)) {
        wrong.push(`result ${result}`);
    }
    return wrong.join(', ');
}

/** What is wrong with one sealed ballot, or nothing. */
function seal(module, { election, credential, answers, seed, sha256 }) {
    const ballot = call(module, 'seal', Buffer.from([election, credential, answers, seed].join('\n')));
    const hash = createHash('sha256').update(ballot).digest('hex');
    return hash === sha256 ? '' : `the ballot has the hash ${hash} instead of ${sha256}`;
}

/** What is wrong with one transcript, or nothing. */
function count(module, { file, rule, seats, minimum, seed, sha256 }) {
    const line = [file.split('.').pop(), rule, seats, minimum, ...(seed ? [seed] : [])].join(' ');
    const contest = readFileSync(`${root}vectors/count/${file}`);
    const transcript = call(module, 'count', Buffer.concat([Buffer.from(`${line}\n`), contest]));
    const hash = createHash('sha256').update(transcript).digest('hex');
    return hash === sha256 ? '' : `the transcript has the hash ${hash} instead of ${sha256}`;
}

/** What is wrong with what is found in a text, an act or a tree, or nothing. */
function record(module, { kind, file, size, sha256 }) {
    const read = () => readFileSync(`${root}vectors/record/${file}`);
    const input = { json: read, act: () => Buffer.concat([known(), read()]), tree: () => Buffer.from(`${size}`) }[kind]();
    const hash = createHash('sha256').update(call(module, kind, input)).digest('hex');
    return hash === sha256 ? '' : `the finding has the hash ${hash} instead of ${sha256}`;
}

/** The origin of the log of the acts, and the keys that are known. */
function known() {
    const { origin, keys } = JSON.parse(readFileSync(`${root}vectors/record/acts/manifest.json`));
    return Buffer.from(`${[origin, ...keys].join('\n')}\n\n`);
}

/** The signatures that are judged otherwise than they should be. */
function signatures(module) {
    return call(module, 'signatures', readFileSync(`${root}vectors/record/ed25519.txt`)).toString();
}

/** The first act of a golden record that comes to something else than it says, or nothing. */
function council(module, name) {
    const file = readFileSync(`${root}vectors/council/${name}`);
    const acts = JSON.parse(file).filter(({ kind }) => kind === 'act');
    const found = call(module, 'council', file).toString().split('\n');
    const wrong = acts.findIndex(({ outcome, state }, at) => found[at] !== `${outcome} ${state}`);
    if (found.length !== acts.length + 1) return `${found.length - 1} acts instead of ${acts.length}`;
    return wrong < 0 ? '' : `act ${wrong} comes to ${found[wrong]}`;
}

/** What is wrong with the report of a whole record, or nothing. */
function report(module, name) {
    const folder = `${audits}/${name}`;
    const files = readdirSync(`${folder}/record`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const length = (bytes) => { const four = Buffer.alloc(4); four.writeUInt32BE(bytes.length); return four; };
    const parts = files.flatMap((entry) => {
        const path = `${entry.parentPath ?? entry.path}/${entry.name}`;
        const [name, content] = [Buffer.from(path.slice(`${folder}/record/`.length)), readFileSync(path)];
        return [length(name), name, length(content), content];
    });
    const found = call(module, 'report', Buffer.concat([readFileSync(`${folder}/clock`), ...parts]));
    const expected = readFileSync(`${folder}/report.json`);
    return found.equals(expected) ? '' : `the report is\n${found}\ninstead of\n${expected}`;
}

/** The records that the native test audited. */
function reports() {
    if (!existsSync(audits)) throw new Error('no records to audit: cargo test -p kenes-wasm-vectors --test folder');
    return readdirSync(audits);
}

/** The golden records of every version of the rules. */
function records() {
    const folder = `${root}vectors/council`;
    const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return versions.flatMap(({ name }) => readdirSync(`${folder}/${name}`).map((file) => `${name}/${file}`));
}

const work = { audit, seal, count, record, signatures, council, report };

/** A list of cases beside this file. */
function cases(name) {
    return JSON.parse(readFileSync(fileURLToPath(new URL(name, import.meta.url))));
}

/** The archives of the manifest, which must be those of the folders, the sealings and the counts. */
function tasks() {
    const listed = JSON.parse(readFileSync(`${vectors}/manifest.json`)).vectors;
    const found = ['positive', 'negative'].flatMap((folder) =>
        readdirSync(`${vectors}/${folder}`).map((name) => `${folder}/${name}`).filter((name) => name.endsWith('.bel.gz')));
    const missing = found.filter((name) => !listed.some((vector) => vector.file === name));
    const all = [
        ...listed.map((vector) => ({ kind: 'audit', name: vector.name, input: vector, cost: cost(vector) })),
        ...cases('sealing.json').map((one) => ({ kind: 'seal', name: `sealing, ${one.name}`, input: one, cost: 0 })),
        ...cases('counting.json').map((one) => ({ kind: 'count', name: `counting, ${one.name}`, input: one, cost: 0 })),
        ...cases('record.json').map((one) => ({ kind: 'record', name: `record, ${one.kind} ${one.file ?? one.size}`, input: one, cost: 0 })),
        ...records().map((name) => ({ kind: 'council', name: `council, ${name}`, input: name, cost: 10000 })),
        ...reports().map((name) => ({ kind: 'report', name: `audit, ${name}`, input: name, cost: 100000 })),
        { kind: 'signatures', name: 'record, the signatures', cost: 50000 },
    ];
    return { all: all.sort((a, b) => b.cost - a.cost), missing };
}

/** Finite fields are slow where numbers have 32 bits: the longest first, so that no worker ends much later. */
function cost(vector) {
    return (vector.group === 'Ed25519' ? 1 : vector.group === 'BELENIOS-2048' ? 8 : 60) * (vector.size ?? 50000);
}

function worker() {
    parentPort.on('message', ({ kind, name, input }) => {
        const start = performance.now();
        let wrong;
        try {
            wrong = work[kind](workerData, input);
        } catch (error) {
            wrong = String(error);
        }
        parentPort.postMessage({ name, wrong, seconds: (performance.now() - start) / 1000 });
    });
}

async function main() {
    const module = new WebAssembly.Module(readFileSync(file));
    const { all, missing } = tasks();
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const name of missing) {
        console.log(`FAILED ${name}: not in the manifest`);
        count.failed += 1;
    }
    const run = () => new Promise((resolve, reject) => {
        const thread = new Worker(fileURLToPath(import.meta.url), { workerData: module });
        const next = () => {
            const task = all.shift();
            if (task) thread.postMessage(task);
            else thread.terminate().then(resolve);
        };
        thread.on('error', reject);
        thread.on('message', ({ name, wrong, seconds }) => {
            count[wrong ? 'failed' : 'passed'] += 1;
            if (wrong || seconds > 3) console.log(`${wrong ? 'FAILED' : 'ok'} ${name} (${seconds.toFixed(1)} s)${wrong ? `: ${wrong}` : ''}`);
            next();
        });
        next();
    });
    await Promise.all(Array.from({ length: availableParallelism() }, run));
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    process.exitCode = count.failed ? 1 : 0;
}

if (isMainThread) await main();
else worker();
