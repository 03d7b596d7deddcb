/** GET /api/v1/events/:id: one event with its history, its score and what it does to the index. */
import { z } from 'zod';
import { basisOf } from '../../models/basis.ts';
import { kernel } from '../../models/kernel.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { secantSlope } from '../../models/contribution.ts';
import { canonicalDyad, dyadOf, sidesOf } from '../../models/dyad.ts';
import type { CodedEvent } from '../../models/event.ts';
import { impactFactorsOf } from '../../models/impactFactors.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import { applyWhatIf, AS_CODED } from '../../models/whatIf.ts';
import { dyadName } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type EventDetail, eventDetail } from '../../models/contract/events.ts';
import { codedEventRecord } from './eventRecord.ts';
import { machineOf } from './machineParts.ts';
import { asOf, type AskedMoment, model } from './parameters.ts';
import { modelRefOf, pointOn } from './point.ts';
import { Problem } from './problem.ts';
import type { AskedModel, DyadHistory, Reading, Vintage } from './reading.ts';
import { route } from './route.ts';

/** Enough for a line as wide as a page. */
const MAX_EFFECT_POINTS = 400;

export const eventDetailRoute = (reading: Reading, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/events/:id',
    summary: 'One event: its coding, its revisions, its score and its effect',
    description:
      '`effect` runs from the day of the event to today, at most 400 days of it, evenly spread. `indexPoints` is the share of the event in the index of that day; `without` is the index had it never been coded.',
    query: z.strictObject({ model, asOf }),
    answers: { 200: { description: 'The event', body: eventDetail } },
    problems: ['unknown-event', 'unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const id = call.path('id');
      const byMachine = await machineEventOf(reading, id, query);
      if (byMachine) return { answer: jsonAnswer(byMachine), lifetime: 'live' };
      const model = reading.model(query.model);
      if (model.definition.feeds)
        throw new Problem(
          'unknown-event',
          `The model ${model.definition.name} has no act "${id.slice(0, 200)}". Leave out model for an event coded by hand; GET /api/v1/dyads/:dyad/events?model=${model.definition.name} lists the model's acts with their ids.`,
        );
      const vintage = await reading.vintage(query.asOf, model);
      // The effect runs to today, so tomorrow's answer is longer, whatever is pinned.
      const decided = { vintages: [vintage], models: [model], parts: [vintage.lastDay], isLastDayGiven: false };
      return answers.reply(call, decided, () => codedEventOf(reading, id, vintage, model));
    },
  });

/** @throws Problem for an event that nobody knew at that moment */
async function codedEventOf(reading: Reading, id: string, vintage: Vintage, model: AskedModel): Promise<EventDetail> {
  const recorded = await reading.ledger.revisions(id);
  const revisions = recorded.filter((revision) => vintage.asOf !== null && revision.recordedAt <= vintage.asOf);
  const last = revisions.at(-1);
  if (!last) {
    const first = recorded[0];
    const pending = vintage.run
      ? 'and the roll-up has not taken it in yet: wait for the next run, or start one with POST /api/v1/runs'
      : 'after the moment asked for: leave out asOf';
    throw new Problem(
      'unknown-event',
      first
        ? `The event "${id}" was recorded at ${first.recordedAt.toISOString()}, ${pending}.`
        : `There is no event "${id.slice(0, 200)}". GET /api/v1/dyads/:dyad/events lists the events of a dyad with their ids.`,
    );
  }
  const retracted = last.operation === 'retract';
  const { codebook } = reading.reference;
  const coded = codedEventRecord(last.event, codebook);
  const history = retracted ? undefined : await reading.history(last.event.dyad, vintage);
  return {
    event: { ...coded, revision: last.revision, recordedAt: last.recordedAt.toISOString() },
    retracted,
    revisions: revisions.map(({ revision, operation, recordedAt, recordedBy, reason, event }) => ({
      revision,
      operation,
      recordedAt: recordedAt.toISOString(),
      recordedBy,
      reason,
      event: codedEventRecord(event, codebook),
    })),
    bearings: await bearingsOf(reading, vintage, last.event),
    model: modelRefOf(model),
    scoring: history ? scoringOf(history, id, model) : null,
    effect: history ? await effectOf(reading, vintage, history, last.event, model) : [],
  };
}

/** Ids of acts coded by machine: feed, day, sides, code. */
const MACHINE_ID = /^([a-z][a-z0-9-]*?)-(\d{4}-\d{2}-\d{2})-([a-z]{3})-([a-z]{3})-[a-z0-9-]+$/;

