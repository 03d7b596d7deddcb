/** GET /api/v1/events/:id: one event with its history, its score and what it does to the index. */
import { z } from 'zod';
import { basisOf } from '../../models/basis.ts';
import { firstDayOf } from '../../models/coverage.ts';
import { endDaysOf, holdOf, NEVER, remainingOf } from '../../models/remaining.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { secantSlope } from '../../models/contribution.ts';
import type { CodedEvent } from '../../models/event.ts';
import { impactFactorsOf } from '../../models/impactFactors.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import { applyWhatIf, AS_CODED } from '../../models/whatIf.ts';
import { dyadName } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type EventDetail, eventDetail } from '../../models/contract/events.ts';
import { changedFields } from './changedFields.ts';
import { codedEventRecord } from './eventRecord.ts';
import { codedActOf } from './feedSource.ts';
import { asOf, type AskedMoment, model } from './parameters.ts';
import { pointOn } from '../../models/point.ts';
import { modelRefOf } from './point.ts';
import type { AskedModel } from './askedModel.ts';
import type { DyadHistory, Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

/** Enough for a line as wide as a page. */
const MAX_EFFECT_POINTS = 400;

export const eventDetailRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/events/:id',
    needs: 'reader',
    summary: 'One event: its coding, its revisions, its score and its effect',
    description:
      '`effect` runs from the day of the event to today, at most 400 days of it, evenly spread. `indexPoints` is the share of the event in the index of that day; `without` is the index had it never been coded.',
    query: z.strictObject({ model, asOf }),
    answers: { 200: { description: 'The event', body: eventDetail } },
    problems: ['unknown-event', 'unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const id = call.path('id');
      const byMachine = await machineEventOf(snapshots, id, query);
      if (byMachine) return { answer: jsonAnswer(byMachine), lifetime: 'live' };
      const model = await snapshots.model(query.model);
      const vintage = await snapshots.vintage(query.asOf, model);
      // The effect runs to today, so tomorrow's answer is longer, whatever is pinned.
      const decided = { vintages: [vintage], models: [model], parts: [vintage.lastDay], isLastDayGiven: false };
      return answers.reply(call, decided, () => detailOf(snapshots, id, vintage, model));
    },
  });

/** @throws Problem for an event that nobody knew at that moment */
async function detailOf(snapshots: Snapshots, id: string, vintage: Vintage, model: AskedModel): Promise<EventDetail> {
  const revisions = await vintage.source.revisions(id);
  const last = revisions.at(-1);
  if (!last) throw await vintage.source.unknownEvent(id);
  const retracted = last.operation === 'retract';
  const { codebook } = snapshots.reference;
  const coded = codedEventRecord(last.event, codebook);
  const sources = await snapshots.ledger.importSources(revisions.map(({ importId }) => importId));
  const history = retracted ? undefined : await snapshots.history(last.event.dyad, vintage);
  return {
    event: {
      ...coded,
      revision: last.revision,
      recordedAt: last.recordedAt.toISOString(),
      ...history?.behind(id),
    },
    retracted,
    revisions: revisions.map(({ revision, operation, recordedAt, recordedBy, reason, importId, event }, i) => ({
      revision,
      operation,
      recordedAt: recordedAt.toISOString(),
      recordedBy,
      reason,
      importId,
      importSource: sources.get(importId) ?? '',
      fields: changedFields(revisions[i - 1]?.event ?? null, event, codebook),
      event: codedEventRecord(event, codebook),
    })),
    bearings: (await vintage.source.sameAct(last.event)).map(({ id, dyad, role, polarity }) => ({
      eventId: id,
      dyad,
      name: dyadName(snapshots.reference, dyad),
      role,
      polarity,
    })),
    ...linksOf(history, id),
    model: modelRefOf(model),
    scoring: history ? scoringOf(history, id, model) : null,
    effect: history ? await effectOf(snapshots, vintage, history, last.event, model) : [],
  };
}

