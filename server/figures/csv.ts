/** The numbers behind a figure as CSV, exact, named like the fields of the API, or in Korean on a Korean card; where it is asked for, with lines that say what they are of. */
import { categoryPositions, stackedBins } from '../../client/charts/bins.ts';
import { eventsToTell, inOrder } from '../../client/charts/card/cardEvents.ts';
import { cardFacts } from '../../client/charts/card/cardFacts.ts';
import { type CardInput, isCompare, isMove } from '../../client/charts/card/cardInput.ts';
import { LICENCE } from '../../client/charts/card/citation.ts';
import { WORDS } from '../../client/words/words.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { csvOf } from '../csv.ts';
import type { CsvTable, FileOptions } from './fileOptions.ts';
import type { Page } from './page.ts';
import { type Cell, type Table, tableOf } from './table.ts';
import { cellText, columnName } from './tableWords.ts';

export function csv(page: Page, { table: asked, meta }: FileOptions): Buffer {
  const { presentation } = page.input;
  const words = WORDS[presentation.lang];
  const { columns, rows } = TABLES[asked](page);
  const isTranslated = presentation.lang !== 'en';
  const table = csvOf(
    columns.map((name, i) => ({
      name: isTranslated ? columnName(name, words) : name,
      of: (row: readonly Cell[]) => {
        const value = told(row[i] ?? null);
        return isTranslated && typeof value === 'string' ? cellText(value, name, words) : value;
      },
    })),
    rows,
  );
  return Buffer.from(meta ? aboutOf(page, asked) + table : table);
}

/** What is left of an act after decades; so little that all columns of a row together are below 1e-9, to which the sums of a row hold. */
const NOTHING = 1e-11;

/** Exact, in the fewest digits that are read back as the same number; but nobody takes 3.1e-24 points for something. */
const told = (value: Cell): Cell => (typeof value === 'number' && Math.abs(value) < NOTHING ? 0 : value);

const TABLES: Readonly<Record<CsvTable, (page: Page) => Table>> = {
  points: ({ input }) => tableOf(input),
  composition: ({ input }) => compositionOf(input),
  events: eventsOf,
  notes: notesOf,
};

/** The bars of the picture: at the end of each day, week or month neutral + what each category adds and takes away = the index. */
function compositionOf(input: CardInput): Table {
  if (isMove(input)) return tableOf(input); // its causes are what a change is made of
  if (isCompare(input))
    throw new RangeError('The composition is of one pair of states: ask for that of each line of the comparison.');
  const [{ series, basis, from, to }] = cardFacts(input).lines;
  const categoryOf = categoryPositions(input.codebook);
  const bins = stackedBins(series, { basis, model: input.model.definition, categoryOf }, from, to);
  return {
    columns: [
      'date',
      'index',
      'neutral',
      ...CATEGORIES.flatMap((category) => [`${category} raises`, `${category} lowers`]),
    ],
    rows: bins.map(({ stack }) => [
      toIsoDate(stack.day),
      stack.index,
      stack.neutral,
      ...CATEGORIES.flatMap((_, i) => [stack.raising[i]!, stack.easing[i]!]),
    ]),
  };
}

/** Those that the picture numbers. */
function eventsOf({ input, card }: Page): Table {
  const numbers = new Map(card.texts.events.map(({ id, number }) => [id, number]));
  const shown = inOrder(cardFacts(input).numbered.filter(({ id }) => numbers.has(id)));
  return {
    columns: [
      'number',
      'id',
      'date',
      'type',
      'headline',
      'summary',
      'indexPoints',
      'verified',
      'sourceName',
      'sourceUrl',
    ],
    rows: shown.map(({ id, day, type, headline, summary, points, verified, source }) => [
      numbers.get(id)!,
      id,
      toIsoDate(day),
      type,
      headline,
      summary,
      points,
      verified,
      source.name,
      source.url,
    ]),
  };
}

/** Those of the days, also where the picture has no room for them. */
function notesOf({ input: { notes = [] } }: Page): Table {
  return {
    columns: ['from', 'to', 'dyad', 'text', 'textKo', 'source', 'by'],
    rows: notes.map(({ from, to, dyad, text, textKo, source, by }) => [from, to, dyad, text, textKo, source, by]),
  };
}

/** A line each: what it is after a #, by which programs pass it over, then what it says. */
function aboutOf({ input, card }: Page, table: CsvTable): string {
  const { view, model, code, link, madeBy } = input;
  const words = WORDS[input.presentation.lang];
  const { about } = words.files;
  const lines: readonly (readonly [string, string])[] = [
    [about.title, card.texts.title],
    [about.dyads, view.kind === 'compare' ? view.dyads.join(' ') : view.dyad],
    [about.days, `${view.from}/${view.to}`],
    [about.unit, about.units],
    [about.model, `${model.name} v${model.version}`],
    [about.hash, model.hash],
    [about.asOf, view.asOf],
    [about.view, code],
    [about.address, link],
    [about.licence, words.packPages.licence(LICENCE)],
    [about.madeBy, madeBy ?? words.card.footer.product],
    ...card.texts.badges.map(({ text }): [string, string] => [about.warning, text]),
    ...(table === 'events' && !isCompare(input)
      ? [[about.events, about.someEvents(card.texts.events.length, eventsToTell(cardFacts(input)))] as const]
      : []),
    ...(view.marking === undefined ? [] : [[about.marking, view.marking] as const]),
  ];
  const [first, ...others] = lines.map(([name, text]) => [`# ${name}`, text] as const);
  // The first line is written as a head, so that all are written alike.
  return csvOf(
    [
      { name: first![0], of: ([name]: readonly [string, string]) => name },
      { name: first![1], of: ([, text]) => text },
    ],
    others,
  );
}
