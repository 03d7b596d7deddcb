/**
 * Event files of ICEWS (1995 to April 2023): tab-separated, with a header. Their known faults: the file of 2017 dates its rows month
 * first; in that of 2013, 145,312 ids stand for two acts on two days; codes such as `13y`; countries by name.
 */
import type { CameoCodings } from './codings.ts';
import { feedDay } from './feedDate.ts';
import type { FeedRow, FeedTally } from './feedRow.ts';
import { type NamedRow, tabNamedRows } from './namedRows.ts';
import { statePair } from './statePair.ts';
import type { States } from './states.ts';

const REQUIRED = ['Event ID', 'Event Date', 'Source Country', 'CAMEO Code', 'Target Country'];

/** How ICEWS writes an empty cell. */
const NOTHING = ['', 'NA', 'None'];

/** Reads an event file; see `readGdelt` for what is given and counted. A row's id is its event id with its date, for an id alone can stand for two acts. */
export async function* readIcews(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: CameoCodings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  const seen = new SeenIds(tally);
  for await (const rows of tabNamedRows(bytes, REQUIRED, tally)) {
    const taken = rows.flatMap((row) => icewsRow(row, states, codings, seen, tally) ?? []);
    if (taken.length > 0) yield taken;
  }
}

function icewsRow(
  row: NamedRow,
  states: States,
  codings: CameoCodings,
  seen: SeenIds,
  tally: FeedTally,
): FeedRow | undefined {
  const id = row.cell('Event ID');
  const date = row.cell('Event Date');
  const day = feedDay(date);
  if (day === undefined)
    return void tally.fault('date', {
      line: row.line,
      id,
      field: 'Event Date',
      value: date.slice(0, 100),
      message: 'The date is none of the form 2018-06-01 or 12/1/2017.',
    });
  const code = row.cell('CAMEO Code');
  const coding = codings.of(code);
  if (coding === undefined)
    return void tally.fault('code', {
      line: row.line,
      id,
      field: 'CAMEO Code',
      value: code.slice(0, 100),
      message: 'The code begins with no root of CAMEO, 01 to 20.',
    });
  if (coding.cut) tally.remark('codeCutToParent');
  const world = tally.worldDay(day);
  world.rows++;
  world.quadClasses[coding.quadClass - 1]!++;
  world.intensityTenths += coding.intensityTenths;

  const actorName = row.cell('Source Country');
  const targetName = row.cell('Target Country');
  if (NOTHING.includes(actorName) || NOTHING.includes(targetName)) return void tally.leaveOut({ why: 'noState' });
  const pair = statePair(states.named(actorName) ?? actorName, states.named(targetName) ?? targetName, day);
  if ('why' in pair) return void tally.leaveOut(pair);
  if (seen.again(id, day)) return void tally.leaveOut({ why: 'repeated' });
  if (Number(row.cell('Intensity') || NaN) * 10 !== coding.intensityTenths) tally.remark('goldsteinDiffers');
  tally.taken++;
  world.interstate++;
  const placeName = row.cell('Country');
  return {
    id: `${id}@${date}`,
    day,
    addedDay: null,
    ...pair,
    actorDetail: row.cell('Source Name'),
    targetDetail: row.cell('Target Name'),
    code: coding.code,
    intensity: coding.intensity,
    mentions: 1,
    sources: 1,
    articles: 1,
    report: reportOf(row.cell('Publisher'), row.cell('Story ID')),
    place: NOTHING.includes(placeName) ? null : (states.named(placeName)?.code ?? null),
  };
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
