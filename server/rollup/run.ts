/** One run: which dyads to score, how they differ from what is published, and what is staged of them. */
import { setImmediate as turn } from 'node:timers/promises';
import { basisOf } from '../../models/basis.ts';
import { dayOfMs } from '../../models/calendar.ts';
import { firstDayOf } from '../../models/coverage.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import type { BoardDyad } from '../../models/contract/board.ts';
import type { LoadedModel, ModelDefinition } from '../../models/model.ts';
import { scoreOf, type Score } from '../../models/score.ts';
import { boardRow, boardStartEnd } from '../board/boardRow.ts';
import type { Ledger, ScoredRevision } from '../ledger/ledger.ts';
import { summaryKey } from '../ledger/query.ts';
import { dyadName, type ReferenceData } from '../referenceData.ts';
import type { Session } from '../store/database.ts';
import { changedPoints } from './changedPoints.ts';
import { readRowTexts } from './dyadRow.ts';
import { type FlagChange, flagChange } from './flagChanges.ts';
import { openStage, type Stage } from './publication.ts';
import { readSeriesOf } from './publishedSeries.ts';
import { type RecordedDyad, recordedDyads } from './recordedDyads.ts';
import type { PublishedSeries, RunRecord, RunRules, RunWatch } from './rollup.ts';

export interface RunScope {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly reference: Pick<ReferenceData, 'codebook' | 'countries' | 'dyads'>;
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
  /** what is held against each dyad; nothing when left out */
  readonly rules?: RunRules | undefined;
  /** an aborted run ends before its next dyad */
  readonly signal: AbortSignal;
  /** told after every dyad */
  readonly onProgress: (done: { readonly dyads: number; readonly points: number }) => void;
}

export interface RunOutcome {
  readonly dyads: number;
  readonly points: number;
  /** rows of the board that differ */
  readonly rows: number;
  readonly flags: readonly FlagChange[];
  /** what else is written with the run */
  readonly watch: RunWatch | undefined;
}

/** Dyads that are read together, and held in memory: each reading scans the events, so a run over all takes as many as their events allow. */
const DYADS_AT_ONCE = 32;
const MOST_DYADS_AT_ONCE = 256;
const ENTRIES_AT_ONCE = 50_000;

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

/** Scores what may have changed and stages what did. Memory: some dyads at a time. @throws what the ledger or the scoring throws; AbortError. */
export async function scoreAndStage(scope: RunScope): Promise<RunOutcome> {
  const { session, ledger, models, run, previous, sameScoring, signal, onProgress } = scope;
  const stage = await openStage(session, run);
  const changes = run.asOf ? await ledger.changes(previous?.asOf ?? null, run.asOf) : [];
  const changed = new Set(changes.map(({ dyad }) => dyad));
  const newDays = previous === null || run.throughDay > previous.throughDay;
  const compareAll = previous === null || !sameScoring;
  const recorded = await recordedSinceStart(scope);
  let dyads = 0;
  let points = 0;
  let rows = 0;
  const flags: FlagChange[] = [];
  // With a change, and where all are compared or get new days, every dyad that ever had an event: one may have lost its last.
  const everyDyad = run.asOf && (compareAll || newDays);
  const watch = await scope.rules?.begin({ session, run, previous, models, isWhole: !!everyDyad });
  const toScore = everyDyad && previous?.asOf ? await ledger.changes(null, run.asOf!) : changes;
  for (const dyadsAtOnce of everyDyad ? byEntries(toScore) : someAtATime(toScore)) {
    const batch = await readBatch(scope, dyadsAtOnce, { changed, recorded, compareAll });
    const told: ToldRow[] = [];
    await watch?.prepare(dyadsAtOnce);
    for (const { dyad, now, before, compare, known } of batch.dyads) {
      signal.throwIfAborted();
      for (const model of models) {
        const { definition, hash } = model;
        const score = scoreThrough(now.columns, definition, run.throughDay);
        const published = batch.published.get(hash)?.get(dyad);
        if (watch?.model === hash)
          watch.look(dyad, {
            now: now.columns,
            before: before?.columns,
            beforeThrough: previous?.throughDay,
            score,
          });
        const difference = changedPoints(score, published, compare ? -Infinity : previous!.throughDay + 1);
        told.push({ dyad, hash, ...rowOf(scope, dyad, now, known.get(definition.flag.windowDays), score, definition) });
        await stage.addPoints(dyad, model, score, difference);
        points += difference.changed.length + difference.withdrawn.length;
        const scoreBefore = compare ? published && scoreOfSeries(published) : score;
        if (!score || !scoreBefore || !previous || !before) continue;
        if (scoreBefore.lastDay < previous.throughDay) continue; // what was published is not whole: it is written anew
        const flag = flagChange(
          definition,
          { score: scoreBefore, columns: before.columns, day: previous.throughDay },
          { score, columns: now.columns, day: run.throughDay },
        );
        if (flag) flags.push(flag);
      }
      dyads++;
      onProgress({ dyads, points });
      await turn(); // requests are answered between two dyads
    }
    rows += await stageRows(stage, ledger, batch, told);
  }
  await stage.flush();
  return { dyads, points, rows, flags, watch };
}

