// People with browsers of their own. Whatever a browser complains of, and whatever leaves the host, is a fault of the page.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';

const FLAGS = [
    '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync',
];
const PROGRAM = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** The six languages. */
export const LANGUAGES = ['en', 'es', 'ru', 'pt', 'ko', 'kk'];

/** Everybody's browsers. */
export class People {
    static async gather(site) {
        const people = new People();
        people.site = site;
        people.browser = await chromium.launch({
            executablePath: PROGRAM, headless: true, chromiumSandbox: false, args: FLAGS,
        });
        people.faults = [];
        people.all = [];
        return people;
    }

    /** Somebody with a device of their own. */
    async person(name, { language = 'en', ...context } = {}) {
        const made = await this.browser.newContext({ locale: language, ...context });
        // What a browser's own window for printing looks like is not of the page.
        await made.addInitScript(() => { window.print = () => {}; });
        made.setDefaultTimeout(Number(process.env.KENES_PATIENCE ?? 60000));
        const page = await made.newPage();
        const person = new Person(this, name, made, page);
        this.all.push(person);
        return person;
    }

    async leave() {
        await this.browser.close();
    }
}

/** Somebody at a screen. Fields and clicks are counted, and an address that is typed in is one click. */
export class Person {
    constructor(people, name, context, page) {
        Object.assign(this, { people, name, context, page, fields: 0, clicks: 0, expected: [] });
        const { origin } = people.site;
        const fault = (text) => people.faults.push(`${name} at ${page.url()}: ${text}`);
        page.on('console', (message) => {
            if (message.type() !== 'error') return;
            if (this.expected.some((part) => message.text().includes(part))) return;
            fault(message.text());
        });
        page.on('pageerror', (error) => fault(String(error)));
        page.on('request', (request) => {
            const url = request.url();
            if (!url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:')) fault(`asked ${url}`);
        });
    }

    async go(path) {
        this.clicks += 1;
        return this.page.goto(path.startsWith('http') ? path : this.people.site.origin + path);
    }

    path() {
        return new URL(this.page.url()).pathname;
    }

    async fill(selector, text) {
        this.fields += 1;
        await this.page.fill(selector, text);
    }

    async choose(selector, value) {
        this.fields += 1;
        await this.page.selectOption(selector, value);
    }

    async tick(selector) {
        this.fields += 1;
        await this.page.check(selector);
    }

    /** A click that leads to another page, whose path is awaited where it is given. */
    async click(selector, wanted) {
        this.clicks += 1;
        const target = this.page.locator(selector).first();
        const before = this.page.url();
        await target.click().catch(async (error) => {
            throw new Error(`${this.name} does not find ${selector} at ${before}: ${await this.told()}`, { cause: error });
        });
        if (!wanted) return;
        try {
            await this.page.waitForURL((url) => wanted.test(url.pathname), { waitUntil: 'load' });
        } catch (error) {
            throw new Error(`${this.name}: ${selector} at ${before} led to ${this.page.url()}: ${await this.told()}`, { cause: error });
        }
    }

    /** Waits for a page that a script goes to. */
    async arrives(wanted) {
        await this.page.waitForURL((url) => wanted.test(url.pathname), { waitUntil: 'load' });
    }

    /** What the page says, shortly, for messages of tests. */
    async told() {
        const text = await this.page.locator('main').innerText().catch(() => '');
        return text.replaceAll(/\s+/g, ' ').slice(0, 1500);
    }

    /** Signs what is shown. */
    async sign(wanted) {
        await this.page.waitForSelector('[data-part=button]:not([disabled])').catch(async (error) => {
            throw new Error(`${this.name} cannot sign at ${this.page.url()}: ${await this.told()}`, { cause: error });
        });
        await this.click('[data-part=button]', wanted);
    }

    /** Comes back to the window: a page that waits for something looks at once whether it is there. */
    async returns() {
        await this.page.evaluate(() => dispatchEvent(new Event('focus')));
        await this.settles();
    }

    /** Waits until the page has done what it does. */
    async settles() {
        await this.page.waitForSelector('[data-guarding]:not([aria-busy=true])', { timeout: 60000 });
    }

    /** Puts the clock forward to the next date; not a click of a real council. */
    async forward() {
        const before = await this.page.evaluate(() => performance.timeOrigin);
        await this.page.locator('form[action$="/try/skip"] button').click();
        await this.page.waitForFunction((then) => performance.timeOrigin !== then && document.readyState === 'complete', before);
    }

    /** What axe finds. */
    async axe() {
        const found = await new AxeBuilder({ page: this.page }).analyze();
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.replaceAll(/\s+/g, ' ').slice(0, 90)).join(' | ')}`);
    }

    async shot(name) {
        if (process.env.KENES_SHOTS) await this.page.screenshot({ path: `${process.env.KENES_SHOTS}/${name}.png`, fullPage: true });
    }
}
