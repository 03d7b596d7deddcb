/** `tension score DYAD`: the index of a dyad, as the API serves it. */
import { type Series, series } from '../../models/contract/series.ts';
import type { Config } from '../config.ts';
import { directionTyped, dyadTyped, withApi } from './askedDyad.ts';
import { print, printJson, table, terminal } from './terminal.ts';

export interface ScoreOptions {
  readonly model?: string;
  readonly from?: string;
  readonly to?: string;
  readonly step: string;
  readonly asOf?: string;
  readonly direction: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

export async function scoreCommand(config: Config, typed: string, options: ScoreOptions): Promise<number> {
  const dyad = dyadTyped(typed);
  const { model, from, to, step, asOf } = options;
  const query = { model, from, to, step, asOf, direction: directionTyped(options.direction) };
  const path = `/api/v1/dyads/${dyad}/series`;
  await withApi(config, async (server) => {
    if (options.csv) return void terminal().stdout.write(await server.getText(path, { ...query, format: 'csv' }));
    const body = await server.get(path, query, series);
    if (options.json) printJson(body);
    else print(inWords(body));
  });
  return 0;
}

/** Empty on a day that has no value. */
const oneDecimal = (value: number | null): string => value?.toFixed(1) ?? '';

function inWords(body: Series): string {
  const known = body.asOf === null ? '' : `, as known on ${body.asOf}`;
  const lines = [
    `${body.name} (${body.dyad})${body.direction === 'both' ? '' : `, ${body.direction}`}: tension index 0..100, ${body.neutral.toFixed(0)} is neutral`,
    `Model ${body.model.name} ${body.model.version} (${body.model.hash})${known}; low and high are the 90% band`,
    '',
    table(
      ['Date', 'Index', 'Low', 'High', 'Tension', 'Conflict', 'Cooperation'].map((head) => ({
        head,
        align: head === 'Date' ? 'left' : 'right',
      })),
      body.points.map((point) => [
        `${point.date}${point.provisional ? ' *' : ''}`,
        oneDecimal(point.index),
        oneDecimal(point.low),
        oneDecimal(point.high),
        oneDecimal(point.tension),
        oneDecimal(point.conflict),
        oneDecimal(point.cooperation),
      ]),
    ),
  ];
  if (body.points.some((point) => point.provisional))
    lines.push(
      '',
      `* provisional: half of the events of a day are coded ${body.coverage.codingLagDays} days later or more.`,
    );
  const last = body.coverage.lastEvent;
  if (last !== null && last < (body.points.at(-1)?.date ?? last))
    lines.push(
      '',
      `Nothing is coded after ${last}: from there on the index only fades. That is absence of events, not peace.`,
    );
  return lines.join('\n');
}
