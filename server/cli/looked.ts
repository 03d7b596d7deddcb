/** `tension looked DYAD...`: declares which days somebody looked at. */
import { readFile } from 'node:fs/promises';
import { toIsoDate } from '../../models/calendar.ts';
import { coverageDeclared } from '../../models/contract/coverage.ts';
import type { Config } from '../config.ts';
import { coverageOfCsv, stretchOf } from '../ledger/coverageFile.ts';
import { type DeclaredStretch, ImportRefused } from '../ledger/ledger.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../referenceData.ts';
import { CommandFailure } from './failure.ts';
import { findServer } from './runningServer.ts';
import { counted, print, printJson } from './terminal.ts';

export interface LookedOptions {
  readonly through?: string;
  readonly from?: string;
  readonly density?: string;
  readonly sources?: string;
  readonly note?: string;
  readonly file?: string;
  readonly json?: boolean;
}

/** @returns the exit code: 0 declared */
export async function lookedCommand(config: Config, dyads: readonly string[], options: LookedOptions): Promise<number> {
  const stretches = await stretchesOf(dyads, options, await loadReferenceData(projectRoot()));
  const declared = await declare(config, stretches);
  if (options.json) printJson({ dyads: [...new Set(stretches.map(({ dyad }) => dyad))], declared });
  else
    print(
      declared === 0
        ? 'All of this was declared before: nothing is new.'
        : `${counted(declared, 'stretch', 'stretches')} of days looked at ${declared === 1 ? 'is' : 'are'} new. The next roll-up takes them in: npm run -s tension -- rollup`,
    );
  return 0;
}

async function stretchesOf(
  dyads: readonly string[],
  { through, from, density, sources, note, file }: LookedOptions,
  { countries }: ReferenceData,
): Promise<DeclaredStretch[]> {
  if (file !== undefined) {
    if (dyads.length > 0) throw new CommandFailure('Give dyads or --file, and not both: the file names its dyads.');
    try {
      return coverageOfCsv(await readFile(file, 'utf8'), countries);
    } catch (error) {
      if (error instanceof ImportRefused) throw new CommandFailure(error.message, { cause: error });
      throw new CommandFailure(`The file "${file}" cannot be read: check its path.`, { cause: error });
    }
  }
  if (dyads.length === 0 || through === undefined)
    throw new CommandFailure(
      'Say which dyads were looked at and through which day: looked KOR-RUS --through 2026-11-20',
    );
  return dyads.map((dyad) => {
    const stretch = stretchOf({ dyad, from: from ?? through, to: through, density, sources, note }, countries);
    if (!('message' in stretch)) return stretch;
    const option = stretch.field === 'dyad' ? 'The dyad' : `--${stretch.field === 'to' ? 'through' : stretch.field}`;
    throw new CommandFailure(`${option} "${stretch.value}" ${stretch.message}.`);
  });
}

async function declare(config: Config, stretches: readonly DeclaredStretch[]): Promise<number> {
  const server = await findServer(config);
  if (server) {
    let declared = 0;
    for (const { dyad, from, to, density, sources, note } of stretches) {
      const body = { dyads: [dyad], from: toIsoDate(from), through: toIsoDate(to), density, sources, note };
      const upload = { contentType: 'application/json', bytes: bytesOf(JSON.stringify(body)) };
      declared += (await server.post('/api/v1/coverage', {}, coverageDeclared, upload)).declared;
    }
    return declared;
  }
  const { openParts } = await import('../composition.ts');
  const parts = await openParts(config);
  try {
    return await parts.ledger.declareCoverage(stretches, 'CLI');
  } finally {
    await parts.close();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
