// What a page weighs: everything that a browser asks for to show it, as it goes over the wire, packed by gzip.

import { request } from 'node:http';

/** Opens a page as somebody who was never here; the bytes of each thing that was asked for. */
export async function weigh(people, path, until = async () => {}) {
    const anybody = await people.person('a scale');
    const asked = new Set();
    anybody.page.on('request', (one) => asked.add(one.url()));
    await anybody.go(path);
    await anybody.page.waitForLoadState('networkidle');
    await until(anybody);
    const weights = new Map();
    for (const url of asked) {
        if (!url.startsWith('http')) continue;
        const { pathname } = new URL(url);
        weights.set(pathname.split('/').at(-1) || '/', await bytes(url.replace(/#.*/, '')));
    }
    await anybody.context.close();
    return { weights, total: [...weights.values()].reduce((sum, one) => sum + one, 0) };
}

function bytes(url) {
    return new Promise((resolve, reject) => {
        request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
            let length = 0;
            answer.on('data', (part) => { length += part.length; });
            answer.on('end', () => resolve(length));
        }).on('error', reject).end();
    });
}

/** The same in a line of the output. */
export function told({ weights, total }) {
    const parts = [...weights].sort((a, b) => b[1] - a[1]).map(([name, size]) => `${name} ${size}`);
    return `${total} bytes: ${parts.join(', ')}`;
}
