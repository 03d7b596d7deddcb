/** Two coders over HTTP: a round is drawn, coded blind, compared, and what is decided goes into the ledger. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventDetail } from '../../models/contract/events.ts';
import type {
  CodedUnits,
  Codes,
  Decided,
  NewRound,
  Round,
  RoundCreated,
  RoundReport,
  ShippedAgreement,
} from '../../models/contract/coding.ts';
import type { NewAct } from '../../models/contract/acts.ts';
import type { Problem } from '../../models/contract/problem.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const as = (key: string) => ({ Authorization: `Bearer ${key}` });
const JSON_BODY = { 'Content-Type': 'application/json' };
const post = (path: string, body: unknown, key = TOKEN): Promise<Response> =>
  server.post(`/api/v1/coding/rounds${path}`, JSON.stringify(body), {
    ...JSON_BODY,
    ...as(key),
    'X-Recorded-By': encodeURIComponent('Erin Editor'),
  });
const read = async <Body>(path: string, key = TOKEN): Promise<Body> => {
  const response = await server.get(`/api/v1/coding/rounds${path}`, as(key));
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json() as Promise<Body>;
};
const draw = async (body: NewRound): Promise<RoundCreated> => {
  const response = await post('', body);
  if (response.status !== 201) throw new Error(await response.text());
  return response.json() as Promise<RoundCreated>;
};
const SAMPLE: NewRound = {
  kind: 'sample',
  title: 'Autumn check',
  secondCoder: 'Sam Second',
  share: 0.1,
  dyads: ['KOR-RUS'],
  seed: 7,
};
const statusOf = async (response: Promise<Response>): Promise<number> => (await response).status;
const problemOf = async (response: Promise<Response>): Promise<Problem> => (await response).json() as Promise<Problem>;
const CALL: Codes = { type: 'call', polarity: -1, severity: 2, role: 'direct' };

/** Codes every unit; `of` says how. */
async function codeAll({ round, key }: RoundCreated, of: (unit: CodedUnits['units'][number]) => Codes): Promise<void> {
  for (const unit of (await read<CodedUnits>(`/${round.id}/units`, key)).units)
    expect(await statusOf(post(`/${round.id}/codes`, { unit: unit.number, version: 0, codes: of(unit) }, key))).toBe(
      200,
    );
}

/** An event when the roll-up has taken it in. */
async function detail(id: string): Promise<EventDetail> {
  await (
    await server.rollup.start('request')
  ).done;
  return server.json<EventDetail>(`/api/v1/events/${encodeURIComponent(id)}`);
}

