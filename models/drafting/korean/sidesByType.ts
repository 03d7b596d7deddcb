/** Who acts towards whom in acts that have a rule of their own: a summons, a recall, a veto, a visit, a launch, an exercise. */
import type { Mention } from './mentions.ts';
import { codesOf, type Context, isState, type Sides, type Trigger } from './roles.ts';
import type { Sentence } from './sentences.ts';

/** The ambassador is who is called in; his host, or the subject, calls. */
export function summoned(
  mentions: readonly Mention[],
  { start, end, words }: Trigger,
  actors: readonly Mention[],
  { home, subject, named }: Context,
): Sides[] {
  const envoys = mentions.filter(
    (mention) => mention.start < end && (mention.isEnvoy || (mention.role === 'object' && !mention.isThing)),
  );
  const envoy =
    envoys.findLast(({ isEnvoy }) => isEnvoy) ??
    envoys.findLast((mention) => !actors.includes(mention)) ??
    mentions.findLast((mention) => mention.start < start && !actors.includes(mention) && !mention.isCapital);
  if (!envoy) return [];
  const target = envoy.codes.find(isState);
  if (target === undefined) return [];
  const others = codesOf(actors.filter((mention) => mention !== envoy)).filter(isState);
  const reporter = mentions
    .filter(({ start: at, role }) => at > end && (role === 'subject' || role === 'topic'))
    .flatMap(({ codes }) => codes);
  const actor = [
    ...others,
    ...envoy.posted,
    ...(subject ?? []),
    ...reporter,
    ...(words.includes('초치') ? [home] : []),
    ...named.toReversed(),
  ].find((code) => code !== target && isState(code));
  return actor === undefined ? [] : [{ actor, target, others: [] }];
}

export function recalled(mentions: readonly Mention[], { end }: Trigger, actors: readonly Mention[]): Sides[] {
  const envoys = mentions.filter((mention) => mention.start < end && mention.posted.length > 0);
  const together = mentions.filter((mention) =>
    envoys.some(
      (envoy) =>
        (mention.role === 'with' || mention.role === 'and') &&
        envoy.start - mention.end >= 0 &&
        envoy.start - mention.end <= 2,
    ),
  );
  const posts = [...new Set([...together.flatMap(({ codes }) => codes), ...envoys.flatMap(({ posted }) => posted)])];
  const actor = codesOf(actors.filter((mention) => !envoys.includes(mention)))[0] ?? envoys.at(-1)?.codes[0];
  const others = codesOf(mentions.filter((mention) => mention.start < end && !mention.isCapital)).filter(
    (code) => code !== actor,
  );
  const targets = posts.filter((code) => code !== actor);
  return actor === undefined
    ? []
    : (targets.length > 0 ? targets : others.slice(-1))
        .filter(isState)
        .map((target) => ({ actor, target, others: [] }));
}

export function vetoed(
  sentence: Sentence,
  mentions: readonly Mention[],
  { start }: Trigger,
  actors: readonly Mention[],
  { home, named }: Context,
): Sides[] {
  const owners = mentions.filter(({ role, end: at }) => role === 'of' && at <= start + 1 && start - at < 16);
  const owner = owners.at(-1);
  const together = owner
    ? mentions.filter(
        ({ role, end: at }) => (role === 'with' || role === 'and') && owner.start - at >= 0 && owner.start - at <= 2,
      )
    : [];
  const who = codesOf(owner ? [...together, owner] : actors).filter(isState);
  const about = codesOf(mentions.filter((mention) => !mention.isCapital)).filter(
    (code) => !who.includes(code) && isState(code),
  );
  const favours =
    about.includes('PRK') || /대북|북한/u.test(sentence.text) || (about.length === 0 && named.includes('PRK'))
      ? 'PRK'
      : undefined;
  return who.flatMap((actor) => {
    const target = favours === 'PRK' && actor !== home ? home : about[0];
    if (target === undefined) return [];
    return [
      {
        actor,
        target,
        others: [...new Set([...(favours ? [favours] : []), ...about])].filter((code) => code !== target),
        role: 'indirect' as const,
        ...(favours && { favours }),
      },
    ];
  });
}

