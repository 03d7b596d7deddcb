/** `tension feed remove`: a feed is fetched no more. */
import type { Config } from '../config.ts';
import { withFeedClient } from './feedClient.ts';
import { print, printJson } from './terminal.ts';

/** @returns the exit code: 0 */
export async function feedRemoveCommand(
  config: Config,
  name: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  await withFeedClient(config, (client) => client.remove(name));
  if (json) printJson({ removed: name });
  else print(`${name} is fetched no more. What it has brought stays.`);
  return 0;
}
