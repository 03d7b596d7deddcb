/** What a card must say and does not, and what it says of what it does not draw. */
import { shapeOf } from '../../client/charts/card/cardShape.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { lieWithin } from '../../client/charts/dailySeries.ts';
import { plain } from '../../client/charts/format.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Recorded } from './recordedCard.ts';

/** Up to this size of text a card has room for the way back to its view, percent. */
const MOST_TEXT_WITH_QR = 120;

/** Empty where the words are those of the picture. */
export function saidFaults(recorded: Recorded, presentation: Presentation): string[] {
  return [
    ...qrLacks(recorded, presentation),
    ...sourceLacks(recorded),
    ...neutralLacks(recorded, presentation),
    ...noteFaults(recorded, presentation),
    ...paneFaults(recorded, presentation),
    ...dayFaults(recorded),
    ...valueLacks(recorded),
  ];
}

/** A typed title may be of any length, and what it says falsely is told with it. */
function qrLacks({ card: { around, texts } }: Recorded, presentation: Presentation): string[] {
  const hasRoom = shapeOf(presentation).hasQr && presentation.text <= MOST_TEXT_WITH_QR;
  return hasRoom && !around.qr && texts.title === texts.computedTitle ? ['no QR code'] : [];
}

/** The notes as they are printed, each in one line. */
function printedNotes({ card }: Recorded): string[] {
  const notes = new Map<number, string[]>();
  for (const { part, item = 0, text } of card.around.texts)
    if (part === 'note') notes.set(item, [...(notes.get(item) ?? []), text]);
  return [...notes.values()].map((lines) => lines.join(' '));
}

function sourceLacks(recorded: Recorded): string[] {
  const printed = printedNotes(recorded).join(' ');
  return recorded.card.texts.footer
    .filter(({ kind }) => kind !== 'reading')
    .filter(({ text, short }) => !printed.includes(text) && !printed.includes(short))
    .map(({ short }) => `not printed: ${short}`);
}

/** Neutral is named at the height of its line, in every row of panes. */
function neutralLacks({ card, texts, plot }: Recorded, { lang }: Presentation): string[] {
  const { shown } = card;
  if (shown.kind === 'move') return [];
  const { charts, comparison } = WORDS[lang];
  const isName = (text: string): boolean =>
    text === charts.neutral || text === charts.neutralAt('50') || text === comparison.neutral;
  const named = texts.filter(
    ({ text, top, bottom }) => isName(text) && top < plot.bottom + 20 && bottom > plot.top - 20,
  );
  if (shown.kind === 'dyad') return named.length === 1 ? [] : [`neutral is named ${named.length} times`];
  const rows = shown.figure.panes.length / (shown.figure.input.columns ?? 1);
  return named.length >= Math.ceil(rows) ? [] : [`neutral is named ${named.length} times in ${rows} rows of panes`];
}

/** A note speaks of what is drawn, and of nothing else. */
function noteFaults(recorded: Recorded, { lang }: Presentation): string[] {
  const { shown, around } = recorded.card;
  const { footer } = WORDS[lang].card;
  const printed = printedNotes(recorded).join(' ');
  const said = (note: string): boolean => printed.includes(note);
  const faults: string[] = [];
  const onlyIf = (isDrawn: boolean, note: string): void => {
    if (said(note) && !isDrawn) faults.push(`of nothing that is drawn: ${note}`);
  };
  onlyIf(
    around.discs.some(({ verified }) => !verified),
    footer.hollow,
  );
  const styles = shown.kind === 'compare' ? shown.figure.lines.flatMap((line) => line.styles) : [];
  onlyIf(shown.kind === 'dyad', footer.band);
  onlyIf(shown.kind === 'compare' && shown.figure.lines.some(({ band }) => band), footer.bandOne);
  onlyIf(shown.kind === 'compare' && shown.figure.panes.length > 1, footer.pale);
  if (shown.kind === 'compare') {
    onlyIf(styles.includes('uncovered'), footer.uncovered);
    onlyIf(styles.includes('sparse') && styles.includes('provisional'), footer.sparseLine);
    const isRead = [footer.symbols, footer.bandOne].some(said);
    const bands = shown.figure.lines.some(({ band }) => band);
    if (isRead && bands && !said(footer.bandOne)) faults.push('the bands are not explained');
  }
  return faults;
}

/** More than three lines have a pane each, or are told in words. */
function paneFaults({ card }: Recorded, { lang }: Presentation): string[] {
  const { shown, texts } = card;
  if (shown.kind !== 'compare') return [];
  const { panes, lines } = shown.figure;
  if (panes.length > 1) return panes.length === lines.length ? [] : ['panes of several lines'];
  return lines.length <= 3 && !texts.footer.some(({ kind }) => kind === 'rest')
    ? []
    : [`${lines.length} lines in one pane (${lang})`];
}

/** Numbers of one day stand side by side on its point. */
function dayFaults({ card, texts, plot }: Recorded): string[] {
  const { shown } = card;
  if (shown.kind !== 'dyad') return [];
  const middleOf = (number: number): number | undefined => {
    const text = texts.find((one) => one.text === String(number) && isWithin(one, plot));
    return text && (text.top + text.bottom) / 2;
  };
  const { numbered } = shown.figure;
  return numbered.flatMap(({ day, number }) => {
    const first = numbered.find((other) => other.day === day)!;
    const [one, other] = [middleOf(number), middleOf(first.number)];
    return one === undefined || other === undefined || Math.abs(one - other) <= 1
      ? []
      : [`number ${number} stands off the point of its day, which has number ${first.number}`];
  });
}

const isWithin = (text: Recorded['texts'][number], { left, right, top, bottom }: Recorded['plot']): boolean =>
  text.left > left - 20 && text.right < right + 20 && text.top > top - 20 && text.bottom < bottom + 20;

/** Where the line starts, its highest and its lowest covered day are told, if neither end tells them. */
function valueLacks({ card, texts }: Recorded): string[] {
  const { shown } = card;
  if (shown.kind !== 'dyad') return [];
  const { series, view, eve } = shown.figure.input;
  const covered: number[] = [];
  for (let day = view.from; day <= view.to; day++)
    if (!lieWithin(series.coverage.uncovered, day)) covered.push(series.index[day - series.firstDay]!);
  const start = eve ?? series.index[shown.figure.days[0]! - series.firstDay]!;
  const end = series.index[view.to - series.firstDay]!;
  const extremes = [
    ...[Math.max(...covered)].filter((value) => value >= Math.max(start, end) + 0.5),
    ...[Math.min(...covered)].filter((value) => value <= Math.min(start, end) - 0.5),
  ];
  const printed = texts.map(({ text }) => text).join(' ');
  return [start, end, ...extremes]
    .filter((value) => Number.isFinite(value) && view.from < view.to && !printed.includes(plain(value)))
    .map((value) => `a start, an end or an extreme of the line is not told: ${plain(value)}`);
}
