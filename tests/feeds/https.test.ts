/** https as the outside world speaks it: certificates are checked, and what they vouch for is fetched. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolder, tension } from '../cli/processes.ts';
import { ownCertificate } from './certificate.ts';
import { fetchWorld } from './fetchWorld.ts';

const ICEWS =
  'Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\n1\t2018-06-01\tJapan\t042\tSouth Korea\n';
const { key, cert } = ownCertificate();
let server: Server;
let file: string;

beforeAll(async () => {
  server = createServer({ key, cert }, (_request, response) => void response.end(ICEWS));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  file = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/events.tab`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('a certificate that nobody known vouches for is not believed', async () => {
  const world = await fetchWorld({ moment: '2026-11-20T12:00:00Z' });
  await world.fetching.add({ name: 'icews', kind: 'icews', files: [file] }, 'machine', 'test');
  expect(await world.pull('icews')).toMatchObject({
    done: 0,
    failed: 1,
    faults: [expect.stringMatching(/cannot be reached for \/events\.tab\. The log of the server says why\.$/)],
  });
  expect(world.log.join('\n')).toContain('self-signed certificate');
});

it('one that is known is, over one connection or several', async () => {
  const folder = await dataFolder();
  const trusted = join(folder, 'trusted.pem');
  await writeFile(trusted, cert);
  const settings = { NODE_EXTRA_CA_CERTS: trusted };
  const more = ['b', 'c', 'd'].flatMap((name) => ['--file', file.replace('events', name)]);
  expect(
    await tension(folder, ['feed', 'add', 'icews', '--file', file, ...more, '--parallel', '2'], { settings }),
  ).toMatchObject({ code: 0 });
  expect(await tension(folder, ['feed', 'pull', 'icews'], { settings })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('4 files stored, with 4 rows'),
  });
});
