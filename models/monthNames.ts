/** Names of months in English, German, French and Spanish; in Korean months are numbers. */

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'januar', 'jänner', 'janvier', 'enero'],
  ['february', 'februar', 'février', 'febrero'],
  ['march', 'märz', 'mars', 'marzo'],
  ['april', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'juni', 'juin', 'junio'],
  ['july', 'juli', 'juillet', 'julio'],
  ['august', 'août', 'agosto'],
  ['september', 'septembre', 'septiembre', 'setiembre', 'sept'],
  ['october', 'oktober', 'octobre', 'octubre'],
  ['november', 'novembre', 'noviembre'],
  ['december', 'dezember', 'décembre', 'diciembre'],
];

const bare = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const byName = new Map<string, number>();
MONTHS.forEach((names, place) => {
  for (const name of names) {
    byName.set(bare(name), place + 1);
    // Beginnings of three and four letters; "jui" is June and July in French, so it is neither.
    for (const length of [3, 4]) {
      const short = bare(name).slice(0, length);
      if (short.length < length || short === 'jui') continue;
      byName.set(short, byName.get(short) ?? place + 1);
    }
  }
});

/** @example monthNamed('Apr') // 4 */
export function monthNamed(word: string): number | undefined {
  return byName.get(bare(word));
}

/** In English, in small letters. */
export const ENGLISH_MONTHS: readonly string[] = MONTHS.map(([english]) => english!);
