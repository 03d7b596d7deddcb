/**
 * The Georeferenced Event Dataset of the Uppsala Conflict Data Program (CSV): deadly organised violence with both sides named. Only
 * events of state-based violence between two governments are handed on.
 */
import type { Codings } from './codings.ts';
import { feedDay } from './feedDate.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { csvNamedRows } from './namedRows.ts';
import type { Place, States } from './states.ts';
import { readTable, type TableRow } from './tableRow.ts';

const REQUIRED = ['id', 'type_of_violence', 'side_a', 'side_b', 'date_start', 'best'];

const STATE_BASED = '1';

/** The least exact of five ways in which UCDP knows a date: longer than a month, at most a year. */
const KNOWN_BY_THE_YEAR = '5';

/** Deaths from which on UCDP speaks of an armed conflict (in a year); here it parts severe events from others. */
const ARMED_CONFLICT_DEATHS = 25;

/** Reads a release; see `readGdelt` for what is given and counted. Which side began is not coded: side A is the actor by convention. */
export function readUcdp(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: Codings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  return readTable(csvNamedRows(bytes, REQUIRED, tally), 'id', tally, (row) => ucdpRow(row, states, codings));
}

function ucdpRow(row: TableRow, states: States, codings: Codings): FeedRow | undefined {
  const day = row.day('date_start', '2018-06-01');
  if (day === undefined) return undefined;
  const best = row.cell('best');
  if (!/^\d{1,7}$/.test(best)) return row.fault('field', 'best', 'The best estimate of deaths is no whole number.');
  const deaths = Number(best);
  row.tally.worldDay(day).rows++;
  const actor = governmentIn(row.name('side_a'), states);
  const target = governmentIn(row.name('side_b'), states);
  if (row.cell('type_of_violence') !== STATE_BASED || actor === undefined || target === undefined)
    return row.leaveOut({ why: 'notStates' });
  if (row.cell('date_prec') === KNOWN_BY_THE_YEAR) return row.leaveOut({ why: 'dayUnknown' });
  const pair = row.pair(actor, target, day);
  if (pair === undefined) return undefined;
  const code = `state-based: ${deaths === 0 ? 0 : deaths < ARMED_CONFLICT_DEATHS ? 1 : ARMED_CONFLICT_DEATHS}`;
  if (!codings.has(code))
    return row.fault('code', 'best', 'There is no such code in data/feeds/ucdp.csv: add a line for it.', code);
  if ((feedDay(row.cell('date_end')) ?? day) > day) row.tally.remark('longerThanADay');
  return row.act(day, pair, {
    actorDetail: row.cell('side_a'),
    targetDetail: row.cell('side_b'),
    code,
    sources: Math.max(Number(row.cell('number_of_sources')) || 1, 1),
    report: row.cell('source_article'),
    place: states.listed(row.name('country'))?.code ?? null,
  });
}

/** The state of `Government of Russia (Soviet Union)`; `undefined` for what is no government. */
function governmentIn(side: string, states: States): Place | undefined {
  const [, name] = /^Government of (.+)$/.exec(side) ?? [];
  return name === undefined ? undefined : states.listed(name);
}
