/** What stands behind the words of a pattern: done, decided, or only planned, feared, asked for, denied. */
import type { Frame } from './frames.ts';
import { finalOf, FINAL_L, FINAL_N } from './sentences.ts';

/** done: it happened; decided: it was announced; recalled: the cause or the time of something else; none: no act. */
export type Reality = 'done' | 'decided' | 'recalled' | 'none';

/** Between a noun and its verb: 제재를 단행했다, 회담을 갖고, 훈련에 돌입했다. */
const DO =
  /^(?:을|를|에|이|가|도)?\s?(?:전격|공식|전면|모두|일부|추가로|잇달아|잇따라|강력히|강력|또|전격적으로|공식적으로)?\s?(?:강행|단행|실시|진행|시작|개시|발표|결정|선언|통보|감행|완료|성공|재개|명령|지시|조치|처분|통지|승인|의결|지속|강화|확대|재확인|동결|지정|등재|추가|포함|에 나|에 들어|에 돌입|에 착수|에 서명|표명|전달|제기|행사)?(?<verb>\S*)/u;
const PAST =
  /^(?:했|됐|였|었|았|섰|갔|렸|졌|웠|켰|혔|뤘|꿨|쳤|췄|났|겼|뺐|냈|놨|썼|찼|봤|왔|랐|줬|쳐|였다|당했|시켰|당해|에 올랐|에 나섰|에 돌입|에 들어갔|에 착수)/u;
const LINKED =
  /^(?:하고|하며|하면서|해(?!야|도)|하자|한 뒤|한 후|하는 등|하는 한편|하기도|하고서|되고|되며|되면서|돼(?!야|도)|시키고|시키며|시켜|당하고|고|며|면서|자|는 등|는 한편|어|아|여)/u;
const DECIDED =
  /^(?:하기로|키로|시키기로|기로|한다고|된다고|시킨다고|[한된킨린긴친힌운른낸푼]다고 (?:\d{1,2}일 )?(?:발표|밝혔|밝히|선언|통보|공지|예고|공표)|할 것이라고 발표|하겠다고 (?:발표|선언|통보|통지)|하라고 (?:명령|통보|지시|요구)|하는 조치|한다며|한다는 (?:성명|방침을 발표|내용))/u;
/** Behind the words, up to the end of the clause: no act, or not yet. */
const UNREAL =
  /^[^,.]{0,14}?(?:예정|계획|방침|가능성|전망|관측|여부|검토|조율|추진|것을 (?:촉구|요구|요청|권고|제안|주문)|것으로 (?:보인다|예상|전망|관측|기대|알려지지)|수 있|수도 있|경우|필요|방안|우려가|우려된|대비|대신|않|못하|못했|말라|말 것|없(?:다|었|이|는|으)|부인|지 주목|듯|려고|려는|려 한|려던|움직임|조짐|징후|준비|태세|시 대응|면 |라면|더라도|할지|될지|것이라(?:고|는|며)? (?:전망|예상|관측|예측|우려|내다|경고)|(?<!독)자제(?!재)|미지수|불투명|무산|것이냐|는지|느냐|겠느냐|하자는|해야|돼야|라는 (?:평가|지적|분석|관측|목소리|주장)|다는 (?:평가|지적|분석|관측|전망|우려|목소리|가설|소문|주장|의혹|설))/u;
