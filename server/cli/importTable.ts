/** `tension import FILE` for files as people keep them: shown first, asked about at a terminal, then recorded by the same mapping. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { reasonOf } from '../../models/errorMessage.ts';
import { IN_WORDS } from '../../models/schemaFault.ts';
import {
  importPreview,
  type ImportPreview,
  tableImportReport,
  type TableImportReport,
} from '../../models/contract/importPreview.ts';
import { mapping as mappingSchema, type Mapping } from '../../models/importing/mapping.ts';
import { ROW_OUTCOMES } from '../../models/importing/outcomes.ts';
import type { Config } from '../config.ts';
import { ImportRefused } from '../ledger/ledger.ts';
import { CommandFailure } from './failure.ts';
import { findServer } from './runningServer.ts';
import { counted, print, printJson, table, terminal } from './terminal.ts';

export interface TableOptions {
  readonly preview?: boolean;
  readonly map?: string;
  readonly dayFirst?: boolean;
  readonly monthFirst?: boolean;
  readonly encoding?: string;
  readonly accept?: boolean;
  readonly json?: boolean;
}

/** Rows on a terminal; `--json` gives all. */
const MAX_LISTED = 20;

/** Whether a file is read by a mapping: a workbook or a table with tabs always, any other where an option asks for it. */
export const isTable = (extension: string, options: TableOptions): boolean =>
  ['.xlsx', '.xls', '.ods', '.tsv', '.tab'].includes(extension) ||
  [options.preview, options.map, options.dayFirst, options.monthFirst, options.encoding, options.accept].some(
    (option) => option !== undefined && option !== false,
  );

/** @returns the exit code: 0 all rows taken or shown, 2 some are not taken */
export async function importTableCommand(config: Config, file: string, options: TableOptions): Promise<number> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CommandFailure(`"${file}" cannot be read: ${reasonOf(error)}.`);
  });
  const door = await openDoor(config, basename(file), bytes);
  try {
    let mapping = await givenMapping(options);
    let preview = await door.preview(mapping);
    if (options.accept) {
      mapping = accepted(preview);
      preview = await door.preview(mapping);
    }
    const isAsking = !options.preview && !options.json && isAtTerminal();
    if (isAsking) ({ mapping, preview } = await askAll(preview, mapping, (given) => door.preview(given)));
    if (options.preview) {
      if (options.json) printJson(preview);
      else print(previewInWords(preview));
      return preview.counts.fault + preview.counts.waiting > 0 ? 2 : 0;
    }
    if (isAsking) {
      print(previewInWords(preview));
      const { created, revised, joined } = preview.counts;
      if (!/^y/i.test(await ask(`Record ${counted(created + revised + joined, 'row')}? [y/N] `))) {
        print('Nothing was recorded.');
        return 0;
      }
    }
    const report = await door.record(isAsking ? preview.mapping : mapping);
    if (options.json) printJson(report);
    else print(reportInWords(report));
    return report.faulty > 0 ? 2 : 0;
  } finally {
    await door.close();
  }
}

/** The ledger, through a server that is running or in the database itself. */
interface Door {
  preview(mapping: Mapping | undefined): Promise<ImportPreview>;
  record(mapping: Mapping | undefined): Promise<TableImportReport>;
  close(): Promise<void>;
}

