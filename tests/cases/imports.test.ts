/** Cases that readers sent in about files of events: very old dates, one act told by three papers, a sanction that was lifted. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActsRecorded } from '../../models/contract/acts.ts';
import type { Board } from '../../models/contract/board.ts';
import type { ImportResponse } from '../../models/contract/imports.ts';
import type { Series } from '../../models/contract/series.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { startTestServer, type TestServer, TODAY } from '../api/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
});
afterAll(() => server.close());

const HEADER = 'id,date,actor,target,type,polarity,severity,summary,source_name,source_url,verified,ends';
async function imported(...rows: readonly string[]): Promise<ImportResponse> {
  const response = await server.post('/api/v1/imports', [HEADER, ...rows, ''].join('\n'), {
    'Content-Type': 'text/csv',
  });
  if (response.status !== 200) throw new Error(await response.text());
  await (
    await server.rollup.start('request')
  ).done;
  return (await response.json()) as ImportResponse;
}
const seriesOf = (dyad: string, query = ''): Promise<Series> => server.json(`/api/v1/dyads/${dyad}/series?${query}`);
const indexOn = async (dyad: string, ...days: readonly string[]): Promise<number[]> =>
  Promise.all(days.map(async (day) => (await seriesOf(dyad, `from=${day}&to=${day}`)).points[0]!.index!));

describe('07-one-old-event-closes-the-page', () => {
  beforeAll(async () => {
    const report = await imported(
      'old-1,1870-07-19,FRA,DEU,other,1,5,Paris declares war,Desk,,no,',
      'old-2,2024-05-26,FRA,DEU,visit,-1,4,A state visit,Desk,,no,',
      'new-1,2024-05-26,FRA,ESP,visit,-1,4,A state visit,Desk,,no,',
    );
    expect(report).toMatchObject({ created: 3, faulty: 0 });
  });

  test('a series of any span is answered, with the step that it has', async () => {
    const { step, points } = await seriesOf('DEU-FRA');
    expect([step, points[0]!.date, points.at(-1)!.date]).toEqual(['week', '1870-07-24', TODAY]);
    expect((await seriesOf('DEU-FRA', 'from=1990-01-01')).step).toBe('day');
    expect((await seriesOf('ESP-FRA')).step).toBe('day');
  });

  test('days are given to whoever asks for them, as the page does', async () => {
    const { step, points } = await seriesOf('DEU-FRA', 'step=day');
    expect([step, points[0]!.date]).toEqual(['day', '1870-07-19']);
    expect(points).toHaveLength(Math.round((Date.parse(TODAY) - Date.parse('1870-07-19')) / 86_400_000) + 1);
  });

  test('a picture, a comparison and a pinned view of all of it are made, and the view says its step', async () => {
    const board = await server.json<Board>('/api/v1/dyads');
    expect(board.dyads.map(({ id }) => id)).toContain('DEU-FRA');
    for (const path of [
      '/api/v1/dyads/DEU-FRA/figure.svg',
      '/api/v1/dyads/DEU-FRA/figure.svg?kind=move&from=1870-07-19',
      '/api/v1/compare/figure.svg?dyads=DEU-FRA,ESP-FRA',
    ]) {
      const answer = await server.get(path);
      expect([path, answer.status, answer.status === 200 ? '' : await answer.text()]).toEqual([path, 200, '']);
    }
    const pinned = await server.post('/api/v1/views', JSON.stringify({ kind: 'dyad', dyad: 'DEU-FRA' }), {
      'Content-Type': 'application/json',
    });
    expect(((await pinned.json()) as PinnedView).view).toMatchObject({ from: '1870-07-19', step: 'week' });
  });

  test('a date that cannot be is a fault of its row, in an import', async () => {
    const row = (id: string, date: string): string => `${id},${date},FRA,DEU,visit,-1,4,A visit,Desk,,no,`;
    const { faults, created } = await imported(row('a', '1025-10-02'), row('b', '2062-10-02'), row('c', '0025-10-02'));
    expect(created).toBe(0);
    expect(faults.map(({ line, field, message }) => [line, field, message.split(':')[0]])).toEqual([
      [2, 'date', 'lies before 1816-01-01, where no series begins'],
      [3, 'date', 'lies in the future (today is 2026-11-23 in UTC)'],
      [4, 'date', expect.stringMatching(/before 1816|no calendar date/)],
    ]);
  });

  test('and of a feed, and the rows around it are taken', async () => {
    const rows = ['2026-10-01', '1025-10-02', '2062-10-02', '0025-10-02', '2/10/2026 ?'].map(
      (date) => `${date},Chile,Bolivia,formal protest,`,
    );
    await mkdir(join(server.folder, 'inbox'), { recursive: true });
    await writeFile(join(server.folder, 'inbox', 'notes.csv'), ['Day,By,Towards,Act,Source', ...rows, ''].join('\n'));
    const mapping = {
      name: 'notes',
      title: 'Notes',
      states: 'name',
      columns: { date: 'Day', actor: 'By', target: 'Towards', code: 'Act', report: 'Source' },
      codes: { 'formal protest': { type: 'protest', polarity: 1, severity: 2 } },
    };
    await writeFile(join(server.folder, 'inbox', 'notes.json'), JSON.stringify(mapping));
    await server.fetching.add(
      { name: 'notes', kind: 'csv', files: ['notes.csv'], mapping: 'notes.json' },
      'machine',
      'test',
    );
    await (
      await server.fetching.pull('notes')
    ).done;
    const [take] = await server.database.query<{ taken: number; account: string }>(
      "select taken, account from feed_take where feed = 'notes'",
    );
    expect(take!.taken).toBe(1);
    const { faults, firstFaults } = JSON.parse(take!.account) as {
      faults: Record<string, number>;
      firstFaults: string[];
    };
    expect(faults).toEqual({ date: 4 });
    expect(firstFaults).toEqual([
      expect.stringMatching(/^Line 3: The date lies before 1816-01-01, where no series begins: check the year/),
      expect.stringMatching(/^Line 4: The date lies in the future/),
      expect.stringMatching(/^Line 5: The date lies before 1816-01-01/),
      expect.stringMatching(/^Line 6: The date is none of the form/),
    ]);
  });
});

describe('08-nothing-can-be-taken-back', () => {
  const asked = async (path: string, body: unknown): Promise<Response> => {
    const response = await server.post(path, JSON.stringify(body), { 'Content-Type': 'application/json' });
    if (response.status !== 200) throw new Error(await response.text());
    const latest = await server.ledger.watermark();
    while (server.rollup.published()?.asOf?.getTime() !== latest?.getTime())
      await (
        await server.rollup.start('request')
      ).done;
    return response;
  };

  test('an event and a whole import are taken back with a reason, and every earlier moment still has them', async () => {
    await imported('kept,2024-03-01,NOR,SWE,summons,1,3,Oslo summons the ambassador,Desk,,no,');
    const before = await indexOn('NOR-SWE', '2024-03-01');
    const { importId } = await imported(
      'slip-1,2024-03-01,NOR,SWE,sanction,1,5,It never happened,Desk,,no,',
      'slip-2,2024-03-02,SWE,NOR,sanction,1,5,Neither did this,Desk,,no,',
    );
    const known = (await server.ledger.watermark())!.toISOString();
    const wrong = await indexOn('NOR-SWE', '2024-03-01', '2024-03-02');
    await asked('/api/v1/events/slip-2/retraction', { reason: 'A rumour.' });
    const [first, second] = await indexOn('NOR-SWE', '2024-03-01', '2024-03-02');
    expect(first).toBe(wrong[0]);
    expect(second).toBeLessThan(wrong[1]!);
    await asked(`/api/v1/imports/${importId}/retraction`, { reason: 'The wrong file.' });
    expect(await indexOn('NOR-SWE', '2024-03-01')).toEqual(before);
    const then = await seriesOf('NOR-SWE', `from=2024-03-01&to=2024-03-02&asOf=${known}`);
    expect(then.points.map(({ index }) => index)).toEqual(wrong);
  });
});

describe('13-one-act-three-papers-counts-three-times', () => {
  test('each later row is taken with a remark that names the first', async () => {
    const report = await imported(
      'dup-1,2024-07-01,GBR,IRL,summons,1,3,London summons the ambassador,One paper,https://a.example.org/1,yes,',
      'dup-2,2024-07-01,GBR,IRL,summons,1,3,The envoy is called in,Another paper,https://b.example.org/1,yes,',
      'dup-3,2024-07-02,GBR,IRL,summons,1,3,London summons the ambassador,A third paper,https://c.example.org/1,yes,',
      'Dup-1,2024-09-01,GBR,IRL,summons,1,3,The same id in capitals,One paper,https://a.example.org/2,yes,',
      'dup-5,2024-09-20,GBR,IRL,summons,1,3,Another month,One paper,https://a.example.org/3,yes,',
      'dup-6,2024-07-01,IRL,GBR,summons,1,3,The other side does it,One paper,https://a.example.org/4,yes,',
    );
    expect(report).toMatchObject({ created: 6, faulty: 0 });
    expect(report.remarks.map(({ line, id }) => [line, id])).toEqual([
      [3, 'dup-2'],
      [4, 'dup-3'],
      [5, 'Dup-1'],
    ]);
    for (const { message } of report.remarks) expect(message).toMatch(/dup-1 on line 2.*: one act or two\?$/);
  });

  test('recorded at the desk it is asked as well, before anything is recorded', async () => {
    const act = {
      date: '2024-07-02',
      type: 'summons',
      summary: 'UK calls in the Irish envoy.',
      sourceName: 'A fourth paper',
      bearings: [{ actor: 'GBR', target: 'IRL', polarity: 1, severity: 3 }],
    };
    const response = await server.post('/api/v1/acts?dryRun=true', JSON.stringify(act), {
      'Content-Type': 'application/json',
    });
    const { remarks, run } = (await response.json()) as ActsRecorded;
    expect(run).toBeNull();
    expect(remarks!.map(({ message }) => message)).toEqual([
      'Like dup-3 in the ledger, with the same actor, target, type and date: one act or two?',
    ]);
  });
});

describe('14-lifted-sanction-keeps-rising', () => {
  test('from the day on which it is lifted the two together never rise', async () => {
    const sanction =
      'lift-1,2024-01-01,NZL,FJI,sanction,1,4,Wellington imposes sanctions,Desk,https://example.org/1,yes,';
    const relief =
      'lift-2,2024-01-15,NZL,FJI,sanction_relief,-1,4,Wellington lifts all,Desk,https://example.org/2,yes,';
    await imported(sanction, relief);
    const days = ['2024-01-31', '2024-03-31', '2024-07-31', '2025-01-31', TODAY];
    const unlinked = await indexOn('FJI-NZL', ...days);
    expect(unlinked[2]! - unlinked[0]!, 'without the link it rises, though nothing happened').toBeGreaterThan(1);

    expect(await imported(`${relief}lift-1`)).toMatchObject({ revised: 1, faults: [] });
    const points = (await seriesOf('FJI-NZL', 'from=2024-01-01')).points.map(({ date, tension }) => ({
      date,
      tension: tension!,
    }));
    const before = points.find(({ date }) => date === '2024-01-14')!.tension;
    const after = points.filter(({ date }) => date >= '2024-01-15');
    expect(before).toBeGreaterThan(5);
    for (const { tension } of after) expect(Math.abs(tension)).toBeLessThan(before);
    expect(Math.max(...after.map(({ tension }) => tension)), 'the sanction is gone').toBeLessThanOrEqual(
      Math.max(after[0]!.tension, 0) + 0.01,
    );
    const move = await server.json<{ groups: { kind: string }[]; change: number }>(
      '/api/v1/dyads/FJI-NZL/move?from=2024-01-14&to=2024-07-31',
    );
    expect(move.change).toBeLessThan(0);
    expect(move.groups.map(({ kind }) => kind)).toContain('ended');
  });
});
