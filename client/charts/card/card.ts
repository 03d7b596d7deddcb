/**
 * A card: one picture that can be handed on as it is, with the finding as its title and all that is needed to believe it. From what
 * the server read for a view to one Chart.js configuration that draws everything, texts included.
 */
import type { ChartConfiguration, Plugin } from 'chart.js';
import type { Basis } from '../../../models/basis.ts';
import { basisOf } from '../../../models/basis.ts';
import { epochDay } from '../../../models/calendar.ts';
import { scoreOf } from '../../../models/index.ts';
import { categoryPositions } from '../bins.ts';
import { compareChart } from '../compareChart.ts';
import { compareFigure } from '../compareFigure.ts';
import { indexLine } from '../compareLines.ts';
import { dailySeries, withLead } from '../dailySeries.ts';
import { dyadChart } from '../dyadChart.ts';
import { dyadFigure, type FigureEvent } from '../figure.ts';
import { drawText, type Ink } from '../marks/text.ts';
import { peakPoints } from '../peaks.ts';
import { THEMES } from '../theme.ts';
import { waterfallRows } from '../waterfall.ts';
import { waterfallChart } from '../waterfallChart.ts';
import type { CardInput, CompareCardInput, DyadCardInput, MoveCardInput } from './cardInput.ts';
import { type CardTexts, cardTexts } from './cardTexts.ts';
import { FORMATS } from './presentation.ts';

export interface Card {
  /** draws the whole card; whoever draws it registers CHART_PARTS (parts.ts) */
  readonly configuration: ChartConfiguration;
  /** pixels of the layout: the size that the chart is told; whole numbers, so up to one more than the picture shows */
  readonly width: number;
  readonly height: number;
  /** pixels of the picture to one of the layout */
  readonly scale: number;
  /** pixels of the picture */
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  readonly texts: CardTexts;
}

/**
 * @param ink any canvas context with the fonts of the card: it only measures
 */
export function cardChart(input: CardInput, _ink: Ink): Card {
  const { preset, text, density } = input.presentation;
  const format = FORMATS[preset];
  const scale = (format.scale * text * density) / 100;
  const pixelWidth = format.width * density;
  const pixelHeight = format.height * density;
  const size = { width: Math.ceil(pixelWidth / scale), height: Math.ceil(pixelHeight / scale) };
  const texts = cardTexts(input);
  const configuration = 'dyads' in input.view ? compareCard(input as CompareCardInput, size) : input.view.kind === 'move' ? moveCard(input as MoveCardInput, size) : dyadCard(input as DyadCardInput, size);
  const title: Plugin = {
    id: 'cardFrame',
    afterDraw({ ctx }) {
      drawText(ctx, texts.title, 24, 40, { colour: THEMES.light.ink, family: THEMES.light.fontFamily, size: 20, weight: 700 });
      drawText(ctx, texts.subtitle, 24, 60, { colour: THEMES.light.muted, family: THEMES.light.fontFamily, size: 11 });
    },
  };
  configuration.options!.layout = { padding: { top: 100, left: 24, right: 210, bottom: 60 } };
  configuration.plugins!.push(title);
  return { configuration, ...size, scale, pixelWidth, pixelHeight, texts };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function dyadCard({ view, data, model, codebook }: DyadCardInput, size: Size): ChartConfiguration {
  const series = withLead(dailySeries(data.series)!, 0);
  const basis: Basis = basisOf(data.columns, model.definition, series.firstDay, series.lastDay, view.direction);
  const peaks = peakPoints(data.columns, model.definition, scoreOf(basis, model.definition), view.direction);
  const records = new Map(data.events.map((event) => [event.id, event]));
  const events = data.columns.ids.map((id, e): FigureEvent => {
    const record = records.get(id)!;
    return { id, day: data.columns.day[e]!, precision: record.datePrecision, title: codebook.get(record.type)!.label, summary: record.summary, verified: record.verified, peak: peaks[e]! };
  });
  const figure = dyadFigure({
    series,
    explained: { basis, model: model.definition, categoryOf: categoryPositions(codebook) },
    events,
    view: { from: epochDay(view.from), to: epochDay(view.to), step: view.step, layer: 'index' },
    theme: THEMES.light,
    ...size,
  });
  return dyadChart(figure) as unknown as ChartConfiguration;
}

function moveCard({ move }: MoveCardInput, size: Size): ChartConfiguration {
  return waterfallChart({ rows: waterfallRows(move), theme: THEMES.light, ...size }) as unknown as ChartConfiguration;
}

function compareCard({ view, data }: CompareCardInput, size: Size): ChartConfiguration {
  const lines = data.map(({ series, columns }) => indexLine(series.dyad, series.name, series.dyad, dailySeries(series)!, columns.day));
  return compareChart(compareFigure({ lines, arrangement: 'overlay', scale: 'level', step: 'day', from: epochDay(view.from), to: epochDay(view.to), showLevels: false, theme: THEMES.light, ...size })) as unknown as ChartConfiguration;
}
