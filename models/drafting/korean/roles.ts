/** What rules of sides share: what an answer is, what the sentences before say, where the words of a pattern stand. */
import type { Mention } from './mentions.ts';

export interface Sides {
  readonly actor: string;
  readonly target: string;
  readonly others: readonly string[];
  readonly role?: 'indirect';
  readonly favours?: string;
}

/** What the sentences before say. */
export interface Context {
  /** whose press writes */
  readonly home: string;
  /** states in the order in which they were named */
  readonly named: string[];
  /** who acts in the sentence before */
  subject: readonly string[] | undefined;
  readonly isMutual: (type: string) => boolean;
}

export interface Trigger {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

export const codesOf = (mentions: readonly Mention[]): string[] => [...new Set(mentions.flatMap(({ codes }) => codes))];
export const isState = (code: string): boolean => code !== 'UN';
export const isPlace = ({ isCapital, role }: Mention): boolean =>
  role === 'at' || (isCapital && role !== 'subject' && role !== 'topic');
