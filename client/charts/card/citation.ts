/**
 * How a card is cited, so that whoever reads the citation finds the same picture again: what it says, under which model, what was
 * known then, the code and the address of the view. Pure: the day of access is given.
 */
import { epochDay } from '../../../models/calendar.ts';
import type { Words } from '../../words/words.ts';
import { dateParts } from '../format.ts';

export interface Cited {
  /** title of the card, as it stands on it */
  readonly title: string;
  readonly model: { readonly name: string; readonly version: number; readonly hash: string };
  /** ISO moment: what was known then */
  readonly asOf: string;
  /** code of the view */
  readonly code: string;
  /** address of the view */
  readonly link: string;
  /** who runs the server; the index has no other author where nobody is named */
  readonly madeBy: string | undefined;
  /** ISO date on which it was looked at; undefined in a file that is the same whenever it is made */
  readonly accessed: string | undefined;
}

export const CITATION_STYLES = ['plain', 'apa', 'bibtex'] as const;
export type CitationStyle = (typeof CITATION_STYLES)[number];

/** Of a picture whose server names nobody. */
const AUTHOR = 'Tension';
/** Of the events that this project compiled; events that were imported have their own. */
export const LICENCE = 'CC BY 4.0';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** The names that every BibTeX style defines. */
const BIBTEX_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** @param words of the plain citation; APA and BibTeX are written in English */
export function citationOf(cited: Cited, style: CitationStyle, words: Words['citation']): string {
  return { plain: plainCitation, apa: apaCitation, bibtex: bibtexCitation }[style](cited, words);
}

/**
 * One sentence after another, for a footnote.
 *
 * @example 'South Korea – Russia: tension up 8.7. Tension index, model baseline v1 (3f9a1c07), as known on 2024-05-01 12:00 UTC. View 0123456789. http://… (accessed 2024-05-02). Events: CC BY 4.0.'
 */
function plainCitation({ title, model, asOf, code, link, accessed }: Cited, words: Words['citation']): string {
  const asKnown = words.asKnown(momentOf(asOf));
  return [
    withStop(title),
    `${words.index}, ${words.model} ${modelWords(model)}, ${asKnown}.`,
    `${words.view} ${code}.`,
    `${link}${accessed === undefined ? '' : ` (${words.accessed(accessed)})`}.`,
    `${words.events}: ${LICENCE}.`,
  ].join(' ');
}

/** APA, 7th edition: a figure on a web site whose content may change, by a group author of the same name as the site. */
function apaCitation({ title, model, asOf, code, link, madeBy = AUTHOR, accessed }: Cited): string {
  const { year, month, dayOfMonth } = dateParts(epochDay(asOf.slice(0, 10)));
  const kind = `[Figure; model ${modelWords(model)}; data as known on ${momentOf(asOf)}; view ${code}; events ${LICENCE}]`;
  return `${withStop(madeBy)} (${year}, ${MONTHS[month - 1]} ${dayOfMonth}). ${withoutStop(title)} ${kind}. ${accessed === undefined ? '' : retrieved(accessed)}${link}`;
}

/** @example retrieved('2026-12-01') // 'Retrieved December 1, 2026, from ' */
function retrieved(date: string): string {
  const { year, month, dayOfMonth } = dateParts(epochDay(date));
  return `Retrieved ${MONTHS[month - 1]} ${dayOfMonth}, ${year}, from `;
}

function bibtexCitation({ title, model, asOf, code, link, madeBy = AUTHOR, accessed }: Cited): string {
  const { year, month } = dateParts(epochDay(asOf.slice(0, 10)));
  const fields: readonly (readonly [string, string])[] = [
    ['author', `{{${bibtexText(madeBy)}}}`],
    // Twice in braces: no style may change the case of names and codes.
    ['title', `{{${bibtexText(withoutStop(title))}}}`],
    ['year', `{${year}}`],
    ['month', BIBTEX_MONTHS[month - 1]!],
    ['howpublished', `{\\url{${bibtexUrl(link)}}}`],
    [
      'note',
      `{${bibtexText(`Model ${modelWords(model)}; data as known on ${momentOf(asOf)}; view ${code};${accessed === undefined ? '' : ` accessed ${accessed};`} events ${LICENCE}`)}}`,
    ],
  ];
  const width = Math.max(...fields.map(([name]) => name.length));
  // The check character of a code may be a sign that a key cannot have; the eight digits before it are a name already.
  return `@misc{tension-${code.slice(0, 8).toLowerCase()},\n${fields.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`).join(',\n')}\n}`;
}

/** Signs with a meaning in TeX, and typography that old styles do not read; letters of any script stay. */
const BIBTEX_SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '–': '--',
  '—': '---',
  '−': '$-$',
  '“': '``',
  '”': "''",
  '‘': '`',
  '’': "'",
  '…': '\\ldots{}',
  '→': '$\\rightarrow$',
};

/** @example bibtexText('R&D up 5% – “so far”') // "R\\&D up 5\\% -- ``so far''" */
function bibtexText(text: string): string {
  return Array.from(text.replace(/\s+/g, ' '), (sign) => BIBTEX_SIGNS[sign] ?? sign).join('');
}

/** Within \url braces and backslashes would end it; all else is read as it stands. */
const bibtexUrl = (url: string): string => url.replace(/[{}\\\s]/g, (sign) => encodeURIComponent(sign));

/** @example momentOf('2026-05-01T12:00:00.000Z') // '2026-05-01 12:00 UTC' */
const momentOf = (asOf: string): string =>
  asOf.includes('T') ? `${asOf.slice(0, 10)} ${asOf.slice(11, 16)} UTC` : asOf;

const modelWords = ({ name, version, hash }: Cited['model']): string => `${name} v${version} (${hash})`;

const withoutStop = (text: string): string => text.replace(/\.$/, '');
const withStop = (text: string): string => `${withoutStop(text)}.`;
