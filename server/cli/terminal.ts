/** What the commands print, and where: results on stdout, everything about the work on stderr. */
import { Presets, SingleBar } from 'cli-progress';

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** JSON for programs: one value, indented so that people can read it too. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

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
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({ format: `${what} {bar} {percentage}%  {note}`, stream: process.stderr, clearOnComplete: true, hideCursor: true, fps: 10 }, Presets.shades_classic);
  bar.start(Math.max(1, total), 0, { note: '' });
  return {
    update: (done, note) => bar.update(Math.min(done, Math.max(1, total)), { note }),
    stop: () => bar.stop(),
  };
}

/** 931 events, 1 event */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
