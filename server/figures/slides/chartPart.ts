/** A chart as the part of a file: what it draws, how, and of which cells of its sheet. */
import { escaped } from '../../../client/charts/escaped.ts';
import type { CategoryPaint } from '../../../client/charts/theme.ts';
import type { Box } from '../svgPath.ts';
import type { Paint } from '../paint.ts';
import { columnName, type Layer, type NativeChart, type NativeSeries, rounded } from './nativeChart.ts';
import { HEADER } from './officePackage.ts';
import { fillXml, hex, lineXml, NAMESPACES, type Type, typeXml } from './shapes.ts';
import { keysOf } from './workbook.ts';

const KEY_AXIS = 111;
const VALUE_AXIS = 112;
/** Of a date, as the sheet writes it and as a reader of the chart sees it. */
const DATE = 'yyyy\\-mm\\-dd';

/**
 * @param frame of the whole chart, px of the layout
 * @param words how its numbers look
 * @param sheet the id by which the part names its workbook
 */
export function chartPart(
  chart: NativeChart,
  frame: Box,
  words: { readonly type: Type; readonly grid: string },
  sheet: string,
): string {
  const { area, layers } = chart;
  const isLying = layers.some(({ kind }) => kind === 'rows');
  const [wide, high] = [frame.right - frame.left, frame.bottom - frame.top];
  const share = (value: number): string => String(Math.round(value * 1e6) / 1e6);
  let order = 0;
  const drawn = layers.map((layer) => layerXml(chart, layer, () => order++)).join('');
  return `${HEADER}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ${NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="${share((area.left - frame.left) / wide)}"/><c:y val="${share((area.top - frame.top) / high)}"/><c:w val="${share((area.right - area.left) / wide)}"/><c:h val="${share((area.bottom - area.top) / high)}"/></c:manualLayout></c:layout>${drawn}${keyAxis(chart, isLying)}${valueAxis(chart, isLying, words)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr${typeXml(words.type)}</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr><c:externalData r:id="${sheet}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`;
}

