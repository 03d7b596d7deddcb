/**
 * Event files of POLECAT, coded in PLOVER (2018 on): tab-separated, with a header that in some files ends in empty columns. A cell can
 * list several countries (`CHN;RUS`): the act is then one between each actor and each recipient.
 */
import type { Codings } from './codings.ts';
import { feedDay } from './feedDate.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { type NamedRow, tabNamedRows } from './namedRows.ts';
import { statePair } from './statePair.ts';
import type { States } from './states.ts';

const REQUIRED = ['Event Date', 'Event Type', 'Actor Country', 'Recipient Country'];

/** More countries than this in one cell are a list of members and no actor: the pairs would outgrow what was reported. */
const MAX_COUNTRIES = 10;

/**
 * Reads an event file; see `readGdelt` for what is given and counted. Each pair of one row is handed on, so a row that is taken once
 * in the tally can give several.
 */
export async function* readPlover(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: Codings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  for await (const rows of tabNamedRows(bytes, REQUIRED, tally)) {
    const taken = rows.flatMap((row) => ploverRows(row, states, codings, tally));
    if (taken.length > 0) yield taken;
  }
}

function ploverRows(row: NamedRow, states: States, codings: Codings, tally: FeedTally): FeedRow[] {
  const id = row.cell('Event ID');
  const date = row.cell('Event Date');
  const day = feedDay(date);
  const nothing: FeedRow[] = [];
  if (day === undefined) {
    tally.fault('date', {
      line: row.line,
      id,
      field: 'Event Date',
      value: date.slice(0, 100),
      message: 'The date is none of the form 2018-06-01.',
    });
    return nothing;
  }
  const type = row.cell('Event Type').toUpperCase();
  const mode = row.cell('Event Mode').toLowerCase();
  const coding = codings.get(`${type}: ${mode}`) ?? codings.get(type);
  if (coding === undefined) {
    tally.fault('code', {
      line: row.line,
      id,
      field: 'Event Type',
      value: type.slice(0, 100),
      message: 'The type is none of the 16 of PLOVER, such as CONSULT.',
    });
    return nothing;
  }
  if (mode !== '' && mode !== 'none' && coding.code === type) tally.remark('codeCutToParent');
  const world = tally.worldDay(day);
  world.rows++;
  world.intensityTenths += Math.round((coding.intensity ?? 0) * 10);

  const actors = countriesIn(row.cell('Actor Country'));
  const targets = countriesIn(row.cell('Recipient Country'));
  if (actors.length === 0 || targets.length === 0 || actors.length > MAX_COUNTRIES || targets.length > MAX_COUNTRIES) {
    tally.leaveOut({ why: 'noState' });
    return nothing;
  }
  const placeOf = (country: string) => states.iso3(country) ?? country;
  const found = actors.flatMap((actor) => targets.map((target) => statePair(placeOf(actor), placeOf(target), day)));
  const pairs = found.filter((pair) => 'actor' in pair);
  const [noPair] = found.filter((pair) => 'why' in pair);
  if (pairs.length === 0) {
    if (noPair) tally.leaveOut(noPair);
    return nothing;
  }
  tally.taken++;
  world.interstate++;
  return pairs.map((pair) => ({
    id,
    day,
    addedDay: feedDay(row.cell('Publication Date')) ?? null,
    ...pair,
    actorDetail: row.cell('Actor Name'),
    targetDetail: row.cell('Recipient Name'),
    code: coding.code,
    intensity: coding.intensity,
    mentions: 1,
    sources: 1,
    articles: 1,
    report: row.cell('Source'),
    place: states.iso3(row.cell('Country'))?.code ?? null,
  }));
}

function countriesIn(cell: string): string[] {
  const codes = cell.split(';').map((code) => code.trim());
  return [...new Set(codes.filter((code) => code !== '' && code !== 'None' && code !== 'NA'))];
}
