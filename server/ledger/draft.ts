/** From a row of text to an event that the ledger may take, or to what is wrong with it. */
import { dayOfMs, FIRST_DATE, parseDay, toIsoDate } from '../../models/calendar.ts';
import type { Codebook } from '../../models/codebook.ts';
import { canonicalDyad, sidesOf } from '../../models/dyad.ts';
import { readDate } from '../../models/writtenDate.ts';
import { CAMEO, mayLackZero } from '../../models/importing/lostZero.ts';
import type { ReferenceData } from '../referenceData.ts';
import { isFormula } from '../csv.ts';
import { COLUMNS, type Cells, type Column } from '../../models/importing/columns.ts';
import { contentOfCells } from './content.ts';
import { doubtOfCameo, doubtOfDates, doubtOfSign } from './doubts.ts';
import type { RowFault } from './ledger.ts';
import { nearest } from '../../models/nearest.ts';
import { severalStates, stateFault, stateOnDay } from './stateCells.ts';
import { composed, textFault, visible } from '../../models/textFault.ts';

/** Either an event, every value in its final form, or faults; remarks are on a row that was taken. */
export interface CheckedRow {
  readonly event: { readonly id: string; readonly content: string } | undefined;
  readonly faults: readonly RowFault[];
  readonly remarks: readonly RowFault[];
}

