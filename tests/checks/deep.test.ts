/** `doctor --deep` and `rollup --afresh` as a person runs them. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeServingNote } from '../../server/servingNote.ts';
import { CSV_HEADER, eventRow, startTestServer, TOKEN } from '../api/testServer.ts';
import { tension } from '../cli/inProcess.ts';
import { NOON } from '../shared/shippedFolder.ts';
import { atEndOfTest } from '../shared/endings.ts';

interface Told {
  readonly ok: boolean;
  readonly findings: readonly { readonly check: string; readonly verdict: string; readonly detail: string }[];
}

const deep = async (folder: string): Promise<Told & { readonly code: number | null }> => {
  const { code, stdout } = await tension(folder, ['doctor', '--deep', '--json']);
  return { code, ...(JSON.parse(stdout) as Told) };
};
/** A backup by the command says how far the audit reached. */
test('a backup of before tells that entries of the audit are gone', async () => {
  const server = await startTestServer({ events: 'none' });
  const { folder } = server;
  await server.importAndRollUp(
    [CSV_HEADER, eventRow({ id: 'a', dyad: 'KOR-RUS', date: '2024-04-01', actor: 'KOR', target: 'RUS' })].join('\n'),
  );
  await writeServingNote(folder, { pid: process.pid, url: server.url });
  await writeFile(join(folder, 'token'), `${TOKEN}\n`, { mode: 0o600 });
  atEndOfTest(() => server.close());
  const file = join(folder, 'before.tar.gz');
  expect((await tension(folder, ['backup', file])).code).toBe(0);
  const since = async (): Promise<string[]> =>
    faultsOf(JSON.parse((await tension(folder, ['doctor', '--since', file, '--json'])).stdout) as Told);
  expect(await since()).toEqual([]);
  server.setNow(new Date(NOON + 60_000).toISOString());
  await server.database.transaction((tx) => tx.query('delete from audit_entry where number > 1'));
  expect(await since()).toEqual([
    expect.stringMatching(
      /^the backup .*before\.tar\.gz of .* saw 2 entries of the audit, and entry 2 is another now\./,
    ),
  ]);
});

const faultsOf = ({ findings }: Told): string[] =>
  findings.filter(({ verdict }) => verdict === 'fault').map(({ detail }) => detail);

test('while the server serves, all of the shipped events hold; what is damaged is named, and scored afresh', async () => {
  const server = await startTestServer();
  atEndOfTest(() => server.close());
  await writeServingNote(server.folder, { pid: process.pid, url: server.url });
  await writeFile(join(server.folder, 'token'), `${TOKEN}\n`, { mode: 0o600 });

  const whole = await deep(server.folder);
  expect(faultsOf(whole)).toEqual([]);
  expect(whole.code).toBe(0);
  const found = whole.findings.map(({ check }) => check);
  expect(found.slice(-7)).toEqual(['backup', 'ledger', 'counts', 'entries', 'models', 'views', 'published']);
  expect(whole.findings.at(-1)!.detail).toMatch(/^dyads scored anew: 14, models: \d+; every day .* bit by bit$/);
  expect((await readdir(server.folder)).filter((name) => name.startsWith('deep-'))).toEqual([]);

  await server.database.transaction((tx) =>
    tx.query(
      `delete from published_stretch where (dyad = 'KOR-RUS' and first_day > 19000) or (dyad = 'CHN-JPN' and first_day between 15000 and 16000)`,
    ),
  );
  const damaged = await deep(server.folder);
  expect(damaged.code).toBe(1);
  expect(faultsOf(damaged)).toContainEqual(expect.stringMatching(/^KOR-RUS under model \w{8}: days from .* --afresh$/));
  expect(faultsOf(damaged)).toContainEqual(
    expect.stringMatching(/^CHN-JPN under model \w{8}: days from 2011-.* to 2014-/),
  );
  expect((await tension(server.folder, ['rollup', '--afresh'])).stderr).toMatch(/A server runs at .*: stop it first/);

  const file = join(server.folder, 'damaged.tar.gz');
  const copy = join(server.folder, 'copy');
  expect((await tension(server.folder, ['backup', file])).code).toBe(0);
  expect((await tension(copy, ['restore-backup', file])).code).toBe(0);
  expect((await tension(copy, ['rollup', '--afresh'])).stdout).toMatch(/^Run \d+ published [\d,]+ points of 14 dyads/);
  expect(faultsOf(await deep(copy))).toEqual([]);
});
