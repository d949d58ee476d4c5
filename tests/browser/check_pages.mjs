// Opens pages in headless Chromium as people would: on a desk, on a phone, light and dark, on
// paper. Complains about console messages, requests, what does not fit, and what axe-core
// finds.
//
//   node check_pages.mjs AXE_JS OUT NAME=PAGE.html …
//
// AXE_JS is axe.min.js of axe-core; pictures of every page go to OUT, to be looked at.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from './chromium.mjs';

const [axePath, out, ...pages] = process.argv.slice(2);
const axe = readFileSync(axePath, 'utf8');
const widths = [1280, 390];
const pieceHeight = 1800;
let failures = 0;

function fail(page, what) {
    failures++;
    console.error(`${page}: ${what}`);
}

// What sticks out to the right without a box that scrolls, and cells whose text does not fit.
const findOverflow = `(() => {
    const wide = [];
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > room)
        wide.push('the page is ' + document.documentElement.scrollWidth + ' wide');
    for (const element of document.querySelectorAll('body *')) {
        if (element.closest('svg') || element.closest('.skip')) continue;
        const box = element.getBoundingClientRect();
        if (box.width > 0 && box.right > room + 1 && !element.closest('.scroll'))
            wide.push(element.tagName + ' ' + element.textContent.slice(0, 40));
        if (/^(TD|TH|DD|LI|P|PRE)$/.test(element.tagName) &&
            element.scrollWidth > element.clientWidth + 1)
            wide.push('overflowing ' + element.tagName + ' ' +
                      element.textContent.slice(0, 40));
    }
    return wide.slice(0, 5);
})()`;

// Contrast of two colours as WCAG has it.
const contrastFunction = `
    const light = (colour) => colour.match(/[0-9.]+/g).slice(0, 3)
        .map((part) => part / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const contrast = (one, other) => {
        const both = [light(one), light(other)].sort((a, b) => b - a);
        return (both[0] + 0.05) / (both[1] + 0.05);
    };`;

// Texts of a drawing that lie on one another, are too small on the screen, or too pale.
const findBadLabels = `(() => {
    ${contrastFunction}
    const bad = [];
    for (const svg of document.querySelectorAll('svg.plot')) {
        const texts = [...svg.querySelectorAll('text')].filter((one) => one.textContent.trim());
        const ground = getComputedStyle(svg.querySelector('rect')).fill;
        for (const one of texts)
            if (contrast(getComputedStyle(one).fill, ground) < 4.5)
                bad.push('pale: ' + one.textContent + ' ' + getComputedStyle(one).fill +
                         ' on ' + ground);
        const boxes = texts.map((one) => one.getBoundingClientRect());
        for (let i = 0; i < boxes.length; i++) {
            if (boxes[i].height < 9)
                bad.push('small: ' + texts[i].textContent + ' ' + boxes[i].height);
            for (let k = 0; k < i; k++) {
                const across = Math.min(boxes[i].right, boxes[k].right) -
                               Math.max(boxes[i].left, boxes[k].left);
                const down = Math.min(boxes[i].bottom, boxes[k].bottom) -
                             Math.max(boxes[i].top, boxes[k].top);
                if (across > 2 && down > boxes[i].height / 3)
                    bad.push('on one another: ' + texts[i].textContent + ' / ' +
                             texts[k].textContent);
            }
        }
    }
    return bad.slice(0, 5);
})()`;

async function look(tab, name, width, scheme) {
    const height = await tab.value('document.documentElement.scrollHeight');
    for (let top = 0, piece = 0; top < height; top += pieceHeight, piece++) {
        const picture = await tab.picture(top, width, Math.min(pieceHeight, height - top));
        writeFileSync(join(out, `${name}-${width}-${scheme}-${piece}.png`), picture);
    }
}

async function runAxe(tab, name) {
    await tab.value(axe + '; true');
    const found = await tab.value(`axe.run(document, { resultTypes: ['violations'] })
        .then((result) => result.violations.map((one) => one.id + ': ' + one.help + ' — ' +
              one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')))`);
    for (const violation of found)
        fail(name, `axe: ${violation}`);
}

// A4 in portrait with the page's margins: nothing can be scrolled there.
async function checkPaper(tab, name) {
    await tab.size(688, 1000);
    await tab.send('Emulation.setEmulatedMedia', { media: 'print' });
    for (const wide of await tab.value(`[...document.querySelectorAll('table, svg, pre')]
            .filter((one) => one.getBoundingClientRect().right > 689)
            .map((one) => one.tagName + ' ' + one.textContent.slice(0, 40))`))
        fail(`${name} on paper`, `does not fit: ${wide}`);
    const { data } = await tab.send('Page.printToPDF', { preferCSSPageSize: true });
    writeFileSync(join(out, `${name}.pdf`), Buffer.from(data, 'base64'));
}

async function check(browser, name, path) {
    const url = pathToFileURL(resolve(path)).href;
    const tab = await browser.open();
    for (const width of widths)
        for (const scheme of ['light', 'dark']) {
            await tab.size(width, 900);
            await tab.colours(scheme);
            await tab.go(url);
            for (const isOpen of [false, true]) {
                await tab.value(`document.querySelectorAll('details')
                    .forEach((one) => { one.open = ${isOpen}; })`);
                for (const wide of await tab.value(findOverflow))
                    fail(`${name} ${width} ${isOpen ? 'opened' : ''}`, `does not fit: ${wide}`);
            }
            for (const bad of await tab.value(findBadLabels))
                fail(`${name} ${width}`, `labels: ${bad}`);
            // Minutes for a page of hundreds of groups, so not in all four ways.
            if ((width === widths[0]) === (scheme === 'light'))
                await runAxe(tab, `${name} ${width} ${scheme}`);
            await tab.value(`document.querySelectorAll('details')
                .forEach((one) => { one.open = false; })`);
            await look(tab, name, width, scheme);
        }
    for (const complaint of tab.complaints)
        fail(name, `console: ${complaint}`);
    for (const request of tab.requests)
        if (request !== url && !request.startsWith('data:'))
            fail(name, `request: ${request}`);
    await checkPaper(tab, name);
    await tab.close();
}

mkdirSync(out, { recursive: true });
const browser = new Browser();
try {
    for (const page of pages) {
        const at = page.indexOf('=');
        await check(browser, page.slice(0, at), page.slice(at + 1));
        console.log(`looked at ${page.slice(0, at)}`);
    }
} finally {
    await browser.close();
}
console.log(`${pages.length} pages, ${failures} failures; pictures in ${out}`);
process.exit(failures === 0 ? 0 : 1);
