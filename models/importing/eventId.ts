/** Ids for rows that have none: the same row always gets the same, so that importing a file again changes nothing. */
import { sha256Hex } from '../sha256.ts';

/** What an act is known by; its severity, polarity and note may be corrected without making it another. */
export interface IdParts {
  readonly dyad: string;
  readonly date: string;
  readonly actor: string;
  readonly target: string;
  readonly type: string;
  readonly summary: string;
}

const DIGEST_LETTERS = 8;

/** @example eventIdOf(parts) // 'gbr-rus-2018-03-14-expulsion-1f0c9a2b' */
export function eventIdOf({ dyad, date, actor, target, type, summary }: IdParts): string {
  const digest = sha256Hex([dyad, date, actor, target, type, summary].join('\n')).slice(0, DIGEST_LETTERS);
  return `${dyad.toLowerCase()}-${date}-${type.replaceAll('_', '-')}-${digest}`;
}
