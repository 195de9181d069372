// Tests of one flow, in order: after one that fails the rest cannot mean anything.

import { test } from 'node:test';

export function flow() {
    let broken = null;
    return (name, work, options = {}) => test(name, options, async (t) => {
        if (broken && !options.aside) {
            t.skip(`after “${broken}”`);
            return;
        }
        try {
            await work(t);
        } catch (error) {
            broken = options.aside ? broken : name;
            throw error;
        }
    });
}
