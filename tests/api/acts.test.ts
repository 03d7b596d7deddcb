import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActsRecorded, NewAct } from '../../models/contract/acts.ts';
import type { EventDetail } from '../../models/contract/events.ts';
import type { Problem } from '../../models/contract/problem.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ events: 'none' });
});
afterEach(() => server.close());

const JSON_BODY = { 'Content-Type': 'application/json', 'X-Recorded-By': encodeURIComponent('Kim Ji-won 김지원') };
const send = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  server.post(path, JSON.stringify(body), { ...JSON_BODY, ...headers });
async function sent<Body>(path: string, body: unknown, status: number, headers = {}): Promise<Body> {
  const response = await send(path, body, headers);
  const text = await response.text();
  expect(response.status, text).toBe(status);
  return JSON.parse(text) as Body;
}

const VETO: NewAct = {
  date: '2024-03-28',
  type: 'veto',
  summary: 'Russia vetoes the mandate of the panel that watches the sanctions on North Korea.',
  headline: 'Russia ends the panel',
  sourceName: 'Reuters',
  sourceUrl: 'https://example.org/veto',
  verified: true,
  bearings: [
    { actor: 'Russia', target: 'KOR', others: ['North Korea', 'USA'], role: 'indirect', polarity: 1, severity: 4 },
    { actor: 'RUS', target: 'PRK', polarity: -1, severity: 5 },
  ],
};

/** Waits for the run that takes in what was recorded last. */
async function published(): Promise<void> {
  const watermark = await server.ledger.watermark();
  while (server.rollup.published()?.asOf?.getTime() !== watermark?.getTime())
    await (
      await server.rollup.start('request')
    ).done;
}

describe('an act', () => {
  test('is recorded with its bearings, by name', async () => {
    const { acts, remarks, run } = await sent<ActsRecorded>('/api/v1/acts', VETO, 201);
    expect(acts).toHaveLength(1);
    expect(acts[0]!.events).toMatchObject([
      { id: 'kor-rus-2024-03-28-veto-russia-ends-the-panel', dyad: 'KOR-RUS', revision: 1, operation: 'create' },
      { id: 'prk-rus-2024-03-28-veto-russia-ends-the-panel', dyad: 'PRK-RUS', revision: 1, operation: 'create' },
    ]);
    expect(acts[0]!.actId).toBe(acts[0]!.events[0]!.id);
    expect(remarks.map(({ field, value }) => [field, value])).toEqual([
      ['bearings[0].actor', 'Russia'],
      ['bearings[0].others', 'North Korea'],
    ]);
    expect(run).not.toBeNull();
    const [event] = await server.ledger.events('KOR-RUS');
    expect(event).toMatchObject({ actor: 'RUS', target: 'KOR', others: ['PRK', 'USA'], role: 'indirect' });
    const [revision] = await server.ledger.revisions(event!.id);
    expect(revision!.recordedBy).toBe('Kim Ji-won 김지원');
  });

  test('is corrected in all its rows at once, retracted and restored, and its history says who and why', async () => {
    const { acts } = await sent<ActsRecorded>('/api/v1/acts', VETO, 201);
    const { actId, events } = acts[0]!;
    const [kor, prk] = events.map(({ id }) => id) as [string, string];
    const corrected = await sent<ActsRecorded>(
      `/api/v1/acts/${actId}/revisions`,
      {
        reason: 'It was night in Seoul.',
        date: '2024-03-29',
        bearings: [{ id: kor, severity: 5 }],
        revisions: { [kor]: 1, [prk]: 1 },
      },
      200,
    );
    expect(corrected.acts[0]!.events.map(({ id, operation, revision }) => [id, operation, revision])).toEqual([
      [kor, 'revise', 2],
      [prk, 'revise', 2],
    ]);
    await sent(`/api/v1/events/${kor}/retraction`, { reason: 'Coded twice.' }, 200);
    expect(await server.ledger.events('KOR-RUS')).toEqual([]);
    expect(await server.ledger.events('PRK-RUS')).toHaveLength(1);
    await sent(`/api/v1/acts/${actId}/revisions`, { reason: 'A better word.', headline: 'Moscow ends the panel' }, 200);
    await sent(`/api/v1/events/${kor}/restoration`, { reason: 'It was one act after all.' }, 200);
    expect((await server.ledger.events('KOR-RUS'))[0]).toMatchObject({
      severity: 5,
      headline: 'Moscow ends the panel',
    });
    await published();
    const { revisions } = await server.json<EventDetail>(`/api/v1/events/${kor}`);
    expect(revisions.map(({ operation, reason, recordedBy }) => [operation, reason, recordedBy])).toEqual([
      ['create', '', 'Kim Ji-won 김지원'],
      ['revise', 'It was night in Seoul.', 'Kim Ji-won 김지원'],
      ['retract', 'Coded twice.', 'Kim Ji-won 김지원'],
      ['restore', 'It was one act after all.', 'Kim Ji-won 김지원'],
    ]);
    expect(revisions[1]!.fields).toEqual([
      { field: 'date', from: '2024-03-28', to: '2024-03-29' },
      { field: 'severity', from: '4', to: '5' },
    ]);
    expect(await server.ledger.auditState()).toEqual({ entries: 7, broken: null });
  });

  test('asked again with the same key is recorded once', async () => {
    const key = { 'Idempotency-Key': 'a-key-of-mine' };
    const first = await sent<ActsRecorded>('/api/v1/acts', VETO, 201, key);
    const again = await sent<ActsRecorded>('/api/v1/acts', VETO, 201, key);
    expect(again.acts).toEqual(first.acts);
    expect(await server.ledger.events('KOR-RUS')).toHaveLength(1);
    const other = await sent<Problem>('/api/v1/acts', { ...VETO, summary: 'Another act.' }, 409, key);
    expect(other.type).toBe('urn:tension:problem:key-taken');
    const another = { ...key, 'X-Recorded-By': 'Somebody%20else' };
    const hers = await sent<Problem>('/api/v1/acts', VETO, 409, another);
    expect(hers.type, 'what somebody else has recorded stands in her name').toBe('urn:tension:problem:key-taken');
    const twin = await sent<ActsRecorded>('/api/v1/acts', VETO, 201);
    expect(twin.acts[0]!.actId).toBe('kor-rus-2024-03-28-veto-russia-ends-the-panel-2');
    expect(twin.remarks.at(-1)!.message).toContain('one act or two?');
  });

  test('at fault is told field by field, and nothing of the request is recorded', async () => {
    const bad = {
      ...VETO,
      date: '2024-02-30',
      bearings: [VETO.bearings[0]!, { ...VETO.bearings[1]!, actor: 'Rusia' }],
    };
    const { errors } = await sent<Problem>('/api/v1/acts', { acts: [VETO, bad] }, 422);
    expect(errors!.map(({ field, value }) => [field, value])).toEqual([
      ['acts[1].date', '2024-02-30'],
      ['acts[1].bearings[1].actor', 'Rusia'],
    ]);
    expect(errors![1]!.message).toContain('RUS (');
    expect(await server.ledger.dyads()).toEqual([]);
    expect(await server.ledger.auditState()).toEqual({ entries: 0, broken: null });
  });
});

