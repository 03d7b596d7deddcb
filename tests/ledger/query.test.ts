import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import type { EventFilter, LedgerEvent } from '../../server/ledger/ledger.ts';
import { csvOf, day, describeLedgers, ROW, type Row } from './ledgers.ts';

const ids = (events: readonly LedgerEvent[]): string[] => events.map((event) => event.id);

describeLedgers('reading the ledger', (current) => {
  const found = async (filter: Partial<EventFilter>): Promise<string[]> =>
    ids((await current.ledger.search('KOR-RUS', { limit: 100, ...filter })).events);

  it('finds nothing in an empty one', async () => {
    expect(await current.ledger.watermark()).toBeNull();
    expect(await current.ledger.dyads()).toEqual([]);
    expect(await current.ledger.events('KOR-RUS')).toEqual([]);
    expect(await current.ledger.search('KOR-RUS', { limit: 10 })).toEqual({ events: [], nextCursor: null });
    expect(await current.ledger.revisions('a')).toEqual([]);
    expect(await current.ledger.changes(null, new Date('2030-01-01'))).toEqual([]);
  });

  it('gives events in order of day, then id as scoring sorts ids', async () => {
    await current.take(
      csvOf([{ id: 'b' }, { id: 'a' }, { id: 'B' }, { id: 'a-1' }, { id: 'a1' }, { id: 'z', date: '2023-01-01' }]),
    );
    const order = ids(await current.ledger.events('KOR-RUS'));
    expect(order).toEqual(['z', 'B', 'a', 'a-1', 'a1', 'b']);
    expect(await found({})).toEqual(order.toReversed());
  });

  it('gives what scoring reads without the texts, and the summaries of the revisions that are asked for', async () => {
    await current.take(
      csvOf(
        [
          { id: 'a', summary: 'One.' },
          { id: 'b', date: '2024-05-02', end_date: '2024-05-09', ends: 'a', summary: 'Another.' },
          { id: 'c', role: 'indirect', polarity: '-1', severity: '5', verified: 'no', date: '2019-12-31' },
          { id: 'd', dyad: 'PRK-RUS', actor: 'PRK' },
        ],
        Object.keys(ROW),
      ),
    );
    const first = (await current.ledger.watermark())!;
    await current.take(csvOf([{ id: 'a', summary: 'Told again.' }]));
    for (const asOf of [first, undefined]) {
      const whole = await current.ledger.eventsOf(['KOR-RUS', 'PRK-RUS', 'CHN-RUS'], asOf);
      const scored = await current.ledger.scoredEventsOf(['KOR-RUS', 'PRK-RUS', 'CHN-RUS'], asOf);
      expect([...scored.keys()].sort()).toEqual(['KOR-RUS', 'PRK-RUS']);
      for (const [dyad, { events, firstRecorded }] of scored) {
        expect(events.length).toBe(whole.get(dyad)!.length);
        for (const event of whole.get(dyad)!) expect(event).toMatchObject(events.find(({ id }) => id === event.id)!);
        expect(firstRecorded).toEqual(first);
      }
      expect(scored.get('KOR-RUS')!.events.find(({ id }) => id === 'b')).toMatchObject({
        ends: ['a'],
        lastDay: day('2024-05-09'),
      });
    }
    const summaries = await current.ledger.summariesOf(['KOR-RUS'], ['a', 'b', 'd']);
    expect(Object.fromEntries(summaries)).toEqual({ '1 a': 'One.', '2 a': 'Told again.', '1 b': 'Another.' });
  });

  it('gives each dyad its extent', async () => {
    await current.take(
      csvOf([{ id: 'a' }, { id: 'b', date: '2020-01-01' }, { id: 'c', dyad: 'PRK-RUS', actor: 'PRK' }]),
    );
    expect(await current.ledger.dyads()).toEqual([
      { dyad: 'KOR-RUS', events: 2, firstDay: day('2020-01-01'), lastDay: day('2024-04-02') },
      { dyad: 'PRK-RUS', events: 1, firstDay: day('2024-04-02'), lastDay: day('2024-04-02') },
    ]);
  });

  it('counts events in spans of days, the last day in and the first out', async () => {
    await current.take(
      csvOf([
        { id: 'a', date: '2024-04-01' },
        { id: 'b', date: '2024-04-02' },
        { id: 'c', date: '2024-04-05' },
        { id: 'd', dyad: 'PRK-RUS', actor: 'PRK', date: '2020-01-01' },
        { id: 'e', dyad: 'CHN-RUS', actor: 'CHN', date: '2024-04-06' },
      ]),
    );
    const counts = async (asOf?: Date) =>
      (
        await current.ledger.counts(
          [
            { after: day('2024-04-01'), to: day('2024-04-02') },
            { after: day('2024-03-31'), to: day('2024-04-05') },
          ],
          asOf,
        )
      ).sort((a, b) => (a.dyad < b.dyad ? -1 : 1));
    expect(await counts(), 'a dyad that begins later is left out').toEqual([
      { dyad: 'KOR-RUS', counts: [1, 3], lastDay: day('2024-04-05') },
      { dyad: 'PRK-RUS', counts: [0, 0], lastDay: day('2020-01-01') },
    ]);
    const before = (await current.ledger.watermark())!;
    await current.ledger.retract('c', 'Twice coded.', 'editor');
    expect((await counts())[0]).toEqual({ dyad: 'KOR-RUS', counts: [1, 2], lastDay: day('2024-04-02') });
    expect((await counts(before))[0]!.counts).toEqual([1, 3]);
  });

  it('finds the gravest events of all dyads, then the newest', async () => {
    await current.take(
      csvOf([
        { id: 'a', severity: '3', date: '2024-04-01' },
        { id: 'b', severity: '5', date: '2024-04-01' },
        { id: 'c', severity: '3', date: '2024-04-02', dyad: 'PRK-RUS', actor: 'PRK' },
        { id: 'd', severity: '5', date: '2024-03-31' },
      ]),
    );
    const found = await current.ledger.mostSevere({ after: day('2024-03-31'), to: day('2024-04-02') }, 10);
    expect(found.map(({ id, dyad }) => [id, dyad])).toEqual([
      ['b', 'KOR-RUS'],
      ['c', 'PRK-RUS'],
      ['a', 'KOR-RUS'],
    ]);
    expect(await current.ledger.mostSevere({ after: day('2024-03-31'), to: day('2024-04-02') }, 1)).toEqual(
      found.slice(0, 1),
    );
  });

  it('shows what was known at any moment', async () => {
    const moments: Date[] = [];
    const step = async (rows: Partial<Row>[]) => {
      await current.take(csvOf(rows));
      moments.push((await current.ledger.watermark())!);
    };
    await step([{ id: 'a' }]);
    await step([{ id: 'a', severity: '5', date: '2024-03-01' }, { id: 'b' }]);
    await current.ledger.retract('b', 'Twice coded.', 'editor');
    moments.push((await current.ledger.watermark())!);
    await step([{ id: 'a', dyad: 'PRK-RUS', actor: 'PRK' }]);
    const known = async (asOf?: Date) =>
      (await current.ledger.events('KOR-RUS', asOf)).map(({ id, severity, revision }) => [id, severity, revision]);
    expect(await known(new Date(moments[0]!.getTime() - 1))).toEqual([]);
    expect(await known(moments[0])).toEqual([['a', 3, 1]]);
    expect(await known(moments[1])).toEqual([
      ['a', 5, 2],
      ['b', 3, 1],
    ]);
    expect(await known(moments[2])).toEqual([['a', 5, 2]]);
    expect(await known(moments[3])).toEqual([]);
    expect(await known()).toEqual([]);
    expect(ids((await current.ledger.search('KOR-RUS', { limit: 9, asOf: moments[1]! })).events)).toEqual(['b', 'a']);
    expect(await current.ledger.dyads(moments[1])).toEqual([
      { dyad: 'KOR-RUS', events: 2, firstDay: day('2024-03-01'), lastDay: day('2024-04-02') },
    ]);
    expect(await current.ledger.dyads()).toMatchObject([{ dyad: 'PRK-RUS', events: 1 }]);
  });

  it('never forgets: whatever happens, every earlier moment and revision reads the same', async () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('import', 'retract'),
      severity: fc.integer({ min: 1, max: 5 }),
      dyad: fc.constantFrom('KOR-RUS', 'PRK-RUS'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        await current.database.query('delete from event_revision'); // only a test may: it needs an empty ledger
        const seen: { at: Date; events: LedgerEvent[]; revisions: unknown[] }[] = [];
        const read = async (asOf: Date) => ({
          events: [
            ...(await current.ledger.events('KOR-RUS', asOf)),
            ...(await current.ledger.events('PRK-RUS', asOf)),
          ],
          revisions: (await Promise.all(['a', 'b', 'c'].map((id) => current.ledger.revisions(id))))
            .flat()
            .filter((revision) => revision.recordedAt <= asOf),
        });
        for (const { id, what, severity, dyad } of steps) {
          if (what === 'import')
            await current.take(csvOf([{ id, severity: String(severity), dyad, actor: dyad.slice(0, 3) }]));
          else await current.ledger.retract(id, 'why', 'editor').catch(() => undefined);
          const at = await current.ledger.watermark();
          if (at) seen.push({ at, ...(await read(at)) });
          for (const { at, ...before } of seen) expect(await read(at)).toEqual(before);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('filters by days, type, actor and words, whatever their case', async () => {
    await current.take(
      csvOf([
        { id: 'a', date: '2024-01-01', summary: 'Seoul sanctions vessels', type: 'sanction' },
        {
          id: 'b',
          date: '2024-01-02',
          summary: 'Moscow summons the ambassador',
          type: 'summons',
          actor: 'RUS',
          target: 'KOR',
          note: 'about VESSELS',
        },
        { id: 'c', date: '2024-01-03', summary: '100% of_x', type: 'sanction', source_name: '연합뉴스' },
      ]),
    );
    expect(await found({ from: day('2024-01-02') })).toEqual(['c', 'b']);
    expect(await found({ to: day('2024-01-02') })).toEqual(['b', 'a']);
    expect(await found({ from: day('2024-01-02'), to: day('2024-01-02') })).toEqual(['b']);
    expect(await found({ type: 'sanction' })).toEqual(['c', 'a']);
    expect(await found({ actor: 'RUS' })).toEqual(['b']);
    expect(await found({ q: 'vessels' })).toEqual(['b', 'a']);
    expect(await found({ q: '  AMBASSADOR vessels ' })).toEqual(['b']);
    expect(await found({ q: '연합' })).toEqual(['c']);
    expect(await found({ q: 'summons' })).toEqual(['b']);
    expect(await found({ q: '100%' })).toEqual(['c']);
    expect(await found({ q: 'of_' })).toEqual(['c']);
    expect(await found({ q: "' or 1=1 --" })).toEqual([]);
    expect(await found({ type: 'sanction', q: 'vessels', from: day('2024-01-01') })).toEqual(['a']);
  });

  it('turns pages that neither repeat nor skip, also when events come in between', async () => {
    const rows = Array.from({ length: 25 }, (_, i) => ({
      id: `e${i}`,
      date: toIsoDate(day('2024-01-01') + Math.floor(i / 4)),
    }));
    await current.take(csvOf(rows));
    const all = await found({});
    const pages: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await current.ledger.search('KOR-RUS', { limit: 4, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(...ids(page.events));
      cursor = page.nextCursor;
      if (pages.length === 8) await current.take(csvOf([{ id: 'new', date: '2024-06-01' }]));
    }
    expect(pages).toEqual(all);
    expect((await current.ledger.search('KOR-RUS', { limit: 26 })).nextCursor).toBeNull();
    const forged = ['2024-13-99 abc', '9999-99-99 x', '0000-00-00 x', '2024-01-01 a\0b', 'x'];
    for (const cursor of ['nonsense', ...forged.map((text) => Buffer.from(text).toString('base64url'))])
      await expect(current.ledger.search('KOR-RUS', { limit: 4, cursor })).rejects.toThrow(
        `The cursor "${cursor}" is none of ours`,
      );
  });

  it('tells which dyads changed since a moment, and from which day on', async () => {
    const moments: Date[] = [];
    const step = async (rows: Partial<Row>[]) => {
      await current.take(csvOf(rows));
      moments.push((await current.ledger.watermark())!);
    };
    await step([
      { id: 'a', date: '2024-04-02' },
      { id: 'p', date: '2020-01-01', dyad: 'PRK-RUS', actor: 'PRK' },
    ]);
    await step([{ id: 'b', date: '2024-05-01' }]);
    await step([{ id: 'a', date: '2024-04-20' }]); // later: the old day changes first
    await step([{ id: 'b', date: '2024-03-01' }]); // earlier: the new day
    await step([{ id: 'a', date: '2024-04-20', dyad: 'PRK-RUS', actor: 'PRK' }]);
    const changes = async (since: number | null, until: number) =>
      (await current.ledger.changes(since === null ? null : moments[since]!, moments[until]!)).map(
        ({ dyad, fromDay }) => [dyad, toIsoDate(fromDay)],
      );
    expect(await changes(null, 0)).toEqual([
      ['KOR-RUS', '2024-04-02'],
      ['PRK-RUS', '2020-01-01'],
    ]);
    expect(await changes(0, 0)).toEqual([]);
    expect(await changes(0, 1)).toEqual([['KOR-RUS', '2024-05-01']]);
    expect(await changes(1, 2)).toEqual([['KOR-RUS', '2024-04-02']]);
    expect(await changes(2, 3)).toEqual([['KOR-RUS', '2024-03-01']]);
    expect(await changes(3, 4)).toEqual([
      ['KOR-RUS', '2024-04-20'],
      ['PRK-RUS', '2024-04-20'],
    ]);
    expect(await changes(0, 4)).toEqual([
      ['KOR-RUS', '2024-03-01'],
      ['PRK-RUS', '2024-04-20'],
    ]);
  });
});
