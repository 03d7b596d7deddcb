/** Reading the ledger as it stood at some moment. */
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { textFault } from '../../models/textFault.ts';
import { byDyad } from '../byDyad.ts';
import { placesOf } from '../placesOf.ts';
import type { SqlValue } from '../store/database.ts';
import type { Reader } from '../store/reading.ts';
import type { Operation } from './change.ts';
import type {
  DaySpan,
  DyadExtent,
  EventCounts,
  EventFilter,
  LedgerEvent,
  Revision,
  RevisionPage,
  ScoredRevisions,
} from './ledger.ts';
import {
  EVENT_COLUMNS,
  EVENTS_IN_SQL,
  eventsOfText,
  type EventRow,
  ledgerEvent,
  REVISION_COLUMNS,
  revisionOf,
  type RevisionRow,
  SCORED_IN_SQL,
  scoredEventsOfText,
} from './revisionRow.ts';

/** Later than every moment: the ledger as it stands. */
export const NOW = new Date('9999-12-31T00:00:00Z');
/** Earlier than every moment: the beginning of year 1. */
export const EVER = new Date(-62_135_596_800_000);
/** Words of a search beyond this many narrow nothing that matters. */
const MAX_WORDS = 12;

/**
 * The condition of a revision `held` to hold at the moment of parameter $1: recorded by then, no retraction, and no later
 * revision by then. Most events have one revision, so the rows to compare with are few whatever the size of the ledger.
 */
const HOLDS = `held.recorded_at <= $1 and held.operation <> 'retract' and not exists (
  select 1 from event_revision as later
  where later.event_id = held.event_id and later.revision > held.revision and later.revision > 1 and later.recorded_at <= $1)`;

export async function watermark(database: Reader, upTo = NOW): Promise<Date | null> {
  const [row] = await database.query<{ last: Date | null }>(
    `select max(recorded_at) as last from (
       select max(recorded_at) as recorded_at from event_revision where recorded_at <= $1
       union all select max(recorded_at) from coverage_stretch where recorded_at <= $1) as recorded`,
    [upTo],
  );
  return row?.last ?? null;
}

export async function dyads(database: Reader, asOf = NOW): Promise<DyadExtent[]> {
  const rows = await database.query<{ dyad: string; events: number; first_day: number; last_day: number }>(
    `select dyad, count(*) as events, min(date - date '1970-01-01') as first_day, max(date - date '1970-01-01') as last_day
     from event_revision as held where ${HOLDS} group by dyad order by dyad collate "C"`,
    [asOf],
  );
  return rows.map((row) => ({ dyad: row.dyad, events: row.events, firstDay: row.first_day, lastDay: row.last_day }));
}

/** The events of some dyads, each in order of day, then id; a dyad without any is left out. One scan, however many dyads there are. */
export async function eventsOf(
  database: Reader,
  dyads: readonly string[],
  asOf = NOW,
): Promise<Map<string, LedgerEvent[]>> {
  if (dyads.length === 0) return new Map();
  // By year, so that no text grows with the history of a dyad.
  const rows = await database.query<{ dyad: string; events: string }>(
    `select dyad, ${EVENTS_IN_SQL} as events from event_revision as held where dyad in (${placesOf(dyads, 2)}) and ${HOLDS}
     group by dyad, extract(year from date) order by min(date)`,
    [asOf, ...dyads],
  );
  return new Map([...byDyad(rows)].map(([dyad, years]) => [dyad, years.flatMap(({ events }) => eventsOfText(events))]));
}

/** What scoring reads of some dyads; a dyad without events is left out. One scan, however many dyads there are. */
export async function scoredEventsOf(
  database: Reader,
  dyads: readonly string[],
  asOf = NOW,
): Promise<Map<string, ScoredRevisions>> {
  if (dyads.length === 0) return new Map();
  const rows = await database.query<{ dyad: string; events: string; first: Date }>(
    `select dyad, ${SCORED_IN_SQL} as events, min(recorded_at) as first
     from event_revision as held where dyad in (${placesOf(dyads, 2)}) and ${HOLDS} group by dyad, extract(year from date)`,
    [asOf, ...dyads],
  );
  return new Map(
    [...byDyad(rows)].map(([dyad, years]) => [
      dyad,
      {
        events: years.flatMap(({ events }) => scoredEventsOfText(events)),
        firstRecorded: new Date(Math.min(...years.map(({ first }) => first.getTime()))),
      },
    ]),
  );
}

/** Names a revision in what `summariesOf` returns. */
export const summaryKey = ({ id, revision }: { readonly id: string; readonly revision: number }): string =>
  `${revision} ${id}`;