export function visited(
  sentence: Sentence,
  mentions: readonly Mention[],
  { start, end, words }: Trigger,
  actors: readonly Mention[],
  { subject }: Context,
): Sides[] {
  const letters: Readonly<Record<string, string>> = {
    한: 'KOR',
    러: 'RUS',
    북: 'PRK',
    중: 'CHN',
    미: 'USA',
    일: 'JPN',
    남: 'KOR',
    영: 'GBR',
    불: 'FRA',
    독: 'DEU',
  };
  // 구호품이 도착했다 is no visit
  if (/^(?:에|으로|로)/u.test(words) && !actors.some(({ isThing }) => !isThing)) return [];
  const before = mentions.filter((mention) => mention.start < end);
  const place = /^방[한러북중미일남영불독]$/u.test(words)
    ? letters[words[1]!]
    : (
        before.findLast(({ role, start: at }) => role === 'object' && start - at < 30) ??
        before.findLast(({ role, start: at }) => (role === 'to' || role === 'bare' || role === 'at') && start - at < 24)
      )?.codes[0];
  const behind = mentions.find(
    (mention) =>
      mention.start >= end && mention.start - end < 12 && /^\s?(?:중인|한|했던)/u.test(sentence.text.slice(end)),
  );
  const others = codesOf(before.filter(({ role }) => role === 'with' || role === 'bare'));
  const who = [
    ...(behind && actors.length === 0 ? behind.codes : []),
    ...codesOf(actors),
    ...others,
    ...(subject ?? []),
  ].find((code) => code !== place && isState(code));
  return place === undefined || who === undefined || !isState(place) ? [] : [{ actor: who, target: place, others: [] }];
}

export function launched(
  sentence: Sentence,
  mentions: readonly Mention[],
  { end }: Trigger,
  actors: readonly Mention[],
  { home, subject }: Context,
): Sides[] {
  const owner = mentions.findLast(({ role, end: at }) => role === 'of' && at <= end);
  // Those who saw a launch are named before it as often as those who did it.
  const seen = codesOf(mentions.filter(({ role, start }) => start < end && role !== 'to' && role !== 'with')).find(
    (code) => code === 'PRK',
  );
  const actor = [...(seen ? [seen] : []), ...codesOf(actors), ...(owner?.codes ?? []), ...(subject ?? [])]
    .filter(isState)
    .find((code) => code !== home || actors.length > 0);
  if (actor === undefined) return [];
  if (actor === 'PRK')
    return [
      {
        actor,
        target:
          /일본 (?:열도|상공|쪽)|일본의? (?:배타적|EEZ)/u.test(sentence.text) && /상공|통과|넘/u.test(sentence.text)
            ? 'JPN'
            : home,
        others: [],
      },
    ];
  const usable = mentions.filter((mention) => !mention.isCapital);
  // 이라크의 미군 기지에: what it was fired at
  const target = [...codesOf(usable.filter(({ role }) => role === 'to')), ...codesOf(usable)].find(
    (code) => code !== actor && isState(code),
  );
  return target === undefined ? [] : [{ actor, target, others: [] }];
}

export function exercised(
  mentions: readonly Mention[],
  { start, end }: Trigger,
  actors: readonly Mention[],
  { home, subject }: Context,
): Sides[] {
  const pair = mentions.findLast(({ codes, end: at }) => codes.length > 1 && at <= end + 1);
  const who = [
    ...new Set([...codesOf(actors), ...(pair?.codes ?? []), ...(actors.length === 0 && !pair ? (subject ?? []) : [])]),
  ].filter(isState);
  const actor = who[0];
  if (actor === undefined) return [];
  const aimed = codesOf(mentions.filter(({ start: at, isCapital }) => at < start && !isCapital)).filter(
    (code) => !who.includes(code) && isState(code),
  );
  const isAlliance = who.includes(home) && who.includes('USA');
  const target = isAlliance ? 'PRK' : (aimed.at(-1) ?? (actor === 'PRK' ? home : who[1]));
  if (target === undefined) return [];
  return [
    {
      actor: isAlliance ? home : actor,
      target,
      others: who.filter((code) => code !== target && code !== (isAlliance ? home : actor)),
    },
  ];
}