async function openDoor(config: Config, source: string, bytes: Buffer): Promise<Door> {
  const server = await findServer(config);
  if (server) {
    const upload = (mapping: Mapping | undefined) => {
      const form = new FormData();
      form.append('file', new File([new Uint8Array(bytes)], source));
      if (mapping) form.append('mapping', JSON.stringify(mapping));
      const packed = new Response(form);
      return { contentType: packed.headers.get('content-type')!, bytes: packed.body! };
    };
    return {
      preview: (mapping) => server.post('/api/v1/imports/preview', {}, importPreview, upload(mapping)),
      record: (mapping) => server.post('/api/v1/imports', {}, tableImportReport, upload(mapping ?? {})),
      close: async () => {},
    };
  }
  const { openParts } = await import('../composition.ts');
  const parts = await openParts(config);
  const request = (mapping: Mapping | undefined) => ({ source, bytes, mapping, recordedBy: 'command line' });
  const told = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ImportRefused) throw new CommandFailure(error.message, { cause: error });
      throw error;
    }
  };
  return {
    preview: (mapping) => told(parts.ledger.previewTable(request(mapping))),
    record: async (mapping) => ({ ...(await told(parts.ledger.importTable(request(mapping)))), run: null }),
    close: () => parts.close(),
  };
}

