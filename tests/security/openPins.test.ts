/** What readers who did not sign in can leave behind under this server's name: the attacks by name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readViewCode } from '../../client/charts/view.ts';
import type { CardTexts } from '../../client/charts/card/cardTexts.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

const VIEW = { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' };
const LIE = 'Peace reached: Seoul and Moscow end their dispute';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ openPins: 'computed' });
});
afterAll(() => server.close());

const pin = (view: object, on = server): Promise<Response> =>
  fetch(`${on.url}/api/v1/views`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(view),
  });
const pinSigned = async (view: object, on = server): Promise<string> => {
  const response = await on.post('/api/v1/views', JSON.stringify(view), { 'Content-Type': 'application/json' });
  return ((await response.json()) as PinnedView).code;
};
const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
const figure = (query: string, on = server): Promise<Response> =>
  on.get(`/api/v1/dyads/KOR-RUS/figure.csv?from=2024-03-01&to=2024-04-05&${query}`);

describe('without a sign-in', () => {
  test.each([
    ['a title', { title: LIE }],
    ['a marking', { marking: 'OFFICIAL' }],
  ])('%s is refused, by POST and by GET', async (what, typed) => {
    const posted = await pin({ ...VIEW, ...typed });
    expect(posted.status).toBe(401);
    expect((await problemOf(posted)).detail).toContain(`A view with ${what} is shown under this server’s name`);
    expect((await figure(new URLSearchParams(typed as Record<string, string>).toString())).status).toBe(401);
  });

  test('a draft with its texts is refused', async () => {
    const { definition } = server.reference.models.find(({ definition: { name } }) => name === 'baseline')!;
    const draft = { ...definition, scale: 30 };
    expect((await pin({ ...VIEW, draft })).status).toBe(401);
  });

  test('the computed title is taken, and 4 KB are the most', async () => {
    expect((await pin(VIEW)).status).toBe(201);
    expect((await figure('')).status).toBe(200);
    const { events } = await server.json<{ events: { id: string }[] }>('/api/v1/dyads/KOR-RUS/events?limit=200');
    let whatIf = '';
    for (const { id } of events) if (whatIf.length + id.length < 3980) whatIf += `${whatIf ? ',' : ''}event:${id}`;
    const large = await pin({ ...VIEW, whatIf });
    expect([large.status, (await problemOf(large)).detail]).toEqual([
      400,
      expect.stringContaining('4096 are the most without a sign-in'),
    ]);
  });

  test('nothing is pinned where the setting says so', async () => {
    const closed = await startTestServer({ openPins: 'none' });
    try {
      expect((await pin(VIEW, closed)).status).toBe(401);
      expect((await figure('', closed)).status).toBe(401);
      const code = await pinSigned(VIEW, closed);
      expect((await figure('', closed)).status, 'what somebody pinned is drawn for everybody').toBe(200);
      expect((await closed.get(`/v/${code}.csv`)).status).toBe(200);
    } finally {
      await closed.close();
    }
  });

  test('a flood of figures fills no disk: so many a day and an address, and the codes that were given out open', async () => {
    const small = await startTestServer({ openPins: 'computed', openPinLimits: { perDay: 20 } });
    try {
      const figures: Response[] = [];
      for (let day = 1; day <= 4; day++)
        figures.push(await small.get(`/api/v1/dyads/KOR-RUS/figure.csv?from=2024-02-0${day}&to=2024-04-05`));
      expect(figures.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
      expect((await problemOf(figures[2]!)).type).toBe('urn:tension:problem:too-many-views');
      await small.views.settled();
      const rows = await small.database.query<{ code: string; pinned_by: string }>(
        'select code, pinned_by from pinned_view',
      );
      expect(rows.map(({ pinned_by }) => pinned_by)).toEqual(['', '']);
      for (const { code } of rows) expect((await small.get(`/v/${code}.csv`)).status).toBe(200);
      // Who signed in goes on, and what is kept already is drawn.
      expect(readViewCode(await pinSigned({ ...VIEW, title: LIE }, small))).toHaveProperty('code');
      expect((await small.get('/api/v1/dyads/KOR-RUS/figure.svg?from=2024-02-01&to=2024-04-05')).status).toBe(200);
    } finally {
      await small.close();
    }
  });

  test('no view is kept where the disk is nearly full', async () => {
    const full = await startTestServer({ openPins: 'computed', openPinLimits: { freeBytes: Infinity } });
    try {
      const refused = await pin(VIEW, full);
      expect([refused.status, (await problemOf(refused)).type]).toEqual([429, 'urn:tension:problem:too-many-views']);
    } finally {
      await full.close();
    }
  });
});

describe('a typed title', () => {
  test('is marked as typed in the link and is beside the computed one; who pinned it is noted', async () => {
    const code = await pinSigned({ ...VIEW, title: LIE });
    const texts = await server.json<CardTexts>(`/api/v1/views/${code}/card`);
    expect(texts.title).toBe(LIE);
    expect(texts.computedTitle).not.toBe(LIE);
    expect((await server.views.read(code))?.pinnedBy).toBe('HTTP');
  });
});

describe('a view that is withdrawn', () => {
  test('is shown no more, keeps its code, and says why', async () => {
    const code = await pinSigned({ ...VIEW, title: 'All is well between Seoul and Moscow' });
    const address = `/api/v1/views/${code}/withdrawal`;
    const body = JSON.stringify({ reason: 'Its title is not what the data say.' });
    const json = { 'Content-Type': 'application/json' };
    // No cache shows what somebody typed without asking, so that a withdrawal reaches it.
    expect((await server.get(`/v/${code}.png`)).headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(server.url + address, { method: 'POST', headers: json, body })).status).toBe(401);
    expect((await server.post(address, body, json)).status).toBe(200);
    expect((await server.post(address, body, json)).status).toBe(200); // the same once more
    const again = await server.post(address, JSON.stringify({ reason: 'Another reason.' }), json);
    expect([again.status, await problemOf(again)]).toEqual([
      409,
      expect.objectContaining({
        type: 'urn:tension:problem:not-now',
        detail: `HTTP withdrew the view ${code} on 2026-11-23, and that stands: Its title is not what the data say.`,
        current: {
          reason: 'Its title is not what the data say.',
          at: expect.stringMatching(/^2026-11-23T/),
          by: 'HTTP',
        },
      }),
    ]);
    expect((await server.ledger.audit({ action: 'withdraw-view', limit: 10 })).entries).toMatchObject([
      { subject: code, by: 'HTTP', why: 'Its title is not what the data say.' },
    ]);
    for (const path of [
      `/api/v1/views/${code}`,
      `/v/${code}.png`,
      `/v/${code}.json`,
      `/api/v1/views/${code}/card`,
      `/api/v1/views/${code}/standing`,
      `/api/v1/packs/pack.pdf?views=${code}`,
    ]) {
      const response = await server.get(path);
      expect([path, response.status]).toEqual([path, 410]);
      expect((await problemOf(response)).detail).toBe(
        `The view ${code} was withdrawn on 2026-11-23: Its title is not what the data say.`,
      );
    }
    expect((await server.get(`/embed/v/${code}`)).status).toBe(410);
    expect(
      (
        await server.post(
          '/api/v1/views',
          JSON.stringify({ ...VIEW, title: 'All is well between Seoul and Moscow' }),
          json,
        )
      ).status,
    ).toBe(410);
    expect((await server.post('/api/v1/views/000000000/withdrawal', body, json)).status).toBe(404);
  });
});

test('a view that is withdrawn, of which nobody typed a word, keeps nobody from the line of its days: figures and links have a code of their own', async () => {
  const json = { 'Content-Type': 'application/json' };
  const code = await pinSigned({ ...VIEW, from: '2023-07-01', to: '2023-09-05' });
  const address = `/api/v1/views/${code}/withdrawal`;
  expect((await server.post(address, JSON.stringify({ reason: 'A mistake.' }), json)).status).toBe(200);
  const days = 'from=2023-07-01&to=2023-09-05';
  const live = await server.get(`/api/v1/dyads/KOR-RUS/figure.csv?${days}`);
  expect(live.status).toBe(200);
  const other = /\/v\/(\w+)>/.exec(live.headers.get('link') ?? '')![1]!;
  expect(other).not.toBe(code);
  expect((await server.get(`/v/${other}.csv`)).status).toBe(200);
  expect(await pinSigned({ ...VIEW, from: '2023-07-01', to: '2023-09-05' })).toBe(other);
  // What stands in a link names the moment, as the withdrawn view does.
  const { view } = (await server.views.read(code))!;
  for (const path of [
    `/api/v1/dyads/KOR-RUS/figure.png?${days}&asOf=${view.asOf}&model=${view.model}`,
    `/embed/d/KOR-RUS?${days}`,
  ])
    expect([path, (await server.get(path)).status]).toEqual([path, 200]);
  expect((await server.get(`/v/${code}.csv`)).status).toBe(410);
});

test('a figure waits for nobody who writes: it is there while another transaction is open, and its code opens', async () => {
  let finish = (): void => undefined;
  const open = new Promise<void>((resolve) => (finish = resolve));
  const writing = server.database.transaction(() => open);
  try {
    for (const format of ['png', 'svg']) {
      const response = await server.get(`/api/v1/dyads/KOR-RUS/figure.${format}?from=2023-03-01&to=2023-05-05`);
      expect(response.status).toBe(200);
      const code = /\/v\/(\w+)>/.exec(response.headers.get('link') ?? '')![1]!;
      expect((await server.get(`/v/${code}.json`)).status).toBe(200);
    }
  } finally {
    finish();
    await writing;
  }
});
