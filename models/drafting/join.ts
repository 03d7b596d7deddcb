/** One act that a text tells several times is one draft, dated by the place that says its day. */
import type { Codebook } from '../codebook.ts';
import type { FoundAct, When } from './language.ts';
import type { Span } from './drafted.ts';

export interface JoinedAct extends Omit<FoundAct, 'evidence'> {
  readonly evidence: readonly Span[];
}

/** Meetings of one pair in one sentence are one act: the one further left says most. */
const MEETINGS = ['summit', 'call', 'talks', 'visit'];
/** A text that tells an act again may be off by a day: local time, the day of the report. */
const SAME_DAYS = 1;

/** Joins what tells of one act; in order of first mention. */
export function join(acts: readonly FoundAct[], codebook: Codebook): JoinedAct[] {
  const groups: FoundAct[][] = [];
  for (const act of withoutLesserMeetings(acts)) {
    const group = groups.find((others) => others.every((other) => isSameAct(act, other, codebook)));
    if (group) group.push(act);
    else groups.push([act]);
  }
  return groups.map((group) => joined(group, codebook));
}

function withoutLesserMeetings(acts: readonly FoundAct[]): FoundAct[] {
  return acts.filter((act) => {
    const rank = MEETINGS.indexOf(act.type);
    if (rank < 0) return true;
    return !acts.some((other) => {
      const otherRank = MEETINGS.indexOf(other.type);
      return (
        otherRank >= 0 && otherRank < rank && other.evidence.start === act.evidence.start && isSamePair(act, other)
      );
    });
  });
}

function isSamePair(a: FoundAct, b: FoundAct): boolean {
  return (a.actor === b.actor && a.target === b.target) || (a.actor === b.target && a.target === b.actor);
}

/** A visit on which leaders meet is the summit; told elsewhere without a day, it is the same. */
const isOneMeeting = (a: FoundAct, b: FoundAct): boolean =>
  MEETINGS.includes(a.type) &&
  MEETINGS.includes(b.type) &&
  a.type !== 'call' &&
  b.type !== 'call' &&
  (a.when === undefined || b.when === undefined) &&
  isSamePair(a, b);

function isSameAct(a: FoundAct, b: FoundAct, codebook: Codebook): boolean {
  if (a.type !== b.type) return isOneMeeting(a, b);
  const isPair =
    codebook.get(a.type)?.mutual === true ? isSamePair(a, b) : a.actor === b.actor && a.target === b.target;
  return isPair && isSameTime(a.when, b.when);
}

function isSameTime(a: When | undefined, b: When | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  if (a.precision === 'month' || b.precision === 'month') {
    const [month, other] = a.precision === 'month' ? [a, b] : [b, a];
    return other.day >= month.day - SAME_DAYS && other.day <= month.day + 31;
  }
  return Math.abs(a.day - b.day) <= SAME_DAYS;
}

function joined(group: readonly FoundAct[], codebook: Codebook): JoinedAct {
  // What is told as news goes before what is recalled, and of a meeting what says most.
  const ranked = [...group].sort((a, b) => MEETINGS.indexOf(a.type) - MEETINGS.indexOf(b.type));
  const lead = ranked.find(({ background }) => !background) ?? ranked[0]!;
  const whens = group.flatMap(({ when }) => when ?? []);
  const when =
    whens.find(({ precision, origin }) => precision === 'day' && origin === 'span') ??
    whens.find(({ precision }) => precision === 'day') ??
    whens[0];
  const severities = group.flatMap(({ severity }) => severity ?? []);
  const evidence = [...new Map(group.map(({ evidence }) => [evidence.start, evidence])).values()];
  return {
    ...lead,
    when,
    background: group.every(({ background }) => background),
    verified: group.some(({ verified }) => verified),
    others: [...new Set(group.flatMap(({ others }) => others))].filter(
      (state) => state !== lead.actor && state !== lead.target,
    ),
    ...(severities.length > 0 && { severity: Math.max(...severities) as 1 | 2 | 3 | 4 | 5 }),
    polarity: lead.polarity ?? codebook.get(lead.type)?.polarity ?? 1,
    evidence: [lead.evidence, ...evidence.filter(({ start }) => start !== lead.evidence.start)],
  };
}
