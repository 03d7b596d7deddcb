/** `tension calibrate`: numbers of a model of feeds from what is stored of them, saved as its next version. */
import { Readable } from 'node:stream';
import { calibration, type CalibrationResponse } from '../../models/contract/calibration.ts';
import { modelDetail } from '../../models/contract/models.ts';
import type { Config } from '../config.ts';
import { numberTyped } from './askedDyad.ts';
import { serveForOne } from './ownServer.ts';
import { findServer, type Server } from './runningServer.ts';
import { print, printJson, table } from './terminal.ts';

export interface CalibrateOptions {
  readonly percentile: string;
  readonly index: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code: 0 */
export async function calibrateCommand(
  config: Config,
  model: string,
  { percentile, index, dryRun = false, json = false }: CalibrateOptions,
): Promise<number> {
  const asked = {
    percentile: String(numberTyped('--percentile', percentile, 50, 99.9)),
    index: String(numberTyped('--index', index, 60, 99)),
  };
  const work = async (server: Server): Promise<void> => {
    const found = await server.get(`/api/v1/models/${encodeURIComponent(model)}/calibration`, asked, calibration);
    if (!dryRun) await save(server, found);
    if (json) printJson({ ...found, saved: !dryRun });
    else print(inWords(found, dryRun));
  };
  const server = await findServer(config);
  await (server ? work(server) : serveForOne(config, work));
  return 0;
}

async function save(server: Server, { definition }: CalibrationResponse): Promise<void> {
  const bytes = Readable.from([Buffer.from(JSON.stringify(definition))]);
  await server.post('/api/v1/models', {}, modelDetail, { contentType: 'application/json', bytes });
}

function inWords(found: CalibrationResponse, isDry: boolean): string {
  const { model, definition, knownDays, first, last, pairs, days, percentile, index } = found;
  const rows = (
    [
      ['Tension points from 50 to 73 (scale)', found.scale],
      ['Fewest rows of the world that a day counts for', found.worldRowsAtLeast],
      ['Change over the window that raises a flag', found.raiseAt],
      ['Change below which it is taken down', found.clearAt],
    ] as const
  ).flatMap(([what, turned]) => (turned === null ? [] : [[what, String(turned.from), String(turned.to)]]));
  const grouped = (value: number): string => value.toLocaleString('en');
  return [
    `${model.name} ${model.version}, from ${grouped(knownDays)} known days. The first year only settles the lines; counted are ${grouped(days)} days of ${grouped(pairs)} pairs, ${first} to ${last}.`,
    `${percentile}% of them are to lie between ${100 - index} and ${index}, and a flag is to tell of changes as large as ${percentile}% are not.`,
    '',
    table(
      ['', `Version ${model.version}`, `Version ${definition.version}`].map((head, i) => ({
        head,
        align: i === 0 ? 'left' : 'right',
      })),
      rows,
    ),
    isDry
      ? 'This was a dry run: nothing was saved.'
      : `Saved as ${definition.name} ${definition.version}, which is served from now on. Version ${model.version} stays for views that were pinned under it.`,
  ].join('\n');
}
