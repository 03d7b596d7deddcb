/** What rows of an import say of each other and of the ledger: shared acts, acts that end others, and rows that look alike. */
import { expect, it } from 'vitest';
import type { ImportReport } from '../../server/ledger/ledger.ts';
import { csvOf, describeLedgers, HEADER, type Row, shippedFiles } from './ledgers.ts';

const COLUMNS = [...HEADER.split(','), 'act_id', 'ends', 'end_date'];
const file = (...rows: readonly Partial<Row>[]): string => csvOf(rows, COLUMNS);
const outcome = ({ created, revised, unchanged, faulty }: ImportReport) => ({ created, revised, unchanged, faulty });
const NEVER_AGAIN = { summary: 'Seoul lifts what it imposed.', type: 'sanction_relief', polarity: '-1' };

describeLedgers('an act that ends others', (current) => {
  it('names events of the same file, in any order of the rows, or of the ledger', async () => {
    const imposed = { id: 'imposed', date: '2024-01-01' };
    const lifted = { ...NEVER_AGAIN, id: 'lifted', date: '2024-01-15', ends: 'imposed' };
    expect(await current.take(file(lifted, imposed))).toMatchObject({ created: 2, faults: [] });
    const again = { ...NEVER_AGAIN, id: 'again', date: '2024-01-15', ends: 'imposed; lifted' };
    expect(await current.take(file(again))).toMatchObject({ created: 1, faults: [] });
    expect((await current.ledger.events('KOR-RUS')).find(({ id }) => id === 'again')?.ends).toEqual([
      'imposed',
      'lifted',
    ]);
  });

  it.each([
    ['an event that is nowhere', {}, 'nowhere', /names no event of the ledger, and no sound row of this file/],
    [
      'an event of another dyad',
      { id: 'other', dyad: 'PRK-RUS', actor: 'PRK' },
      'other',
      /names an event of PRK-RUS, and this one is of KOR-RUS/,
    ],
    [
      'a later event',
      { id: 'later', date: '2024-01-16' },
      'later',
      /names an event of 2024-01-16, after this one \(2024-01-15\)/,
    ],
    ['a row at fault', { id: 'faulty', severity: '9' }, 'faulty', /no sound row of this file/],
  ])('is at fault when it names %s', async (_, other, ended, message) => {
    const lifted = { ...NEVER_AGAIN, id: 'lifted', date: '2024-01-15', ends: ended };
    const fault = { line: 3, id: 'lifted', field: 'ends', value: ended, message: expect.stringMatching(message) };
    const inFile = await current.take(file(other, lifted));
    expect(inFile.faults).toContainEqual(fault);
    expect(inFile.created + inFile.faulty).toBe(2);
    expect((await current.ledger.events('KOR-RUS')).map(({ id }) => id)).not.toContain('lifted');
    const inLedger = await current.take(file(lifted));
    expect([inLedger.faulty, inLedger.faults]).toEqual([1, [{ ...fault, line: 2 }]]);
  });

  it('may not be ended in turn by what it ends, in one file or in two', async () => {
    const day = '2024-01-15';
    const [a, b, c] = [
      { id: 'cyc1', date: day, ends: 'cyc2' },
      { ...NEVER_AGAIN, id: 'cyc2', date: day, ends: 'cyc3' },
      { id: 'cyc3', date: day, type: 'summons', ends: 'cyc1' },
    ];
    const report = await current.take(file(a!, b!, c!, { id: 'free', date: day, type: 'protest' }));
    expect(outcome(report)).toEqual({ created: 1, revised: 0, unchanged: 0, faulty: 3 });
    expect(report.faults[0]).toEqual({
      line: 2,
      id: 'cyc1',
      field: 'ends',
      value: 'cyc2',
      message:
        'names an event that undoes cyc1 in turn, itself or through others of this day: keep the link of the later act, and take the other out.',
    });
    expect((await current.take(file(a!, { ...b!, ends: '' }))).created).toBe(2);
    expect((await current.take(file({ ...b!, ends: 'cyc1' }))).faults).toMatchObject([{ id: 'cyc2', value: 'cyc1' }]);
    expect((await current.take(file({ ...a!, ends: '' }, { ...b!, ends: 'cyc1' }))).revised).toBe(2);
  });

  it('is not left behind by a revision of what it ends: the fault names both', async () => {
    const imposed = { id: 'imposed', date: '2024-01-01' };
    const lifted = { ...NEVER_AGAIN, id: 'lifted', date: '2024-01-15', ends: 'imposed' };
    await current.take(file(imposed, lifted));
    const late = await current.take(file({ ...imposed, date: '2024-02-01' }));
    expect(outcome(late)).toEqual({ created: 0, revised: 0, unchanged: 0, faulty: 1 });
    expect(late.faults).toEqual([
      {
        line: 2,
        id: 'imposed',
        field: 'date',
        value: '2024-02-01',
        message:
          'lies after 2024-01-15, the day of lifted, which ends imposed: an act undoes earlier ones only; correct it, or import lifted with it, without imposed in its ends.',
      },
    ]);
    const beside = await current.take(file({ ...imposed, date: '2024-02-01' }, { ...lifted, note: 'graver' }));
    expect([beside.revised, beside.faulty]).toEqual([0, 2]);
    const moved = await current.take(file({ ...imposed, dyad: 'PRK-RUS', actor: 'PRK' }));
    expect(moved.faults).toMatchObject([{ field: 'dyad', message: expect.stringContaining('lifted (KOR-RUS)') }]);
    expect((await current.take(file({ ...imposed, date: '2024-01-15' }))).revised).toBe(1);
    expect(
      (await current.take(file({ ...imposed, date: '2024-02-01' }, { ...lifted, date: '2024-02-02' }))).revised,
    ).toBe(2);
    expect((await current.take(file({ ...imposed, date: '2024-03-01' }, { ...lifted, ends: '' }))).revised).toBe(2);
  });

  it('is not looked at again once it is recorded, also when what it ends was retracted since', async () => {
    const rows = file({ id: 'imposed', date: '2024-01-01' }, { ...NEVER_AGAIN, id: 'lifted', ends: 'imposed' });
    await current.take(rows);
    await current.ledger.retract('imposed', 'A slip.', 'tester');
    expect(outcome(await current.take(rows))).toEqual({ created: 0, revised: 0, unchanged: 2, faulty: 0 });
  });
});

