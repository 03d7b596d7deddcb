/** Who acts towards whom, from the parts that states play in the sentence around the words of a pattern. */
import { isAdnominal, type Mention } from './mentions.ts';
import { isQuoted, type Sentence } from './sentences.ts';

export interface Sides {
  readonly actor: string;
  readonly target: string;
  readonly others: readonly string[];
  readonly role?: 'indirect';
  readonly favours?: string;
}

/** What the sentences before say. */
export interface Context {
  /** whose press writes */
  readonly home: string;
  /** states in the order in which they were named */
  readonly named: string[];
  /** who acts in the sentence before */
  subject: readonly string[] | undefined;
  readonly isMutual: (type: string) => boolean;
}

interface Trigger {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** The target stands first behind the actor: a statement names what it is about, then reasons. */
const FIRST_TARGET = new Set(['statement_hostile', 'statement_conciliatory', 'protest', 'vote_against']);
/** The target is whom something goes to. */
const GIVEN_TO = new Set(['aid', 'arms_transfer', 'troop_deployment', 'statement_conciliatory', 'legal_case', 'visa_easing', 'trade_opening']);
/** Each state that is named together is a target of its own. */
const EACH = new Set(['recall', 'expulsion']);
const LAUNCHES = new Set(['missile_test', 'nuclear_test']);
const REPORTED = /(?:다고|다며|라며|라고|다면서|라면서|는데)$/u;
const UNKNOWN_SUBJECT = /(?:전자|하이닉스|기업|회사|은행|업체|그룹|씨|협회|시민단체|의원|교수|노조|선수|대표팀|증시|코스피|환율|여론|국민들|주민|언론|매체|신문)(?:은|는|이|가|들은|들이)$/u;

export function sidesOf(
  type: string,
  sentence: Sentence,
  all: readonly Mention[],
  trigger: Trigger,
  context: Context,
): readonly Sides[] {
  const inQuote = isQuoted(sentence, trigger.start);
  const mentions = all.filter((mention) => inQuote || !isQuoted(sentence, mention.start));
  const actors = subjectOf(sentence, mentions, trigger);
  if (actors === 'unknown') return [];
  if (type === 'summons') return summoned(mentions, trigger, actors, context);
  if (type === 'recall') return recalled(mentions, trigger, actors);
  if (type === 'veto') return vetoed(sentence, mentions, trigger, actors, context);
  if (type === 'visit') return visited(sentence, mentions, trigger, actors, context);
  if (LAUNCHES.has(type)) return launched(sentence, mentions, trigger, actors, context);
  if (type === 'military_exercise') return exercised(mentions, trigger, actors, context);
  if (context.isMutual(type)) return met(mentions, trigger, actors, context);
  return towards(type, mentions, trigger, actors, context);
}

/** Who acts at the words: the subject before them that no verb before a noun has used up; else the reporter behind. */
function subjectOf(sentence: Sentence, mentions: readonly Mention[], { start }: Trigger): readonly Mention[] | 'unknown' {
  let open: (Mention | 'unknown')[] = [];
  let used: Mention | undefined;
  for (const word of sentence.words) {
    if (word.start >= start) break;
    const begun = mentions.find((mention) => mention.start >= word.start && mention.start < word.end);
    if (begun && begun.end <= start + 2 && (begun.role === 'subject' || begun.role === 'topic')) open.push(begun);
    const isInPhrase = mentions.some((mention) => mention.start <= word.start && word.end <= mention.end);
    if (!begun && !isInPhrase && UNKNOWN_SUBJECT.test(word.text)) open.push('unknown');
    const top = open.at(-1);
    if (top === undefined || top === 'unknown' || top.role !== 'subject' || top.end > word.start) continue;
    // The verb of a part of the sentence has taken its subject; what was said before goes on.
    if (!isAdnominal(word) && !(open.length > 1 && REPORTED.test(word.text))) continue;
    used = top;
    open = open.slice(0, -1);
  }
  const subject = open.at(-1) ?? used;
  if (subject === undefined) return [];
  if (subject === 'unknown') return 'unknown';
  // "중국과 러시아가", "미국·일본은": those named with it act too.
  const together = mentions.filter(({ role, end, isThing }) => (role === 'with' || role === 'and') && !isThing && subject.start - end >= 0 && subject.start - end <= 2);
  return [...together, subject];
}

const codesOf = (mentions: readonly Mention[]): string[] => [...new Set(mentions.flatMap(({ codes }) => codes))];
const isState = (code: string): boolean => code !== 'UN';

/** The ambassador is who is called in; his host, or the subject, calls. */
function summoned(mentions: readonly Mention[], { start, end, words }: Trigger, actors: readonly Mention[], { home, subject, named }: Context): Sides[] {
  const envoys = mentions.filter((mention) => mention.start < end && (mention.isEnvoy || (mention.role === 'object' && !mention.isThing)));
  const envoy = envoys.findLast(({ isEnvoy }) => isEnvoy) ?? envoys.findLast((mention) => !actors.includes(mention)) ?? mentions.findLast((mention) => mention.start < start && !actors.includes(mention) && !mention.isCapital);
  if (!envoy) return [];
  const target = envoy.codes.find(isState);
  if (target === undefined) return [];
  const others = codesOf(actors.filter((mention) => mention !== envoy)).filter(isState);
  const reporter = mentions.filter(({ start: at, role }) => at > end && (role === 'subject' || role === 'topic')).flatMap(({ codes }) => codes);
  const actor = [...others, ...envoy.posted, ...(subject ?? []), ...reporter, ...(words.includes('초치') ? [home] : []), ...named.toReversed()].find((code) => code !== target && isState(code));
  return actor === undefined ? [] : [{ actor, target, others: [] }];
}

function recalled(mentions: readonly Mention[], { end }: Trigger, actors: readonly Mention[]): Sides[] {
  const envoys = mentions.filter((mention) => mention.start < end && mention.posted.length > 0);
  const together = mentions.filter((mention) => envoys.some((envoy) => (mention.role === 'with' || mention.role === 'and') && envoy.start - mention.end >= 0 && envoy.start - mention.end <= 2));
  const posts = [...new Set([...together.flatMap(({ codes }) => codes), ...envoys.flatMap(({ posted }) => posted)])];
  const actor = codesOf(actors.filter((mention) => !envoys.includes(mention)))[0] ?? envoys.at(-1)?.codes[0];
  const others = codesOf(mentions.filter((mention) => mention.start < end && !mention.isCapital)).filter((code) => code !== actor);
  const targets = posts.filter((code) => code !== actor);
  return actor === undefined ? [] : (targets.length > 0 ? targets : others.slice(-1)).filter(isState).map((target) => ({ actor, target, others: [] }));
}

function vetoed(sentence: Sentence, mentions: readonly Mention[], { end }: Trigger, actors: readonly Mention[], { home }: Context): Sides[] {
  const owners = mentions.filter(({ role, end: at }) => role === 'of' && at <= end && end - at < 16);
  const owner = owners.at(-1);
  const together = owner ? mentions.filter(({ role, end: at }) => (role === 'with' || role === 'and') && owner.start - at >= 0 && owner.start - at <= 2) : [];
  const who = codesOf(owner ? [...together, owner] : actors).filter(isState);
  const about = codesOf(mentions.filter((mention) => !mention.isCapital)).filter((code) => !who.includes(code) && isState(code));
  const favours = about.includes('PRK') || /대북|북한/u.test(sentence.text) ? 'PRK' : undefined;
  return who.flatMap((actor) => {
    const target = favours === 'PRK' && actor !== home ? home : about[0];
    if (target === undefined) return [];
    return [{ actor, target, others: [...new Set([...(favours ? [favours] : []), ...about])].filter((code) => code !== target), role: 'indirect' as const, ...(favours && { favours }) }];
  });
}

function visited(sentence: Sentence, mentions: readonly Mention[], { start, end, words }: Trigger, actors: readonly Mention[], { subject }: Context): Sides[] {
  const letters: Readonly<Record<string, string>> = { 한: 'KOR', 러: 'RUS', 북: 'PRK', 중: 'CHN', 미: 'USA', 일: 'JPN', 남: 'KOR', 영: 'GBR', 불: 'FRA', 독: 'DEU' };
  const before = mentions.filter((mention) => mention.start < end);
  const place = /^방[한러북중미일남영불독]$/u.test(words)
    ? letters[words[1]!]
    : (before.findLast(({ role, start: at }) => role === 'object' && start - at < 30) ??
        before.findLast(({ role, start: at }) => (role === 'to' || role === 'bare' || role === 'at') && start - at < 24))?.codes[0];
  const behind = mentions.find((mention) => mention.start >= end && mention.start - end < 12 && /^\s?(?:중인|한|했던)/u.test(sentence.text.slice(end)));
  const who = [...(behind && actors.length === 0 ? behind.codes : []), ...codesOf(actors), ...(subject ?? [])].find((code) => code !== place && isState(code));
  return place === undefined || who === undefined || !isState(place) ? [] : [{ actor: who, target: place, others: [] }];
}

function launched(sentence: Sentence, mentions: readonly Mention[], { end }: Trigger, actors: readonly Mention[], { home, subject }: Context): Sides[] {
  const owner = mentions.findLast(({ role, end: at }) => role === 'of' && at <= end);
  const actor = [...codesOf(actors), ...(owner?.codes ?? []), ...(subject ?? [])].filter(isState).find((code) => code !== home || actors.length > 0);
  if (actor === undefined) return [];
  if (actor === 'PRK') return [{ actor, target: /일본 (?:열도|상공|쪽)|일본의? (?:배타적|EEZ)/u.test(sentence.text) && /상공|통과|넘/u.test(sentence.text) ? 'JPN' : home, others: [] }];
  const target = codesOf(mentions.filter((mention) => !mention.isCapital)).find((code) => code !== actor && isState(code));
  return target === undefined ? [] : [{ actor, target, others: [] }];
}

function exercised(mentions: readonly Mention[], { start, end }: Trigger, actors: readonly Mention[], { home, subject }: Context): Sides[] {
  const pair = mentions.findLast(({ codes, end: at }) => codes.length > 1 && at <= end + 1);
  const who = [...new Set([...codesOf(actors), ...(pair?.codes ?? []), ...(actors.length === 0 && !pair ? (subject ?? []) : [])])].filter(isState);
  const actor = who[0];
  if (actor === undefined) return [];
  const aimed = codesOf(mentions.filter(({ start: at, isCapital }) => at < start && !isCapital)).filter((code) => !who.includes(code) && isState(code));
  const isAlliance = who.includes(home) && who.includes('USA');
  const target = isAlliance ? 'PRK' : (aimed.at(-1) ?? (actor === 'PRK' ? home : who[1]));
  if (target === undefined) return [];
  return [{ actor: isAlliance ? home : actor, target, others: who.filter((code) => code !== target && code !== (isAlliance ? home : actor)) }];
}

/** A meeting, a call, an accord: those who act, those with whom, a pair such as 한러. */
function met(mentions: readonly Mention[], { start, end }: Trigger, actors: readonly Mention[], { subject, named, home }: Context): Sides[] {
  const before = mentions.filter((mention) => mention.start < end && !isPlace(mention));
  const pair = before.findLast(({ codes, end: at }) => codes.length > 1 && start - at < 30);
  const partners = before.filter(({ role, isThing }) => (role === 'with' || role === 'and' || role === 'object' || role === 'to') && !isThing);
  const late = mentions.filter(({ role, start: at }) => (role === 'subject' || role === 'topic') && at > end);
  const who = [
    ...codesOf(actors.filter((mention) => !isPlace(mention))),
    ...(pair?.codes ?? []),
    ...codesOf(partners.toReversed()),
    ...codesOf(before.filter(({ role }) => role === 'bare' || role === 'of')),
    ...(actors.length === 0 ? (subject ?? []) : []),
    ...codesOf(late),
    ...named.toReversed(),
  ].filter(isState);
  const [actor, target, ...others] = pair && actors.length === 0 ? [...new Set([...pair.codes, ...who])] : [...new Set(who)];
  void home;
  if (actor === undefined || target === undefined) return [];
  return [{ actor, target, others: pair && pair.codes.length > 2 ? others.filter((code) => pair.codes.includes(code)) : [] }];
}

const isPlace = ({ isCapital, role }: Mention): boolean => role === 'at' || (isCapital && role !== 'subject' && role !== 'topic');

function towards(type: string, mentions: readonly Mention[], { start, end }: Trigger, actors: readonly Mention[], { subject, home, named }: Context): Sides[] {
  const passive = false;
  void passive;
  const reporter = mentions.find(({ role, start: at, isThing }) => (role === 'subject' || role === 'topic') && at > end && !isThing);
  const acting = actors.at(-1);
  const who = [...codesOf(actors), ...(actors.length === 0 ? [...(subject ?? []), ...(reporter?.codes ?? [])] : [])].filter(isState);
  const actor = who[0];
  if (actor === undefined) return [];
  const isOther = (code: string): boolean => code !== actor && isState(code);
  const usable = mentions.filter((mention) => !actors.includes(mention) && !isPlace(mention) && mention.start < end && mention.codes.some(isOther));
  const behind = usable.filter((mention) => acting === undefined || mention.start > acting.start);
  const ahead = usable.filter((mention) => !behind.includes(mention));
  const given = GIVEN_TO.has(type) ? behind.findLast(({ role }) => role === 'to') : undefined;
  const single = behind.filter(({ codes }) => codes.length === 1);
  const near = FIRST_TARGET.has(type) ? (single[0] ?? behind[0]) : (single.at(-1) ?? behind.at(-1));
  const chosen = given ?? near ?? ahead.at(-1);
  const target = chosen?.codes.find(isOther) ?? (who.length > 1 ? who.find(isOther) : undefined) ?? shared(subject, named, home, isOther);
  if (target === undefined) return [];
  const each = EACH.has(type) && chosen ? usable.filter(({ role, end: at }) => (role === 'with' || role === 'and') && chosen.start - at >= 0 && chosen.start - at <= 2) : [];
  void start;
  return [...new Set([...codesOf(each).filter(isOther), target])].map((code) => ({ actor, target: code, others: [] }));
}

/** A target that the sentence does not name: who acted before, or who was named last. */
function shared(subject: readonly string[] | undefined, named: readonly string[], home: string, isOther: (code: string) => boolean): string | undefined {
  void home;
  return subject?.find(isOther) ?? named.findLast(isOther);
}
