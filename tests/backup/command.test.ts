/** `backup` and `restore-backup` as a person runs them. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TOKEN, startTestServer } from '../api/testServer.ts';
import { tension } from '../cli/inProcess.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { removeServingNote, writeServingNote } from '../../server/servingNote.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-backup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('through the server that runs, into another data folder, where the same is served; feeds come along, tokens do not', async () => {
  const server = await startTestServer();
  atEndOfTest(() => server.close());
  await writeServingNote(server.folder, { pid: process.pid, url: server.url });
  await writeFile(join(server.folder, 'token'), `${TOKEN}\n`, { mode: 0o600 });
  await writeFile(join(server.folder, 'shipped.json'), '{"data/events/KOR-RUS.csv":"x"}');
  const file = join(folder, 'b.tar.gz');
  const made = await tension(server.folder, ['backup', file]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toMatch(/every part checked\. SHA-256 [0-9a-f]{64}\./);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await tension(server.folder, ['backup', file])).stderr).toMatch(/stands there already: .* add --overwrite/);
  expect((await tension(server.folder, ['restore-backup', file])).stderr).toMatch(/A server runs at .*: stop it/);

  const other = join(folder, 'other');
  const restored = await tension(other, ['restore-backup', file]);
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toMatch(/1,286 +revisions of events/);
  expect(await readFile(join(other, 'shipped.json'), 'utf8')).toBe('{"data/events/KOR-RUS.csv":"x"}'); // the first start takes it over
  expect(existsSync(join(other, 'token'))).toBe(false);
  expect((await tension(other, ['restore-backup', file])).stderr).toMatch(/is not empty .* add --replace/);
  const third = join(folder, 'third');
  const piped = await tension(third, ['restore-backup', '-'], { input: await readFile(file) });
  expect(piped).toMatchObject({ code: 0, stderr: '' });
  expect(piped.stdout).toMatch(/holds the [\d,]+ rows of standard input, made at /);
  expect(piped.stdout.split('\n')[0]).toBe(restored.stdout.split('\n')[0]);
  const cut = await tension(third, ['restore-backup', '-', '--replace'], {
    input: (await readFile(file)).subarray(0, 5000),
  });
  expect(cut.code).toBe(1);
  expect(cut.stderr).toMatch(/Standard input cannot be read as a backup/);
  expect(cut.stderr).not.toContain('stdin.backup');
  expect((await readdir(third)).filter((name) => name.startsWith('restore-'))).toEqual([]);
  await removeServingNote(server.folder);
  const asked = ['score', 'KOR-RUS', '--from', '2024-03-01', '--to', '2024-04-05', '--step', 'day', '--json'];
  const copy = await tension(other, asked);
  expect(copy.code).toBe(0);
  const served = await server.json<{ points: { index: number }[] }>(
    '/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-04-05',
  );
  expect(JSON.parse(copy.stdout).points.map((point: { index: number }) => point.index)).toEqual(
    served.points.map(({ index }) => index),
  );
});

test('without a database there is nothing to back up, and no file is left', async () => {
  const { code, stderr } = await tension(folder, ['backup', join(folder, 'b.tar.gz')]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/No backup was written: There is no database in/);
  expect(existsSync(join(folder, 'b.tar.gz'))).toBe(false);
  expect(existsSync(join(folder, 'b.tar.gz.unfinished'))).toBe(false);
});
