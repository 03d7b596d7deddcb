/** Advertising in another script, addresses and marks of advertising in the middle of a sentence: blanks stand in for them, so that offsets stay. */
import type { Span } from '../drafted.ts';
import type { PassedOver } from '../language.ts';

const WORD = String.raw`[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}ー]`;
/** Between two foreign words stand figures and signs, or one short word in capitals: "50% TV". */
const GAP = String.raw`[^\p{L}\n]{0,20}(?:[A-Z]{1,5}[^\p{L}\n]{1,10})?`;
const STRANGE: readonly [pattern: RegExp, why: string][] = [
  [new RegExp(`${WORD}+(?:${GAP}${WORD}+)*`, 'gu'), 'words in another script'],
  [/(?:https?:\/\/|www\.)[^\s<>"]{1,500}/giu, 'an address'],
  [
    /(?:\b[A-Z]{2,}[!,]? |\d+% ){0,4}\b(?:SHOP|BUY|ORDER|SUBSCRIBE|DOWNLOAD|ADVERTISEMENT|SPONSORED|DISCOUNT|OFF)\b(?: [A-Z]{2,}| \d+%)*/gu,
    'advertising',
  ],
  [/[[(](?:ad|advert|advertisement|sponsored|promoted|anzeige|publicidad|publicité)[\])]/giu, 'advertising'],
];

export interface Plain {
  readonly line: string;
  readonly passedOver: readonly PassedOver[];
}

export function withoutStrange(text: string, { start, end }: Span): Plain {
  let line = text.slice(start, end);
  const passedOver: PassedOver[] = [];
  // Where all is in capitals, capitals say nothing.
  const isShouted = !/\p{Ll}/u.test(line);
  for (const [pattern, why] of STRANGE)
    line = line.replace(pattern, (found: string, at: number) => {
      if (isShouted && why === 'advertising' && found === found.toUpperCase()) return found;
      passedOver.push({ start: start + at, end: start + at + found.length, why });
      return ' '.repeat(found.length);
    });
  return { line, passedOver };
}
