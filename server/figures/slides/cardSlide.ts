/** A card as a slide: the words of its picture in boxes of text, its data in charts, and between them what its plot draws. */
import { badgeColour, type Part } from '../../../client/charts/card/placed.ts';
import { qrRuns, qrSize, QUIET } from '../../../client/charts/card/qr.ts';
import type { CardLayout } from '../../../client/charts/card/cardLayout.ts';
import { DISC } from '../../../client/charts/marks/numberedMarks.ts';
import type { Theme } from '../../../client/charts/theme.ts';
import { WORDS } from '../../../client/words/words.ts';
import type { Page } from '../page.ts';
import type { Box } from '../svgPath.ts';
import { categoryXml, chartPart, hatchXml } from './chartPart.ts';
import type { Deck, Slide } from './deck.ts';
import type { NativeChart } from './nativeChart.ts';
import { nativeCharts } from './nativeCharts.ts';
import { notesOf } from './notes.ts';
import { blocksOf } from './paragraphs.ts';
import { plotMarks } from './plotMarks.ts';
import type { Mark, ShapeMark, TextMark } from './recording.ts';
import { Shapes } from './shapes.ts';
import { workbookOf } from './workbook.ts';

/** px beside and above the axes of a chart, for the numbers of its value axis. */
const BESIDE = 44;
const ABOVE = 9;

/** @param maker who made it, where a template has a footer for that */
export function addCard(deck: Deck, page: Page, theme: Theme, maker: string): Slide {
  const { card, input } = page;
  const { around, texts } = card;
  const words = WORDS[input.presentation.lang];
  const shapes = new Shapes(deck.groundOf(page));
  const slide = deck.addSlide('card', notesOf(page), input.presentation.lang);
  const link = isAddress(input.link) ? slide.link(input.link) : undefined;
  const sources = texts.events.map(({ sourceUrl }) => (isAddress(sourceUrl) ? slide.link(sourceUrl) : undefined));
  const blocks = blocksOf(around.texts, shapes, theme);
  const written = (...parts: readonly Part[]): string =>
    blocks
      .filter(({ part }) => parts.includes(part))
      .map(({ part, item, box, paragraphs, isLine }) =>
        // A box leads somewhere as a whole: its words are not underlined, as they are not in the picture.
        shapes.text(part === 'event' ? `event ${item}` : part, box, paragraphs, {
          link: part === 'event' ? sources[item] : part === 'signature' ? link : undefined,
          wraps: !isLine,
        }),
      )
      .join('');
  const title = blocks.find(({ part }) => part === 'title');
  const marks = plotMarks(card);
  const charts = nativeCharts(card, marks, theme, words);
  const frames = charts.map((chart) => frameOf(chart, around.text));
  const type = shapes.type(11 * around.text, theme.muted);
  const drawn = charts.map((chart, i) => {
    const relation = slide.chart(workbookOf(chart), (sheet) =>
      chartPart(chart, frames[i]!, { type, grid: theme.grid }, sheet),
    );
    return shapes.chart(chart.name, chart.alt, frames[i]!, relation);
  });
  const plot: Box = {
    left: around.inset.left,
    right: card.width - around.inset.right,
    top: around.inset.top,
    bottom: card.height - around.inset.bottom,
  };
  slide.write([
    title ? deck.title(shapes, title) : deck.titleHolder(shapes, texts.title),
    deck.paper(shapes, theme),
    written('marking', 'subtitle'),
    badges(shapes, around, theme),
    written('badge'),
    shapes.group(
      words.charts.index,
      plot,
      `${marksXml(shapes, marks.behind)}${drawn.join('')}${marksXml(shapes, marks.front)}`,
    ),
    swatches(shapes, around, theme),
    discs(shapes, around, theme),
    rule(shapes, around, theme),
    qrCode(shapes, around),
    written('legend', 'list', 'remark', 'event', 'more', 'note', 'signature', 'lowerMarking'),
    deck.footer(shapes, maker),
    deck.number(shapes, slide, theme),
  ]);
  return slide;
}

const isAddress = (url: string): boolean => /^https?:\/\//.test(url);

function frameOf({ area }: NativeChart, text: number): Box {
  return {
    left: Math.max(area.left - BESIDE * text, 0),
    right: area.right + 2,
    top: area.top - ABOVE * text,
    bottom: area.bottom + ABOVE * text,
  };
}

