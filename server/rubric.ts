/** The rubric of severity, data/severity.md: one line with the scale, and a table with a row for one or several types. */
import { SEVERITIES } from '../models/event.ts';

export interface Rubric {
  /** severity 1 to 5 of any type */
  readonly scale: readonly string[];
  /** severity 1 to 5 by type; a type that is judged against the whole scale is not in it */
  readonly levels: ReadonlyMap<string, readonly string[]>;
}

const FILE = 'data/severity.md';

/** @param faults takes a sentence for each line that cannot be read; a type without a row is judged against the whole scale */
export function rubricOf(text: string, types: Iterable<string>, faults: string[]): Rubric {
  const lines = text.split(/\r?\n/);
  const scale = scaleOf(lines.find((line) => line.startsWith('1 ')) ?? '');
  if (!scale) faults.push(`${FILE} has no line of the scale: write "1 ... · 2 ... · 3 ... · 4 ... · 5 ...".`);
  const levels = new Map<string, readonly string[]>();
  const known = new Set(types);
  const named = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (!line.startsWith('|') || /^\| (?:type|---) /.test(line)) continue;
    const where = `${FILE}, line ${at + 1}`;
    const [names = '', ...cells] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    if (cells.length !== SEVERITIES.length) faults.push(`${where} has ${cells.length} levels: write five.`);
    for (const type of names.split(',').map((name) => name.trim())) {
      if (!known.has(type)) faults.push(`${where}: "${type}" is no type of data/codebook.csv.`);
      if (named.has(type)) faults.push(`${where}: "${type}" stands there for the second time: keep one.`);
      named.add(type);
      if (cells.slice(1).some((cell) => cell !== '')) levels.set(type, cells);
    }
  }
  return { scale: scale ?? [], levels };
}

/** @example scaleOf('1 routine · 2 limited · 3 serious · 4 major · 5 extreme.')?.[4] // 'extreme' */
function scaleOf(line: string): string[] | undefined {
  const parts = line
    .replace(/\.$/, '')
    .split('·')
    .map((part) => part.trim());
  const isScale = parts.length === SEVERITIES.length && parts.every((part, i) => part.startsWith(`${i + 1} `));
  return isScale ? parts.map((part) => part.slice(2)) : undefined;
}
