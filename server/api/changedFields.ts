/** What a revision changed of an event, field by field as answers name them. */
import type { Codebook } from '../../models/codebook.ts';
import type { CodedEvent } from '../../models/event.ts';
import { codedEventRecord } from './eventRecord.ts';

export function changedFields(
  before: CodedEvent | null,
  after: CodedEvent,
  codebook: Codebook,
): { field: string; from: string; to: string }[] {
  if (!before) return [];
  const was = new Map(Object.entries(codedEventRecord(before, codebook)));
  return Object.entries(codedEventRecord(after, codebook)).flatMap(([field, value]) => {
    const [from, to] = [textOf(was.get(field)), textOf(value)];
    return from === to ? [] : [{ field, from, to }];
  });
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(';') : String(value ?? ''));
