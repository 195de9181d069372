// What a person keeps on this device: keys as texts under names, in the browser's own database, or where that is refused in
// its simpler store. Nothing of it is sent anywhere.

const DATABASE = 'kenes';
const STORE = 'keys';
const PREFIX = 'kenes/keys/';

function database() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(DATABASE, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(STORE);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** Runs one operation; resolves when it is on the disk. */
async function operate(mode, operation) {
    const open = await database();
    try {
        return await new Promise((resolve, reject) => {
            const transaction = open.transaction(STORE, mode, { durability: 'strict' });
            const request = operation(transaction.objectStore(STORE));
            transaction.oncomplete = () => resolve(request.result);
            transaction.onerror = () => reject(transaction.error);
            transaction.onabort = () => reject(transaction.error);
        });
    } finally {
        open.close();
    }
}

/** The first way that works; private windows of some browsers refuse the database. */
async function either(first, second) {
    try {
        return await first();
    } catch {
        return second();
    }
}

/** Keeps a text. It is read back, since a key that is not kept is lost. */
export async function keep(name, text) {
    await either(
        () => operate('readwrite', (store) => store.put(text, name)),
        () => localStorage.setItem(PREFIX + name, text),
    );
    if ((await read(name)) !== text) throw new Error('K-BOOTH-093');
    await navigator.storage?.persist?.().catch(() => false);
}

/** The text that is kept under a name, or null. */
export async function read(name) {
    const kept = await operate('readonly', (store) => store.get(name)).catch(() => null);
    return kept ?? localStorage.getItem(PREFIX + name);
}

/** The names of what is kept, in order. */
export async function names() {
    const kept = await operate('readonly', (store) => store.getAllKeys()).catch(() => []);
    const simple = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    return [...new Set([...kept, ...simple.map((key) => key.slice(PREFIX.length))])].sort();
}

/** Keeps another text under a name. The one that was there is put aside, and never lost. */
export async function replace(name, text) {
    const before = await read(name);
    const aside = await set_aside(name);
    if (before && before !== text && !aside.includes(before)) await keep(`${name}/before/${aside.length}`, before);
    await keep(name, text);
}

/** What was put aside under a name, the newest first. */
export async function set_aside(name) {
    const found = [];
    for (let number = 0; ; number += 1) {
        const text = await read(`${name}/before/${number}`);
        if (!text) return found.reverse();
        found.push(text);
    }
}

/** Keeps it no longer. */
export async function forget(name) {
    await operate('readwrite', (store) => store.delete(name)).catch(() => null);
    localStorage.removeItem(PREFIX + name);
}

/** Saves a text as a file of this name, for another place than this device. */
export function save(file, text) {
    const address = URL.createObjectURL(new Blob([text, '\n'], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** The text of a file that was saved. */
export async function load(file) {
    if (file.size > 65536) throw new Error('K-BOOTH-094');
    return (await file.text()).trim();
}