/** A row of the board whose top event has no summary yet. */
interface ToldRow {
  readonly dyad: string;
  /** of the model */
  readonly hash: string;
  readonly firstDay: number | null;
  /** null: the dyad has no event any more */
  readonly row: BoardDyad | null;
  /** the top event */
  readonly top: ScoredRevision | undefined;
}

/** Stages the rows that differ, each with the summary of its top event: of all texts that a ledger has, a run reads these. @returns how many */
async function stageRows(stage: Stage, ledger: Ledger, batch: Batch, told: readonly ToldRow[]): Promise<number> {
  const withTop = told.filter(({ top }) => top);
  const summaries = await ledger.summariesOf(
    [...new Set(withTop.map(({ dyad }) => dyad))],
    [...new Set(withTop.map(({ top }) => top!.id))],
  );
  let rows = 0;
  for (const { dyad, hash, firstDay, row, top } of told) {
    const topEvent = top && row?.topEvent ? { ...row.topEvent, summary: summaries.get(summaryKey(top))! } : null;
    const board = row && JSON.stringify({ ...row, topEvent });
    if (batch.rows.get(hash)?.get(dyad) === board) continue;
    await stage.addRow(dyad, hash, { firstDay, board });
    rows++;
  }
  return rows;
}

type Changes = Awaited<ReturnType<Ledger['changes']>>;

/** Of dyads of which only what is new was counted. */
function* someAtATime(changes: Changes): Generator<string[]> {
  for (let begin = 0; begin < changes.length; begin += DYADS_AT_ONCE)
    yield changes.slice(begin, begin + DYADS_AT_ONCE).map(({ dyad }) => dyad);
}

/** Of dyads of which all was counted. */
function* byEntries(changes: Changes): Generator<string[]> {
  let [dyads, held]: [string[], number] = [[], 0];
  for (const { dyad, entries } of changes) {
    if (dyads.length === MOST_DYADS_AT_ONCE || (dyads.length > 0 && held + entries > ENTRIES_AT_ONCE)) {
      yield dyads;
      [dyads, held] = [[], 0];
    }
    dyads.push(dyad);
    held += entries;
  }
  if (dyads.length > 0) yield dyads;
}

/** What decides how a dyad is looked at. */
interface Touched {
  readonly changed: ReadonlySet<string>;
  readonly recorded: ReadonlyMap<number, LastRecorded>;
  readonly compareAll: boolean;
}

interface ReadDyad {
  readonly dyad: string;
  readonly now: RecordedDyad;
  /** as the run before saw it; undefined where there was none */
  readonly before: RecordedDyad | undefined;
  /** in full, not only its new days */
  readonly compare: boolean;
  /** by length of the board's window: as it was known when that began, where anything was recorded since */
  readonly known: ReadonlyMap<number, RecordedDyad>;
}

interface Batch {
  readonly dyads: readonly ReadDyad[];
  /** by model, what is published of the dyads that are compared */
  readonly published: ReadonlyMap<string, ReadonlyMap<string, PublishedSeries>>;
  /** by model, their rows of the board where all is compared; others are written as they are */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
}

