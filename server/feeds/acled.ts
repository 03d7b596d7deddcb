/**
 * Rows of ACLED, as its export and its API write them (CSV): political violence with named sides. Only rows in which the forces of
 * two states meet are handed on. ACLED's terms forbid passing its rows on, so they are read with the user's own access and never ship.
 */
import type { Codings } from './codings.ts';
import { feedDay } from './feedDate.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { csvNamedRows, type NamedRow } from './namedRows.ts';
import { statePair } from './statePair.ts';
import type { Place, States } from './states.ts';

const REQUIRED = ['event_id_cnty', 'event_date', 'event_type', 'sub_event_type', 'actor1', 'actor2'];

/**
 * Reads an export; see `readGdelt` for what is given and counted. ACLED says of actor 1 and actor 2 that their order means nothing, so
 * the direction of such an event is a convention.
 */
export async function* readAcled(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: Codings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  for await (const rows of csvNamedRows(bytes, REQUIRED, tally)) {
    const taken = rows.flatMap((row) => acledRow(row, states, codings, tally) ?? []);
    if (taken.length > 0) yield taken;
  }
}

function acledRow(row: NamedRow, states: States, codings: Codings, tally: FeedTally): FeedRow | undefined {
  const id = row.cell('event_id_cnty');
  const date = row.cell('event_date');
  const day = feedDay(date);
  if (day === undefined)
    return void tally.fault('date', {
      line: row.line,
      id,
      field: 'event_date',
      value: date.slice(0, 100),
      message: 'The date is none of the form 2023-02-16 or 16 February 2023.',
    });
  const code = `${row.cell('event_type')}: ${row.cell('sub_event_type')}`;
  const coding = codings.get(code);
  if (coding === undefined)
    return void tally.fault('code', {
      line: row.line,
      id,
      field: 'sub_event_type',
      value: code.slice(0, 100),
      message: 'There is no such type in data/feeds/acled.csv: add a line for it.',
    });
  const world = tally.worldDay(day);
  world.rows++;
  const actor = stateOfForces(row.cell('actor1'), states);
  const target = stateOfForces(row.cell('actor2'), states);
  if (actor === undefined || target === undefined) return void tally.leaveOut({ why: 'notStates' });
  const pair = statePair(actor, target, day);
  if ('why' in pair) return void tally.leaveOut(pair);
  tally.taken++;
  world.interstate++;
  return {
    id,
    day,
    addedDay: null,
    ...pair,
    actorDetail: row.cell('actor1'),
    targetDetail: row.cell('actor2'),
    code,
    intensity: null,
    mentions: 1,
    sources: Math.max(row.cell('source').split(';').length, 1),
    articles: 1,
    report: row.cell('source'),
    place: states.named(row.cell('country'))?.code ?? null,
  };
}

/**
 * The state whose forces an actor is: `Military Forces of Russia (2000-) Air Force` is Russia. Rebels, militias and civilians are
 * none, and neither are forces of a government that is not recognised under the name of a state.
 */
function stateOfForces(actor: string, states: States): Place | undefined {
  const [, name] = /^(?:Military|Police) Forces of (.+?) ?(?:\(\d{4}-\d{0,4}\).*)?$/.exec(actor) ?? [];
  return name === undefined ? undefined : states.named(name);
}
