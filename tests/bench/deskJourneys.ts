/** The desk by keyboard, from the text to the line: what the program takes of each part, and how often a person presses a key in it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { en } from '../../client/words/en/index.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, TOKEN } from '../api/testServer.ts';
import { openBrowser } from '../browser/browser.ts';
import { focus } from '../browser/keyboard.ts';

export const name = 'desk: an article of five acts, and a single act by the form, by keyboard';

const ARTICLE = [
  'Published November 20, 2026',
  'South Korea imposed sanctions on three Russian shipping companies on Tuesday over deliveries of arms.',
  "Russia summoned South Korea's ambassador in Moscow on Wednesday to protest against the measures.",
  "The Russian foreign ministry condemned South Korea's move on Thursday as unfriendly.",
  'On November 16, Russia expelled two South Korean diplomats.',
  'On November 13, Russian Foreign Minister Sergey Lavrov met South Korean Foreign Minister Cho Hyun in Kuala Lumpur.',
].join('\n\n');
const ACTS = 5;

/** Keys as a person presses them, with the time since the last part ended. */
class Hands {
  #presses = 0;
  #characters = 0;
  #began = performance.now();
  readonly #page: Page;
  readonly #print: (line: string) => void;
  #seconds = 0;
  #allPresses = 0;

  constructor(page: Page, print: (line: string) => void) {
    this.#page = page;
    this.#print = print;
  }
  async press(key: string): Promise<void> {
    this.#presses++;
    await this.#page.keyboard.press(key);
  }
  async type(text: string): Promise<void> {
    this.#characters += text.length;
    await this.#page.keyboard.type(text);
  }
  /** Tab by Tab to what has this name. */
  async tabTo(label: string): Promise<void> {
    while (!(await focus(this.#page)).name.startsWith(label)) {
      if (this.#presses > 300) throw new Error(`No Tab leads to "${label}".`);
      await this.press('Tab');
    }
  }
  part(what: string): void {
    const seconds = (performance.now() - this.#began) / 1000;
    this.#print(
      `${seconds.toFixed(2).padStart(6)} s  ${String(this.#presses).padStart(3)} keys  ${String(this.#characters).padStart(3)} letters  ${what}`,
    );
    this.#seconds += seconds;
    this.#allPresses += this.#presses;
    this.#presses = this.#characters = 0;
    this.#began = performance.now();
  }
  sum(what: string): void {
    this.#print(
      `${this.#seconds.toFixed(2).padStart(6)} s  ${String(this.#allPresses).padStart(3)} keys  in all: ${what}`,
    );
  }
}

export async function bench(print: (line: string) => void): Promise<void> {
  const clientDir = join(projectRoot(), 'dist/pages');
  if (!existsSync(join(clientDir, 'index.html'))) spawnSync('npm', ['run', '-s', 'build'], { cwd: projectRoot() });
  const browser = await openBrowser();
  if (!browser) return print('skipped: no browser runs here');
  const server = await startTestServer({ clientDir });
  try {
    const context = await browser.newContext({
      baseURL: server.url,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(`/desk#token=${TOKEN}`);
    await page.locator('#desk-paste').waitFor();
    await page.evaluate((text) => navigator.clipboard.writeText(text), ARTICLE);
    await article(page, new Hands(page, print));
    await page.goto('/desk/act');
    await page.locator('main form').waitFor();
    await singleAct(page, new Hands(page, print));
  } finally {
    await server.close();
    await browser.close();
  }
}

async function article(page: Page, hands: Hands): Promise<void> {
  const { desk, actForm } = en;
  await hands.press('Control+V');
  await page.locator('.desk-column-head', { hasText: desk.found(ACTS, 0) }).waitFor();
  await page.locator('.desk-act.is-current .desk-row:focus').waitFor();
  hands.part(`pasted, read and drafted: ${ACTS} acts`);
  await hands.press('e');
  await page.locator('.desk-act.is-current .act-form').waitFor();
  await hands.tabTo(actForm.fields.summary);
  await hands.press('Control+A');
  await hands.type('South Korea lists three Russian shipping companies');
  await hands.press('Escape');
  hands.part('one sentence corrected');
  for (let accepted = 0; accepted < ACTS; accepted++) {
    await hands.press('3');
    await hands.press('Enter');
    if (accepted === 0) {
      // The source is asked for once for the whole text.
      await page.locator('[data-source] input:focus').waitFor();
      await hands.type('The Seoul Herald');
      await hands.press('Enter');
      await hands.press('Enter');
    }
    await page.locator('.desk-bar', { hasText: desk.bar(accepted + 1, 0, ACTS - accepted - 1) }).waitFor();
  }
  hands.part('severities given, all accepted');
  await hands.press('Control+Enter');
  await page.locator('.coder-field input:focus').waitFor();
  await hands.type('Kim');
  await hands.press('Control+Enter');
  await page.getByText(desk.recorded(ACTS)).waitFor();
  hands.part('recorded, the name given once');
  await page.getByText(desk.boardMoved).waitFor();
  hands.part('until the board has moved');
  hands.sum(`an article of ${ACTS} acts`);
}

async function singleAct(page: Page, hands: Hands): Promise<void> {
  const { actForm, writing } = en;
  const fields: readonly (readonly [label: string, text: string])[] = [
    [actForm.fields.date, '2026-10-02'],
    [actForm.fields.actor, 'South Korea'],
    [actForm.fields.target, 'Russia'],
    [actForm.fields.type, 'Protest'],
  ];
  for (const [label, text] of fields) {
    await hands.tabTo(label);
    await hands.type(text);
  }
  hands.part('date, states and type');
  await hands.tabTo('1');
  await hands.press('ArrowDown');
  await hands.press('ArrowDown');
  await page.locator('.act-effect', { hasText: '→' }).waitFor();
  hands.part('severity, and what it does to the line');
  await hands.tabTo(actForm.fields.summary);
  await hands.type('Seoul hands Moscow a note of protest over a flight near its coast.');
  await hands.tabTo(actForm.fields.sourceName);
  await hands.type('Yonhap');
  hands.part('sentence and source');
  await hands.press('Control+Enter');
  await page.getByRole('button', { name: writing.another }).waitFor();
  hands.part('recorded');
  hands.sum('a single act');
}
