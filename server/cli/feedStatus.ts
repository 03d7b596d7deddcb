/** `tension feed status`: what the feeds have stored, what they lack, and their last pulls. */
import type { Config } from '../config.ts';
import { withFeedClient } from './feedClient.ts';
import { NO_FEEDS, pullInWords } from './feedWords.ts';
import { print, printJson, table } from './terminal.ts';

/** @returns the exit code: 0, or 2 when a feed has files that failed or were refused, or its last pull broke off */
export async function feedStatusCommand(config: Config, { json }: { readonly json?: boolean }): Promise<number> {
  const feeds = await withFeedClient(config, (client) => client.status());
  if (json) printJson({ feeds });
  else if (feeds.length === 0) print(NO_FEEDS);
  else {
    const right = (head: string) => ({ head, align: 'right' }) as const;
    const rows = feeds.map(({ name, files, newest }) => [
      name,
      ...[files.done, files.pending, files.missing, files.failed, files.refused].map((count) =>
        count.toLocaleString('en'),
      ),
      newest ? `${newest.name}, stored ${newest.takenAt.slice(0, 16).replace('T', ' ')} UTC` : 'none yet',
    ]);
    print(
      table(
        [
          { head: 'Feed', align: 'left' },
          right('Done'),
          right('Waiting'),
          right('Missing'),
          right('Failed'),
          right('Refused'),
          { head: 'Newest file', align: 'left' },
        ],
        rows,
      ),
    );
    for (const { name, pull } of feeds)
      if (pull) print(`\n${name}: ${pull.endedAt === null ? 'a pull is under way: ' : ''}${pullInWords(pull)}`);
  }
  return feeds.some(({ files, pull }) => files.failed + files.refused > 0 || (pull?.fault ?? null) !== null) ? 2 : 0;
}
