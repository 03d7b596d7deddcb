/** What of a day is unusual of a pair, in words: what the data say, and nothing of why. */
import type { LookedAt } from '../../models/unusual.ts';
import type { Words } from '../words/words.ts';
import { plain } from './format.ts';

export const unusualSentences = (
  { count, tone }: Pick<LookedAt, 'count' | 'tone'>,
  { unusual: wording }: Pick<Words, 'unusual'>,
): string[] => [
  ...(count ? [wording[count.way]({ beyond: count.way === 'more' ? count.lower : count.higher, of: count.of })] : []),
  ...(tone
    ? [
        wording[tone.way]({
          beyond: tone.way === 'milder' ? tone.lower : tone.higher,
          of: tone.of,
          mean: plain(tone.mean),
          usual: plain(tone.usual),
        }),
      ]
    : []),
];

/** So many reports are usual. */
export const usualReports = (usual: number): string => plain(usual, usual < 10 ? 1 : 0);