export async function summariesOf(
  database: Reader,
  dyads: readonly string[],
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  if (eventIds.length === 0) return new Map();
  const rows = await database.query<{ id: string; revision: number; summary: string }>(
    `select event_id as id, revision, summary from event_revision 
     where dyad in (${placesOf(dyads, 1)}) and event_id in (${placesOf(eventIds, dyads.length + 1)})`,
    [...dyads, ...eventIds],
  );
  return new Map(rows.map((row) => [summaryKey(row), row.summary]));
}

/** The rows that code an act, by dyad: those that name it, and the one whose id it is. */
export async function rowsOfAct(database: Reader, act: string, asOf = NOW): Promise<LedgerEvent[]> {
  const rows = await database.query<EventRow>(
    `select ${EVENT_COLUMNS} from event_revision as held where (act_id = $2 or (event_id = $2 and act_id = '')) and ${HOLDS} order by dyad collate "C", event_id collate "C"`,
    [asOf, act],
  );
  return rows.map(ledgerEvent);
}

/** One scan, however many dyads and spans there are. */
export async function counts(database: Reader, spans: readonly DaySpan[], asOf = NOW): Promise<EventCounts[]> {
  const parameters: SqlValue[] = [asOf, toIsoDate(Math.max(...spans.map(({ to }) => to)))];
  const sums = spans.map(({ after, to }, i) => {
    parameters.push(toIsoDate(after), toIsoDate(to));
    return `count(case when date > cast($${parameters.length - 1} as date) and date <= cast($${parameters.length} as date) then 1 end) as span_${i}`;
  });
  const rows = await database.query<Record<string, number> & { dyad: string; last_day: number }>(
    `select dyad, max(date - date '1970-01-01') as last_day, ${sums.join(', ')}
     from event_revision as held where date <= cast($2 as date) and ${HOLDS} group by dyad`,
    parameters,
  );
  return rows.map((row) => ({ dyad: row.dyad, counts: spans.map((_, i) => row[`span_${i}`]!), lastDay: row.last_day }));
}

export async function mostSevere(
  database: Reader,
  { after, to }: DaySpan,
  limit: number,
  asOf = NOW,
  dyads?: ReadonlySet<string>,
): Promise<LedgerEvent[]> {
  const names = [...(dyads ?? [])].map((_, i) => `$${i + 5}`);
  const ofThese = dyads ? `and dyad in (${names.join(', ') || 'null'})` : '';
  const rows = await database.query<EventRow>(
    `select ${EVENT_COLUMNS} from event_revision as held where date > cast($2 as date) and date <= cast($3 as date) ${ofThese} and ${HOLDS}
     order by severity desc, date desc, event_id collate "C" limit cast($4 as bigint)`,
    [asOf, toIsoDate(after), toIsoDate(to), limit, ...(dyads ?? [])],
  );
  return rows.map(ledgerEvent);
}

export async function revisions(database: Reader, eventId: string): Promise<Revision[]> {
  const rows = await database.query<RevisionRow>(
    `select ${REVISION_COLUMNS} from event_revision where event_id = $1 order by revision`,
    [eventId],
  );
  return rows.map(revisionOf);
}

/**
 * A page of a dyad's events, newest first. The cursor names the last event of the page before, so that pages neither repeat
 * nor skip an event when others are added meanwhile.
 *
 * @throws RangeError for a cursor that this function did not make.
 */
export async function search(
  database: Reader,
  dyad: string,
  filter: EventFilter,
): Promise<{ events: LedgerEvent[]; nextCursor: string | null }> {
  const parameters: SqlValue[] = [filter.asOf ?? NOW, dyad];
  const conditions = ['dyad = $2', HOLDS];
  const where = (condition: (place: string) => string, value: SqlValue): void => {
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  if (filter.from !== undefined) where((date) => `date >= cast(${date} as date)`, toIsoDate(filter.from));
  if (filter.to !== undefined) where((date) => `date <= cast(${date} as date)`, toIsoDate(filter.to));
  if (filter.type !== undefined) where((type) => `type = ${type}`, filter.type);
  if (filter.actor !== undefined) where((actor) => `actor = ${actor}`, filter.actor);
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  for (const word of words)
    where(
      (text) =>
        `position(cast(${text} as text) in lower(summary || ' ' || note || ' ' || source_name || ' ' || type)) > 0`,
      word,
    );
  if (filter.cursor !== undefined) {
    const last = readCursor(filter.cursor);
    where((date) => `date <= cast(${date} as date)`, last.date);
    parameters.push(last.id);
    conditions.push(`(date < cast($${parameters.length - 1} as date) or event_id collate "C" < $${parameters.length})`);
  }
  parameters.push(filter.limit + 1);
  const rows = await database.query<EventRow>(
    `select ${EVENT_COLUMNS} from event_revision as held where ${conditions.join(' and ')}
     order by date desc, event_id collate "C" desc limit cast($${parameters.length} as bigint)`,
    parameters,
  );
  const page = rows.slice(0, filter.limit).map(ledgerEvent);
  const last = page.at(-1);
  return { events: page, nextCursor: rows.length > filter.limit && last ? writeCursor(last) : null };
}

function writeCursor(event: LedgerEvent): string {
  return Buffer.from(`${toIsoDate(event.day)} ${event.id}`).toString('base64url');
}

function readCursor(cursor: string): { date: string; id: string } {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\S+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!parts || parseDay(parts[1]!) === undefined || textFault(parts[2]!) !== undefined)
    throw new RangeError(`The cursor "${cursor}" is none of ours: leave it out to begin at the first page.`);
  return { date: parts[1]!, id: parts[2]! };
}

