/** A workbook as an analyst keeps one: title rows, names in place of codes, days first, severity from 1 to 10, types in her own words. 40 rows. */
import { strToU8, zipSync } from 'fflate';

const ABOVE = ['UK - Russia: acts since 2018', 'kept by desk 4; “open” cells are to be checked'];
const HEADER = ['Date', 'Who', 'Against', 'What', 'Severity', 'What happened', 'Newspaper', 'Link'];
type Row = readonly [
  date: string,
  who: string,
  against: string,
  what: string,
  severity: string,
  happened: string,
  paper: string,
];

const ROWS: readonly Row[] = [
  [
    '04/03/2018',
    'Russia',
    'UK',
    'Nerve agent attack',
    '10',
    'A former officer and his daughter are poisoned in Salisbury',
    'BBC',
  ],
  [
    '12/03/2018',
    'UK',
    'Russia',
    'Accusation',
    '6',
    'The prime minister says Russia is highly likely responsible',
    'The Guardian',
  ],
  [
    '12/03/2018',
    'United Kingdom',
    'Russian Federation',
    'Summons',
    '5',
    'London summons the Russian ambassador',
    'Reuters',
  ],
  ['14/03/2018', 'UK', 'Russia', 'Expulsion', '9', 'Britain expels 23 Russian diplomats', 'BBC'],
  ['14/03/2018', 'UK', 'Russia', 'Suspension of contacts', '6', 'High-level contacts are suspended', 'BBC'],
  ['17/03/2018', 'Russia', 'UK', 'Expulsion', '9', 'Moscow expels 23 British diplomats', 'TASS'],
  ['17/03/2018', 'Russia', 'UK', 'Closure', '7', 'The British Council in Russia is closed', 'TASS'],
  ['23/03/2018', 'Russia', 'UK', 'Recall', '4', 'Moscow calls a diplomat home for consultations', 'Interfax'],
  ['30/03/2018', 'Russia', 'UK', 'Expulsion', '7', 'Britain must withdraw more than 50 further staff', 'Reuters'],
  [
    '05/04/2018',
    'Russia',
    'UK',
    'Accusation',
    '5',
    '“You are playing with fire”, the envoy tells the Council',
    'The Guardian',
  ],
  ['16/04/2018', 'UK', 'Russia', 'Accusation', '5', 'London and Washington warn of intrusions into networks', 'BBC'],
  ['05/09/2018', 'UK', 'Russia', 'Legal case', '7', 'Two suspects are charged in their absence', 'BBC'],
  [
    '04/10/2018',
    'UK',
    'Russia',
    'Cyber attack',
    '6',
    'London attributes attacks to Russian military intelligence',
    'The Times',
  ],
  ['08/06/2019', 'UK', 'Russia', 'Talks', '3', 'Ministers meet in Saint Petersburg', 'Interfax'],
  ['28/06/2019', 'UK', 'Russia', 'Summit', '4', 'The leaders meet at the G20 in Osaka', 'Reuters'],
  ['19/01/2020', 'UK', 'Russia', 'Summit', '4', 'The leaders meet in Berlin', 'BBC'],
  ['06/07/2020', 'UK', 'Russia', 'Sanctions', '6', '25 Russians are listed over the death of Magnitsky', 'BBC'],
  ['16/07/2020', 'UK', 'Russia', 'Cyber attack', '6', 'London says Russian hackers sought vaccine research', 'Reuters'],
  ['15/10/2020', 'UK', 'Russia', 'Sanctions', '6', 'Six Russians are listed over Navalny', 'BBC'],
  ['23/12/2020', 'Russia', 'UK', 'Travel ban', '5', 'Moscow bars British officials in return', 'TASS'],
  ['04/02/2021', 'UK', 'Russia', 'Summons', '4', 'London calls in the ambassador over Navalny', 'Reuters'],
  ['26/04/2021', 'UK', 'Russia', 'Sanctions', '5', '14 Russians are listed for corruption', 'BBC'],
  [
    '23/06/2021',
    'Russia',
    'UK',
    'Warning shots',
    '8',
    'Warning shots are reported near HMS Defender off Crimea',
    'Interfax',
  ],
  ['24/06/2021', 'Russia', 'UK', 'Summons', '5', 'Moscow summons the British ambassador over HMS Defender', 'TASS'],
  ['21/09/2021', 'UK', 'Russia', 'Legal case', '5', 'A third suspect of Salisbury is charged', 'BBC'],
  ['22/02/2022', 'UK', 'Russia', 'Sanctions', '7', 'Five banks and three men are listed', 'BBC'],
  ['24/02/2022', 'UK', 'Russia', 'Sanctions', '10', 'The largest package so far is announced', 'The Guardian'],
  ['24/02/2022', 'UK', 'Russia', 'Condemnation', '8', 'London condemns the invasion of Ukraine', 'BBC'],
  ['28/02/2022', 'UK', 'Russia', 'Trade ban', '7', 'Ports are closed to Russian ships', 'Reuters'],
  ['08/03/2022', 'UK', 'Russia', 'Trade ban', '7', 'Imports of Russian oil are to end by the end of the year', 'BBC'],
  ['16/04/2022', 'Russia', 'UK', 'Travel ban', '6', 'Moscow bars the prime minister and twelve others', 'TASS'],
  ['05/05/2022', 'UK', 'Russia', 'Sanctions', '6', 'A producer of steel is listed', 'Reuters'],
  ['06/10/2022', 'UK', 'Russia', 'Arms supply', '6', 'Missiles for air defence are pledged to Kyiv', 'BBC'],
  ['11/05/2023', 'UK', 'Russia', 'Arms supply', '8', 'Storm Shadow missiles are given to Kyiv', 'The Guardian'],
  ['20/06/2023', 'UK', 'Rusia', 'Sanctions', '5', 'Further persons are listed', 'BBC'],
  ['06/12/2023', 'UK', 'Russia', 'Accusation', '5', 'London accuses the FSB of interference', 'BBC'],
  ['08/05/2024', 'UK', 'Russia', 'Expulsion', '7', 'London expels the defence attaché', 'BBC'],
  ['16/05/2024', 'Russia', 'UK', 'Expulsion', '7', 'Moscow expels the British defence attaché', 'TASS'],
  ['13/09/2024', 'Russia', 'UK', 'Expulsion', '7', 'Moscow withdraws the papers of six diplomats', 'Interfax'],
  ['26/11/2024', 'Russia', 'UK', 'Expulsion', '6', 'Moscow expels a British diplomat', 'TASS'],
];