/** An act coded by machine, under the model that is asked for or the first that reads its feed; `undefined` for an id of another kind, and for one that the model does not have. */
async function machineEventOf(
  reading: Reading,
  id: string,
  query: { readonly model?: string | undefined; readonly asOf?: AskedMoment | undefined },
): Promise<EventDetail | undefined> {
  const [, feed, , actor, target] = MACHINE_ID.exec(id) ?? [];
  const dyad = canonicalDyad(`${actor}-${target}`);
  if (feed === undefined || dyad === undefined) return undefined;
  const readers = reading.reference.models.filter(({ definition }) => definition.feeds?.includes(feed));
  const asked = query.model === undefined ? undefined : reading.model(query.model);
  const found = asked?.definition.feeds
    ? asked
    : (readers.find(({ definition }) => definition.name === feed) ?? readers[0]);
  if (!found) return undefined;
  const model: AskedModel = { pinned: false, ...found };
  const vintage = await reading.vintage(query.asOf, model);
  const history = (await reading.extentOrNone(dyad, vintage)) && (await reading.history(dyad, vintage));
  await history?.machine?.readReports([id]);
  const event = history?.byId.get(id);
  if (!history || !event) return undefined;
  const { codebook } = reading.reference;
  const coded = codedEventRecord(event, codebook);
  const recordedAt = event.recordedAt.toISOString();
  return {
    event: { ...coded, revision: 1, recordedAt, ...machineOf(history, id) },
    retracted: false,
    revisions: [{ revision: 1, operation: 'create', recordedAt, recordedBy: feed, reason: '', event: coded }],
    bearings: [{ eventId: id, dyad, name: history.name, role: event.role, polarity: event.polarity }],
    model: modelRefOf(model),
    scoring: scoringOf(history, id, model),
    effect: await effectOf(reading, vintage, history, event, model),
  };
}

function scoringOf(history: DyadHistory, id: string, { definition }: AskedModel): EventDetail['scoring'] {
  const { columns } = history;
  const at = columns.ids.indexOf(id);
  const { holdDays, halfLifeDays } = typeParametersOf(definition, columns.types[columns.type[at]!]!);
  return { ...impactFactorsOf(columns, at, definition), holdDays, halfLifeDays };
}

async function effectOf(
  reading: Reading,
  vintage: Vintage,
  history: DyadHistory,
  event: CodedEvent,
  model: AskedModel,
): Promise<EventDetail['effect']> {
  const { definition } = model;
  const lastDay = vintage.lastDay;
  if (event.day > lastDay) return [];
  const { impact } = impactFactorsOf(history.columns, history.columns.ids.indexOf(event.id), definition);
  const parameters = typeParametersOf(definition, event.type);
  const score = await reading.score(history, vintage, model, 'both', lastDay);
  const columns = applyWhatIf(history.columns, { ...AS_CODED, withoutEvents: [event.id] });
  const without = scoreOf(
    basisOf(columns, definition, columns.day[0] ?? lastDay, Math.max(lastDay, columns.day[0] ?? lastDay)),
    definition,
  );
  return spread(event.day, lastDay, MAX_EFFECT_POINTS).map((day) => {
    const { index, tension } = pointOn(score, definition, day);
    const tensionPoints = impact * kernel(day - event.day, parameters);
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

/**
 * The rows that code the same act: this one, and those of the same day, source page and category in the dyads that its parties
 * form. Rows of one act are not linked by id; one page can tell of several acts, and the category keeps most of those apart.
 */
async function bearingsOf(reading: Reading, vintage: Vintage, event: CodedEvent): Promise<EventDetail['bearings']> {
  const known = new Set((await reading.extents(vintage)).map((extent) => extent.dyad));
  const parties = [...new Set([...(sidesOf(event.dyad) ?? []), event.actor, event.target, ...event.others])].filter(
    (party) => /^[A-Z]{3}$/.test(party),
  );
  const dyads = parties
    .flatMap((a, i) => parties.slice(i + 1).map((b) => dyadOf(a, b)))
    .filter((dyad) => dyad !== event.dyad && known.has(dyad));
  const categoryOf = ({ type }: CodedEvent): string | undefined => reading.reference.codebook.get(type)?.category;
  const rows: CodedEvent[] = [event];
  if (event.sourceUrl !== '')
    for (const dyad of dyads) {
      const { events } = await reading.history(dyad, vintage);
      rows.push(
        ...events.filter(
          (other) =>
            other.day === event.day && other.sourceUrl === event.sourceUrl && categoryOf(other) === categoryOf(event),
        ),
      );
    }
  return rows.map(({ id, dyad, role, polarity }) => ({
    eventId: id,
    dyad,
    name: dyadName(reading.reference, dyad),
    role,
    polarity,
  }));
}
