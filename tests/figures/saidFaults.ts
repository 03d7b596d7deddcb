/** What a card must say and does not, and what it says of what it does not draw. */
import { shapeOf } from '../../client/charts/card/cardShape.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { lieWithin } from '../../client/charts/dailySeries.ts';
import { lineStyle } from '../../client/charts/figure.ts';
import { plain } from '../../client/charts/format.ts';
import type { Box } from '../../client/charts/places.ts';
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
    ...keyFaults(recorded, presentation),
    ...legendFaults(recorded),
    ...paneFaults(recorded, presentation),
    ...dayFaults(recorded),
    ...valueLacks(recorded),
    ...endFaults(recorded),
    ...undrawnFaults(recorded),
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
    .filter(({ text, short, least = short }) => ![text, short, least].some((said) => printed.includes(said)))
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

/** Each pattern that is drawn has its key, in a note or in a badge, and a key speaks of nothing else. */
function keyFaults(recorded: Recorded, { lang }: Presentation): string[] {
  const { shown, around, texts } = recorded.card;
  const { footer } = WORDS[lang].card;
  const notes = printedNotes(recorded).join(' ');
  const badges = around.badges.map(({ lines }) => lines.join(' '));
  const faults: string[] = [];
  const hold = (isDrawn: boolean, isSaid: boolean, what: string): void => {
    if (isDrawn !== isSaid) faults.push(`${isDrawn ? 'without a key' : 'of nothing that is drawn'}: ${what}`);
  };
  const inNotes = (isDrawn: boolean, key: string | { readonly text: string; readonly short: string }): void => {
    const { text, short } = typeof key === 'string' ? { text: key, short: key } : key;
    hold(isDrawn, notes.includes(text) || notes.includes(short), text);
  };
  const inBadges = (isDrawn: boolean, kind: 'sparse' | 'provisional'): void => {
    const badge = texts.badges.find((one) => one.kind === kind);
    const isSaid = badge !== undefined && badges.some((one) => one === badge.text || one === badge.short);
    if (isDrawn) hold(isDrawn, isSaid, kind);
  };
  inNotes(shown.kind === 'dyad' && around.discs.some(({ verified }) => !verified), footer.hollow);
  inNotes(shown.kind === 'dyad', footer.band);
  inNotes(
    shown.kind === 'move' && shown.rows.some(({ role, kind }) => role === 'part' && kind === 'fading'),
    footer.fading,
  );
  inNotes(shown.kind === 'compare' && shown.figure.lines.some(({ band }) => band), footer.bandOne);
  inNotes(shown.kind === 'compare' && shown.figure.panes.length > 1, footer.pale);
  if (shown.kind === 'move') return faults;
  const styles =
    shown.kind === 'compare'
      ? shown.figure.lines.flatMap((line) => line.styles)
      : shown.figure.days.map((day) => lineStyle(shown.figure.input.series, day));
  const isMachine = (shown.kind === 'compare' ? shown.figure.lines[0]!.line.coverage : shown.figure.input.series) as {
    readonly feeds?: unknown;
  };
  inNotes(styles.includes('uncovered'), isMachine.feeds === undefined ? footer.uncovered : footer.unknown);
  inBadges(styles.includes('provisional'), 'provisional');
  inBadges(
    shown.kind === 'compare' ? styles.includes('sparse') : shown.figure.stretches.some(({ kind }) => kind === 'sparse'),
    'sparse',
  );
  return faults;
}

