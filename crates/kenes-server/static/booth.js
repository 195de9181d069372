// The booth of a page: a module in a worker, asked by name. What it can be asked stands in docs/spec/booth.md.

/** Why the booth did not answer: a code, and what belongs to it. The page has the words. */
export class BoothError extends Error {
    constructor({ code, ...evidence }) {
        super(code);
        this.name = 'BoothError';
        this.code = code;
        this.evidence = evidence;
    }
}

/**
 * Opens the module at this address. `integrity` is its hash as pages name it; `onstage` hears 'loading', 'ready', 'working'
 * and 'failed'.
 */
export async function open(url, { integrity = '', onstage = () => {} } = {}) {
    const worker = new Worker(new URL('booth-worker.js', import.meta.url));
    const waiting = new Map();
    let last = 0;

    function settle(id, { ok, error }) {
        const question = waiting.get(id);
        waiting.delete(id);
        if (error) question?.reject(new BoothError(error));
        else question?.resolve(ok);
        if (waiting.size === 0) onstage(error?.code.startsWith('K-BOOTH-09') ? 'failed' : 'ready');
    }

    function post(question, stage) {
        onstage(stage);
        return new Promise((resolve, reject) => {
            last += 1;
            waiting.set(last, { resolve, reject });
            worker.postMessage({ id: last, ...question });
        });
    }

    worker.addEventListener('message', ({ data }) => settle(data.id, data));
    worker.addEventListener('error', () => {
        for (const id of [...waiting.keys()]) settle(id, { error: { code: 'K-BOOTH-092' } });
    });

    await post({ open: new URL(url, document.baseURI).href, integrity }, 'loading');
    return {
        /** Asks an op; `file` is bytes, for the ops that take a file. */
        call: (op, args = {}, file = null) => post({ op, args, file }, 'working'),
        /** Ends the worker with all that it holds. */
        close: () => worker.terminate(),
    };
}
