/** Several dyads of a state that jump together: how many do is known from one run to the next, though a run looks at some dyads only. */
import { type Side, siblingsReading } from '../../models/alerts/firings.ts';
import { type SiblingsRule, statesOf } from '../../models/alerts/replay.ts';
import type { Queryable, SqlRow } from '../store/database.ts';
import { type Days, type Found, lookAtDay, type Looked } from './evaluation.ts';
import type { SubjectState } from './states.ts';

export interface Siblings {
  /** name of the rule */
  readonly rule: string;
  /** what earlier runs knew */
  read(database: Queryable): Promise<void>;
  /** which way a dyad jumps on each day of the run, and did on the last one of the run before */
  add(dyad: string, sides: readonly Side[], before: Side): void;
  /** Of dyads and states, where anything is otherwise than before. */
  looked(): (Looked & {
    readonly subject: string;
    readonly before: SubjectState;
    /** of a state, of a rule that is not whole: which way it held already when the rule came; undefined where it did not */
    readonly heldBefore: Side | undefined;
  })[];
}

const isDyad = (subject: string): boolean => subject.includes('-');

/** @param isWhole a run has looked at every dyad since the rule came */
export function openSiblings(rule: SiblingsRule, { from, to }: Days, isWhole: boolean): Siblings {
  const { name } = rule;
  const held = new Map<string, SubjectState>();
  const jumps = new Map<string, readonly Side[]>();
  const jumpsBefore = new Map<string, Side>();
  const sideOn = (dyad: string, day: number): Side => jumps.get(dyad)?.[day - from] ?? held.get(dyad)?.jumps ?? 0;

  /** When the rule came, as the first look at the dyad found it. */
  const sideAtFirst = (dyad: string): Side => {
    const { came, jumps: known } = held.get(dyad) ?? {};
    return came ?? known ?? jumpsBefore.get(dyad) ?? 0;
  };
  const heldAtFirst = (dyads: readonly string[]): Side | undefined => {
    const { state, side } = siblingsReading(rule.when, dyads.map(sideAtFirst));
    return state === 'holds' ? side : undefined;
  };

  const lookAt = (state: string, dyads: readonly string[]): Looked & { before: SubjectState } => {
    const before = held.get(state) ?? {};
    const found: Found[] = [];
    let after = before;
    for (let day = from; day <= to; day++) {
      const sides = dyads.map((dyad) => sideOn(dyad, day));
      const looked = lookAtDay(rule, siblingsReading(rule.when, sides), day, after);
      found.push(...looked.found);
      after = looked.state;
    }
    return { before, found, state: after };
  };

  return {
    rule: name,
    async read(database) {
      const rows = await database.query<SqlRow & { subject: string; state: string }>(
        "select subject, state from alert_state where rule = $1 and subject <> ''",
        [name],
      );
      for (const { subject, state } of rows) held.set(subject, JSON.parse(state) as SubjectState);
    },
    add(dyad, sides, before) {
      jumps.set(dyad, sides);
      jumpsBefore.set(dyad, before);
    },
    looked() {
      const dyads = [...jumps.keys()].map((subject) => {
        const before = held.get(subject) ?? {};
        const side = sideOn(subject, to);
        const came = isWhole ? side : sideAtFirst(subject);
        const state = { ...(side !== 0 && { jumps: side }), ...(came !== side && { came }) };
        return { subject, before, found: [], state, heldBefore: undefined };
      });
      const all = [...new Set([...jumps.keys(), ...[...held.keys()].filter(isDyad)])];
      const touched = new Set([...jumps.keys()].flatMap(statesOf));
      const states = [...touched].map((subject) => {
        const own = all.filter((dyad) => statesOf(dyad).includes(subject));
        return { subject, heldBefore: isWhole ? undefined : heldAtFirst(own), ...lookAt(subject, own) };
      });
      return [...dyads, ...states].filter(({ before, state }) => JSON.stringify(before) !== JSON.stringify(state));
    },
  };
}