describeLedgers('rows of one act', (current) => {
  const inKorRus = { id: 'veto', date: '2024-03-28', actor: 'RUS', target: 'KOR', act_id: 'veto' };
  const inPrkRus = { ...inKorRus, id: 'veto-prk', dyad: 'PRK-RUS', target: 'PRK', polarity: '-1', others: 'KOR' };

  it('agree on what is the act’s, and each has its own bearing', async () => {
    expect(await current.take(file(inKorRus, inPrkRus))).toMatchObject({ created: 2, faults: [], remarks: [] });
  });

  it('are at fault where they disagree: the fault names both, what each says, and what to do', async () => {
    const report = await current.take(file(inKorRus, { ...inPrkRus, date: '2024-03-29', summary: 'Another.' }));
    expect(outcome(report)).toEqual({ created: 1, revised: 0, unchanged: 0, faulty: 1 });
    expect(report.faults).toEqual([
      {
        line: 3,
        id: 'veto-prk',
        field: 'date',
        value: '2024-03-29',
        message:
          'differs from veto on line 2, a row of the same act (veto), which has "2024-03-28"; so does summary: write the same in all rows of an act and import them together, or give this one another act_id.',
      },
    ]);
  });

  it('are held against those of the ledger, where the leading row may have no act_id of its own', async () => {
    await current.take(file({ ...inKorRus, act_id: '' }));
    const report = await current.take(file({ ...inPrkRus, verified: 'no' }));
    expect(report.faults).toMatchObject([
      {
        id: 'veto-prk',
        field: 'verified',
        value: 'no',
        message: expect.stringContaining('differs from veto in the ledger'),
      },
    ]);
  });

  it('are revised together, and not one without the other', async () => {
    await current.take(file(inKorRus, inPrkRus));
    const [moved, movedToo] = [inKorRus, inPrkRus].map((row) => ({ ...row, date: '2024-03-29' }));
    const alone = await current.take(file(moved!));
    expect(outcome(alone)).toEqual({ created: 0, revised: 0, unchanged: 0, faulty: 1 });
    expect(alone.faults[0]!.message).toContain('differs from veto-prk in the ledger');
    const besideTheOld = await current.take(file(moved!, inPrkRus));
    expect(outcome(besideTheOld)).toEqual({ created: 0, revised: 0, unchanged: 1, faulty: 1 });
    expect(outcome(await current.take(file(moved!, movedToo!)))).toMatchObject({ revised: 2, faulty: 0 });
  });

  it('may come in several files of one set, and the bearing of one may be revised alone', async () => {
    await current.take(file(inKorRus, inPrkRus));
    const [moved, movedToo] = [inKorRus, inPrkRus].map((row) => ({ ...row, date: '2024-03-29' }));
    for (const row of [moved!, movedToo!])
      expect(await current.take(file(row), { isPartOfSet: true })).toMatchObject({ revised: 1, faults: [] });
    expect(await current.take(file({ ...moved, severity: '5', polarity: '1', note: 'graver' }))).toMatchObject({
      revised: 1,
      faults: [],
    });
  });
});

