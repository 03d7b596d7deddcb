/** The page in the frame of another: its chart, drawn at the width that it has. All words are there already; without this the picture is. */
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import '../styles/fonts.css';
import './embed.css';
import { Chart, type Scale } from 'chart.js';
import { type Category } from '../../models/codebook.ts';
import { stackedCategories } from '../charts/bins.ts';
import { CARD_PAINTS } from '../charts/card/cardTheme.ts';
import { type Drawable, drawable, type Stop } from '../charts/embed/embedChart.ts';
import type { EmbedData } from '../charts/embed/embedData.ts';
import { timeAxesOf } from '../charts/compareScales.ts';
import { signed } from '../charts/format.ts';
import { CHART_PARTS } from '../charts/parts.ts';
import { type Theme, THEMES } from '../charts/theme.ts';
import { languageOf, loadWords } from '../words/languages.ts';
import type { Words } from '../words/words.ts';

Chart.register(...CHART_PARTS);

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const paper = window.matchMedia('print');

const source = document.getElementById('figure-data');
const place = document.getElementById('chart');
if (source?.textContent && place) void start(JSON.parse(source.textContent) as EmbedData, place);

async function start(data: EmbedData, place: HTMLElement): Promise<void> {
  const language = languageOf(document.documentElement.lang) ?? 'en';
  const words = await loadWords(language);
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  const cursor = cursorIn(place);
  place.append(canvas);
  place.hidden = false;
  const shown = drawable(data);
  let chart: Chart | undefined;
  const draw = (): void => {
    const width = Math.floor(place.getBoundingClientRect().width);
    const ink = canvas.getContext('2d');
    if (width === 0 || !ink) return;
    const theme = themeOf(data);
    chart?.destroy();
    const { configuration, height } = shown.draw({ width, theme, words, ink });
    place.style.height = `${height}px`;
    canvas.width = width;
    canvas.height = height;
    chart = new Chart(canvas, configuration);
    chart.resize(width, height);
    legend(data, theme, words);
  };
  await lettersOf(document.body.textContent);
  draw();
  let drawnWidth = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === drawnWidth) return;
    drawnWidth = place.clientWidth;
    cursor.hide();
    draw();
  }).observe(place);
  dark.addEventListener('change', draw);
  paper.addEventListener('change', draw);
  document.fonts.addEventListener('loadingdone', draw);
  walk({ place, cursor, shown, words, axesOf: () => (chart ? timeAxesOf(chart) : []) });
}

/** As asked for, or as the reader's system has it; on paper always light. */
function themeOf({ theme }: EmbedData): Theme {
  const name = paper.matches && theme !== 'grey' ? 'light' : (theme ?? (dark.matches ? 'dark' : 'light'));
  return { ...CARD_PAINTS[name], fontFamily: THEMES.light.fontFamily };
}

/** A canvas does not wait for its letters; whatever happens to them, the chart is drawn. */
async function lettersOf(text: string): Promise<void> {
  const letters = [...new Set(`${text}0123456789+-–−.%`)].join('');
  await Promise.allSettled(
    [400, 600, 700].map((weight) => document.fonts.load(`${weight} 12px "Pretendard Variable"`, letters)),
  );
}

/** A line through each pane, at one day. */
function cursorIn(place: HTMLElement): Cursor {
  let lines: readonly HTMLElement[] = [];
  const at = (places: readonly number[]): void => {
    for (const line of lines) line.remove();
    lines = places.map((left) => {
      const line = document.createElement('div');
      line.className = 'cursor';
      line.style.left = `${left}px`;
      return line;
    });
    place.append(...lines);
  };
  return { at, hide: () => at([]) };
}

interface Cursor {
  readonly at: (places: readonly number[]) => void;
  readonly hide: () => void;
}

interface Walked {
  readonly place: HTMLElement;
  readonly cursor: Cursor;
  readonly shown: Drawable;
  readonly words: Words;
  /** the time axes, one for each column of panes */
  readonly axesOf: () => readonly Scale[];
}

/** Keys and pointer walk the points; each is read out, and written below the chart. */
function walk({ place, cursor, shown: { stops }, words, axesOf }: Walked): void {
  const reading = document.getElementById('reading');
  let at = stops.length;
  const show = (to: number): void => {
    at = Math.max(0, Math.min(stops.length - 1, to));
    const stop: Stop | undefined = stops[at];
    if (!stop || !reading) return;
    reading.textContent = stop.say(words);
    const { day } = stop;
    cursor.at(day === undefined ? [] : axesOf().map((axis) => axis.getPixelForValue(day)));
  };
  const steps: Readonly<Record<string, () => number>> = {
    ArrowLeft: () => at - 1,
    ArrowRight: () => at + 1,
    ArrowUp: () => at - 1,
    ArrowDown: () => at + 1,
    PageUp: () => at - 30,
    PageDown: () => at + 30,
    Home: () => 0,
    End: () => stops.length - 1,
  };
  place.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    show(steps[event.key]!());
  });
  const point = (event: PointerEvent): void => {
    const x = event.clientX - place.getBoundingClientRect().left;
    const axes = axesOf();
    const axis = axes.findLast(({ left }) => left <= x) ?? axes[0];
    const day = axis?.getValueForPixel(x);
    if (day === undefined || stops[0]?.day === undefined) return;
    show(nearest(stops, day));
  };
  place.addEventListener('pointermove', point);
  place.addEventListener('pointerdown', point);
}

function nearest(stops: readonly Stop[], day: number): number {
  let best = 0;
  stops.forEach((stop, i) => {
    if (Math.abs(stop.day! - day) < Math.abs(stops[best]!.day! - day)) best = i;
  });
  return best;
}

/** What the bars are made of, on the last day, in the order of the stack. */
function legend({ shown }: EmbedData, theme: Theme, words: Words): void {
  const list = document.getElementById('legend');
  if (!list || shown.kind !== 'dyad') return;
  list.replaceChildren(
    ...stackedCategories(shown.bins).map(({ category, points }) => {
      const item = document.createElement('li');
      item.append(swatch(category, theme), `${words.categories[category]} ${signed(points)}`);
      return item;
    }),
  );
  list.hidden = list.childElementCount === 0;
}

function swatch(category: Category, theme: Theme): HTMLElement {
  const { fill, outline } = theme.categories[category];
  const box = document.createElement('span');
  box.className = 'swatch';
  box.style.backgroundColor = fill;
  box.style.borderColor = outline ?? fill;
  return box;
}
