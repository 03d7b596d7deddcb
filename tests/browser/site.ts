/** The built server on a free port with a database of its own, and pages that tell of every error. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';

const root = projectRoot();

export class Site {
  readonly url: string;
  readonly token: string;
  readonly #dataDir: string;
  #process: ChildProcess;

  private constructor(url: string, token: string, dataDir: string, process: ChildProcess) {
    this.url = url;
    this.token = token;
    this.#dataDir = dataDir;
    this.#process = process;
  }

  /** Starts it and waits until the first roll-up is published. */
  static async open(): Promise<Site> {
    const dataDir = mkdtempSync(join(tmpdir(), 'tension-site-'));
    const { url, token, process } = await start(dataDir, '0');
    const site = new Site(url, token, dataDir, process);
    await site.#ready();
    return site;
  }

  async #ready(): Promise<void> {
    for (let wait = 0; wait < 300; wait++) {
      const response = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (response?.status === 200) return;
      await sleep(100);
    }
    throw new Error(`The server at ${this.url} was not ready within 30 s.`);
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
    const child = this.#process;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 8000);
    await ended;
    clearTimeout(patience);
  }

  /** Starts it again at the same address. */
  async startAgain(): Promise<void> {
    ({ process: this.#process } = await start(this.#dataDir, new URL(this.url).port));
    await this.#ready();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function start(dataDir: string, port: string): Promise<{ url: string; token: string; process: ChildProcess }> {
  const main = join(root, 'dist/server/main.js');
  if (!existsSync(main) || !existsSync(join(root, 'dist/pages/index.html')))
    throw new Error('The server is not built: run "npm run build" first ("npm test" does).');
  // No schedule within the test, and no database but its own.
  const { DATABASE_URL: _, PUBLIC_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: root,
    env: { ...inherited, HOST: '127.0.0.1', PORT: port, DATA_DIR: dataDir, ROLLUP_CRON: '0 0 1 1 *' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const address = new Promise<{ url: string; token: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      const found = /(http:\/\/\S+?)\/#token=(\S+)/.exec(line);
      if (found) resolve({ url: found[1]!, token: found[2]! });
    });
    child.once('exit', (code) =>
      reject(new Error(`The server ended with code ${code} before it listened:\n${said.join('\n')}`)),
    );
  });
  return { ...(await address), process: child };
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