/** Everything that the scoring of some dyads reads, a few statements for all of them. */
async function readBatch(scope: RunScope, dyads: readonly string[], touched: Touched): Promise<Batch> {
  const { session, models, run, previous } = scope;
  const { changed, recorded, compareAll } = touched;
  const source = { ledger: scope.ledger, codebook: scope.reference.codebook };
  const now = await recordedDyads(source, dyads, run.asOf, run.throughDay);
  // A declared day that has come tells more of how often acts come, and with that the band of every day.
  const hasNewCoverage = (dyad: string): boolean =>
    previous !== null && now.get(dyad)!.columns.coverage?.some(({ to }) => to > previous.throughDay) === true;
  const another = dyads.filter((dyad) => changed.has(dyad) || hasNewCoverage(dyad));
  const before = previous ? await recordedDyads(source, another, previous.asOf, previous.throughDay) : undefined;
  const compared = compareAll ? dyads : another;
  const published = new Map<string, ReadonlyMap<string, PublishedSeries>>();
  const rows = new Map<string, ReadonlyMap<string, string | null>>();
  if (previous)
    for (const { hash } of models) {
      published.set(hash, await readSeriesOf(session, compared, hash, previous.id, 'with gaps'));
      if (compareAll) rows.set(hash, await readRowTexts(session, dyads, hash, previous.id));
    }
  const known = new Map<number, ReadonlyMap<string, RecordedDyad>>();
  for (const [windowDays, since] of recorded) known.set(windowDays, await knownAtStart(scope, now, since, windowDays));
  return {
    dyads: dyads.map((dyad) => ({
      dyad,
      now: now.get(dyad)!,
      before: before && (before.get(dyad) ?? now.get(dyad)!),
      compare: compareAll || another.includes(dyad),
      known: new Map(
        [...known].flatMap(([windowDays, ofDyads]) => (ofDyads.has(dyad) ? [[windowDays, ofDyads.get(dyad)!]] : [])),
      ),
    })),
    published,
    rows,
  };
}

/** Dyads with the moment at which anything of them was last recorded. */
type LastRecorded = ReadonlyMap<string, Date>;

/** By length of the board's window: the dyads of which anything was recorded since it began. */
async function recordedSinceStart({ ledger, models, run }: RunScope): Promise<Map<number, LastRecorded>> {
  const recorded = new Map<number, LastRecorded>();
  for (const { definition } of models) {
    const { windowDays } = definition.flag;
    if (!run.asOf || recorded.has(windowDays)) continue;
    const changes = await ledger.changeMoments(boardStartEnd(windowDays, run.throughDay), run.asOf);
    recorded.set(windowDays, new Map(changes.map(({ dyad, at }) => [dyad, at]))); // in order of time: the last one stays
  }
  return recorded;
}

/** Dyads as they were known when the board's window began; one that entered the ledger later, as its first recording had it. */
async function knownAtStart(
  { ledger, reference, run }: RunScope,
  now: ReadonlyMap<string, RecordedDyad>,
  recorded: LastRecorded,
  windowDays: number,
): Promise<ReadonlyMap<string, RecordedDyad>> {
  const end = boardStartEnd(windowDays, run.throughDay).getTime();
  const byMoment = new Map<number, string[]>();
  const known = new Map<string, RecordedDyad>();
  for (const [dyad, recordedDyad] of now) {
    const last = recorded.get(dyad)?.getTime();
    const { firstRecorded, columns } = recordedDyad;
    if (last === undefined || firstRecorded === undefined) continue;
    const moment = Math.max(end, firstRecorded.getTime());
    const isAsNow = last <= moment && (columns.coverage ?? []).every(({ to }) => to <= dayOfMs(moment));
    if (isAsNow) known.set(dyad, recordedDyad);
    else byMoment.set(moment, [...(byMoment.get(moment) ?? []), dyad]);
  }
  for (const [moment, dyads] of byMoment) {
    const source = { ledger, codebook: reference.codebook };
    for (const [dyad, then] of await recordedDyads(source, dyads, new Date(moment), dayOfMs(moment)))
      if (then.firstRecorded) known.set(dyad, then);
  }
  return known;
}

function rowOf(
  { reference, run }: RunScope,
  dyad: string,
  now: RecordedDyad,
  known: RecordedDyad | undefined,
  score: Score | undefined,
  definition: ModelDefinition,
): Pick<ToldRow, 'firstDay' | 'row' | 'top'> {
  const { day } = now.columns;
  const firstDay = day[0];
  if (firstDay === undefined) return { firstDay: null, row: null, top: undefined };
  const extent = { dyad, events: day.length, firstDay, lastDay: day[day.length - 1]! };
  let top: ScoredRevision | undefined;
  const row = boardRow<ScoredRevision>({
    name: dyadName(reference, dyad),
    extent,
    now,
    known,
    // Before its first event, one that is only announced, a dyad has the score of that day.
    score: score ?? scoreOf(basisOf(now.columns, definition, firstDay, firstDay), definition),
    definition,
    today: run.throughDay,
    summaryOf: (event) => ((top = event), ''),
  });
  return { firstDay, row, top };
}

function scoreOfSeries({ dyad, firstDay, tension, conflict, cooperation, sd }: PublishedSeries): Score {
  return { dyad, firstDay, lastDay: firstDay + tension.length - 1, tension, conflict, cooperation, sd };
}
