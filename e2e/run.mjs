// Runs all browser tests, one file after the other, and ends with a line of counts: `N passed, N failed, N skipped`.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('tests', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.test.js')).sort().map((name) => `${folder}/${name}`);
const child = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=tap', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
});
let said = '';
child.stdout.on('data', (part) => {
    said += part;
    process.stdout.write(part);
});
child.on('exit', (code) => {
    const number = (name) => Number(said.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
    const failed = number('fail') + number('cancelled');
    console.log(`${number('pass')} passed, ${failed} failed, ${number('skipped') + number('todo')} skipped`);
    process.exitCode = code ?? 1;
});
