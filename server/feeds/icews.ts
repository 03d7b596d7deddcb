/**
 * Event files of ICEWS (1995 to April 2023): tab-separated, with a header. Their known faults: the file of 2017 dates its rows month
 * first; in that of 2013, 145,312 ids stand for two acts on two days; codes such as `13y`; countries by name.
 */
import type { CameoCodings } from './codings.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { tabNamedRows } from './namedRows.ts';
import type { States } from './states.ts';
import { readTable, type TableRow } from './tableRow.ts';

const REQUIRED = ['Event ID', 'Event Date', 'Source Country', 'Target Country'];

/** How ICEWS writes an empty cell. */
const NOTHING = ['', 'NA', 'None'];

/** Reads an event file; see `readGdelt` for what is given and counted. A row's id is its event id with its date, for an id alone can stand for two acts. */
export function readIcews(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: CameoCodings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  const seen = new SeenIds(tally);
  return readTable(tabNamedRows(bytes, REQUIRED, tally), 'Event ID', tally, (row) =>
    icewsRow(row, states, codings, seen),
  );
}

function icewsRow(row: TableRow, states: States, codings: CameoCodings, seen: SeenIds): FeedRow | undefined {
  const { id, tally } = row;
  const day = row.day('Event Date', '2018-06-01 or 12/1/2017');
  if (day === undefined) return undefined;
  // Some files have no column of codes: the text of the event is the label of its code.
  const coding = codings.of(row.cell('CAMEO Code')) ?? codings.ofText(row.cell('Event Text'));
  if (coding === undefined)
    return row.fault(
      'code',
      'CAMEO Code',
      'The code begins with no root of CAMEO, 01 to 20, and the text of the event is no label of one that is known.',
    );
  if (coding.cut) tally.remark('codeCutToParent');
  const world = tally.worldDay(day);
  world.rows++;
  world.quadClasses[coding.quadClass - 1]!++;
  world.intensityTenths += coding.intensityTenths;

  const actorName = row.name('Source Country');
  const targetName = row.name('Target Country');
  if (NOTHING.includes(actorName) || NOTHING.includes(targetName)) return row.leaveOut({ why: 'noState' });
  const pair = row.pair(states.listed(actorName) ?? actorName, states.listed(targetName) ?? targetName, day);
  if (pair === undefined) return undefined;
  if (seen.again(id, day)) return row.leaveOut({ why: 'repeated' });
  if (Number(row.cell('Intensity') || NaN) * 10 !== coding.intensityTenths) tally.remark('goldsteinDiffers');
  const placeName = row.name('Country');
  return row.act(day, pair, {
    id: `${id}@${row.cell('Event Date')}`,
    actorDetail: row.cell('Source Name'),
    targetDetail: row.cell('Target Name'),
    code: coding.code,
    intensity: coding.intensity,
    report: reportOf(row.cell('Publisher'), row.cell('Story ID')),
    place: NOTHING.includes(placeName) ? null : (states.listed(placeName)?.code ?? null),
  });
}

function reportOf(publisher: string, story: string): string {
  const name = NOTHING.includes(publisher) ? 'unnamed publisher' : publisher;
  return NOTHING.includes(story) ? '' : `${name}, story ${story}`;
}

/** Ids that a file has had, each with its days: the same id on the same day is the same row once more. */
class SeenIds {
  readonly #days = new Map<string, number | Set<number>>();
  readonly #tally: FeedTally;

  constructor(tally: FeedTally) {
    this.#tally = tally;
  }

  again(id: string, day: number): boolean {
    const days = this.#days.get(id);
    if (days === day || (typeof days === 'object' && days.has(day))) return true;
    if (days === undefined) this.#days.set(id, day);
    else {
      this.#tally.remark('idWithTwoDates');
      this.#days.set(id, typeof days === 'object' ? days.add(day) : new Set([days, day]));
    }
    return false;
  }
}
