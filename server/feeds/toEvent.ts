/** From a story of a feed to an event as the ledger keeps it. */
import { toIsoDate } from '../../models/calendar.ts';
import { dyadOf } from '../../models/dyad.ts';
import type { CodedEvent } from '../../models/event.ts';
import type { Codebook } from '../../models/codebook.ts';
import type { Countries } from '../referenceData.ts';
import type { Coding } from './codings.ts';
import type { Story } from './stories.ts';

/** Which feed a story is from. */
export interface FeedSource {
  /** begins the ids of its events: `gdelt` */
  readonly key: string;
  /** as shown: `GDELT` */
  readonly name: string;
  /** the ontology of its codes: `CAMEO` */
  readonly ontology: string;
}

/** What the ledger takes for an address, and for a line of text. */
const ADDRESS = /^https?:\/\/[^\s"<>]{1,2000}$/i;
const LINE_OF_TEXT = /^[^\p{C}\ufffd]{1,250}$/u;

/**
 * The event that a story is, or `undefined` when there is none for the ledger: its code does not say whether the act raises or eases
 * tension (a plain statement, `010`), or a side is a code that data/countries.csv does not list. Such a story
 * counts in volumes only.
 *
 * It is never verified, because no person has read the report, and always direct, because a feed names actor and target.
 * One story gives one id whenever it is read, so that reading a file again changes nothing.
 *
 * @example eventOf(story, coding, { key: 'gdelt', name: 'GDELT', ontology: 'CAMEO' }, codebook, countries)?.id // 'gdelt-2018-03-26-usa-rus-173'
 */
export function eventOf(
  story: Story,
  coding: Coding,
  source: FeedSource,
  codebook: Codebook,
  countries: Countries,
): CodedEvent | undefined {
  if (coding.act === null || !countries.has(story.actor) || !countries.has(story.target)) return undefined;
  const { type, polarity, severity } = coding.act;
  const { day, actor, target, code, rows, reports } = story;
  const nameOf = (state: string): string => countries.get(state)?.name ?? state;
  const address = reports.find((report) => ADDRESS.test(report) && URL.canParse(report)) ?? '';
  const named = reports.find((report) => LINE_OF_TEXT.test(report)) ?? '';
  const label = codebook.get(type)?.label ?? type;
  return {
    id: eventIdOf(source, story),
    dyad: dyadOf(actor, target),
    day,
    datePrecision: 'day',
    actor,
    target,
    others: [],
    role: 'direct',
    type,
    cameo: source.ontology === 'CAMEO' ? code : (codebook.get(type)?.cameo ?? ''),
    polarity,
    severity,
    summary: `${nameOf(actor)} towards ${nameOf(target)}: ${label.toLowerCase()} (${source.ontology} ${code}), told in ${counted(rows, 'row')}${reports.length === 0 ? '' : ` and ${counted(reports.length, 'report')}`}.`,
    sourceName: address !== '' || named === '' ? source.name : `${source.name}: ${named}`,
    sourceUrl: address,
    sourceDate: story.firstAddedDay === null ? '' : toIsoDate(story.firstAddedDay),
    verified: false,
    note: noteOf(story, source),
  };
}

/** The id of the event that a story is: the same whenever it is read. */
function eventIdOf(
  { key }: Pick<FeedSource, 'key'>,
  { day, actor, target, code }: Pick<Story, 'day' | 'actor' | 'target' | 'code'>,
): string {
  return `${key}-${toIsoDate(day)}-${eventIdEnd(actor, target, code)}`;
}

/** The end of an id, which many days share: sides and code. */
export function eventIdEnd(actor: string, target: string, code: string): string {
  return [actor, target, ...code.split(/[^A-Za-z0-9]+/)].join('-').toLowerCase();
}

function noteOf({ day, firstAddedDay, place }: Story, source: FeedSource): string {
  const parts = [`As ${source.name} codes it; nobody here has checked it.`];
  const lag = firstAddedDay === null ? 0 : firstAddedDay - day;
  if (lag > 1) parts.push(`Taken in ${lag} days after its date.`);
  if (place !== null) parts.push(`Placed in ${place}.`);
  return parts.join(' ');
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