/** How a sentence ends that tells a plan. */
const PLANNED_END =
  /(?:예정|계획|방침|전망|가능성|검토|조율|수 있|할 것으로|할 것이라|경우|해야|하라고|하려|것을 (?:촉구|요구|제안))[^,.]{0,24}\.?["”’']?$/u;
/** A thing that was done, named as cause, time or topic of another: "비난한 데 대해", "제재에 반발해", "방문을 앞두고". */
const CAUSE =
  /^(?:\s?(?:한|된|했던|됐던|하던|시킨|린|쏜|운|던|낸|난)?\s?(?:데|것|점|사실|사건|일)(?:에|을|과|와|은|이|도)?\s?(?:대해|대한|대응|대응해|따라|따른|반발|항의|관련|이어|두고|놓고|이번|은 이번|처음|맞서|맞대응|이유|빌미|겨냥|문제|규탄|비난|비판|환영|감사|유감|우려)|(?:에|을|를|과|와|로|으로) (?:반발|항의|대응|대한|대해|맞서|맞대응|따라|따른|따라서|이어|관련|앞두|앞서|위해|위한|계기|두고|놓고|촉구|요구|요청|비난|규탄|비판|환영|우려|이유|빌미|겨냥|거부|부인|앞세|둘러|통해|언급|거론|지지|검토|논의|제안|제의|추진|계획|준비|고려|희망|원하|바라|의식|기점|연기|취소|보류|포기|당부|압박|통한|멈추|중단)|(?: 이후| 직후| 당시| 때|한 이후|한 직후|한 뒤 처음|된 이후| 후 처음)|(?:의|과 관련|와 관련| 관련| 문제| 책임| 의혹| 피해| 위반| 대상 | 중단| 재개| 가능| 여부| 방안| 조치(?!를|에)| 준비| 계획| 예정| 요청| 촉구| 요구| 철회| 해제| 완화| 위협| 우려| 반대| 규탄| 시도|용 |발 위기))/u;

/**
 * @param after the sentence behind the words of the pattern
 * @param isPast whether the words themselves end in a past form (했, 쐈)
 */
export function realityOf(tail: Frame['tail'], words: string, after: string): Reality {
  const rest = after.replace(/^[’'”"」)\]]+/u, '');
  const last = words.at(-1) ?? '';
  if (tail === 'fact') return FEARED.test(rest) ? 'none' : JUDGED.test(rest) ? 'recalled' : 'done';
  if (tail === 'verb' || hasPast(last)) return verbReality(last, rest);
  if (LINKS.test(words) && /^[\s,]/u.test(rest)) return isFutureVerb(rest) || PLANNED_END.test(rest) ? 'none' : 'done';
  // A protest that leads to another act is its reason: 제재에 항의해 대사를 소환했다.
  if (/(?:반발|항의)$/u.test(words) && /^(?:해|하며|하면서|해서)[\s,]/u.test(rest)) return 'recalled';
  if (/^(?:한|된|하는|되는)?\s?(?:적|바) (?:없|이 없)/u.test(rest)) return 'none';
  if (tail === 'call' && CALLED.test(rest)) return 'done';
  if (/^(?:한|된) (?:것(?:이다|입니다|이었)|셈이)/u.test(rest)) return 'done';
  if (CAUSE.test(rest)) return 'recalled';
  const match = DO.exec(rest)!;
  const verb = match.groups!.verb!;
  const from = rest.slice(match[0].length - verb.length);
  if (DECIDED.test(from)) return /^[^,.]{0,24}(?:않기로|말기로)/u.test(from) ? 'none' : 'decided';
  if (PAST.test(from)) return isFuture(from) ? 'none' : 'done';
  // A verb that goes on to another is as real as the end of the sentence.
  if (LINKED.test(from)) return PLANNED_END.test(rest) ? 'none' : 'done';
  if (UNREAL.test(from)) return 'none';
  if (
    tail === 'visit' &&
    /^(?: 중|을 마치|을 마친|차| 길에|길에|하던|했던|한다\.|중인| 일정에| 일정을 시작|에 나섰)/u.test(rest)
  )
    return 'done';
  if (tail === 'meet' && /^(?:하기|하자|되기|하려|하도록|하는 (?:방안|문제|방향|것)|할|될|기 위|기로|자는)/u.test(rest))
    return 'none';
  if (tail === 'meet' && /^(?:에서|한|을|를|하|해|고|며|면서|자|다)/u.test(rest))
    return isFutureVerb(rest) ? 'none' : 'done';
  if (tail === 'launch' && /^(?:한|된|\s?(?:한|된) [^,.]{0,24}(?:포착|탐지|확인|낙하|떨어|비행))/u.test(rest))
    return 'done';
  if (/^(?:한|된|했던|시킨|당한)/u.test(from))
    return /^(?:한|된|시킨|당한) (?:것으로|혐의|바 있|사실이)/u.test(from) ? 'done' : 'recalled';
  if (/^(?:\.|…|,|$|키로|"|”)/u.test(rest)) return 'done'; // a headline ends with its noun: 러 대사 초치
  return 'none';
}

function verbReality(last: string, rest: string): Reality {
  const next = rest[0] ?? '';
  if (DECIDED.test(rest)) return 'decided';
  if (hasPast(last) || hasPast(next)) return isFuture(rest) ? 'none' : 'done';
  if (UNREAL.test(rest) || isFutureVerb(rest)) return 'none';
  if (finalOf(last) === FINAL_N || finalOf(next) === FINAL_N)
    return /^\S*\s(?:데|것|뒤 처음|이후|직후)/u.test(rest) ? 'recalled' : 'done';
  return /^(?:고|며|면서|어|아|여|해|하고|하며|자|는 등|\s|,|$)/u.test(rest) ? 'done' : 'none';
}

/** Words that end in the form by which another verb follows: 쏘아 올렸다, 회담하고. */
const LINKS = /(?:고|며|아|어|여|해|러|워|져|쳐|나|혀|려|와|서)$/u;
const CALLED = /^(?:에서|를 통해|을 통해|를 가졌|를 갖|로 [^,.]{0,12}(?:논의|협의)|를 나눴|를 나누|를 진행)/u;
const FEARED = /^\S*\s(?:경우|가능성|계획|때는|것이라)/u;
/** What somebody says of a thing that was done. */
const JUDGED = /^[^,.]{0,30}(?:규탄|비난|비판|우려|논의|대응하|관련|두고|위반|협의)/u;
const isFutureVerb = (rest: string): boolean => {
  const verb = /^\s?(\S+)/u.exec(rest)?.[1] ?? '';
  const bare = verb.replace(/[,.]+$/u, '');
  return (
    bare !== '' && finalOf(bare.at(-1)!) === FINAL_L && /(?:할|될|릴|갈|올|쏠|낼|열|킬|칠|질|날|길|일|줄)$/u.test(bare)
  );
};
/** ㅆ closes the syllables of the past: 했, 됐, 쐈. */
const FINAL_SS = 20;
const hasPast = (syllable: string): boolean => finalOf(syllable) === FINAL_SS && syllable !== '있' && syllable !== '겠';
/** What was done by then is not what is told: it was planned, or is denied. */
const isFuture = (text: string): boolean =>
  /^\S{0,3}는지/u.test(text) ||
  /^\S{0,4}다는 (?:의혹|주장|설|소문|관측|지적|평가|분석|보도를 부인|가정)/u.test(text) ||
  /^[^.]{0,60}(?:부인했|부인하|사실무근|사실이 아니)/u.test(text) ||
  /^\S{0,4}(?:예정|계획)이?(?:었|였)/u.test(text) ||
  /^\S{0,3}(?:으면|다면|더라면)/u.test(text);
