/** Going through a page by keyboard, as a person does who has no mouse. */
import type { Page } from 'playwright-core';

export interface Focused {
  readonly tag: string;
  readonly text: string;
  readonly href: string;
  readonly role: string;
  /** its name as it is read out: of its label, or its own */
  readonly name: string;
}

export function focus(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const labels =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
        ? element.labels
        : null;
    return {
      tag: element?.tagName ?? '',
      text: element?.textContent ?? '',
      href: element?.getAttribute('href') ?? '',
      role: element?.getAttribute('role') ?? '',
      name: element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent ?? '',
    };
  });
}

/** Presses Tab until the focus is where it should be, as a person does. */
export async function tabTo(page: Page, isThere: (focused: Focused) => boolean): Promise<void> {
  for (let press = 0; press < 160; press++) {
    if (isThere(await focus(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`160 presses of Tab did not reach it; the focus is at ${JSON.stringify(await focus(page))}.`);
}

/** Tabs to what has this name, and begins there. */
export const tabToName = (page: Page, name: string | RegExp): Promise<void> =>
  tabTo(page, (focused) => (typeof name === 'string' ? focused.name.trim() === name : name.test(focused.name.trim())));

export async function typeInto(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabToName(page, name);
  await page.keyboard.type(text);
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabToName(page, name);
  await page.keyboard.press('Enter');
}
