/** POST /api/v1/alerts/replay: when a rule would have told, before anybody keeps it. */
import { setImmediate } from 'node:timers/promises';
import { type Firing, firingsOf } from '../../models/alerts/firings.ts';
import { isOfSiblings, jumpsOf } from '../../models/alerts/replay.ts';
import { type AlertRule, isOfReports, isOfTheWatch, readRule } from '../../models/alerts/rule.ts';
import { WatchedDyad } from '../../models/alerts/watched.ts';
import { epochDay } from '../../models/calendar.ts';
import {
  alertReplay,
  alertReplayBody,
  type AlertReplay,
  MAX_REPLAYED_DYADS,
  MAX_TOLD,
} from '../../models/contract/alertReplay.ts';
import { replayReport } from '../alerts/replayReport.ts';
import { readBody } from './acts.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { modelRefOf } from './point.ts';
import { invalid } from './problem.ts';
import { noQuery, route } from './route.ts';
import type { Snapshots } from './snapshots.ts';
import { type ReplayedDays, replayedReports } from './unusualReplay.ts';
import { askedList } from './watchLists.ts';
import type { WatchLists } from '../alerts/watchLists.ts';

export const alertReplayRoute = (snapshots: Snapshots, lists: WatchLists) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/replay',
    needs: 'reader',
    summary: 'When a rule would have told, with the events as they are known today',
    description: `Nothing is kept, and nobody is told. Of a rule that watches more than ${MAX_REPLAYED_DYADS} dyads those with the most events are replayed.`,
    query: noQuery,
    body: { 'application/json': alertReplayBody },
    answers: { 200: { description: 'The days', body: alertReplay } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-act', 'unknown-list', 'not-ready'],
    async reply({ request, response, inTurn }) {
      const { rule, ...days } = readBody(alertReplayBody, await jsonBody(request, response));
      const read = readRule(rule, snapshots.reference.codebook);
      const faults = 'faults' in read ? read.faults : [];
      if (faults.length > 0)
        throw invalid(...faults.map(({ field, message }) => ({ field: `rule.${field}`, value: null, message })));
      if (isOfTheWatch(rule.when))
        throw invalid({
          field: 'rule.when.kind',
          value: rule.when.kind,
          message: 'tells of feeds or runs, of whose past nothing is known: give a rule about dyads',
        });
      const within = {
        from: days.from === undefined ? undefined : epochDay(days.from),
        to: days.to === undefined ? undefined : epochDay(days.to),
      };
      if (within.from !== undefined && within.to !== undefined && within.to < within.from)
        throw invalid({ field: 'to', value: days.to!, message: `lies before ${days.from!}: exchange from and to` });
      const only = await askedList(lists, request, rule.list);
      const watched = only ? { ...rule, dyads: [...only.dyads] } : rule;
      return inTurn(async () => ({
        answer: jsonAnswer(
          await (isOfReports(watched)
            ? replayedReports(snapshots, watched, within)
            : replayed(snapshots, watched, within)),
        ),
        lifetime: 'momentary',
      }));
    },
  });

async function replayed(snapshots: Snapshots, rule: AlertRule, days: ReplayedDays): Promise<AlertReplay> {
  const model = await snapshots.model();
  const vintage = await snapshots.vintage(undefined, model);
  const { lastDay } = vintage;
  const extents = (await vintage.source.extents()).filter(
    ({ dyad, firstDay }) => firstDay <= lastDay && (rule.dyads === 'all' || rule.dyads.includes(dyad)),
  );
  if (extents.length === 0)
    throw invalid({
      field: 'rule.dyads',
      value: rule.dyads === 'all' ? rule.dyads : rule.dyads.join(' '),
      message: 'name no dyad that has events: there is nothing to replay',
    });
  if (isOfSiblings(rule) && extents.length > MAX_REPLAYED_DYADS)
    throw invalid({
      field: 'rule.dyads',
      value: null,
      message: `are ${extents.length}, and a rule about several dyads of a state cannot be replayed on some of them: name ${MAX_REPLAYED_DYADS} at most`,
    });
  const chosen = extents.sort((a, b) => b.events - a.events).slice(0, MAX_REPLAYED_DYADS);
  const dyads: WatchedDyad[] = [];
  const firings = new Map<WatchedDyad, Firing[]>();
  const jumps = new Map<WatchedDyad, Int8Array>();
  for (const { dyad } of chosen) {
    const history = await snapshots.history(dyad, vintage);
    const score = await snapshots.score(history, vintage, model, 'both', lastDay);
    const watched = new WatchedDyad(history.columns, model.definition, lastDay, score);
    dyads.push(watched);
    if (isOfSiblings(rule)) jumps.set(watched, jumpsOf(rule, watched));
    else firings.set(watched, firingsOf(rule, watched));
    await setImmediate(); // a dyad may take a tenth of a second: others are answered between two
  }
  const { judgements } = snapshots.reference;
  const report = replayReport([rule], dyads, judgements, modelRefOf(model), days, {
    firings: (_, dyad) => firings.get(dyad)!,
    jumps: (_, dyad) => jumps.get(dyad)!,
  });
  return {
    ...report,
    told: report.told.slice(-MAX_TOLD),
    dyads: chosen.map(({ dyad }) => dyad),
    watched: extents.length,
  };
}
