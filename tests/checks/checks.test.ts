/** The deep checks pass what the program wrote, and name each thing that somebody changed past it. */
import pino from 'pino';
import { expect, test } from 'vitest';
import type { DyadView } from '../../client/charts/view.ts';
import type { NewAct } from '../../models/contract/acts.ts';
import { checkAll } from '../../server/checks/all.ts';
import { checkAudit } from '../../server/checks/audit.ts';
import { checkLedger } from '../../server/checks/ledger.ts';
import { appendAudit, auditHead } from '../../server/ledger/audit.ts';
import { CONTENT_IN_SQL, contentHash } from '../../server/ledger/content.ts';
import { openPeople } from '../../server/people/openPeople.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { packedDays, unpackedDays } from '../../server/store/packedDays.ts';
import type { Database } from '../../server/store/database.ts';
import { openViews } from '../../server/views/views.ts';
import { feedStoreOn, takeGdelt } from '../feeds/stored.ts';
import { gdeltRow } from '../feeds/tables.ts';
import { baseline, reference, row, run, worldOn } from '../rollup/world.ts';
import { describeStores } from '../store/stores.ts';

const NOON = '2024-06-01T12:00:00Z';
const VIEW: DyadView = {
  kind: 'dyad',
  dyad: 'KOR-RUS',
  from: '2024-05-01',
  to: '2024-05-31',
  step: 'day',
  direction: 'both',
  model: `baseline@${baseline.hash}`,
  asOf: NOON,
};

const ACT: NewAct = {
  date: '2024-05-10',
  type: 'sanction',
  summary: 'Tokyo sanctions a bank of Seoul',
  sourceName: 'Gazette',
  sourceUrl: 'https://gazette.example/h1',
  bearings: [{ id: 'h1', actor: 'JPN', target: 'KOR', polarity: 1, severity: 3 }],
};

/** A database with rows of every kind that is looked at: two runs, a change by hand, an import taken back, a view, a feed. */
async function fill(database: Database): Promise<void> {
  const world = await worldOn(database, NOON);
  await world.import(row('a1', 'KOR-RUS', '2024-05-20'), row('b1', 'PRK-RUS', '2024-05-30'));
  const rollup = await world.rollup({ models: [baseline] });
  await run(rollup);
  await world.import(row('a2', 'KOR-RUS', '2024-05-25'), row('b1', 'PRK-RUS', '2024-05-29'));
  await run(rollup);
  await world.ledger.retract('b1', 'It was another ministry.', 'test');
  await world.import(row('c1', 'JPN-KOR', '2024-05-02'), row('a2', 'KOR-RUS', '2024-05-26'));
  const [newest] = await world.ledger.imports(1);
  await world.ledger.retractImport(newest!.importId, 'The wrong table.', { recordedBy: 'test' });
  await world.ledger.recordActs([ACT], { recordedBy: 'test' });
  await world.ledger.reviseAct(
    'h1',
    { reason: 'A later report.', summary: 'Tokyo sanctions a bank' },
    { recordedBy: 'test' },
  );
  await world.ledger.retract('h1', 'Nobody confirms it.', 'test');
  await world.ledger.restore('h1', 'Two papers confirm it.', 'test');
  await run(rollup);
  await rollup.stop();
  const views = await openViews({ database, now: world.now });
  const { code } = await views.pin(VIEW, [baseline]);
  await views.rememberPicture(code, 'ab'.repeat(32));
  await takeGdelt(await feedStoreOn(database), 'a', gdeltRow());
  const people = openPeople({
    database,
    settings: TOKEN_ONLY,
    token: 'token',
    publicUrl: undefined,
    now: world.now,
    logger: pino({ level: 'silent' }),
  });
  await people.signIn({ issuer: 'https://login.example.org', subject: 'ana', name: 'Ana', role: 'reader' }, '', '');
  const [ana] = await people.list(1);
  await people.giveRole(ana!.id, 'coder', 'test');
  const by = { name: 'test', role: 'admin' } as const;
  await people.keys.make({ name: 'Nightly', role: 'reader' }, by);
  const { key } = await people.keys.make({ name: 'Weekly', role: 'editor' }, by);
  await people.keys.withdraw(key.id, 'test');
  await people.accessLog.close();
}