/** What the words of the file that are no type by label are to become. */
export const MESSY_TYPES: Readonly<Record<string, string>> = {
  'Nerve agent attack': 'other',
  Accusation: 'statement_hostile',
  'Suspension of contacts': 'closure_suspension',
  Closure: 'closure_suspension',
  'Cyber attack': 'cyber',
  Sanctions: 'sanction',
  'Warning shots': 'military_incident',
  Condemnation: 'statement_hostile',
  'Trade ban': 'trade_restriction',
  'Arms supply': 'arms_transfer',
};

export const MESSY_ROWS = ROWS.length;
const linkOf = (place: number): string => `https://log.example.org/uk-russia/${place + 1}`;
const table = (): readonly (readonly string[])[] => [
  ...ABOVE.map((title) => [title, '', '', '', '', '', '', '']),
  ['', '', '', '', '', '', '', ''],
  HEADER,
  ...ROWS.map((row, place) => [...row, linkOf(place)]),
];

/** As Excel saves it in Western Europe: semicolons, Windows-1252, CRLF. */
export function messyCsv(): Buffer {
  const quoted = (cell: string): string => (/[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const text = table()
    .map((row) => row.map(quoted).join(';'))
    .join('\r\n');
  return windows1252(`${text}\r\n`);
}

const HIGH: Readonly<Record<string, number>> = { '“': 0x93, '”': 0x94, '’': 0x92, '–': 0x96 };
function windows1252(text: string): Buffer {
  return Buffer.from([...text].map((letter) => HIGH[letter] ?? letter.codePointAt(0)!));
}

/** The same as a workbook; dates are texts as well. */
export const messyWorkbook = (): Buffer => workbookOf([{ name: 'Log', rows: table() }]);

export interface SheetOfTest {
  readonly name: string;
  /** numbers stay numbers; `{ serial }` is a cell with the format of a date */
  readonly rows: readonly (readonly (string | number | { readonly serial: number })[])[];
}

/** The least that is a workbook. */
export function workbookOf(sheets: readonly SheetOfTest[], parts: Readonly<Record<string, string>> = {}): Buffer {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const letters = (place: number): string => String.fromCharCode(65 + place);
  const cell = (value: string | number | { readonly serial: number }, at: string): string => {
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    if (typeof value === 'object') return `<c r="${at}" s="1"><v>${value.serial}</v></c>`;
    return value === '' ? '' : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  const sheetXml = ({ rows }: SheetOfTest): string =>
    `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
      .map(
        (row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, `${letters(c)}${r + 1}`)).join('')}</row>`,
      )
      .join('')}</sheetData></worksheet>`;
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const relations = (inner: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets
      .map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        relation(sheets.length + 1, 'styles', 'styles.xml'),
    ),
    'xl/styles.xml':
      '<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
    ...parts,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}
