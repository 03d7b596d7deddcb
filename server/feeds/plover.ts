/**
 * Event files of POLECAT, coded in PLOVER (2018 on): tab-separated, with a header that in some files ends in empty columns. A cell can
 * list several countries (`CHN;RUS` or `CHN|RUS`): the act is then one between each actor and each recipient.
 */
import type { Codings } from './codings.ts';
import { feedDay } from './feedDate.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { tabNamedRows } from './namedRows.ts';
import type { States } from './states.ts';
import { readTable, type TableRow } from './tableRow.ts';

const REQUIRED = ['Event Date', 'Event Type', 'Actor Country', 'Recipient Country'];

/** More countries than this in one cell are a list of members and no actor: the pairs would outgrow what was reported. */
const MAX_COUNTRIES = 10;

/**
 * Reads an event file; see `readGdelt` for what is given and counted. Each pair of one row is handed on, so a row that is taken once
 * in the tally can give several.
 */
export function readPlover(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: Codings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  return readTable(tabNamedRows(bytes, REQUIRED, tally), 'Event ID', tally, (row) => ploverRows(row, states, codings));
}

function ploverRows(row: TableRow, states: States, codings: Codings): FeedRow[] | undefined {
  const { tally } = row;
  const day = row.day('Event Date', '2018-06-01');
  if (day === undefined) return undefined;
  const type = row.cell('Event Type').toUpperCase();
  const mode = row.cell('Event Mode').toLowerCase();
  const coding = codings.get(`${type}: ${mode}`) ?? codings.get(type);
  if (coding === undefined)
    return row.fault('code', 'Event Type', 'The type is none of the 16 of PLOVER, such as CONSULT.', type);
  if (mode !== '' && mode !== 'none' && coding.code === type) tally.remark('codeCutToParent');
  const world = tally.worldDay(day);
  world.rows++;
  world.intensityTenths += Math.round((coding.intensity ?? 0) * 10);

  const actors = countriesIn(row.cell('Actor Country'));
  const targets = countriesIn(row.cell('Recipient Country'));
  if (actors.length === 0 || targets.length === 0 || actors.length > MAX_COUNTRIES || targets.length > MAX_COUNTRIES)
    return row.leaveOut({ why: 'noState' });
  const placeOf = (country: string) => states.iso3(country) ?? country;
  const pairs = row.pairs(actors.map(placeOf), targets.map(placeOf), day);
  return (
    pairs &&
    row.acts(day, pairs, {
      addedDay: feedDay(row.cell('Publication Date')) ?? null,
      actorDetail: row.cell('Actor Name'),
      targetDetail: row.cell('Recipient Name'),
      code: coding.code,
      intensity: coding.intensity,
      report: row.cell('Source'),
      place: states.iso3(row.cell('Country'))?.code ?? null,
    })
  );
}

function countriesIn(cell: string): string[] {
  const codes = cell.split(/[;|]/).map((code) => code.trim());
  return [...new Set(codes.filter((code) => code !== '' && code !== 'None' && code !== 'NA'))];
}
