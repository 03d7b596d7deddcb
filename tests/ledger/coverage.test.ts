/** Declared coverage in the ledger: what was known when, what is new, and what was taken back. */
import { expect, it } from 'vitest';
import type { DeclaredStretch } from '../../server/ledger/ledger.ts';
import { csvOf, day, describeLedgers } from './ledgers.ts';

const stretch = (from: string, to: string, other: Partial<DeclaredStretch> = {}): DeclaredStretch => ({
  dyad: 'KOR-RUS',
  from: day(from),
  to: day(to),
  density: 'all',
  by: 'first coder',
  sources: 'Yonhap',
  note: '',
  ...other,
});

describeLedgers('declared coverage', (current) => {
  const held = async (asOf?: Date): Promise<string[]> =>
    (await current.ledger.coverage('KOR-RUS', asOf)).map(
      ({ from, to, density }) => `${from - day('2024-01-01')}..${to - day('2024-01-01')} ${density}`,
    );

  it('keeps every value, who recorded it and when, in order of the days', async () => {
    const later = stretch('2024-02-01', '2024-02-29', { density: 'major', note: 'a note', by: '' });
    expect(await current.ledger.declareCoverage([later, stretch('2024-01-01', '2024-01-31')], 'tester')).toBe(2);
    const recorded = { recordedAt: new Date('2026-07-01T12:00:00.000Z'), recordedBy: 'tester' };
    expect(await current.ledger.coverage('KOR-RUS')).toEqual([
      { ...stretch('2024-01-01', '2024-01-31'), ...recorded },
      { ...later, ...recorded },
    ]);
    expect(await current.ledger.coverage('PRK-RUS')).toEqual([]);
  });

  it('takes a stretch once, and a moment is only spent on what is new', async () => {
    const one = stretch('2024-01-01', '2024-01-31');
    expect(await current.ledger.declareCoverage([one, { ...one }], 'tester')).toBe(1);
    const before = await current.ledger.watermark();
    expect(await current.ledger.declareCoverage([one], 'another')).toBe(0);
    expect(await current.ledger.declareCoverage([], 'another')).toBe(0);
    expect(await current.ledger.watermark()).toEqual(before);
    expect(await current.ledger.declareCoverage([{ ...one, sources: 'TASS' }], 'tester')).toBe(1);
  });

  it('reads at any moment what was declared by then, and tells the dyads that it touches', async () => {
    await current.take(csvOf([{}]));
    const before = (await current.ledger.watermark())!;
    current.setClock('2026-07-02T12:00:00Z');
    await current.ledger.declareCoverage([stretch('2024-01-01', '2024-01-31')], 'tester');
    const declared = (await current.ledger.watermark())!;
    expect(declared).toEqual(new Date('2026-07-02T12:00:00Z'));
    expect(await held(before)).toEqual([]);
    expect(await held(declared)).toEqual(['0..30 all']);
    expect(await current.ledger.changes(before, declared)).toEqual([
      { dyad: 'KOR-RUS', fromDay: day('2024-01-01'), entries: 1 },
    ]);
  });

  it('takes back what was declared by mistake, with the reason, and earlier moments keep it', async () => {
    const mistake = stretch('2024-03-01', '2024-03-31');
    await current.ledger.declareCoverage([stretch('2024-01-01', '2024-01-31'), mistake], 'tester');
    const declared = (await current.ledger.watermark())!;
    current.setClock('2026-07-03T12:00:00Z');
    expect(await current.ledger.withdrawCoverage([mistake], ' The archive was down. ', 'editor')).toBe(1);
    const withdrawn = (await current.ledger.watermark())!;
    expect(await held()).toEqual(['0..30 all']);
    expect(await held(declared)).toEqual(['0..30 all', '60..90 all']);
    expect(await current.ledger.withdrawnCoverage('KOR-RUS')).toEqual([
      { ...mistake, reason: 'The archive was down.', recordedAt: withdrawn, recordedBy: 'editor' },
    ]);
    expect(await current.ledger.withdrawnCoverage('KOR-RUS', declared)).toEqual([]);
    expect(await current.ledger.changes(declared, withdrawn)).toEqual([
      { dyad: 'KOR-RUS', fromDay: day('2024-03-01'), entries: 1 },
    ]);
  });

  it('holds again what is declared again', async () => {
    const one = stretch('2024-03-01', '2024-03-31');
    await current.ledger.declareCoverage([one], 'tester');
    await current.ledger.withdrawCoverage([one], 'A slip.', 'tester');
    expect(await current.ledger.declareCoverage([one], 'tester')).toBe(1);
    expect(await held()).toEqual(['60..90 all']);
    expect(await current.ledger.withdrawnCoverage('KOR-RUS')).toEqual([]);
  });

  it('takes back the one that is meant of several of the same days, and refuses where it is not said', async () => {
    await current.ledger.declareCoverage(
      [stretch('2024-03-01', '2024-03-31'), stretch('2024-03-01', '2024-03-31', { density: 'crises', by: 'second' })],
      'tester',
    );
    const { dyad, from, to } = stretch('2024-03-01', '2024-03-31');
    await expect(current.ledger.withdrawCoverage([{ dyad, from, to }], 'A slip.', 'tester')).rejects.toThrow(
      /\(1\) density "(all|crises)".*\(2\) density "(all|crises)"/,
    );
    await expect(
      current.ledger.withdrawCoverage([{ dyad, from, to, density: 'major' }], 'A slip.', 'tester'),
    ).rejects.toThrow(/the one that is meant/);
    expect(await current.ledger.withdrawCoverage([{ dyad, from, to, by: 'second' }], 'A slip.', 'tester')).toBe(1);
    expect(await held()).toEqual(['60..90 all']);
  });

  it.each([
    ['days that nobody declared', '2024-03-02', 'A slip.', /from 2024-03-02 to 2024-03-31: .*2024-03-01 to 2024-03-31/],
    ['no reason', '2024-03-01', ' ', /say why/],
  ])('refuses to take back %s, and takes nothing of the others', async (_, from, reason, message) => {
    const declared = [stretch('2024-03-01', '2024-03-31'), stretch('2024-04-01', '2024-04-30')];
    await current.ledger.declareCoverage(declared, 'tester');
    const asked = [declared[1]!, stretch(from, '2024-03-31')];
    await expect(current.ledger.withdrawCoverage(asked, reason, 'tester')).rejects.toThrow(message);
    expect(await held()).toHaveLength(2);
  });

  it('says so when nothing at all is declared', async () => {
    const asked = [stretch('2024-03-01', '2024-03-31')];
    await expect(current.ledger.withdrawCoverage(asked, 'A slip.', 'tester')).rejects.toThrow(
      'No stretch of KOR-RUS is declared from 2024-03-01 to 2024-03-31: nothing is declared of this dyad.',
    );
  });
});