describe('a round', () => {
  test('is a share of the events, the same for the same seed, and its units carry nothing but their text', async () => {
    const { round, key } = await draw(SAMPLE);
    expect(round).toMatchObject({
      kind: 'sample',
      firstCoder: 'as recorded',
      units: 19,
      coded: 0,
      closedAt: null,
      createdBy: 'Erin Editor',
    });
    const { units, coder } = await read<CodedUnits>(`/${round.id}/units`, key);
    expect(coder).toBe('Sam Second');
    expect(units.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(Object.keys(units[0]!).sort()).toEqual(
      'actor date datePrecision dyad number others sourceName sourceUrl summary target version yours'.split(' ').sort(),
    );
    const again = await draw(SAMPLE);
    const same = (await read<CodedUnits>(`/${again.round.id}/units`, again.key)).units;
    expect(same.map(({ summary }) => summary)).toEqual(units.map(({ summary }) => summary));
  });

  test('refuses what cannot be drawn, and who may not ask', async () => {
    expect((await problemOf(post('', { ...SAMPLE, dyads: ['AAA-BBB'] }))).detail).toContain('AAA-BBB has no events');
    expect((await problemOf(post('', { ...SAMPLE, share: 0.0001 }))).detail).toMatch(/Nothing was drawn|^share/);
    expect(await statusOf(post('', SAMPLE, 'wrong'))).toBe(401);
    const { round, key } = await draw(SAMPLE);
    const other = await draw(SAMPLE);
    expect(await statusOf(server.get('/api/v1/coding/rounds'))).toBe(401);
    expect(await statusOf(server.get(`/api/v1/coding/rounds/${round.id}/units`))).toBe(401);
    expect(await statusOf(server.get(`/api/v1/coding/rounds/${round.id}/units`, as(TOKEN)))).toBe(401);
    expect(await statusOf(server.get(`/api/v1/coding/rounds/${round.id}/units`, as(other.key)))).toBe(403);
    expect(
      await statusOf(post(`/${round.id}/decisions`, { unit: 1, version: 0, take: 'first', reason: 'x' }, key)),
    ).toBe(403);
    expect(await statusOf(server.get('/api/v1/coding/rounds/none/agreement', as(TOKEN)))).toBe(404);
  });

  test('keeps the first of two saves, and goes on where the coder stopped', async () => {
    const { round, key } = await draw(SAMPLE);
    const save = (version: number, severity: number) =>
      post(`/${round.id}/codes`, { unit: 3, version, codes: { ...CALL, severity } }, key);
    expect(await (await save(0, 2)).json()).toEqual({ unit: 3, version: 1, coded: 1, units: 19 });
    const refused = await problemOf(save(0, 5));
    expect([refused.status, refused.detail]).toEqual([
      409,
      expect.stringContaining('type call, polarity -1, severity 2'),
    ]);
    expect(await statusOf(save(1, 4))).toBe(200);
    const { units } = await read<CodedUnits>(`/${round.id}/units`, key);
    expect(units[2]).toMatchObject({ yours: { severity: 4 }, version: 2 });
    expect(await statusOf(post(`/${round.id}/codes`, { unit: 99, version: 0, codes: CALL }, key))).toBe(400);
    expect(
      await statusOf(post(`/${round.id}/codes`, { unit: 1, version: 0, codes: { ...CALL, type: 'nap' } }, key)),
    ).toBe(400);
    expect(await statusOf(post(`/${round.id}/close`, undefined, key))).toBe(409); // eighteen are left
  });
});

describe('a second coder is blind', () => {
  test('with her key every address but those of coding answers 403, until both are in', async () => {
    const made = await draw({ ...SAMPLE, share: 0.02 });
    const { round, key } = made;
    const shut = [
      '/api/v1/dyads',
      '/api/v1/dyads/KOR-RUS/events',
      '/api/v1/dyads/KOR-RUS/events?format=csv',
      '/api/v1/dyads/KOR-RUS/events?q=sanction',
      '/api/v1/dyads/KOR-RUS/series',
      '/api/v1/dyads/KOR-RUS/contributions?date=2024-04-05',
      '/api/v1/dyads/KOR-RUS/revisions',
      '/api/v1/dyads/KOR-RUS/vintages',
      '/api/v1/dyads/KOR-RUS/move?from=2024-01-01&to=2024-04-05',
      '/api/v1/dyads/KOR-RUS/basis',
      '/api/v1/dyads/KOR-RUS/coverage',
      '/api/v1/dyads/KOR-RUS/feed',
      '/api/v1/dyads?format=csv',
      '/api/v1/morning',
      '/api/v1/desk/drafts',
      '/api/v1/desk/queue',
      '/api/v1/suggestions',
      '/api/v1/audit',
      '/api/v1/audit?format=csv',
      '/api/v1/audit/state',
      '/api/v1/imports',
      '/api/v1/runs',
      '/api/v1/models',
      '/api/v1/judgements',
      '/api/v1/views/ABCD-EFGH',
      '/API/v1/dyads',
      '/api/v1/dyads/',
      `/api/v1/coding/rounds/${round.id}`,
      '/api/v1/dyads/KOR-RUS/figure.csv?from=2024-01-01&to=2024-04-05',
      '/api/v1/events/kor-rus-2024-03-28-unsc-1718-panel-veto',
      '/api/v1/pairs?q=korea',
      '/api/v1/stream',
      '/api/v1/coding/agreement',
      '/api/v1/coding/rounds',
      '/api/v1/none',
      '/v/ABCD-EFGH.png',
      '/embed/KOR-RUS',
      '/oembed?url=http%3A%2F%2Flocalhost%2Fd%2FKOR-RUS',
      '/metrics',
    ];
    for (const path of shut) {
      const answer = await server.get(path, as(key));
      expect([path, answer.status]).toEqual([path, 403]);
      expect(((await answer.json()) as Problem).detail).toContain('stays shut until both are in');
    }
    // Nor does what an act would do, or how long that takes, tell anything: every question with a body is shut as well.
    for (const path of [
      'acts?dryRun=true',
      'score',
      'packs',
      'views',
      'drafting/drafts',
      'suggestions',
      'imports?dryRun=true',
      'events/kor-rus-2024-03-28-unsc-1718-panel-veto/retraction?dryRun=true',
      'coding/rounds',
    ]) {
      const answer = await server.post(`/api/v1/${path}`, '{}', { ...JSON_BODY, ...as(key) });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    for (const path of ['codebook', 'rubric', 'countries', 'names'])
      expect(await statusOf(server.get(`/api/v1/${path}`, as(key)))).toBe(200);
    expect(await statusOf(server.get(`/api/v1/coding/rounds/${round.id}/agreement`, as(key)))).toBe(409);
    // Nor is anything compared for an editor, who might tell.
    expect(await statusOf(server.get(`/api/v1/coding/rounds/${round.id}/agreement`, as(TOKEN)))).toBe(409);

    await codeAll(made, () => CALL);
    expect(await statusOf(post(`/${round.id}/close`, undefined, key))).toBe(200);
    expect(await statusOf(server.get('/api/v1/dyads', as(key)))).toBe(200);
    expect(await statusOf(server.get(`/api/v1/coding/rounds/${round.id}/agreement`, as(key)))).toBe(200);
    expect(await statusOf(post(`/${round.id}/codes`, { unit: 1, version: 1, codes: CALL }, key))).toBe(409);
  });

  test('drafts leave no trace that anybody could find: no event, line, run, search or stream', async () => {
    const act: NewAct = {
      date: '2026-10-01',
      type: 'summons',
      summary: 'Moscow summons the ambassador of Zanzibarland over nothing.',
      sourceName: 'Test Press',
      sourceUrl: 'https://example.org/draft',
      verified: true,
      bearings: [{ dyad: 'KOR-RUS', actor: 'RUS', target: 'KOR', polarity: 1, severity: 3 }],
    };
    const [events, series, board, runs] = [
      'dyads/KOR-RUS/events?q=Zanzibarland',
      'dyads/KOR-RUS/series',
      'dyads',
      'runs',
    ];
    const look = async () => {
      const looked: [path: string, status: number, text: string][] = [];
      for (const path of [
        events,
        `${events}&format=csv`,
        series,
        board,
        `${board}?format=csv`,
        runs,
        'dyads/KOR-RUS/revisions',
        'dyads/KOR-RUS/vintages',
        'dyads/KOR-RUS/contributions?date=2026-10-01',
        'dyads/KOR-RUS/move?from=2026-09-01&to=2026-10-01',
        'dyads/KOR-RUS/feed',
        'dyads/KOR-RUS/coverage',
        'dyads/KOR-RUS/figure.csv?from=2026-09-01&to=2026-10-01',
        'pairs?q=korea',
        'morning',
        'imports',
        'suggestions',
        'desk/drafts',
      ]) {
        const answer = await server.get(`/api/v1/${path}`, as(TOKEN));
        looked.push([path, answer.status, await answer.text()]);
      }
      return looked;
    };
    const before = await look();
    const watermark = await server.ledger.watermark();
    const byName = {
      ...act,
      bearings: act.bearings.map((bearing) => ({ ...bearing, target: 'Nowhereland', dyad: undefined })),
    };
    const refused = await server.post(
      '/api/v1/coding/rounds',
      JSON.stringify({ kind: 'drafts', title: 'Two drafts', secondCoder: 'Sam', acts: [byName] }),
      { 'Content-Type': 'application/json' },
    );
    expect(((await refused.json()) as Problem).detail).toContain('acts[0].bearings[0].dyad');
    // Names stand for codes, as in an act that is recorded; the second coder reads the codes.
    const named = {
      ...act,
      type: 'Summons',
      bearings: act.bearings.map((bearing) => ({
        ...bearing,
        actor: 'Russia',
        target: 'South Korea',
        dyad: undefined,
      })),
    };
    const made = await draw({ kind: 'drafts', title: 'Two drafts', secondCoder: 'Sam', acts: [named] });
    expect((await read<CodedUnits>(`/${made.round.id}/units`, made.key)).units).toMatchObject([
      { dyad: 'KOR-RUS', actor: 'RUS', target: 'KOR' },
    ]);
    await codeAll(made, () => ({ type: 'summons', polarity: 1, severity: 2, role: 'direct' }));
    const withoutIds = (looked: Awaited<ReturnType<typeof look>>) =>
      looked.map(([path, status, text]) => [path, status, status === 200 ? text : '']);
    expect(withoutIds(await look())).toEqual(withoutIds(before));
    expect(await server.ledger.watermark()).toEqual(watermark);
    // The queue and the list say how much is left, the audit who drew the round; none what was coded or where the two differ.
    for (const path of ['desk/queue', 'coding/rounds', 'audit?limit=1']) {
      const text = await (await server.get(`/api/v1/${path}`, as(TOKEN))).text();
      for (const told of ['Zanzibarland', '"summons"', '"severity"'])
        expect(text.includes(told), `${path} tells ${told}`).toBe(false);
      expect([path, text.includes('Two drafts')]).toEqual([path, path !== 'desk/queue']);
    }
    const { rounds: listed } = await read<{ rounds: Round[] }>('');
    expect(listed.find(({ id }) => id === made.round.id)).toMatchObject({ coded: 1, openDisputes: 0, closedAt: null });
    for (const path of ['units', 'agreement'])
      expect(await statusOf(server.get(`/api/v1/coding/rounds/${made.round.id}/${path}`))).toBe(401);
    // The effect of a like act is the same as before there was a round.
    const effect = await server.post('/api/v1/acts?dryRun=true', JSON.stringify(act), JSON_BODY);
    expect(((await effect.json()) as { remarks: unknown[] }).remarks).toEqual([]);
    await statusOf(post(`/${made.round.id}/close`, undefined, made.key));

    const report = await read<RoundReport>(`/${made.round.id}/agreement`);
    expect(report.units).toMatchObject([{ state: 'in dispute', differs: ['severity'], eventId: null }]);
    const answer = await post(`/${made.round.id}/decisions`, {
      unit: 1,
      version: 0,
      take: 'second',
      reason: 'Nobody was expelled.',
    });
    const { unit, run } = (await answer.json()) as Decided;
    expect([answer.status, unit.state, run]).toEqual([200, 'recorded', { id: expect.any(Number) }]);
    const { event } = await detail(unit.eventId!);
    expect(event).toMatchObject({ type: 'summons', severity: 2, summary: act.summary });
    expect(
      await statusOf(post(`/${made.round.id}/decisions`, { unit: 1, version: 1, take: 'first', reason: 'Again.' })),
    ).toBe(409);
  });
});

describe('when both are in', () => {
  test('agreement comes with the units behind each cell; what is accepted revises the event, and all three codes stay', async () => {
    const made = await draw({ ...SAMPLE, title: 'Spring check', share: 0.2, seed: 11 });
    const { round, key } = made;
    // The second coder follows the ledger, but for the first three units.
    const first = new Map(
      (await server.ledger.events('KOR-RUS')).map((event) => [
        `${event.summary}`,
        { type: event.type, polarity: event.polarity, severity: event.severity, role: event.role },
      ]),
    );
    await codeAll(made, ({ number, summary }) => {
      const codes = first.get(summary)!;
      return number > 3 ? codes : { ...codes, severity: codes.severity === 5 ? 4 : codes.severity + 1 };
    });
    await statusOf(post(`/${round.id}/close`, undefined, key));
    const report = await read<RoundReport>(`/${round.id}/agreement`);
    expect(report.round).toMatchObject({ coded: 38, units: 38, openDisputes: 3 });
    const [pair] = report.fields['severity']!.pairs;
    expect([pair!.first, pair!.second, pair!.n]).toEqual(['as recorded', 'Sam Second', 38]);
    expect(pair!.agreement).toBeCloseTo(35 / 38, 12);
    expect(pair!.linearKappaInterval!.low).toBeLessThan(pair!.linearKappa!);
    expect(report.fields['type']!.pairs[0]!.cohenKappa).toBe(1);
    const { values, counts, units } = pair!.confusion;
    const off = units.flatMap((row, i) => row.flatMap((cell, j) => (i === j ? [] : cell)));
    expect(off.sort()).toEqual(['1', '2', '3']);
    expect([values, counts.flat().reduce((sum, n) => sum + n, 0)]).toEqual([['1', '2', '3', '4', '5'], 38]);

    const disputed = report.units.filter(({ state }) => state === 'in dispute');
    const decide = (unit: number, version: number, rest: object) =>
      post(`/${round.id}/decisions`, { unit, version, reason: 'The rubric says so.', ...rest });
    const [a, b, c] = disputed;
    expect((await (await decide(a!.number, 0, { take: 'first' })).json()) as Decided).toMatchObject({
      unit: { state: 'adjudicated' },
      run: null,
    });
    expect((await (await decide(b!.number, 0, { take: 'second' })).json()) as Decided).toMatchObject({
      unit: { state: 'recorded', eventId: b!.eventId },
    });
    const third: Codes = { ...c!.first, severity: c!.first.severity === 1 ? 3 : 1 };
    expect(await statusOf(decide(c!.number, 0, { take: 'third' }))).toBe(400);
    expect((await (await decide(c!.number, 0, { take: 'third', codes: third })).json()) as Decided).toMatchObject({
      unit: {
        state: 'recorded',
        first: c!.first,
        second: c!.second,
        decision: { taken: 'third', codes: third, by: 'Erin Editor' },
      },
    });
    expect(await statusOf(decide(c!.number, 0, { take: 'first' }))).toBe(409);

    const { event, revisions } = await detail(b!.eventId!);
    expect(event.severity).toBe(b!.second!.severity);
    expect(revisions.at(-1)).toMatchObject({ recordedBy: 'Erin Editor', reason: 'The rubric says so.' });
    const [newest] = (await read<{ rounds: Round[] }>('')).rounds.filter(({ id }) => id === round.id);
    expect(newest).toMatchObject({ openDisputes: 0 });
  });

  test('an event that was changed since it was drawn is not overwritten', async () => {
    const made = await draw({ ...SAMPLE, share: 0.01, seed: 3 });
    await codeAll(made, () => CALL);
    await statusOf(post(`/${made.round.id}/close`, undefined, made.key));
    const { units } = await read<RoundReport>(`/${made.round.id}/agreement`);
    const { eventId, number } = units[0]!;
    await server.ledger.reviseAct(
      eventId!,
      { reason: 'Another summary.', summary: 'Said otherwise.' },
      { recordedBy: 'Ann' },
    );
    const refused = await problemOf(
      post(`/${made.round.id}/decisions`, { unit: number, version: 0, take: 'second', reason: 'It is a call.' }),
    );
    expect(refused.status).toBe(409);
  });
});

test('the shipped 120 are told with what they cannot show', async () => {
  const { units, caveat, fields } = await server.json<ShippedAgreement>('/api/v1/coding/agreement');
  expect(units).toBe(120);
  expect(caveat).toContain('same kind of coder');
  expect(fields['severity']!.pairs[0]!.linearKappa).toBeCloseTo(0.61, 2);
});
