/** Cases that readers sent in: a search that opened another pair, and organisations that could be no side. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Board } from '../../models/contract/board.ts';
import type { Pairs } from '../../models/contract/pairs.ts';
import type { Series } from '../../models/contract/series.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer } from '../api/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.importAndRollUp(
    [
      CSV_HEADER,
      eventRow({ id: 'gbr-rus-1', dyad: 'GBR-RUS', date: '2026-10-01', actor: 'GBR', target: 'RUS' }),
      eventRow({ id: 'rus-ukr-1', dyad: 'RUS-UKR', date: '2026-10-01', actor: 'RUS', target: 'UKR' }),
      eventRow({ id: 'rus-ukr-2', dyad: 'RUS-UKR', date: '2026-10-02', actor: 'RUS', target: 'UKR' }),
      eventRow({ id: 'eu-rus-1', dyad: 'EU-RUS', date: '2026-10-05', actor: 'EU', target: 'RUS', severity: 5 }),
      eventRow({ id: 'eu-rus-2', dyad: 'RUS-EU', date: '2026-10-20', actor: 'RUS', target: 'EU' }),
    ].join('\n'),
  );
});
afterAll(() => server.close());

describe('04-search-uk-finds-ukraine', () => {
  const found = async (q: string): Promise<string[]> =>
    (await server.json<Pairs>(`/api/v1/pairs?q=${encodeURIComponent(q)}`)).pairs.map(({ dyad }) => dyad);

  test('"uk russia" offers the United Kingdom first, though Ukraine has more events', async () => {
    expect((await found('uk russia')).slice(0, 2)).toEqual(['GBR-RUS', 'RUS-UKR']);
  });

  test.each([
    ['turkey greece', 'GRC-TUR'],
    ['congo rwanda', 'COD-RWA COG-RWA'],
    ['eu russia', 'EU-RUS'],
    ['한러', 'KOR-RUS'],
  ])('%s offers %s', async (q, dyads) => {
    const expected = dyads.split(' ');
    expect((await found(q)).slice(0, expected.length)).toEqual(expected);
  });

  test('a state offers first the pairs that have events', async () => {
    expect((await found('eu'))[0]).toBe('EU-RUS');
  });
});

describe('15-eu-and-nato-have-no-dyad', () => {
  test('the European Union stands on the board by its name', async () => {
    const { dyads } = await server.json<Board>('/api/v1/dyads');
    expect(dyads.find(({ id }) => id === 'EU-RUS')).toMatchObject({ name: 'European Union – Russia', events: 2 });
  });

  test('its series has both sides and both directions', async () => {
    const both = await server.json<Series>('/api/v1/dyads/EU-RUS/series');
    expect(both.points.at(-1)!.index).toBeGreaterThan(50);
    const one = await server.json<Series>(`/api/v1/dyads/EU-RUS/series?direction=${encodeURIComponent('EU>RUS')}`);
    expect(one.points.at(-1)!.index!).toBeLessThan(both.points.at(-1)!.index!);
  });

  test('has events, a picture and a move, also when it is written the other way round', async () => {
    const moved = await server.get('/api/v1/dyads/rus-eu/series');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/api/v1/dyads/EU-RUS/series']);
    for (const path of [
      '/api/v1/dyads/EU-RUS/move?from=2026-10-01&to=2026-10-30',
      '/api/v1/dyads/EU-RUS/events',
      '/api/v1/dyads/EU-RUS/figure.svg?from=2026-10-01&to=2026-10-30',
      '/api/v1/dyads/EU-RUS/series?format=csv&step=month',
      '/api/v1/events/eu-rus-1',
    ])
      expect([path, (await server.get(path)).status]).toEqual([path, 200]);
  });
});
