// The modules of pages under node: they import nothing, export what docs/spec/booth.md says, and answer what the booth and the
// auditor answer natively, byte for byte (`cargo run -p kenes-booth --example messages -- DIR`, and
// `cargo run -p kenes-auditor --example audit_messages -- DIR`, write what).
//
//   node crates/kenes-booth/tests/module.mjs DIR MODULES       # DIR/ballot.txt …, MODULES/ballot.wasm …
//
// The last line says how many passed, failed and were skipped.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const [, , told, modules] = process.argv;
const count = { passed: 0, failed: 0 };

function check(name, right, more = '') {
    count[right ? 'passed' : 'failed'] += 1;
    if (!right) console.log(`FAILED ${name} ${more}`);
}

/** Says a message to a module. */
function say({ alloc, call, free, memory }, message) {
    const at = alloc(message.length) >>> 0;
    new Uint8Array(memory.buffer).set(message, at);
    const answer = call(at, message.length) >>> 0;
    free(at, message.length);
    const length = new DataView(memory.buffer).getUint32(answer, true);
    const bytes = Buffer.from(memory.buffer.slice(answer + 4, answer + 4 + length));
    free(answer, length + 4);
    return bytes;
}

for (const name of ['ballot', 'person', 'trustee', 'auditor']) {
    const bytes = readFileSync(`${modules}/${name}.wasm`);
    const module = new WebAssembly.Module(bytes);
    check(`${name}: imports`, WebAssembly.Module.imports(module).length === 0);
    const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === 'function').map((one) => one.name);
    check(`${name}: exports`, functions.sort().join() === 'alloc,call,free', functions);
    check(`${name}: paths of this machine`, !/\/(home|root|Users|work)\//.test(bytes.toString('latin1')));
    const { exports } = new WebAssembly.Instance(module, {});
    const start = performance.now();
    const lines = readFileSync(`${told}/${name}.txt`, 'utf8').trimEnd().split('\n');
    for (const [number, line] of lines.entries()) {
        const [message, answer] = line.split(' ').map((hex) => Buffer.from(hex, 'hex'));
        const found = say(exports, message);
        check(`${name}: message ${number + 1}`, found.equals(answer), `${message.subarray(0, 60)} ${found.subarray(0, 200)}`);
    }
    // A secret that was told does not stay in the memory once it is freed.
    if (name === 'person') {
        const mark = 'SECRETSECRETSECRETSECRETSECRET';
        say(exports, Buffer.from(JSON.stringify({ file: mark, op: 'key_read' })));
        const left = Buffer.from(exports.memory.buffer).includes(Buffer.from(mark));
        check(`${name}: freed memory is wiped`, !left);
    }
    const size = `${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} packed`;
    console.log(`${name}: ${lines.length} messages in ${Math.round(performance.now() - start)} ms; ${size}`);
}
console.log(`${count.passed} passed, ${count.failed} failed, 0 skipped`);
process.exitCode = count.failed ? 1 : 0;
