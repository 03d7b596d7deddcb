import { cell, isCalendarDate, isWebAddress, type Row } from './table.ts';

export interface EventFault {
  id: string;
  field: string;
  reason: string;
}

export interface KnownCodes {
  types: ReadonlySet<string>;
  parties: ReadonlySet<string>;
}

/** A caption that stops in the middle: at dots, a comma, a dash or a word that asks for another. */
const cutShort = /(\.|…|[,;:–-]|\b(a|an|the|of|in|at|to|with|from|by|for|and|or|but|its|his|her|their))$/i;

/**
 * What is wrong with one row of `data/events/<dyad>.csv`; a sound row gives an empty list.
 * A fault names the row, the field and the reason, and one row may have several.
 */
export function eventFaults(row: Row, dyad: string, known: KnownCodes): EventFault[] {
  const get = (field: string): string => cell(row, field);
  const faults: EventFault[] = [];
  const check = (sound: boolean, field: string, reason: string): void => {
    if (!sound) faults.push({ id: get('id'), field, reason: `${reason}: "${get(field)}"` });
  };
  const oneOf = (field: string, allowed: readonly string[]): void =>
    check(allowed.includes(get(field)), field, `not one of ${allowed.join(', ')}`);

  for (const field of Object.keys(row)) check(get(field) === get(field).trim(), field, 'blanks at an end');

  check(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(get('id')), 'id', 'not a slug');
  check(get('dyad') === dyad, 'dyad', `not the dyad of the file, ${dyad}`);
  check(isCalendarDate(get('date')), 'date', 'not a day of the calendar');
  oneOf('date_precision', ['day', 'month']);
  check(known.types.has(get('type')), 'type', 'not in the codebook');
  // A CAMEO code is text of three or four digits under root 01..20. Read as a number, 042 would become 42 and 0841 would
  // become 841: both fail here.
  check(/^(0[1-9]|1\d|20)\d{1,2}$/.test(get('cameo')), 'cameo', 'not a CAMEO code with its leading zero');
  oneOf('polarity', ['1', '-1']);
  oneOf('severity', ['1', '2', '3', '4', '5']);
  oneOf('role', ['direct', 'indirect']);
  oneOf('verified', ['yes', 'no']);
  check(get('summary') !== '', 'summary', 'empty');

  const others = get('others') === '' ? [] : get('others').split(';');
  check(known.parties.has(get('actor')), 'actor', 'not in countries.csv');
  check(known.parties.has(get('target')), 'target', 'not in countries.csv');
  check(
    others.every((code) => known.parties.has(code)),
    'others',
    'a code that is not in countries.csv',
  );

  const parties = [get('actor'), get('target'), ...others];
  const sides = dyad.split('-');
  check(new Set(parties).size === parties.length, 'others', 'a party that stands twice in the row');
  check(
    sides.every((side) => parties.includes(side)),
    'others',
    'a side of the dyad takes no part in the act',
  );
  if (get('role') === 'direct') {
    check(sides.includes(get('actor')), 'actor', 'a direct act of a third party');
    check(sides.includes(get('target')), 'target', 'a direct act towards a third party');
  }

  check(get('source_url') === '' || isWebAddress(get('source_url')), 'source_url', 'not a web address');
  check(
    (get('source_url') === '') === (get('source_name') === ''),
    'source_name',
    'name and address do not stand together',
  );
  check(get('verified') !== 'yes' || isWebAddress(get('source_url')), 'source_url', 'a verified act without a page');
  check(/^$|^\d{4}(-\d{2}){0,2}$/.test(get('source_date')), 'source_date', 'not a year, month or day');

  const isId = (value: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
  const ended = get('ends') === '' ? [] : get('ends').split(';');
  check(get('act_id') === '' || isId(get('act_id')), 'act_id', 'not an id');
  check(ended.every(isId), 'ends', 'not ids separated by ";"');
  check(!ended.includes(get('id')), 'ends', 'an act that ends itself');
  check(new Set(ended).size === ended.length, 'ends', 'an act that stands twice');
  const lasts = get('end_date');
  check(lasts === '' || (isCalendarDate(lasts) && lasts > get('date')), 'end_date', 'not a day after the date');
  check(get('headline') !== '' && get('headline').length <= 60, 'headline', 'empty or over 60 characters');
  check(!cutShort.test(get('headline')), 'headline', 'cut short');
  check(
    /[가-힣]/.test(get('headline_ko')) && get('headline_ko').length <= 30,
    'headline_ko',
    'not Korean or over 30 characters',
  );
  return faults;
}
