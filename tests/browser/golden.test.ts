/** The same events and the same model make the same numbers in Chromium and in Node. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baselineFile, codebookRows, dyads, eventRows } from '../models/shipped.ts';
import { openBrowser } from './browser.ts';
import { type Computed, compute } from './goldenEntry.ts';

const browser = await openBrowser();

/** Engines may round exp and powers differently in the last digit; of 16 digits, 12 and more must agree. */
const RELATIVE = 1e-12;

describe.skipIf(browser === undefined)('Chromium and Node', () => {
  let page: Page;
  beforeAll(async () => {
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        minify: false,
        target: 'es2023',
        lib: {
          entry: fileURLToPath(new URL('goldenEntry.ts', import.meta.url)),
          formats: ['iife'],
          name: 'goldenEntry',
        },
      },
    });
    const [result] = Array.isArray(built) ? built : [built];
    if (!result || !('output' in result)) throw new Error('The bundle of the models was not made.');
    page = await browser!.newPage();
    // A declaration at the top of an evaluated script is global, as in a page.
    await page.addScriptTag({ content: result.output[0].code });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(dyads)('score and explain %s alike', async (dyad) => {
    const input = [dyad, eventRows.get(dyad)!, codebookRows, baselineFile()] as const;
    const here = compute(...input);
    const there = await page.evaluate<Computed>(`goldenEntry.compute(...${JSON.stringify(input)})`);
    expect(there.golden.model).toBe(here.golden.model); // the hash too
    expect(there.golden.points.map((point) => point.date)).toEqual(here.golden.points.map((point) => point.date));
    expect(furthest(there.tension, here.tension)).toBeLessThanOrEqual(RELATIVE);
    expect(furthest(there.shares, here.shares)).toBeLessThanOrEqual(RELATIVE);
    for (const field of ['tension', 'index', 'sd'] as const)
      expect(
        furthest(
          there.golden.points.map((point) => point[field]),
          here.golden.points.map((point) => point[field]),
        ),
      ).toBeLessThanOrEqual(RELATIVE);
  });
});

/** The largest difference, relative to the value where that is above 1. */
function furthest(there: readonly number[], here: readonly number[]): number {
  expect(there.length).toBe(here.length);
  return there.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - here[i]!) / Math.max(1, Math.abs(here[i]!))),
    0,
  );
}
