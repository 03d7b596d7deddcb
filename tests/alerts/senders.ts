/** What sends the alerts of a test's server, and nothing but the test's own rules to tell of. */
import { pino } from 'pino';
import { openSender, type Sender } from '../../server/alerts/sender.ts';
import type { TestServer } from '../api/testServer.ts';

/** It adds no chance part to its waits. */
export const senderOf = (server: TestServer): Sender =>
  openSender({
    database: server.database,
    channels: server.alerts.channels,
    rules: server.alerts.rules,
    leading: server.rollup.leading,
    teller: server.teller,
    delivering: server.alerts.delivering,
    random: () => 0,
    logger: pino({ level: 'silent' }),
  });

/** Those of the program would tell as well. */
export async function removeShippedRules({ alerts }: TestServer): Promise<void> {
  for (const { rule, source } of (await alerts.rules.read()).rules)
    if (source === 'program') await alerts.rules.remove(rule.name, 'test');
}
