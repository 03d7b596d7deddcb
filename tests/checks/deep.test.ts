/** `doctor --deep` and `rollup --afresh` as a person runs them. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeServingNote } from '../../server/servingNote.ts';
import { startTestServer, TOKEN } from '../api/testServer.ts';
import { tension } from '../cli/inProcess.ts';
import { atEndOfTest } from '../shared/endings.ts';

interface Told {
  readonly ok: boolean;
  readonly findings: readonly { readonly check: string; readonly verdict: string; readonly detail: string }[];
}

const deep = async (folder: string): Promise<Told & { readonly code: number | null }> => {
  const { code, stdout } = await tension(folder, ['doctor', '--deep', '--json']);
  return { code, ...(JSON.parse(stdout) as Told) };
};
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
  expect(found.slice(-6)).toEqual(['backup', 'ledger', 'counts', 'models', 'views', 'published']);
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
