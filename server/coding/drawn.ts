/** The units of a round as they are drawn: from recorded events, or from drafts that are not recorded yet. */
import type { NewAct } from '../../models/contract/acts.ts';
import type { CodedUnit, Codes, NewRound } from '../../models/contract/coding.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { sidesOf } from '../../models/dyad.ts';
import { stratifiedSample } from '../../models/agreement/sample.ts';
import { seededRandom } from '../../models/random.ts';
import type { Ledger, LedgerEvent } from '../ledger/ledger.ts';
import { RoundRefused } from './rounds.ts';

/** More would keep one coder at work for weeks. */
const MAX_UNITS = 2000;

/** What the second coder sees of a unit. */
export type Shown = Omit<CodedUnit, 'number' | 'yours' | 'version'>;

export interface DrawnUnit {
  /** empty for a draft */
  readonly eventId: string;
  readonly revision: number;
  /** place among the drafts; -1 for a recorded event */
  readonly act: number;
  readonly bearing: number;
  readonly shown: Shown;
  readonly first: Codes;
}

/** @throws RoundRefused where nothing, or too much, is drawn */
export async function drawnEvents(
  ledger: Pick<Ledger, 'dyads' | 'events'>,
  asked: Extract<NewRound, { kind: 'sample' }>,
  seed: number,
): Promise<DrawnUnit[]> {
  const known = (await ledger.dyads()).map(({ dyad }) => dyad);
  const unknown = (asked.dyads ?? []).filter((dyad) => !known.includes(dyad));
  if (unknown.length > 0)
    throw new RoundRefused('invalid', `${unknown.join(', ')} has no events: name dyads that have some.`, 'dyads');
  const [from, to] = [asked.from, asked.to].map((day) => (day === undefined ? undefined : epochDay(day)));
  const events: LedgerEvent[] = [];
  for (const dyad of asked.dyads ?? known)
    for (const event of await ledger.events(dyad))
      if ((from === undefined || event.day >= from) && (to === undefined || event.day <= to)) events.push(event);
  const drawn = stratifiedSample(
    events,
    ({ dyad, type }) => `${dyad} ${type}`,
    ({ id }) => id,
    asked.share,
    seed,
  );
  checkCount(drawn.length, 'share');
  return drawn.map((event) => ({
    eventId: event.id,
    revision: event.revision,
    act: -1,
    bearing: 0,
    shown: {
      dyad: event.dyad,
      date: toIsoDate(event.day),
      datePrecision: event.datePrecision,
      actor: event.actor,
      target: event.target,
      others: [...event.others],
      summary: event.summary,
      sourceName: event.sourceName,
      sourceUrl: event.sourceUrl,
    },
    first: { type: event.type, polarity: event.polarity, severity: event.severity, role: event.role },
  }));
}

/** A unit for each bearing, in random order. @throws RoundRefused */
export function drawnDrafts(acts: readonly NewAct[], seed: number): DrawnUnit[] {
  const random = seededRandom(seed);
  const units = acts.flatMap((act, at) =>
    act.bearings.map((bearing, i): DrawnUnit => {
      const dyad = bearing.dyad ?? [bearing.actor, bearing.target].sort().join('-');
      if (sidesOf(dyad) === undefined)
        throw new RoundRefused(
          'invalid',
          `"${dyad}" is no dyad: name it, as two ISO alpha-3 codes in alphabetical order.`,
          `acts[${at}].bearings[${i}].dyad`,
        );
      return {
        eventId: '',
        revision: 0,
        act: at,
        bearing: i,
        shown: {
          dyad,
          date: act.date,
          datePrecision: act.datePrecision ?? 'day',
          actor: bearing.actor,
          target: bearing.target,
          others: [...(bearing.others ?? [])],
          summary: act.summary,
          sourceName: act.sourceName,
          sourceUrl: act.sourceUrl ?? '',
        },
        first: {
          type: act.type,
          polarity: bearing.polarity,
          severity: bearing.severity,
          role: bearing.role ?? 'direct',
        },
      };
    }),
  );
  checkCount(units.length, 'acts');
  return units
    .map((unit) => ({ unit, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ unit }) => unit);
}

function checkCount(count: number, field: string): void {
  if (count === 0)
    throw new RoundRefused('invalid', 'Nothing was drawn: raise the share, or leave out fewer dyads and days.', field);
  if (count > MAX_UNITS)
    throw new RoundRefused(
      'invalid',
      `${count} units are too many for one round, at most ${MAX_UNITS}: lower the share, or name dyads or days.`,
      field,
    );
}
