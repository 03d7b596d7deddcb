/** Cases that readers sent in about files of feeds: a mapping that was corrected, codes without a meaning, days that are not known. */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { events as eventsPage } from '../../models/contract/events.ts';
import type { PullAccount } from '../../server/feeds/fetch/pullAccount.ts';
import { checkMapping, readByMapping } from '../../server/feeds/genericCsv.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { all, bytesOf, reference, tables } from '../feeds/tables.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
  await mkdir(join(server.folder, 'inbox'));
});
afterAll(() => server.close());

const caseFile = (folder: string, file: string): string => join(projectRoot(), 'tests/cases', folder, file);

/** Adds a feed, or adds it once more, and pulls it. */
async function added(
  folder: string,
  feed: { readonly name: string; readonly file: string; readonly mapping?: object },
) {
  await copyFile(caseFile(folder, feed.file), join(server.folder, 'inbox', `${feed.name}.csv`));
  const kind = feed.mapping ? 'csv' : feed.name;
  const { name, mapping } = feed;
  const entry = { name, kind, files: [`${name}.csv`], ...(mapping && { mapping }) };
  await server.fetching.add(entry, 'machine', 'test');
  return pulled(name);
}

const pulled = async (name: string): Promise<PullAccount> => (await server.fetching.pull(name)).done;

const mappingOf = async (folder: string, file: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(caseFile(folder, file), 'utf8')) as Record<string, unknown>;

async function acts(dyad: string, model: string): Promise<string[]> {
  const { events } = eventsPage.parse(await server.json(`/api/v1/dyads/${dyad}/events?model=${model}`));
  return events.map(({ date, type }) => `${date} ${type}`).sort();
}

describe('11-corrected-mapping-has-no-effect', () => {
  const CASE = '11-corrected-mapping-has-no-effect';
  test('its files are read again by the new one, and by no other', async () => {
    const mapping = await mappingOf(CASE, 'desk.json');
    const first = await added(CASE, { name: 'desk', file: 'desk.csv', mapping });
    expect(first).toMatchObject({ done: 1, rows: 3, faultyRows: 1 });
    expect(await acts('CHL-PER', 'desk')).toEqual(['2026-10-01 protest', '2026-10-03 protest']);
    expect(await pulled('desk'), 'nothing has changed').toMatchObject({ done: 0 });

    const corrected = await mappingOf(CASE, 'desk-corrected.json');
    const again = await added(CASE, { name: 'desk', file: 'desk.csv', mapping: corrected });
    expect(again).toMatchObject({ done: 1, rows: 3, faultyRows: 0 });
    expect(await acts('CHL-PER', 'desk')).toEqual([
      '2026-10-01 protest',
      '2026-10-02 border_incident',
      '2026-10-03 protest',
    ]);
    expect(await pulled('desk')).toMatchObject({ done: 0 });
  });
});

describe('27-codes-left-out-refuse-the-file', () => {
  const CASE = '27-codes-left-out-refuse-the-file';
  test('a file most of whose codes are not named is refused with all of them, and is not called another file', async () => {
    const mapping = await mappingOf(CASE, 'desk.json');
    const { refused, faults } = await added(CASE, { name: 'codes', file: 'desk.csv', mapping });
    expect(refused).toBe(1);
    const [told] = faults;
    expect(told).toContain('codes of which nobody has said what they mean: "');
    for (const code of ['Peaceful protest', 'Riot', 'Arrests']) expect(told).toContain(`"${code}" (`);
    expect(told).toContain('"*": null');
    expect(told).not.toContain('not the file');
  });

  test('with a star for all others it is taken', async () => {
    const mapping = await mappingOf(CASE, 'desk.json');
    const codes = { ...(mapping['codes'] as object), '*': null };
    const account = await added(CASE, { name: 'codes', file: 'desk.csv', mapping: { ...mapping, codes } });
    expect(account).toMatchObject({ done: 1, rows: 120, faultyRows: 0 });
    expect((await acts('CHL-PER', 'codes')).length).toBe(30);
  });

  test('a file below a hundred rows is refused at its end by the same rule', async () => {
    const rows = ['a', 'b', 'note verbale', 'a', 'note verbale', 'a', 'b', 'note verbale', 'note verbale', 'a'];
    const lines = rows.map((code, i) => `2024-01-${10 + i},Chile,Peru,${code},`);
    const csv = ['When,Who,Whom,What,Link', ...lines, ''].join('\n');
    const check = checkMapping(await mappingOf(CASE, 'desk.json'), reference.codebook);
    if ('faults' in check) throw new Error(check.faults.join('\n'));
    const { tally } = await all((tally) =>
      readByMapping(bytesOf(csv), check.mapping, check.codings, tables.states, tally),
    );
    expect(tally.refused).toMatch(/^6 of the first 10 rows have codes .*: "a" \(4\), "b" \(2\)\./);
  });
});

describe('17-a-year-long-event-stands-on-1-january', () => {
  const CASE = '17-a-year-long-event-stands-on-1-january';
  test('a fight known by the year alone is left out and counted; one of weeks is remarked on', async () => {
    await added(CASE, { name: 'ucdp', file: 'ucdp.csv' });
    expect(await acts('ECU-PER', 'ucdp')).toEqual(['1999-05-08 military_incident']);
    const [take] = await server.database.query<{ account: string }>(
      "select account from feed_take where feed = 'ucdp'",
    );
    expect(JSON.parse(take!.account)).toMatchObject({ leftOut: { dayUnknown: 1 }, remarks: { longerThanADay: 1 } });
  });
});
