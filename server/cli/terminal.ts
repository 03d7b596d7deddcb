/** What the commands print, and where: results on stdout, everything about the work on stderr. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import { visible } from '../../models/textFault.ts';

/** Where a command reads and writes, which settings it finds, and how it ends. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  exitCode: number;
}

const terminals = new AsyncLocalStorage<Terminal>();

/** Everything that `work` calls sees this terminal. */
export function useTerminal<Result>(on: Terminal, work: () => Promise<Result>): Promise<Result> {
  return terminals.run(on, work);
}

/** The terminal of the command that is running. */
export function terminal(): Terminal {
  const running = terminals.getStore();
  if (!running) throw new Error('No command is running: start one with run() of run.ts.');
  return running;
}

/** What comes from files and servers moves no cursor and colours nothing: characters that nobody sees are named. */
export function print(text: string): void {
  terminal().stdout.write(`${visible(text)}\n`);
}

/** JSON for programs: one value, indented so that people can read it too. */
export function printJson(value: unknown): void {
  // The same value in JSON's own spelling: no character of it acts on a terminal.
  const json = JSON.stringify(value, undefined, 2);
  terminal().stdout.write(`${json.replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped)}\n`);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

export interface Cell {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** A table with columns as wide as their widest cell. */
export function table(columns: readonly Cell[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ head }, c) => Math.max(head.length, ...rows.map((row) => row[c]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => (columns[c]!.align === 'right' ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ head }) => head)), ...rows.map(line)].join('\n');
}

export interface Progress {
  /** @param note what stands behind the bar, such as `12,000 rows` */
  update(done: number, note: string): void;
  stop(): void;
}

/** A bar on stderr while a person watches; nothing where the output goes to a file. */
export function progressBar(what: string, total: number): Progress {
  if (!terminal().stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}%  {note}`,
      stream: terminal().stderr,
      clearOnComplete: true,
      hideCursor: true,
      fps: 10,
    },
    Presets.shades_classic,
  );
  bar.start(Math.max(1, total), 0, { note: '' });
  return {
    update: (done, note) => bar.update(Math.min(done, Math.max(1, total)), { note }),
    stop: () => bar.stop(),
  };
}

/** How far a pull is, as the API tells it. */
export interface PullProgress {
  readonly stage: 'lists' | 'files' | 'ended';
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** The bar of a pull: how much of it is done, how fast, and how long it still takes. */
export function pullBar(feed: string): { update(progress: PullProgress): void; stop(): void } {
  if (!terminal().stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      format: `${feed} {bar} {percentage}%  {note}`,
      stream: terminal().stderr,
      clearOnComplete: true,
      hideCursor: true,
      fps: 4,
    },
    Presets.shades_classic,
  );
  const begun = performance.now();
  bar.start(1, 0, { note: 'looking into its lists' });
  return {
    update(progress) {
      if (progress.stage === 'lists') return;
      const { done, total, note } = progressNote(progress, (performance.now() - begun) / 1000);
      bar.setTotal(Math.max(1, total));
      bar.update(Math.min(done, Math.max(1, total)), { note });
    },
    stop: () => bar.stop(),
  };
}

/** By bytes where lists state them, for files of a year and of a quarter of an hour take differently long; else by files. */
export function progressNote(
  { files, totalFiles, bytes, totalBytes, rows }: PullProgress,
  seconds: number,
): { done: number; total: number; note: string } {
  const [done, total] = totalBytes > 0 ? [bytes, totalBytes] : [files, totalFiles];
  const left = done > 0 && total > done ? `, ${duration((seconds / done) * (total - done))} left` : '';
  const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
  const note = `${number(files)} of ${number(totalFiles)} files, ${number(rows)} rows, ${number(bytes / 1e6 / Math.max(seconds, 0.001))} MB/s${left}`;
  return { done, total, note };
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** 1,286 events, 1 event */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
