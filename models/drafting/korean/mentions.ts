/** The states that a Korean sentence names, each with the part it plays: who acts, on whom, with whom, where. */
import type { Span } from '../drafted.ts';
import type { Lexicon } from './lexicon.ts';
import type { Eojeol, Sentence } from './sentences.ts';

/**
 * What the particle says. subject: 이 or 가; topic: 은 or 는; object: 을 or 를; to: 에, 에게, 대북; with: 와, 과; of: 의; at: 에서;
 * and: a comma, 및; bare: nothing.
 */
export type Role = 'subject' | 'topic' | 'object' | 'to' | 'with' | 'of' | 'at' | 'and' | 'bare';

export interface Mention extends Span {
  /** one state, or those of a pair: 한러, 한미일 */
  readonly codes: readonly string[];
  readonly role: Role;
  /** a capital, which is a place as often as a government */
  readonly isCapital: boolean;
  /** something of the state and not its government: ships, persons, a test */
  readonly isThing: boolean;
  /** of an ambassador: where he serves */
  readonly posted: readonly string[];
  readonly isEnvoy: boolean;
}

const MAX_PHRASE = 7;
const TRAILING = /[,.·:;!?"'”’」』)\]…~]+$/u;
const LEADING = /^[“‘"'「『([<〈《△▲■◆·]+/u;

/** Words that end like a particle and have none. */
const NO_PARTICLE =
  /(?:회의|결의|합의|협의|논의|동의|건의|항의|주의|정의|국가|평가|작가|추가|증가|물가|참가|사이|차이|어린이|궤도|정도|제도|보도|속도|강도|인도|시도|태도|한반도|열도|반도|독도|영토|국토|효과|성과|결과|사과|통과|경과|초과|부과|회담|리스트|유가|주가|원가|특사단|대사관)$/u;
const PARTICLES: readonly (readonly [pattern: RegExp, role: Role])[] = [
  [/(?:에서|에선|에서는|에서의|에서도|서)$/u, 'at'],
  [/(?:에게|에게는|에게도|한테|에|에는|에도|에만|측에|에게서)$/u, 'to'],
  [/(?:와의|과의|와|과|하고|와는|과는|와도|과도)$/u, 'with'],
  [/의$/u, 'of'],
  [/(?:을|를)$/u, 'object'],
  [/(?:은|는|도)$/u, 'topic'],
  [/(?:이|가|께서|측이)$/u, 'subject'],
  [/(?:으로|로|으로부터|로부터|부터|까지)$/u, 'at'],
];
/** The last noun of a phrase that is the government itself. */
const AUTHORITY =
  /(?:정부|당국|외교부|외무부|외무성|국방부|국방성|국무부|재무부|상무부|통일부|법무부|대통령|총리|주석|국가주석|국무위원장|위원장|장관|차관|차관보|외무상|방위상|국방상|외상|부장|부부장|부장조리|대변인|대표|본부장|특사|정상|군|합참|의회|하원|상원|국회|의장|측|대사|공사|대사대리|실장|안보실|보좌관|서기|총영사|군부|해군|공군|육군|해경|자위대|인민군|당국자|관계자|지도자|대표단|당선인|왕세자|국왕|수상|총비서|고위당국자|정부대표단|양국|외교당국|3국|국가|차석대표|국장|부위원장|대사관)$/u;
const POSTED = /^주(?=[가-힣])/u;
const ENVOY = /(?:대사|공사|대사관|대사대리|총영사|무관|영사|외교관|공사참사관|참사관)/u;
const OF_HOME = /^(?:대법원|법원|검찰|경찰|해경|해군|공군|육군|당국|총리)$/u;
/** What makes two letters a pair of states. */
const PAIR_HEAD =
  /^(?:정상|관계|양국|외교|외무|국방|군사|군|연합|합동|공동|회담|협력|조약|협정|고위급|수교|무역|갈등|간|사이|3국|3자|당국|양자|접경|국경|대화|FTA|안보|전략|동맹|실무|통화|협의|공조|해상|경제|교류|연락|핫라인|평화|장관|외교장관|정부|밀착|정상회담|협상|통상|훈련|친선|우호|어업|수뇌|정상들|정상은|차관|의원|국회|의회)/u;
const PAIR_END = /^(?:은|는|이|가|의|을|를|와|과|에|도|,|양국은|양국이)?$/u;
/** Pairs that are other words as often. */
const LOOSE_PAIRS = new Set([
  '북미',
  '중미',
  '남미',
  '미중',
  '일미',
  '인도',
  '중일',
  '한인',
  '일인',
  '미인',
  '중인',
  '북인',
  '영남',
  '호남',
  '일호',
  '한호',
  '남중',
  '인미',
  '미호',
  '불미',
  '독일',
  '영미',
  '중독',
  '호인',
  '남인',
  '일불',
  '한독',
  '영한',
  '중영',
  '불한',
  '북한',
  '남한',
  '한영',
  '남일',
  '독한',
  '호한',
  '미한',
  '불인',
]);
const TOWARDS =
  /^대(북|남|미|중|일|러|이란|우크라이나|이스라엘|쿠바|시리아|미얀마|벨라루스|인도|호주|한국|러시아|중국)(?=\s?(?:제재|독자|추가|경제|금융|군사|압박|지원|수출|수입|무역|관세|투자|식량|인도|전단|확성기|특사|도발|규탄|결의|반도체|보복|공격|선제|성명|담화|정책|메시지|관광|협력|경고))/u;
const HANJA = /^\p{Script=Han}$/u;

/** @param named states of the sentences before, the last one last: "외무부" alone is that one's */
export function mentionsOf(sentence: Sentence, lexicon: Lexicon, named: readonly string[]): Mention[] {
  const mentions: Mention[] = [];
  const { words } = sentence;
  for (let i = 0; i < words.length;) {
    const found = mentionAt(sentence, i, lexicon, [...named, ...mentions.flatMap(({ codes }) => codes)]);
    if (found) mentions.push(found.mention);
    i = Math.max(i + 1, found?.next ?? 0);
  }
  return mentions;
}

interface Begun {
  readonly codes: readonly string[];
  /** where the name ends, in the sentence */
  readonly end: number;
  readonly isCapital?: boolean;
  readonly posted?: readonly string[];
  readonly isEnvoy?: boolean;
  readonly role?: Role;
}

function mentionAt(
  sentence: Sentence,
  i: number,
  lexicon: Lexicon,
  named: readonly string[],
): { mention: Mention; next: number } | undefined {
  const word = sentence.words[i]!;
  const start = word.start + (LEADING.exec(word.text)?.[0].length ?? 0);
  if (start >= word.end || lexicon.agencies.test(sentence.text.slice(start, word.end))) return undefined;
  const begun =
    envoyAt(sentence, i, start, lexicon) ??
    pairAt(sentence, i, start, lexicon) ??
    towardsAt(sentence, start, lexicon) ??
    stateAt(sentence, i, start, lexicon, named);
  if (begun === undefined) return undefined;
  const phrase = phraseOf(sentence, i, begun, lexicon);
  const mention: Mention = {
    start,
    end: phrase.end,
    codes: begun.codes,
    role: begun.role ?? phrase.role,
    isCapital: begun.isCapital ?? false,
    isThing: phrase.isThing,
    posted: begun.posted ?? phrase.posted,
    isEnvoy: begun.isEnvoy ?? phrase.isEnvoy,
  };
  return { mention, next: phrase.next };
}

/** "주한 러시아대사", "주러 한국대사", "주중대사": an ambassador, with where he serves. */
function envoyAt({ text, words }: Sentence, i: number, start: number, lexicon: Lexicon): Begun | undefined {
  if (!POSTED.test(text.slice(start, start + 2))) return undefined;
  const known = lexicon.at(text, start + 1);
  const letter = lexicon.letter(text[start + 1]!);
  const ahead = text.slice(start, start + 30);
  if (!ENVOY.test(ahead)) return undefined;
  const posted = known?.kind === 'state' ? known : letter === undefined ? undefined : { code: letter, length: 1 };
  if (posted === undefined) return undefined;
  const rest = start + 1 + posted.length;
  const senderAt = /\s/u.test(text[rest] ?? ' ') ? (words[i + 1]?.start ?? rest) : rest;
  const sender = lexicon.at(text, senderAt);
  if (sender && sender.code !== posted.code)
    return { codes: [sender.code], end: senderAt + sender.length, posted: [posted.code], isEnvoy: true };
  const senderLetter = lexicon.letter(text[senderAt] ?? '');
  if (
    senderLetter !== undefined &&
    senderLetter !== posted.code &&
    /^.\s?(?:대사|공사|총영사)/u.test(text.slice(senderAt, senderAt + 5))
  )
    return { codes: [senderLetter], end: senderAt + 1, posted: [posted.code], isEnvoy: true };
  if (posted.code === lexicon.rules.home) return undefined;
  return { codes: [lexicon.rules.home], end: rest, posted: [posted.code], isEnvoy: true };
}

/** 한러, 한·미·일, 미·이란, 북러 */
function pairAt({ text, words }: Sentence, i: number, start: number, lexicon: Lexicon): Begun | undefined {
  const word = text.slice(start, words[i]!.end);
  const codes: string[] = [];
  let at = 0;
  let dots = 0;
  while (at < word.length && codes.length < 4) {
    if (codes.length > 0 && /[·・ㆍ‧/\-–]/u.test(word[at]!)) {
      at++;
      dots++;
    }
    const state = dots > 0 || (codes.length === 0 && hasDot(word)) ? longState(word, at, lexicon) : undefined;
    const code = state?.code ?? lexicon.letter(word[at] ?? '');
    if (code === undefined || codes.includes(code)) break;
    codes.push(code);
    at += state?.length ?? 1;
  }
  if (codes.length < 2) return undefined;
  const rest = word.slice(at).replace(TRAILING, '');
  const next = words[i + 1]?.text ?? '';
  const isHead = PAIR_HEAD.test(rest) || (PAIR_END.test(rest) && (rest !== '' || dots > 0 || PAIR_HEAD.test(next)));
  const letters = word.slice(0, at);
  if (!isHead && !(dots > 0 && rest !== '')) return undefined;
  if (LOOSE_PAIRS.has(letters) && !PAIR_HEAD.test(rest === '' ? next : rest)) return undefined;
  return { codes, end: start + at };
}

const hasDot = (word: string): boolean => /[·・ㆍ‧/\-–]/u.test(word.slice(1));

/** A state that is written out, within a pair such as 미·이란. */
function longState(word: string, at: number, lexicon: Lexicon): { code: string; length: number } | undefined {
  const known = lexicon.at(word, at);
  return known?.kind === 'state' ? known : undefined;
}

/** 대북, 대러: the state that something is aimed at. */
function towardsAt({ text }: Sentence, start: number, lexicon: Lexicon): Begun | undefined {
  const found = TOWARDS.exec(text.slice(start, start + 16));
  if (!found) return undefined;
  const name = found[1]!;
  const code = name.length === 1 ? lexicon.letter(name) : lexicon.at(text, start + 1)?.code;
  return code === undefined ? undefined : { codes: [code], end: start + found[0].length, role: 'to' };
}

function stateAt(
  { text, words }: Sentence,
  i: number,
  start: number,
  lexicon: Lexicon,
  named: readonly string[],
): Begun | undefined {
  const word = text.slice(start, words[i]!.end);
  const known = lexicon.at(text, start);
  if (known) return { codes: [known.code], end: start + known.length, isCapital: known.kind === 'capital' };
  const letter = lexicon.letter(word[0]!);
  const next = words[i + 1]?.text ?? '';
  if (letter !== undefined && !HANJA.test(word[0]!)) {
    if (word.length === 1 && lexicon.heads.test(next)) return { codes: [letter], end: start + 1 };
    if (/^.측(?:은|는|이|가|에|의|과|을|$)/u.test(word)) return { codes: [letter], end: start + 2 };
  }
  for (const [body, home] of Object.entries(lexicon.rules.bodies)) {
    if (
      !word.startsWith(body) ||
      !/^(?:$|은|는|이|가|을|를|에|의|와|과|도|측|로|,|\s|대변인|장관|차관|당국자|관계자|께서|와의)/u.test(
        word.slice(body.length),
      )
    )
      continue;
    const last = named.findLast((code) => code !== lexicon.rules.home && code !== 'UN');
    // 대법원 of a text that named no state before
    const code =
      home === ''
        ? (last ?? (OF_HOME.test(body) && named.length === 0 ? lexicon.rules.home : undefined))
        : body === '외무성' && last === 'PRK'
          ? last
          : home;
    if (code !== undefined) return { codes: [code], end: start + body.length };
  }
  return undefined;
}

/** The rest of the noun phrase up to its particle: "조 바이든 미국 대통령은". */
function phraseOf(
  sentence: Sentence,
  i: number,
  begun: Begun,
  lexicon: Lexicon,
): { end: number; next: number; role: Role; isThing: boolean; isEnvoy: boolean; posted: readonly string[] } {
  const { words, text } = sentence;
  let lastNoun = '';
  let isPosted = false;
  for (let j = i; j < words.length && j < i + MAX_PHRASE; j++) {
    const word = words[j]!;
    const from = j === i ? begun.end : Math.max(word.start, begun.end);
    if (from >= word.end && j > i) continue;
    if (j > i && from === word.start && breaks(sentence, j, begun, lexicon)) return ended('bare', j);
    const whole = text.slice(from, word.end);
    const bare = whole.replace(TRAILING, '').replace(/\([^()]*\)?/gu, '');
    const tail = /^(?:\(|（)/u.test(whole) ? '' : bare;
    if (/^주재$/u.test(tail)) isPosted = true;
    if (tail !== '' && !(NO_PARTICLE.test(tail) && tail.length > 1)) {
      const found = PARTICLES.find(([pattern]) => pattern.test(tail));
      if (found) {
        const noun = tail.replace(found[0], '');
        if (noun !== '') lastNoun = noun;
        return ended(found[1], j + 1, word.end);
      }
    }
    if (tail !== '') lastNoun = tail;
    if (/[,·]$/u.test(word.text) || words[j + 1]?.text === '및')
      return ended(/^(?:국무|외무|대통)/u.test(words[j + 1]?.text ?? '') ? 'bare' : 'and', j + 1, word.end);
  }
  return ended('bare', i + 1, words[i]!.end);

  function ended(role: Role, next: number, end = words[Math.max(i, next - 1)]!.end) {
    const isEnvoy = ENVOY.test(lastNoun) && !/대사관/u.test(lastNoun);
    return {
      end,
      next: Math.max(i + 1, next),
      role,
      isThing: lastNoun !== '' && !AUTHORITY.test(lastNoun),
      isEnvoy: isEnvoy || isPosted,
      posted: isPosted ? begun.codes : [],
    };
  }
}

/** Whether another phrase begins: another state, an ambassador, a verb, a day. */
function breaks(sentence: Sentence, j: number, begun: Begun, lexicon: Lexicon): boolean {
  const word = sentence.words[j]!;
  const start = word.start + (LEADING.exec(word.text)?.[0].length ?? 0);
  if (POSTED.test(word.text) && envoyAt(sentence, j, start, lexicon)) return true;
  if (pairAt(sentence, j, start, lexicon) || towardsAt(sentence, start, lexicon)) return true;
  const known = lexicon.at(sentence.text, start);
  if (known) return known.code !== begun.codes[0] || begun.codes.length > 1;
  if (
    word.text.length === 1 &&
    lexicon.letter(word.text) !== undefined &&
    lexicon.heads.test(sentence.words[j + 1]?.text ?? '')
  )
    return lexicon.letter(word.text) !== begun.codes[0];
  return (
    isAdnominal(word) || /^\d{1,2}(?:일|월)/u.test(word.text) || /^(?:이날|지난|오는|전날|오전|오후)$/u.test(word.text)
  );
}

/** Verbs before a noun that end in another syllable than 한 or 된. */
const PAST_FORMS =
  /(?:쏜|낸|올린|내린|열린|벌인|보낸|만난|가진|나선|이끈|맺은|받은|찾은|떠난|이어진|빠진|숨진|일으킨|밝힌|내놓은|꺼낸|담은|불거진|알려진|전해진|펼친|마친|거친|놓인|쓰인|쌓인|끊긴|남긴|넘긴|맡은|잡은|걸린|풀린|날린|띄운|세운|벗어난|늘어난|일어난|드러난|들어간|나온|들어온|앞둔|불린|이뤄진|이루어진|치러진|붙잡힌)$/u;
/** Nouns that end as such verbs do. */
const NOT_VERBS =
  /(?:북한|남한|주한|장관|차관|기관|대표단|사단|공단|여단|군단|재단|방안|법안|결의안|초안|제안|현안|조선|협상단|권한|무한|유한|기한|제한|시한|일환|귀환|송환|소환|인권|전선|노선|어선|유조선|여객선|군함|관련|훈련|우려|평안|포탄|폭탄|방탄|실탄|비판|발언|선언|증언|조언|여론|기간|시간|순간|공간|인간|민간|당선|전년|내년|금년|개선|안전|완전|이전|사전|정전|휴전|작전|도전|발전|예산|자산|재산|생산|확산|마찬가지|성큼|얼마간|한동안)$/u;

/** Whether a word is a verb before a noun: 비난한, 지정된, 쏜, 발사할. */
export function isAdnominal({ text }: Eojeol): boolean {
  const bare = text.replace(TRAILING, '');
  if (bare.length < 1 || NOT_VERBS.test(bare)) return false;
  if (/(?:하|되|있|없|시키|받|오|가|리|지|치|나|키|이)는$/u.test(bare)) return true;
  if (/(?:던|[가-힣](?:한|된|할|될|킨|킬))(?:데|것|것에|것은|것이|것을|바)?$/u.test(bare)) return true;
  return PAST_FORMS.test(bare);
}