function layerXml(chart: NativeChart, { kind, gap, series }: Layer, next: () => number): string {
  const all = series.map((one) => seriesXml(chart, kind, one, next())).join('');
  const axes = `<c:axId val="${KEY_AXIS}"/><c:axId val="${VALUE_AXIS}"/>`;
  if (kind === 'areas')
    return `<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>${all}${axes}</c:areaChart>`;
  if (kind === 'lines')
    return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${all}<c:marker val="1"/>${axes}</c:lineChart>`;
  return `<c:barChart><c:barDir val="${kind === 'rows' ? 'bar' : 'col'}"/><c:grouping val="stacked"/><c:varyColors val="0"/>${all}<c:gapWidth val="${gap ?? 12}"/><c:overlap val="100"/>${axes}</c:barChart>`;
}

function seriesXml(chart: NativeChart, kind: Layer['kind'], series: NativeSeries, order: number): string {
  const { columns } = chart;
  const { name, values } = columns[series.column]!;
  const column = columnName(series.column + 1);
  const isBar = kind === 'columns' || kind === 'rows';
  const head = `<c:idx val="${order}"/><c:order val="${order}"/><c:tx><c:strRef><c:f>Sheet1!$${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escaped(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>`;
  const paint = isBar
    ? `<c:spPr>${series.category ? categoryXml(series.category) : fillXml(series.fill)}</c:spPr><c:invertIfNegative val="0"/>`
    : kind === 'areas'
      ? `<c:spPr>${fillXml(series.fill)}<a:ln><a:noFill/></a:ln></c:spPr>`
      : `<c:spPr>${strokeXml(series)}</c:spPr>${markerXml(series)}`;
  const points = [...(series.points ?? [])]
    .map(
      ([at, category]) =>
        `<c:dPt><c:idx val="${at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>${categoryXml(category)}</c:spPr></c:dPt>`,
    )
    .join('');
  const known = values.flatMap((value, i) =>
    value === null ? [] : [`<c:pt idx="${i}"><c:v>${rounded(value)}</c:v></c:pt>`],
  );
  return `<c:ser>${head}${paint}${points}${keysXml(chart)}<c:val><c:numRef><c:f>Sheet1!$${column}$2:$${column}$${values.length + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${known.join('')}</c:numCache></c:numRef></c:val>${kind === 'lines' ? '<c:smooth val="0"/>' : ''}</c:ser>`;
}

function keysXml({ keys }: NativeChart): string {
  const all = keysOf(keys);
  const points = all.map((key, i) => `<c:pt idx="${i}"><c:v>${escaped(String(key))}</c:v></c:pt>`).join('');
  const cells = `<c:f>Sheet1!$A$2:$A$${all.length + 1}</c:f>`;
  return typeof all[0] === 'number'
    ? `<c:cat><c:numRef>${cells}<c:numCache><c:formatCode>${DATE}</c:formatCode><c:ptCount val="${all.length}"/>${points}</c:numCache></c:numRef></c:cat>`
    : `<c:cat><c:strRef>${cells}<c:strCache><c:ptCount val="${all.length}"/>${points}</c:strCache></c:strRef></c:cat>`;
}

/** Its days are written by the slide, where the picture has them; here it only measures. */
function keyAxis({ keys, layers }: NativeChart, isLying: boolean): string {
  const all = keysOf(keys);
  const isDates = typeof all[0] === 'number' && layers.every(({ kind }) => kind === 'areas' || kind === 'lines');
  const range = isDates ? `<c:max val="${all.at(-1)}"/><c:min val="${all[0]}"/>` : '';
  const shared = `<c:axId val="${KEY_AXIS}"/><c:scaling><c:orientation val="${isLying ? 'maxMin' : 'minMax'}"/>${range}</c:scaling><c:delete val="0"/><c:axPos val="${isLying ? 'l' : 'b'}"/><c:numFmt formatCode="${typeof all[0] === 'number' ? DATE : 'General'}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="${VALUE_AXIS}"/><c:crosses val="autoZero"/>`;
  return isDates
    ? `<c:dateAx>${shared}<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/></c:dateAx>`
    : `<c:catAx>${shared}<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`;
}

function valueAxis(
  { scale: { min, max, step }, format, isWritten }: NativeChart,
  isLying: boolean,
  { type, grid }: { readonly type: Type; readonly grid: string },
): string {
  const lines =
    step === undefined || isLying
      ? ''
      : `<c:majorGridlines><c:spPr>${lineXml({ colour: grid, opacity: 1, width: 1, dash: [] }, 1)}</c:spPr></c:majorGridlines>`;
  return `<c:valAx><c:axId val="${VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="${rounded(max)}"/><c:min val="${rounded(min)}"/></c:scaling><c:delete val="0"/><c:axPos val="${isLying ? 'b' : 'l'}"/>${lines}<c:numFmt formatCode="${escaped(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${isWritten && step !== undefined ? 'low' : 'none'}"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr${typeXml(type)}</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr><c:crossAx val="${KEY_AXIS}"/><c:crosses val="min"/><c:crossBetween val="between"/>${step === undefined ? '' : `<c:majorUnit val="${step}"/>`}</c:valAx>`;
}

function strokeXml({ line }: NativeSeries): string {
  if (!line) return '<a:ln><a:noFill/></a:ln>';
  return `<a:ln w="${Math.round(line.width)}" cap="rnd"><a:solidFill><a:srgbClr val="${hex(line.colour)}"/></a:solidFill>${line.dash ? `<a:prstDash val="${line.dash}"/>` : ''}<a:round/></a:ln>`;
}

function markerXml({ marker }: NativeSeries): string {
  if (!marker) return '<c:marker><c:symbol val="none"/></c:marker>';
  const { size, fill, rim } = marker;
  return `<c:marker><c:symbol val="circle"/><c:size val="${size}"/><c:spPr><a:solidFill><a:srgbClr val="${hex(fill)}"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="${hex(rim)}"/></a:solidFill></a:ln></c:spPr></c:marker>`;
}

/** As a category is painted everywhere: its colour, or hatching in the colour of its outline. */
export function categoryXml({ fill, outline, hatched }: CategoryPaint): string {
  const edge = outline ?? undefined;
  const paint: Paint = { colour: fill, opacity: 1 };
  const line = edge
    ? `<a:ln w="6350"><a:solidFill><a:srgbClr val="${hex(edge)}"/></a:solidFill></a:ln>`
    : '<a:ln><a:noFill/></a:ln>';
  return hatched && edge ? `${hatchXml(edge, fill)}${line}` : `${fillXml(paint)}${line}`;
}

export const hatchXml = (line: string, ground: string): string =>
  `<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="${hex(line)}"/></a:fgClr><a:bgClr><a:srgbClr val="${hex(ground)}"/></a:bgClr></a:pattFill>`;
