/** The browser of the tests: one Chromium for all files. Each test has a context of its own in it, as a visitor has who comes first. */
import { type Browser, chromium } from 'playwright-core';
import { sharedPart } from '../shared/parts.ts';

/** A connection to it, or `undefined` where no browser runs: then a line says what was tried. Closing ends the connection only. */
export async function openBrowser(): Promise<Browser | undefined> {
  const browser = await sharedPart('browser');
  if ('at' in browser) return chromium.connect(browser.at);
  console.warn(`SKIPPED: ${browser.missing}`);
  return undefined;
}
