/** `tension methods DYAD`: what other published methods make of the same events, beside the index. */
import { stepEnd, toIsoDate } from '../../models/calendar.ts';
import { basisOf } from '../../models/basis.ts';
import { scoreOf } from '../../models/score.ts';
import { METHOD_NAMES, METHODS, type MethodName, type MethodPoint, methodSeries } from '../../models/methods/method.ts';
import { WORDS } from '../../client/words/words.ts';
import { goldstein } from '../../models/contract/goldstein.ts';
import type { Config } from '../config.ts';
import { askDyad, askModel, dayTyped, modelInWords, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { print, printJson, table } from './terminal.ts';

/** The command line speaks English. */
const TEXTS = WORDS.en.methods;

export interface MethodsOptions {
  readonly from?: string;
  readonly to?: string;
  readonly step: 'week' | 'month';
  readonly model?: string;
  readonly json?: boolean;
}

export async function methodsCommand(config: Config, typed: string, options: MethodsOptions): Promise<number> {
  const from = dayTyped('--from', options.from) ?? -Infinity;
  const to = dayTyped('--to', options.to) ?? Infinity;
  if (from > to) throw new CommandFailure(`--from ${options.from} lies after --to ${options.to}: exchange them.`);
  await withApi(config, async (server) => {
    const { dyad, name, columns, records, lastDay } = await askDyad(server, typed);
    const model = await askModel(server, options.model);
    const { codes } = await server.get('/api/v1/goldstein', {}, goldstein);
    // Whole periods: the one that --to falls into is counted to its end, as far as anything is published.
    const last = Math.min(to === Infinity ? lastDay : stepEnd(to, options.step), lastDay);
    const first = columns.day[0] ?? last;
    const input = {
      columns,
      cameo: records.map(({ cameo }) => cameo),
      model: model.definition,
      goldstein: new Map(codes.flatMap(({ code, gdelt }) => (gdelt === null ? [] : [[code, gdelt] as const]))),
      score: scoreOf(basisOf(columns, model.definition, first, Math.max(first, last)), model.definition),
    };
    const series = Object.fromEntries(
      METHOD_NAMES.map((method) => [
        method,
        methodSeries(method, input, last, options.step).filter((point) => point.to >= from),
      ]),
    ) as Record<MethodName, MethodPoint[]>;
    const periods = series.index;
    if (options.json)
      printJson({
        dyad,
        name,
        model: { name: model.name, version: model.version, hash: model.hash },
        step: options.step,
        methods: METHOD_NAMES.map((name) => {
          const { kind, tenser } = METHODS[name];
          return { name, ...TEXTS[name], kind, tenser };
        }),
        points: periods.map((period, i) => ({
          from: toIsoDate(period.from),
          to: toIsoDate(period.to),
          events: period.events,
          values: Object.fromEntries(METHOD_NAMES.map((method) => [method, series[method][i]!.value ?? null])),
          logRatioError: series['log-ratio'][i]!.error ?? null,
        })),
      });
    else print(inWords(`${name} (${dyad}) by ${options.step}, model ${modelInWords(model)}`, series));
  });
  return 0;
}

function inWords(head: string, series: Readonly<Record<MethodName, readonly MethodPoint[]>>): string {
  if (series.index.length === 0) return `${head}: no period has an event in it or before it.`;
  const written = (value: number | undefined, digits: number): string =>
    value === undefined ? '–' : value.toFixed(digits);
  return [
    head,
    '',
    table(
      ['Ends on', 'Events', 'Index', 'G sum', 'G mean', 'Log-ratio', '± error', 'Conflict', 'Yan'].map((title) => ({
        head: title,
        align: title === 'Ends on' ? 'left' : 'right',
      })),
      series.index.map((point, i) => [
        toIsoDate(point.to),
        String(point.events),
        written(point.value, 1),
        written(series['goldstein-sum'][i]!.value, 1),
        written(series['goldstein-mean'][i]!.value, 2),
        written(series['log-ratio'][i]!.value, 2),
        written(series['log-ratio'][i]!.error, 2),
        written(series['conflict-share'][i]!.value, 2),
        written(series.yan[i]!.value, 2),
      ]),
    ),
    '',
    ...METHOD_NAMES.map(
      (method) =>
        `${TEXTS[method].label} (${TEXTS[method].unit}; ${METHODS[method].tenser} is tenser): ${TEXTS[method].tells} Source: ${TEXTS[method].source}.`,
    ),
    '– is no value: nothing was observed. A sum of 0 in a period without events is silence, not balance.',
  ].join('\n');
}
