/** Which type an act has after what governs it: an offer of aid is a conciliatory statement. */
import type { Codebook } from '../../codebook.ts';
import type { Frame } from './lexicon.ts';
import type { Modality } from './modality.ts';
import type { Chunk, NounPhrase } from './phrases.ts';
import { codesOf, isLeader } from './roles.ts';

const MEETINGS = new Set(['visit', 'summit', 'talks', 'call', 'joint_vote', 'military_exercise']);
export const STATEMENTS = new Set(['statement_hostile', 'statement_conciliatory', 'protest', 'summons']);

/** The type that a status leaves of a frame's: an offer of aid is a conciliatory statement. */
export function typeOf(
  frame: Frame,
  modality: Modality,
  agents: readonly NounPhrase[],
  behind: readonly NounPhrase[],
  chunks: readonly Chunk[],
  codebook: Codebook,
): string | undefined {
  const own = frame.type === 'talks' && isSummit(agents, behind) ? 'summit' : frame.type;
  const isEasing = codebook.get(frame.type)?.polarity === -1;
  switch (modality.status) {
    case 'none':
      return undefined;
    case 'done':
      return frame.isSpoken ? undefined : own;
    case 'announced':
      return MEETINGS.has(frame.type) && modality.governor >= 0 && isOnlyPlanned(modality, chunks) ? undefined : own;
    case 'agreed':
      if (!isEasing && frame.type !== 'other') return own;
      // two sides agree with each other, one agrees to do something
      if (!MEETINGS.has(frame.type)) return agents.flatMap(codesOf).length > 1 ? 'agreement' : 'statement_conciliatory';
      return 'statement_conciliatory';
    case 'later':
      if (frame.type.startsWith('statement') && !frame.isSpoken) return undefined;
      if (frame.type === 'talks' && modality.governor >= 0) return 'statement_conciliatory';
      if (MEETINGS.has(frame.type)) return undefined;
      return isEasing ? 'statement_conciliatory' : 'statement_hostile';
    case 'promised':
      // troops and arms are offered to a friend
      if (/^(?:troop_deployment|arms_transfer|reopening|visit|talks)/u.test(frame.type))
        return 'statement_conciliatory';
      return isEasing ? 'statement_conciliatory' : 'statement_hostile';
    case 'threatened':
    case 'refused':
      if (modality.status === 'refused' && !isEasing) return undefined;
      return 'statement_hostile';
  }
}

function isOnlyPlanned(modality: Modality, chunks: readonly Chunk[]): boolean {
  const governor = chunks[modality.governor];
  return governor?.kind === 'verb' && /^(?:announce|confirm|declare|decide|order)$/u.test(governor.lemma);
}

function isSummit(agents: readonly NounPhrase[], behind: readonly NounPhrase[]): boolean {
  const leaders = [...agents, ...behind].filter(isLeader);
  const isBoth = agents.some(
    ({ pronoun, words }) => pronoun === 'both' && /^(?:leader|president|premier)/u.test(words.at(-1) ?? ''),
  );
  return (
    isBoth ||
    leaders.length >= 2 ||
    (agents.some(isLeader) && behind.some(({ words }) => words.includes('counterpart')))
  );
}
