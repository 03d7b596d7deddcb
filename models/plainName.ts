/**
 * A name without what people write differently: capitals, accents, dots, apostrophes, hyphens, articles.
 *
 * @example plainName("The Côte d'Ivoire") // 'cote divoire'
 */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.'’ʻʼ`´]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .flatMap((word) => (word === 'the' ? [] : (SPELLED[word] ?? word)))
    .join(' ');
}

/** Words that are written short as often as not. */
const SPELLED: Readonly<Record<string, string>> = { saint: 'st', dem: 'democratic', rep: 'republic', fed: 'federal' };
