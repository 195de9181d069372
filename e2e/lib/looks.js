// What a page looks like: how large what one reads and touches is, and what of it is printed.

/** The least size of what one touches, in pixels, and of what one reads. */
const TOUCHED = 44;
const READ = 16;
/** Of the text of a page itself. */
const BODY = 18;

/** What is smaller than a finger, a line each. Links within sentences may be (WCAG 2.5.8), and what only a keyboard reaches. */
export function small(person) {
    return person.page.evaluate((least) => {
        const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('svg, .skip, .hidden');
        // A link is within a sentence where other text stands beside it in the same block.
        const sentence = (link) => {
            const block = link.closest('p, li, dd, td, th, h1, h2, h3, h4');
            const rest = block && [...block.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.data));
            return getComputedStyle(link).display === 'inline' && Boolean(rest);
        };
        const touched = (element) => (element.matches('input[type=radio], input[type=checkbox]') ? element.closest('label') ?? element : element);
        const found = [];
        for (const element of document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')) {
            if (!shown(element) || (element.matches('a') && sentence(element)) || element.closest('.brand')) continue;
            const { width, height } = touched(element).getBoundingClientRect();
            if (height < least - 0.5 || width < (element.matches('a') ? 24 : least) - 0.5) {
                found.push(`${element.tagName.toLowerCase()} “${(element.textContent || element.id).trim().slice(0, 40)}” ${Math.round(width)}×${Math.round(height)}`);
            }
        }
        return found;
    }, TOUCHED);
}

/** Text that is too small to read, a line each: of the page itself, and of anything in it. Words in a drawing stand in a table too. */
export function fine(person) {
    return person.page.evaluate(([least, body]) => {
        const size = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
        const found = new Set();
        for (const element of [document.body, ...document.querySelectorAll('main > p:not([class])')]) {
            if (size(element) < body) found.add(`${element.tagName.toLowerCase()} ${size(element)} px`);
        }
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || element.closest('svg, script, style, template, noscript')) continue;
            if (element.checkVisibility() && size(element) < least) {
                found.add(`${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 40)}” ${size(element)} px`);
            }
        }
        return [...found];
    }, [READ, BODY]);
}

/** Both of pages, on a phone. */
export async function misfits(person, paths) {
    const found = [];
    for (const path of paths) {
        await person.go(path);
        await person.page.waitForTimeout(60);
        for (const fault of [...await small(person), ...await fine(person)]) found.push(`${path.replaceAll(/[0-9a-f]{64}/g, '…')}: ${fault}`);
    }
    return found;
}

/** What of this page would be printed though nobody can press or fill in paper; and that there is something to print. */
export async function printed(person) {
    await person.page.emulateMedia({ media: 'print' });
    const found = await person.page.$$eval('a.button, button, form, input, select, textarea, nav, footer, .skip', (all) => (
        all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))));
    const pdf = await person.page.pdf();
    if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-')) || pdf.length < 4000) found.push(`a file of ${pdf.length} bytes`);
    await person.page.emulateMedia({ media: null });
    return found;
}
