import { beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../models/importing/columns.ts';
import { CONTENT_COLUMNS, valuesOfContent } from '../../server/ledger/content.ts';
import { rowCheck, type CheckedRow } from '../../server/ledger/draft.ts';
import { nearest } from '../../models/nearest.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { ROW, type Row } from './ledgers.ts';

let checkCells: ReturnType<typeof rowCheck>;
beforeAll(async () => {
  checkCells = rowCheck(await loadReferenceData(projectRoot()), Date.parse('2026-07-01T12:00:00Z'));
});

const check = (row: Partial<Row>): CheckedRow =>
  checkCells(
    7,
    COLUMNS.map((column) => ({ ...ROW, ...row })[column]),
  );
/** The values that a row is taken with. */
const taken = (row: Partial<Row>): Record<string, string> => {
  const { event, faults } = check(row);
  expect(faults).toEqual([]);
  return {
    id: event!.id,
    ...Object.fromEntries(valuesOfContent(event!.content).map((value, i) => [CONTENT_COLUMNS[i]!, value])),
  };
};
const remarksOn = (row: Partial<Row>) => check(row).remarks.map(({ field, message }) => `${field} ${message}`);
const faultsOf = (row: Partial<Row>) => check(row).faults.map(({ field, message }) => `${field} ${message}`);

describe('a row', () => {
  it('is taken as it stands when it is sound', () => {
    expect(taken({})).toEqual(ROW);
    expect(check({}).remarks).toEqual([]);
  });

  it.each([
    ['1924-05-03', '2024-05-03', 'date is 100 years before the source_date, 2024-05-03: is the year of both right?'],
    ['2014-05-03', '2024-05-03', 'date is 10 years before the source_date, 2024-05-03: is the year of both right?'],
    ['1974-04-03', '2024-05-03', 'date is 50 years before the source_date, 2024-05-03: is the year of both right?'],
    ['2024-05-03', '2022-05-03', 'date is 2 years after the source_date, 2022-05-03: is the year of both right?'],
  ])('of %s with a source of %s is taken with a question', (date, source_date, message) => {
    expect(remarksOn({ date, source_date, actor: 'RUS', target: 'USA', dyad: 'RUS-USA' })).toContain(message);
  });

  it.each([
    ['2000-06-13', '2023-09-26'],
    ['2019-02-26', '2020-02-26'],
    ['2024-05-03', '2024-05-01'],
    ['2024-05-03', 'spring 2004'],
  ])('of %s with a source of %s is not questioned', (date, source_date) => {
    expect(remarksOn({ date, source_date })).toEqual([]);
  });

  it.each([
    ['EU', '1993-10-31', '1993-11-01', 'European Union'],
    ['NATO', '1949-04-03', '1949-04-04', 'NATO'],
    ['UN', '1945-10-23', '1945-10-24', 'United Nations'],
  ])('of %s on %s is taken with a question', (target, date, since, name) => {
    const row = { actor: 'USA', target, dyad: '', source_date: '' };
    expect(remarksOn({ ...row, date })).toEqual([
      `target is ${name}, which exists since ${since} only: check date and code.`,
    ]);
    expect(remarksOn({ ...row, date: since })).toEqual([]);
  });

  it('of tomorrow is taken with a question, for it has begun in the east', () => {
    const tomorrow = { date: '2026-07-02', source_date: '' };
    expect(taken(tomorrow)['date']).toBe('2026-07-02');
    expect(remarksOn(tomorrow)).toEqual([
      'date is tomorrow in UTC: taken, because the day has begun in the east. Is it right?',
    ]);
    expect(remarksOn({ date: '2026-07-01', source_date: '' })).toEqual([]);
  });

  it('with the other sign than its type is taken with a question, where it is of the two sides', () => {
    const question = (does: string, type: string, usually: string): string =>
      `polarity says that the act ${does} tension, and ${type} usually ${usually} it: is the sign right?`;
    expect(remarksOn({ polarity: '-1' })).toEqual([question('lowers', 'sanction', 'raises')]);
    expect(remarksOn({ type: 'visit', cameo: '' })).toEqual([question('raises', 'visit', 'lowers')]);
    expect(remarksOn({ polarity: '-1', role: 'indirect' })).toEqual([]);
    expect(remarksOn({ polarity: '-1', act_id: 'leading-row' })).toEqual([]);
  });

  it('with the CAMEO code of other types in another class is taken with a question', () => {
    expect(remarksOn({ cameo: '042' })).toEqual([
      'cameo is the usual code of visit, and that of sanction is 163: are type and code both right?',
    ]);
    expect(remarksOn({ cameo: '114' })).toEqual([
      'cameo is the usual code of summons and protest, and that of sanction is 163: are type and code both right?',
    ]);
    for (const cameo of ['', '163', '172', '1621']) expect(remarksOn({ cameo })).toEqual([]);
  });

  it.each([
    ['https://ministry.example@evil.example/a', 'https://...@evil.example/a'],
    ['https://user:password@example.org/a', 'https://...@example.org/a'],
    ['http://:secret@example.org/', 'http://...@example.org/'],
  ])('whose address is %s is refused, and the report does not show the login', (source_url, value) => {
    const { faults, event } = check({ source_url });
    expect(event).toBeUndefined();
    expect(faults).toEqual([
      {
        line: 7,
        id: ROW.id,
        field: 'source_url',
        value,
        message: 'has a login before its host (all up to the @): give the address of the page without it.',
      },
    ]);
  });

  it('may have an address with an @ elsewhere; what cannot be read as one shows no login either', () => {
    for (const source_url of ['https://example.org/@desk/1', 'https://example.org/?by=a@example.org'])
      expect(taken({ source_url })['source_url']).toBe(source_url);
    const [fault] = check({ source_url: 'https://user:pass word@example.org/' }).faults;
    expect([fault!.message, fault!.value]).toEqual([
      expect.stringMatching(/^is no web address/),
      'https://...@example.org/',
    ]);
    expect(faultsOf({ source_url: 'https://ministry.example\\@evil.example/' })).toEqual([
      expect.stringMatching(/^source_url is no web address/),
    ]);
  });

  it('that ends more than fits is told what to do', () => {
    const ends = Array.from({ length: 3000 }, (_, i) => `act-${i}`).join(';');
    expect(faultsOf({ ends })).toEqual([
      expect.stringMatching(/^ends has [\d,]+ characters, more than 1,200: keep the gravest and newest/),
    ]);
  });

  it('gets what it leaves out', () => {
    const { verified, role, date_precision, cameo, dyad, others } = taken({
      date_precision: '',
      role: '',
      cameo: '',
      verified: '',
      others: '',
      source_url: '',
      source_date: '',
      source_name: '',
      note: '',
      dyad: '',
    });
    expect({ verified, role, date_precision, cameo, dyad, others }).toEqual({
      verified: 'no',
      role: 'direct',
      date_precision: 'day',
      cameo: '163',
      dyad: 'KOR-RUS',
      others: '',
    });
  });

  it.each<[string, Partial<Row>, Partial<Row>]>([
    ['a polarity with its plus', { polarity: '+1' }, { polarity: '1' }],
    ['true for yes', { verified: 'TRUE' }, { verified: 'yes' }],
    ['blanks between third parties', { others: ' PRK ; UN;' }, { others: 'PRK;UN' }],
    ['lines and tabs in a summary', { summary: 'one\r\n\ttwo' }, { summary: 'one\n\ttwo' }],
    ['names in any script', { source_name: '연합뉴스', summary: 'Żółć — Москва 🕊' }, { source_name: '연합뉴스' }],
    ['bodies as parties', { actor: 'EU', target: 'RUS', role: 'indirect' }, { actor: 'EU' }],
    ['a month with its placeholder day', { date_precision: 'month' }, { date_precision: 'month' }],
    ['tomorrow, where it has begun', { date: '2026-07-02' }, { date: '2026-07-02' }],
    ['a leap day', { date: '2024-02-29' }, { date: '2024-02-29' }],
  ])('may have %s', (_, row, expected) => {
    expect(taken(row)).toMatchObject(expected);
  });

  it('has its dyad put in order, with a remark', () => {
    expect(taken({ dyad: 'RUS-KOR' })['dyad']).toBe('KOR-RUS');
    expect(remarksOn({ dyad: 'RUS-KOR' })).toEqual(['dyad was put in order: KOR-RUS.']);
    expect(check({ dyad: 'rus-kor' }).remarks).toEqual([
      { line: 7, id: ROW.id, field: 'dyad', value: 'rus-kor', message: 'was put in order: KOR-RUS.' },
    ]);
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1 day', '@SUM(A1)'])(
    'keeps %s as the text it is, with a remark',
    (text) => {
      for (const column of ['summary', 'source_name', 'source_date', 'note'] as const) {
        expect(taken({ [column]: text })[column]).toBe(text);
        expect(remarksOn({ [column]: text })).toEqual([
          `${column} begins with "${text[0]}" and was kept as text: a spreadsheet may take it for a formula.`,
        ]);
      }
    },
  );

  it('is remarked on when it is called direct and one party lies outside the dyad', () => {
    expect(remarksOn({ target: 'PRK' })).toEqual([
      'role direct means an act between KOR and RUS, but the target is PRK: write indirect if that is meant.',
    ]);
    expect(remarksOn({ target: 'PRK', role: 'indirect' })).toEqual([]);
  });

  it('tells all its faults together', () => {
    expect(check({ date: '2024-13-01', severity: '6', type: 'sanktion' }).faults).toEqual([
      {
        line: 7,
        id: ROW.id,
        field: 'date',
        value: '2024-13-01',
        message: 'is no calendar date: there is no month 13. Write YYYY-MM-DD.',
      },
      {
        line: 7,
        id: ROW.id,
        field: 'type',
        value: 'sanktion',
        message: 'is no type of the codebook: did you mean sanction?',
      },
      {
        line: 7,
        id: ROW.id,
        field: 'severity',
        value: '6',
        message: 'is no whole number from 1 to 5: write 1 (routine) to 5 (historic), as the rubric of the type says.',
      },
    ]);
  });
});

describe('a row is at fault, and told what would mend it, for', () => {
  it.each<[string, Partial<Row>, RegExp]>([
    ['no id', { id: '' }, /^id is missing: give each act an id of its own/],
    ['blanks in an id', { id: 'a b' }, /^id may hold letters, digits and/],
    ['a day that does not exist', { date: '2023-02-29' }, /^date is no calendar date: 2023-02 has 28 days\.$/],
    ['a day of another form', { date: '2024/4/5' }, /^date is not written as YYYY-MM-DD: did you mean 2024-04-05\?$/],
    ['a day with its time', { date: '2024-04-05T00:00:00Z' }, /did you mean 2024-04-05\?$/],
    [
      'a day that could be another',
      { date: '04/05/2024' },
      /^date can be 2024-05-04 or 2024-04-05: write YYYY-MM-DD, or import the file with --day-first or --month-first\.$/,
    ],
    ['a day as a spreadsheet counts it', { date: '45387' }, /did you mean 2024-04-05\?$/],
    [
      'a month alone',
      { date: '2024-04' },
      /^date names a month: write a day in it, such as 2024-04-15, and month under date_precision\.$/,
    ],
    ['no day', { date: '' }, /^date is missing/],
    ['a day in the future', { date: '2026-07-03' }, /^date lies in the future \(today is 2026-07-01 in UTC\)/],
    ['a year before every series', { date: '0204-04-05' }, /^date (is no calendar date|lies before 1816-01-01)/],
    ['another precision', { date_precision: 'year' }, /^date_precision is neither day nor month/],
    [
      'a country by its name',
      { actor: 'South Korea' },
      /^actor "South Korea" is no code of a state or organisation: write KOR \(South Korea\)\.$/,
    ],
    ['a country by its name in Korean', { actor: '러시아', target: 'KOR' }, /write RUS \(Russia\)/],
    ['a country by two letters', { target: 'RU' }, /write RUS \(Russia\)/],
    ['a code in small letters', { target: 'rus' }, /write RUS \(Russia\)/],
    ['a mistyped country', { target: 'Rusia' }, /did you mean RUS \(Russia\)\?/],
    [
      'an unknown code',
      { target: 'QQQ' },
      /^target "QQQ" is no code of a state or organisation: write an ISO 3166 alpha-3 code such as KOR, or EU, UN, NATO\.$/,
    ],
    ['no actor', { actor: '' }, /^actor is missing/],
    ['an unknown third party', { others: 'PRK;Moon' }, /^others "Moon" is no code/],
    ['an act upon oneself', { target: 'KOR' }, /^target is the actor itself/],
    ['a dyad that is none', { dyad: 'KOR-KOR' }, /^dyad is no dyad: write two different ISO alpha-3 codes/],
    ['a dyad of an unknown country', { dyad: 'KOR-QQQ', role: 'indirect' }, /^dyad "QQQ" is no code/],
    ['several targets', { target: 'RUS;BLR' }, /^target holds more than one code: write one row for each target\.$/],
    ['a name that two states share', { target: 'Congo' }, /: write COD \(DR Congo\) or COG \(Congo\)\.$/],
    ['the Soviet Union', { target: 'SUN' }, /: write RUS \(Russia\), which continues it\.$/],
    ['a former state after its end', { target: 'YUG', dyad: '' }, /^target is Yugoslavia: on this day write SRB/],
    [
      'East Germany in 2024',
      { target: 'DDR', dyad: '' },
      /^target is East Germany, which was a state until 1990-10-02/,
    ],
    [
      'a dyad with neither party',
      { dyad: 'CHN-USA' },
      /^dyad has neither the actor KOR nor the target RUS: one of them must be a side of it\.$/,
    ],
    ['another role', { role: 'both' }, /^role is neither direct nor indirect/],
    ['no type', { type: '' }, /^type is missing/],
    ['a type by its label', { type: 'Travel ban' }, /did you mean travel_ban\?/],
    [
      'an unknown type',
      { type: 'zzz' },
      /^type is no type of the codebook: use one that stands there, such as sanction\.$/,
    ],
    [
      'a CAMEO code without its zero',
      { cameo: '42' },
      /^cameo is no CAMEO code: .*leading zero \(spreadsheets drop it\), such as 042/,
    ],
    ['no polarity', { polarity: '' }, /^polarity is missing: write 1 if the act raises tension/],
    ['another polarity', { polarity: '2' }, /^polarity is neither 1 nor -1/],
    ['a severity in parts', { severity: '3.5' }, /^severity is no whole number from 1 to 5/],
    ['no severity', { severity: '' }, /^severity is missing/],
    ['no summary', { summary: '' }, /^summary is missing/],
    [
      'an address that runs code',
      { source_url: 'javascript:alert(1)' },
      /^source_url is no web address: write one that begins with http:\/\/ or https:\/\//,
    ],
    ['an address with blanks', { source_url: 'https://example.org/a b' }, /^source_url is no web address/],
    ['an address without a host', { source_url: 'https://' }, /^source_url is no web address/],
    ['a file', { source_url: 'file:///etc/passwd' }, /^source_url is no web address/],
    ['verified without a source', { source_url: '' }, /^verified is yes, but there is no source_url/],
    ['another word for verified', { verified: 'maybe' }, /^verified is neither yes nor no/],
    [
      'a byte that is no UTF-8',
      { summary: 'Caf\ufffd' },
      /^summary holds a byte that is no UTF-8.*save the file as UTF-8/,
    ],
    [
      'a control character',
      { note: 'ring\u0007' },
      /^note holds the character U\+0007 at place 5, which is no text: take it out\.$/,
    ],
    ['the separator of contents', { note: 'a\u001fb' }, /U\+001F/],
    ['a zero byte', { summary: 'a\u0000b' }, /U\+0000/],
    ['a line end in a name', { source_name: 'a\nb' }, /^source_name holds the character U\+000A/],
    ['half of a surrogate pair', { summary: 'a\ud83d' }, /U\+D83D/],
    ['text that reads backwards', { summary: 'a\u202eb' }, /U\+202E/],
    [
      'a summary that is a page',
      { summary: 'x'.repeat(2001) },
      /^summary has 2,001 characters, more than 2,000: shorten it\.$/,
    ],
    ['a very long id', { id: 'x'.repeat(121) }, /^id has 121 characters, more than 120/],
  ])('%s', (_, row, message) => {
    expect(faultsOf(row)).toEqual([expect.stringMatching(message)]);
    expect(check(row).event).toBeUndefined();
  });

  it('long values, which it shows cut', () => {
    const [fault] = check({ note: 'y'.repeat(5000) }).faults;
    expect(fault!.value).toHaveLength(124);
  });
});

describe('the nearest word', () => {
  it('is the one with the fewest letters to change', () => {
    expect(nearest('sanktion', ['summit', 'sanction'])).toBe('sanction');
    expect(nearest('SUMMITT', ['summit', 'summons'])).toBe('summit');
  });
  it('is none when all are far, or when two are equally near', () => {
    expect(nearest('treaty', ['summit', 'sanction'])).toBeUndefined();
    expect(nearest('cat', ['bat', 'rat'])).toBeUndefined();
  });
});
