/** `tension feed list`: which feeds are fetched, and from where. */
import type { Config } from '../config.ts';
import { withFeedClient } from './feedClient.ts';
import { interval, NO_FEEDS } from './feedWords.ts';
import { print, printJson, table } from './terminal.ts';

/** @returns the exit code: 0 */
export async function feedListCommand(config: Config, { json }: { readonly json?: boolean }): Promise<number> {
  const feeds = await withFeedClient(config, (client) => client.status());
  if (json)
    printJson({ feeds: feeds.map(({ name, kind, hosts, everyMinutes }) => ({ name, kind, hosts, everyMinutes })) });
  else if (feeds.length === 0) print(NO_FEEDS);
  else
    print(
      table(
        [
          { head: 'Feed', align: 'left' },
          { head: 'Kind', align: 'left' },
          { head: 'Looked at', align: 'left' },
          { head: 'From', align: 'left' },
        ],
        feeds.map((feed) => [
          feed.name,
          feed.kind,
          `every ${interval(feed.everyMinutes)}`,
          feed.hosts.join(', ') || 'this machine',
        ]),
      ),
    );
  return 0;
}
