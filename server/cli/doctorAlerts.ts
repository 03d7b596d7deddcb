/** What doctor says of alerts: rules that cannot be used, channels by which nothing goes, and alerts that did not arrive. */
import { alertChannels, alertRules } from '../../models/contract/alerts.ts';
import { attemptLater, type Finding } from './finding.ts';
import type { Server } from './runningServer.ts';
import { counted } from './terminal.ts';

export async function alertFindings(server: Server): Promise<Finding[]> {
  const asked = await attemptLater(async () => ({
    ...(await server.get('/api/v1/alerts/rules', {}, alertRules)),
    ...(await server.get('/api/v1/alerts/channels', {}, alertChannels)),
  }));
  const check = 'alerts';
  if (!asked.value) return [{ check, verdict: 'fault', detail: asked.failed ?? '' }];
  const { rules, faults, channels } = asked.value;
  return [
    { check, verdict: 'ok', detail: `${counted(rules.length, 'rule')} and ${counted(channels.length, 'channel')}` },
    ...faults.map((detail): Finding => ({ check, verdict: 'fault', detail })),
    ...channels.flatMap(({ name, disabled, dead }): Finding[] => [
      ...(disabled === '' ? [] : [{ check, verdict: 'fault' as const, detail: `the channel ${name}: ${disabled}` }]),
      ...(dead === 0
        ? []
        : [
            {
              check,
              verdict: 'note' as const,
              detail: `the channel ${name} did not deliver ${counted(dead, 'alert')}: /ops lists them, and sends them again`,
            },
          ]),
    ]),
  ];
}