/** The legend names the categories whose bars are drawn, no other, and each with its value. */
function legendFaults({ card: { shown, around, configuration } }: Recorded): string[] {
  if (shown.kind !== 'dyad') return [];
  const drawn = new Set(
    configuration.data.datasets.flatMap(({ type, label }) => (type === 'bar' ? [label!.split(' ')[0]!] : [])),
  );
  const named = around.swatches.map(({ category }) => category);
  const written = around.texts.filter(({ part }) => part === 'legend').length;
  return [
    ...(named.length === drawn.size && named.every((category) => drawn.has(category))
      ? []
      : [`the legend names ${named.join(', ')}, drawn are ${[...drawn].join(', ')}`]),
    ...(written === 2 * named.length ? [] : [`${named.length} categories of the legend have ${written} texts`]),
  ];
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
function dayFaults({ card, texts, discs, plot }: Recorded): string[] {
  const { shown } = card;
  if (shown.kind !== 'dyad') return [];
  const middleOf = (number: number): number | undefined => {
    const isInDisc = (one: Box): boolean =>
      discs.some(({ x, y }) => one.left < x && x < one.right && one.top < y && y < one.bottom);
    const text = texts.find((one) => one.text === String(number) && isWithin(one, plot) && isInDisc(one));
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
  const drawn = shown.figure.line.map((value) => plain(value));
  const off = view.step === 'day' ? [] : extremes.filter((value) => !drawn.includes(plain(value)));
  return [
    ...[start, end, ...extremes]
      .filter((value) => Number.isFinite(value) && view.from < view.to && !printed.includes(plain(value)))
      .map((value) => `a start, an end or an extreme of the line is not told: ${plain(value)}`),
    ...off.map((value) => `an extreme of the line is told, and the line does not run there: ${plain(value)}`),
  ];
}

/** px at the size of a page's text: closer to the height of its line's end, a value needs nothing that leads to it. */
const OWN_HEIGHT = 6;

/** The last value of a line stands at the height of its end, or a leader comes from there. */
function endFaults({ card, texts, lines, plot }: Recorded): string[] {
  const { shown, around } = card;
  if (shown.kind === 'move') return [];
  const isGrid = shown.kind === 'compare' && (shown.figure.input.columns ?? 1) > 1;
  const ends = lines.flatMap(({ isData, points }) => (isData && points.length > 0 ? [points.at(-1)!] : []));
  const near = OWN_HEIGHT * around.text;
  return texts
    .filter(
      ({ text, weight, left, top, bottom }) =>
        !isGrid &&
        weight === 700 &&
        /^\d+\.\d+( |$)/.test(text) &&
        left > plot.right &&
        left < plot.right + 40 * around.text &&
        top < plot.bottom + 30 * around.text &&
        bottom > plot.top - 30 * around.text,
    )
    .filter((value) => {
      const middle = (value.top + value.bottom) / 2;
      const isLed = lines.some(
        ({ isData, points: [from, to, ...more] }) =>
          !isData &&
          to &&
          more.length === 0 &&
          to[0] < value.left &&
          value.left - to[0] < 3 * near &&
          to[0] > plot.right &&
          Math.abs(to[1] - middle) < 2 * near &&
          ends.some(([, y]) => Math.abs(y - from![1]) < 1),
      );
      return !isLed && !ends.some(([, y]) => Math.abs(y - middle) <= near);
    })
    .map(({ text }) => `"${text}" stands off the height of its line's end, and nothing leads to it`);
}

/** Warnings are of lines that are drawn, and each line that is not is told with its value, or counted where a card is full of warnings. */
function undrawnFaults(recorded: Recorded): string[] {
  const { shown, texts, names, around } = recorded.card;
  if (shown.kind !== 'compare') return [];
  const drawn = shown.figure.lines.map(({ line }) => line.label);
  const undrawn = names.slice(0, names.length / 3).filter((pair) => !drawn.includes(pair));
  const warned = texts.badges.filter(({ kind }) => kind === 'uncovered' || kind === 'sparse');
  const printed = printedNotes(recorded).find((note) =>
    texts.footer.some(({ kind, text, short }) => kind === 'rest' && (note.includes(text) || note.includes(short))),
  );
  const isCounted = printedNotes(recorded).some((note) =>
    texts.footer.some(({ least }) => least !== undefined && note.includes(least)),
  );
  const told = isCounted ? undrawn.length : (printed?.match(/\(\d+\.\d\)/g)?.length ?? 0);
  return [
    ...undrawn.flatMap((pair) =>
      warned.filter(({ text }) => text.includes(pair)).map(({ text }) => `"${text}" warns of a line that is not drawn`),
    ),
    ...around.badges
      .map(({ lines }) => lines.join(' '))
      .filter((badge) => !texts.badges.some(({ text, short }) => badge === text || badge === short))
      .map((badge) => `"${badge}" is no warning of this picture`),
    ...(told === undrawn.length ? [] : [`${undrawn.length} lines are not drawn, ${told} are told with their values`]),
  ];
}