/** Characters that a value may have: what fits a table and a chart's note with room to spare; longer cells are pasted pages. */
const MAX_CHARACTERS: Readonly<Record<Column, number>> = {
  id: 120,
  dyad: 20,
  date: 40,
  date_precision: 20,
  actor: 100,
  target: 100,
  others: 400,
  role: 20,
  type: 60,
  cameo: 20,
  polarity: 20,
  severity: 20,
  summary: 2000,
  source_name: 300,
  source_url: 2048,
  source_date: 40,
  verified: 20,
  note: 4000,
  act_id: 120,
  ends: 1200,
  end_date: 40,
  headline: 60,
  headline_ko: 30,
};
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;
const WEB_ADDRESS = /^https?:\/\/[^\s"<>\\]+$/i;
/** What stands before the host of an address, or seems to: it may be a password, which no report shows. */
const LOGIN = /\/\/.*@/s;
const TEXTS_WITH_LINES: ReadonlySet<Column> = new Set(['summary', 'note']);
const FREE_TEXTS: readonly Column[] = ['summary', 'source_name', 'source_date', 'note', 'headline', 'headline_ko'];
/** An act that lasts longer than this is a slip of the year. */
const MAX_LASTING_DAYS = 36_525;
/** Days of two hundred years fit: a date is parsed once. */
const MAX_DATES = 100_000;
/** Distinct mistyped words for which a suggestion is searched: a file of nothing else must not take minutes. */
const MAX_SUGGESTIONS = 2000;

const noSuggestion = (): undefined => undefined;

const AT = Object.fromEntries(COLUMNS.map((column, i) => [column, i])) as Record<Column, number>;

/**
 * The check of a row against codebook, country list and clock.
 *
 * - `date_precision` is `day`, `role` is `direct`, `verified` is `no` and `cameo` is the type's when they are empty; an empty
 *   `dyad` is derived from actor and target; `others`, the source and the note may be empty.
 * - A reversed dyad is put in order, with a remark. A cell that a spreadsheet would take for a formula is kept as the text it
 *   is, with a remark: the ledger holds what the source says, and whoever writes a CSV neutralises it there.
 * - All faults of a row are found, each with what would mend it.
 *
 * @param nowMs a date more than one day after it is a fault (one day, because it is tomorrow somewhere already)
 */
export function rowCheck(
  reference: Pick<ReferenceData, 'codebook' | 'countries' | 'names' | 'stateSpans'>,
  nowMs: number,
): (line: number, cells: Cells) => CheckedRow {
  const { codebook, countries } = reference;
  const lastDay = dayOfMs(nowMs) + 1;
  const firstDay = parseDay(FIRST_DATE)!;
  const dayFor = remembering(parseDay, MAX_DATES);
  const countryFor = remembering((given: string) => stateFault(given, reference), MAX_SUGGESTIONS, noSuggestion);
  const typeFor = remembering((given: string) => typeNamed(given, codebook), MAX_SUGGESTIONS, noSuggestion);

  return (line, given) => {
    const cells = [...given];
    const faults: RowFault[] = [];
    const remarks: RowFault[] = [];
    const id = cells[AT.id] || null;
    const about = (column: Column, message: string): RowFault => ({
      line,
      id: id && visible(id),
      field: column,
      value: shown(column === 'source_url' ? given[AT[column]]!.replace(LOGIN, '//...@') : given[AT[column]]!),
      message,
    });
    const fault = (column: Column, message: string): void => void faults.push(about(column, message));
    const remark = (column: Column, message: string): void => void remarks.push(about(column, message));
    const oneOf = (column: Column, usual: string, other: string): void => {
      const cell = cells[AT[column]]!;
      if (cell === '') cells[AT[column]] = usual;
      else if (cell !== usual && cell !== other)
        fault(column, `is neither ${usual} nor ${other}: write one of them, or leave it empty for ${usual}.`);
    };
    const country = (column: Column, code: string): boolean => {
      if (countries.has(code)) return true;
      if (code === '') fault(column, 'is missing: write an ISO 3166 alpha-3 code such as KOR, or EU, UN, NATO.');
      else if ((column === 'actor' || column === 'target') && severalStates(code))
        fault(column, `holds more than one code: write one row for each ${column}.`);
      else
        fault(
          column,
          `"${shown(code)}" is no code of a state or organisation: ${countryFor(code) ?? 'write an ISO 3166 alpha-3 code such as KOR, or EU, UN, NATO.'}`,
        );
      return false;
    };

    for (let i = 0; i < cells.length; i++) {
      const column = COLUMNS[i]!;
      // The same text, whichever system saved it.
      if (cells[i]!.includes('\r\n')) cells[i] = cells[i]!.replaceAll('\r\n', '\n');
      const cell = (cells[i] = composed(cells[i]!));
      if (cell.length > MAX_CHARACTERS[column])
        fault(
          column,
          `has ${cell.length.toLocaleString('en')} characters, more than ${MAX_CHARACTERS[column].toLocaleString('en')}: ${column === 'ends' ? 'keep the gravest and newest of the acts it undoes; the others fade by themselves.' : 'shorten it.'}`,
        );
      const wrong = textFault(cell, TEXTS_WITH_LINES.has(column));
      if (wrong !== undefined) fault(column, wrong);
    }
    if (faults.length > 0) return { event: undefined, faults, remarks: [] };

    if (id === null)
      fault(
        'id',
        'is missing: give each act an id of its own that never changes, such as kor-rus-2024-04-02-sanctions.',
      );
    else if (!ID.test(id))
      fault('id', 'may hold letters, digits and . _ : - only, and begins with a letter or a digit.');

    const date = cells[AT.date]!;
    const day = dayFor(date);
    if (day === undefined) fault('date', dateFault(date));
    else if (day > lastDay)
      fault('date', `lies in the future (today is ${toIsoDate(lastDay - 1)} in UTC): only what has happened is coded.`);
    else if (day === lastDay)
      remark('date', `is tomorrow in UTC: taken, because the day has begun in the east. Is it right?`);
    else if (day < firstDay) fault('date', `lies before ${FIRST_DATE}, where no series begins: check the year.`);
    const sourceDay = dayFor(cells[AT.source_date]!);
    if (day !== undefined && sourceDay !== undefined) {
      const doubt = doubtOfDates(day, sourceDay);
      if (doubt) remark('date', doubt);
    }
    oneOf('date_precision', 'day', 'month');
    const endDate = cells[AT.end_date]!;
    const endDay = endDate === '' ? undefined : dayFor(endDate);
    if (endDate !== '' && endDay === undefined) fault('end_date', dateFault(endDate));
    else if (endDay !== undefined && day !== undefined) {
      if (endDay < day)
        fault('end_date', `lies before the date, ${date}: give the last day of the act, or leave it empty.`);
      else if (endDay > day + MAX_LASTING_DAYS)
        fault('end_date', 'lies more than a hundred years after the date: check the year.');
      else if (endDay === day) cells[AT.end_date] = '';
    }
    const actId = cells[AT.act_id]!;
    if (actId !== '' && !ID.test(actId))
      fault('act_id', 'may hold letters, digits and . _ : - only, and begins with a letter or a digit.');
    // An act that is named by this very row is the row's own, as where nothing is named.
    if (actId === id) cells[AT.act_id] = '';
    const ends = [...new Set(cells[AT.ends]!.split(';').flatMap((one) => one.trim() || []))];
    for (const one of ends) {
      if (!ID.test(one)) fault('ends', `"${shown(one)}" is no id: name earlier events, with ; between them.`);
      else if (one === id) fault('ends', 'names this very event: name the earlier one that it undoes.');
    }
    cells[AT.ends] = ends.join(';');

    const actor = cells[AT.actor]!;
    const target = cells[AT.target]!;
    const parties = [country('actor', actor), country('target', target)].every(Boolean);
    if (parties && day !== undefined)
      for (const column of ['actor', 'target'] as const) {
        const said = stateOnDay(cells[AT[column]]!, day, reference);
        if (said) (said.isFault ? fault : remark)(column, said.message);
      }
    if (parties && actor === target) fault('target', 'is the actor itself: an act is between two parties.');
    const others = cells[AT.others]!.split(';').flatMap((code) => code.trim() || []);
    for (const code of others) country('others', code);
    cells[AT.others] = others.join(';');
    oneOf('role', 'direct', 'indirect');

    const givenDyad = cells[AT.dyad]!;
    const dyad = canonicalDyad(givenDyad || `${actor}-${target}`);
    const sides = dyad === undefined ? undefined : sidesOf(dyad);
    if (!sides || dyad === undefined) {
      if (givenDyad !== '')
        fault('dyad', 'is no dyad: write two different ISO alpha-3 codes in alphabetical order, such as KOR-RUS.');
      else if (parties && actor !== target)
        fault(
          'dyad',
          `is missing, and ${actor} and ${target} do not make one: write two ISO alpha-3 codes, such as KOR-RUS.`,
        );
    } else if (givenDyad === '' || sides.map((side) => country('dyad', side)).every(Boolean)) {
      cells[AT.dyad] = dyad;
      if (givenDyad !== '' && givenDyad !== dyad) remark('dyad', `was put in order: ${dyad}.`);
      const actorInside = sides.includes(actor);
      const targetInside = sides.includes(target);
      if (parties && !actorInside && !targetInside)
        fault('dyad', `has neither the actor ${actor} nor the target ${target}: one of them must be a side of it.`);
      else if (parties && cells[AT.role] === 'direct' && !(actorInside && targetInside))
        remark(
          'role',
          `direct means an act between ${sides.join(' and ')}, but ${actorInside ? `the target is ${target}` : `the actor is ${actor}`}: write indirect if that is meant.`,
        );
    }

    const type = codebook.get(cells[AT.type]!);
    if (!type) {
      if (cells[AT.type] === '') fault('type', 'is missing: write a type of the codebook, such as sanction.');
      else
        fault(
          'type',
          `is no type of the codebook${typeFor(cells[AT.type]!) ?? ': use one that stands there, such as sanction.'}`,
        );
    }
    if (cells[AT.cameo] === '') cells[AT.cameo] = type?.cameo ?? '';
    else if (!CAMEO.test(cells[AT.cameo]!))
      fault(
        'cameo',
        'is no CAMEO code: write two to four digits with the leading zero (spreadsheets drop it), such as 042.',
      );
    else if (mayLackZero(cells[AT.cameo]!, cells[AT.polarity] === '-1' || type?.polarity === -1))
      remark(
        'cameo',
        `is a code of conflict beside an act that eases: did a spreadsheet drop the zero of 0${cells[AT.cameo]!}?`,
      );
    else if (type) {
      const doubt = doubtOfCameo(type, cells[AT.cameo]!, codebook);
      if (doubt) remark('cameo', doubt);
    }

    if (cells[AT.polarity] === '+1') cells[AT.polarity] = '1';
    if (cells[AT.polarity] !== '1' && cells[AT.polarity] !== '-1')
      fault(
        'polarity',
        `${cells[AT.polarity] === '' ? 'is missing' : 'is neither 1 nor -1'}: write 1 if the act raises tension in this dyad, -1 if it lowers it.`,
      );
    else if (type && cells[AT.act_id] === '') {
      const doubt = doubtOfSign(type, cells[AT.polarity]!, cells[AT.role]!);
      if (doubt) remark('polarity', doubt);
    }
    if (!/^[1-5]$/.test(cells[AT.severity]!))
      fault(
        'severity',
        `${cells[AT.severity] === '' ? 'is missing' : 'is no whole number from 1 to 5'}: write 1 (routine) to 5 (historic), as the rubric of the type says.`,
      );
    if (cells[AT.summary] === '') fault('summary', 'is missing: say in one sentence who did what.');

    const address = cells[AT.source_url]!;
    if (address !== '' && !(WEB_ADDRESS.test(address) && URL.canParse(address)))
      fault('source_url', 'is no web address: write one that begins with http:// or https://, or leave it empty.');
    else if (address.includes('@') && hasLogin(address))
      fault('source_url', 'has a login before its host (all up to the @): give the address of the page without it.');
    const verified = cells[AT.verified]!.toLowerCase();
    if (verified === 'yes' || verified === 'true') {
      cells[AT.verified] = 'yes';
      if (address === '')
        fault('verified', 'is yes, but there is no source_url: give the page that confirms the act, or write no.');
    } else if (verified === '' || verified === 'no' || verified === 'false') cells[AT.verified] = 'no';
    else fault('verified', 'is neither yes nor no: write yes if the source page confirms act and date.');

    for (const column of FREE_TEXTS)
      if (isFormula(cells[AT[column]]!))
        remark(
          column,
          `begins with "${cells[AT[column]]![0]}" and was kept as text: a spreadsheet may take it for a formula.`,
        );

    if (faults.length > 0 || id === null) return { event: undefined, faults, remarks: [] };
    return { event: { id, content: contentOfCells(cells) }, faults, remarks };
  };
}

/** `https://ministry.example@other.example` leads to the other: what looks like the host is a login there. */
function hasLogin(address: string): boolean {
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}

/** The beginning of a value, for a message; what nobody would see in it is named. */
function shown(value: string): string {
  return visible(value.length > 120 ? `${value.slice(0, 120)} ...` : value);
}

function dateFault(date: string): string {
  if (date === '') return 'is missing: write the day of the act, such as 2024-04-05.';
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts) {
    const month = Number(parts[2]);
    if (month < 1 || month > 12) return `is no calendar date: there is no month ${parts[2]}. Write YYYY-MM-DD.`;
    const days = new Date(Date.UTC(2000 + Number(parts[1]), month, 0)).getUTCDate(); // 2000 years are whole cycles of the calendar
    if (Number(parts[3]) >= 1 && Number(parts[3]) <= days)
      return `lies before ${FIRST_DATE}, where no series begins: check the year.`; // years 0 to 99 are not read as days
    return `is no calendar date: ${parts[1]}-${parts[2]} has ${days} days.`;
  }
  if (/^\d{4}-\d{2}$/.test(date))
    return `names a month: write a day in it, such as ${date}-15, and month under date_precision.`;
  const read = readDate(date);
  if (read?.kind === 'either')
    return `can be ${read.dates['day-first']} or ${read.dates['month-first']}: write YYYY-MM-DD, or import the file with --day-first or --month-first.`;
  if (read?.kind === 'month')
    return `names a month: write a day in it, such as ${read.date}, and month under date_precision.`;
  return `is not written as YYYY-MM-DD${read?.kind === 'day' ? `: did you mean ${read.date}?` : ': write it so, such as 2024-04-05.'}`;
}

/** The type that a text names in other capitals, with blanks, or by its label. */
export function typeLabelled(given: string, codebook: Codebook): string | undefined {
  const word = given.toLowerCase();
  return [...codebook.values()].find(
    ({ type, label }) => type === word.replace(/[\s-]+/g, '_') || label.toLowerCase() === word,
  )?.type;
}

function typeNamed(given: string, codebook: Codebook): string | undefined {
  const found = typeLabelled(given, codebook) ?? nearest(given, codebook.keys());
  return found === undefined ? undefined : `: did you mean ${found}?`;
}

/** Remembers the answers to the first `most` questions; `beyond` answers later ones. */
function remembering<Answer>(
  find: (given: string) => Answer,
  most: number,
  beyond: (given: string) => Answer = find,
): (given: string) => Answer {
  const known = new Map<string, Answer>();
  return (given) => {
    const answer = known.get(given);
    if (answer !== undefined || known.has(given)) return answer as Answer;
    if (known.size >= most) return beyond(given);
    const found = find(given);
    known.set(given, found);
    return found;
  };
}
