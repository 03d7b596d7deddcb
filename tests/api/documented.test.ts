import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { feedHistory } from '../feeds/feedHistory.ts';
import { takeGdelt, WATCHED } from '../feeds/stored.ts';
import { type DocumentedCheck, documentedCheck } from './documented.ts';
import { FIGURE_FORMATS } from '../../server/figures/figureFormat.ts';
import { builtServer } from '../cli/built.ts';
import type { SavedDraft, Suggestion } from '../../models/contract/desk.ts';
import type { ImportResponse } from '../../models/contract/imports.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { GdeltServer } from '../feeds/gdeltServer.ts';
import { newestBaselineFile } from '../models/shipped.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import type { KeyMade } from '../../models/contract/people.ts';
import type { RoundCreated } from '../../models/contract/coding.ts';
import { potx } from '../figures/officeTemplate.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
let check: Awaited<ReturnType<typeof documentedCheck>>;
const VIEW = { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-01', to: '2024-04-05' };
/** the code of it, and a picture of it */
let pinned: string;
const digest = '9'.repeat(64);
const seen = new Set<string>();
/** Checks an answer, and remembers that this status of this operation was met. */
const documented: DocumentedCheck = (method, path, response) => {
  seen.add(`${method} ${path} ${response.status}`);
  if (response.status === 405) for (const other of ['get', 'post']) seen.add(`${other} ${path} 405`); // one answer for the address
  return check(method, path, response);
};
beforeAll(async () => {
  await builtServer();
  server = await startTestServer({ limits: { uploadBytes: 4096, tokenUploadBytes: 4096 }, metrics: 'open' });
  check = await documentedCheck(server);
  pinned = (
    (await (
      await server.post('/api/v1/views', JSON.stringify(VIEW), { 'Content-Type': 'application/json' })
    ).json()) as PinnedView
  ).code;
  await server.views.rememberPicture(pinned, digest);
});
afterAll(() => server.close());

const DYAD = '/api/v1/dyads/{dyad}';

/** Each operation that reads: its documented path and addresses that it answers in every way it can. */
const READS: readonly [path: string, addresses: readonly string[]][] = [
  [
    '/api/v1/dyads',
    [
      '/api/v1/dyads',
      '/api/v1/dyads?format=csv',
      '/api/v1/dyads?asOf=2026-11-23',
      '/api/v1/dyads?asOf=2020-01-01',
      '/api/v1/dyads?model=none',
      '/api/v1/dyads?list=none',
      '/api/v1/dyads?x=1',
    ],
  ],
  ...['atom', 'json'].map((format): [string, string[]] => [
    `/api/v1/alerts/feed.${format}`,
    [
      `/api/v1/alerts/feed.${format}?dyad=KOR-RUS`,
      `/api/v1/alerts/feed.${format}?list=none`,
      `/api/v1/alerts/feed.${format}?dyad=KOR`,
    ],
  ]),
  ...['series', 'events', 'contributions'].flatMap((table) =>
    ['csv', 'parquet'].map((format): [string, string[]] => [
      `/api/v1/export/${table}.${format}`,
      [
        `/api/v1/export/${table}.${format}?dyads=KOR-RUS&from=2024-01-01`,
        `/api/v1/export/${table}.${format}?dyads=ABC-XYZ`,
        `/api/v1/export/${table}.${format}?model=none`,
        `/api/v1/export/${table}.${format}?x=1`,
      ],
    ]),
  ),
  [
    '/api/v1/morning',
    [
      '/api/v1/morning',
      '/api/v1/morning?list=none',
      '/api/v1/morning?date=2024-04-05&lang=ko',
      '/api/v1/morning?model=none',
      '/api/v1/morning?lang=fr',
    ],
  ],
  [
    `${DYAD}/series`,
    [
      '/api/v1/dyads/KOR-RUS/series',
      '/api/v1/dyads/KOR-RUS/series?format=csv&step=month',
      '/api/v1/dyads/RUS-KOR/series',
      '/api/v1/dyads/FRA-USA/series',
      '/api/v1/dyads/x/series',
      '/api/v1/dyads/KOR-RUS/series?from=2024-13-01',
    ],
  ],
  [
    `${DYAD}/contributions`,
    [
      '/api/v1/dyads/KOR-RUS/contributions',
      '/api/v1/dyads/KOR-RUS/contributions?date=1980-01-01',
      '/api/v1/dyads/KOR-RUS/contributions?format=csv',
      '/api/v1/dyads/rus-kor/contributions',
      '/api/v1/dyads/FRA-USA/contributions',
      '/api/v1/dyads/KOR-RUS/contributions?date=9',
    ],
  ],
  [
    `${DYAD}/move`,
    [
      '/api/v1/dyads/KOR-RUS/move?from=2024-03-01',
      '/api/v1/dyads/KOR-RUS/move?from=2024-03-01&to=2024-04-05&format=csv',
      '/api/v1/dyads/RUS-KOR/move?from=2024-03-01',
      '/api/v1/dyads/FRA-USA/move?from=2024-03-01',
      '/api/v1/dyads/KOR-RUS/move?from=2024-03-01&modelTo=none',
      '/api/v1/dyads/KOR-RUS/move',
    ],
  ],
  [
    `${DYAD}/basis`,
    [
      '/api/v1/dyads/KOR-RUS/basis',
      '/api/v1/dyads/rus-kor/basis',
      '/api/v1/dyads/FRA-USA/basis',
      '/api/v1/dyads/KOR-RUS/basis?x=1',
    ],
  ],
  [
    `${DYAD}/vintages`,
    [
      '/api/v1/dyads/KOR-RUS/vintages?from=2024-03-01&to=2024-04-05',
      '/api/v1/dyads/KOR-RUS/vintages?from=2024-03-01&format=csv',
      '/api/v1/dyads/rus-kor/vintages',
      '/api/v1/dyads/FRA-USA/vintages',
      '/api/v1/dyads/KOR-RUS/vintages?from=1',
    ],
  ],
  [
    `${DYAD}/revisions`,
    [
      '/api/v1/dyads/KOR-RUS/revisions',
      '/api/v1/dyads/KOR-RUS/revisions?since=2026-11-22&format=csv',
      '/api/v1/dyads/rus-kor/revisions',
      '/api/v1/dyads/FRA-USA/revisions',
      '/api/v1/dyads/KOR-RUS/revisions?since=1',
    ],
  ],
  [
    `${DYAD}/events`,
    [
      '/api/v1/dyads/KOR-RUS/events',
      '/api/v1/dyads/KOR-RUS/events?format=csv',
      '/api/v1/dyads/rus-kor/events',
      '/api/v1/dyads/FRA-USA/events',
      '/api/v1/dyads/KOR-RUS/events?limit=0',
      '/api/v1/dyads/KOR-RUS/events?model=gdelt',
    ],
  ],
  [
    `${DYAD}/coverage`,
    [
      '/api/v1/dyads/KOR-RUS/coverage',
      '/api/v1/dyads/KOR-RUS/coverage?asOf=2020-01-01',
      '/api/v1/dyads/rus-kor/coverage',
      '/api/v1/dyads/KOR-RUS/coverage?asOf=9',
    ],
  ],
  [
    `${DYAD}/feed`,
    [
      '/api/v1/dyads/KOR-RUS/feed',
      '/api/v1/dyads/KOR-RUS/feed?from=2024-01-01&to=2024-02-01&format=csv',
      '/api/v1/dyads/rus-kor/feed',
      '/api/v1/dyads/KOR-QQQ/feed',
      '/api/v1/dyads/KOR-RUS/feed?feed=none',
    ],
  ],
  [
    '/api/v1/pairs',
    ['/api/v1/pairs', '/api/v1/pairs?q=korea%20russia', '/api/v1/pairs?q=KOR&format=csv', '/api/v1/pairs?limit=0'],
  ],
  [
    '/api/v1/unusual',
    ['/api/v1/unusual', '/api/v1/unusual?format=csv', '/api/v1/unusual?list=none', '/api/v1/unusual?date=2024-13-01'],
  ],
  ['/api/v1/feeds', ['/api/v1/feeds', '/api/v1/feeds?x=1']],
  ['/api/v1/feeds/mappings', ['/api/v1/feeds/mappings', '/api/v1/feeds/mappings?x=1']],
  [
    '/api/v1/events/{id}',
    ['/api/v1/events/kor-rus-2024-03-28-unsc-1718-panel-veto', '/api/v1/events/none', '/api/v1/events/none?x=1'],
  ],
  ['/api/v1/models', ['/api/v1/models', '/api/v1/models?format=csv', '/api/v1/models?x=1']],
  ['/api/v1/models/{name}', ['/api/v1/models/baseline', '/api/v1/models/none', '/api/v1/models/baseline?x=1']],
  ['/api/v1/judgements', ['/api/v1/judgements', '/api/v1/judgements?x=1']],
  ['/api/v1/desk/drafters', ['/api/v1/desk/drafters', '/api/v1/desk/drafters?x=1']],
  ['/api/v1/desk/dictionary', ['/api/v1/desk/dictionary', '/api/v1/desk/dictionary?x=1']],
  ['/api/v1/names', ['/api/v1/names', '/api/v1/names?format=csv', '/api/v1/names?x=1']],
  ['/api/v1/countries', ['/api/v1/countries', '/api/v1/countries?format=csv', '/api/v1/countries?x=1']],
  ['/api/v1/codebook', ['/api/v1/codebook', '/api/v1/codebook?format=csv', '/api/v1/codebook?x=1']],
  ['/api/v1/goldstein', ['/api/v1/goldstein', '/api/v1/goldstein?format=csv', '/api/v1/goldstein?x=1']],
  [
    '/api/v1/views/{code}',
    ['/api/v1/views/:CODE', '/api/v1/views/:code', '/api/v1/views/000000000', '/api/v1/views/:CODE?x=1'],
  ],
  [
    '/api/v1/views/{code}/standing',
    [
      '/api/v1/views/:CODE/standing',
      '/api/v1/views/:code/standing',
      '/api/v1/views/000000000/standing',
      '/api/v1/views/:CODE/standing?x=1',
    ],
  ],
  [
    '/api/v1/views/{code}/pictures/{digest}',
    [
      `/api/v1/views/:CODE/pictures/${'0'.repeat(64)}`,
      '/api/v1/views/:code/pictures/x',
      '/api/v1/views/:CODE/pictures/x',
      '/api/v1/views/:CODE/pictures/DIGEST',
    ],
  ],
  ['/v/{code}.json', ['/v/:CODE.json', '/v/:code.json', '/v/000000000.json', '/v/:CODE.json?x=1']],
  [
    '/api/v1/views/{code}/card',
    [
      '/api/v1/views/:CODE/card?lang=ko',
      '/api/v1/views/:code/card',
      '/api/v1/views/000000000/card',
      '/api/v1/views/:CODE/card?x=1',
    ],
  ],
  ...FIGURE_FORMATS.flatMap((format): [string, string[]][] => {
    const spring = `figure.${format}?from=2024-03-01&to=2024-04-05`;
    return [
      [
        `${DYAD}/figure.${format}`,
        [
          `/api/v1/dyads/KOR-RUS/${spring}`,
          `/api/v1/dyads/KOR-RUS/${spring}&kind=move&lang=ko&download`,
          `/api/v1/dyads/rus-kor/${spring}`,
          `/api/v1/dyads/FRA-USA/${spring}`,
          `/api/v1/dyads/KOR-RUS/${spring}&x=1`,
        ],
      ],
      [
        `/api/v1/compare/figure.${format}`,
        [
          `/api/v1/compare/${spring}&dyads=KOR-RUS,PRK-KOR`,
          `/api/v1/compare/${spring}&dyads=KOR-RUS,FRA-USA`,
          `/api/v1/compare/${spring}&dyads=KOR-RUS`,
          `/api/v1/compare/${spring}`,
        ],
      ],
      [
        `/v/{code}.${format}`,
        [`/v/:CODE.${format}?theme=grey`, `/v/:code.${format}`, `/v/000000000.${format}`, `/v/:CODE.${format}?x=1`],
      ],
    ];
  }),
  ...['pdf', 'pptx', 'zip'].map((format): [string, string[]] => [
    `/api/v1/packs/pack.${format}`,
    [
      `/api/v1/packs/pack.${format}?views=:CODE`,
      `/api/v1/packs/pack.${format}?views=000000000`,
      `/api/v1/packs/pack.${format}`,
    ],
  ]),
  ['/api/v1/imports', ['/api/v1/imports', '/api/v1/imports?format=csv', '/api/v1/imports?limit=0']],
  ['/api/v1/imports/mappings', ['/api/v1/imports/mappings', '/api/v1/imports/mappings?x=1']],
  ['/api/v1/rubric', ['/api/v1/rubric', '/api/v1/rubric?x=1']],
  ['/api/v1/runs', ['/api/v1/runs', '/api/v1/runs?format=csv', '/api/v1/runs?limit=1001']],
  ['/api/v1/pulls', ['/api/v1/pulls', '/api/v1/pulls?x=1']],
  ['/api/v1/openapi.json', ['/api/v1/openapi.json', '/api/v1/openapi.json?x=1']],
  ['/health/live', ['/health/live', '/health/live?x=1']],
  ['/health/ready', ['/health/ready', '/health/ready?x=1']],
  ['/metrics', ['/metrics', '/metrics?x=1']],
];

describe('every answer is as documented', () => {
  test.each(READS)('GET %s', async (path, addresses) => {
    for (const address of addresses.map((text) =>
      text.replace('DIGEST', digest).replace(':CODE', pinned).replace(':code', pinned.toLowerCase()),
    )) {
      const response = await server.get(address);
      await documented('get', path, response);
      if (response.status !== 200 || path === '/metrics') continue;
      await documented('get', path, await server.get(address, { 'If-None-Match': response.headers.get('etag')! }));
    }
    const wrong = await fetch(server.url + addresses[0], { method: 'DELETE' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toContain('GET, HEAD');
    await documented('get', path, wrong);
  });

  test('POST /api/v1/runs', async () => {
    const { done } = await server.rollup.start('request');
    await done;
    // Nothing is new: the answer is the run that is served.
    expect(await documented('post', '/api/v1/runs', await server.post('/api/v1/runs'))).toEqual({
      id: server.rollup.published()!.id,
    });
    await documented('post', '/api/v1/runs', await server.post('/api/v1/runs?x=1'));
    await documented(
      'post',
      '/api/v1/runs',
      await server.post('/api/v1/runs', undefined, { Authorization: 'Bearer wrong' }),
    );
  });

  test('POST /api/v1/imports/preview', async () => {
    const path = '/api/v1/imports/preview';
    const csv =
      'Day,Who,Whom,What,Level,Told,Paper\n2024-03-01,France,Spain,Summons,3,Paris summons the ambassador of Spain,Le Monde\n';
    const types = { 'Content-Type': 'text/csv' };
    expect(await documented('post', path, await server.post(path, csv, types))).toMatchObject({
      counts: { rows: 1, created: 1 },
    });
    for (const [query, body, headers, status] of [
      ['?mapping=x', csv, types, 400],
      ['', csv, { ...types, Authorization: 'Basic eDp5' }, 401],
      ['', 'x'.repeat(5000), types, 413],
      ['', csv, { 'Content-Type': 'text/plain' }, 415],
      ['', '', types, 422],
    ] as const) {
      const response = await server.post(path + query, body, headers);
      expect(response.status, `POST ${path}${query}`).toBe(status);
      await documented('post', path, response);
    }
    await documented('post', path, await server.get(path));
  });

  test('POST /api/v1/feeds/preview', async () => {
    const path = '/api/v1/feeds/preview';
    const form = (text: string, mapping = '{}'): FormData => {
      const parts = new FormData();
      parts.append('file', new File([text], 'desk.csv'));
      parts.append('mapping', mapping);
      return parts;
    };
    const csv = 'When,Who,Whom,What\n2024-03-01,France,Spain,Summons\n';
    expect(await documented('post', path, await server.post(path, form(csv)))).toMatchObject({
      counts: { rows: 1, taken: 1 },
    });
    for (const [query, body, headers, status] of [
      ['?x=1', form(csv), {}, 400],
      ['', form(csv, 'none'), {}, 400],
      ['', form(csv), { Authorization: 'Basic eDp5' }, 401],
      ['', form('x'.repeat(17 * 1024 * 1024)), {}, 413],
      ['', 'x', { 'Content-Type': 'text/csv' }, 415],
      ['', form(''), {}, 422],
    ] as const) {
      const response = await server.post(path + query, body, headers);
      expect(response.status, `POST ${path}${query} ${await response.clone().text()}`).toBe(status);
      await documented('post', path, response);
    }
    await documented('post', path, await server.get(path));
  });

  test('POST /api/v1/imports/mappings', async () => {
    const path = '/api/v1/imports/mappings';
    const types = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name: 'Desk', headings: ['Day', 'Who'], mapping: { dates: 'day-first' } });
    expect(await documented('post', path, await server.post(path, body, types))).toMatchObject({
      mappings: [{ name: 'Desk', mapping: { dates: 'day-first' } }],
    });
    for (const [given, headers, status] of [
      ['{"name":"","headings":[],"mapping":{}}', types, 400],
      [body, { ...types, Authorization: 'Basic eDp5' }, 401],
      [`"${'x'.repeat(300_000)}"`, types, 413],
      [body, { 'Content-Type': 'text/plain' }, 415],
    ] as const) {
      const response = await server.post(path, given, headers);
      expect(response.status, `POST ${path}`).toBe(status);
      await documented('post', path, response);
    }
  });

  test('POST /api/v1/imports', async () => {
    const path = '/api/v1/imports';
    const csv = `${CSV_HEADER}\n${eventRow({ id: 'documented-1', dyad: 'FRA-USA', date: '2024-02-30', actor: 'FRA', target: 'USA' })}\n`;
    const types = { 'Content-Type': 'text/csv' };
    expect(await documented('post', path, await server.post(`${path}?dryRun=true`, csv, types))).toMatchObject({
      rows: 1,
      faulty: 1,
    });
    for (const [query, body, headers, status] of [
      ['?dryrun=true', csv, types, 400],
      ['', csv, { ...types, Authorization: 'Basic eDp5' }, 401],
      ['', 'x'.repeat(5000), types, 413],
      ['', csv, { 'Content-Type': 'text/plain' }, 415],
      ['', 'one,two\n1,2\n', types, 422],
    ] as const) {
      const response = await server.post(path + query, body, headers);
      expect(response.status, `POST ${path}${query}`).toBe(status);
      await documented('post', path, response);
    }
    const wrong = await fetch(server.url + path, { method: 'DELETE' });
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST');
    await documented('post', path, wrong);
  });

  /** Sends a body, and what every address that takes one can answer: without it, too long a one, another type, another token, a parameter that is none. */
  async function written(
    path: string,
    bodies: readonly (readonly [body: unknown, status: number, address?: string])[],
    { isOpen = false, maxBytes = 256 * 1024 }: { isOpen?: boolean; maxBytes?: number } = {},
  ): Promise<unknown[]> {
    const types = { 'Content-Type': 'application/json' };
    const first = bodies[0]![2] ?? path;
    const answers: unknown[] = [];
    for (const [address, body, headers, status] of [
      ...bodies.map(([body, status, address = path]) => [address, body, types, status] as const),
      [first, 'x'.repeat(maxBytes + 1), types, 413],
      [first, {}, { 'Content-Type': 'text/plain' }, 415],
      [`${first}${first.includes('?') ? '&' : '?'}x=1`, {}, types, 400],
      ...(isOpen ? [] : [[first, {}, { ...types, Authorization: 'Basic eDp5' }, 401] as const]),
    ] as const) {
      const response = await server.post(address, JSON.stringify(body), headers);
      expect(response.status, `POST ${address} ${await response.clone().text()}`).toBe(status);
      answers.push(await documented('post', path, response));
    }
    await documented('post', path, await fetch(server.url + first.split('?')[0]!, { method: 'DELETE' }));
    return answers;
  }
  const ACT = {
    date: '2024-04-02',
    type: 'sanction',
    summary: 'Ottawa sanctions a bank.',
    sourceName: 'AFP',
    bearings: [{ id: 'documented-act', actor: 'Canada', target: 'DNK', polarity: 1, severity: 3 }],
  };
  const LONG = { maxBytes: 2 * 1024 ** 2 };

  test('acts, and what corrects them', async () => {
    await server.ledger.recordActs(
      [{ ...ACT, bearings: [{ actor: 'CAN', target: 'DNK', polarity: 1, severity: 3 }] }],
      {
        recordedBy: 'test',
        key: 'taken',
      },
    );
    const acts = '/api/v1/acts';
    await written(
      acts,
      [
        [ACT, 200, `${acts}?dryRun=true`],
        [ACT, 201],
        [{ ...ACT, type: 'none' }, 422],
      ],
      LONG,
    );
    const taken = await server.post(acts, JSON.stringify(ACT), {
      'Content-Type': 'application/json',
      'Idempotency-Key': 'taken',
    });
    expect(taken.status).toBe(409);
    await documented('post', acts, taken);
    const reason = 'A test.';
    const revisions = '/api/v1/acts/documented-act/revisions';
    await written(
      '/api/v1/acts/{actId}/revisions',
      [
        [{ reason, severity: 4 }, 200, revisions],
        [{ reason, severity: 4 }, 404, '/api/v1/acts/none/revisions'],
        [{ reason, severity: 5, revisions: { 'documented-act': 1 } }, 409, revisions],
        [{ reason, actor: 'nobody' }, 422, revisions],
      ],
      LONG,
    );
    for (const [path, address] of [
      ['/api/v1/events/{id}/retraction', '/api/v1/events/documented-act/retraction'],
      ['/api/v1/events/{id}/restoration', '/api/v1/events/documented-act/restoration'],
    ] as const)
      await written(path, [
        [{ reason, wholeAct: true }, 200, address],
        [{ reason }, 409, address],
        [{ reason: '' }, 422, address],
        [{ reason }, 404, address.replace('documented-act', 'none')],
      ]);
  });

  test('an import that is taken back', async () => {
    const csv = `${CSV_HEADER}\n${eventRow({ id: 'documented-2', dyad: 'CAN-DNK', date: '2024-02-20', actor: 'CAN', target: 'DNK' })}\n`;
    const { importId } = (await (
      await server.post('/api/v1/imports', csv, { 'Content-Type': 'text/csv' })
    ).json()) as ImportResponse;
    const address = `/api/v1/imports/${importId}/retraction`;
    const [back] = await written('/api/v1/imports/{importId}/retraction', [
      [{ reason: 'A test.' }, 200, address],
      [{ reason: 'A test.' }, 409, address],
      [{ reason: ' ' }, 422, address],
      [{ reason: 'A test.' }, 404, '/api/v1/imports/none/retraction'],
    ]);
    expect(back).toMatchObject({ importId, retracted: 1 });
  });

  test('saved drafts and suggestions', async () => {
    const drafts = '/api/v1/desk/drafts';
    const draft = { version: 0, title: 'A text', content: {} };
    const [saved] = (await written(
      drafts,
      [
        [draft, 201],
        [{ ...draft, title: 1 }, 422],
      ],
      LONG,
    )) as SavedDraft[];
    const address = `${drafts}/${saved!.id}`;
    await written(
      `${drafts}/{id}`,
      [
        [{ ...draft, version: 1 }, 200, address],
        [draft, 409, address],
        [{ ...draft, version: 'x' }, 422, address],
        [draft, 404, `${drafts}/none`],
      ],
      LONG,
    );
    await written(`${drafts}/{id}/readers`, [
      [{ page: 'one' }, 200, `${address}/readers`],
      [{ page: '' }, 422, `${address}/readers`],
      [{ page: 'one' }, 404, `${drafts}/none/readers`],
    ]);
    const suggestions = '/api/v1/suggestions';
    const asked = { kind: 'retraction', subject: 'documented-2', by: 'a reader', reason: 'A test.' };
    await server.ledger.recordActs(
      [{ ...ACT, bearings: [{ ...ACT.bearings[0]!, id: 'documented-3', actor: 'CAN', polarity: 1 }] }],
      {
        recordedBy: 'test',
      },
    );
    const [made] = (await written(
      suggestions,
      [
        [{ ...asked, subject: 'documented-3' }, 201],
        [{ ...asked, subject: 'none' }, 404],
        [{ ...asked, kind: 'restoration', subject: 'documented-3' }, 409],
        [{ ...asked, reason: '' }, 422],
      ],
      { isOpen: true, maxBytes: 16 * 1024 },
    )) as Suggestion[];
    const decision = `${suggestions}/${made!.id}/decision`;
    await written(`${suggestions}/{suggestionId}/decision`, [
      [{ accept: true }, 200, decision],
      [{ accept: true }, 409, decision],
      [{ accept: 'x' }, 422, decision],
      [{ accept: true }, 404, `${suggestions}/none/decision`],
    ]);
    const held = { Authorization: `Bearer ${TOKEN}` };
    for (const [path, at] of [
      ['/api/v1/audit', '/api/v1/audit?limit=5'],
      ['/api/v1/audit/state', '/api/v1/audit/state'],
      [drafts, drafts],
      [`${drafts}/{id}`, address],
      ['/api/v1/desk/queue', '/api/v1/desk/queue'],
      [suggestions, suggestions],
    ] as const) {
      const answer = await server.get(at, held);
      expect(answer.status, at).toBe(200);
      await documented('get', path, answer);
      await documented('get', path, await server.get(at, { ...held, 'If-None-Match': answer.headers.get('etag')! }));
      await documented('get', path, await server.get(at));
      await documented('get', path, await server.get(`${at.split('?')[0]}?x=1`, held));
      await documented('get', path, await fetch(`${server.url}${at.split('?')[0]}`, { method: 'DELETE' }));
    }
    await documented('get', '/api/v1/audit', await server.get('/api/v1/audit?format=csv', held));
    await documented('get', '/api/v1/backup', await server.get('/api/v1/backup', held));
    await documented('get', '/api/v1/backup', await server.get('/api/v1/backup'));
    await documented('get', '/api/v1/backup', await server.get('/api/v1/backup?x=1', held));
    await documented('get', '/api/v1/backup', await fetch(`${server.url}/api/v1/backup`, { method: 'DELETE' }));
    await documented('get', `${drafts}/{id}`, await server.get(`${drafts}/none`, held));
  });

  test('people, sessions and keys', async () => {
    const held = { Authorization: `Bearer ${TOKEN}` };
    const types = { ...held, 'Content-Type': 'application/json' };
    const post = async (path: string, at: string, body: unknown, status: number, headers: object = types) => {
      const response = await server.post(at, JSON.stringify(body), { ...headers });
      expect([at, response.status]).toEqual([at, status]);
      return documented('post', path, response);
    };
    const keys = '/api/v1/keys';
    const key = { name: 'Nightly import', role: 'editor' };
    const { key: made } = (await post(keys, keys, key, 201)) as KeyMade;
    await post(keys, keys, { ...key, endsAt: '2020-01-01T00:00:00Z' }, 400);
    await server.people.signIn(
      { issuer: 'https://login.example.org', subject: 'ana', name: 'Ana', role: 'coder' },
      '',
      '',
    );
    await server.people.signIn(
      { issuer: 'https://login.example.org', subject: 'ben', name: 'Ben', role: 'coder' },
      '',
      '',
    );
    const [ana] = await server.people.list(10);
    for (const name of ['Ana', 'ＡＮＡ', 'command line', 'HTTP', 'alerts'])
      await post(keys, keys, { ...key, name }, 400); // what it writes would stand in that name
    await post(keys, keys, key, 201); // a key like one that there is
    await server.people.signIn(
      { issuer: 'https://login.example.org', subject: 'nightly', name: 'Nightly import', role: 'coder' },
      '',
      '',
    );
    expect((await server.people.list(10)).map(({ name }) => name)).toContain('Nightly import (2)');
    const [session] = await server.people.sessions.list(ana!.id, 1);
    const role = '/api/v1/people/{id}/role';
    const ofAna = `/api/v1/people/${ana!.id}/role`;
    await post(role, ofAna, { role: 'editor' }, 200);
    await post(role, '/api/v1/people/none/role', { role: null }, 404);
    await post(role, ofAna, { role: 'admin' }, 200);
    const hers = (await post(keys, keys, { name: 'Ana', role: 'admin', personId: ana!.id }, 201)) as KeyMade;
    await post(role, ofAna, { role: 'reader' }, 409, { ...types, Authorization: `Bearer ${hers.secret}` });
    for (const [path, at] of [
      [keys, keys],
      [role, ofAna],
    ] as const) {
      await post(path, at, { role: 'king' }, 422);
      await post(path, at, 'x'.repeat(300_000), 413);
      await post(path, at, {}, 415, { ...held, 'Content-Type': 'text/plain' });
    }
    const withdrawal = `${keys}/{id}/withdrawal`;
    await post(withdrawal, `${keys}/${made.id}/withdrawal`, undefined, 200);
    await post(withdrawal, `${keys}/none/withdrawal`, undefined, 404);
    const end = '/api/v1/sessions/{id}/end';
    await post(end, `/api/v1/sessions/${session!.id}/end`, undefined, 200);
    await post(end, '/api/v1/sessions/none/end', undefined, 404);
    const out = '/api/v1/sign-out';
    await post(out, out, undefined, 200);
    for (const [path, at] of [
      [keys, keys],
      [role, ofAna],
      [withdrawal, `${keys}/none/withdrawal`],
      [end, '/api/v1/sessions/none/end'],
      [out, out],
    ] as const) {
      await post(path, `${at}?x=1`, undefined, 400);
      await documented('post', path, await fetch(`${server.url}${at}`, { method: 'DELETE' }));
      if (path !== end && path !== out) await post(path, at, undefined, 401, { ...types, Authorization: 'Basic eDp5' });
    }
    for (const path of [
      '/api/v1/me',
      '/api/v1/people',
      '/api/v1/sessions',
      keys,
      '/api/v1/access',
      '/api/v1/operation',
    ]) {
      const answer = await server.get(path, held);
      expect(answer.status, path).toBe(200);
      await documented('get', path, answer);
      await documented('get', path, await server.get(path, { ...held, 'If-None-Match': answer.headers.get('etag')! }));
      await documented('get', path, await server.get(`${path}?x=1`, held));
      await documented('get', path, await fetch(server.url + path, { method: 'DELETE' }));
      if (path !== '/api/v1/me' && path !== '/api/v1/sessions') await documented('get', path, await server.get(path));
    }
    await documented('get', keys, await server.get(`${keys}?format=csv`, held));
  });

  test('/api/v1/notes', async () => {
    const held = { Authorization: `Bearer ${TOKEN}` };
    const types = { ...held, 'Content-Type': 'application/json' };
    const notes = '/api/v1/notes';
    const [revisions, withdrawal] = [`${notes}/{note}/revisions`, `${notes}/{note}/withdrawal`];
    const post = async (path: string, at: string, body: unknown, status: number, headers: object = types) => {
      const response = await server.post(at, JSON.stringify(body), { ...headers });
      expect([at, response.status, await response.clone().text()]).toEqual([at, status, expect.anything()]);
      return documented('post', path, response);
    };
    const said = { from: '2024-03-18', to: '2024-03-18', text: 'A new envoy', source: 'A press release' };
    const { id } = (await post(notes, notes, { ...said, dyad: 'KOR-RUS' }, 201)) as { id: string };
    const { secret } = await server.people.keys.make(
      { name: 'Reads notes', role: 'reader' },
      { name: 'test', role: 'admin' },
    );
    const reader = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
    for (const [path, at, body] of [
      [notes, notes, { ...said, dyad: null }],
      [revisions, `${notes}/${id}/revisions`, { ...said, revision: 1 }],
      [withdrawal, `${notes}/${id}/withdrawal`, { revision: 2 }],
    ] as const) {
      await post(path, `${at}?x=1`, body, 400);
      await post(path, at, {}, 422);
      await post(path, at, 'x'.repeat(300_000), 413);
      await post(path, at, body, 415, { ...held, 'Content-Type': 'text/plain' });
      const unknown = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
      await documented('post', path, await fetch(server.url + at, unknown));
      await post(path, at, body, 403, reader);
      if (path !== notes) {
        await post(path, at.replace(id, 'none'), body, 404);
        await post(path, at, { ...body, revision: 99 }, 409);
        await documented('post', path, await server.get(at));
      }
      await post(path, at, body, path === notes ? 201 : 200);
    }
    await documented('post', notes, await fetch(server.url + notes, { method: 'DELETE' }));
    const { note_id: _, ...row } = (await server.database.query('select * from note_revision limit 1'))[0]!;
    await server.database.insert(
      'note_revision',
      ['note_id', ...Object.keys(row)],
      Array.from({ length: 2000 }, (_, i) => [`many ${i}`, ...Object.values(row)]),
    );
    await post(notes, notes, { ...said, dyad: null, text: 'One more' }, 409);
    await server.database.query("delete from note_revision where note_id like 'many %'");
    const answer = await server.get(notes);
    expect(answer.status).toBe(200);
    await documented('get', notes, answer);
    await documented('get', notes, await server.get(notes, { 'If-None-Match': answer.headers.get('etag')! }));
    for (const wrong of ['?x=1', '?dyad=KOR', '?asOf=yesterday'])
      await documented('get', notes, await server.get(notes + wrong));
    await documented('get', notes, await fetch(server.url + notes, { method: 'DELETE' }));
  });

  test('/api/v1/lists', async () => {
    const held = { Authorization: `Bearer ${TOKEN}` };
    const types = { ...held, 'Content-Type': 'application/json' };
    const [lists, remove] = ['/api/v1/lists', '/api/v1/lists/{list}/remove'];
    const post = async (path: string, at: string, body: unknown, status: number, headers: object = types) => {
      const response = await server.post(at, body === undefined ? undefined : JSON.stringify(body), { ...headers });
      expect([at, response.status]).toEqual([at, status]);
      await documented('post', path, response);
    };
    const list = { name: 'moscow', title: 'Moscow', shared: true, dyads: ['KOR-RUS'] };
    await post(lists, lists, list, 201);
    const unknown = { method: 'POST', body: JSON.stringify(list), headers: { 'Content-Type': 'application/json' } };
    await documented('post', lists, await fetch(server.url + lists, unknown));
    await post(lists, `${lists}?x=1`, list, 400);
    await post(lists, lists, { name: 'No name' }, 422);
    await post(lists, lists, 'x'.repeat(300_000), 413);
    await post(lists, lists, {}, 415, { ...held, 'Content-Type': 'text/plain' });
    const answer = await server.get(lists);
    expect(answer.status).toBe(200);
    await documented('get', lists, answer);
    await documented('get', lists, await server.get(lists, { 'If-None-Match': answer.headers.get('etag')! }));
    await documented('get', lists, await server.get(`${lists}?x=1`));
    await documented('get', lists, await fetch(server.url + lists, { method: 'DELETE' }));
    const { secret } = await server.people.keys.make(
      { name: 'Reader', role: 'reader' },
      { name: 'test', role: 'admin' },
    );
    const reader = { Authorization: `Bearer ${secret}` };
    await post(lists, lists, list, 403, { ...reader, 'Content-Type': 'application/json' });
    await post(remove, `${lists}/moscow/remove`, undefined, 403, reader);
    const feed = `${lists}/{list}/feed`;
    await post(feed, `${lists}/moscow/feed`, undefined, 201);
    await post(feed, `${lists}/none/feed`, undefined, 404);
    await post(feed, `${lists}/moscow/feed?x=1`, undefined, 400);
    await post(feed, `${lists}/moscow/feed`, undefined, 403, reader);
    await documented('post', feed, await fetch(`${server.url}${lists}/moscow/feed`, { method: 'POST' }));
    await documented('post', feed, await server.get(`${lists}/moscow/feed`));
    const shut = await startTestServer({ events: 'none', people: { ...TOKEN_ONLY, readAccess: 'signed-in' } });
    for (const path of ['/api/v1/alerts/feed.atom', '/api/v1/alerts/feed.json'])
      await documented('get', path, await fetch(shut.url + path));
    await shut.close();
    await post(remove, `${lists}/moscow/remove?x=1`, undefined, 400);
    await documented('post', remove, await fetch(`${server.url}${lists}/moscow/remove`, { method: 'POST' }));
    await documented('post', remove, await server.get(`${lists}/moscow/remove`));
    await server.alerts.rules.put({ name: 'moscow', title: 'Moscow', list: 'moscow', when: { kind: 'flag' } }, 'test');
    await post(remove, `${lists}/moscow/remove`, undefined, 422);
    await server.alerts.rules.remove('moscow', 'test');
    await post(remove, `${lists}/moscow/remove`, undefined, 200);
    await post(remove, `${lists}/moscow/remove`, undefined, 404);
  });

  test('/api/v1/alerts', async () => {
    const held = { Authorization: `Bearer ${TOKEN}` };
    const types = { ...held, 'Content-Type': 'application/json' };
    const base = '/api/v1/alerts';
    const post = async (path: string, at: string, body: unknown, status: number, headers: object = types) => {
      const response = await server.post(base + at, body === undefined ? undefined : JSON.stringify(body), {
        ...headers,
      });
      expect([at, response.status]).toEqual([at, status]);
      await documented('post', base + path, response);
    };
    const rule = { name: 'moscow', title: 'Moscow', when: { kind: 'flag' } };
    await post('/rules', '/rules', rule, 201);
    await post('/channels', '/channels', { name: 'hook', kind: 'webhook', url: 'https://example.org/hook' }, 201);
    await post('/rules/{rule}/silence', '/rules/moscow/silence', { until: '2030-01-01' }, 200);
    await server.database.query(
      `insert into alert_outbox (id, rule, subject, what, day, run_id, made_at, alert, acknowledged_at, acknowledged_by)
       values ('one', 'moscow', 'KOR-RUS', 'raised', 20000, 1, current_timestamp, $1, null, '')`,
      [JSON.stringify({ rule: { ...rule, channels: ['hook'] }, value: 0, side: 1, eventIds: [], model: 'aaaaaaaa' })],
    );
    for (const read of ['/rules', '/channels', '/outbox']) {
      const answer = await server.get(base + read, held);
      expect([read, answer.status]).toEqual([read, 200]);
      await documented('get', base + read, answer);
      await documented(
        'get',
        base + read,
        await server.get(base + read, { ...held, 'If-None-Match': answer.headers.get('etag')! }),
      );
      await documented('get', base + read, await server.get(`${base}${read}?x=1`, held));
      await documented('get', base + read, await fetch(server.url + base + read, { method: 'DELETE' }));
      if (read !== '/rules') await documented('get', base + read, await server.get(base + read));
    }
    const acknowledge = '/outbox/{alert}/acknowledge';
    await post(acknowledge, '/outbox/one/acknowledge', undefined, 200);
    await post(acknowledge, '/outbox/none/acknowledge', undefined, 404);
    await server.database.query(
      `insert into alert_delivery (alert_id, channel, state, message_id, attempts, next_at, until, sent_at, repeats, fault)
       values ('one', 'hook', 'dead', 'one', 9, current_timestamp, current_timestamp, null, 0, 'It is gone.')`,
    );
    const again = '/outbox/{alert}/send-again';
    await post(again, '/outbox/one/send-again', undefined, 200);
    await post(again, '/outbox/one/send-again', undefined, 404);
    for (const [path, at] of [
      ['/rules', '/rules'],
      ['/channels', '/channels'],
      ['/rules/{rule}/silence', '/rules/moscow/silence'],
    ] as const) {
      await post(path, at, { name: 'No name' }, 422);
      await post(path, at, 'x'.repeat(300_000), 413);
      await post(path, at, {}, 415, { ...held, 'Content-Type': 'text/plain' });
    }
    await post('/rules/{rule}/silence', '/rules/none/silence', { until: null }, 404);
    const replay = '/replay';
    const replayed = { rule: { ...rule, dyads: ['KOR-RUS'] }, from: '2024-01-01', to: '2024-06-30' };
    await post(replay, replay, replayed, 200);
    await post(replay, replay, { ...replayed, to: '2023-01-01' }, 400);
    await post(replay, replay, { rule: { ...rule, list: 'none' } }, 404);
    await post(replay, replay, { rule: 5 }, 422);
    await post(replay, replay, 'x'.repeat(300_000), 413);
    await post(replay, replay, {}, 415, { ...held, 'Content-Type': 'text/plain' });
    await documented('post', base + replay, await server.get(base + replay));
    const [testRule, testChannel] = ['/rules/{rule}/test', '/channels/{channel}/test'];
    await post(testRule, '/rules/moscow/test', {}, 200);
    await post(testRule, '/rules/none/test', {}, 404);
    await post(testRule, '/rules/moscow/test', { dyad: 5 }, 422);
    await post(testRule, '/rules/moscow/test', 'x'.repeat(300_000), 413);
    await post(testRule, '/rules/moscow/test', {}, 415, { ...held, 'Content-Type': 'text/plain' });
    await post('/channels', '/channels', { name: 'near', kind: 'slack', url: 'http://127.0.0.1:1/hook' }, 201);
    await post(testChannel, '/channels/near/test', undefined, 200);
    await post(testChannel, '/channels/none/test', undefined, 404);
    await server.alerts.channels.remove('near', 'test');
    const unpublished = await startTestServer({ events: 'none' });
    await unpublished.alerts.channels.put({ name: 'near', kind: 'slack', url: 'http://127.0.0.1:1/hook' }, 'test');
    await documented('post', base + testChannel, await unpublished.post(`${base}/channels/near/test`));
    await documented('post', base + replay, await unpublished.post(base + replay, JSON.stringify(replayed), types));
    const empty = await unpublished.post(`${base}/rules/turned/test`, '{}', types);
    await documented('post', base + testRule, empty);
    await unpublished.close();
    await post('/rules', '/rules', { ...rule, channels: ['hook'] }, 201);
    const [removeRule, removeChannel] = ['/rules/{rule}/remove', '/channels/{channel}/remove'];
    await post(removeChannel, '/channels/hook/remove', undefined, 422);
    await post(removeRule, '/rules/moscow/remove', undefined, 200);
    await post(removeRule, '/rules/moscow/remove', undefined, 404);
    await post(removeChannel, '/channels/hook/remove', undefined, 200);
    await post(removeChannel, '/channels/hook/remove', undefined, 404);
    for (const [path, at] of [
      ['/rules', '/rules'],
      ['/channels', '/channels'],
      ['/rules/{rule}/silence', '/rules/moscow/silence'],
      [acknowledge, '/outbox/one/acknowledge'],
      [again, '/outbox/one/send-again'],
      [testRule, '/rules/moscow/test'],
      [testChannel, '/channels/hook/test'],
      [removeRule, '/rules/moscow/remove'],
      [removeChannel, '/channels/hook/remove'],
    ] as const) {
      await post(path, `${at}?x=1`, {}, 400);
      await post(path, at, {}, 401, { ...types, Authorization: 'Basic eDp5' });
      await documented('post', base + path, await fetch(server.url + base + at, { method: 'DELETE' }));
    }
  });

  test('/api/v1/coding', async () => {
    const base = '/api/v1/coding/rounds';
    const types = { 'Content-Type': 'application/json' };
    const codes = { type: 'call', polarity: -1, severity: 2, role: 'direct' };
    const long = `"${'x'.repeat(300_000)}"`;
    const send = async (path: string, at: string, body: unknown, headers: object, status: number): Promise<unknown> => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const response = await server.post(at, text, { ...types, ...headers });
      expect([at, response.status]).toEqual([at, status]);
      return documented('post', path, response);
    };
    const read = async (path: string, at: string, key: string, statuses: readonly number[]): Promise<void> => {
      for (const status of statuses) {
        const own = status === 401 ? {} : { Authorization: `Bearer ${key}` };
        const first = status === 304 ? await server.get(at, own) : undefined;
        const response = await server.get(status === 400 ? `${at}?x=1` : at, {
          ...own,
          ...(first && { 'If-None-Match': first.headers.get('etag')! }),
        });
        expect([at, response.status]).toEqual([at, status]);
        await documented('get', path, response);
      }
    };
    const wrongMethod = async (path: string, at: string, method: 'get' | 'post'): Promise<unknown> =>
      documented(method, path, await (method === 'get' ? server.post(at) : server.get(at)));
    const sample = { kind: 'sample', title: 'A round', secondCoder: 'Sam', share: 0.005, dyads: ['KOR-RUS'], seed: 1 };
    const made = (await send(base, base, sample, {}, 201)) as RoundCreated;
    const key = { Authorization: `Bearer ${made.key}` };
    const own = `${base}/${made.round.id}`;
    await send(base, base, { ...sample, share: 0 }, {}, 422);
    await send(base, base, { ...sample, dyads: ['AAA-BBB'] }, {}, 400);
    await send(base, base, sample, { Authorization: 'Basic eDp5' }, 401);
    await send(base, base, long, {}, 413);
    await send(base, base, sample, { 'Content-Type': 'text/plain' }, 415);
    await read(base, base, TOKEN, [200, 304, 400, 401]);
    await documented('get', base, await fetch(server.url + base, { method: 'DELETE' }));
    await read('/api/v1/coding/agreement', '/api/v1/coding/agreement', TOKEN, [200, 304, 400]);
    await wrongMethod('/api/v1/coding/agreement', '/api/v1/coding/agreement', 'get');
    const round = `${base}/{round}`;
    await read(`${round}/units`, `${own}/units`, made.key, [200, 304, 400, 401]);
    await wrongMethod(`${round}/units`, `${own}/units`, 'get');
    await send(`${round}/leave`, `${own}/leave`, '', {}, 409);
    await server.people.signIn(
      { issuer: 'https://login.example.org', subject: 'sam', name: 'Sam', role: 'coder' },
      '',
      '',
    );
    const sam = (await server.people.list(100)).find(({ name }) => name === 'Sam')!;
    const { secret } = await server.people.keys.make(
      { name: 'Sam’s', role: 'coder', personId: sam.id },
      { name: 'test', role: 'admin' },
    );
    await send(`${round}/leave`, `${own}/leave`, '', { Authorization: `Bearer ${secret}` }, 200);
    await send(`${round}/leave`, `${own}/leave?x=1`, '', {}, 400);
    await documented('post', `${round}/leave`, await fetch(`${server.url}${own}/leave`, { method: 'DELETE' }));
    await read(`${round}/agreement`, `${own}/agreement`, TOKEN, [409]);
    for (let unit = 1; unit <= made.round.units; unit++)
      await send(`${round}/codes`, `${own}/codes`, { unit, version: 0, codes }, key, 200);
    await send(`${round}/codes`, `${own}/codes`, { unit: 1, version: 0, codes }, key, 409);
    await send(`${round}/codes`, `${own}/codes`, {}, key, 422);
    await send(`${round}/codes`, `${own}/codes`, { unit: 99, version: 0, codes }, key, 400);
    await send(`${round}/codes`, `${own}/codes`, {}, { Authorization: 'Basic eDp5' }, 401);
    await send(`${round}/codes`, `${own}/codes`, long, key, 413);
    await send(`${round}/codes`, `${own}/codes`, {}, { ...key, 'Content-Type': 'text/plain' }, 415);
    await wrongMethod(`${round}/codes`, `${own}/codes`, 'post');
    await send(`${round}/close`, `${own}/close`, '', key, 200);
    await send(`${round}/close`, `${own}/close`, '', {}, 409);
    await send(`${round}/close`, `${own}/close?x=1`, '', {}, 400);
    await send(`${round}/close`, `${own}/close`, '', { Authorization: 'Basic eDp5' }, 401);
    await send(`${round}/close`, `${base}/none/close`, '', {}, 404);
    await wrongMethod(`${round}/close`, `${own}/close`, 'post');
    await read(`${round}/agreement`, `${own}/agreement`, TOKEN, [200, 304, 400, 401]);
    await read(`${round}/agreement`, `${base}/none/agreement`, TOKEN, [404]);
    await wrongMethod(`${round}/agreement`, `${own}/agreement`, 'get');
    const decision = { unit: 1, version: 0, take: 'first', reason: 'It is as it was.' };
    const path = `${round}/decisions`;
    await send(path, `${own}/decisions`, decision, {}, 200);
    await send(path, `${own}/decisions`, decision, {}, 409);
    await send(path, `${base}/none/decisions`, decision, {}, 404);
    await send(path, `${own}/decisions`, {}, {}, 422);
    await send(path, `${own}/decisions`, { ...decision, unit: 99 }, {}, 400);
    await send(path, `${own}/decisions`, decision, { Authorization: 'Basic eDp5' }, 401);
    await send(path, `${own}/decisions`, long, {}, 413);
    await send(path, `${own}/decisions`, decision, { 'Content-Type': 'text/plain' }, 415);
    await wrongMethod(path, `${own}/decisions`, 'post');
  });

  test('POST /api/v1/score and POST /api/v1/models', async () => {
    const types = { 'Content-Type': 'application/json' };
    const model = newestBaselineFile();
    const faulty = { ...model, scale: -1 };
    const score = '/api/v1/score';
    for (const [path, query, body, headers, status] of [
      [score, '', { dyad: 'CHN-LTU', model, from: '2024-04-01' }, types, 200],
      [score, '', { dyad: 'nobody', model }, types, 400],
      [score, '', { dyad: 'FRA-USA', model }, types, 404],
      [score, '', { dyad: 'CHN-LTU', model: 'x'.repeat(300_000) }, types, 413],
      [score, '', { dyad: 'CHN-LTU', model }, { 'Content-Type': 'text/plain' }, 415],
      [score, '', { dyad: 'CHN-LTU', model: faulty }, types, 422],
      ['/api/v1/models', '', { ...model, version: 1, name: 'documented' }, types, 201],
      ['/api/v1/models', '?x=1', model, types, 400],
      ['/api/v1/models', '', model, { ...types, Authorization: 'Basic eDp5' }, 401],
      ['/api/v1/models', '', { ...model, description: 'x'.repeat(300_000) }, types, 413],
      ['/api/v1/models', '', model, { 'Content-Type': 'text/plain' }, 415],
      ['/api/v1/models', '', faulty, types, 422],
    ] as const) {
      const response = await server.post(path + query, JSON.stringify(body), headers);
      expect(response.status, `POST ${path}${query} ${await response.clone().text()}`).toBe(status);
      await documented('post', path, response);
    }
    await documented('post', score, await server.get(score));
  });

  test('the calibration of a model', async () => {
    const path = '/api/v1/models/{name}/calibration';
    const own = await startTestServer({ events: 'none' });
    try {
      const at = '/api/v1/models/gdelt/calibration';
      const held = { Authorization: `Bearer ${TOKEN}` };
      const asked = async (address: string, status: number, headers: Record<string, string> = held) => {
        const response = await own.get(address, headers);
        expect(response.status, `${address} ${await response.clone().text()}`).toBe(status);
        await documented('get', path, response);
        return response;
      };
      await asked(at, 409);
      const { content, span } = feedHistory(epochDay('2026-11-22'), 760);
      await takeGdelt(
        openFeedStore({ database: own.database, watched: WATCHED, now: () => new Date('2026-11-23T11:00:00Z') }),
        'a',
        content,
        span,
      );
      const etag = (await asked(at, 200)).headers.get('etag')!;
      await asked(at, 304, { ...held, 'If-None-Match': etag });
      await asked(`${at}?index=20`, 400);
      await asked(at, 401, {});
      await asked('/api/v1/models/none/calibration', 404);
      await documented('get', path, await fetch(`${own.url}${at}`, { method: 'DELETE' }));
    } finally {
      await own.close();
    }
  });

  test('POST /api/v1/coverage', async () => {
    const path = '/api/v1/coverage';
    const json = { 'Content-Type': 'application/json' };
    const looked = JSON.stringify({ dyads: ['FRA-USA'], through: '2026-11-20' });
    for (const [body, headers, status] of [
      [looked, json, 200],
      ['{"dyads": ["FRA-USA"]}', json, 400],
      [looked, { ...json, Authorization: 'Basic eDp5' }, 401],
      [JSON.stringify({ dyads: ['FRA-USA'], through: '2026-11-20', note: 'x'.repeat(300_000) }), json, 413],
      [looked, { 'Content-Type': 'text/plain' }, 415],
      ['dyad,from,to\nFRA-USA,2024-01-01,2023-01-01\n', { 'Content-Type': 'text/csv' }, 422],
    ] as const) {
      const response = await server.post(path, body, headers);
      expect(response.status, `POST ${path} ${await response.clone().text()}`).toBe(status);
      await documented('post', path, response);
    }
    await documented('post', path, await server.get(path));
  });

  test('drafting and its dictionaries', async () => {
    const json = { 'Content-Type': 'application/json' };
    const long = JSON.stringify({ text: 'x'.repeat(1_200_000) });
    const drafting = '/api/v1/desk/drafting';
    const dictionary = '/api/v1/desk/dictionary';
    for (const [path, body, headers, status] of [
      [drafting, '{"text": "러시아 외무부는 5일 한국 대사를 초치했다."}', json, 200],
      [drafting, '{"text": ""}', json, 400],
      [drafting, '{}', { ...json, Authorization: 'Basic eDp5' }, 401],
      [drafting, long, json, 413],
      [drafting, 'x', { 'Content-Type': 'text/plain' }, 415],
      [drafting, '{"text": "x", "provider": "http"}', json, 422],
      [dictionary, '{}', json, 200],
      [dictionary, '{"actors": 1}', json, 400],
      [dictionary, '{}', { ...json, Authorization: 'Basic eDp5' }, 401],
      [dictionary, long, json, 413],
      [dictionary, 'x', { 'Content-Type': 'text/plain' }, 415],
      [dictionary, '{"patterns": [{"id": "x", "language": "ko", "type": "none", "verbs": ["x"]}]}', json, 422],
    ] as const) {
      const response = await server.post(path, body, headers);
      expect(response.status, `POST ${path} ${await response.clone().text()}`).toBe(status);
      await documented('post', path, response);
    }
    await documented('post', drafting, await server.get(drafting));
    await server.database.query(
      "insert into drafting_words (id, words, changed_at) values (1, '{', now()) on conflict (id) do update set words = '{'",
    );
    await documented('get', dictionary, await server.get(dictionary));
    await server.database.query('delete from drafting_words');
  });

  test('POST /api/v1/views', async () => {
    const path = '/api/v1/views';
    const types = { 'Content-Type': 'application/json' };
    const model = newestBaselineFile();
    const taken = { ...VIEW, to: '2024-04-06' };
    await server.post(path, JSON.stringify(VIEW), types); // what is recorded meanwhile gives the view another moment
    const { code } = (await (await server.post(path, JSON.stringify(taken), types)).json()) as PinnedView;
    await server.database.query("update pinned_view set view = '{}' where code = $1", [code]);
    for (const [body, headers, status] of [
      [{ ...VIEW, kind: 'move' }, types, 201],
      [VIEW, types, 200],
      [{ ...VIEW, colour: 'red' }, types, 400],
      [{ ...VIEW, model: 'none' }, types, 404],
      [taken, types, 409],
      [{ ...VIEW, title: 'x'.repeat(300_000) }, types, 413],
      [VIEW, { 'Content-Type': 'text/plain' }, 415],
      [{ ...VIEW, draft: { ...model, scale: -1 } }, types, 422],
    ] as const) {
      const response = await server.post(path, JSON.stringify(body), headers);
      expect(response.status, `POST ${path} ${await response.clone().text()}`).toBe(status);
      await documented('post', path, response);
    }
    await documented('post', path, await server.get(path));
  });

  test('POST /api/v1/feeds, and what is done with one', async () => {
    const gdelt = await GdeltServer.start();
    gdelt.weather = () => ({ kind: 'silence' });
    const types = { 'Content-Type': 'application/json' };
    const feed = { name: 'gdelt', kind: 'gdelt', base: gdelt.base, from: '2026-11-22' };
    const pulls = '/api/v1/feeds/{feed}/pulls';
    try {
      for (const [path, address, body, headers, status] of [
        ['/api/v1/feeds', '/api/v1/feeds', feed, types, 201],
        ['/api/v1/feeds', '/api/v1/feeds?x=1', feed, types, 400],
        ['/api/v1/feeds', '/api/v1/feeds', feed, { ...types, Authorization: 'Basic eDp5' }, 401],
        ['/api/v1/feeds', '/api/v1/feeds', { ...feed, name: 'x'.repeat(300_000) }, types, 413],
        ['/api/v1/feeds', '/api/v1/feeds', feed, { 'Content-Type': 'text/plain' }, 415],
        ['/api/v1/feeds', '/api/v1/feeds', { ...feed, kind: 'none' }, types, 422],
        [pulls, '/api/v1/feeds/gdelt/pulls', undefined, {}, 202],
        [pulls, '/api/v1/feeds/gdelt/pulls?from=2026-11-22', undefined, {}, 400],
        [pulls, '/api/v1/feeds/gdelt/pulls', undefined, { Authorization: 'Basic eDp5' }, 401],
        [pulls, '/api/v1/feeds/none/pulls', undefined, {}, 404],
        [pulls, '/api/v1/feeds/gdelt/pulls?from=2026-11-20&to=2026-11-21', undefined, {}, 409],
        [`${pulls}/stop`, '/api/v1/feeds/gdelt/pulls/stop', undefined, {}, 200],
        [
          '/api/v1/feeds/{feed}/reports',
          '/api/v1/feeds/gdelt/reports?dyad=IRN-FRA&from=2026-11-20&to=2026-11-21',
          undefined,
          {},
          200,
        ],
        [
          '/api/v1/feeds/{feed}/reports',
          '/api/v1/feeds/gdelt/reports?dyad=FRA-IRN&from=2026-11-20&to=2026-11-27',
          undefined,
          {},
          400,
        ],
        ['/api/v1/feeds/{feed}/reports', '/api/v1/feeds/gdelt/reports?dyad=FRA-IRN', undefined, {}, 400],
        [
          '/api/v1/feeds/{feed}/reports',
          '/api/v1/feeds/gdelt/reports',
          undefined,
          { Authorization: 'Basic eDp5' },
          401,
        ],
        [
          '/api/v1/feeds/{feed}/reports',
          '/api/v1/feeds/none/reports?dyad=FRA-IRN&from=2026-11-20&to=2026-11-21',
          undefined,
          {},
          404,
        ],
        [`${pulls}/stop`, '/api/v1/feeds/gdelt/pulls/stop?x=1', undefined, {}, 400],
        [`${pulls}/stop`, '/api/v1/feeds/gdelt/pulls/stop', undefined, { Authorization: 'Basic eDp5' }, 401],
        ['/api/v1/feeds/{feed}/remove', '/api/v1/feeds/none/remove', undefined, {}, 404],
        ['/api/v1/feeds/{feed}/remove', '/api/v1/feeds/gdelt/remove?x=1', undefined, {}, 400],
        ['/api/v1/feeds/{feed}/remove', '/api/v1/feeds/gdelt/remove', undefined, { Authorization: 'Basic eDp5' }, 401],
        ['/api/v1/feeds/{feed}/remove', '/api/v1/feeds/gdelt/remove', undefined, {}, 200],
      ] as const) {
        const response = await server.post(address, body && JSON.stringify(body), headers);
        expect(response.status, `POST ${address} ${await response.clone().text()}`).toBe(status);
        const answer = await documented('post', path, response);
        if (status === 201) expect(answer).toEqual({ name: 'gdelt' });
        if (status === 202)
          expect(await documented('get', '/api/v1/pulls', await server.get('/api/v1/pulls'))).toMatchObject({
            feeds: [{ name: 'gdelt', pull: { stage: 'lists', endedAt: null } }],
          });
      }
      for (const path of ['pulls', 'pulls/stop', 'reports', 'remove'])
        await documented('post', `/api/v1/feeds/{feed}/${path}`, await server.get(`/api/v1/feeds/gdelt/${path}`));
      const file = join(server.folder, 'feeds.json');
      await writeFile(file, '{}');
      for (const [method, path, response] of [
        ['get', '/api/v1/pulls', await server.get('/api/v1/pulls')],
        ['post', pulls, await server.post('/api/v1/feeds/gdelt/pulls')],
        ['post', '/api/v1/feeds/{feed}/remove', await server.post('/api/v1/feeds/gdelt/remove')],
        [
          'post',
          '/api/v1/feeds/{feed}/reports',
          await server.post('/api/v1/feeds/gdelt/reports?dyad=FRA-IRN&from=2026-11-20&to=2026-11-21'),
        ],
      ] as const) {
        expect(response.status, path).toBe(422);
        await documented(method, path, response);
      }
      await rm(file);
    } finally {
      await gdelt.stop();
    }
  });

  test('429 on any address of the API', async () => {
    const limited = await startTestServer({ events: 'none', limits: { readsPerMinute: 2 } });
    try {
      const answers = [
        await limited.get('/api/v1/codebook'),
        await limited.get('/api/v1/models'),
        await limited.get('/api/v1/codebook'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      await documented('get', '/api/v1/codebook', answers[2]!);
    } finally {
      await limited.close();
    }
  });

  test('503 before the first roll-up', async () => {
    const empty = await startTestServer({ events: 'none' });
    try {
      const { code } = await empty.views.pin(
        {
          kind: 'move',
          dyad: 'KOR-RUS',
          from: '2024-01-01',
          to: '2024-04-05',
          direction: 'both',
          model: 'baseline@00000000',
          asOf: '2024-04-05T00:00:00.000Z',
        },
        [],
      );
      for (const [path, address] of [
        ['/api/v1/views/{code}/standing', `/api/v1/views/${code}/standing`],
        ['/api/v1/dyads', '/api/v1/dyads'],
        ['/api/v1/morning', '/api/v1/morning'],
        [`${DYAD}/series`, '/api/v1/dyads/KOR-RUS/series'],
        [`${DYAD}/contributions`, '/api/v1/dyads/KOR-RUS/contributions'],
        [`${DYAD}/events`, '/api/v1/dyads/KOR-RUS/events'],
        [`${DYAD}/move`, '/api/v1/dyads/KOR-RUS/move?from=2024-03-01'],
        [`${DYAD}/basis`, '/api/v1/dyads/KOR-RUS/basis'],
        [`${DYAD}/vintages`, '/api/v1/dyads/KOR-RUS/vintages'],
        [`${DYAD}/revisions`, '/api/v1/dyads/KOR-RUS/revisions'],
        ['/api/v1/events/{id}', '/api/v1/events/x'],
        ...FIGURE_FORMATS.flatMap((format): [string, string][] => [
          [`${DYAD}/figure.${format}`, `/api/v1/dyads/KOR-RUS/figure.${format}`],
          [`/api/v1/compare/figure.${format}`, `/api/v1/compare/figure.${format}?dyads=KOR-RUS,KOR-PRK`],
        ]),
        ['/api/v1/pairs', '/api/v1/pairs'],
        ['/health/ready', '/health/ready'],
      ] as const) {
        const response = await empty.get(address);
        expect({ status: response.status, retryAfter: response.headers.get('retry-after') }, `GET ${address}`).toEqual({
          status: 503,
          retryAfter: path.startsWith('/api') ? '2' : null,
        });
        await documented('get', path, response);
      }
      await documented(
        'post',
        '/api/v1/views',
        await empty.post('/api/v1/views', JSON.stringify(VIEW), { 'Content-Type': 'application/json' }),
      );
      await documented(
        'post',
        '/api/v1/score',
        await empty.post('/api/v1/score', JSON.stringify({ dyad: 'KOR-RUS', model: newestBaselineFile() }), {
          'Content-Type': 'application/json',
        }),
      );
      expect((await empty.get('/health/live')).status).toBe(200);
    } finally {
      await empty.close();
    }
  });

  test('an empty ledger, once rolled up, is an empty board', async () => {
    const empty = await startTestServer({ events: 'none' });
    try {
      await (
        await empty.rollup.start('start')
      ).done;
      const body = await documented('get', '/api/v1/dyads', await empty.get('/api/v1/dyads'));
      expect(body).toMatchObject({ dyads: [], asOf: null, date: '2026-11-23' });
      await documented('get', `${DYAD}/series`, await empty.get('/api/v1/dyads/KOR-RUS/series'));
      expect((await empty.get('/health/ready')).status).toBe(200);
    } finally {
      await empty.close();
    }
  });

  test('500 tells nothing of the inside', async () => {
    const broken = await startTestServer({ events: 'none' });
    try {
      await (
        await broken.rollup.start('start')
      ).done;
      await broken.database.close();
      const response = await broken.get('/api/v1/runs', { 'X-Request-Id': 'the-broken-one' });
      expect(response.status).toBe(500);
      const body = await documented('get', '/api/v1/runs', response);
      expect(body).toMatchObject({ type: 'urn:tension:problem:internal', instance: 'the-broken-one' });
      expect(JSON.stringify(body)).not.toMatch(/duckdb|select|\/tmp/i);
      expect(broken.log.join('\n')).toContain('the-broken-one');
      await documented('get', '/health/ready', await broken.get('/health/ready'));
    } finally {
      await broken.close().catch(() => undefined); // its database is closed already
    }
  });

  test('the stream', async () => {
    const aborting = new AbortController();
    const response = await fetch(`${server.url}/api/v1/stream`, { signal: aborting.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(Object.keys(check.document.paths['/api/v1/stream']!['get']!.responses['200']!.content!)).toEqual([
      'text/event-stream',
    ]);
    aborting.abort();
    await documented('get', '/api/v1/stream', await server.get('/api/v1/stream?x=1'));
    await documented('get', '/api/v1/stream', await server.post('/api/v1/stream'));
    const full = await startTestServer({ events: 'none', limits: { streams: 0 } });
    try {
      await documented('get', '/api/v1/stream', await full.get('/api/v1/stream'));
    } finally {
      await full.close();
    }
  });

  test('a view that is withdrawn', async () => {
    const types = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ ...VIEW, title: 'A title that is withdrawn' });
    const { code } = (await (await server.post('/api/v1/views', body, types)).json()) as PinnedView;
    const path = '/api/v1/views/{code}/withdrawal';
    const reason = JSON.stringify({ reason: 'It is not so.' });
    const address = `/api/v1/views/${code}/withdrawal`;
    await documented('post', path, await fetch(server.url + address, { method: 'POST', headers: types, body: reason }));
    for (const [at, text, headers] of [
      [address.toLowerCase(), reason, types],
      [address, '{}', types],
      ['/api/v1/views/000000000/withdrawal', reason, types],
      [address, JSON.stringify({ reason: 'x'.repeat(300_000) }), types],
      [address, reason, { 'Content-Type': 'text/plain' }],
      [address, reason, types],
      [address, JSON.stringify({ reason: 'Another.' }), types],
    ] as const)
      await documented(
        'post',
        path,
        await fetch(server.url + at, {
          method: 'POST',
          headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
          body: text,
          redirect: 'manual',
        }),
      );
    await documented('post', path, await server.get(address));
    await documented('post', '/api/v1/views', await server.post('/api/v1/views', body, types));
    for (const [read, operations] of Object.entries(check.document.paths))
      if (operations['get']?.responses['410'] && !read.includes('/figure.')) {
        const views = read.includes('/packs/') ? `?views=${code}` : '';
        const response = await server.get(read.replace('{code}', code).replace('{digest}', digest) + views);
        expect([read, response.status]).toEqual([read, 410]);
        await documented('get', read, response);
      }
  });

  test('POST of a template for the slides of a pack', async () => {
    const path = '/api/v1/packs/pack.pptx';
    const { code } = (await (
      await server.post('/api/v1/views', JSON.stringify({ ...VIEW, to: '2024-04-02' }), {
        'Content-Type': 'application/json',
      })
    ).json()) as PinnedView;
    await server.post(`/api/v1/views/${code}/withdrawal`, JSON.stringify({ reason: 'It is not so.' }), {
      'Content-Type': 'application/json',
    });
    const template = potx('slide');
    const type = 'application/vnd.openxmlformats-officedocument.presentationml.template';
    for (const [views, body, headers, status] of [
      [pinned, template, {}, 200],
      ['', template, {}, 400],
      [pinned, template, { Authorization: '' }, 401],
      ['000000000', template, {}, 404],
      [code, template, {}, 410],
      [pinned, new Uint8Array(16 * 1024 ** 2 + 1), {}, 413],
      [pinned, template, { 'Content-Type': 'text/plain' }, 415],
      [pinned, template.slice(0, 999), {}, 422],
    ] as const) {
      const response = await fetch(`${server.url}${path}?views=${encodeURIComponent(views)}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': type, ...headers },
        body: Buffer.from(body),
      });
      expect([status, response.status]).toEqual([status, status]);
      await documented('post', path, response);
    }
  });

  test('every documented success, and every problem of an address’s own, was met above', () => {
    // Every address may answer 429 and 500; they are met on one each, because the code that answers them is one for all. So it is with the
    // 401, 409 and 410 of a figure, which come from pinning its view.
    const missing = Object.entries(check.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses)
          .filter(
            (status) =>
              !['403', '429', '500'].includes(status) &&
              `${path} ${status}` !== '/api/v1/operation 304' && // as its memory and the moment of the last word happen to be
              !(['401', '409', '410'].includes(status) && path.includes('/figure.')) &&
              !(['304', '503'].includes(status) && path.startsWith('/api/v1/export/')) && // made anew; 503 is met in exports.test.ts
              !seen.has(`${method} ${path} ${status}`),
          )
          .map((status) => `${method} ${path} ${status}`),
      ),
    );
    expect(missing.toSorted()).toEqual([
      'get /api/v1/backup 304', // each is made anew
      'get /api/v1/stream 200', // met, but a stream has no end, and so no body to check
      'get /metrics 304', // no two measurements are the same
      'post /api/v1/feeds/{feed}/pulls 503', // of several servers, where none leads
      'post /api/v1/feeds/{feed}/pulls/stop 503',
      'post /api/v1/runs 503', // met in rollup/replicas.test.ts and operation.test.ts
    ]);
  });
});

test('the description says what it is', () => {
  expect(check.document.openapi).toBe('3.1.0');
  expect(Object.keys(check.document.paths).sort()).toEqual(
    [
      '/api/v1/backup',
      '/api/v1/views/{code}/withdrawal',
      '/api/v1/feeds/preview',
      '/api/v1/feeds/{feed}/pulls',
      '/api/v1/models/{name}/calibration',
      '/api/v1/feeds/{feed}/pulls/stop',
      '/api/v1/feeds/{feed}/remove',
      '/api/v1/feeds/{feed}/reports',
      '/api/v1/coding/agreement',
      '/api/v1/coding/rounds',
      '/api/v1/coding/rounds/{round}/agreement',
      '/api/v1/coding/rounds/{round}/close',
      '/api/v1/coding/rounds/{round}/leave',
      '/api/v1/access',
      '/api/v1/operation',
      '/api/v1/keys',
      '/api/v1/keys/{id}/withdrawal',
      '/api/v1/me',
      '/api/v1/people',
      '/api/v1/people/{id}/role',
      '/api/v1/sessions',
      '/api/v1/sessions/{id}/end',
      '/api/v1/sign-out',
      '/api/v1/coding/rounds/{round}/codes',
      '/api/v1/coding/rounds/{round}/decisions',
      '/api/v1/coding/rounds/{round}/units',
      '/api/v1/coverage',
      '/api/v1/acts',
      '/api/v1/acts/{actId}/revisions',
      '/api/v1/events/{id}/retraction',
      '/api/v1/events/{id}/restoration',
      '/api/v1/imports/{importId}/retraction',
      '/api/v1/desk/drafting',
      '/api/v1/imports/preview',
      '/api/v1/alerts/channels',
      '/api/v1/alerts/channels/{channel}/remove',
      '/api/v1/alerts/channels/{channel}/test',
      '/api/v1/alerts/outbox',
      '/api/v1/alerts/replay',
      '/api/v1/alerts/outbox/{alert}/acknowledge',
      '/api/v1/alerts/outbox/{alert}/send-again',
      '/api/v1/alerts/rules',
      '/api/v1/alerts/rules/{rule}/remove',
      '/api/v1/alerts/rules/{rule}/silence',
      '/api/v1/alerts/rules/{rule}/test',
      '/api/v1/notes',
      '/api/v1/notes/{note}/revisions',
      '/api/v1/notes/{note}/withdrawal',
      '/api/v1/lists',
      '/api/v1/lists/{list}/feed',
      '/api/v1/lists/{list}/remove',
      '/api/v1/audit',
      '/api/v1/audit/state',
      '/api/v1/desk/drafts',
      '/api/v1/desk/drafts/{id}',
      '/api/v1/desk/drafts/{id}/readers',
      '/api/v1/desk/queue',
      '/api/v1/suggestions',
      '/api/v1/suggestions/{suggestionId}/decision',
      '/api/v1/score',
      '/api/v1/stream',
      '/api/v1/views',
      ...READS.map(([path]) => path),
    ].sort(),
  );
});

test('the token of the tests is in no log', () => {
  expect(server.log.join('\n')).not.toContain(TOKEN);
});
