/** `tension feed preview`: what a mapping makes of the first rows of a CSV. */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { toIsoDate } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { FeedConfigFault } from '../feeds/fetch/feedConfig.ts';
import { numberTyped } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { FAULTS_SHOWN } from './feedWords.ts';
import { counted, print, printJson, table } from './terminal.ts';

/** @returns the exit code: 0 every row can be read, 2 some are at fault, 1 refused */
export async function feedPreviewCommand(
  file: string,
  { mapping, rows, json }: { readonly mapping: string; readonly rows: string; readonly json?: boolean },
): Promise<number> {
  const { loadReferenceData } = await import('../referenceData.ts');
  const { loadFeedTables } = await import('../feeds/feedTables.ts');
  const { previewMapping } = await import('../feeds/genericCsv.ts');
  const { readMapping } = await import('../feeds/fetch/mappingFile.ts');
  const { projectRoot } = await import('../projectRoot.ts');
  const count = numberTyped('--rows', rows, 1, 9999, true);
  const reference = await loadReferenceData(projectRoot());
  const { states } = await loadFeedTables(projectRoot(), reference);
  const read = await readMapping('', resolve(mapping), reference.codebook).catch((error: unknown) => {
    throw error instanceof FeedConfigFault ? new CommandFailure(error.message, { cause: error }) : error;
  });
  const preview = await previewMapping(createReadStream(file), read.mapping, read.codings, states, count).catch(
    (error: unknown) => {
      throw new CommandFailure(`${file} cannot be read: ${messageOf(error)}.`, {
        cause: error,
      });
    },
  );
  const { taken, tally } = preview;
  if (tally.refused !== null) throw new CommandFailure(`${file}: ${tally.refused}`);
  if (json) printJson({ rows: tally.rows, taken, faulty: tally.faulty, leftOut: tally.leftOut, faults: tally.faults });
  else {
    const left = (head: string) => ({ head, align: 'left' }) as const;
    print(
      `Of the first ${counted(tally.rows, 'row')} of ${file}, ${tally.taken} would be taken, ${tally.faulty} are at fault, and ${tally.rows - tally.taken - tally.faulty} are about no pair of states.`,
    );
    if (taken.length > 0)
      print(
        `\n${table(
          [left('Day'), left('Actor'), left('Target'), left('Code'), left('Becomes'), left('Report')],
          taken.map((row) => [
            toIsoDate(row.day),
            row.actor,
            row.target,
            row.code,
            actOf(read.codings.get(row.code)?.act ?? null),
            row.report.slice(0, 60),
          ]),
        )}`,
      );
    if (tally.faults.length > 0)
      print(
        `\nAt fault:\n${tally.faults
          .slice(0, FAULTS_SHOWN)
          .map(({ line, field, value, message }) => `  line ${line}, ${field ?? ''} "${value ?? ''}": ${message}`)
          .join('\n')}`,
      );
    for (const [place, count] of [...tally.unknownPlaces].slice(0, FAULTS_SHOWN))
      print(`  "${place}" is no state that a table knows (${counted(count, 'row')}).`);
  }
  return tally.faulty > 0 ? 2 : 0;
}

function actOf(act: { readonly type: string; readonly polarity: 1 | -1; readonly severity: number } | null): string {
  return act === null
    ? 'nothing'
    : `${act.type}, ${act.polarity === 1 ? 'raises' : 'lowers'} tension, severity ${act.severity}`;
}
