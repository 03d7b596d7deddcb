/** `tension feed remove`: a feed is fetched no more, and what it brought goes with it. */
import type { Config } from '../config.ts';
import { withFeedClient } from './feedClient.ts';
import { print, printJson } from './terminal.ts';

/** @returns the exit code: 0 */
export async function feedRemoveCommand(
  config: Config,
  name: string,
  { keep = false, json }: { readonly keep?: boolean; readonly json?: boolean },
): Promise<number> {
  await withFeedClient(config, (client) => client.remove(name, keep));
  if (json) printJson({ removed: name, rowsKept: keep });
  else if (keep) print(`${name} is fetched no more. Its rows stay.`);
  else print(`${name} is removed with its rows. Views pinned before, and what was known before, still have them.`);
  return 0;
}
