/** What an alert is made of, and as it was written into the outbox, read again: a row may be damaged. */
import { z } from 'zod';
import type { Digest } from '../../models/alerts/channel.ts';
import type { Side } from '../../models/alerts/firings.ts';
import type { AlertRule } from '../../models/alerts/rule.ts';

/** What an alert is made of, as it was when it was found. */
export interface AlertContent {
  readonly rule: AlertRule;
  readonly value: number;
  readonly side: Side;
  readonly eventIds: readonly string[];
  /** hash of the model that it was measured under */
  readonly model: string;
  /** what happened, of a rule about the watch itself */
  readonly detail?: string;
  /** of a digest, as its channel had it then */
  readonly digest?: Digest;
  /** alerts that silence has held back before this one */
  readonly heldBack?: number;
}

/** What an alert has, whichever version wrote it. */
const written = z.looseObject({
  rule: z.looseObject({
    name: z.string(),
    title: z.string(),
    language: z.enum(['en', 'ko']),
    channels: z.array(z.string()),
    when: z.looseObject({ kind: z.string() }),
  }),
  eventIds: z.array(z.string()),
  model: z.string(),
});

/** Undefined where it cannot be read. */
export function contentOf(text: string): AlertContent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return written.safeParse(value).success ? (value as AlertContent) : undefined;
}
