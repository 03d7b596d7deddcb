/**
 * Rows of ACLED, as its export and its API write them (CSV): political violence with named sides. Only rows in which the forces of
 * two states meet are handed on. ACLED's terms forbid passing its rows on, so they are read with the user's own access and never ship.
 */
import type { Codings } from './codings.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { csvNamedRows } from './namedRows.ts';
import type { Place, States } from './states.ts';
import { readTable, type TableRow } from './tableRow.ts';

const REQUIRED = ['event_id_cnty', 'event_date', 'event_type', 'sub_event_type', 'actor1', 'actor2'];

/**
 * Reads an export; see `readGdelt` for what is given and counted. ACLED says of actor 1 and actor 2 that their order means nothing, so
 * the direction of such an event is a convention.
 */
export function readAcled(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: Codings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  return readTable(csvNamedRows(bytes, REQUIRED, tally), 'event_id_cnty', tally, (row) =>
    acledRow(row, states, codings),
  );
}

function acledRow(row: TableRow, states: States, codings: Codings): FeedRow | undefined {
  const day = row.day('event_date', '2023-02-16 or 16 February 2023');
  if (day === undefined) return undefined;
  const code = `${row.cell('event_type')}: ${row.cell('sub_event_type')}`;
  if (!codings.has(code))
    return row.fault(
      'code',
      'sub_event_type',
      'There is no such type in data/feeds/acled.csv: add a line for it.',
      code,
    );
  row.tally.rowIds?.push(row.id);
  row.tally.worldDay(day).rows++;
  const actor = stateOfForces(row.name('actor1'), states);
  const target = stateOfForces(row.name('actor2'), states);
  if (actor === undefined || target === undefined) return row.leaveOut({ why: 'notStates' });
  const pair = row.pair(actor, target, day);
  return (
    pair &&
    row.act(day, pair, {
      actorDetail: row.cell('actor1'),
      targetDetail: row.cell('actor2'),
      code,
      sources: Math.max(row.cell('source').split(';').length, 1),
      report: row.cell('source'),
      place: states.listed(row.name('country'))?.code ?? null,
    })
  );
}

/**
 * The state whose forces an actor is: `Military Forces of Russia (2000-) Air Force` is Russia. Rebels, militias and civilians are
 * none, and neither are forces of a government that is not recognised under the name of a state.
 */
function stateOfForces(actor: string, states: States): Place | undefined {
  const [, forces] = /^(?:Military|Police) Forces of (.+)$/.exec(actor) ?? [];
  return forces === undefined ? undefined : states.listed(forces.split(/\(\d{4}-\d{0,4}\)/, 1)[0]!.trim());
}
