/** A server whose shipped events were revised for real: recorded, recoded and retracted on three later days, each rolled up. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY } from './testServer.ts';

/** Moments between the changes; `last` is after them all. */
export const MOMENTS = {
  first: `${TODAY}T20:00:00Z`,
  recorded: '2026-11-24T20:00:00Z',
  recoded: '2026-11-25T20:00:00Z',
  last: '2026-11-26T20:00:00Z',
} as const;

export const RECORDED = ['kor-rus-test-late-protest', 'kor-rus-test-late-visit', 'chn-usa-test-late-tariff'];
/** a sanction, which a coder grades higher two days later */
export const RECODED = 'kor-rus-2024-04-02-sanction';
export const RETRACTED = 'kor-rus-2024-04-05-summons-lee-do-hoon';

export async function startRevisedServer(): Promise<TestServer> {
  const server = await startTestServer();
  server.setNow('2026-11-24T12:00:00Z');
  await server.importAndRollUp(
    [
      CSV_HEADER,
      eventRow({
        id: RECORDED[0]!,
        dyad: 'KOR-RUS',
        date: '2024-03-20',
        actor: 'KOR',
        target: 'RUS',
        type: 'protest',
        severity: 4,
      }),
      eventRow({
        id: RECORDED[1]!,
        dyad: 'KOR-RUS',
        date: '2023-11-20',
        actor: 'RUS',
        target: 'KOR',
        type: 'visit',
        polarity: -1,
      }),
      eventRow({
        id: RECORDED[2]!,
        dyad: 'CHN-USA',
        date: '2025-02-20',
        actor: 'USA',
        target: 'CHN',
        type: 'trade_restriction',
      }),
    ].join('\n'),
  );
  server.setNow('2026-11-25T12:00:00Z');
  const rows = (await readFile(join(projectRoot(), 'data/events/KOR-RUS.csv'), 'utf8')).split('\n');
  const sanction = rows.find((row) => row.startsWith(`${RECODED},`))!;
  const graver = sanction.replace(/,1,[1-4],/, ',1,5,');
  if (graver === sanction) throw new Error(`The row of ${RECODED} could not be graded otherwise: ${sanction}`);
  await server.importAndRollUp([rows[0], graver].join('\n'));
  server.setNow('2026-11-26T12:00:00Z');
  await server.ledger.retract(RETRACTED, 'The ministry denies it.', 'tester');
  await (
    await server.rollup.start('request')
  ).done;
  server.setNow('2026-11-26T21:00:00Z');
  return server;
}
