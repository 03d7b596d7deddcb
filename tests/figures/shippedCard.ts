/** What the server reads for a card, of the shipped events and the baseline in its second version, computed with models/: for tests of the picture that need no server. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type {
  CardInput,
  CompareCardInput,
  DyadCardInput,
  DyadInput,
  ModelInput,
  MoveCardInput,
} from '../../client/charts/card/cardInput.ts';
import { type Presentation, STANDARD } from '../../client/charts/card/presentation.ts';
import { type CompareView, type DyadView, type MoveView, type View, viewCode } from '../../client/charts/view.ts';
import { normalTitle } from '../../client/charts/card/titleText.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { bandOf, Z90 } from '../../models/band.ts';
import { basisOf } from '../../models/basis.ts';
import { eventColumns, type EventColumns } from '../../models/eventColumns.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { coverageOf } from '../../models/coverage.ts';
import type { Direction } from '../../models/dyad.ts';
import { indexOf, neutralIndex, scoreOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { actorsOf, explainMove, MOVE_KINDS } from '../../models/move.ts';
import { answeredParts, partsOf } from '../../models/moveFinding.ts';
import type { NamedAct } from '../../client/charts/headline.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import { WORDS } from '../../client/words/words.ts';
import { applyWhatIf, AS_CODED, parseWhatIf } from '../../models/whatIf.ts';
import type { EventRecord } from '../../models/contract/events.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Series } from '../../models/contract/series.ts';
import { type Row, eventOfRow } from '../models/rows.ts';
import { baseline2, codebook, coverageOfDyad, eventRows } from '../models/shipped.ts';

const { names } = await loadReferenceData(projectRoot());
const countries = parse<Row>(readFileSync(new URL('../../data/countries.csv', import.meta.url)), {
  columns: true,
  bom: true,
});

/** A moment after the last shipped event. */
export const AS_OF = '2026-08-31T12:00:00.000Z';
const HASH = '3f9a1c2b';

export const dyadView = (dyad: string, from: string, to: string, more: Partial<DyadView> = {}): DyadView => ({
  kind: 'dyad',
  dyad,
  from,
  to,
  step: 'day',
  direction: 'both',
  model: `baseline@${HASH}`,
  asOf: AS_OF,
  ...more,
});
export const moveView = (dyad: string, from: string, to: string, more: Partial<MoveView> = {}): MoveView => ({
  kind: 'move',
  dyad,
  from,
  to,
  direction: 'both',
  model: `baseline@${HASH}`,
  asOf: AS_OF,
  ...more,
});
export const compareView = (
  dyads: readonly string[],
  from: string,
  to: string,
  more: Partial<CompareView> = {},
): CompareView => ({ kind: 'compare', dyads, from, to, model: `baseline@${HASH}`, asOf: AS_OF, ...more });

export interface Changes {
  readonly presentation?: Partial<Presentation>;
  readonly standing?: ModelInput['standing'];
  readonly model?: ModelDefinition;
  readonly second?: ModelDefinition;
  readonly stale?: CardInput['stale'];
  readonly notes?: CardInput['notes'];
  /** days at the end of the series that are provisional */
  readonly provisionalDays?: number;
  /** acts as a machine codes them, by a model that reads a feed: nobody wrote a headline, and nobody checked them */
  readonly isMachine?: boolean;
  /** events up to this day are known, and no later ones; the coverage ends with them */
  readonly lastEvent?: string;
}

/** @example shippedCard(dyadView('KOR-RUS', '2024-03-01', '2024-04-05'), { presentation: { preset: 'memo' } }) */
export function shippedCard(view: View, given: Changes = {}): CardInput {
  const changes = given.isMachine === true ? { ...given, model: machineModel } : given;
  if (view.kind === 'compare')
    return {
      ...base(view, changes),
      view,
      data: view.dyads.map((dyad) => dyadInput(view, dyad, changes)),
    } satisfies CompareCardInput;
  const data = dyadInput(view, view.dyad, changes);
  const move = moveAnswer(view, data, changes.model ?? baseline2);
  if (view.kind === 'move') return { ...base(view, changes), view, data, move } satisfies MoveCardInput;
  const contributions = {
    dyad: view.dyad,
    date: view.to,
    model: data.series.model,
    asOf: view.asOf,
    direction: view.direction,
    index: 50,
    neutral: 50,
    tension: 0,
    contributions: [],
    residual: 0,
  };
  const overlay = changes.second
    ? {
        model: modelInput(changes.second, 'published', 'a1b2c3d4'),
        series: seriesAnswer(view, view.dyad, data.columns, changes.second, changes),
      }
    : null;
  return { ...base(view, changes), view, data, move, contributions, overlay } satisfies DyadCardInput;
}