describeLedgers('rows that look alike', (current) => {
  it('are taken with a remark that names the other, of the file or of the ledger', async () => {
    const first = await current.take(
      file(
        { id: 'a' },
        { id: 'b', date: '2024-04-03' },
        { id: 'c', date: '2024-04-05' },
        { id: 'd', type: 'summons', cameo: '' },
      ),
    );
    expect(outcome(first)).toEqual({ created: 4, revised: 0, unchanged: 0, faulty: 0 });
    expect(first.remarks).toEqual([
      {
        line: 3,
        id: 'b',
        field: null,
        value: null,
        message:
          'Like a on line 2, with the same actor, target and type and a date at most a day away: one act or two?',
      },
    ]);
    const later = await current.take(file({ id: 'e', date: '2024-04-04' }, { id: 'A', date: '2020-01-01' }));
    expect(later.remarks.map(({ line, message }) => [line, /^(.*?)[,:]/.exec(message)![1]])).toEqual([
      [2, 'Like b in the ledger'],
      [3, 'differs from a in the ledger in capitals only'],
    ]);
  });

  it('are told by the closest: the same summary, then the same day, then a day away', async () => {
    const other = { date: '2024-06-02', summary: 'Seoul bars two firms.' };
    await current.take(
      file(
        { id: 'a-day-before', date: '2024-06-01' },
        { id: 'same-day', date: '2024-06-02' },
        { id: 'same', ...other },
      ),
    );
    const told = async (id: string, row: object) =>
      (await current.take(file({ id, ...row }), { dryRun: true })).remarks.map(({ message }) => message);
    const like = (id: string, alike: string): string =>
      `Like ${id} in the ledger, with the same actor, target${alike}: one act or two?`;
    expect(await told('twin', { ...other, summary: 'SEOUL bars two firms.' })).toEqual([
      like('same', ', type, date and summary'),
    ]);
    expect(await told('cousin', { date: '2024-06-02', summary: 'Something else.' })).toEqual([
      like('same', ', type and date'),
    ]);
    expect(await told('neighbour', { date: '2024-06-03', summary: 'Something else.' })).toEqual([
      like('same', ' and type and a date at most a day away'),
    ]);
  });

  it('are not remarked on again, nor beside one that was retracted', async () => {
    const rows = file({ id: 'a' }, { id: 'b' });
    expect((await current.take(rows, { dryRun: true })).remarks).toHaveLength(1);
    expect((await current.take(rows)).remarks).toHaveLength(1);
    expect((await current.take(rows)).remarks).toEqual([]);
    await current.ledger.retract('a', 'A slip.', 'tester');
    await current.ledger.retract('b', 'A slip.', 'tester');
    expect((await current.take(file({ id: 'c' }))).remarks).toEqual([]);
  });

  it('name the row that leads their act: another name is taken with a remark', async () => {
    const rows = [
      { id: 'lead', date: '2024-04-01', act_id: 'lead' },
      { id: 'second', date: '2024-04-09', type: 'summons', cameo: '', act_id: 'Lead' },
      { id: 'third', date: '2024-04-19', type: 'protest', cameo: '', act_id: 'nowhere' },
    ];
    const report = await current.take(file(...rows));
    expect(report.created).toBe(3);
    expect(report.remarks).toEqual([
      {
        line: 3,
        id: 'second',
        field: 'act_id',
        value: 'Lead',
        message: 'names no event, but lead differs in capitals only: write that if it is meant.',
      },
      {
        line: 4,
        id: 'third',
        field: 'act_id',
        value: 'nowhere',
        message:
          'names no event of the ledger or of this file: write the id of the leading row of the act, or leave it empty where third is the only one.',
      },
    ]);
    expect((await current.take(file({ id: 'fourth', date: '2024-05-19', act_id: 'lead' }))).remarks).toEqual([]);
  });

  it('are few among the shipped events, and none of those is at fault', async () => {
    const remarks: string[] = [];
    for (const shipped of await shippedFiles()) {
      const report = await current.ledger.import({
        ...shipped,
        format: 'csv',
        recordedBy: 'tester',
        dryRun: false,
        isPartOfSet: true,
      });
      expect(report.faults).toEqual([]);
      for (const { message } of report.remarks) remarks.push(message);
    }
    for (const message of remarks)
      expect(message).toMatch(
        /^Like .*: one act or two\?$|^says that the act .*: is the sign right\?$|: are type and code both right\?$/,
      );
    expect(remarks.length).toBeLessThan(130); // of 1,286 rows
  });
});

