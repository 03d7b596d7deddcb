/** Acts that are parts of others in the same place: a protest at a summons, talks at a summit. */
import type { FoundAct } from '../language.ts';

/** An act with the sentence it stands in, before acts that are parts of others are left out. */
export interface Candidate extends FoundAct {
  readonly sentence: number;
}

/** An act of the first type takes in those of the others that the same states do in the same sentence. */
const TAKES_IN: Readonly<Record<string, readonly string[]>> = {
  summons: ['protest', 'statement_hostile', 'statement_conciliatory', 'talks', 'recall', 'expulsion'],
  protest: ['statement_hostile', 'talks'],
  sanction: ['travel_ban', 'seizure_detention', 'closure_suspension', 'trade_restriction', 'legislation'],
  sanction_relief: ['sanction', 'closure_suspension', 'trade_opening'],
  missile_test: ['military_incident', 'arms_transfer', 'military_exercise', 'troop_deployment', 'border_incident'],
  nuclear_test: ['military_exercise'],
  summit: ['talks', 'visit'],
  call: ['talks', 'summit', 'statement_conciliatory'],
  veto: ['vote_against', 'statement_hostile', 'legislation'],
  expulsion: ['recall', 'travel_ban', 'statement_hostile'],
  recall: ['closure_suspension', 'protest', 'release'],
  release: ['seizure_detention', 'arms_transfer'],
  airspace_violation: ['border_incident', 'military_incident', 'military_exercise', 'troop_deployment'],
  trade_restriction: ['closure_suspension', 'travel_ban'],
  travel_ban: ['closure_suspension', 'visit'],
  trade_opening: ['reopening_restoration', 'sanction_relief', 'trade_restriction'],
  visa_easing: ['reopening_restoration', 'travel_ban', 'trade_opening'],
  treaty_exit: ['closure_suspension', 'agreement', 'statement_hostile'],
  demolition: ['military_incident', 'closure_suspension', 'border_incident'],
  military_exercise: ['troop_deployment', 'military_incident', 'talks'],
  closure_suspension: ['visit', 'talks', 'agreement'],
  military_incident: ['border_incident', 'militant_attack'],
  reopening_restoration: ['talks'],
  statement_hostile: ['statement_conciliatory'],
  arms_transfer: ['aid'],
  visit: ['aid'],
};
/** "Agreed to" at a meeting is what the meeting came to; an accord with a name is an act of its own. */
const MEETINGS = new Set(['summit', 'talks', 'call', 'visit']);

const sameStates = (a: Candidate, b: Candidate): boolean => {
  const [of, others] = [
    [a.actor, a.target],
    [b.actor, b.target],
  ];
  return of.every((code) => others.includes(code));
};

export function withoutParts(acts: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const act of acts) {
    const isPart = acts.some(
      (other) =>
        other !== act &&
        Math.abs(other.sentence - act.sentence) <= (other.type === 'summons' ? 2 : 0) &&
        (other.sentence === act.sentence || isSameDay(act, other)) &&
        (sameStates(act, other) ||
          (other.type === 'summons' && act.actor === other.actor && act.sentence === other.sentence)) &&
        (TAKES_IN[other.type]?.includes(act.type) ||
          (MEETINGS.has(other.type) && isLooseAgreement(act) && other.sentence === act.sentence)),
    );
    const isTwice = kept.some(
      (other) => other.sentence === act.sentence && other.type === act.type && sameStates(act, other),
    );
    if (!isPart && !isTwice) kept.push(act);
  }
  return kept;
}

/** What has no day of its own goes with the act beside it. */
const isSameDay = ({ when }: Candidate, other: Candidate): boolean =>
  when === undefined || other.when === undefined || when.day === other.when.day;

const isLooseAgreement = ({ type, pattern }: Candidate): boolean =>
  type === 'agreement' && pattern !== 'ko:agreement:1';