function base(
  view: View,
  { presentation, standing = 'published', model = baseline2, stale = [], notes = [] }: Changes,
) {
  const shown = { ...STANDARD, ...presentation };
  return {
    presentation: shown,
    code: viewCode(view),
    link: `https://tension.example.org/v/${viewCode(view)}`,
    model: modelInput(model, standing, HASH),
    names: Object.fromEntries(countries.map((row) => [row['iso3']!, { en: row['name']!, ko: row['name_ko']! }])),
    codebook,
    stale,
    notes,
    ...(view.title !== undefined && { titleStates: names.statesIn(normalTitle(view.title)) }),
  };
}

const machineModel: ModelDefinition = { ...baseline2, name: 'gdelt', feeds: ['gdelt'] };

const modelInput = (definition: ModelDefinition, standing: ModelInput['standing'], hash: string): ModelInput => ({
  name: definition.name,
  version: definition.version,
  hash,
  definition,
  standing,
});

function dyadInput(view: View, dyad: string, changes: Changes): DyadInput {
  const rows = (eventRows.get(dyad) ?? []).filter(
    (row) => changes.lastEvent === undefined || row['date']! <= changes.lastEvent,
  );
  const coverage = coverageOfDyad(dyad).filter(
    ({ from }) => changes.lastEvent === undefined || from <= epochDay(changes.lastEvent),
  );
  const all = eventColumns(
    dyad,
    rows.map(eventOfRow),
    codebook,
    changes.lastEvent === undefined
      ? coverage
      : coverage.map((stretch) => ({ ...stretch, to: Math.min(stretch.to, epochDay(changes.lastEvent!)) })),
  );
  const columns = applyWhatIf(
    all,
    view.kind === 'dyad' && view.whatIf !== undefined ? parseWhatIf(view.whatIf).whatIf : AS_CODED,
  );
  const ids = new Set(columns.ids);
  return {
    series: seriesAnswer(view, dyad, columns, changes.model ?? baseline2, changes),
    events: rows
      .map((row) => (changes.isMachine === true ? machineRecordOf(row) : recordOf(row)))
      .filter(({ id }) => ids.has(id)),
    columns,
  };
}

function seriesAnswer(
  view: View,
  dyad: string,
  columns: EventColumns,
  model: ModelDefinition,
  { provisionalDays = 0 }: Changes,
): Series {
  const direction: Direction = view.kind === 'compare' ? 'both' : view.direction;
  const lastDay = epochDay(view.to);
  const firstDay = Math.min(columns.day[0] ?? lastDay, epochDay(view.from));
  const score = scoreOf(basisOf(columns, model, firstDay, lastDay, direction), model);
  const coverage = coverageOf(columns, model, firstDay, lastDay);
  const dates = ({ from, to }: { from: number; to: number }) => ({ from: toIsoDate(from), to: toIsoDate(to) });
  const dateOrNull = (day: number | null): string | null => (day === null ? null : toIsoDate(day));
  return {
    dyad,
    name: dyad,
    model: { name: model.name, version: model.version, hash: HASH },
    asOf: view.asOf,
    step: 'day',
    direction,
    whatIf: null,
    neutral: neutralIndex(model),
    scale: model.scale,
    coverage: {
      firstEvent: dateOrNull(coverage.firstEvent),
      lastEvent: dateOrNull(coverage.lastEvent),
      events: columns.day.length,
      firstDay: coverage.firstDay === null ? null : toIsoDate(coverage.firstDay),
      isDeclared: coverage.isDeclared,
      declared: (columns.coverage ?? []).map(({ density, ...stretch }) => ({ ...dates(stretch), density })),
      coveredDays: 5000,
      codingLagDays: 1,
      sparse: coverage.sparse.map(dates),
      uncovered: coverage.uncovered.map(dates),
      note: null,
    },
    ...(model.feeds && {
      feeds: model.feeds.map((feed) => ({
        feed,
        name: feed.toUpperCase(),
        newestDay: view.to,
        lastTakenAt: view.asOf,
        lacking: 0,
        stale: false,
        sentence: '',
      })),
    }),
    points: Array.from(score.tension, (tension, i) => {
      const { low, high } = bandOf(tension, score.sd[i]!, model.scale, Z90);
      return {
        date: toIsoDate(firstDay + i),
        index: indexOf(tension, model.scale),
        low,
        high,
        tension,
        conflict: score.conflict[i]!,
        cooperation: score.cooperation[i]!,
        sd: score.sd[i]!,
        provisional: firstDay + i > lastDay - provisionalDays,
      };
    }),
  };
}

