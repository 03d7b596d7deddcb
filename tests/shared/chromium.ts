/**
 * A real browser for the tests: the Chromium of @sparticuz/chromium (Linux; an npm package, nothing is downloaded), else an
 * installed Chrome: `CHROME_PATH`, or one of the places where it usually stands. Where neither runs, the tests skip and say why.
 */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import bundled from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { messageOf } from '../../models/errorMessage.ts';

/** Fewer than the package suggests: it is made for a sandbox of one process, and would switch off the security policy that we test. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env['PROGRAMFILES']}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)']}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['LOCALAPPDATA']}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** Starts a browser that takes connections, or says why none runs here. */
export async function serveChromium(): Promise<{ at: string; stop(): Promise<void> } | { missing: string }> {
  const tried: string[] = [];
  for (const find of [bundledPath, chosenPath, installedPath]) {
    const path = await find().catch((error: unknown) => void tried.push(firstLine(error)));
    if (path === undefined) continue;
    try {
      const server = await chromium.launchServer({ executablePath: path, args: ARGUMENTS, host: '127.0.0.1' });
      return { at: server.wsEndpoint(), stop: () => server.close() };
    } catch (error) {
      tried.push(`${path}: ${firstLine(error)}`);
    }
  }
  return {
    missing: `No browser runs here, so the browser tests are skipped. Set CHROME_PATH to a Chrome or Chromium to run them. Tried: ${tried.join('; ') || 'the usual places'}.`,
  };
}

async function bundledPath(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.env['CHROME_PATH'] !== undefined) return undefined;
  return oneAtATime(() => bundled.executablePath());
}

async function chosenPath(): Promise<string | undefined> {
  return process.env['CHROME_PATH'];
}

async function installedPath(): Promise<string | undefined> {
  return INSTALLED.find((path) => existsSync(path));
}

const firstLine = (error: unknown): string => messageOf(error).split('\n')[0]!;

/** Unpacking takes seconds, and a half-written file looks like a finished one to the next test process: so one at a time. */
async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const lock = join(tmpdir(), 'tension-chromium.lock');
  const giveUp = Date.now() + 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // A lock this old was left by a process that was ended.
      const isOld = existsSync(lock) && Date.now() - statSync(lock, { throwIfNoEntry: false })!.mtimeMs > 45_000;
      if (isOld || Date.now() > giveUp) rmSync(lock, { recursive: true, force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
