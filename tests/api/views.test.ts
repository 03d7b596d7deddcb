import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { canonicalView, type View, viewCode } from '../../client/charts/view.ts';
import { modelHash } from '../../models/model.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series } from '../../models/contract/series.ts';
import type { Basis } from '../../models/contract/basis.ts';
import type { ViewStatus } from '../../models/contract/viewStatus.ts';
import type { PinnedView, ViewDetail } from '../../models/contract/views.ts';
import { baselineFile, newestBaselineFile } from '../models/shipped.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer } from './testServer.ts';

/** The same members, whether they may be written to or not. */
type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Writable<T[Key]> }
    : T;

test('the schema of a view and its type are one', () => {
  expectTypeOf<Writable<View>>().toEqualTypeOf<Writable<PinnedView['view']>>();
  expect(viewCode).toBeTypeOf('function');
});

const JSON_BODY = { 'Content-Type': 'application/json', Authorization: '' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const pin = (body: unknown): Promise<Response> => server.post('/api/v1/views', JSON.stringify(body), JSON_BODY);

async function pinned(body: unknown): Promise<PinnedView> {
  const response = await pin(body);
  if (response.status !== 201 && response.status !== 200)
    throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as PinnedView;
}

async function problem(body: unknown, status = 400): Promise<Problem> {
  const response = await pin(body);
  expect(response.status, await response.clone().text()).toBe(status);
  return (await response.json()) as Problem;
}

const asOf = (): string => server.rollup.published()!.asOf!.toISOString();
const baseline = (): string => {
  const { definition, hash } = server.reference.models.find((model) => model.definition.name === 'baseline')!;
  return `${definition.name}@${hash}`;
};

describe('pinning', () => {
  test('needs no token, fills in every default and pins it: 201, then 200 with the same code and moment', async () => {
    const response = await pin({ kind: 'dyad', dyad: 'rus-kor' });
    expect(response.status).toBe(201);
    const body = (await response.json()) as PinnedView;
    const { coverage } = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?step=month');
    expect(body.view).toEqual({
      kind: 'dyad',
      dyad: 'KOR-RUS',
      from: coverage.firstEvent,
      to: '2026-11-23',
      step: 'day',
      direction: 'both',
      model: baseline(),
      asOf: asOf(),
    });
    expect(body.code).toBe(viewCode(body.view));
    expect(body.url).toBe(`/v/${body.code}`);
    expect(response.headers.get('location')).toBe(`/v/${body.code}`);
    const again = await pin({ kind: 'dyad', dyad: 'KOR-RUS', model: 'baseline' });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(body);
    expect((await pin(body.view)).status).toBe(200); // a view gives itself
  });

  test('a moment after the last change is pinned as that change: the same events now, and no others later', async () => {
    const { view } = await pinned({ kind: 'dyad', dyad: 'KOR-RUS', asOf: '2026-11-23' });
    expect(view.asOf).toBe((await server.ledger.watermark())!.toISOString());
  });

  test('moves and comparisons', async () => {
    expect(
      (await pinned({ kind: 'move', dyad: 'RUS-KOR', from: '2024-03-01', to: '2024-04-05', direction: 'KOR>RUS' }))
        .view,
    ).toEqual({
      kind: 'move',
      dyad: 'KOR-RUS',
      from: '2024-03-01',
      to: '2024-04-05',
      direction: 'KOR>RUS',
      model: baseline(),
      asOf: asOf(),
    });
    expect(
      (
        await pinned({
          kind: 'compare',
          dyads: ['rus-prk', 'KOR-RUS'],
          from: '2024-01-01',
          marking: '  OFFICIAL   – SENSITIVE ',
        })
      ).view,
    ).toEqual({
      kind: 'compare',
      dyads: ['PRK-RUS', 'KOR-RUS'],
      from: '2024-01-01',
      to: '2026-11-23',
      model: baseline(),
      asOf: asOf(),
      marking: 'OFFICIAL – SENSITIVE',
    });
  });

  test('a draft stands in the view with the model that it is a draft of; one that is published is none', async () => {
    const draft = { ...newestBaselineFile(), scale: 30 };
    const { view } = await pinned({ kind: 'dyad', dyad: 'KOR-RUS', draft });
    expect(view).toMatchObject({ draft, model: baseline() });
    expect((await pinned({ kind: 'dyad', dyad: 'KOR-RUS', draft: newestBaselineFile() })).code).toBe(
      (await pinned({ kind: 'dyad', dyad: 'KOR-RUS' })).code,
    );
    expect(
      (await problem({ kind: 'dyad', dyad: 'KOR-RUS', draft: { ...draft, scale: -1 } }, 422)).errors,
    ).toMatchObject([{ field: 'model.scale' }]);
  });

  test('a what-if is written in one way', async () => {
    const one = await pinned({ kind: 'dyad', dyad: 'KOR-RUS', whatIf: 'type:veto, indirect' });
    expect(one.view).toMatchObject({ whatIf: 'indirect,type:veto' });
    expect((await pinned({ kind: 'dyad', dyad: 'KOR-RUS', whatIf: 'indirect,type:veto' })).code).toBe(one.code);
  });

  const WRONG: readonly [what: string, body: unknown, field: string, message: RegExp][] = [
    ['no kind', { dyad: 'KOR-RUS' }, 'kind', /must be dyad, move or compare/],
    ['an unknown kind', { kind: 'pie' }, 'kind', /must be dyad, move or compare/],
    ['an unknown field', { kind: 'dyad', dyad: 'KOR-RUS', colour: 'red' }, 'colour', /is no field of such a view/],
    ['a list', [], 'body', /must be an object/],
    ['no dyad', { kind: 'dyad' }, 'dyad', /is missing: give a text/],
    ['no dyad at all', { kind: 'dyad', dyad: 'nobody' }, 'dyad', /is not a dyad/],
    ['a number for a text', { kind: 'dyad', dyad: 7 }, 'dyad', /must be a text/],
    ['a date that is none', { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-02-30' }, 'from', /is not a calendar date/],
    [
      'days in the wrong order',
      { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-04-05', to: '2024-03-01' },
      'from',
      /exchange from and to/,
    ],
    ['a day to come', { kind: 'dyad', dyad: 'KOR-RUS', to: '2027-01-01' }, 'to', /lies in the future/],
    ['a moment to come', { kind: 'dyad', dyad: 'KOR-RUS', asOf: '2027-01-01' }, 'asOf', /lies in the future/],
    ['more days than can be drawn', { kind: 'dyad', dyad: 'KOR-RUS', from: '1800-01-01' }, 'from', /points/],
    [
      'a direction of another dyad',
      { kind: 'dyad', dyad: 'KOR-RUS', direction: 'USA>RUS' },
      'direction',
      /is not a direction of KOR-RUS/,
    ],
    ['the model twice', { kind: 'dyad', dyad: 'KOR-RUS', overlay: 'baseline' }, 'overlay', /is the model itself/],
    [
      'a what-if about nothing',
      { kind: 'dyad', dyad: 'KOR-RUS', whatIf: 'event:none' },
      'whatIf',
      /is no event of KOR-RUS/,
    ],
    [
      'a move within a day',
      { kind: 'move', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-03-01' },
      'from',
      /two different days/,
    ],
    ['one dyad compared', { kind: 'compare', dyads: ['KOR-RUS'] }, 'dyads', /fewer than two/],
    [
      'a dyad compared with itself',
      { kind: 'compare', dyads: ['KOR-RUS', 'RUS-KOR'] },
      'dyads.1',
      /name each dyad once/,
    ],
    [
      'a title of many lines',
      { kind: 'dyad', dyad: 'KOR-RUS', title: 'x'.repeat(201) },
      'title',
      /200 characters are the most/,
    ],
    [
      'a title that turns the direction of writing',
      { kind: 'dyad', dyad: 'KOR-RUS', title: 'up \u202Enwod' },
      'title',
      /U\+202E at place 4/,
    ],
    ['half a character', { kind: 'dyad', dyad: 'KOR-RUS', title: '\uD83D' }, 'title', /U\+D83D/],
    ['prototypes', JSON.parse('{"kind":"dyad","dyad":"KOR-RUS","__proto__":{"x":1}}'), '__proto__', /is no field/],
  ];
  test.each(WRONG)('%s is refused by name', async (_, body, field, message) => {
    const { errors } = await problem(body);
    expect(errors).toContainEqual(expect.objectContaining({ field, message: expect.stringMatching(message) }));
  });

  test('an unknown model and a dyad without events are problems of their own', async () => {
    expect((await problem({ kind: 'dyad', dyad: 'KOR-RUS', model: 'baseline@00000000' }, 404)).type).toBe(
      'urn:tension:problem:unknown-model',
    );
    expect((await problem({ kind: 'dyad', dyad: 'FRA-USA' }, 404)).type).toBe('urn:tension:problem:no-events');
  });

  test('a view that would be kept for ever is small', async () => {
    const draft = {
      ...baselineFile(),
      changelog: [{ version: 1, date: '2026-11-23', text: 'x'.repeat(40_000) }],
    };
    expect((await problem({ kind: 'dyad', dyad: 'KOR-RUS', draft })).detail).toMatch(
      /makes a view of \d+ bytes, and 32768 are the most/,
    );
  });

  test('a code that belongs to another view is never given away', async () => {
    const view = {
      kind: 'move',
      dyad: 'KOR-RUS',
      from: '2023-03-01',
      to: '2023-04-05',
      direction: 'both',
      model: baseline(),
      asOf: asOf(),
    } satisfies View;
    const other = canonicalView({ ...view, to: '2023-04-06' });
    await server.database.query('insert into pinned_view (code, view, created_at) values ($1, $2, $3)', [
      viewCode(view),
      other,
      new Date(),
    ]);
    expect((await problem(view, 409)).detail).toContain('belongs to another view already');
    expect(canonicalView((await server.json<ViewDetail>(`/api/v1/views/${viewCode(view)}`)).view)).toBe(other);
  });
});

describe('reading', () => {
  test('a code gives the view, its page and when it was pinned, under both addresses', async () => {
    const made = await pinned({
      kind: 'dyad',
      dyad: 'KOR-RUS',
      from: '2024-01-01',
      to: '2024-04-05',
      step: 'week',
      direction: 'KOR>RUS',
      whatIf: 'indirect',
    });
    const body = await server.json<ViewDetail>(`/api/v1/views/${made.code}`);
    expect(body).toEqual({
      ...made,
      page: `/d/KOR-RUS?from=2024-01-01&to=2024-04-05&step=week&direction=KOR>RUS&model=${baseline()}&asOf=${asOf()}&whatif=indirect`,
    });
    expect(await server.json(`/v/${made.code}.json`)).toEqual(body);
  });

  test('what was typed with small letters, hyphens, O, I and L leads to the code', async () => {
    // A code with a 0 or a 1 in it: some day in the first weeks of 2024 has one.
    let code = '';
    for (let day = 1; !/[01]/.test(code.slice(0, 8)); day++)
      ({ code } = await pinned({
        kind: 'dyad',
        dyad: 'KOR-RUS',
        from: '2024-01-01',
        to: `2024-02-${String(day).padStart(2, '0')}`,
      }));
    const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    for (const [address, canonical] of [
      [`/api/v1/views/${typed}`, `/api/v1/views/${code}`],
      [`/v/${typed}.json`, `/v/${code}.json`],
    ] as const) {
      const response = await server.get(address);
      expect({ status: response.status, location: response.headers.get('location') }).toEqual({
        status: 308,
        location: canonical,
      });
      expect((await fetch(server.url + address)).status).toBe(200);
    }
  });

  test('a mistyped code says that it is one, an unknown code that it is not from here', async () => {
    const { code } = await pinned({ kind: 'dyad', dyad: 'KOR-RUS' });
    const wrong = code.slice(0, 3) + (code[3] === '7' ? '8' : '7') + code.slice(4);
    for (const [text, status, detail] of [
      [wrong, 400, /is mistyped: its last character does not fit the others/],
      [code.slice(1), 400, /has 8 characters, and a view code has 9/],
      [`!${code.slice(1)}`, 400, /has a "!", which no view code has/],
      ['000000000', 404, /No view was pinned under 000000000 on this server/],
    ] as const) {
      const response = await server.get(`/api/v1/views/${encodeURIComponent(text)}`);
      const body = (await response.json()) as Problem;
      expect(response.status, body.detail).toBe(status);
      expect(body.detail).toMatch(detail);
    }
  });
});

describe('for ever', () => {
  test('a view opens with the old definition when the file of its model has gone', async () => {
    const own = await startTestServer();
    try {
      const post = (path: string, body: unknown): Promise<Response> =>
        own.post(path, JSON.stringify(body), { 'Content-Type': 'application/json' });
      const gone = { ...baselineFile(), name: 'gone', scale: 31 };
      expect((await post('/api/v1/models', gone)).status).toBe(201);
      const { view } = (await (
        await post('/api/v1/views', {
          kind: 'dyad',
          dyad: 'KOR-RUS',
          model: 'gone',
          from: '2024-01-01',
          to: '2024-04-05',
        })
      ).json()) as PinnedView;
      const address = `/api/v1/dyads/KOR-RUS/series?from=${view.from}&to=${view.to}&asOf=${view.asOf}&model=${view.model}`;
      const before = await own.get(address);
      expect(before.headers.get('cache-control')).toContain('immutable');
      // As after a restart without the file: no roll-up has published it, the view alone has kept it.
      own.reference.models = own.reference.models.filter(({ definition }) => definition.name !== 'gone');
      await own.importAndRollUp(
        [
          CSV_HEADER,
          eventRow({ id: 'views-1', dyad: 'KOR-RUS', date: '2024-03-30', actor: 'KOR', target: 'RUS' }),
        ].join('\n'),
      );
      const after = await own.get(`${address}&direction=both`); // another address, so that no cache answers
      expect(await after.text()).toBe(await before.text());
      expect(after.headers.get('cache-control')).toContain('immutable');
      expect((await own.get(`/api/v1/models/${modelHash(gone)}`)).status).toBe(200);
      expect((await own.get('/api/v1/models/gone')).status).toBe(404);
    } finally {
      await own.close();
    }
  });
});

describe('a picture', () => {
  test('that left the server is known again by its bytes; any other is not', async () => {
    const { code } = await pinned({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' });
    const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const picture = Buffer.from(await (await server.get(`/v/${code}.png?preset=memo`)).arrayBuffer());
    const known = await server.get(`/api/v1/views/${code}/pictures/${digestOf(picture)}`);
    expect(await known.json()).toMatchObject({ code, digest: digestOf(picture) });
    expect(known.headers.get('cache-control')).toContain('immutable');
    const edited = Buffer.concat([picture, Buffer.from([0])]);
    const unknown = await server.get(`/api/v1/views/${code}/pictures/${digestOf(edited)}`);
    expect([unknown.status, ((await unknown.json()) as Problem).type]).toEqual([
      404,
      'urn:tension:problem:unknown-picture',
    ]);
    const packed = async (kind: string, query = ''): Promise<Buffer> => {
      const address = `/api/v1/packs/pack.zip?views=${encodeURIComponent(code)}&preset=square${query}`;
      const files = unzipSync(new Uint8Array(await (await server.get(address)).arrayBuffer()));
      return Buffer.from(Object.entries(files).find(([name]) => name.endsWith(kind))![1]);
    };
    expect((await server.get(`/api/v1/views/${code}/pictures/${digestOf(await packed('.png'))}`)).status).toBe(200);
    // As pages ask for it, the CSV begins with the mark by which spreadsheets know UTF-8.
    const plain = (await packed('.csv')).toString('utf8');
    expect(plain).toMatch(/^date,/);
    expect((await packed('.csv', '&bom=1')).toString('utf8')).toBe(`\uFEFF${plain}`);
  });
});

describe('standing', () => {
  let own: TestServer;
  const VIEW = { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' };
  const CODED = { dyad: 'KOR-RUS', actor: 'KOR', target: 'RUS' };
  beforeAll(async () => {
    own = await startTestServer();
  });
  afterAll(() => own.close());
  const post = async <Body>(path: string, body: unknown): Promise<Body> => {
    const response = await own.post(path, JSON.stringify(body), { 'Content-Type': 'application/json' });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Body;
  };
  const standingOf = ({ code }: PinnedView, query = ''): Promise<ViewStatus> =>
    own.json(`/api/v1/views/${code}/standing${query}`);
  const lastIndex = async (query: string): Promise<number> =>
    (await own.json<Series>(`/api/v1/dyads/KOR-RUS/series?from=2024-04-05&to=2024-04-05${query}`)).points[0]!.index!;

  test('verified while nothing bears on its days; superseded with how it was, how it is, and why', async () => {
    const view = await post<PinnedView>('/api/v1/views', VIEW);
    const whatIf = await post<PinnedView>('/api/v1/views', { ...VIEW, whatIf: 'indirect' });
    const draft = await post<PinnedView>('/api/v1/views', { ...VIEW, draft: { ...newestBaselineFile(), scale: 30 } });
    const move = await post<PinnedView>('/api/v1/views', { ...VIEW, kind: 'move' });
    const compare = await post<PinnedView>('/api/v1/views', {
      kind: 'compare',
      dyads: ['CHN-LTU', 'KOR-RUS'],
      from: VIEW.from,
      to: VIEW.to,
    });
    for (const one of [view, whatIf, move, compare])
      expect(await standingOf(one)).toMatchObject({
        code: one.code,
        status: 'verified',
        reasons: [expect.stringContaining('Nothing was recorded')],
      });
    expect(await standingOf(draft)).toMatchObject({
      status: 'verified',
      isDraft: true,
      reasons: [expect.stringContaining('never published'), expect.stringContaining('Nothing was recorded')],
    });

    // A later act cannot touch those days.
    await own.importAndRollUp(
      [CSV_HEADER, eventRow({ ...CODED, id: 'standing-later', date: '2025-01-01' })].join('\n'),
    );
    expect(await standingOf(view)).toMatchObject({
      status: 'verified',
      events: { recorded: 0, recoded: 0, retracted: 0 },
    });

    const was = await lastIndex('');
    await own.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({ ...CODED, id: 'standing-1', date: '2024-03-20' }),
        eventRow({ ...CODED, id: 'standing-2', date: '2024-02-01' }),
      ].join('\n'),
    );
    await own.importAndRollUp(
      [CSV_HEADER, eventRow({ ...CODED, id: 'standing-1', date: '2024-03-20', severity: 5 })].join('\n'),
    );
    const superseded = await standingOf(view);
    const now = await lastIndex('');
    expect(now).toBeGreaterThan(was);
    expect(superseded).toMatchObject({
      status: 'superseded',
      events: { recorded: 2, recoded: 0, retracted: 0 },
      was: { asOf: view.view.asOf },
      now: { asOf: own.rollup.published()!.asOf!.toISOString() },
    });
    expect(superseded.lines[0]!.was.index).toBeCloseTo(was, 9);
    expect(superseded.lines[0]!.now!.index).toBeCloseTo(now, 9);
    expect(superseded.lines[0]!.difference).toBeCloseTo(now - was, 9);
    expect(superseded.lines[0]!.was.index).toBeCloseTo(
      await lastIndex(`&asOf=${view.view.asOf}&model=${view.view.model}`),
      9,
    );
    expect(superseded.lines[0]!.largest!.date >= '2024-03-20').toBe(true);
    expect(superseded.reasons).toEqual(['Since then 2 events were recorded, of days up to the last one shown.']);
    expect((await standingOf(view, '?lang=ko')).reasons[0]).toContain('사건 2건이 기록');
    expect((await own.get(`/api/v1/views/${view.code}/standing?lang=xx`)).status).toBe(400);
    for (const one of [whatIf, draft, move]) expect((await standingOf(one)).status).toBe('superseded');
    const compared = await standingOf(compare);
    expect(compared.lines.map(({ dyad, difference }) => [dyad, difference === 0])).toEqual([
      ['CHN-LTU', true],
      ['KOR-RUS', false],
    ]);

    // The same in a new view is new.
    const renewed = await post<PinnedView>('/api/v1/views', VIEW);
    expect(renewed.code).not.toBe(view.code);
    expect((await standingOf(renewed)).status).toBe('verified');

    // Taken back, the values are as they were; the events are named on the picture's days all the same.
    for (const id of ['standing-1', 'standing-2']) await own.ledger.retract(id, 'A test', 'test');
    await (
      await own.rollup.start('request')
    ).done;
    expect(await standingOf(view)).toMatchObject({
      lines: [{ difference: 0, largest: null }],
      events: { recorded: 0, recoded: 0, retracted: 0 },
    });
    expect(await standingOf(renewed)).toMatchObject({
      status: 'superseded',
      events: { retracted: 2 },
      reasons: ['Since then 2 events were retracted, of days up to the last one shown.'],
    });

    const file = newestBaselineFile();
    await post('/api/v1/models', {
      ...file,
      version: file.version + 1,
      scale: file.scale + 5,
      changelog: [...file.changelog, { version: file.version + 1, date: '2026-11-23', text: 'Another scale.' }],
    });
    const newer = await standingOf(view);
    expect(newer).toMatchObject({
      status: 'superseded',
      was: { model: { version: file.version } },
      now: { model: { version: file.version + 1 } },
    });
    expect(newer.reasons).toContainEqual(
      expect.stringMatching(/The model was baseline v\d+ \([0-9a-f]{8}\); it is baseline v\d+/),
    );
  });

  test('a newer version of its model supersedes a view even where no value differs', async () => {
    const file = newestBaselineFile();
    const first = { ...file, name: 'reworded', version: 1, changelog: [{ ...file.changelog[0]!, version: 1 }] };
    await post('/api/v1/models', first);
    const days = { from: '2024-03-01', to: '2024-04-05' };
    const view = await post<PinnedView>('/api/v1/views', { kind: 'dyad', dyad: 'KOR-RUS', model: 'reworded', ...days });
    expect((await standingOf(view)).status).toBe('verified');
    // Another weight of a type that the dyad has no event of.
    const { columns } = await own.json<Basis>('/api/v1/dyads/KOR-RUS/basis');
    const [type, scoring] = Object.entries(first.types).find(([name]) => !columns.types.includes(name))!;
    await post('/api/v1/models', {
      ...first,
      version: 2,
      types: { ...first.types, [type]: { ...scoring, weight: scoring.weight + 1 } },
      changelog: [...first.changelog, { version: 2, date: '2026-11-23', text: 'Another weight.' }],
    });
    expect(await standingOf(view)).toMatchObject({
      status: 'superseded',
      was: { model: { version: 1 } },
      now: { model: { version: 2 } },
      lines: [{ difference: 0, largest: null }],
    });
  });

  test('a dyad whose events have all gone says so', async () => {
    await own.importAndRollUp(
      [CSV_HEADER, eventRow({ id: 'gone-1', dyad: 'FRA-USA', date: '2024-03-20', actor: 'FRA', target: 'USA' })].join(
        '\n',
      ),
    );
    // The run of the model that was saved above may have come first; this one has the import.
    await (
      await own.rollup.start('request')
    ).done;
    const view = await post<PinnedView>('/api/v1/views', { kind: 'dyad', dyad: 'FRA-USA', to: '2024-04-05' });
    await own.ledger.retract('gone-1', 'A test', 'test');
    await (
      await own.rollup.start('request')
    ).done;
    expect(await standingOf(view)).toMatchObject({
      status: 'superseded',
      lines: [{ now: null, difference: null, largest: null }],
      events: { retracted: 1 },
    });
  });
});
