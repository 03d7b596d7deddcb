/** `tension retract`, `restore` and `retract-import`: on the data folder itself, and through a server that holds it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Imports } from '../../models/contract/imports.ts';
import type { EventDetail } from '../../models/contract/events.ts';
import { tension } from './inProcess.ts';
import { dataFolder, ready, serve } from './processes.ts';

const HEADER = 'id,date,actor,target,type,polarity,severity,summary,source_name';
const ROW = 'slip-1,2024-07-01,GBR,IRL,summons,1,3,London summons the ambassador,Desk';

test('an event is taken out and put back, a run follows, and doctor finds the chain whole', async () => {
  const data = await dataFolder();
  const file = join(data, 'slips.csv');
  await writeFile(file, [HEADER, ROW, ROW.replace('slip-1', 'slip-2').replace('07-01', '09-01'), ''].join('\n'));
  const { importId } = JSON.parse((await tension(data, ['import', file, '--json'])).stdout) as { importId: string };
  const retract = ['retract', 'slip-1', '--reason', 'It never happened.'];
  expect((await tension(data, [...retract, '--dry-run'])).stdout).toBe('slip-1 (GBR-IRL) would be retracted.\n');
  const { code, stdout } = await tension(data, retract);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^slip-1 \(GBR-IRL\) is retracted\.\nRun 1 published /);
  expect(await tension(data, retract)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^"slip-1" was retracted already on .*: It never happened\.\n$/),
  });
  expect((await tension(data, ['retract', 'slip-1'])).stderr).toContain('--reason');
  expect((await tension(data, ['restore', 'slip-1', '--reason', 'It did.'])).stdout).toMatch(
    /^slip-1 \(GBR-IRL\) is restored\./,
  );
  const { stdout: back } = await tension(data, ['retract-import', importId, '--reason', 'The wrong file.', '--json']);
  expect(JSON.parse(back)).toMatchObject({
    importId,
    retracted: 1,
    reverted: 0,
    left: [{ id: 'slip-1' }],
    run: { status: 'complete' },
  });
  expect((await tension(data, ['retract-import', 'none', '--reason', 'x'])).stderr).toContain(
    'There is no import "none"',
  );
  expect((await tension(data, ['doctor'])).stdout).toMatch(/^ok {4,}audit +4 entries/m);
});

test('through a server', async () => {
  const data = await dataFolder();
  const file = join(data, 'slips.csv');
  await writeFile(file, [HEADER, ROW, ''].join('\n'));
  const server = await serve(data);
  await ready(server);
  await tension(data, ['import', file]);
  const { stdout } = await tension(data, ['retract', 'slip-1', '--reason', 'It never happened.']);
  expect(stdout).toMatch(/^slip-1 \(GBR-IRL\) is retracted\./);
  await tension(data, ['restore', 'slip-1', '--reason', 'It did.']);
  const { imports } = (await (await fetch(`${server.url}/api/v1/imports`)).json()) as Imports;
  const taken = imports.find(({ source }) => source === 'slips.csv')!;
  expect((await tension(data, ['retract-import', taken.importId, '--reason', 'The wrong file.'])).stdout).toMatch(
    /^0 events are retracted, 0 events are as before, 1 event is left as it is\.\nslip-1: It was changed since/,
  );
  const detail = (await (await fetch(`${server.url}/api/v1/events/slip-1`)).json()) as EventDetail;
  expect(
    detail.revisions.map(({ operation, recordedBy, importSource }) => [operation, recordedBy, importSource]),
  ).toEqual([
    ['create', 'command line', 'slips.csv'],
    ['retract', 'command line', ''],
    ['restore', 'command line', ''],
  ]);
});
