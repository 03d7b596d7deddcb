/** The pages of an admin, with people who sign in at a provider: roles, keys, sessions, the audit as a file, and who sees none of it. */
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import type { RoundCreated } from '../../models/contract/coding.ts';
import type { Me } from '../../models/contract/people.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { freePort } from '../shared/freePort.ts';
import { CLIENT, type OidcServer, startOidcServer } from '../shared/oidcServer.ts';
import { openBrowser } from './browser.ts';
import { press, tabToName, typeInto } from './keyboard.ts';
import { downloaded, openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();
afterAll(() => browser?.close());

const PEOPLE = {
  ada: { name: 'Ada Admin', roles: ['admins'] },
  ben: { name: 'Ben Coder', roles: ['coders'] },
  eva: { name: 'Eva Editor', roles: ['editors'] },
};
const SECTIONS = [
  '/admin',
  '/admin/keys',
  '/admin/sessions',
  '/admin/access',
  '/admin/audit',
  '/admin/jobs',
  '/admin/servers',
] as const;
const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 760 }, hasTouch: true },
};

describe.skipIf(browser === undefined)('an admin', () => {
  let provider: OidcServer;
  let server: TestServer;
  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    provider = await startOidcServer(publicUrl, PEOPLE);
    server = await startTestServer({
      port,
      publicUrl,
      clientDir: join(projectRoot(), 'dist/pages'),
      people: {
        ...TOKEN_ONLY,
        auth: {
          kind: 'oidc',
          oidc: {
            issuer: provider.issuer,
            clientId: CLIENT.id,
            clientSecret: CLIENT.secret,
            scope: 'openid profile',
            nameClaim: 'name',
            roleClaim: 'realm_access.roles',
            roles: new Map([
              ['admins', 'admin'],
              ['coders', 'coder'],
              ['editors', 'editor'],
            ]),
            isRequired: false,
          },
        },
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  /** Somebody who has signed in by the button of the header, on the page that she came to. */
  async function signedIn(login: keyof typeof PEOPLE, path = '/ops', options: BrowserContextOptions = {}) {
    const watched = await openPage(browser!, server, options);
    const { page } = watched;
    await page.goto(path);
    await press(page, en.people.signIn);
    await page.waitForURL((url) => url.href.startsWith(provider.issuer));
    await page.getByLabel('Name').waitFor();
    await typeInto(page, 'Name', login);
    await page.keyboard.press('Enter');
    await page.locator('.signed-in').waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await page.locator('.signed-in').textContent()).toBe(PEOPLE[login].name);
    return watched;
  }
  /** All but the way to the provider, which is meant. */
  const faultsOf = ({ faults }: WatchedPage): string[] =>
    faults.filter((fault) => !fault.startsWith(`request elsewhere: ${provider.issuer}/`));
  const finish = async (watched: WatchedPage): Promise<void> => {
    expect(faultsOf(watched)).toEqual([]);
    await watched.close();
  };
  const whoIs = async (key: string): Promise<Me> =>
    (await (await server.get('/api/v1/me', { Authorization: `Bearer ${key}` })).json()) as Me;

  it('gives another role, which the person has at once; others see neither link nor page', async () => {
    const ben = await signedIn('ben');
    expect(await ben.page.locator('header a[href="/admin"]').count()).toBe(0);
    await ben.page.goto('/admin');
    await ben.page.getByText(en.people.lacks('coder', 'admin')).waitFor();
    expect(await ben.page.locator('table').count()).toBe(0);
    // What a coder may not do is not offered to her.
    await ben.page.goto('/desk/import');
    await ben.page.getByText(en.people.lacks('coder', 'editor')).waitFor();
    await ben.page.goto('/ops');
    await ben.page.getByText(en.people.lacks('coder', 'editor')).waitFor();
    expect(await ben.page.getByRole('button', { name: en.ops.start }).count()).toBe(0);

    const ada = await signedIn('ada');
    await ada.page.click('header a[href="/admin"]');
    await tabToName(ada.page, en.adminPeople.roleOf('Ben Coder'));
    await ada.page.keyboard.type('editor');
    await press(ada.page, en.adminPeople.saveOf('Ben Coder'));
    await ada.page.getByText(en.adminPeople.saved('Ben Coder', 'editor')).waitFor();
    expect(await ada.page.getByLabel(en.adminPeople.roleOf('Ada Admin')).count()).toBe(0);
    await finish(ada);

    await ben.page.reload();
    await ben.page.getByRole('button', { name: en.ops.start }).waitFor();
    await finish(ben);
  });

  it('makes a key that is shown once, and withdraws it', async () => {
    const ada = await signedIn('ada', '/admin/keys');
    const { page } = ada;
    await typeInto(page, en.adminKeys.name, 'Nightly export');
    await tabToName(page, en.adminKeys.role);
    await page.keyboard.type('coder');
    await press(page, en.adminKeys.make);
    await page.locator('.secret').waitFor();
    const secret = (await page.locator('.secret').textContent())!.trim();
    expect(await whoIs(secret)).toMatchObject({ name: 'Nightly export', role: 'coder', via: 'key' });
    await press(page, en.adminKeys.copy);
    await page.getByText(en.adminKeys.copied).waitFor();
    await press(page, en.adminKeys.done);
    expect(await page.content()).not.toContain(secret);
    const row = page.getByRole('row', { name: /Nightly export/ });
    expect(await row.textContent()).toContain('Ada Admin');
    await press(page, en.adminKeys.withdrawOf('Nightly export'));
    expect(await whoIs(secret)).toMatchObject({ via: 'key' });
    await press(page, en.adminKeys.withdrawSureOf('Nightly export'));
    await row.getByText(/withdrawn by Ada Admin/).waitFor();
    expect(await whoIs(secret)).toMatchObject({ via: 'anonymous' });
    await finish(ada);
  });

  it('says at its field what a key lacks', async () => {
    const ada = await signedIn('ada', '/admin/keys');
    await press(ada.page, en.adminKeys.make);
    await expect.poll(() => ada.page.locator('[aria-invalid="true"]').count()).toBe(1);
    expect(await ada.page.getByLabel(en.adminKeys.name, { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await finish(ada);
  });

  it('ends a session, and whoever had it is nobody from then on', async () => {
    const eva = await signedIn('eva');
    const ada = await signedIn('ada', '/admin/sessions');
    await press(ada.page, en.adminSessions.endOf('Eva Editor'));
    await ada.page.getByText(en.adminSessions.ended('Eva Editor')).waitFor();
    await eva.page.reload();
    await eva.page.locator('header').getByRole('button', { name: en.people.signIn }).waitFor();
    expect(await eva.page.locator('.signed-in').count()).toBe(0);
    await finish(eva);
    await finish(ada);
  });

  it('finds in the audit who did what, and has it as a file that spreadsheets read', async () => {
    const ada = await signedIn('ada', '/admin/audit');
    const { page } = ada;
    await page.getByLabel(en.audit.filters.action).selectOption('give-role');
    const entry = page.locator('.audit tbody tr');
    await expect.poll(() => entry.count()).toBe(1);
    expect(await entry.textContent()).toMatch(/Ada Admin.*Ben Coder: coder → editor/);
    await page.getByLabel(en.audit.filters.by).fill('nobody of this name');
    await page.getByText(en.audit.none).waitFor();
    await page.getByLabel(en.audit.filters.by).fill('ada');
    await expect.poll(() => entry.count()).toBe(1);
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, en.audit.csv)]);
    const csv = (await downloaded(file)).toString();
    expect(file.suggestedFilename()).toBe('audit.csv');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.split('\r\n')).toHaveLength(3); // the headings, one entry, and the end of its line
    expect(csv).toContain('Ada Admin,give-role');
    await page.goto('/admin/access');
    await page.getByRole('cell', { name: 'Eva Editor' }).first().waitFor();
    await finish(ada);
  });

  it('lets a second coder whom the server knows leave her round, on its page', async () => {
    const drawn = await fetch(`${server.url}/api/v1/coding/rounds`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        kind: 'sample',
        title: 'Check',
        secondCoder: 'nobody of now',
        share: 0.005,
        dyads: ['KOR-RUS'],
        seed: 1,
      }),
    });
    const { round, key } = (await drawn.json()) as RoundCreated;
    const eva = await signedIn('eva');
    await eva.page.goto(`/desk/code/${round.id}#key=${key}`);
    await eva.page.getByRole('heading', { name: en.coding.handInTitle }).waitFor();
    const mayRead = (): Promise<number> => eva.page.evaluate(async () => (await fetch('/api/v1/dyads')).status);
    expect(await mayRead()).toBe(403);
    await press(eva.page, en.coding.leave);
    await eva.page.getByText(en.coding.left).waitFor();
    expect(await mayRead()).toBe(200);
    await eva.close(); // what was refused meanwhile stands in its console
  });

  it('signs out, here and at the provider, and comes back to the board', async () => {
    const ada = await signedIn('ada');
    await press(ada.page, en.people.signOut);
    await ada.page.waitForURL((url) => url.href.startsWith(provider.issuer));
    await ada.page.getByRole('button', { name: /yes/i }).click();
    await ada.page.waitForURL(`${server.url}/`);
    await ada.page.locator('header').getByRole('button', { name: en.people.signIn }).waitFor();
    const cookies = await ada.page.context().cookies(server.url);
    expect(cookies.filter(({ name }) => name === 'tension')).toEqual([]);
    await ada.close(); // the provider's own page has a style of its own, which this server's policy has no say in
  });

  it.each(Object.keys(LOOKS))('has pages without a fault in %s', async (look) => {
    const ada = await signedIn('ada', '/ops', LOOKS[look]);
    for (const path of SECTIONS) {
      await ada.page.goto(path);
      await shown(ada.page);
      expect(await graveFaults(ada.page), path).toEqual([]);
      expect(
        await ada.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        path,
      ).toBeLessThanOrEqual(0);
    }
    await finish(ada);
  });

  it('reads them in Korean', async () => {
    const ada = await signedIn('ada');
    for (const path of SECTIONS) {
      await ada.page.goto(`${path}?lang=ko`);
      await shown(ada.page);
      const section = path.split('/')[2] ?? 'people';
      const title = new Map<string, string>(Object.entries(ko.admin.sections)).get(section)!;
      expect(await ada.page.locator('main h1').textContent()).toBe(title);
      expect(await ada.page.locator('main .lede').textContent()).toMatch(/[가-힣]{2}/);
    }
    await finish(ada);
  });
});

