// A headless Chromium, driven over a pipe with the DevTools protocol: nothing to install but
// Debian's package `chromium` and Node.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Browser {
    #process;
    #pending = new Map();
    #listeners = new Map();
    #next = 1;
    #rest = '';
    #profile = mkdtempSync(join(tmpdir(), 'desksim-chromium-'));

    constructor(program = process.env.CHROMIUM ?? 'chromium') {
        this.#process = spawn(program, [
            '--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe',
            '--no-first-run', '--disable-extensions', '--disable-background-networking',
            '--hide-scrollbars', `--user-data-dir=${this.#profile}`, 'about:blank',
        ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.#process.on('error', (error) => this.#fail(error));
        this.#process.on('exit', (code) => this.#fail(new Error(`chromium ended: ${code}`)));
        this.#process.stdio[4].on('data', (data) => this.#read(data));
        this.#process.stdio[3].on('error', (error) => this.#fail(error));
    }

    #fail(error) {
        for (const { reject } of this.#pending.values())
            reject(error);
        this.#pending.clear();
    }

    // Messages end in a NUL; one may come in several pieces.
    #read(data) {
        const messages = (this.#rest + data.toString()).split('\0');
        this.#rest = messages.pop();
        for (const text of messages)
            this.#take(JSON.parse(text));
    }

    #take(message) {
        if (message.id === undefined) {
            for (const listener of this.#listeners.get(message.method) ?? [])
                listener(message.params, message.sessionId);
            return;
        }
        const { resolve, reject } = this.#pending.get(message.id) ?? {};
        this.#pending.delete(message.id);
        if (message.error)
            reject?.(new Error(message.error.message));
        else
            resolve?.(message.result);
    }

    send(method, params = {}, sessionId = undefined) {
        const id = this.#next++;
        return new Promise((resolve, reject) => {
            this.#pending.set(id, { resolve, reject });
            this.#process.stdio[3].write(
                JSON.stringify({ id, method, params, sessionId }) + '\0');
        });
    }

    on(method, listener) {
        this.#listeners.set(method, [...(this.#listeners.get(method) ?? []), listener]);
    }

    // A tab of its own: { send, complaints, requests }.
    async open() {
        const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
        const { sessionId } =
            await this.send('Target.attachToTarget', { targetId, flatten: true });
        const tab = new Tab(this, sessionId, targetId);
        await tab.prepare();
        return tab;
    }

    async close() {
        await this.send('Browser.close').catch(() => {});
        await new Promise((resolve) => {
            if (this.#process.exitCode !== null)
                resolve();
            else
                this.#process.once('exit', resolve);
        });
        rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
    }
}

class Tab {
    complaints = []; // what stands in the console, exceptions, refused contents
    requests = [];   // every address that was asked for

    constructor(browser, sessionId, targetId) {
        this.browser = browser;
        this.sessionId = sessionId;
        this.targetId = targetId;
    }

    send(method, params) {
        return this.browser.send(method, params, this.sessionId);
    }

    #on(method, listener) {
        this.browser.on(method, (params, sessionId) => {
            if (sessionId === this.sessionId)
                listener(params);
        });
    }

    async prepare() {
        this.#on('Log.entryAdded', ({ entry }) => this.complaints.push(entry.text));
        this.#on('Runtime.consoleAPICalled', ({ args }) =>
            this.complaints.push(args.map((one) => one.value ?? one.description).join(' ')));
        this.#on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
            this.complaints.push(exceptionDetails.text));
        this.#on('Network.requestWillBeSent', ({ request }) =>
            this.requests.push(request.url));
        for (const domain of ['Log', 'Runtime', 'Network', 'Page'])
            await this.send(`${domain}.enable`);
    }

    async go(url) {
        const loaded = new Promise((resolve) => this.#on('Page.loadEventFired', resolve));
        const { errorText } = await this.send('Page.navigate', { url });
        if (errorText)
            throw new Error(`${url}: ${errorText}`);
        await loaded;
    }

    async size(width, height, scale = 1) {
        await this.send('Emulation.setDeviceMetricsOverride',
            { width, height, deviceScaleFactor: scale, mobile: width < 600 });
    }

    async colours(scheme) {
        await this.send('Emulation.setEmulatedMedia',
            { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    }

    // The value of an expression, awaited.
    async value(expression) {
        const { result, exceptionDetails } = await this.send('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails)
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }

    // PNG of a part of the page; `top` and `height` in CSS pixels.
    async picture(top, width, height) {
        const { data } = await this.send('Page.captureScreenshot', {
            format: 'png', captureBeyondViewport: true,
            clip: { x: 0, y: top, width, height, scale: 1 },
        });
        return Buffer.from(data, 'base64');
    }

    async close() {
        await this.browser.send('Target.closeTarget', { targetId: this.targetId });
    }
}
