import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contributions } from '../../models/contract/contributions.ts';
import type { EventDetail, EventPage } from '../../models/contract/events.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const page = (query: string): Promise<EventPage> => server.json(`/api/v1/dyads/KOR-RUS/events?${query}`);

describe('the events of a dyad', () => {
  test('come newest first, page by page, each once', async () => {
    const found: string[] = [];
    let address: string | undefined = '/api/v1/dyads/KOR-RUS/events?limit=70';
    while (address !== undefined) {
      const response = await server.get(address);
      const body: EventPage = await response.json();
      const dates = body.events.map(({ date }) => date);
      expect(dates).toEqual(dates.toSorted().toReversed());
      found.push(...body.events.map(({ id }) => id));
      const next = response.headers.get('link');
      expect(next === null).toBe(body.nextCursor === null);
      address = /^<([^>]+)>; rel="next"$/.exec(next ?? '')?.[1];
    }
    expect(found).toHaveLength(190);
    expect(new Set(found).size).toBe(190);
  });

  test('can be narrowed by day, type, actor and words', async () => {
    const { events } = await page('from=2024-03-28&to=2024-04-05');
    expect(events).toHaveLength(6);
    expect((await page('from=2024-03-28&to=2024-04-05&type=sanction')).events.map(({ date }) => date)).toEqual([
      '2024-04-02',
      '2024-03-28',
    ]);
    expect((await page('from=2024-03-28&to=2024-04-05&actor=RUS')).events.every(({ actor }) => actor === 'RUS')).toBe(
      true,
    );
    expect((await page('q=rudenko+SUMMONS&from=2024-04-01&to=2024-04-30')).events.map(({ type }) => type)).toEqual([
      'summons',
    ]);
    expect((await page('q=no-such-word')).events).toEqual([]);
  });

  test.each([
    ['type=no_such_type', 'type'],
    ['actor=kor', 'actor'],
    ['limit=1001', 'limit'],
    ['limit=1.5', 'limit'],
    ['from=2024-02-01&to=2024-01-01', 'from'],
    ['cursor=nonsense', 'cursor'],
  ])('?%s is refused and named', async (query, field) => {
    const response = await server.get(`/api/v1/dyads/KOR-RUS/events?${query}`);
    expect(response.status).toBe(400);
    const { errors }: { errors: { field: string }[] } = await response.json();
    expect(errors[0]!.field).toBe(field);
  });
});