describeLedgers('an act and a dyad', (current) => {
  it('meet in one row: a second one is at fault, in one file or in two, and the fault names both', async () => {
    const [one, two] = [{ id: 'one' }, { id: 'two', act_id: 'one', severity: '2' }];
    const message = (place: string): string =>
      `has a row of this act (one) already, one ${place}: an act bears on a dyad once, so keep one of one and two, or give one of them another act_id.`;
    const fault = { id: 'two', field: 'dyad', value: 'KOR-RUS' };
    const inFile = await current.take(file(one, two));
    expect(outcome(inFile)).toEqual({ created: 1, revised: 0, unchanged: 0, faulty: 1 });
    expect(inFile.faults).toEqual([{ ...fault, line: 3, message: message('on line 2') }]);
    const inTwo = await current.take(file(two));
    expect(inTwo.faults).toEqual([{ ...fault, line: 2, message: message('in the ledger') }]);
  });
});

describeLedgers('an act that ends one that was retracted', (current) => {
  it('is taken with a remark, and so is a retraction of one that another ends, or that ends another', async () => {
    const imposed = { id: 'imposed', date: '2024-01-01' };
    const lifted = { ...NEVER_AGAIN, id: 'lifted', date: '2024-01-15', ends: 'imposed' };
    await current.take(file(imposed, lifted));
    const remarksOf = async (id: string, dryRun: boolean) =>
      (await current.ledger.retract(id, 'Coded twice.', 'Kim', { dryRun })).remarks;
    expect(await remarksOf('lifted', true)).toEqual([
      { field: 'ends', value: 'imposed', message: expect.stringContaining('was ended by lifted') },
    ]);
    expect(await remarksOf('imposed', false)).toEqual([
      { field: 'ends', value: 'lifted', message: expect.stringContaining('says that it ends imposed') },
    ]);
    const again = await current.take(file({ ...NEVER_AGAIN, id: 'again', date: '2024-02-15', ends: 'imposed' }));
    expect(again.created).toBe(1);
    const restored = async (id: string) =>
      (await current.ledger.restore(id, 'It was right.', 'Kim', { dryRun: true })).remarks;
    const field = 'ends';
    expect(await restored('imposed')).toEqual([
      {
        field,
        value: 'again',
        message: 'ends imposed, which is restored: from 2024-02-15 on imposed counts as undone.',
      },
      {
        field,
        value: 'lifted',
        message: 'ends imposed, which is restored: from 2024-01-15 on imposed counts as undone.',
      },
    ]);
    await current.ledger.retract('lifted', 'A slip.', 'Kim', {});
    expect(await restored('lifted')).toEqual([
      {
        field,
        value: 'imposed',
        message: expect.stringMatching(/^names an event that was retracted on .*: there is nothing/),
      },
    ]);
    await current.ledger.restore('imposed', 'It was right.', 'Kim', {});
    expect(await restored('lifted')).toEqual([
      {
        field,
        value: 'imposed',
        message: 'is ended by lifted again, which is restored: from 2024-01-15 on imposed counts as undone.',
      },
    ]);
    expect(again.remarks).toContainEqual({
      line: 2,
      id: 'again',
      field: 'ends',
      value: 'imposed',
      message: expect.stringMatching(/^names an event that was retracted on \d{4}-\d\d-\d\d \(Coded twice\.\): /),
    });
  });
});
