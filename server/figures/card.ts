/** Stand-in until the card is there. */
import { dyadChart } from '../../client/charts/dyadChart.ts';
import { dyadFigure } from '../../client/charts/figure.ts';
import { dailySeries } from '../../client/charts/dailySeries.ts';
import { THEMES } from '../../client/charts/theme.ts';
import { categoryPositions } from '../../client/charts/bins.ts';
import { peakPoints } from '../../client/charts/peaks.ts';
import { basisOf } from '../../models/basis.ts';
import { scoreOf } from '../../models/index.ts';
import { epochDay } from '../../models/calendar.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import type { Drawable } from './drawing.ts';

export interface CardTexts {
  readonly title: string;
  readonly alt: string;
}
export interface Card extends Drawable {
  readonly texts: CardTexts;
}

export function cardChart(input: CardInput): Card {
  if (!('contributions' in input)) throw new Error('later');
  const { presentation, data, view, model, codebook } = input;
  const { width, height, scale } = FORMATS[presentation.preset];
  const k = (scale * presentation.text) / 100;
  const series = dailySeries(data.series)!;
  const basis = basisOf(data.columns, model.definition, series.firstDay, series.lastDay);
  const peaks = peakPoints(data.columns, model.definition, scoreOf(basis, model.definition), 'both');
  const events = data.columns.ids.map((id, e) => {
    const row = data.events.find((event) => event.id === id)!;
    return { id, day: data.columns.day[e]!, precision: row.datePrecision, title: input.typeLabels[row.type] ?? row.type, summary: row.summary, verified: row.verified, peak: peaks[e]! };
  });
  const size = { width: width / k, height: height / k };
  const figure = dyadFigure({ series, explained: { basis, model: model.definition, categoryOf: categoryPositions(codebook) }, events, view: { from: epochDay(view.from), to: epochDay(view.to), step: view.step, layer: 'index' }, theme: THEMES[presentation.theme === 'dark' ? 'dark' : 'light'], ...size });
  return { configuration: dyadChart(figure) as unknown as Drawable['configuration'], ...size, texts: { title: `${data.series.name} 北朝鮮 日本`, alt: 'alt' } };
}
