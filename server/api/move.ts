/** GET /api/v1/dyads/:dyad/move: the change between two days, two moments of knowledge or two models as the sum of its causes. */
import { z } from 'zod';
import { basisOf } from '../../models/basis.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { scoreOf } from '../../models/score.ts';

import { actorsOf, explainMoveBetween, MOVE_KINDS, type MoveState } from '../../models/move.ts';
import { answeredParts, partsOf } from '../../models/moveFinding.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Direction } from '../../models/dyad.ts';
import { applyWhatIf, AS_CODED, type WhatIf } from '../../models/whatIf.ts';
import { type Answer, csvAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Move, move } from '../../models/contract/move.ts';
import { members } from '../csv.ts';
import { listedParts, PART_COLUMNS, partRecord } from './listedParts.ts';
import { refuseFuture, refuseReversed } from './dayRange.ts';
import { asOf, day, direction, model } from './parameters.ts';
import { directionOf, modelRefOf } from './point.ts';
import { invalid } from './problem.ts';
import type { AskedModel } from './askedModel.ts';
import { actsOf, type DyadHistory, type Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

const query = z.strictObject({
  from: day('The day at which the move begins.'),
  to: day('The day at which it ends; today (the day of the last roll-up) when left out.'),
  model: model.describe('The model at the beginning, and at the end unless modelTo says otherwise.'),
  modelTo: model.describe('The model at the end.'),
  asOf: asOf.describe('What was known at the beginning, and at the end unless asOfTo says otherwise.'),
  asOfTo: asOf.describe('What was known at the end.'),
  direction,
});

/** One end of the move: a day, what was known, and the model. */
export interface End {
  readonly day: number;
  readonly vintage: Vintage;
  readonly model: AskedModel;
}

export const moveRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/move',
    needs: 'reader',
    summary: 'A change as the sum of its causes',
    description:
      'New events of the period, the fading of earlier ones, what was recorded or recoded between asOf and asOfTo, and what modelTo weighs otherwise than model; data come before the model. The sum of `groups.indexPoints` = `change`, and `residual` says how exactly. `actors` has the same causes by whose acts they are. The sentence follows published rules: little changed below a point or where the 90 % band of the change includes zero, and a cause only where it alone explains half. Two days are compared as they stand at their ends; for a window give the day before its first.',
    csv: true,
    query,
    answers: { 200: { description: 'The causes', body: move } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const dyad = call.path('dyad');
      const direction = directionOf(query.direction, dyad);
      if (query.from === undefined)
        throw invalid({
          field: 'from',
          value: null,
          message: 'is missing: give the day at which the move begins, such as 2024-03-01',
        });
      const model = await snapshots.model(query.model);
      const modelTo = query.modelTo === undefined ? model : await snapshots.model(query.modelTo);
      if (actsOf(model) !== actsOf(modelTo))
        throw invalid({
          field: 'modelTo',
          value: query.modelTo ?? null,
          message:
            'scores other acts than model does (from feeds, or inherited): a move explains one set of acts, so give one model, or lay the two series side by side',
        });
      const vintage = await snapshots.vintage(query.asOf, model);
      const vintageTo = query.asOfTo ? await snapshots.vintage(query.asOfTo, model) : vintage;
      const from: End = { day: query.from, vintage, model };
      const to: End = { day: query.to ?? vintageTo.lastDay, vintage: vintageTo, model: modelTo };
      refuseFuture(snapshots, vintageTo, 'to', to.day);
      refuseReversed(from.day, to.day);
      const decided = {
        vintages: [vintage, vintageTo],
        models: [model, modelTo],
        parts: [from.day, to.day, direction],
        isLastDayGiven: query.to !== undefined,
      };
      return answers.reply(call, decided, () => moveOf(snapshots, dyad, from, to, direction), inCsv);
    },
  });

/** The move that was asked for; `whatIf` leaves out or grades otherwise at both ends; a window begins on the eve of its first day. */
export async function moveOf(
  snapshots: Snapshots,
  dyad: string,
  from: End,
  to: End,
  direction: Direction,
  whatIf: WhatIf = AS_CODED,
  isWindow = false,
): Promise<Move> {
  const before = await snapshots.history(dyad, from.vintage);
  const after = to.vintage === from.vintage ? before : await snapshots.history(dyad, to.vintage);
  const { codebook } = snapshots.reference;
  const stateOf = (history: DyadHistory, { day, model }: End): MoveState => ({
    day,
    columns: applyWhatIf(history.columns, whatIf),
    model: model.definition,
  });
  const states = { from: stateOf(before, from), to: stateOf(after, to), direction };
  if (to.vintage === from.vintage) states.to = { ...states.to, columns: states.from.columns };
  const found = explainMoveBetween(states.from, states.to, direction);
  const { listed, smaller } = await listedParts(
    after,
    MOVE_KINDS.flatMap((kind) => found[kind].map((part) => ({ ...part, kind }))),
  );
  const eventOf = (id: string) => after.byId.get(id) ?? before.byId.get(id)!;
  const { columns, model } = states.from;
  const score = scoreOf(basisOf(columns, model, from.day, to.day, direction), model);
  const parts = partsOf(found, states, codebook, score);
  const sentence = moveSentence(
    parts,
    { subject: subjectOf(snapshots, after, direction), isWindow, eventOf },
    WORDS.en,
  );
  const endOf = (end: End, { index, tension }: { index: number; tension: number }): Move['from'] => ({
    date: toIsoDate(end.day),
    index,
    tension,
    model: modelRefOf(end.model),
    asOf: end.vintage.asOf?.toISOString() ?? null,
  });
  return {
    dyad,
    name: after.name,
    direction,
    from: endOf(from, found.from),
    to: endOf(to, found.to),
    ...answeredParts(parts),
    actors: actorsOf(found, codebook),
    events: listed.map(({ kind, ...part }) => {
      const { eventId } = part;
      const { behind } = after.byId.get(eventId) ? after : before;
      return { eventId, kind, ...partRecord(part, eventOf(eventId), codebook, behind(eventId)) };
    }),
    ...(smaller && { smaller }),
    rescaling: found.rescaling,
    sentence,
    residual: found.residual,
  };
}

/** The API speaks English, whoever asks. */
function subjectOf({ reference }: Snapshots, { dyad, name }: DyadHistory, direction: Direction): string {
  const [a, b] = (direction === 'both' ? dyad.split('-') : direction.split('>')).map(
    (code) => reference.countries.get(code)?.name ?? code,
  ) as [string, string];
  const { both, towards } = WORDS.en.moveSubject;
  return direction === 'both' ? both(name, a, b) : towards(a, b);
}

function inCsv({ dyad, from, to, events }: Move): Answer {
  return csvAnswer(
    [...members('eventId', 'kind'), ...PART_COLUMNS],
    events,
    `${dyad}_move_${from.date}_${to.date}_${to.model.name}@${to.model.hash}`,
  );
}
