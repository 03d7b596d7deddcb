/** The kinds of act of the codebook, and what they are called. */
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import { typeLabel } from './language.ts';
import { useResource } from './resource.ts';

export type EventType = CodebookResponse['types'][number];

export function useTypes(): readonly EventType[] {
  return useResource<CodebookResponse>('/api/v1/codebook').data?.types ?? [];
}

/** Names of types in the reader's language; one that is still open has none. */
export function useTypeNames(): (type: string) => string {
  const labels = new Map(useTypes().map(({ type, label }) => [type, label]));
  return (type) => (type === '' ? '' : typeLabel(type, labels.get(type)));
}