async function givenMapping({ map, dayFirst, monthFirst, encoding }: TableOptions): Promise<Mapping | undefined> {
  if (dayFirst && monthFirst) throw new CommandFailure('--day-first and --month-first exclude each other: give one.');
  const dates = dayFirst ? { dates: 'day-first' as const } : monthFirst ? { dates: 'month-first' as const } : {};
  const more = { ...dates, ...(encoding !== undefined && { encoding }) };
  if (map === undefined) return Object.keys(more).length > 0 ? more : undefined;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(map, 'utf8'));
  } catch (error) {
    throw new CommandFailure(`The mapping "${map}" cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
  const parsed = mappingSchema.safeParse(value, IN_WORDS);
  if (!parsed.success)
    throw new CommandFailure(
      `The mapping "${map}" has faults: ${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'} ${message}`).join('; ')}.`,
    );
  return { ...parsed.data, ...more };
}

const suggestedOf = (words: ImportPreview['states']): Record<string, string> =>
  Object.fromEntries(
    words.flatMap(({ value, answer, suggestions: [first] }) =>
      answer === null && first !== undefined ? [[value, first]] : [],
    ),
  );

/** The mapping with the first suggestion for every word that is open. */
const accepted = ({ mapping, states, types }: ImportPreview): Mapping => ({
  ...mapping,
  states: { ...mapping.states, ...suggestedOf(states) },
  types: { ...mapping.types, ...suggestedOf(types) },
});

const isAtTerminal = (): boolean => {
  const { stdin } = terminal();
  return 'isTTY' in stdin && stdin.isTTY === true;
};

async function ask(question: string): Promise<string> {
  const { stdin: input, stderr: output } = terminal();
  const lines = createInterface({ input, output });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

/** Asks what is open, once each; an empty answer takes what is suggested. */
async function askAll(
  first: ImportPreview,
  given: Mapping | undefined,
  again: (mapping: Mapping) => Promise<ImportPreview>,
): Promise<{ mapping: Mapping | undefined; preview: ImportPreview }> {
  let mapping: Mapping = first.mapping;
  const [example] = first.questions.dates?.examples ?? [];
  if (example) {
    const answer = await ask(
      `"${example.value}" is ${example.dayFirst} (d, the day comes first) or ${example.monthFirst} (m)? [d/m] `,
    );
    mapping = { ...mapping, dates: /^m/i.test(answer) ? 'month-first' : 'day-first' };
    if (!/^[dm]/i.test(answer)) throw new CommandFailure('Nothing was recorded: answer d or m.');
  }
  for (const column of first.questions.missing) {
    const answer = await ask(`The file has no column for ${column}. The same for every row: `);
    if (answer !== '') mapping = { ...mapping, constants: { ...mapping.constants, [column]: answer } };
  }
  for (const kind of ['states', 'types'] as const)
    for (const { value, rows, answer: known, suggestions } of first[kind]) {
      if (known !== null) continue;
      const [suggested] = suggestions;
      const answer = await ask(
        `"${value}" (${counted(rows, 'row')}) is ${suggestions.join(', ') || 'not known'}; - leaves the rows out: ${suggested === undefined ? '' : `[${suggested}] `}`,
      );
      const chosen = answer === '' ? suggested : answer === '-' ? '' : answer;
      if (chosen !== undefined) mapping = { ...mapping, [kind]: { ...mapping[kind], [value]: chosen } };
    }
  return mapping === first.mapping ? { mapping: given, preview: first } : { mapping, preview: await again(mapping) };
}

function previewInWords(preview: ImportPreview): string {
  const { file, counts, questions, columns, rows, severity } = preview;
  const open = [...preview.states, ...preview.types].filter(({ answer }) => answer === null);
  const lines = [
    `${counted(counts.rows, 'row')} of ${preview.source}${file.encoding ? `, ${file.encoding}` : ''}; the header stands on line ${file.headerLine}. Nothing is recorded yet.`,
    '',
    ...columns.flatMap(({ column, heading, basis }) =>
      heading !== null || basis === 'constant' || basis === 'codebook'
        ? [`  ${column.padEnd(14)} ${heading === null ? '' : `"${heading}" `}(${basis})`]
        : [],
    ),
  ];
  if (severity && 'from' in severity.rule)
    lines.push(
      '',
      `Severity from ${severity.rule.from} to ${severity.rule.to}: ${severity.values.map((one) => `${one.value} becomes ${one.severity ?? 'nothing'}`).join(', ')}.`,
    );
  for (const { value, dayFirst, monthFirst } of questions.dates?.examples.slice(0, 1) ?? [])
    lines.push('', `Open: "${value}" is ${dayFirst} or ${monthFirst}. Say --day-first or --month-first.`);
  if (questions.missing.length > 0)
    lines.push('', `Open: no column for ${questions.missing.join(', ')}. Name it in --map ("columns" or "constants").`);
  if (open.length > 0)
    lines.push(
      '',
      'Open words; --accept takes the first suggestion of each, --map says another:',
      ...open.map(
        ({ value, rows, suggestions }) =>
          `  "${value}" (${counted(rows, 'row')}): ${suggestions.join(', ') || 'no suggestion'}`,
      ),
    );
  lines.push(
    '',
    ROW_OUTCOMES.flatMap((outcome) => (counts[outcome] > 0 ? [`${counts[outcome]} ${outcome}`] : [])).join(', '),
  );
  const told = rows.flatMap(({ line, outcome, faults, alike }) => [
    ...faults.map(({ field, value, message }) => [`  ${line}`, outcome, field ?? '', value ?? '', message]),
    ...(alike
      ? [[`  ${line}`, outcome, '', '', `like ${alike.id} of ${alike.date}: the same act? ("acts" in --map)`]]
      : []),
  ]);
  if (told.length > 0)
    lines.push(
      '',
      table(
        ['  Line', 'Outcome', 'Field', 'Value', 'What to do'].map((head) => ({ head, align: 'left' as const })),
        told.slice(0, MAX_LISTED),
      ),
      ...(told.length > MAX_LISTED ? [`  ... and ${told.length - MAX_LISTED} more: --json lists them all.`] : []),
    );
  return lines.join('\n');
}

function reportInWords(report: TableImportReport): string {
  const { rows, created, revised, unchanged, joined, faulty, source, faults, dyads, run } = report;
  const lines = [
    `${counted(rows, 'row')} of ${source}: ${created} created, ${revised} revised, ${unchanged} unchanged, ${joined} further sources, ${faulty} not taken.`,
    ...faults
      .slice(0, MAX_LISTED)
      .map(
        ({ line, field, value, message }) =>
          `  line ${line}  ${field ?? ''} ${value === null ? '' : JSON.stringify(value)} ${message}`,
      ),
  ];
  if (created + revised > 0)
    lines.push(
      run === null
        ? `${dyads.join(', ')}: scored by the next roll-up. To start it now: npm run -s tension -- rollup`
        : `${dyads.join(', ')}: being scored.`,
      `To take it back: npm run -s tension -- retract-import ${report.importId} --reason "..."`,
    );
  return lines.join('\n');
}
