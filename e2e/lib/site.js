// A council's server as people start it: a folder, a port of its own, the clock that can be put forward.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program under test. */
export const KENES = process.env.KENES_BIN ?? join(root, 'target/debug/kenes');

/** Runs the program to its end: its exit, and what it said. */
export function run(...args) {
    return new Promise((resolve, reject) => {
        const child = spawn(KENES, args);
        let said = '';
        child.stdout.on('data', (part) => { said += part; });
        child.stderr.on('data', (part) => { said += part; });
        child.on('error', reject);
        child.on('exit', (code) => resolve({ code, said }));
    });
}

/** A server in a folder of its own. */
export class Site {
    static async start(args = ['--try']) {
        const site = new Site();
        site.home = await mkdtemp(join(tmpdir(), 'kenes-e2e-'));
        site.dir = join(site.home, 'council');
        await site.#spawn(args);
        return site;
    }

    async #spawn(args) {
        this.output = '';
        this.child = spawn(KENES, ['serve', '--data', this.dir, '--listen', '127.0.0.1:0', '--json', ...args], {
            env: { ...process.env, RUST_LOG: 'info' },
        });
        this.ended = new Promise((resolve) => this.child.on('exit', resolve));
        this.child.stderr.on('data', (part) => { this.output += part; });
        const lines = createInterface({ input: this.child.stdout });
        const first = await new Promise((resolve, reject) => {
            lines.once('line', resolve);
            this.child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${this.output}`)));
        });
        lines.on('line', (line) => { this.output += `${line}\n`; });
        const { link, listening } = JSON.parse(first);
        this.link = link;
        this.origin = new URL(link).origin;
        this.listening = listening;
    }

    /** Asks it to stop, and waits until it has. */
    async stop() {
        this.child.kill('SIGTERM');
        return this.ended;
    }

    /** How long it has worked on a processor, in milliseconds (proc(5), in hundredths of a second). */
    async worked() {
        const fields = (await readFile(`/proc/${this.child.pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
        return (Number(fields[11]) + Number(fields[12])) * 10;
    }

    /** Where the public record is. */
    get record() {
        const folders = ['public', 'server/public', 'record'].map((name) => join(this.dir, name));
        return folders.find(existsSync) ?? folders[0];
    }

    async end() {
        await this.stop();
        if (!process.env.KENES_KEEP) await rm(this.home, { recursive: true, force: true });
    }

    /** The names of files below a folder in which one of these texts stands. */
    async findIn(folder, texts) {
        const found = [];
        for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
            if (!entry.isFile()) continue;
            const path = join(entry.parentPath, entry.name);
            // A file that went meanwhile, as those being written do, holds nothing.
            const content = (await readFile(path).catch((error) => {
                if (error.code !== 'ENOENT') throw error;
                return Buffer.alloc(0);
            })).toString('latin1');
            if (texts.some((text) => content.includes(text))) found.push(path);
        }
        return found;
    }
}