describe.skipIf(browser === undefined)('where there is only the token', () => {
  it('whoever has it is an admin, and the page says what that means and offers keys', async () => {
    const server = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages'), events: 'none' });
    try {
      const watched = await openPage(browser!, server);
      const { page } = watched;
      await page.goto('/admin');
      await page.getByText(en.admin.byToken).waitFor();
      await page.goto(`/admin?x=1#token=${TOKEN}`);
      await page.locator('.admin-mode').waitFor();
      expect(await page.locator('.admin-mode').textContent()).toContain('AUTH=token');
      await page.locator('.admin-mode a').click();
      await page.getByRole('form', { name: en.adminKeys.make }).waitFor();
      // A key is a right as well: a coder's shows what a coder may.
      const { secret } = await server.people.keys.make(
        { name: 'A coder', role: 'coder' },
        { name: 'x', role: 'admin' },
      );
      await page.evaluate(() => window.sessionStorage.clear());
      await page.goto(`/desk/import?x=2#token=${secret}`);
      await page.getByText(en.deskImport.needsToken).waitFor();
      expect(await page.locator('header a[href="/admin"]').count()).toBe(0);
      expect(watched.faults).toEqual([]);
      await watched.close();
    } finally {
      await server.close();
    }
  });
});

describe.skipIf(browser === undefined)('a name that is not this server’s', () => {
  it('shows nothing of it, though it leads here: a page elsewhere cannot point its own name at it', async () => {
    const server = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages'), events: 'none' });
    try {
      const context = await browser!.newContext();
      const page = await context.newPage();
      // A browser looks every name under localhost up on this machine, as a name of somebody else that was pointed here.
      const foreign = `http://rebound.localhost:${new URL(server.url).port}`;
      const answer = await page.goto(`${foreign}/admin#token=${TOKEN}`);
      expect(answer!.status()).toBe(421);
      const asked = await page.evaluate(
        async ([url, token]) =>
          (await fetch(`${url}/api/v1/keys`, { headers: { Authorization: `Bearer ${token}` } })).status,
        [foreign, TOKEN] as const,
      );
      expect(asked).toBe(421);
      await context.close();
    } finally {
      await server.close();
    }
  });
});

async function shown(page: Page): Promise<void> {
  await page.waitForSelector('main h1');
  await page.waitForFunction(() => document.querySelector('.skeleton') === null);
  await page.waitForSelector('main table, main .empty, main .muted');
}

async function graveFaults(page: Page): Promise<string[]> {
  // As an expression of the test, not a script of the page: the page's policy would rightly refuse it.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`);
}
