/** Korean particles: their form follows from how the word before them ends. */

/** As a dictionary pairs them: after a consonant, after a vowel. */
const FORMS = {
  '은/는': ['은', '는'],
  '이/가': ['이', '가'],
  '을/를': ['을', '를'],
  '과/와': ['과', '와'],
  '으로/로': ['으로', '로'],
  '이다/다': ['이다', '다'],
  '이었다/였다': ['이었다', '였다'],
} as const;

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const RIEUL = 8;
/** The final sound of the digits as they are read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const DIGIT_FINALS = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0];
/** Latin letters whose name ends in a consonant: 엘, 엠, 엔, 알. */
const LETTER_FINALS: Readonly<Record<string, number>> = { l: RIEUL, m: 16, n: 4, r: RIEUL };

/**
 * The word with its particle. Signs at its end (brackets, per cent, quotes) are passed over.
 *
 * @example withParticle('러시아', '은/는') // '러시아는'
 * @example withParticle('한국', '으로/로') // '한국으로'
 */
export function withParticle(word: string, particle: keyof typeof FORMS): string {
  const final = finalOf(word);
  const [afterConsonant, afterVowel] = FORMS[particle];
  const isOpen = final === 0 || (particle === '으로/로' && final === RIEUL);
  return `${word}${isOpen ? afterVowel : afterConsonant}`;
}

/** Number of the final consonant in Hangul's order; 0 for a vowel and for what cannot be read aloud here. */
function finalOf(word: string): number {
  const last = /[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u.exec(word)?.[0] ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return (code - FIRST_SYLLABLE) % 28;
  if (last >= '0' && last <= '9') return DIGIT_FINALS[Number(last)]!;
  return LETTER_FINALS[last.toLowerCase()] ?? 0;
}
