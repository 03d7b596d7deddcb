import { expect, it } from 'vitest';
import { csvOf, describeLedgers } from './ledgers.ts';

const moment = (iso: string): Date => new Date(iso);
const LATER = moment('9999-01-01T00:00:00Z');

describeLedgers('what was recorded about a dyad since a moment', (current) => {
  const take = async (at: string, ...rows: Parameters<typeof csvOf>[0][number][]): Promise<void> => {
    current.setClock(at);
    await current.take(csvOf(rows));
  };
  const listed = async (dyad: string, since: string | null, until = LATER, limit = 100): Promise<string[]> => {
    const { revisions } = await current.ledger.revisionsSince(
      dyad,
      since === null ? null : moment(since),
      until,
      limit,
    );
    return revisions.map(({ operation, eventId, revision }) => `${operation} ${eventId} ${revision}`);
  };

  it('is every revision after it, the newest first, each beside the one before it', async () => {
    await take('2026-07-01T00:00:00Z', { id: 'a' }, { id: 'b', date: '2024-04-03' });
    await take('2026-07-02T00:00:00Z', { id: 'a', severity: '5', note: 'graver than thought' }, { id: 'c' });
    await take('2026-07-03T00:00:00Z', { id: 'a', severity: '2' });
    current.setClock('2026-07-04T00:00:00Z');
    await current.ledger.retract('b', 'It did not happen.', 'tester');

    expect(await listed('KOR-RUS', '2026-07-01T12:00:00Z')).toEqual([
      'retract b 2',
      'revise a 3',
      'revise a 2',
      'create c 1',
    ]);
    expect(await listed('KOR-RUS', '2026-07-02T12:00:00Z')).toEqual(['retract b 2', 'revise a 3']);
    expect(await listed('KOR-RUS', '2026-07-01T12:00:00Z', moment('2026-07-02T12:00:00Z'))).toEqual([
      'revise a 2',
      'create c 1',
    ]);
    expect(await listed('KOR-RUS', null)).toHaveLength(6);
    expect(await listed('CHN-USA', null)).toEqual([]);
    expect(await listed('KOR-RUS', '2026-07-04T00:00:00Z'), 'the moment itself is before').toEqual([]);

    const { counts, revisions } = await current.ledger.revisionsSince(
      'KOR-RUS',
      moment('2026-07-01T12:00:00Z'),
      LATER,
      2,
    );
    expect(counts, 'of all, listed or not').toEqual({ create: 1, revise: 2, retract: 1, restore: 0 });
    expect(revisions).toHaveLength(2);
    expect(revisions[0]).toMatchObject({
      reason: 'It did not happen.',
      recordedBy: 'tester',
      before: { id: 'b' },
      event: { id: 'b' },
    });
    expect(revisions[1]).toMatchObject({ before: { severity: 5 }, event: { severity: 2 } });
  });

  it('knows what a first revision was not', async () => {
    await take('2026-07-01T00:00:00Z', { id: 'a' });
    expect((await current.ledger.revisionsSince('KOR-RUS', null, LATER, 10)).revisions[0]!.before).toBeNull();
  });

  it('gives a revision that moves an event to both dyads', async () => {
    await take('2026-07-01T00:00:00Z', { id: 'a', dyad: 'KOR-RUS', actor: 'RUS', target: 'KOR' });
    await take('2026-07-02T00:00:00Z', { id: 'a', dyad: 'PRK-RUS', actor: 'RUS', target: 'PRK' });
    expect(await listed('KOR-RUS', '2026-07-01T12:00:00Z')).toEqual(['revise a 2']);
    expect(await listed('PRK-RUS', '2026-07-01T12:00:00Z')).toEqual(['revise a 2']);
    expect(await listed('PRK-RUS', null)).toEqual(['revise a 2']);
  });
});
