/** Korean, as the engine of drafting takes it. */
import type { Dictionary } from '../dictionary.ts';
import type { LanguageRules } from '../language.ts';
import type { NameTable } from '../../names.ts';
import { koreanActs } from './acts.ts';
import { publishedInKorean } from './dates.ts';
import { Lexicon } from './lexicon.ts';

/** Laying out a dictionary takes longer than reading a text with it. */
const laidOut = new WeakMap<Dictionary, WeakMap<NameTable, Lexicon>>();

function lexiconOf(dictionary: Dictionary, names: NameTable): Lexicon {
  const known = laidOut.get(dictionary) ?? new WeakMap<NameTable, Lexicon>();
  laidOut.set(dictionary, known);
  const lexicon = known.get(names) ?? new Lexicon(dictionary.ko, dictionary.patterns, names);
  known.set(names, lexicon);
  return lexicon;
}

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,32}/u;
/** Forms, rights, advertising and captions of Korean news pages. */
const FURNITURE: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/무단\s?전재|재배포\s?금지|재판매\s?및\s?DB|저작권자|ⓒ|Copyright/iu, 'a note of rights'],
  [
    /^(?:\[?사진\]?|▲|△|\[그래픽\]|\[표\]|\[포토\]|\(?자료사진)|(?:제공|자료사진|캡처|갈무리)[)\]]?\s*\.?$/u,
    'a caption',
  ],
  [/^(?:기사\s?)?(?:입력|수정|등록|승인|송고|게재)\s?[:：]?\s?\d{4}/u, 'when it was published'],
  [
    /제보|구독|댓글|카카오톡|카톡|뉴스레터|좋아요|공유하기|글자\s?크기|많이\s?본\s?뉴스|관련\s?기사|네이버|광고|로그인|회원가입|추천\s?기사/u,
    'page furniture',
  ],
];
/** A long line that names a form is an article all the same. */
const FURNITURE_CHARACTERS = 90;

export const koreanRules: LanguageRules = {
  language: 'ko',
  furnitureOf(line) {
    if (line.length > FURNITURE_CHARACTERS) return undefined;
    const why = FURNITURE.find(([pattern]) => pattern.test(line))?.[1];
    return why ?? (EMAIL.test(line) && !/다\./u.test(line) ? 'an address' : undefined);
  },
  publishedIn: publishedInKorean,
  actsOf: (reading) => koreanActs(reading, lexiconOf(reading.dictionary, reading.world.names)),
};
