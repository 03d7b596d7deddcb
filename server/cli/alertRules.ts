/** `tension alert list|add|remove|test|silence|acknowledge`: rules, channels and alerts, through the API. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  alertChannels,
  alertOutbox,
  alertRule,
  alertRules,
  alertTest,
  keptChannel,
  named,
} from '../../models/contract/alerts.ts';
import { CHANNEL_KINDS } from '../../models/alerts/channel.ts';
import { isOfReports, isOfTheWatch } from '../../models/alerts/rule.ts';
import { reasonOf } from '../../models/errorMessage.ts';
import type { Config } from '../config.ts';
import { withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { uploadOf } from './runningServer.ts';
import { print, printJson, table } from './terminal.ts';

const BASE = '/api/v1/alerts';
const left = (head: string) => ({ head, align: 'left' as const });
const asJson = (body: unknown) => uploadOf('application/json', JSON.stringify(body));

export async function alertListCommand(config: Config, { json }: { readonly json?: boolean }): Promise<number> {
  await withApi(config, async (server) => {
    const rules = await server.get(`${BASE}/rules`, {}, alertRules);
    const { channels } = await server.get(`${BASE}/channels`, {}, alertChannels);
    const { alerts } = await server.get(`${BASE}/outbox`, { limit: '20' }, alertOutbox);
    if (json) return printJson({ ...rules, channels, alerts });
    const parts = [
      table(
        [left('Rule'), left('Of'), left('Channels'), left('Holds for'), left('Silent until'), left('')],
        rules.rules.map(({ rule, source, standing, silentUntil }) => [
          rule.name,
          source,
          rule.channels.join(', '),
          standing.map(({ subject }) => subject).join(', '),
          silentUntil ?? '',
          rule.title,
        ]),
      ),
      ...rules.faults,
    ];
    if (channels.length > 0)
      parts.push(
        '',
        table(
          [left('Channel'), left('Kind'), left('To'), left('Waiting'), left('Given up'), left('')],
          channels.map(({ name, kind, host, to, waiting, dead, disabled, lastFault }) => [
            name,
            kind,
            host ?? to.join(', '),
            String(waiting),
            String(dead),
            disabled || lastFault,
          ]),
        ),
      );
    if (alerts.length > 0)
      parts.push(
        '',
        table(
          [left('Alert'), left('Day'), left('Rule'), left('Of'), left('What'), left('Sent by')],
          alerts.map(({ id, date, rule, subject, what, deliveries }) => [
            id,
            date,
            rule,
            subject,
            what,
            deliveries.map(({ channel, state }) => `${channel} (${state})`).join(', '),
          ]),
        ),
      );
    print(parts.join('\n'));
  });
  return 0;
}

const ofKind = z.looseObject({ kind: z.string().optional() });

/** A rule, or a channel, as its JSON file says. */
export async function alertAddCommand(config: Config, file: string): Promise<number> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandFailure(`${file} cannot be read: ${reasonOf(error)}.`);
  }
  const { kind } = ofKind.safeParse(value).data ?? {};
  const isChannel = CHANNEL_KINDS.some((one) => one === kind);
  await withApi(config, async (server) => {
    if (!isChannel) {
      const { rule } = await server.post(`${BASE}/rules`, {}, alertRule, asJson(value));
      return print(
        `The rule ${rule.name} is saved. It takes effect ${isOfReports(rule) || isOfTheWatch(rule.when) ? 'within a minute' : 'with the next run'}.`,
      );
    }
    const { channel, secret } = await server.post(`${BASE}/channels`, {}, keptChannel, asJson(value));
    print(`The channel ${channel.name} is saved.${secret === null ? '' : ` Its secret is shown only now: ${secret}`}`);
  });
  return 0;
}

export async function alertRemoveCommand(
  config: Config,
  name: string,
  { channel }: { readonly channel?: boolean },
): Promise<number> {
  await withApi(config, async (server) => {
    await server.post(`${BASE}/${channel ? 'channels' : 'rules'}/${encodeURIComponent(name)}/remove`, {}, named);
  });
  print(`The ${channel ? 'channel' : 'rule'} ${name} is removed.`);
  return 0;
}

/** @returns the exit code: 0 each channel has taken it, 1 one has not */
export async function alertTestCommand(
  config: Config,
  name: string,
  { dyad }: { readonly dyad?: string },
): Promise<number> {
  let failed = false;
  await withApi(config, async (server) => {
    const { results } = await server.post(
      `${BASE}/rules/${encodeURIComponent(name)}/test`,
      {},
      alertTest,
      asJson({ dyad }),
    );
    if (results.length === 0) return print(`The rule ${name} names no channel: give it one under "channels".`);
    failed = results.some(({ sent }) => !sent);
    print(results.map(({ channel, sent, fault }) => `${channel}: ${sent ? 'sent.' : fault}`).join('\n'));
  });
  return failed ? 1 : 0;
}

export async function alertSilenceCommand(
  config: Config,
  name: string,
  { until, of }: { readonly until: string; readonly of?: string },
): Promise<number> {
  const asked = { until: until === 'now' ? null : until, ...(of !== undefined && { subject: of }) };
  await withApi(config, async (server) => {
    await server.post(`${BASE}/rules/${encodeURIComponent(name)}/silence`, {}, named, asJson(asked));
  });
  print(until === 'now' ? `The rule ${name} sends alerts again.` : `The rule ${name} is silent until ${until}.`);
  return 0;
}

export async function alertAcknowledgeCommand(config: Config, id: string): Promise<number> {
  await withApi(config, async (server) => {
    await server.post(`${BASE}/outbox/${encodeURIComponent(id)}/acknowledge`, {}, named);
  });
  print(`The alert ${id} is marked as seen. No reminder follows.`);
  return 0;
}
