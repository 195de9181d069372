// What holds for every page in every language: axe finds nothing, and at 200 % nothing is cut off to the side.

import { LANGUAGES } from './people.js';

/** A screen of 1280 px at 200 %. */
const ZOOMED = { width: 640, height: 512 };
const USUAL = { width: 1280, height: 1024 };

/** What is wrong with pages, each in each language; one line each. */
export async function faults(person, paths, languages = LANGUAGES) {
    const found = new Map();
    for (const path of paths) {
        for (const language of languages) {
            const address = `/${language}${path}`;
            const response = await person.go(address);
            const say = (text) => found.set(`${path}: ${text}`, [...(found.get(`${path}: ${text}`) ?? []), language]);
            if (response.status() >= 400 && !path.includes('nowhere')) say(`status ${response.status()}`);
            await person.page.waitForTimeout(60);
            for (const violation of await person.axe()) say(violation.replace(/\/(en|es|ru|pt|ko|kk)\//g, '/'));
            const lang = await person.page.locator('html').getAttribute('lang');
            if (lang !== language) say(`lang is ${lang}`);
            const text = await person.page.locator('body').innerText();
            const raw = text.match(/\b(web|audit|count)-[a-z]+(-[a-z]+)*\b/);
            if (raw) say(`a message is missing: ${raw[0]}`);
            await person.page.setViewportSize(ZOOMED);
            const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            if (wide > 0) say(`${wide} px too wide at 200 %`);
            await person.page.setViewportSize(USUAL);
        }
    }
    return [...found].map(([what, where]) => `${where.join(' ')} ${what.replaceAll(/[0-9a-f]{64}/g, '…')}`);
}
