/** Who acts towards whom, from the parts that states play in the sentence around the words of a pattern. */
import { isAdnominal, type Mention } from './mentions.ts';
import { codesOf, type Context, isPlace, isState, type Sides, type Trigger } from './roles.ts';
import { isQuoted, type Sentence } from './sentences.ts';
import { exercised, launched, recalled, summoned, vetoed, visited } from './sidesByType.ts';

/** The target stands first behind the actor: a statement names what it is about, then reasons. */
const FIRST_TARGET = new Set(['statement_hostile', 'statement_conciliatory', 'protest', 'vote_against']);
/** The target is whom something goes to. */
const GIVEN_TO = new Set([
  'aid',
  'arms_transfer',
  'troop_deployment',
  'statement_conciliatory',
  'legal_case',
  'visa_easing',
  'trade_opening',
  'release',
]);
/** Each state that is named together is a target of its own. */
const EACH = new Set(['recall', 'expulsion', 'sanction', 'trade_restriction', 'travel_ban']);
const COUNCIL = /안보리|안전보장이사회|상임이사국/u;
const LAUNCHES = new Set(['missile_test', 'nuclear_test']);
const REPORTED = /(?:다고|다며|라며|라고|다면서|라면서|는데)$/u;
const UNKNOWN_SUBJECT =
  /(?:전자|하이닉스|기업|회사|은행|업체|그룹|씨|협회|시민단체|의원|교수|노조|선수|대표팀|증시|코스피|환율|여론|국민들|주민|언론|매체|신문)(?:은|는|이|가|들은|들이)$/u;

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
  if (type === 'veto' || (type === 'vote_against' && COUNCIL.test(sentence.text)))
    return vetoed(sentence, mentions, trigger, actors, context);
  if (type === 'visit') return visited(sentence, mentions, trigger, actors, context);
  if (LAUNCHES.has(type)) return launched(sentence, mentions, trigger, actors, context);
  if (type === 'military_exercise') return exercised(mentions, trigger, actors, context);
  if (context.isMutual(type)) return met(mentions, trigger, actors, context);
  return towards(type, mentions, trigger, actors, context);
}

/** Who acts at the words: the subject before them that no verb before a noun has used up; else the reporter behind. */
function subjectOf(
  sentence: Sentence,
  mentions: readonly Mention[],
  { start }: Trigger,
): readonly Mention[] | 'unknown' {
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
  const together = mentions.filter(
    ({ role, end, isThing }) =>
      (role === 'with' || role === 'and') && !isThing && subject.start - end >= 0 && subject.start - end <= 2,
  );
  return [...together, subject];
}

/** A meeting, a call, an accord: those who act, those with whom, a pair such as 한러. */
function met(
  mentions: readonly Mention[],
  { start, end }: Trigger,
  actors: readonly Mention[],
  { subject, named }: Context,
): Sides[] {
  const before = mentions.filter((mention) => mention.start < end && !isPlace(mention));
  const pair = before.findLast(({ codes, end: at }) => codes.length > 1 && start - at < 30);
  const partners = before.filter(
    ({ role, isThing }) => (role === 'with' || role === 'and' || role === 'object' || role === 'to') && !isThing,
  );
  const late = mentions.filter(({ role, start: at }) => (role === 'subject' || role === 'topic') && at > end);
  const who = [
    ...codesOf(actors.filter((mention) => !isPlace(mention))),
    ...(pair?.codes ?? []),
    ...codesOf(partners.toReversed()),
    ...codesOf(before.toReversed()),
    ...(actors.length === 0 ? (subject ?? []) : []),
    ...codesOf(late),
    ...named.toReversed(),
  ].filter(isState);
  const [actor, target, ...others] =
    pair && actors.length === 0 ? [...new Set([...pair.codes, ...who])] : [...new Set(who)];
  if (actor === undefined || target === undefined) return [];
  // 한미일: the first with each of the others
  const together =
    pair && pair.codes.length > 2 ? [target, ...others.filter((code) => pair.codes.includes(code))] : [target];
  return together.map((code) => ({ actor, target: code, others: together.filter((other) => other !== code) }));
}

function towards(
  type: string,
  mentions: readonly Mention[],
  { end }: Trigger,
  actors: readonly Mention[],
  { subject, named, home }: Context,
): Sides[] {
  const reporter = mentions.find(
    ({ role, start: at, isThing }) => (role === 'subject' || role === 'topic') && at > end && !isThing,
  );
  const acting = actors.at(-1);
  const who = [
    ...codesOf(actors),
    ...(actors.length === 0 ? [...(subject ?? []), ...(reporter?.codes ?? [])] : []),
  ].filter(isState);
  const actor = who[0];
  if (actor === undefined) return [];
  const isOther = (code: string): boolean => code !== actor && isState(code);
  const usable = mentions.filter(
    (mention) =>
      !actors.includes(mention) &&
      // 이란 핵합의에서 탈퇴
      (!isPlace(mention) || (type === 'treaty_exit' && mention.isThing)) &&
      mention.start < end &&
      mention.codes.some(isOther),
  );
  const behind = usable.filter((mention) => acting === undefined || mention.start > acting.start);
  const ahead = usable.filter((mention) => !behind.includes(mention));
  const given = GIVEN_TO.has(type) ? behind.findLast(({ role }) => role === 'to') : undefined;
  const single = behind.filter(({ codes }) => codes.length === 1);
  // Ships and firms are on the list, 대북 only says for what.
  const listed = type === 'sanction' ? single.findLast(({ isThing, role }) => isThing && role !== 'to') : undefined;
  const near = FIRST_TARGET.has(type) ? (single[0] ?? behind[0]) : (listed ?? single.at(-1) ?? behind.at(-1));
  const chosen = given ?? near ?? ahead.at(-1);
  const target =
    chosen?.codes.find(isOther) ??
    (who.length > 1 ? who.find(isOther) : undefined) ??
    shared(subject, named, isOther) ??
    codesOf(mentions.filter((mention) => mention.start > end && !isPlace(mention))).find(isOther) ??
    (actor === home ? undefined : home);
  if (target === undefined) return [];
  const each =
    EACH.has(type) && chosen
      ? usable.filter(
          ({ role, end: at }) =>
            (role === 'with' || role === 'and') && chosen.start - at >= 0 && chosen.start - at <= 2,
        )
      : [];
  const targets = [...new Set([...codesOf(each).filter(isOther), target])];
  // "중국과 러시아 군용기가": each of those named together acts
  const together = codesOf(actors).filter((code) => isState(code) && !targets.includes(code));
  return (together.length > 1 ? together : [actor]).flatMap((code) =>
    targets.map((towardsCode) => ({ actor: code, target: towardsCode, others: [] })),
  );
}

/** A target that the sentence does not name: who acted before, or who was named last. */
function shared(
  subject: readonly string[] | undefined,
  named: readonly string[],
  isOther: (code: string) => boolean,
): string | undefined {
  return subject?.find(isOther) ?? named.findLast(isOther);
}
