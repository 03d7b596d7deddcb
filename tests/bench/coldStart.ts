/** From a fresh clone to the first drawn chart, step by step; and from a built project, against the least that any server and page need. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { median } from 'simple-statistics';
import { projectRoot } from '../../server/projectRoot.ts';
import { openBrowser } from '../browser/browser.ts';
import { Site } from '../browser/site.ts';
import { whole } from './measure.ts';

export const name = 'coldStart: from npm start to a drawn chart (KOR-RUS)';

const ROUNDS = 3;
/** The chart's canvas has ink on it: not only a place on the page. Runs in the page. */
function isDrawn(): boolean {
  const canvas = document.querySelector('canvas');
  if (!canvas || canvas.width === 0) return false;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 4) colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
  return colours.size > 20;
}

export async function bench(print: (line: string) => void): Promise<void> {
  const browser = await openBrowser();
  if (!browser) return;
  try {
    const ours: number[] = [];
    const least: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      least.push(await leastMs(browser));
      ours.push(await oursMs(browser));
    }
    print(`built project, empty database: import, roll-up, page, chart ${whole(median(ours))} ms`);
    print(
      `the least (an empty process, an empty page) ${whole(median(least))} ms; ratio ${(median(ours) / median(least)).toFixed(1)}`,
    );
  } finally {
    await browser.close();
  }
  freshClone(print);
}

/** Starts the server on an empty database, waits for the first roll-up, opens the page and waits for ink. */
async function oursMs(browser: Browser): Promise<number> {
  const begun = performance.now();
  const site = await Site.open();
  try {
    const page = await browser.newPage();
    await page.goto(`${site.url}/d/KOR-RUS`);
    await page.waitForFunction(isDrawn);
    const ms = performance.now() - begun;
    await page.close();
    return ms;
  } finally {
    await site.close();
  }
}

/** A Node process that does nothing, and a page with one canvas that is filled. */
async function leastMs(browser: Browser): Promise<number> {
  const server = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html').end('<canvas id="c"></canvas>'),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const begun = performance.now();
  spawnSync(process.execPath, ['-e', '']);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  await page.waitForFunction(() => {
    document.querySelector('canvas')!.getContext('2d')!.fillRect(0, 0, 9, 9);
    return true;
  });
  const ms = performance.now() - begun;
  await page.close();
  server.close();
  return ms;
}

/** What a newcomer waits for once: packages and build, from a clone of the last commit. */
function freshClone(print: (line: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tension-clone-'));
  const step = (label: string, command: string, args: string[], cwd: string): number => {
    const begun = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${label} failed: ${stderr}`);
    return performance.now() - begun;
  };
  try {
    step('git clone', 'git', ['clone', '-q', projectRoot(), folder], tmpdir());
    const installMs = step(
      'npm ci',
      'npm',
      ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
      folder,
    );
    const buildMs = step('npm run build', 'npm', ['run', '-s', 'build'], folder);
    print(
      `once, on a fresh clone: npm ci ${whole(installMs)} ms, build ${whole(buildMs)} ms; build / install ${(buildMs / installMs).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