/** An act coded by machine, under the model that is asked for or the first that reads its feed; `undefined` for an id of another kind, and for one that the model does not have. */
async function machineEventOf(
  snapshots: Snapshots,
  id: string,
  query: { readonly model?: string | undefined; readonly asOf?: AskedMoment | undefined },
): Promise<EventDetail | undefined> {
  const feed = codedActOf(id)?.feed;
  if (feed === undefined) return undefined;
  const readers = snapshots.reference.models.filter(({ definition }) => definition.feeds?.includes(feed));
  const asked = query.model === undefined ? undefined : await snapshots.model(query.model);
  const found = asked?.definition.feeds
    ? asked
    : (readers.find(({ definition }) => definition.name === feed) ?? readers[0]);
  if (!found) return undefined;
  const model: AskedModel = { pinned: false, ...found };
  const vintage = await snapshots.vintage(query.asOf, model);
  const isKnown = (await vintage.source.revisions(id)).length > 0;
  return isKnown ? detailOf(snapshots, id, vintage, model) : undefined;
}

function scoringOf(history: DyadHistory, id: string, { definition }: AskedModel): EventDetail['scoring'] {
  const { columns } = history;
  const at = columns.ids.indexOf(id);
  const { holdDays, halfLifeDays } = typeParametersOf(definition, columns.types[columns.type[at]!]!);
  const { ended } = definition;
  const undoneOn = endDaysOf(columns)[at]!;
  return {
    ...impactFactorsOf(columns, at, definition),
    holdDays: ended ? holdOf(columns, at, holdDays) : holdDays,
    halfLifeDays,
    undone:
      ended && undoneOn !== NEVER
        ? { from: toIsoDate(undoneOn), halfLifeDays: Math.min(halfLifeDays, ended.halfLifeDays) }
        : null,
  };
}

/** Which acts an event undoes, and which undo it. */
function linksOf(history: DyadHistory | undefined, id: string): Pick<EventDetail, 'undoes' | 'undoneBy'> {
  const { ends, ids = [] } = history?.columns ?? {};
  if (!history || !ends) return { undoes: [], undoneBy: [] };
  const at = ids.indexOf(id);
  const linked = (from: Int32Array, to: Int32Array): EventDetail['undoes'] =>
    Array.from(from.keys())
      .filter((i) => from[i] === at)
      .map((i) => to[i]!)
      .toSorted((p, q) => p - q)
      .map((event) => {
        const { day, summary, headline = '', headlineKo = '' } = history.byId.get(ids[event]!)!;
        return { eventId: ids[event]!, date: toIsoDate(day), summary, headline, headlineKo };
      });
  return { undoes: linked(ends.by, ends.ended), undoneBy: linked(ends.ended, ends.by) };
}

async function effectOf(
  snapshots: Snapshots,
  vintage: Vintage,
  history: DyadHistory,
  event: CodedEvent,
  model: AskedModel,
): Promise<EventDetail['effect']> {
  const { definition } = model;
  const lastDay = vintage.lastDay;
  const firstDay = Math.max(event.day, firstDayOf(history.columns, definition) ?? event.day);
  if (firstDay > lastDay) return [];
  const at = history.columns.ids.indexOf(event.id);
  const { impact } = impactFactorsOf(history.columns, at, definition);
  const remaining = remainingOf(history.columns, definition);
  const score = await snapshots.score(history, vintage, model, 'both', lastDay);
  const columns = applyWhatIf(history.columns, { ...AS_CODED, withoutEvents: [event.id] });
  const without = scoreOf(
    basisOf(columns, definition, columns.day[0] ?? lastDay, Math.max(lastDay, columns.day[0] ?? lastDay)),
    definition,
  );
  return spread(firstDay, lastDay, MAX_EFFECT_POINTS).map((day) => {
    const { index, tension } = pointOn(score, definition, day);
    const tensionPoints = impact * remaining(at, day);
    return {
      date: toIsoDate(day),
      tensionPoints,
      indexPoints: tensionPoints * secantSlope(definition.base, tension, definition.scale),
      index,
      without: indexOf(pointOn(without, definition, day).tension, definition.scale),
    };
  });
}

/** At most `count` days from the first to the last, both among them, evenly spread. */
function spread(first: number, last: number, count: number): number[] {
  const points = Math.min(last - first + 1, count);
  if (points === 1) return [first];
  return Array.from({ length: points }, (_, i) => first + Math.round((i * (last - first)) / (points - 1)));
}
