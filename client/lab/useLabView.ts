/** What the lab page shows of a dyad: its days, its events, the conclusion in question. */
import { useMemo, useRef } from 'preact/hooks';
import { toIsoDate } from '../../models/calendar.ts';
import { coverageOf } from '../../models/coverage.ts';
import { unpackColumns } from '../../models/packedColumns.ts';
import { RANGE_NAMES, type RangeName, RANGES } from '../charts/ranges.ts';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import { place, replaceQuery } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
import { type ClaimDays, claimOf } from './claim.ts';
import type { LabData } from './labData.ts';
import type { LabSession } from './session.ts';
import type { Claim } from './studies.ts';
import type { DraftView } from './useDraftChart.ts';

export interface LabView extends Omit<DraftView, 'warning' | 'levels'>, ClaimDays {
  /** of the dyad */
  readonly name: string;
  readonly range: RangeName;
  /** of the shown dyad, by type */
  readonly eventCounts: ReadonlyMap<string, number>;
  readonly claim: Claim;
  /** Makes a day the next end of the conclusion: A, then B. */
  readonly mark: (day: number) => void;
}

export function useLabView(data: LabData, session: LabSession, dyad: string): LabView {
  const { query } = place.value;
  const { definition } = session.base.value;
  const { packed, lastDay } = data.input.dyads.find((one) => one.dyad === dyad)!;
  const columns = useMemo(() => unpackColumns(dyad, packed), [packed]);
  const firstDay = columns.day[0] ?? lastDay;
  const uncovered = useMemo(() => coverageOf(columns, definition, firstDay, lastDay).uncovered, [columns, definition]);
  const eventCounts = useMemo(() => countsOf([...columns.type].map((type) => columns.types[type]!)), [columns]);
  const range = RANGE_NAMES.find((value) => value === query.get('range')) ?? 'all';
  const days: ClaimDays = { dyad, firstDay, lastDay, lastEvent: columns.day.at(-1) ?? lastDay };
  const claim = claimOf(query, session, days);
  const marks = useMemo(
    () => [
      { letter: 'A', day: claim.a },
      { letter: 'B', day: claim.b },
    ],
    [claim.a, claim.b],
  );
  const nextEnd = useRef<'a' | 'b'>('a');
  const mark = (day: number): void => {
    const [a, b] = nextEnd.current === 'a' ? [day, claim.b] : [claim.a, day];
    nextEnd.current = nextEnd.current === 'a' ? 'b' : 'a';
    // The direction follows the line where it was not chosen for these days.
    replaceQuery({ a: toIsoDate(Math.min(a, b)), b: toIsoDate(Math.max(a, b)), claim: undefined });
  };
  const draft = words.value.lab.draft;
  const names = useMemo(() => ({ published: modelName(definition), draft }), [definition, draft]);
  return {
    ...days,
    name: dyadName(dyad, data.names.find((one) => one.dyad === dyad)!.name),
    names,
    range,
    from: Math.max(firstDay, lastDay - RANGES[range]),
    to: lastDay,
    uncovered,
    eventCounts,
    claim,
    marks,
    mark,
  };
}

export const chooseRange = (range: RangeName): void => replaceQuery({ range: range === 'all' ? undefined : range });

export const chooseDyad = (dyad: string): void => replaceQuery({ dyad, a: undefined, b: undefined, claim: undefined });

function countsOf(types: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
