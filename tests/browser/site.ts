/** The built server with a database of its own, and pages that tell of every error. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Download, Page } from 'playwright-core';
import { sharedPlace } from '../shared/parts.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';

export class Site {
  readonly url: string;
  readonly token: string;
  readonly #dataDir: string;
  #process: ServerProcess;

  private constructor(dataDir: string, process: ServerProcess) {
    this.url = process.url;
    this.token = process.token;
    this.#dataDir = dataDir;
    this.#process = process;
  }

  /** Starts it on a copy of a folder where the shipped events are published already. @param settings that differ */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Site> {
    const dataDir = mkdtempSync(join(tmpdir(), 'tension-site-'));
    cpSync(await sharedPlace('served'), dataDir, { recursive: true });
    const site = new Site(dataDir, await startServer(dataDir, { settings }));
    await site.#process.ready();
    return site;
  }

  async json(path: string): Promise<unknown> {
    const response = await fetch(this.url + path);
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  async post(path: string, body?: string): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': 'text/csv' }) },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Ends the server, keeps its data. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }

  /** Starts it again at the same address. */
  async startAgain(): Promise<void> {
    this.#process = await startServer(this.#dataDir, { port: new URL(this.url).port });
    await this.#process.ready();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The bytes of a download. The browser may stand in another process, so it has no path here. */
export async function downloaded(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A page that collects what no page may do: errors, warnings of the console, breaches of the security policy, requests elsewhere. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: string[];
  close(): Promise<void>;
}

export async function openPage(
  browser: Browser,
  site: Pick<Site, 'url'>,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: site.url, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) faults.push(`request elsewhere: ${request.url()}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => faults.push(`security policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation');
      if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { page, faults, close: () => context.close() };
}

/** Waits until the dyad page has drawn its chart and explained it. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForSelector('.sum-check .check');
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.chart canvas');
    return canvas === null || canvas.width > 300;
  });
}
