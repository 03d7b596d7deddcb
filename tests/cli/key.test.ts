/** `tension key make|list|withdraw`: on the data folder itself, and through a server that holds it. */
import { expect, test } from 'vitest';
import type { ApiKey, KeyMade } from '../../models/contract/people.ts';
import { tension } from './inProcess.ts';
import { dataFolder, ready, serve } from './processes.ts';

test('a key is made, opens a server with its role and name, is listed without its secret, and withdrawn', async () => {
  const data = await dataFolder();
  const { code, stdout } = await tension(data, ['key', 'make', 'Nightly import', '--role', 'editor', '--json']);
  expect(code).toBe(0);
  const made = JSON.parse(stdout) as KeyMade;
  expect(made.secret).toMatch(new RegExp(`^ten_${made.key.id}_[\\w-]{32}$`));
  expect(made.key).toMatchObject({ name: 'Nightly import', role: 'editor', madeBy: 'command line', endsAt: null });
  const server = await serve(data);
  await ready(server);
  const ask = (path: string, method = 'GET'): Promise<Response> =>
    fetch(server.url + path, { method, headers: { Authorization: `Bearer ${made.secret}` } });
  expect((await ask('/api/v1/audit')).status).toBe(200);
  expect((await ask('/api/v1/keys')).status).toBe(403);
  const list = await tension(data, ['key', 'list', '--json']); // through the server, which holds the database
  expect(list.stdout).not.toContain(made.secret.slice(-32));
  const [held] = (JSON.parse(list.stdout) as { keys: ApiKey[] }).keys;
  expect(held).toMatchObject({ id: made.key.id, name: 'Nightly import', withdrawnAt: null });
  expect((await tension(data, ['key', 'withdraw', made.key.id])).stdout).toContain('opens nothing any more');
  expect((await ask('/api/v1/audit')).status).toBe(401);
  const shown = (await tension(data, ['key', 'make', 'For a week', '--role', 'admin', '--days', '7'])).stdout;
  expect(shown).toMatch(/^ten_[0-9a-f]{12}_[\w-]{32}\n/);
  const refused = await tension(data, ['key', 'withdraw', 'none']);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('No key has the id "none"')]);
  expect((await tension(data, ['key', 'make', 'x', '--role', 'king'])).stderr).toContain(
    'reader, coder, editor, admin',
  );
});
