/** What is asked of a row that is taken and may hold a slip: its dates, its sign, its CAMEO code. */
import { toIsoDate } from '../../models/calendar.ts';
import { quadClassOf } from '../../models/quadClass.ts';
import type { Codebook, EventType } from '../../models/codebook.ts';

/** A source of an earlier day than this cannot tell of the act; plans are told some months before. */
const MOST_DAYS_BEFORE = 366;
/** A source of a later day than this looks back on another generation. */
const MOST_DAYS_AFTER = 10_958;

/**
 * What is asked where the dates of an act and of its source can hardly both be right: a source long before its act, one of another
 * generation, or one of the same day and month in another decade. Sources that look back a few years are usual.
 */
export function doubtOfDates(day: number, sourceDay: number): string | undefined {
  const [date, sourceDate] = [toIsoDate(day), toIsoDate(sourceDay)];
  const years = Number(sourceDate.slice(0, 4)) - Number(date.slice(0, 4));
  const isSlipOfYear = years !== 0 && years % 10 === 0 && date.slice(4) === sourceDate.slice(4);
  const distance = sourceDay - day;
  if (distance < -MOST_DAYS_BEFORE || distance > MOST_DAYS_AFTER || isSlipOfYear)
    return `is ${Math.abs(years)} ${Math.abs(years) === 1 ? 'year' : 'years'} ${years > 0 ? 'before' : 'after'} the source_date, ${sourceDate}: is the year of both right?`;
  return undefined;
}

/** An act of the two sides themselves that has the other sign than its type. In another dyad that it bears on an act often has the other one. */
export function doubtOfSign({ type, polarity: usual }: EventType, polarity: string, role: string): string | undefined {
  if (role !== 'direct' || Number(polarity) === usual) return undefined;
  const [does, usually] = usual === 1 ? ['lowers', 'raises'] : ['raises', 'lowers'];
  return `says that the act ${does} tension, and ${type} usually ${usually} it: is the sign right?`;
}

/** A code of another class than the type's, which is the usual one of other types. Within a class coders differ for good reasons. */
export function doubtOfCameo(type: EventType, cameo: string, codebook: Codebook): string | undefined {
  if (quadClassOf(cameo) === quadClassOf(type.cameo)) return undefined;
  const others = [...codebook.values()].filter((other) => other.cameo === cameo).map((other) => other.type);
  return others.length === 0
    ? undefined
    : `is the usual code of ${others.join(' and ')}, and that of ${type.type} is ${type.cameo}: are type and code both right?`;
}