/** What was recorded after $1 and up to $2, beside what it stands in the place of. */
const TOUCHED = `
  select dyad, date, recorded_at from event_revision where recorded_at > $1 and recorded_at <= $2
  union all
  select before.dyad, before.date, revised.recorded_at
  from event_revision as revised
  join event_revision as before on before.event_id = revised.event_id and before.revision = revised.revision - 1
  where revised.recorded_at > $1 and revised.recorded_at <= $2 and revised.revision > 1
  union all
  select dyad, from_day, recorded_at from coverage_stretch where recorded_at > $1 and recorded_at <= $2`;

/**
 * Dyads with a revision or a declared stretch recorded after `since` and up to `until`, each with the first day whose value can differ: the earlier
 * of the day that a revision gives an event and the day that it had. An event put in between weakens later events like it
 * (repetition), and never reaches back. A revision that moves an event to another dyad changes both.
 */
export async function changes(
  database: Reader,
  since: Date | null,
  until: Date,
): Promise<{ dyad: string; fromDay: number; entries: number }[]> {
  const rows = await database.query<{ dyad: string; from_day: number; entries: number }>(
    `select dyad, min(date - date '1970-01-01') as from_day, count(*) as entries
     from (${TOUCHED}) as touched
     group by dyad order by dyad collate "C"`,
    [since ?? EVER, until],
  );
  return rows.map((row) => ({ dyad: row.dyad, fromDay: row.from_day, entries: row.entries }));
}

/** Each moment at which anything of a dyad was recorded, after `since` and up to `until`, in order of time; a dyad that lost an event to another counts too. */
export async function changeMoments(
  database: Reader,
  since: Date | null,
  until: Date,
): Promise<{ dyad: string; at: Date }[]> {
  return database.query<{ dyad: string; at: Date }>(
    `select distinct dyad, recorded_at as at from (${TOUCHED}) as touched order by recorded_at`,
    [since ?? EVER, until],
  );
}

/** The condition of a revision `revised` to concern the dyad of $1 and to be recorded after $2 and up to $3. */
const CONCERNS = `revised.recorded_at > $2 and revised.recorded_at <= $3 and (revised.dyad = $1 or exists (
  select 1 from event_revision as before
  where before.event_id = revised.event_id and before.revision = revised.revision - 1 and before.dyad = $1))`;

/** What was recorded about a dyad after a moment, the newest first, each revision beside the one before it. */
export async function revisionsSince(
  database: Reader,
  dyad: string,
  since: Date | null,
  until: Date,
  limit: number,
): Promise<RevisionPage> {
  const span: SqlValue[] = [dyad, since ?? EVER, until];
  const counted = await database.query<{ operation: string; n: number }>(
    `select operation, count(*) as n from event_revision as revised where ${CONCERNS} group by operation`,
    span,
  );
  const countOf = (operation: Operation): number => counted.find((row) => row.operation === operation)?.n ?? 0;
  const listed = await database.query<RevisionRow>(
    `select ${REVISION_COLUMNS} from event_revision as revised where ${CONCERNS}
     order by recorded_at desc, date desc, event_id collate "C" limit cast($4 as bigint)`,
    [...span, limit],
  );
  // Revisions beyond the first are few, so those before them are read together.
  const before = await database.query<RevisionRow>(
    `select ${REVISION_COLUMNS} from event_revision where event_id in (select event_id from event_revision as revised where revised.revision > 1 and ${CONCERNS})`,
    span,
  );
  const keyOf = (eventId: string, revision: number): string => `${revision} ${eventId}`;
  const earlier = new Map(before.map((row) => [keyOf(row.event_id, row.revision), row]));
  return {
    counts: {
      create: countOf('create'),
      revise: countOf('revise'),
      retract: countOf('retract'),
      restore: countOf('restore'),
    },
    revisions: listed.map((row) => {
      const previous = earlier.get(keyOf(row.event_id, row.revision - 1));
      return { ...revisionOf(row), eventId: row.event_id, before: previous ? revisionOf(previous).event : null };
    }),
  };
}
