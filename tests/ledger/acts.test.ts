import { describe, expect, it } from 'vitest';
import type { NewAct } from '../../models/contract/acts.ts';
import type { AuditState } from '../../server/ledger/change.ts';
import { csvOf, describeLedgers, type Row } from './ledgers.ts';

const BY = { recordedBy: 'Kim' };
const SANCTION: NewAct = {
  date: '2024-04-02',
  type: 'sanction',
  summary: 'Seoul sanctions two Russian vessels.',
  sourceName: 'Yonhap',
  bearings: [{ actor: 'KOR', target: 'RUS', polarity: 1, severity: 3 }],
};
const SUMMIT: NewAct = {
  date: '2023-09-13',
  type: 'summit',
  summary: 'Kim Jong Un meets Putin at a cosmodrome.',
  sourceName: 'AP',
  bearings: [
    { id: 'summit-prk-rus', actor: 'PRK', target: 'RUS', polarity: -1, severity: 5 },
    { id: 'summit-kor-rus', dyad: 'KOR-RUS', actor: 'RUS', target: 'KOR', role: 'indirect', polarity: 1, severity: 4 },
  ],
};
const UNBROKEN = (entries: number): AuditState => ({ entries, broken: null });

describeLedgers('acts from the desk', (current) => {
  const ledger = () => current.ledger;
  const operations = async (id: string): Promise<string[]> =>
    (await ledger().revisions(id)).map(({ operation }) => operation);
  const faultsOf = async (change: Promise<unknown>): Promise<[string, string | null][]> => {
    const refused = await change.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ name: 'ChangeRefused' });
    const { faults } = refused as { faults: { field: string; message: string }[] };
    return faults.map(({ field, message }) => [field, message]);
  };

  it('are rows of one act, and one moment', async () => {
    const { acts } = await ledger().recordActs([SANCTION, SUMMIT], BY);
    expect(acts.map(({ actId, events }) => [actId, events.map(({ id }) => id)])).toEqual([
      [
        'kor-rus-2024-04-02-sanction-seoul-sanctions-two-russian',
        ['kor-rus-2024-04-02-sanction-seoul-sanctions-two-russian'],
      ],
      ['summit-prk-rus', ['summit-prk-rus', 'summit-kor-rus']],
    ]);
    expect((await ledger().rowsOfAct('summit-prk-rus')).map(({ dyad }) => dyad)).toEqual(['KOR-RUS', 'PRK-RUS']);
    const moments = new Set((await ledger().events('KOR-RUS')).map(({ recordedAt }) => recordedAt.getTime()));
    expect(moments.size).toBe(1);
    expect(await ledger().auditState()).toEqual(UNBROKEN(3));
  });

  it('all or none, each fault at its field', async () => {
    const twice = { ...SUMMIT, bearings: SUMMIT.bearings.map((bearing) => ({ ...bearing, id: 'one' })) };
    expect(await faultsOf(ledger().recordActs([SANCTION, twice], BY))).toEqual([
      ['acts[1].bearings[1].id', expect.stringContaining('stands twice')],
    ]);
    const undoing = { ...SANCTION, bearings: [{ ...SANCTION.bearings[0]!, ends: ['nothing'] }] };
    expect(await faultsOf(ledger().recordActs([undoing], BY))).toEqual([
      ['bearings[0].ends', expect.stringContaining('names no event of the ledger')],
    ]);
    expect(
      await faultsOf(ledger().recordActs([{ ...SANCTION, bearings: [0, 1].map(() => SANCTION.bearings[0]!) }], BY)),
    ).toEqual([
      [
        'bearings[1].dyad',
        expect.stringMatching(/^has a row of this act .* at bearings\[0\]: an act bears on a dyad once/),
      ],
    ]);
    expect(await ledger().watermark()).toBeNull();
    await ledger().recordActs([SUMMIT], BY);
    expect(await faultsOf(ledger().recordActs([SUMMIT], BY))).toEqual([
      ['bearings[0].id', expect.stringContaining('is an event of the ledger already')],
      ['bearings[1].id', expect.stringContaining('is an event of the ledger already')],
    ]);
    expect(await ledger().auditState()).toEqual(UNBROKEN(2));
  });

  it('a dry run says the same and writes nothing', async () => {
    const tried = await ledger().recordActs([SUMMIT], { ...BY, dryRun: true });
    expect(await ledger().watermark()).toBeNull();
    expect(await ledger().recordActs([SUMMIT], BY)).toEqual(tried);
    await ledger().reviseAct('summit-prk-rus', { reason: 'x', date: '2023-09-14' }, { ...BY, dryRun: true });
    await ledger().retract('summit-prk-rus', 'x', 'Kim', { dryRun: true, wholeAct: true });
    expect(await operations('summit-prk-rus')).toEqual(['create']);
  });

  it('are corrected through any of their rows; a bearing on one dyad more is added', async () => {
    await ledger().recordActs([SUMMIT], BY);
    const { acts } = await ledger().reviseAct(
      'summit-kor-rus',
      {
        reason: 'The source says so.',
        date: '2023-09-14',
        bearings: [{ actor: 'Russia', target: 'USA', role: 'indirect', dyad: 'RUS-USA', polarity: 1, severity: 2 }],
      },
      BY,
    );
    expect(acts[0]!.events.map(({ dyad, operation }) => [dyad, operation])).toEqual([
      ['PRK-RUS', 'revise'],
      ['KOR-RUS', 'revise'],
      ['RUS-USA', 'create'],
    ]);
    expect((await ledger().rowsOfAct('summit-prk-rus')).map(({ dyad, day, summary }) => [dyad, day, summary])).toEqual(
      ['KOR-RUS', 'PRK-RUS', 'RUS-USA'].map((dyad) => [dyad, 19_614, SUMMIT.summary]),
    );
    const again = await ledger().reviseAct('summit-prk-rus', { reason: 'The same.', date: '2023-09-14' }, BY);
    expect(again.acts[0]!.events.map(({ operation }) => operation)).toEqual(['none', 'none', 'none']);
    expect(await ledger().auditState()).toEqual(UNBROKEN(5));
  });

  it('another type brings its own code; a field of one row needs its row', async () => {
    await ledger().recordActs([SUMMIT], BY);
    await ledger().reviseAct('summit-prk-rus', { reason: 'No summit.', type: 'talks' }, BY);
    const [row] = await ledger().events('PRK-RUS');
    expect(row).toMatchObject({ type: 'talks', severity: 5 });
    expect(row!.cameo).not.toBe((await ledger().revisions('summit-prk-rus'))[0]!.event.cameo);
    expect(await faultsOf(ledger().reviseAct('summit-prk-rus', { reason: 'x', severity: 3 }, BY))).toEqual([
      ['severity', expect.stringContaining('belongs to one of 2 dyads')],
    ]);
    expect(await faultsOf(ledger().reviseAct('summit-prk-rus', { reason: ' ', severity: 3 }, BY))).toEqual([
      ['reason', expect.stringContaining('say why')],
    ]);
  });

  it('a correction of what somebody changed since is refused with the difference', async () => {
    await ledger().recordActs([SUMMIT], BY);
    const seen = { 'summit-prk-rus': 1, 'summit-kor-rus': 1 };
    await ledger().reviseAct(
      'summit-prk-rus',
      { reason: 'Historic.', bearings: [{ id: 'summit-kor-rus', severity: 5 }], revisions: seen },
      { recordedBy: 'Lee' },
    );
    const late = ledger().reviseAct(
      'summit-prk-rus',
      { reason: 'A day later.', date: '2023-09-14', revisions: seen },
      BY,
    );
    await expect(late).rejects.toMatchObject({ kind: 'changed-since' });
    expect(await faultsOf(late)).toEqual([
      ['summit-kor-rus.severity', expect.stringMatching(/^was changed by Lee on .* \(before: "4", revision 2\)/)],
    ]);
  });

  it('an act that undoes another is recorded with ends, and corrected with it', async () => {
    const { acts } = await ledger().recordActs([SANCTION], BY);
    const undone = acts[0]!.actId;
    const lifted: NewAct = {
      ...SANCTION,
      date: '2024-06-01',
      summary: 'Seoul lifts the sanctions.',
      bearings: [{ ...SANCTION.bearings[0]!, id: 'lifted', polarity: -1, ends: [undone] }],
    };
    await ledger().recordActs([lifted], BY);
    expect((await ledger().events('KOR-RUS')).at(-1)).toMatchObject({ ends: [undone] });
    expect(await faultsOf(ledger().reviseAct(undone, { reason: 'Later.', date: '2024-07-01' }, BY))).toEqual([
      ['date', expect.stringContaining('the day of lifted')],
    ]);
    await ledger().reviseAct('lifted', { reason: 'Not lifted.', ends: [] }, BY);
    expect((await ledger().events('KOR-RUS')).at(-1)!.ends).toBeUndefined();
  });

  it('retracted and restored, the history keeps both; a whole act at once', async () => {
    await ledger().recordActs([SUMMIT], BY);
    await ledger().retract('summit-kor-rus', 'It does not bear.', 'Lee', { wholeAct: true });
    expect(await ledger().dyads()).toEqual([]);
    await expect(ledger().reviseAct('summit-prk-rus', { reason: 'x', date: '2023-09-14' }, BY)).rejects.toThrow(
      'restore it first',
    );
    await ledger().restore('summit-prk-rus', 'It does.', 'Kim', { wholeAct: true });
    await expect(ledger().restore('summit-prk-rus', 'Again.', 'Kim')).rejects.toMatchObject({ kind: 'not-now' });
    await expect(ledger().restore('nothing', 'Again.', 'Kim')).rejects.toMatchObject({ kind: 'unknown' });
    for (const { id } of SUMMIT.bearings) expect(await operations(id!)).toEqual(['create', 'retract', 'restore']);
    expect((await ledger().revisions('summit-kor-rus')).map(({ reason }) => reason)).toEqual([
      '',
      'It does not bear.',
      'It does.',
    ]);
    expect(await ledger().auditState()).toEqual(UNBROKEN(6));
  });

  it('many at once with one key are recorded once', async () => {
    const asked = Array.from({ length: 6 }, () => ledger().recordActs([SUMMIT], { ...BY, key: 'mine' }));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await operations('summit-prk-rus')).toEqual(['create']);
    await expect(ledger().recordActs([SANCTION], { ...BY, key: 'mine' })).rejects.toMatchObject({ kind: 'key-taken' });
  });

  it('two hundred at once, and the same again under ids of their own', async () => {
    const many = Array.from({ length: 200 }, () => SANCTION);
    const first = await ledger().recordActs(many, BY);
    const second = await ledger().recordActs(many, BY);
    const ids = [...first.acts, ...second.acts].map(({ actId }) => actId);
    expect(new Set(ids).size).toBe(400);
    expect(ids.at(-1)).toMatch(/-400$/);
    expect(await ledger().auditState()).toEqual(UNBROKEN(400));
  });

  describe('the chain', () => {
    const rows: Partial<Row>[] = ['a', 'b', 'c'].map((id) => ({ id, summary: `Act ${id}.` }));
    it('has one entry for an import, and finds a row that was changed past the program', async () => {
      await current.take(csvOf(rows));
      await current.take(csvOf(rows));
      await current.take(csvOf([{ ...rows[0], severity: '5' }]));
      expect(await ledger().auditState()).toEqual(UNBROKEN(2));
      await current.database.query("update event_revision set content_hash = 'x' where event_id = 'b'");
      expect(await ledger().auditState()).toEqual({
        entries: 0,
        broken: { number: 1, why: expect.stringContaining('the rows of the import') },
      });
    });

    it.each([
      ['an entry that was taken out', 'delete from audit_entry where number = 2', 2, 'it is missing'],
      [
        'the last reason changed',
        "update audit_entry set why = 'y' where number = 3",
        3,
        'its content is not that of its hash',
      ],
      [
        'another writer',
        "update audit_entry set recorded_by = 'y' where number = 1",
        1,
        'its content is not that of its hash',
      ],
    ])('finds %s', async (_what, tampering, number, why) => {
      await ledger().recordActs([SANCTION, SUMMIT], BY);
      await current.database.query(tampering);
      expect((await ledger().auditState()).broken).toEqual({ number, why });
    });
  });

  describe('an import that is taken back', () => {
    const row = (id: string, more: Partial<Row> = {}): Partial<Row> => ({ id, summary: `Act ${id}.`, ...more });
    it('leaves what was changed since, and gives back what was before', async () => {
      await current.take(csvOf([row('a'), row('b'), row('gone')]));
      await ledger().retract('gone', 'Coded twice.', 'Kim');
      const report = await current.take(
        csvOf([
          row('a', { severity: '5' }),
          row('b', { severity: '5' }),
          row('new'),
          row('new-2'),
          row('gone', { note: 'back' }),
        ]),
      );
      await ledger().reviseAct('b', { reason: 'Mine.', severity: 4 }, BY);
      const done = await ledger().retractImport(report.importId, 'The wrong file.', BY);
      expect(done).toEqual({
        importId: report.importId,
        retracted: 3,
        reverted: 1,
        left: [{ id: 'b', why: expect.stringMatching(/^It was changed since, on 2026-07-01 by Kim/) }],
        dyads: ['KOR-RUS'],
      });
      expect((await ledger().events('KOR-RUS')).map(({ id, severity }) => [id, severity])).toEqual([
        ['a', 3],
        ['b', 4],
      ]);
      expect(await operations('gone')).toEqual(['create', 'retract', 'revise', 'retract']);
      expect((await ledger().revisions('a')).at(-1)).toMatchObject({ operation: 'revise', reason: 'The wrong file.' });
      await expect(ledger().retractImport(report.importId, 'Again.', BY)).rejects.toThrow('was taken back already');
      expect((await ledger().imports(10)).map(({ takenBack }) => takenBack?.by)).toEqual(['Kim', undefined]);
      expect(await ledger().auditState()).toEqual(UNBROKEN(5));
    });

    it('leaves a row that would not fit its act any more', async () => {
      await current.take(
        csvOf(
          [row('p', { dyad: 'PRK-RUS', actor: 'RUS', target: 'PRK' }), row('q', { act_id: 'p', summary: 'Act p.' })],
          COLUMNS,
        ),
      );
      const later = { date: '2024-04-03' };
      const report = await current.take(
        csvOf(
          [
            row('p', { dyad: 'PRK-RUS', actor: 'RUS', target: 'PRK', ...later }),
            row('q', { act_id: 'p', summary: 'Act p.', ...later }),
          ],
          COLUMNS,
        ),
      );
      expect(report).toMatchObject({ revised: 2, faulty: 0 });
      await ledger().reviseAct('p', { reason: 'Mine.', bearings: [{ id: 'q', note: 'seen' }] }, BY);
      const done = await ledger().retractImport(report.importId, 'The wrong file.', BY);
      expect(done.left.map(({ id }) => id)).toEqual(['p', 'q']);
      expect(done).toMatchObject({ retracted: 0, reverted: 0, dyads: [] });
    });
  });
});

const COLUMNS =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note,act_id'.split(
    ',',
  );
