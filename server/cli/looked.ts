/** `tension looked DYAD...`: declares which days somebody looked at, or takes a declaration back. */
import { readFile } from 'node:fs/promises';
import { type CoverageDeclared, coverageDeclared } from '../../models/contract/coverage.ts';
import type { Config } from '../config.ts';
import { coverageOfCsv, lastDeclarable, stretchOf } from '../ledger/coverageFile.ts';
import { type Declaration, recordDeclaration } from '../ledger/declaration.ts';
import { ImportRefused, WithdrawalRefused } from '../ledger/ledger.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../referenceData.ts';
import { CommandFailure } from './failure.ts';
import { COMMAND_LINE, findServer, uploadOf } from './runningServer.ts';
import { counted, print, printJson } from './terminal.ts';

export interface LookedOptions {
  readonly through?: string;
  readonly from?: string;
  readonly density?: string;
  readonly by?: string;
  readonly sources?: string;
  readonly note?: string;
  readonly file?: string;
  /** why what was declared is taken back */
  readonly withdraw?: string;
  readonly json?: boolean;
}

/** What a command records, and how it is sent to a server. */
interface Work extends Declaration {
  readonly contentType: string;
  readonly body: string;
}

/** @returns the exit code: 0 recorded */
export async function lookedCommand(config: Config, dyads: readonly string[], options: LookedOptions): Promise<number> {
  const { countries } = await loadReferenceData(projectRoot());
  const { clock } = await import('../composition.ts');
  const latest = lastDeclarable(clock());
  const work =
    options.file === undefined
      ? workOf(dyads, options, countries, latest)
      : await fileWork(dyads, options, countries, latest);
  const done = await recorded(config, work);
  if (options.json) printJson(done);
  else print([inWords(done), ...done.remarks].join('\n'));
  return 0;
}

function inWords({ declared, withdrawn }: CoverageDeclared): string {
  const change = (count: number, verdict: string): string =>
    `${counted(count, 'stretch', 'stretches')} of days looked at ${count === 1 ? 'is' : 'are'} ${verdict}. The next roll-up takes ${count === 1 ? 'it' : 'them'} in: npm run -s tension -- rollup`;
  if (withdrawn > 0) return change(withdrawn, 'taken back');
  return declared === 0 ? 'All of this was declared before: nothing is new.' : change(declared, 'new');
}

async function fileWork(
  dyads: readonly string[],
  { file = '', withdraw }: LookedOptions,
  countries: ReferenceData['countries'],
  latest: number,
): Promise<Work> {
  if (dyads.length > 0) throw new CommandFailure('Give dyads or --file, and not both: the file names its dyads.');
  if (withdraw !== undefined)
    throw new CommandFailure('Take stretches back one by one: name the dyads and --from and --through, not --file.');
  const body = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CommandFailure(`The file "${file}" cannot be read: check its path.`, { cause: error });
  });
  try {
    return {
      stretches: coverageOfCsv(body, countries, latest),
      reason: undefined,
      marks: {},
      contentType: 'text/csv',
      body,
    };
  } catch (error) {
    if (error instanceof ImportRefused) throw new CommandFailure(error.message, { cause: error });
    throw error;
  }
}

function workOf(
  dyads: readonly string[],
  { through, from, density, by, sources, note, withdraw }: LookedOptions,
  countries: ReferenceData['countries'],
  latest: number,
): Work {
  if (dyads.length === 0 || through === undefined)
    throw new CommandFailure(
      'Say which dyads were looked at and through which day: looked KOR-RUS --through 2026-11-20',
    );
  // What was once declared of days to come can be taken back.
  const last = withdraw === undefined ? latest : Infinity;
  const stretches = dyads.map((dyad) => {
    const stretch = stretchOf(
      { dyad, from: from ?? through, to: through, density, by, sources, note },
      countries,
      last,
    );
    if (!('message' in stretch)) return stretch;
    const option = stretch.field === 'dyad' ? 'The dyad' : `--${stretch.field === 'to' ? 'through' : stretch.field}`;
    throw new CommandFailure(`${option} "${stretch.value}" ${stretch.message}.`);
  });
  const asked = { dyads, from, through, density, by, sources, note };
  const taken = withdraw === undefined ? asked : { ...asked, withdraw: true, reason: withdraw };
  return {
    stretches,
    reason: withdraw,
    marks: { density: density === undefined ? undefined : stretches[0]!.density, by, sources, note },
    contentType: 'application/json',
    body: JSON.stringify(taken),
  };
}

async function recorded(config: Config, work: Work): Promise<CoverageDeclared> {
  const { contentType, body } = work;
  const server = await findServer(config);
  if (server) return server.post('/api/v1/coverage', {}, coverageDeclared, uploadOf(contentType, body));
  const { openParts } = await import('../composition.ts');
  const parts = await openParts(config);
  try {
    return await recordDeclaration(parts.ledger, work, COMMAND_LINE);
  } catch (error) {
    if (error instanceof WithdrawalRefused) throw new CommandFailure(error.message, { cause: error });
    throw error;
  } finally {
    await parts.close();
  }
}
