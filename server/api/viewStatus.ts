/** GET /api/v1/views/:code/standing: whether what a picture shows is still what is known, and if not, what has changed and why. */
import { z } from 'zod';
import type { View } from '../../client/charts/view.ts';
import { type Language, LANGUAGES, WORDS, type Words } from '../../client/words/words.ts';
import { basisOf } from '../../models/basis.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Direction } from '../../models/dyad.ts';
import { indexOf, type Score, scoreOf } from '../../models/score.ts';
import { type LoadedModel, modelHash } from '../../models/model.ts';
import { applyWhatIf, AS_CODED, isAsCoded, parseWhatIf, unknownEvents, type WhatIf } from '../../models/whatIf.ts';
import type { RevisionPage } from '../ledger/ledger.ts';
import { dyadName } from '../referenceData.ts';
import type { Views } from '../views/views.ts';
import { jsonAnswer } from './answer.ts';
import { type ViewStatus, viewStatus } from '../../models/contract/viewStatus.ts';
import { rounded } from '../../models/point.ts';
import { modelRefOf } from './point.ts';
import { actsOf, type DyadHistory, type Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';
import { knownView } from './views.ts';

/** Revisions that are looked at one by one, to tell those of the picture's days from later ones; beyond it they are counted as a whole. */
const MAX_REVISIONS = 2000;

/** Changed events of a dyad that are named: what somebody reads before she makes the card anew. */
const MAX_NAMED = 8;

/** Numbers are rounded to a tenth of this where they are served. */
const SAME = 1e-9;

const query = z.strictObject({
  lang: z
    .enum(LANGUAGES, `must be one of ${LANGUAGES.join(', ')}`)
    .default('en')
    .describe('Language of the reasons.'),
});

export const viewStatusRoute = (snapshots: Snapshots, views: Views) =>
  route({
    method: 'get',
    path: '/api/v1/views/:code/standing',
    needs: 'reader',
    summary: 'Whether a view still shows what is known',
    description:
      '`verified`: the same days, scored from what is known now under the newest version of the model, have the same values and events. `superseded`: they have others; `lines` says how it was and how it is, and `reasons` why, in sentences. How it was is computed again from the pinned moment and model.',
    query,
    answers: { 200: { description: 'The standing', body: viewStatus } },
    problems: ['unknown-view', 'unknown-model', 'no-events', 'not-ready'],
    async reply(call) {
      const { code, view } = await knownView(views, call.path('code'));
      return {
        answer: jsonAnswer({ code, ...(await statusOf(snapshots, view, call.query.lang)) } satisfies ViewStatus),
        lifetime: 'live',
      };
    },
  });

/** What a line is made from: data and model. */
interface State {
  readonly vintage: Vintage;
  readonly model: LoadedModel;
}

interface Line {
  readonly was: Score;
  /** null: the dyad has no event any more */
  readonly now: Score | null;
  /** events that a what-if names and that are not there any more */
  readonly unknown: number;
  readonly changes: Changes;
}

/** Events that came, were recoded or went since, as far as they bear on the picture's days. */
interface Changes {
  readonly recorded: number;
  readonly recoded: number;
  readonly retracted: number;
  /** whether one of them lies within the days of the picture, where it may be named */
  readonly areShown: boolean;
  /** the latest day first, at most MAX_NAMED */
  readonly named: readonly Omit<ViewStatus['changed'][number], 'dyad'>[];
}

async function statusOf(snapshots: Snapshots, view: View, language: Language): Promise<Omit<ViewStatus, 'code'>> {
  const words = WORDS[language].views;
  const [from, to] = [epochDay(view.from), epochDay(view.to)];
  const { was, now, modelAge } = await statesOf(snapshots, view);
  const dyads = view.kind === 'compare' ? view.dyads : [view.dyad];
  const lines = [];
  for (const dyad of dyads)
    lines.push({ dyad, name: dyadName(snapshots.reference, dyad), ...(await lineOf(snapshots, view, dyad, was, now)) });

  const shown = lines.map(({ dyad, name, was: before, now: after }) => {
    const [start, end] = [valueOn(before, was, from), valueOn(before, was, to)];
    const today = after && {
      index: valueOn(after, now, to),
      change: rounded(valueOn(after, now, to) - valueOn(after, now, from)),
    };
    return {
      dyad,
      name,
      was: { index: end, change: rounded(end - start) },
      now: today,
      difference: today && rounded(today.index - end),
      largest: after && largestDifference(before, after, was, now, from, to),
    };
  });
  const total: Changes = {
    recorded: sum(lines, ({ changes }) => changes.recorded),
    recoded: sum(lines, ({ changes }) => changes.recoded),
    retracted: sum(lines, ({ changes }) => changes.retracted),
    areShown: lines.some(({ changes }) => changes.areShown),
    named: [],
  };
  const hasMoved = shown.some(({ now, largest }) => now === null || largest !== null);
  const isSuperseded = hasMoved || modelAge === 'newer' || total.areShown;
  const { recorded, recoded, retracted } = total;
  return {
    status: isSuperseded ? 'superseded' : 'verified',
    from: view.from,
    to: view.to,
    was: { asOf: view.asOf, model: modelRefOf(was.model) },
    now: { asOf: now.vintage.asOf?.toISOString() ?? null, model: modelRefOf(now.model) },
    isDraft: modelAge === 'draft',
    lines: shown,
    events: { recorded, recoded, retracted },
    changed: lines.flatMap(({ dyad, changes }) => changes.named.map((event) => ({ ...event, dyad }))),
    reasons: reasonsOf(words, {
      changes: total,
      was: was.model,
      now: now.model,
      modelAge,
      hasMoved,
      isSuperseded,
      unknown: sum(lines, ({ unknown }) => unknown),
      gone: lines.filter(({ now }) => now === null).map(({ name }) => name),
    }),
  };
}

type ModelAge = 'newest' | 'newer' | 'unpublished' | 'draft';

/** How the picture was made, and how it would be made now. */
async function statesOf(snapshots: Snapshots, view: View): Promise<{ was: State; now: State; modelAge: ModelAge }> {
  await snapshots.vintage(); // nothing is told before the first run
  if (view.kind === 'dyad' && view.draft !== undefined) {
    const draft: LoadedModel = { definition: view.draft, hash: modelHash(view.draft) };
    return { ...(await vintagesOf(snapshots, view, draft, draft)), modelAge: 'draft' };
  }
  const model = await snapshots.model(view.model);
  const newest = snapshots.reference.models.find(({ definition }) => definition.name === model.definition.name);
  const modelAge = newest === undefined ? 'unpublished' : newest.hash === model.hash ? 'newest' : 'newer';
  return { ...(await vintagesOf(snapshots, view, model, newest ?? model)), modelAge };
}

async function vintagesOf(
  snapshots: Snapshots,
  { asOf }: View,
  was: LoadedModel,
  now: LoadedModel,
): Promise<{ was: State; now: State }> {
  const moment = new Date(asOf);
  const pinned = await snapshots.vintage({ text: asOf, moment }, was);
  const published = await snapshots.vintage(undefined, now);
  // A view can be pinned before the run that publishes its events has ended.
  const isLater = published.asOf !== null && published.asOf > moment;
  const latest = isLater
    ? published
    : pinned.acts === actsOf(now)
      ? pinned
      : await snapshots.vintage({ text: asOf, moment }, now);
  return { was: { vintage: pinned, model: was }, now: { vintage: latest, model: now } };
}

async function lineOf(snapshots: Snapshots, view: View, dyad: string, was: State, now: State): Promise<Line> {
  const to = epochDay(view.to);
  const direction: Direction = view.kind === 'compare' ? 'both' : view.direction;
  const whatIf = view.kind === 'dyad' && view.whatIf !== undefined ? parseWhatIf(view.whatIf).whatIf : AS_CODED;
  const before = await snapshots.history(dyad, was.vintage);
  const after = (await now.vintage.source.extentOrNone(dyad)) ? await now.vintage.source.history(dyad) : null;
  const recorded =
    now.vintage === was.vintage
      ? undefined
      : await now.vintage.source.revisionsSince(dyad, was.vintage.asOf, MAX_REVISIONS);
  return {
    was: await scoreWith(snapshots, before, was, direction, whatIf, to),
    now: after && (await scoreWith(snapshots, after, now, direction, whatIf, to)),
    unknown: after ? unknownEvents(whatIf, after.columns).length : 0,
    changes: recorded ? changesIn(recorded, epochDay(view.from), to) : NO_CHANGES,
  };
}

const NO_CHANGES: Changes = { recorded: 0, recoded: 0, retracted: 0, areShown: false, named: [] };

function scoreWith(
  snapshots: Snapshots,
  history: DyadHistory,
  { vintage, model }: State,
  direction: Direction,
  whatIf: WhatIf,
  to: number,
): Promise<Score> | Score {
  if (isAsCoded(whatIf)) return snapshots.score(history, vintage, model, direction, to);
  const columns = applyWhatIf(history.columns, whatIf);
  return scoreOf(
    basisOf(columns, model.definition, Math.min(columns.day[0] ?? to, to), to, direction),
    model.definition,
  );
}

/** The index of a day; before the first event it is neutral. */
function valueOn(score: Score, { model }: State, day: number): number {
  const { base, scale } = model.definition;
  return rounded(indexOf(score.tension[day - score.firstDay] ?? base, scale));
}

/** The day of the picture whose value differs most; null where none does. */
function largestDifference(
  before: Score,
  after: Score,
  was: State,
  now: State,
  from: number,
  to: number,
): { date: string; was: number; now: number } | null {
  let largest: { date: string; was: number; now: number } | null = null;
  for (let day = from; day <= to; day++) {
    const [earlier, later] = [valueOn(before, was, day), valueOn(after, now, day)];
    if (Math.abs(later - earlier) > Math.max(SAME, largest === null ? 0 : Math.abs(largest.now - largest.was)))
      largest = { date: toIsoDate(day), was: earlier, now: later };
  }
  return largest;
}

/** Event by event: one that was recorded and then recoded is one that was recorded. */
function changesIn({ revisions, counts }: RevisionPage, from: number, to: number): Changes {
  if (revisions.length < counts.create + counts.revise + counts.retract)
    return { recorded: counts.create, recoded: counts.revise, retracted: counts.retract, areShown: true, named: [] };
  const first = new Map<string, 'recorded' | 'recoded'>();
  const last = new Map<string, boolean>();
  const events = new Map<string, { readonly day: number; readonly summary: string }>();
  let areShown = false;
  // The newest stand first.
  for (const { eventId, operation, event, before } of revisions.toReversed()) {
    const days = [event.day, before?.day ?? event.day];
    if (Math.min(...days) > to) continue;
    areShown ||= days.some((day) => day >= from && day <= to);
    if (!first.has(eventId)) first.set(eventId, operation === 'create' ? 'recorded' : 'recoded');
    last.set(eventId, operation === 'retract');
    events.set(eventId, event);
  }
  const count = (kind: 'recorded' | 'recoded', isRetracted: boolean): number =>
    [...first].filter(([id, was]) => was === kind && last.get(id) === isRetracted).length;
  return {
    recorded: count('recorded', false),
    recoded: count('recoded', false),
    retracted: count('recoded', true),
    areShown,
    named: [...events]
      // What was recorded and taken out since is nothing that the picture lacks.
      .filter(([id]) => !(first.get(id) === 'recorded' && last.get(id)))
      .sort(([, a], [, b]) => b.day - a.day)
      .slice(0, MAX_NAMED)
      .map(([id, { day, summary }]) => ({
        eventId: id,
        date: toIsoDate(day),
        summary,
        change: last.get(id) ? ('retracted' as const) : first.get(id)!,
      })),
  };
}

interface Findings {
  readonly changes: Changes;
  readonly was: LoadedModel;
  readonly now: LoadedModel;
  readonly modelAge: ModelAge;
  readonly hasMoved: boolean;
  readonly isSuperseded: boolean;
  readonly unknown: number;
  /** names of dyads without events */
  readonly gone: readonly string[];
}

function reasonsOf(
  words: Words['views'],
  { changes, was, now, modelAge, hasMoved, isSuperseded, unknown, gone }: Findings,
): string[] {
  const { recorded, recoded, retracted } = changes;
  const textOf = ({ definition, hash }: LoadedModel): string => `${definition.name} v${definition.version} (${hash})`;
  const hasChanges = recorded + recoded + retracted > 0;
  return [
    ...(hasChanges ? [words.eventsSince(recorded, recoded, retracted)] : []),
    ...(modelAge === 'newer' ? [words.modelNewer(textOf(was), textOf(now))] : []),
    ...(modelAge === 'unpublished' ? [words.modelGone(textOf(was))] : []),
    ...(modelAge === 'draft' ? [words.draft] : []),
    ...gone.map(words.noEventsLeft),
    ...(unknown > 0 ? [words.whatIfGone(unknown)] : []),
    ...(!hasMoved && (hasChanges || isSuperseded) ? [words.sameValues] : []),
    ...(isSuperseded || hasChanges ? [] : [words.nothingChanged]),
  ];
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