test('a field that is not as it must be is told by its path, with its value and what may stand there', async () => {
  const bearing = { actor: 'KOR', target: 'RUS', polarity: 0, severity: 9 };
  const { sourceName: _source, ...unsourced } = VETO;
  const { errors } = await sent<Problem>(
    '/api/v1/acts',
    {
      acts: [
        { ...unsourced, bearings: [VETO.bearings[1], bearing] },
        { ...VETO, bearings: [] },
      ],
    },
    422,
  );
  expect(errors).toEqual([
    { field: 'acts[0].sourceName', value: null, message: 'is missing: give a text.' },
    { field: 'acts[0].bearings[1].polarity', value: '0', message: 'is 0: give 1 or -1.' },
    { field: 'acts[0].bearings[1].severity', value: '9', message: 'is 9: give at most 5.' },
    { field: 'acts[1].bearings', value: null, message: 'holds 0 values: give at least 1 of them.' },
  ]);
  for (const body of [null, 'an act', 7])
    expect((await sent<Problem>('/api/v1/acts', body, 400)).detail).toContain('send a JSON object');
  expect((await sent<Problem>('/api/v1/acts', [VETO], 422)).detail).toBe('body: must be a JSON object, in braces.');
});

test('a refusal names a mark that nobody sees, and says each value once', async () => {
  const refusal = async (act: Partial<NewAct>) =>
    (await sent<Problem>('/api/v1/acts', { ...VETO, bearings: [VETO.bearings[1]], ...act }, 422)).detail;
  expect(await refusal({ headline: 'a\u202eb' })).toContain('"aU+202Eb" holds the character U+202E at place 2');
  expect(await refusal({ summary: ' ' })).toBe('summary: is missing: say in one sentence who did what.');
  expect(await refusal({ date: '0001-01-01' })).toMatch(/^date: "0001-01-01" lies before 1816-01-01/);
  const unknown = await refusal({ bearings: [{ actor: 'Rusia', target: 'PRK', polarity: 1, severity: 2 }] });
  expect(unknown.match(/"Rusia"/g)).toHaveLength(1);
});

test('a summary of several lines is recorded as one', async () => {
  await sent('/api/v1/acts', { ...VETO, summary: 'Russia vetoes\n the mandate\r\nof the panel.' }, 201);
  expect((await server.ledger.events('KOR-RUS'))[0]!.summary).toBe('Russia vetoes the mandate of the panel.');
});
