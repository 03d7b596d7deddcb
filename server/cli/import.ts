/** `tension import FILE`: coded events from a file into the ledger. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Readable } from 'node:stream';
import { importReport, type ImportResponse } from '../../models/contract/imports.ts';
import type { Config } from '../config.ts';
import { ImportRefused } from '../ledger/ledger.ts';
import { CommandFailure } from './failure.ts';
import { COMMAND_LINE, findServer } from './runningServer.ts';
import { counted, print, printJson, progressBar, table, terminal } from './terminal.ts';

export interface ImportOptions {
  readonly format?: 'csv' | 'json';
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Lists on a terminal are cut here; `--json` gives all. */
const MAX_LISTED = 20;

/** @returns the exit code: 0 all rows taken, 2 some at fault */
export async function importCommand(config: Config, file: string, options: ImportOptions): Promise<number> {
  const input = await openInput(file, options.format);
  const report = await importInput(config, input, options.dryRun ?? false);
  if (options.json) printJson(report);
  else print(inWords(report));
  return report.faulty > 0 ? 2 : 0;
}

interface Input {
  readonly source: string;
  readonly format: 'csv' | 'json';
  /** for the server: newline-delimited JSON has a type of its own */
  readonly contentType: string;
  readonly sizeBytes: number | undefined;
  readonly stream: Readable;
}

async function openInput(file: string, asked: 'csv' | 'json' | undefined): Promise<Input> {
  const extension = extname(file).toLowerCase();
  const lines = extension === '.ndjson' || extension === '.jsonl';
  const format = asked ?? (extension === '.csv' ? 'csv' : extension === '.json' || lines ? 'json' : undefined);
  if (!format)
    throw new CommandFailure(`What "${file}" holds cannot be told from its name: add --format csv or --format json.`);
  const contentType = format === 'csv' ? 'text/csv' : lines ? 'application/x-ndjson' : 'application/json';
  if (file === '-') return { source: 'stdin', format, contentType, sizeBytes: undefined, stream: terminal().stdin };
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new CommandFailure(`There is no file "${file}": check the path; it counts from ${process.cwd()}.`);
  if (!found.isFile())
    throw new CommandFailure(`"${file}" is no file: name one, such as ${file.replace(/\/$/, '')}/events.csv.`);
  return { source: basename(file), format, contentType, sizeBytes: found.size, stream: createReadStream(file) };
}

async function importInput(config: Config, input: Input, dryRun: boolean): Promise<ImportResponse> {
  const { source, format, contentType, sizeBytes, stream } = input;
  const bar = progressBar(dryRun ? 'Checking ' : 'Importing', sizeBytes ?? 0);
  try {
    const server = await findServer(config);
    if (server) {
      const bytes = counting(stream, (sizeBytes) => bar.update(sizeBytes, `${(sizeBytes / 1e6).toFixed(1)} MB sent`));
      return await server.post('/api/v1/imports', { source, dryRun: dryRun ? 'true' : undefined }, importReport, {
        contentType,
        bytes,
      });
    }
    const { openParts } = await import('../composition.ts');
    const parts = await openParts(config);
    try {
      const report = await parts.ledger.import({
        source,
        format,
        bytes: stream,
        recordedBy: COMMAND_LINE,
        dryRun,
        onProgress: ({ rows, bytes }) => bar.update(bytes, counted(rows, 'row')),
      });
      return importReport.parse(report);
    } catch (error) {
      if (error instanceof ImportRefused) throw new CommandFailure(error.message, { cause: error });
      throw error;
    } finally {
      await parts.close();
    }
  } finally {
    bar.stop();
  }
}

/** Passes bytes on and tells how many have gone by. */
async function* counting(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (sizeBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    onBytes(sizeBytes);
    yield chunk;
  }
}

function inWords(report: ImportResponse): string {
  const { rows, created, revised, unchanged, faulty, dryRun } = report;
  const lines = [
    `${counted(rows, 'row')} of ${report.source}: ${created} created, ${revised} revised, ${unchanged} unchanged, ${faulty} at fault.${dryRun ? ' This was a dry run: nothing was changed.' : ''}`,
  ];
  if (faulty > 0) lines.push('', 'At fault, and not taken:', listed(report.faults));
  if (report.remarks.length > 0) lines.push('', 'Taken with a remark:', listed(report.remarks));
  if (report.revisions.length > 0)
    lines.push(
      '',
      'Revised:',
      cut(report.revisions.map(({ id, line, fields }) => `  line ${line}  ${id}: ${fields.join(', ')}`)),
    );
  if (!dryRun && created + revised > 0)
    lines.push(
      '',
      `${report.dyads.join(', ')}: scored by the next roll-up. To start it now: npm run -s tension -- rollup`,
    );
  return lines.join('\n');
}

function listed(faults: ImportResponse['faults']): string {
  const shown = faults.slice(0, MAX_LISTED);
  const rows = shown.map(({ line, id, field, value, message }) => [
    `  ${line}`,
    id ?? '',
    field ?? '',
    value === null ? '' : JSON.stringify(value.slice(0, 40)),
    message,
  ]);
  const text = table(
    [
      { head: '  Line', align: 'left' },
      { head: 'Id', align: 'left' },
      { head: 'Field', align: 'left' },
      { head: 'Value', align: 'left' },
      { head: 'What to do', align: 'left' },
    ],
    rows,
  );
  return faults.length > MAX_LISTED
    ? `${text}\n  ... and ${faults.length - MAX_LISTED} more: --json lists them all.`
    : text;
}

function cut(lines: readonly string[]): string {
  const more = lines.length - MAX_LISTED;
  return [...lines.slice(0, MAX_LISTED), ...(more > 0 ? [`  ... and ${more} more: --json lists them all.`] : [])].join(
    '\n',
  );
}
