/** Kill -9 while alerts are sent, to an address that now and then takes nothing: each arrives at least once, whole, and under one id. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleSchema } from '../../models/alerts/rule.ts';
import { seededRandom } from '../../models/random.ts';
import { writeAlerts } from '../../server/alerts/outbox.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { sharedPlace } from '../shared/parts.ts';
import { startServer } from '../shared/serverProcess.ts';
import { databaseFile } from '../shared/shippedFolder.ts';
import { type Receiver, startReceiver } from './receivers.ts';

const KILLS = 20;
const SEED = 14;
const SINGLE = 400;
/** These are due for the first time, and so are one letter. */
const FOLDED = 30;
/** What is answered by the address before a kill, where it takes nothing. */
const OUTAGES: Readonly<Record<number, number>> = { 3: 500, 7: 429, 8: 503, 12: 500, 16: 404 };
/** After the first letter of a process; a letter takes some milliseconds. */
const MAX_MS = 60;

let folder: string;
let receiver: Receiver;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tension-killed-'));
  cpSync(await sharedPlace('served'), folder, { recursive: true });
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDuckDb({ file: databaseFile(folder) });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const idOf = (number: number): string => `alert-${String(number).padStart(4, '0')}`;

async function written(database: Database): Promise<void> {
  const now = new Date();
  const channel = { kind: 'webhook', name: 'hook', fallback: false, url: receiver.url, secret: '' };
  await database.query(
    `insert into alert_channel (name, channel, disabled, changed_at, changed_by) values ('hook', $1, '', $2, 'test')`,
    [JSON.stringify(channel), now],
  );
  const rule = ruleSchema.parse({ name: 'gravest', title: 'Gravest', when: { kind: 'act' }, channels: ['hook'] });
  const content = { rule, what: 'raised', value: 1, side: 0, eventIds: [], model: '', runId: null } as const;
  await database.transaction((tx) =>
    writeAlerts(
      tx,
      Array.from({ length: SINGLE + FOLDED }, (_, i) => ({
        alert: { ...content, id: idOf(i), subject: 'RUS', day: 20_000, madeAt: now },
        deliveries: [{ channel: 'hook', nextAt: now, isSilenced: false }],
      })),
    ),
  );
  await database.query('update alert_delivery set attempts = 1 where alert_id < $1', [idOf(SINGLE)]);
}

interface Letter {
  readonly id: string;
  readonly alerts: readonly string[];
}

const lettersAt = ({ received }: Receiver): Letter[] =>
  received.map(({ headers, body }) => ({
    id: String(headers['webhook-id']),
    alerts: (JSON.parse(body) as { data: { alerts: { id: string }[] } }).data.alerts.map(({ id }) => id),
  }));

test(`${KILLS} senders killed at random moments: nothing is lost, and what comes twice has its id`, async () => {
  await opened(written);
  const chance = seededRandom(SEED);
  const settings = { ALERT_PRIVATE_HOSTS: '127.0.0.1', LOG_LEVEL: 'silent' };
  /** How many are on their way. What was not taken is due again, without waiting for it. */
  const waiting = (): Promise<number> =>
    opened(async (database) => {
      const rows = await database.query(
        "update alert_delivery set next_at = until - interval '3 days' where state = 'waiting' returning alert_id",
      );
      return rows.length;
    });
  let meanwhile = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = receiver.received.length;
    const server = await startServer(folder, { settings });
    await new Promise<void>((resolve) =>
      receiver.answer((response) => {
        response.writeHead(OUTAGES[kill] ?? 200).end();
        resolve();
      }),
    );
    await sleep(chance() * MAX_MS);
    await server.kill();
    expect(receiver.received.length).toBeGreaterThan(before);
    if ((await waiting()) > 0) meanwhile++;
  }
  expect(meanwhile).toBe(KILLS);
  const last = await startServer(folder, { settings });
  await expect
    .poll(() => new Set(lettersAt(receiver).flatMap(({ alerts }) => alerts)).size, { timeout: 60_000 })
    .toBe(SINGLE + FOLDED);
  await last.stop();
  expect(await waiting()).toBe(0);

  const idsOf = new Map<string, Set<string>>();
  for (const { id, alerts } of lettersAt(receiver))
    for (const alert of alerts) idsOf.set(alert, (idsOf.get(alert) ?? new Set()).add(id));
  for (let i = 0; i < SINGLE; i++) expect([idOf(i), ...idsOf.get(idOf(i))!]).toEqual([idOf(i), idOf(i)]);
  const folded = new Set(Array.from({ length: FOLDED }, (_, i) => [...idsOf.get(idOf(SINGLE + i))!]).flat());
  expect(folded.size).toBe(1);
  const twice = lettersAt(receiver).length - new Set(lettersAt(receiver).map(({ id }) => id)).size;
  console.log(`${lettersAt(receiver).length} letters arrived, ${twice} of them once more after a kill`);
}, 600_000);
