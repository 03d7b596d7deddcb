/** When a rule about reports would have told: over what is stored of its feed. */
import { setImmediate } from 'node:timers/promises';
import { lineFirings } from '../../models/alerts/firings.ts';
import { DAYS_A_YEAR, type ReplayedFiring, toldWithin } from '../../models/alerts/replay.ts';
import type { UnusualRule } from '../../models/alerts/rule.ts';
import { UnusualLine, worldsOf } from '../../models/alerts/unusualLine.ts';
import { type AlertReplay, MAX_REPLAYED_DYADS, MAX_TOLD } from '../../models/contract/alertReplay.ts';
import { reportOf } from '../alerts/replayReport.ts';
import { modelOfFeed } from '../feeds/unusualPairs.ts';
import { modelRefOf } from './point.ts';
import { invalid } from './problem.ts';
import type { Snapshots } from './snapshots.ts';

/** Epoch days. */
export interface ReplayedDays {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export async function replayedReports(
  snapshots: Snapshots,
  rule: UnusualRule,
  { from, to }: ReplayedDays,
): Promise<AlertReplay> {
  const asked = rule.dyads === 'all' ? [] : rule.dyads;
  const stored = await snapshots.feeds.unusual.stored(rule.when.feed, snapshots.today(), snapshots.now());
  const model = stored && modelOfFeed(await snapshots.models(), stored.feed.key);
  if (stored?.newest === undefined || !model)
    throw invalid({
      field: 'rule.when.feed',
      value: rule.when.feed ?? null,
      message: 'has nothing stored to replay: add the feed and pull it first (GET /api/v1/feeds lists those there are)',
    });
  const { newest, world } = stored;
  const firstDay = world.day[0]!;
  const read = await snapshots.feeds.unusual.lines(stored, asked, firstDay, newest);
  const events = (dyad: string): number => read.get(dyad)!.rows.reduce((sum, rows) => sum + rows, 0);
  const chosen = asked.toSorted((a, b) => events(b) - events(a)).slice(0, MAX_REPLAYED_DYADS);
  const worldOn = worldsOf(world);
  const firings: ReplayedFiring[] = [];
  for (const dyad of chosen) {
    const line = new UnusualLine(read.get(dyad)!, worldOn, newest);
    for (const firing of lineFirings(rule, (day) => line.reading(rule.when, day), firstDay, newest))
      firings.push({ ...firing, rule: rule.name, dyad });
    await setImmediate();
  }
  const [begin, end] = [Math.max(firstDay, from ?? -Infinity), Math.min(newest, to ?? Infinity)];
  const told = toldWithin(firings, begin, end);
  const days = Math.max(0, end - begin + 1) * chosen.length;
  return {
    ...reportOf(
      modelRefOf(model),
      { from, to: end },
      [
        {
          name: rule.name,
          title: rule.title,
          told: told.length,
          perYearAndDyad: days > 0 ? (told.length * DAYS_A_YEAR) / days : 0,
          // Judgements are of lines coded by hand.
          judgedPeriods: 0,
          judged: 0,
          medianLagDays: null,
        },
      ],
      told.slice(-MAX_TOLD),
    ),
    dyads: chosen,
    watched: asked.length,
  };
}