/** A number in the middle of a disc is the disc's own text; words close behind others are of their line, however wide a font sets those. */
function marksXml(shapes: Shapes, marks: readonly Mark[]): string {
  const written: string[] = [];
  for (let i = 0; i < marks.length; i++) {
    const [mark, next, third] = [marks[i]!, marks[i + 1], marks[i + 2]];
    const words = third && isWithin(third, mark, next) ? third : undefined;
    if (words && next?.kind === 'shape' && mark.kind === 'shape') {
      written.push(shapes.disc({ ...mark, box: next.box, stroke: next.stroke, fill: mark.fill }, words));
      i += 2;
    } else if (mark.kind === 'text' && next && isBehind(next, mark)) {
      written.push(shapes.line([mark, next]));
      i++;
    } else written.push(shapes.mark(mark));
  }
  return written.join('');
}

/** px */
const CLOSE = 16;

const isBehind = (words: Mark, { x, y, length, align }: TextMark): words is TextMark =>
  words.kind === 'text' &&
  align === 'left' &&
  words.align === 'left' &&
  Math.abs(words.y - y) < 0.5 &&
  words.x >= x + length &&
  words.x <= x + length + CLOSE;

/** A fill, its rim, and a word in their middle. */
function isWithin(words: Mark, fill: Mark, rim: Mark | undefined): words is TextMark {
  return (
    words.kind === 'text' &&
    fill.kind === 'shape' &&
    fill.form === 'circle' &&
    fill.fill !== undefined &&
    rim?.kind === 'shape' &&
    rim.form === 'circle' &&
    rim.stroke !== undefined &&
    words.align === 'center' &&
    words.x > fill.box.left &&
    words.x < fill.box.right &&
    words.y > fill.box.top &&
    words.y < fill.box.bottom
  );
}

const box = (left: number, top: number, width: number, height = width): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const filled = (form: ShapeMark['form'], at: Box, colour: string): ShapeMark => ({
  kind: 'shape',
  form,
  box: at,
  lines: [],
  fill: { colour, opacity: 1 },
  stroke: undefined,
});

function badges(shapes: Shapes, { badges }: CardLayout, theme: Theme): string {
  return badges
    .map(({ left, top, width, height, isStrong }) => {
      const ground = shapes.mark(filled('rectangle', box(left, top, width, height), badgeColour(theme, isStrong)));
      return isStrong ? ground : ground + shapes.painted(box(left, top, 4, height), hatchXml(theme.muted, theme.blank));
    })
    .join('');
}

function swatches(shapes: Shapes, { swatches }: CardLayout, theme: Theme): string {
  return swatches
    .map(({ category, left, top, size }) =>
      shapes.painted(box(left, top, size), categoryXml(theme.categories[category])),
    )
    .join('');
}

function discs(shapes: Shapes, { discs, text }: CardLayout, theme: Theme): string {
  return discs
    .map(({ x, y, number, verified }) => {
      const radius = DISC * text - 1;
      const disc = filled('circle', box(x - radius, y - radius, 2 * radius), verified ? theme.line : theme.paper);
      return shapes.disc(
        { ...disc, stroke: { colour: theme.line, opacity: 1, width: 1, dash: [] } },
        {
          text: String(number),
          size: 11 * text,
          weight: 700,
          colour: verified ? theme.paper : theme.line,
        },
      );
    })
    .join('');
}

function rule(shapes: Shapes, { rule, ruleEnd, margin }: CardLayout, theme: Theme): string {
  const line: ShapeMark = {
    kind: 'shape',
    form: 'free',
    box: { left: margin, right: ruleEnd, top: rule, bottom: rule },
    lines: [
      {
        points: [
          [margin, rule],
          [ruleEnd, rule],
        ],
        isClosed: false,
      },
    ],
    fill: undefined,
    stroke: { colour: theme.grid, opacity: 1, width: 1, dash: [] },
  };
  return shapes.mark(line);
}

/** One shape of all dark modules, on paper that a reader finds them by. */
function qrCode(shapes: Shapes, { qr }: CardLayout): string {
  if (!qr) return '';
  const { code, left, top, module } = qr;
  const size = code.length * module;
  const light = qrSize(code, module);
  const quiet = QUIET * module;
  const lines = qrRuns(code).map(({ x, y, length }) => {
    const [from, to] = [left + x * module, left + (x + length) * module];
    const [high, low] = [top + y * module, top + (y + 1) * module];
    return {
      points: [
        [from, high],
        [to, high],
        [to, low],
        [from, low],
      ] as const,
      isClosed: true,
    };
  });
  return (
    shapes.mark(filled('rectangle', box(left - quiet, top - quiet, light), '#ffffff')) +
    shapes.mark({ ...filled('free', box(left, top, size), '#000000'), lines })
  );
}
