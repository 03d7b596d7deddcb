/** The desk in a real browser: how much its drafting weighs on the way, and how long it reads an article of 1,000 words. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { median, quantile } from 'simple-statistics';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, TOKEN } from '../api/testServer.ts';
import { openBrowser } from '../browser/browser.ts';

export const name = 'desk: weight of drafting, and an article of 1,000 words';

const WORDS = 1000;
const READINGS = 15;

/** Eleven sentences of a report, told again with other days until they are 1,000 words. */
const SENTENCES = [
  'South Korea imposed sanctions on three Russian shipping companies on Wednesday over deliveries of arms.',
  "Russia summoned South Korea's ambassador in Moscow on Thursday to protest against the measures.",
  'The Russian foreign ministry condemned the move as unfriendly and said that it would answer.',
  'Officials in Seoul declined to comment on what further steps the government was considering.',
  'Experts said that relations, which had been friendly for three decades, could become worse still.',
  'North Korean leader Kim Jong-un visited Russia last year and met President Vladimir Putin.',
  'On March 28, Russia vetoed a resolution that would have extended the mandate of a panel of experts.',
  'The United States and Japan welcomed the decision, and China called for restraint on all sides.',
  'Trade between the two countries fell by a third, the customs service said in a report on Monday.',
  'Japan and South Korea agreed to hold talks on security in Tokyo later this month.',
  'Analysts had expected Moscow to wait for the outcome of the elections before it acted.',
];

function article(): string {
  const told: string[] = ['Published April 8, 2024', ''];
  for (let i = 0, words = 0; words < WORDS; i++) {
    const sentence = SENTENCES[i % SENTENCES.length]!;
    told.push(sentence, '');
    words += sentence.split(' ').length;
  }
  return told.join('\n');
}

export async function bench(print: (line: string) => void): Promise<void> {
  const clientDir = join(projectRoot(), 'dist/pages');
  if (!existsSync(join(clientDir, 'index.html'))) spawnSync('npm', ['run', '-s', 'build'], { cwd: projectRoot() });
  const browser = await openBrowser();
  if (!browser) return print('skipped: no browser runs here');
  const server = await startTestServer({ clientDir });
  try {
    const page = await (await browser.newContext({ baseURL: server.url })).newPage();
    await page.goto('/method');
    await page.locator('main h1').waitFor();
    const known = new Set(await resources());
    await page.goto(`/desk#token=${TOKEN}`);
    const field = page.locator('#desk-paste');
    await field.waitFor();
    await field.fill(article());
    await page.locator('.desk-row').first().waitFor({ timeout: 60_000 });
    let sum = 0;
    for (const url of [...new Set(await resources())].filter((one) => !known.has(one) && !one.includes('woff2'))) {
      const compressed = gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
      sum += compressed;
      if (compressed > 10_000) print(`${(compressed / 1024).toFixed(0).padStart(6)} KiB  ${new URL(url).pathname}`);
    }
    print(`${(sum / 1024).toFixed(0).padStart(6)} KiB  all that the desk loads more than another page, compressed`);
    // Each reading is asked for by a change of the text; the first warms up what is read once.
    await page.getByRole('button', { name: 'Change the text' }).click();
    const text = page.locator('.desk-text textarea');
    for (let reading = 0; reading < READINGS; reading++) {
      const before = await measured();
      await text.press('End');
      await text.pressSequentially(' ');
      await page.waitForFunction((n) => performance.getEntriesByName('desk: drafted').length > n, before.length);
    }
    const times = (await measured()).slice(2);
    print(
      `${WORDS} words: median ${median(times).toFixed(1)} ms, 95% ${quantile(times, 0.95).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms`,
    );

    async function measured(): Promise<number[]> {
      return page.evaluate(() => performance.getEntriesByName('desk: drafted').map(({ duration }) => duration));
    }
    async function resources(): Promise<string[]> {
      const ofWorkers = page.workers().map((worker) => worker.url());
      const ofPage = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map((entry) => entry.name)
          .filter((url) => url.includes('/assets/') || url.endsWith('/dictionary') || url.endsWith('/names')),
      );
      return [...ofPage, ...ofWorkers];
    }
  } finally {
    await server.close();
    await browser.close();
  }
}
