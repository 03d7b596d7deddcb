/** Every address and every role, over HTTP: who is let in, and what the others hear. The table in server/api/README.md is made from the same routes. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reaches, type Role, ROLES } from '../../models/roles.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { NOON } from '../shared/shippedFolder.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

const PARTS: Readonly<Record<string, string>> = { dyad: 'KOR-RUS', code: 'x' };
const addressOf = (path: string): string => path.replaceAll(/:(\w+)/g, (_, part: string) => PARTS[part] ?? 'none');

/** With a parameter that no address has: who is let in hears that (400), and nothing is read, written or drawn. */
const statusOf = async (server: TestServer, method: string, path: string, key: string | undefined): Promise<number> => {
  const response = await fetch(`${server.url}${addressOf(path)}?no-such=1`, {
    method,
    redirect: 'manual',
    headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
  });
  await response.body?.cancel();
  return response.status;
};

describe.each(['public', 'signed-in'] as const)('where reading is %s', (readAccess) => {
  let server: TestServer;
  const keys = new Map<Role, string>();
  beforeAll(async () => {
    server = await startTestServer({ people: { ...TOKEN_ONLY, readAccess } });
    for (const role of ROLES) {
      const made = await server.people.keys.make({ name: `The ${role}`, role }, { name: 'test', role: 'admin' });
      keys.set(role, made.secret);
    }
  });
  afterAll(() => server.close());

  test('every address takes exactly the roles that it names', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { method, path, needs } of server.routes) {
      for (const role of [undefined, ...ROLES]) {
        const held = role ?? (readAccess === 'public' ? 'reader' : 'none');
        const isLetIn = needs === 'anyone' || reaches(held, needs);
        const wanted = isLetIn ? 400 : role === undefined ? 401 : 403;
        const status = await statusOf(server, method, path, role && keys.get(role));
        asked += 1;
        if (status !== wanted) wrong.push(`${method} ${path} for ${role ?? 'nobody'}: ${status}, not ${wanted}`);
      }
      const withToken = await statusOf(server, method, path, TOKEN);
      if (withToken !== 400) wrong.push(`${method} ${path} with the token: ${withToken}, not 400`);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBe(server.routes.length * 5);
  }, 120_000);

  test('a key that is none, or no more, lets nobody in, and each is told apart', async () => {
    const { key, secret } = await server.people.keys.make(
      { name: 'Nightly', role: 'admin', endsAt: new Date(NOON + 3_600_000).toISOString() },
      { name: 'test', role: 'admin' },
    );
    const told = async (bearer: string): Promise<readonly [number, string]> => {
      const response = await server.get('/api/v1/keys', { Authorization: `Bearer ${bearer}` });
      const { detail = '' } = (await response.json()) as { detail?: string };
      return [response.status, detail.split(':')[0]!];
    };
    const wrongSecret = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    expect(await told(secret)).toEqual([200, '']);
    expect(await told(wrongSecret)).toEqual([401, 'The key is none of this server’s']);
    expect(await told('ten_x')).toEqual([401, 'The key is none of this server’s']);
    server.setNow(new Date(NOON + 3_600_000).toISOString());
    expect(await told(secret)).toEqual([401, 'The key has ended']);
    await server.people.keys.withdraw(key.id, 'test');
    server.setNow(new Date(NOON + 3_700_000).toISOString()); // what was wrong is asked about again after a minute
    expect(await told(secret)).toEqual([401, 'The key was withdrawn']);
    server.setNow(new Date(NOON).toISOString());
  });
});

test('the table of the README is that of the routes (GOLDEN=write writes it)', async () => {
  const server = await startTestServer({ events: 'none' });
  try {
    const rows = ROLES.map((role) => {
      const own = server.routes
        .filter(({ needs }) => needs === role)
        .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
      return `| ${role} | ${own
        .sort()
        .map((one) => `\`${one}\``)
        .join('<br>')} |`;
    });
    const anyone = server.routes
      .filter(({ needs }) => needs === 'anyone')
      .map(({ method, path }) => `\`${method.toUpperCase()} ${path}\``);
    const table = ['| needs | address |', '| --- | --- |', `| nothing | ${anyone.sort().join('<br>')} |`, ...rows].join(
      '\n',
    );
    const file = join(projectRoot(), 'server/api/README.md');
    const [before, held, after] = (await readFile(file, 'utf8')).split(
      /(?<=<!-- roles -->\n)|(?=\n<!-- end of roles -->)/,
    );
    if (process.env['GOLDEN'] === 'write') await writeFile(file, `${before}${table}${after}`);
    else expect(held).toBe(table);
  } finally {
    await server.close();
  }
});
