/** An alert as it was written into the outbox, read again: a row may be damaged. */
import { z } from 'zod';
import type { AlertContent } from './outbox.ts';

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