/** All faults, each with its check before it. */
async function faultsIn(database: Database): Promise<string[]> {
  const all = await checkAll({ database, reference, now: () => new Date(NOON), onProgress: () => {} });
  expect(all.map(({ passedOver }) => passedOver)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  return all.flatMap(({ check, faults }) => faults.map((fault) => `${check}: ${fault}`));
}

const PAST = 'It was changed past the program: compare it with a backup, and restore that where it is right.';
const AFRESH = 'Stop the server, then have all of it written anew: npm run -s tension -- rollup --afresh';

type Damage = readonly [what: string, sql: string, faults: readonly (string | RegExp)[]];

/** What somebody does to the database, and the faults that are told of it: by check. */
const DAMAGES: Readonly<Record<'ledger' | 'counts' | 'entries' | 'models' | 'views' | 'published', readonly Damage[]>> =
  {
    ledger: [
      [
        'a word of an event is another',
        `update event_revision set summary = 'Another act' where event_id = 'a1'`,
        [`event a1, revision 1: its content is not that of its hash. ${PAST}`],
      ],
      [
        'the first revision of an event is gone',
        `delete from event_revision where event_id = 'b1' and revision = 1`,
        [`event b1: revision 1 is missing, or another stands twice. ${PAST}`],
      ],
      [
        'a revision is older than the one before it',
        `update event_revision set recorded_at = timestamptz '2020-01-01 00:00:00+00' where event_id = 'a2' and revision = 2`,
        [`event a2: revision 2 is no later than the one before it. ${PAST}`],
      ],
    ],
    counts: [
      [
        'a retraction is gone',
        `delete from event_revision where event_id = 'b1' and operation = 'retract'`,
        [`event b1 has 0 changes made one by one, and the audit has 1 entries of it. ${PAST}`],
      ],
      [
        'an import is not in the log any more',
        `delete from import_log where import_id = (select import_id from event_revision where event_id = 'a1')`,
        [/^event_revision: rows that name import_id [\w-]+, which import_log does not have: 2\. It was/],
      ],
      [
        'an imported event is gone',
        `delete from event_revision where event_id = 'c1' and revision = 1`,
        [/^import [\w-]+ recorded 2 revisions, and 1 are there\. It was/],
      ],
      [
        'what was taken back is counted otherwise',
        'update import_retraction set retracted = 7',
        [/^taking back import [\w-]+ recorded 8 revisions, and 2 are there\. It was/],
      ],
      [
        'a story of a feed is gone',
        'delete from feed_cell',
        [`the file gdelt a brought 1 stories, and 0 are there. ${PAST}`],
      ],
      [
        'a picture is of another view',
        `update drawn_picture set code = 'ABCDEFGH1'`,
        [`drawn_picture: rows that name code ABCDEFGH1, which pinned_view does not have: 1. ${PAST}`],
      ],
      [
        'a key is of nobody',
        `insert into api_key (key_id, secret_hash, name, role, person_id, made_by, made_at) values ('k', '', 'k', 'reader', 'p9', 'test', timestamptz '2024-06-01 12:00:00+00')`,
        [`api_key: rows that name person_id p9, which person does not have: 1. ${PAST}`],
      ],
      [
        'the run that is served did not end',
        `update rollup_run set status = 'failed' where id = 3`,
        [`run 3 is served, though it is marked as failed. ${PAST}`],
      ],
    ],
    entries: [
      [
        'a key may more than it was made for',
        `update api_key set role = 'admin', secret_hash = 'other', maker_id = 'p1', made_by = 'Ana', ends_at = timestamptz '2030-01-01 00:00:00+00' where name = 'Nightly'`,
        [
          /^key \w{12}: its entry in the audit says otherwise of its role \("reader", and "admin" here\), its end \("none", and "2030-01-01T00:00:00\.000Z" here\), the id of its maker \("none", and "p1" here\), who made it \("test", and "Ana" here\), its secret\. It was/,
        ],
      ],
      [
        'a key that was withdrawn is open again',
        `update api_key set withdrawn_at = null, withdrawn_by = null where name = 'Weekly'`,
        [/^key \w{12} is open, and by its entries it is withdrawn\. It was/],
      ],
      [
        'a key is put in and dated back',
        `insert into api_key (key_id, secret_hash, name, role, made_by, made_at) values ('k', '', 'k', 'admin', 'test', timestamptz '2020-06-01 12:00:00+00')`,
        [`key k has no entry that says who made it. ${PAST}`],
      ],
      [
        'a model is put in and dated back',
        `insert into saved_model (name, version, model_hash, definition, saved_at, saved_by) values ('m', 1, '', '{}', timestamptz '2020-06-01 12:00:00+00', 'test')`,
        [`the saved model m@1 has no entry that says who made it. ${PAST}`],
      ],
      [
        'an import is another’s',
        `update import_log set recorded_by = 'somebody' where import_id = (select subject from audit_entry where number = 1)`,
        [
          /^import [\w-]+: its entry in the audit says otherwise of who made it \("test", and "somebody" here\)\. It was/,
        ],
      ],
      [
        'somebody has a role that nobody gave her',
        `update person set given_role = 'admin'`,
        [/^person \w{20} has been given the role admin, and her last entry says coder\. It was/],
      ],
      [
        'the entry of an import is another’s',
        `update audit_entry set subject = 'none' where number = 2`,
        [/^import [\w-]+ has no entry that says who made it\. It was/],
      ],
    ],
    models: [
      [
        'a definition is another',
        `update view_model set definition = replace(definition, '"base":', '"base": 1')`,
        [
          `baseline version ${baseline.definition.version} in view_model: its definition is not that of its hash ${baseline.hash}. ${PAST}`,
        ],
      ],
      [
        'a version is another',
        `update rollup_model set version = 99 where name = 'baseline'`,
        [`baseline version 99 in rollup_model: its definition is not that of its hash ${baseline.hash}. ${PAST}`],
      ],
    ],
    views: [
      [
        'a view has other days',
        `update pinned_view set view = replace(view, '2024-05-31', '2024-05-30')`,
        [/^view \w{9}: its content is not that of its code\. It was/],
      ],
      [
        'the digest of a picture is no digest',
        `update drawn_picture set digest = 'changed'`,
        [/^a picture of view \w{9} has a digest that is no SHA-256\. It was/],
      ],
    ],
    published: [
      [
        'a row of the board is another',
        `update published_dyad set board = replace(board, '"events":2', '"events":3') where dyad = 'KOR-RUS'`,
        [
          `KOR-RUS under model ${baseline.hash}: its row of the board of run 3 is not that of a fresh scoring. ${AFRESH}`,
        ],
      ],
      [
        'days of a dyad are gone',
        `delete from published_stretch where dyad = 'PRK-RUS' and run_id > 1`,
        [
          `PRK-RUS under model ${baseline.hash}: days from 2024-05-30 to 2024-06-01 that run 3 serves are not those of a fresh scoring. ${AFRESH}`,
        ],
      ],
    ],
  };

describeStores('the deep checks', (store) => {
  test('find no fault in what the program wrote, and change nothing', async () => {
    await fill(store.database());
    expect(await faultsIn(store.database())).toEqual([]);
    expect(await faultsIn(await store.again())).toEqual([]);
  });

  test.each(Object.entries(DAMAGES))('name what was changed: %s', async (check, damages) => {
    const database = store.database();
    await fill(database);
    for (const [, sql] of damages) await database.transaction((tx) => tx.query(sql));
    const found = (await faultsIn(database)).filter((fault) => fault.startsWith(`${check}: `));
    const faults = found.map((fault) => fault.slice(check.length + 2));
    for (const [what, , expected] of damages)
      for (const fault of expected)
        expect(faults, what).toContainEqual(typeof fault === 'string' ? fault : expect.stringMatching(fault));
    expect(faults).toHaveLength(damages.length);
  });

  test('a revision that is changed together with its hash is not as its entry says', async () => {
    const database = store.database();
    await fill(database);
    const change = async (id: string, revision: number, set: string): Promise<string> => {
      const which = `event_id = '${id}' and revision = ${revision}`;
      await database.transaction(async (tx) => {
        await tx.query(`update event_revision set ${set} where ${which}`);
        const [held] = await tx.query<{ content: string }>(
          `select ${CONTENT_IN_SQL} as content from event_revision where ${which}`,
        );
        await tx.query(`update event_revision set content_hash = $1 where ${which}`, [contentHash(held!.content)]);
      });
      return `event ${id}, revision ${revision}`;
    };
    const unlike = (what: string): string => `its entry in the audit says otherwise of ${what}. ${PAST}`;
    const expected: string[] = [];
    for (const [id, revision, set, fault] of [
      ['a1', 1, `recorded_by = 'somebody'`, unlike('who recorded it')],
      ['a2', 3, `summary = 'Another act'`, unlike('its fields')], // put back by taking back an import
      ['b1', 3, `reason = 'Another reason'`, unlike('why')],
      ['c1', 2, `summary = 'Another act', recorded_by = 'somebody'`, unlike('who recorded it, its fields')],
      ['h1', 4, `source_url = 'https://other.example', operation = 'revise'`, unlike('what was done, its fields')],
    ] as const)
      expected.push(`${await change(id, revision, set)}: ${fault}`);
    expect((await checkLedger(database)).faults).toEqual(expected);
    await change('h1', 2, `summary = 'Another act'`);
    expect((await checkLedger(database)).faults).toContainEqual(`event h1, revision 2: ${unlike('its fields')}`);
  });

  test('a revision without an entry is a fault, or is counted where it is dated before the first', async () => {
    const database = store.database();
    await fill(database);
    await database.transaction((tx) => tx.query("delete from audit_entry where subject = 'h1' and action = 'create'"));
    expect((await checkLedger(database)).faults).toEqual([
      `event h1, revision 1: the audit has no entry of it. ${PAST}`,
    ]);
    await database.transaction((tx) =>
      tx.query(
        "update event_revision set recorded_at = timestamptz '2020-01-01 00:00:00+00' where event_id = 'h1' and revision = 1",
      ),
    );
    const { faults, summary } = await checkLedger(database);
    expect(faults).toEqual([]);
    expect(summary).toMatch(/; 1 of them is dated before the first entry and has none$/);
  });

  test('an end of the audit that is cut off is missed by the runs that saw it, and by a backup of it', async () => {
    const database = store.database();
    await fill(database);
    const head = await auditHead(database);
    const cut = async (from: number): Promise<readonly string[]> => {
      await database.transaction((tx) => tx.query(`delete from audit_entry where number >= ${from}`));
      return (await checkAudit(database, [{ who: 'the backup of Monday', ...head }])).faults;
    };
    const last = head.entries;
    expect((await checkAudit(database, [{ who: 'the backup of Monday', ...head }])).faults).toEqual([]);
    // What came after the last run: only who has noted it elsewhere can tell.
    expect((await cut(last))[0]).toBe(
      `the backup of Monday saw ${last} entries of the audit, and entry ${last} is not there any more. ${PAST}`,
    );
    expect((await cut(3)).slice(0, 2)).toEqual([
      expect.stringMatching(/^run 3 saw \d entries of the audit, and entry \d is not there any more/),
      expect.stringContaining('the backup of Monday saw'),
    ]);
    // One that is written anew from there on has other hashes.
    const notes = Array.from({ length: last }, () => ({
      action: 'create',
      subject: 'x',
      before: null,
      after: null,
      why: '',
    }));
    await database.transaction((tx) => appendAudit(tx, { moment: new Date(NOON), recordedBy: 'somebody' }, notes));
    expect((await checkAudit(database)).faults).toContainEqual(
      expect.stringMatching(/^run 3 saw \d entries of the audit, and entry \d is another now/),
    );
  });

  test('one bit of one published day is noticed', async () => {
    const database = store.database();
    await fill(database);
    const FIRST = `dyad = 'KOR-RUS' and model_hash = '${baseline.hash}' and run_id = 1`;
    const [stretch] = await database.query<{ packed: Uint8Array; base: number; days: number }>(
      `select packed, base, days from published_stretch where ${FIRST}`,
    );
    const { base } = stretch!;
    const values = unpackedDays({ base, bytes: stretch!.packed }, stretch!.days);
    new BigUint64Array(values.conflict.buffer, values.conflict.byteOffset, 1)[0]! ^= 1n;
    values.tension[0] = base + values.conflict[0]! - values.cooperation[0]!;
    const packed = packedDays(values, base).bytes;
    await database.transaction((tx) => tx.query(`update published_stretch set packed = $1 where ${FIRST}`, [packed]));
    expect(await faultsIn(database)).toEqual([
      `published: KOR-RUS under model ${baseline.hash}: days from 2024-05-20 to 2024-05-20 that run 3 serves are not those of a fresh scoring. ${AFRESH}`,
    ]);
  });
});