describe('one event', () => {
  const VETO = 'kor-rus-2024-03-28-unsc-1718-panel-veto';
  const detail = (id: string, query = ''): Promise<EventDetail> => server.json(`/api/v1/events/${id}?${query}`);

  test('its impact is the product of its factors, and its effect fades from it', async () => {
    const { event, scoring, effect, revisions, retracted } = await detail(VETO);
    expect(event).toMatchObject({ dyad: 'KOR-RUS', date: '2024-03-28', role: 'indirect', revision: 1 });
    expect(retracted).toBe(false);
    expect(revisions).toHaveLength(1);
    const { weight, severityMultiplier, roleMultiplier, confidence, repetition, impact } = scoring!;
    // A veto weighs 5 in the baseline; severity 5 is 2.2, indirect 0.5, verified 1, and no veto came before it within 30 days.
    expect([weight, severityMultiplier, roleMultiplier, confidence, repetition]).toEqual([5, 2.2, 0.5, 1, 1]);
    expect(impact).toBeCloseTo(5.5, 12);
    expect(effect[0]).toMatchObject({ date: '2024-03-28', tensionPoints: impact });
    expect(effect.at(-1)!.date).toBe(TODAY);
    expect(effect).toHaveLength(400);
    effect.forEach(({ index, without }) => expect(without).toBeLessThan(index));
  });

  test('its effect on a day is its contribution on that day', async () => {
    const { effect } = await detail('kor-rus-2024-04-05-summons-lee-do-hoon');
    for (const { date, indexPoints, tensionPoints, index } of [effect[0]!, effect[20]!, effect[100]!]) {
      const explained = await server.json<Contributions>(`/api/v1/dyads/KOR-RUS/contributions?date=${date}`);
      const found = explained.contributions.find(
        ({ eventId }) => eventId === 'kor-rus-2024-04-05-summons-lee-do-hoon',
      )!;
      expect(indexPoints).toBeCloseTo(found.indexPoints, 9);
      expect(tensionPoints).toBeCloseTo(found.tensionPoints, 9);
      expect(index).toBeCloseTo(explained.index, 9);
    }
  });

  test('an act that is coded in two dyads lists both rows, this one first, each with its own polarity', async () => {
    const bearingsOf = async (id: string) =>
      (await detail(id)).bearings.map(({ eventId, dyad, polarity }) => [eventId, dyad, polarity]);
    const inKorRus = ['kor-rus-2024-06-19-prk-rus-treaty-signed', 'KOR-RUS', 1];
    const inPrkRus = ['prk-rus-2024-06-19-treaty-2024', 'PRK-RUS', -1];
    expect(await bearingsOf('kor-rus-2024-06-19-prk-rus-treaty-signed')).toEqual([inKorRus, inPrkRus]);
    expect(await bearingsOf('prk-rus-2024-06-19-treaty-2024')).toEqual([inPrkRus, inKorRus]);
    expect(await bearingsOf('kor-rus-2024-04-05-summons-lee-do-hoon')).toHaveLength(1);
  });

  test('an act that was undone says by what and when, and how it fades from there; what undid it names it', async () => {
    const [notice, taken] = ['kor-jpn-2019-08-22-gsomia-termination', 'kor-jpn-2019-11-22-gsomia-saved'];
    const undone = await detail(notice);
    expect(undone.undoneBy.map(({ eventId, date }) => [eventId, date])).toEqual([[taken, '2019-11-22']]);
    expect(undone.scoring).toMatchObject({ undone: { from: '2019-11-22', halfLifeDays: 30 } });
    expect((await detail(taken)).undoes.map(({ eventId }) => eventId)).toEqual([notice]);
    const pointsOn = ({ effect }: EventDetail, day: string): number =>
      effect.findLast(({ date }) => date <= day)!.tensionPoints;
    expect(pointsOn(undone, '2020-06-01')).toBeLessThan(
      pointsOn(await detail(notice, 'model=baseline@1'), '2020-06-01') / 4,
    );
    expect((await detail(notice, 'model=baseline@1')).scoring).toMatchObject({ undone: null });
  });

  test('rows of one act recorded later are listed once they are known, and not at an earlier moment', async () => {
    const row = eventRow({ id: 'act-1', dyad: 'FRA-MLI', date: '2026-10-01', actor: 'FRA', target: 'MLI' });
    const other = eventRow({ id: 'act-1-ner', dyad: 'FRA-NER', date: '2026-10-01', actor: 'FRA', target: 'NER' });
    await server.importAndRollUp([CSV_HEADER, row].join('\n'));
    const before = (await server.ledger.watermark())!.toISOString();
    await server.importAndRollUp([`${CSV_HEADER},act_id`, `${other},act-1`].join('\n'));
    const dyads = async (query = '') => (await detail('act-1', query)).bearings.map(({ dyad }) => dyad);
    expect(await dyads()).toEqual(['FRA-MLI', 'FRA-NER']);
    expect(await dyads(`asOf=${before}`)).toEqual(['FRA-MLI']);
  });

  test('its revisions are told, and an earlier moment shows it as it was', async () => {
    const first = eventRow({
      id: 'deu-fra-1',
      dyad: 'DEU-FRA',
      date: '2026-10-01',
      actor: 'FRA',
      target: 'DEU',
      severity: 2,
    });
    const second = eventRow({
      id: 'deu-fra-2',
      dyad: 'DEU-FRA',
      date: '2026-10-20',
      actor: 'FRA',
      target: 'DEU',
      severity: 2,
    });
    await server.importAndRollUp([CSV_HEADER, first, second].join('\n'));
    const before = await detail('deu-fra-1');
    await server.importAndRollUp([CSV_HEADER, first.replace(',1,2,', ',1,5,')].join('\n'));
    const after = await detail('deu-fra-1');
    expect(after.event).toMatchObject({ severity: 5, revision: 2 });
    expect(after.revisions.map(({ operation, event }) => [operation, event.severity])).toEqual([
      ['create', 2],
      ['revise', 5],
    ]);
    expect(after.effect[0]!.index).toBeGreaterThan(before.effect[0]!.index);

    const asOf = before.revisions[0]!.recordedAt;
    expect(await detail('deu-fra-1', `asOf=${asOf}`)).toMatchObject({
      event: { severity: 2, revision: 1 },
      scoring: before.scoring,
      revisions: before.revisions,
    });
  });

  test('without it, a later act of the same kind is no repetition any more', async () => {
    // deu-fra-2 came 19 days after deu-fra-1: same type, same actor, so it counts 0.85 of itself, and in full without it.
    const { scoring } = await detail('deu-fra-2');
    expect(scoring!.repetition).toBe(0.85);
    const { effect } = await detail('deu-fra-1');
    const onSecond = effect.find(({ date }) => date === '2026-10-20')!;
    const alone = 6 * 0.7; // weight of a sanction x severity 2
    expect(onSecond.without).toBeCloseTo(100 / (1 + Math.exp(-alone / 40)), 9);
  });

  test('a retracted one keeps its history and has no effect', async () => {
    await server.ledger.retract('deu-fra-2', 'It never happened', 'test');
    await (
      await server.rollup.start('request')
    ).done;
    const { retracted, scoring, effect, revisions } = await detail('deu-fra-2');
    expect({ retracted, scoring, effect }).toEqual({ retracted: true, scoring: null, effect: [] });
    expect(revisions.at(-1)).toMatchObject({ operation: 'retract', reason: 'It never happened' });
    const { contributions } = await server.json<Contributions>('/api/v1/dyads/DEU-FRA/contributions');
    expect(contributions.map(({ eventId }) => eventId)).toEqual(['deu-fra-1']);
  });

  test('an unknown one is a 404 that says where ids stand', async () => {
    const response = await server.get('/api/v1/events/no-such-event');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('no event \\"no-such-event\\"');
  });
});
