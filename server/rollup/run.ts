/** One run: which dyads to score, how they differ from what is published, and the publication. */
import { basisOf } from '../../models/basis.ts';
import { firstDayOf, throughDay } from '../../models/coverage.ts';
import { eventColumns, type EventColumns } from '../../models/eventColumns.ts';
import type { Codebook } from '../../models/codebook.ts';
import { scoreOf, type Score } from '../../models/score.ts';
import type { LoadedModel, ModelDefinition } from '../../models/model.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Session } from '../store/database.ts';
import { changedPoints } from './changedPoints.ts';
import { type FlagChange, flagChange } from './flagChanges.ts';
import { openStage, readSeries } from './publication.ts';
import type { PublishedSeries, RunRecord } from './rollup.ts';

export interface RunScope {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly codebook: Codebook;
  readonly models: readonly LoadedModel[];
  readonly run: RunRecord;
  /** the run that is served, with which this one compares */
  readonly previous: RunRecord | null;
  /**
   * Whether `previous` was scored by this very program under these very models: then a dyad without a change needs only its new
   * days. Otherwise every series is compared in full, because another version of the program, the codebook or the set of models
   * may score the same events differently.
   */
  readonly sameScoring: boolean;
  /** an aborted run ends before its next dyad */
  readonly signal: AbortSignal;
  /** told after every dyad */
  readonly onProgress: (done: { readonly dyads: number; readonly points: number }) => void;
}

export interface RunOutcome {
  readonly dyads: number;
  readonly points: number;
  readonly flags: readonly FlagChange[];
}

/**
 * The series of a dyad from the day of its first event through a day, as every published point is computed. Undefined when no
 * event has begun by then.
 */
export function scoreThrough(columns: EventColumns, model: ModelDefinition, throughDay: number): Score | undefined {
  const firstEvent = columns.day[0];
  if (firstEvent === undefined) return undefined;
  const firstDay = Math.max(firstEvent, firstDayOf(columns, model) ?? firstEvent);
  if (firstDay > throughDay) return undefined;
  return scoreOf(basisOf(columns, model, firstDay, throughDay), model);
}

/** Scores what may have changed and stages the points that did. Memory: one dyad at a time. @throws what the ledger or the scoring throws; AbortError. */
export async function scoreAndStage(scope: RunScope): Promise<RunOutcome> {
  const { session, ledger, models, run, previous, sameScoring, signal, onProgress } = scope;
  const stage = await openStage(session, run);
  const changed = run.asOf
    ? new Set((await ledger.changes(previous?.asOf ?? null, run.asOf)).map(({ dyad }) => dyad))
    : new Set<string>();
  const newDays = previous === null || run.throughDay > previous.throughDay;
  const compareAll = previous === null || !sameScoring;
  let dyads = 0;
  let points = 0;
  const flags: FlagChange[] = [];
  for (const dyad of await dyadsToScore(scope, changed, compareAll || newDays)) {
    signal.throwIfAborted();
    const columns = await columnsAt(scope, dyad, run);
    // A declared day that has come tells more of how often acts come, and with that the band of every day.
    const hasNewCoverage = previous !== null && columns.coverage?.some(({ to }) => to > previous.throughDay) === true;
    const compare = compareAll || changed.has(dyad) || hasNewCoverage;
    const columnsBefore = !previous
      ? undefined
      : changed.has(dyad) || hasNewCoverage
        ? await columnsAt(scope, dyad, previous)
        : columns;
    for (const { definition, hash } of models) {
      const score = scoreThrough(columns, definition, run.throughDay);
      const published = compare && previous ? await readSeries(session, dyad, hash, previous.id) : undefined;
      const difference = changedPoints(score, published, compare ? -Infinity : previous!.throughDay + 1);
      await stage.add(dyad, hash, score, difference);
      points += difference.changed.length + difference.withdrawn.length;
      const scoreBefore = compare ? published && scoreOfSeries(published) : score;
      if (!score || !scoreBefore || !previous || !columnsBefore) continue;
      const flag = flagChange(
        definition,
        { score: scoreBefore, columns: columnsBefore, day: previous.throughDay },
        { score, columns, day: run.throughDay },
      );
      if (flag) flags.push(flag);
    }
    dyads++;
    onProgress({ dyads, points });
  }
  await stage.flush();
  return { dyads, points, flags };
}

/** Ids of the dyads to look at: those with a change, and with `all` every dyad that ever had an event (one may have lost its last). */
async function dyadsToScore({ ledger, run }: RunScope, changed: ReadonlySet<string>, all: boolean): Promise<string[]> {
  if (!all || !run.asOf) return [...changed].sort();
  return (await ledger.changes(null, run.asOf)).map(({ dyad }) => dyad).sort();
}

async function columnsAt(
  { ledger, codebook }: RunScope,
  dyad: string,
  { asOf, throughDay: lastDay }: Pick<RunRecord, 'asOf' | 'throughDay'>,
): Promise<EventColumns> {
  if (!asOf) return eventColumns(dyad, [], codebook);
  const coverage = throughDay(await ledger.coverage(dyad, asOf), lastDay);
  return eventColumns(dyad, await ledger.events(dyad, asOf), codebook, coverage);
}

function scoreOfSeries({ dyad, firstDay, tension, conflict, cooperation, sd }: PublishedSeries): Score {
  return { dyad, firstDay, lastDay: firstDay + tension.length - 1, tension, conflict, cooperation, sd };
}