function recordOf(row: Row): EventRecord & NamedAct {
  const { id, day, actor, target, role, type, polarity, severity, verified } = eventOfRow(row);
  return {
    id,
    dyad: row['dyad']!,
    date: toIsoDate(day),
    datePrecision: row['date_precision'] === 'month' ? 'month' : 'day',
    actor,
    target,
    others: (row['others'] ?? '').split(/[; ]+/).filter((code) => code !== ''),
    role,
    type,
    category: codebook.get(type)!.category,
    cameo: row['cameo']!,
    polarity,
    severity,
    summary: row['summary']!,
    sourceName: row['source_name']!,
    sourceUrl: row['source_url']!,
    sourceDate: row['source_date']!,
    verified,
    note: row['note']!,
    actId: row['act_id']!,
    ends: row['ends']!.split(' ').filter((code) => code !== ''),
    endDate: row['end_date']! || null,
    headline: row['headline']!,
    headlineKo: row['headline_ko']!,
    revision: 1,
    recordedAt: AS_OF,
  };
}

/** As server/feeds/toEvent.ts writes it. */
function machineRecordOf(row: Row): EventRecord & NamedAct {
  const record = recordOf(row);
  const nameOf = (code: string): string => countries.find(({ iso3 }) => iso3 === code)!['name']!;
  return {
    ...record,
    verified: false,
    headline: '',
    headlineKo: '',
    summary: `${nameOf(record.actor)} towards ${nameOf(record.target)}: ${codebook.get(record.type)!.label.toLowerCase()} (CAMEO ${record.cameo}), told in 12 rows and 3 reports.`,
    sourceName: 'GDELT',
  };
}

function moveAnswer(view: DyadView | MoveView, { columns, events, series }: DyadInput, model: ModelDefinition): Move {
  const { direction } = view;
  const isWindow = view.kind === 'dyad';
  const [from, to] = [epochDay(view.from) - (isWindow ? 1 : 0), epochDay(view.to)];
  const move = explainMove(columns, model, from, to, direction);
  const stateOn = (day: number) => ({ day, columns, model });
  const parts = partsOf(
    move,
    { from: stateOn(from), to: stateOn(to), direction },
    codebook,
    scoreOf(basisOf(columns, model, from, to, direction), model),
  );
  const byId = new Map(events.map((event) => [event.id, event]));
  const end = ({ day, index, tension }: { day: number; index: number; tension: number }): Move['from'] => ({
    date: toIsoDate(day),
    index,
    tension,
    model: series.model,
    asOf: view.asOf,
  });
  return {
    dyad: view.dyad,
    name: series.name,
    direction,
    from: end(move.from),
    to: end(move.to),
    ...answeredParts(parts),
    actors: actorsOf(move, codebook),
    events: MOVE_KINDS.flatMap((kind) =>
      move[kind].map(({ eventId, tensionPoints, indexPoints }) => {
        const { date, actor, target, type, category, role, verified, summary, sourceUrl } = byId.get(eventId)!;
        const { actId, endDate, headline, headlineKo } = byId.get(eventId)!;
        return {
          eventId,
          kind,
          date,
          actor,
          target,
          type,
          category,
          role,
          verified,
          summary,
          sourceUrl,
          actId,
          endDate,
          headline,
          headlineKo,
          tensionPoints,
          indexPoints,
        };
      }),
    ),
    rescaling: move.rescaling,
    sentence: moveSentence(
      parts,
      {
        subject: `${series.name} tension`,
        isWindow,
        eventOf: (id) => ({ ...byId.get(id)!, day: epochDay(byId.get(id)!.date) }),
      },
      WORDS.en,
    ),
    residual: move.residual,
  };
}
