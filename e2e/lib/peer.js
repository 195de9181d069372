// The independent implementation that checks an election's archive: belenios-tool 3.3.0, where it is.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const USUAL = fileURLToPath(new URL('../../target/peers/belenios-3.3/belenios-tool', import.meta.url));

/** Its executable; none where it is not here. */
export function peer() {
    return [process.env.KENES_BELENIOS_TOOL_33, USUAL].find((path) => path && existsSync(path)) ?? null;
}

/** Whether it accepts an archive: its exit, and what it said. */
export async function checkedByPeer(tool, archive, name) {
    const folder = await mkdtemp(join(tmpdir(), 'kenes-peer-'));
    try {
        await writeFile(join(folder, name), archive);
        return await new Promise((resolve) => {
            execFile(tool, ['election', 'verify', '--dir', folder], (error, out, told) => {
                resolve({ code: error ? (error.code ?? 1) : 0, said: `${out}${told}` });
            });
        });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
