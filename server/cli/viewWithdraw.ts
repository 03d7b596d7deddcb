/** `tension view withdraw`: shows a pinned view no more, on the data folder or through a server that holds it. */
import { readViewCode } from '../../client/charts/view.ts';
import { withdrawnView } from '../../models/contract/views.ts';
import type { Config } from '../config.ts';
import { CommandFailure } from './failure.ts';
import { COMMAND_LINE, findServer, uploadOf } from './runningServer.ts';
import { print } from './terminal.ts';

/** @returns the exit code: 0 it is withdrawn */
export async function viewWithdrawCommand(
  config: Config,
  typed: string,
  { reason }: { readonly reason: string },
): Promise<number> {
  const read = readViewCode(typed);
  if ('fault' in read) throw new CommandFailure(`${typed.slice(0, 40)}: ${read.fault}.`);
  const { code } = read;
  const server = await findServer(config);
  if (server)
    await server.post(
      `/api/v1/views/${code}/withdrawal`,
      {},
      withdrawnView,
      uploadOf('application/json', JSON.stringify({ reason })),
    );
  else await withdrawHere(config, code, reason);
  print(
    `The view ${code} is shown no more. Its page says so, with the reason; what others have downloaded stays theirs.`,
  );
  return 0;
}

async function withdrawHere(config: Config, code: string, reason: string): Promise<void> {
  const { openParts } = await import('../composition.ts');
  const { WithdrawnBefore } = await import('../views/views.ts');
  const parts = await openParts(config);
  try {
    if (!(await parts.views.withdraw(code, reason, COMMAND_LINE)))
      throw new CommandFailure(`No view was pinned under ${code} here: compare the code with the picture.`);
  } catch (error) {
    throw error instanceof WithdrawnBefore ? new CommandFailure(error.message, { cause: error }) : error;
  } finally {
    await parts.close();
  }
}
