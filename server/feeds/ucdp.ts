/**
 * The Georeferenced Event Dataset of the Uppsala Conflict Data Program (CSV): deadly organised violence with both sides named. Only
 * events of state-based violence between two governments are handed on.
 */
import type { Codings } from './codings.ts';
import { feedDay } from './feedDate.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { csvNamedRows, type NamedRow } from './namedRows.ts';
import { statePair } from './statePair.ts';
import type { Place, States } from './states.ts';

const REQUIRED = ['id', 'type_of_violence', 'side_a', 'side_b', 'date_start', 'best'];

const STATE_BASED = '1';

/** Deaths from which on UCDP speaks of an armed conflict (in a year); here it parts severe events from others. */
const ARMED_CONFLICT_DEATHS = 25;

/** Reads a release; see `readGdelt` for what is given and counted. Which side began is not coded: side A is the actor by convention. */
export async function* readUcdp(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: Codings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  for await (const rows of csvNamedRows(bytes, REQUIRED, tally)) {
    const taken = rows.flatMap((row) => ucdpRow(row, states, codings, tally) ?? []);
    if (taken.length > 0) yield taken;
  }
}

function ucdpRow(row: NamedRow, states: States, codings: Codings, tally: FeedTally): FeedRow | undefined {
  const id = row.cell('id');
  const date = row.cell('date_start');
  const day = feedDay(date);
  if (day === undefined)
    return void tally.fault('date', {
      line: row.line,
      id,
      field: 'date_start',
      value: date.slice(0, 100),
      message: 'The date is none of the form 2018-06-01.',
    });
  const best = row.cell('best');
  if (!/^\d{1,7}$/.test(best))
    return void tally.fault('field', {
      line: row.line,
      id,
      field: 'best',
      value: best.slice(0, 100),
      message: 'The best estimate of deaths is no whole number.',
    });
  const deaths = Number(best);
  const world = tally.worldDay(day);
  world.rows++;
  const actor = governmentIn(row.cell('side_a'), states);
  const target = governmentIn(row.cell('side_b'), states);
  if (row.cell('type_of_violence') !== STATE_BASED || actor === undefined || target === undefined)
    return void tally.leaveOut({ why: 'notStates' });
  const pair = statePair(actor, target, day);
  if ('why' in pair) return void tally.leaveOut(pair);
  const code = `state-based: ${deaths === 0 ? 0 : deaths < ARMED_CONFLICT_DEATHS ? 1 : ARMED_CONFLICT_DEATHS}`;
  if (!codings.has(code))
    return void tally.fault('code', {
      line: row.line,
      id,
      field: 'best',
      value: code,
      message: 'There is no such code in data/feeds/ucdp.csv: add a line for it.',
    });
  tally.taken++;
  world.interstate++;
  return {
    id,
    day,
    addedDay: null,
    ...pair,
    actorDetail: row.cell('side_a'),
    targetDetail: row.cell('side_b'),
    code,
    intensity: null,
    mentions: 1,
    sources: Math.max(Number(row.cell('number_of_sources')) || 1, 1),
    articles: 1,
    report: row.cell('source_article'),
    place: states.named(row.cell('country'))?.code ?? null,
  };
}

/** The state of `Government of Russia (Soviet Union)`; `undefined` for what is no government. */
function governmentIn(side: string, states: States): Place | undefined {
  const [, name] = /^Government of (.+)$/.exec(side) ?? [];
  return name === undefined ? undefined : states.named(name);
}
