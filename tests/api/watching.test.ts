/** What the page of alerts asks for: when a rule would have told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firingsOf } from '../../models/alerts/firings.ts';
import { ruleSchema } from '../../models/alerts/rule.ts';
import { WatchedDyad } from '../../models/alerts/watched.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { alertReplay, type AlertReplay } from '../../models/contract/alertReplay.ts';
import { baseline3, columnsOf } from '../models/shipped.ts';
import { startTestServer, type TestServer, TODAY } from './testServer.ts';

const TURNED = { name: 'turned', title: 'Turned', when: { kind: 'flag' }, clearDays: 7 } as const;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const JSON_BODY = { 'Content-Type': 'application/json' };

describe('a replay', () => {
  const replay = async <Body = AlertReplay>(body: unknown, status = 200): Promise<Body> => {
    const response = await fetch(`${server.url}/api/v1/alerts/replay`, {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify(body),
    });
    const text = await response.text();
    expect([response.status, text]).toEqual([status, expect.anything()]);
    return JSON.parse(text) as Body;
  };

  test.each([
    { kind: 'flag' },
    { kind: 'change', days: 7, points: 5 },
    { kind: 'percentile', above: 90 },
    { kind: 'act', severity: 4 },
  ] as const)('tells to whoever reads what the rules of models/ find: $kind', async (when) => {
    const rule = { ...TURNED, when, dyads: ['KOR-RUS'] };
    const found = firingsOf(ruleSchema.parse(rule), new WatchedDyad(columnsOf('KOR-RUS'), baseline3, epochDay(TODAY)));
    expect(found.length).toBeGreaterThan(3);
    const answer = alertReplay.parse(await replay({ rule }));
    expect(answer.told.map(({ date, clearedOn }) => [date, clearedOn])).toEqual(
      found.map(({ day, clearedOn }) => [toIsoDate(day), clearedOn === null ? null : toIsoDate(clearedOn)]),
    );
    expect(answer).toMatchObject({ dyads: ['KOR-RUS'], watched: 1, rules: [{ told: found.length }] });
  });

  test('is that of the days that were asked for, of all dyads of the rule', async () => {
    const answer = await replay({ rule: TURNED, from: '2022-01-01', to: '2022-12-31' });
    expect(answer).toMatchObject({ from: '2022-01-01', to: '2022-12-31', watched: 14 });
    expect(answer.told.length).toBeGreaterThan(3);
    for (const { date } of answer.told) expect(date).toMatch(/^2022-/);
    expect(answer.told.find(({ dyad, date }) => dyad === 'KOR-RUS' && date === '2022-02-28')).toMatchObject({
      side: 1,
    });
  });

  test.each([
    [{ rule: { ...TURNED, when: { kind: 'change', days: 7, points: 'x' } } }, 'rule.when.points', 422],
    [{ rule: { ...TURNED, when: { kind: 'act', types: ['parade'] } } }, 'rule.when.types.0', 400],
    [{ rule: { ...TURNED, when: { kind: 'run-failed' } } }, 'rule.when.kind', 400],
    [{ rule: { ...TURNED, dyads: ['KOR-ZMB'] } }, 'rule.dyads', 400],
    [{ rule: TURNED, from: '2022-02-01', to: '2022-01-01' }, 'to', 400],
  ])('refuses what cannot be replayed, by its place (%#)', async (body, field, status) => {
    const { errors } = await replay<{ errors: { field: string; message: string }[] }>(body, status);
    expect(errors).toEqual([expect.objectContaining({ field })]);
  });
});
