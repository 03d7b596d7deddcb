/** Acts that nobody tells as done: "is suspected of having shipped", "allegedly", and what an observer's quotation supposes. */
import type { Chunk, VerbGroup } from './phrases.ts';
import type { Sentence } from './tokens.ts';
import { previousVerb } from './roles.ts';

const ALLEGING = new Set(
  'suspect accuse allege believe rumor rumour think report say understand assume suppose presume fear claim'.split(' '),
);
/** These allege whatever their form: "Russia, alleged to have shipped". */
const ALWAYS = /^(?:suspect|accuse|allege|rumou?r)$/u;
const ADVERB = /^(?:allegedly|reportedly|supposedly|purportedly|presumably|apparently|possibly|perhaps|maybe)$/u;
/** How many words an adverb may stand away from its verb. */
const NEAR = 3;

export function isAlleged(chunks: readonly Chunk[], at: number, { tokens }: Sentence): boolean {
  const verb = chunks[at] as VerbGroup;
  if (tokens.slice(Math.max(0, verb.from - 1), verb.to + 1).some(({ lower }) => ADVERB.test(lower))) return true;
  if (verb.form === 'finite') return false;
  const previous = previousVerb(chunks, at);
  if (previous < 0) return false;
  const between = chunks.slice(previous + 1, at);
  const isNear = between.every(({ kind }) => kind === 'mark') || between.length <= NEAR;
  const governor = chunks[previous] as VerbGroup;
  if (!isNear) return false;
  const word = tokens[verb.from]!.lower;
  const isOf = between.at(-1)?.kind === 'mark' && (between.at(-1) as { word: string }).word === 'of';
  // "is believed to have shipped", "accused Iran of arming": what is said to be so
  if (verb.form === 'infinitive')
    return ALWAYS.test(governor.lemma)
      ? tokens[verb.from]!.lower === 'to'
      : (ALLEGING.has(governor.lemma) && governor.isPassive) || isCalledSo(chunks, previous, at);
  return (ALWAYS.test(governor.lemma) && isOf) || (word === 'having' && ALLEGING.has(governor.lemma));
}

/** "is alleged to": the reader takes the participle for an adjective. */
function isCalledSo(chunks: readonly Chunk[], previous: number, at: number): boolean {
  return chunks
    .slice(previous + 1, at)
    .some(
      (chunk) =>
        chunk.kind === 'noun' && /^(?:alleged|suspected|rumou?red|believed|said)$/u.test(chunk.words.at(-1) ?? ''),
    );
}
