/** The page of alerts: from the board to a rule by mail, what it does and would have done, and what others may not. */
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import type { AlertReplay } from '../../models/contract/alertReplay.ts';
import type { AlertChannelEntry, AlertRuleEntry } from '../../models/contract/alerts.ts';
import { startReceiver, withStatus } from '../alerts/receivers.ts';
import { CSV_HEADER, eventRow } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { press, tabToName, typeInto } from './keyboard.ts';
import { drawn, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 760 }, hasTouch: true },
};

describe.skipIf(browser === undefined)('alerts', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open({
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'tension@example.org',
      ALERT_PRIVATE_HOSTS: '127.0.0.1',
    });
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site, options);
    await watched.page.goto(`${path}#token=${site.token}`);
    return watched;
  };
  const finish = async ({ faults, close }: WatchedPage, expected = /^$/): Promise<void> => {
    expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
    await close();
  };
  const ruleOf = async (name: string): Promise<AlertRuleEntry['rule'] | undefined> => {
    const response = await fetch(`${site.url}/api/v1/alerts/rules`, {
      headers: { authorization: `Bearer ${site.token}` },
    });
    const { rules } = (await response.json()) as { rules: AlertRuleEntry[] };
    return rules.find(({ rule }) => rule.name === name)?.rule;
  };

  it('lead from the board to “mail me when South Korea – Russia turns”, by keyboard', async () => {
    const watched = await open('/');
    const { page } = watched;
    await page.waitForSelector('.board');
    await press(page, en.alertPage.tellMeOf('KOR-RUS'));
    await page.waitForSelector('.alert-replay table');
    await typeInto(page, en.alertForm.email, 'Analyst.One@example.org');
    await page
      .locator('.alert-form .act-effect')
      .getByText('the flag of South Korea – Russia is raised or turns, an alert goes out by Analyst.One@example.org')
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(en.alertForm.saved('turned-kor-rus', false)).waitFor();
    expect(await ruleOf('turned-kor-rus')).toMatchObject({
      dyads: ['KOR-RUS'],
      when: { kind: 'flag', to: ['deteriorated', 'improved'] },
      clearDays: 7,
      channels: ['mail-analyst-one-example-org'],
      language: 'en',
    });
    const kept = page.locator('#rule-turned-kor-rus');
    await kept.getByText('an alert goes out by mail-analyst-one-example-org').waitFor();
    await page.locator('section', { hasText: en.alertChannels.heading }).getByText('Analyst.One@example.org').waitFor();

    // The same address is the same channel.
    await page.goto('/alerts?dyad=CHN-USA&like=turned');
    await page.waitForSelector('.alert-replay table');
    await typeInto(page, en.alertForm.email, 'Analyst.One@example.org');
    await page.keyboard.press('Enter');
    await page.getByText(en.alertForm.saved('turned-chn-usa', false)).waitFor();
    expect((await ruleOf('turned-chn-usa'))?.channels).toEqual(['mail-analyst-one-example-org']);
    await finish(watched);
  });

  it('say what a rule of any kind does and when it would have told, and name what is wrong', async () => {
    const watched = await open('/alerts');
    const { page } = watched;
    await press(page, en.alertPage.newRule);
    await typeInto(page, en.alertForm.add, 'Russia');
    await page.getByRole('option', { name: 'South Korea – Russia' }).waitFor();
    await page.keyboard.type(' KOR');
    await page.keyboard.press('Enter');
    const sentence = page.locator('.alert-form .act-effect');
    await sentence.getByText('the flag of South Korea – Russia').waitFor();
    await tabToName(page, en.alertForm.kind);
    for (const kind of ['change', 'level', 'percentile', 'step', 'act', 'sides', 'not-looked'] as const) {
      const asked = page.waitForResponse(
        (response) =>
          response.url().endsWith('/alerts/replay') &&
          response.request().postData()?.includes(`"kind":"${kind}"`) === true,
      );
      await page.getByLabel(en.alertForm.kind, { exact: true }).selectOption(kind);
      const { rules } = (await (await asked).json()) as AlertReplay;
      const [{ told }] = rules as [AlertReplay['rules'][number]];
      if (told === 0) await page.getByText(en.alertReplay.none).waitFor();
      else await page.locator('.alert-replay').getByText(`${told} time`).waitFor();
      expect(await sentence.textContent()).not.toContain('…');
    }
    await page.getByLabel(en.alertForm.kind, { exact: true }).selectOption('change');
    const points = page.getByLabel(en.alertForm.fields.points);
    await points.fill('many');
    await page.locator('.alert-form .notice').getByText('rule.when.points').waitFor();
    await points.fill('6');
    await page.waitForSelector('.alert-replay[aria-busy="false"]');
    await page.getByText(en.alertForm.more, { exact: true }).click();
    await page.getByLabel(en.alertForm.name, { exact: true }).fill('six');
    await page.getByLabel(en.alertForm.title, { exact: true }).fill('Six points in a week');
    await page.getByLabel(en.alertForm.holdDays).fill('zero');
    await press(page, en.alertForm.save);
    await page.locator('[aria-invalid="true"]').waitFor();
    await page.getByLabel(en.alertForm.holdDays).fill('2');
    await press(page, en.alertForm.save);
    await page.getByText(en.alertForm.saved('six', false)).waitFor();
    expect(await ruleOf('six')).toMatchObject({
      title: 'Six points in a week',
      when: { kind: 'change', days: 7, points: 6, direction: 'either' },
      holdDays: 2,
    });

    const six = page.locator('#rule-six');
    await press(page, en.alertPage.silenceOf('Six points in a week'));
    await six.getByLabel(en.alertPage.silenceUntil).fill('2999-12-31');
    await press(page, en.alertPage.silenceNow);
    await six.getByText(en.alertPage.silentUntil('31 Dec 2999')).waitFor();
    await press(page, en.alertPage.removeOf('Six points in a week'));
    await press(page, en.alertPage.removeSure);
    await six.waitFor({ state: 'detached' });
    expect(await ruleOf('six')).toBeUndefined();
    await finish(watched, /status of (400|422)/);
  });

  it('stand on the line of a dyad, where a rule would have told, when somebody asks for them', async () => {
    const watched = await openPage(browser!, site);
    const { page } = watched;
    await page.goto('/d/KOR-RUS?from=2022-01-01&to=2022-06-30');
    await drawn(page);
    expect(await page.locator('.told-note').count()).toBe(0);
    await press(page, en.alertReplay.onLine);
    const note = page.locator('.told-note');
    await note.getByText(en.alertReplay.onLineDays(['28 Feb 2022'])).waitFor();
    await note.getByLabel(en.alertReplay.onLineRule).selectOption('gravest');
    await page.waitForFunction(() => new URL(window.location.href).searchParams.get('told') === 'gravest');
    await note.getByText(en.alertReplay.onLineDays(['28 Feb 2022'])).waitFor({ state: 'detached' });
    await finish(watched);
  });

  it('show whoever may not write what a rule would do, and why she cannot keep it', async () => {
    const watched = await openPage(browser!, site, { locale: 'ko-KR' });
    const { page } = watched;
    await page.goto('/alerts?dyad=KOR-RUS&like=turned');
    await page.waitForSelector('.alert-replay table');
    await page.getByText(ko.alertPage.byToken).waitFor();
    await page.getByText(ko.alertPage.coderByToken).waitFor();
    // She is not told the channels, so nothing is said of who is told.
    await page.getByText(ko.alertRule.tells('', undefined)).first().waitFor();
    expect(await page.getByText(ko.alertRule.tells('', []).trim()).count()).toBe(0);
    expect(await page.getByRole('button', { name: ko.alertForm.save }).count()).toBe(0);
    expect(await page.locator('.alert-rules button').count()).toBe(0);
    await finish(watched);
  });

  it.each(Object.entries(LOOKS))('look right in %s, with a channel and its state', async (_, look) => {
    const watched = await open('/alerts?new=1', look);
    const { page } = watched;
    await page.locator('section', { hasText: en.alertChannels.heading }).locator('table').waitFor();
    await press(page, en.alertChannels.add);
    const { violations } = await inspect(page);
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)).toEqual([]);
    expect(await wider(page)).toEqual([]);
    await finish(watched);
  });

  it('keep the morning brief of a channel, which the page sets and changes', async () => {
    const headers = { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' };
    const list = { name: 'moscow', title: 'Moscow', shared: true, dyads: ['KOR-RUS'] };
    const shared = await fetch(`${site.url}/api/v1/lists`, { method: 'POST', headers, body: JSON.stringify(list) });
    expect(shared.status).toBe(201);
    const channel = async (name: string): Promise<AlertChannelEntry | undefined> => {
      const response = await fetch(`${site.url}/api/v1/alerts/channels`, { headers });
      const { channels } = (await response.json()) as { channels: AlertChannelEntry[] };
      return channels.find((one) => one.name === name);
    };
    const wording = en.alertChannels;
    const watched = await open('/alerts');
    const { page } = watched;
    await press(page, wording.add);
    const form = page.getByRole('form', { name: wording.add });
    await form.getByLabel(wording.name, { exact: true }).fill('morning');
    await form.getByLabel(wording.to, { exact: true }).fill('one@example.org');
    await form.getByLabel(wording.digestEvery).selectOption('week');
    await form.getByLabel(wording.digestHour, { exact: true }).selectOption('06:00');
    await form.getByLabel(en.alertForm.zone).fill('Nowhere');
    await form.getByLabel(en.alertForm.dyads).selectOption('moscow');
    await press(page, wording.save);
    await form.getByText('is no time zone that is known').waitFor();
    await form.getByLabel(en.alertForm.zone).fill('Asia/Seoul');
    await press(page, wording.save);
    await page.getByText(wording.digestAt('week', '06:00', 'Asia/Seoul')).waitFor();
    const digest = { every: 'week', hour: 6, timeZone: 'Asia/Seoul', list: 'moscow', language: 'en' };
    expect(await channel('morning')).toMatchObject({ to: ['one@example.org'], digest });

    // Who changes the address alone, or adds a channel of the name once more, leaves the brief as it is.
    await press(page, wording.changeOf('morning'));
    const change = page.getByRole('form', { name: wording.changeOf('morning') });
    await change.getByLabel(wording.to, { exact: true }).fill('one@example.org, two@example.org');
    await press(page, wording.save);
    await change.waitFor({ state: 'detached' });
    expect(await channel('morning')).toMatchObject({ to: ['one@example.org', 'two@example.org'], digest });
    await press(page, wording.add);
    await form.getByLabel(wording.name, { exact: true }).fill('morning');
    await form.getByText(wording.replaces('morning')).waitFor();
    await form.getByLabel(wording.to, { exact: true }).fill('two@example.org');
    await press(page, wording.save);
    await form.waitFor({ state: 'detached' });
    expect(await channel('morning')).toMatchObject({ to: ['two@example.org'], digest });
    await press(page, wording.changeOf('morning'));
    await change.getByLabel(wording.digestEvery).selectOption('never');
    await press(page, wording.save);
    await change.waitFor({ state: 'detached' });
    expect((await channel('morning'))?.digest).toBeNull();
    await finish(watched, /status of 422/);
  });

  it('that a channel gave up stand on the page of operations, and go again by a button', async () => {
    const receiver = await startReceiver();
    receiver.answer(withStatus(410));
    const keep = async (path: string, body: object): Promise<void> => {
      const response = await fetch(`${site.url}/api/v1/alerts/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect([path, response.status]).toEqual([path, 201]);
    };
    const channel = { name: 'gone', kind: 'webhook', url: receiver.url };
    await keep('channels', channel);
    const rule = { name: 'acts', title: 'An act', dyads: ['FRA-IRN'], when: { kind: 'act' }, channels: ['gone'] };
    await keep('rules', rule);
    const today = new Date().toISOString().slice(0, 10);
    const row = eventRow({ id: 'told-gone', dyad: 'FRA-IRN', date: today, actor: 'FRA', target: 'IRN' });
    expect((await site.post('/api/v1/imports', [CSV_HEADER, row].join('\n'))).status).toBe(200);
    expect((await site.post('/api/v1/runs')).status).toBe(202);
    await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(1);
    const watched = await open('/ops');
    const { page } = watched;
    const about = 'France – Iran: An act';
    await page.getByRole('row', { name: about }).getByText('answered 410').waitFor();
    const { violations } = await inspect(page);
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    receiver.answer(withStatus(200));
    await keep('channels', channel);
    await press(page, en.givenUp.againOf(about));
    await page.getByText(en.givenUp.sent).waitFor();
    await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(2);
    const [first, again] = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(again).toBe(first);
    await expect.poll(() => page.getByRole('row', { name: about }).count()).toBe(0);
    await finish(watched);
    await receiver.close();
    const small = await open('/alerts?new=1', LOOKS['phone']);
    await small.page.locator('section', { hasText: en.alertChannels.heading }).locator('table').waitFor();
    await press(small.page, en.alertChannels.add);
    expect(await wider(small.page)).toEqual([]);
    await finish(small);
  });
});

/** What reaches over the right edge of the page. */
const wider = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth
      ? []
      : [...document.querySelectorAll('main *')]
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
          .map((element) => element.outerHTML.slice(0, 160)),
  );

async function inspect(page: Page): Promise<AxeResults> {
  // As an expression of the test, not a script of the page: the page's policy would rightly refuse it.
  await page.evaluate(axe.source);
  return page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
}
