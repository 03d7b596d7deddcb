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
  /** which way a dyad jumps on each day of the run */
  add(dyad: string, sides: readonly Side[]): void;
  /** Of dyads and states, where anything is otherwise than before. */
  looked(): (Looked & { readonly subject: string; readonly before: SubjectState })[];
}

const isDyad = (subject: string): boolean => subject.includes('-');

export function openSiblings(rule: SiblingsRule, { from, to }: Days): Siblings {
  const { name } = rule;
  const held = new Map<string, SubjectState>();
  const jumps = new Map<string, readonly Side[]>();
  const sideOn = (dyad: string, day: number): Side => jumps.get(dyad)?.[day - from] ?? held.get(dyad)?.jumps ?? 0;

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
    add: (dyad, sides) => void jumps.set(dyad, sides),
    looked() {
      const dyads = [...jumps.keys()].map((subject) => {
        const before = held.get(subject) ?? {};
        const side = sideOn(subject, to);
        return { subject, before, found: [], state: side === 0 ? {} : { jumps: side } };
      });
      const all = [...new Set([...jumps.keys(), ...[...held.keys()].filter(isDyad)])];
      const touched = new Set([...jumps.keys()].flatMap(statesOf));
      const states = [...touched].map((subject) => ({
        subject,
        ...lookAt(
          subject,
          all.filter((dyad) => statesOf(dyad).includes(subject)),
        ),
      }));
      return [...dyads, ...states].filter(({ before, state }) => JSON.stringify(before) !== JSON.stringify(state));
    },
  };
}
