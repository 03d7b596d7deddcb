/** The list of runs says of one that changed nothing why it was made. */
import { expect, test } from 'vitest';
import type { ListedRun } from '../../models/contract/runs.ts';
import { openRollup } from '../../server/rollup/openRollup.ts';
import { forgetProgram } from '../../server/rollup/runs.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { startTestServer, TODAY } from './testServer.ts';
import pino from 'pino';

test('a run of another program, or one that was asked for afresh, has 0 points and the reason', async () => {
  const server = await startTestServer();
  atEndOfTest(() => server.close());
  const listed = async (): Promise<ListedRun[]> =>
    (await server.json<{ runs: ListedRun[] }>('/api/v1/runs?limit=1')).runs;
  const [first] = await listed();
  expect(first!.compared).toBe(null);
  const { database, ledger, reference, savedModels } = server;
  const ran = async (program: string): Promise<void> => {
    const rollup = await openRollup({
      database,
      ledger,
      reference,
      savedModels,
      clock: () => new Date(`${TODAY}T12:00:00Z`),
      logger: pino({ level: 'silent' }),
      program,
    });
    await (
      await rollup.start('start')
    ).done;
    await rollup.stop();
  };
  await ran('another');
  expect(await listed()).toMatchObject([{ id: first!.id + 1, points: 0, compared: 'program' }]);
  await database.transaction(forgetProgram);
  await ran('another');
  expect(await listed()).toMatchObject([{ id: first!.id + 2, points: 0, compared: 'afresh' }]);
});
