/** `tension retract`, `restore` and `retract-import`: taking out and putting back, on the data folder or through a server that holds it. */
import { actsRecorded } from '../../models/contract/acts.ts';
import { importTakenBack } from '../../models/contract/imports.ts';
import type { Parts } from '../composition.ts';
import type { Config } from '../config.ts';
import { type ActsChange, ChangeRefused, type ImportTakenBack } from '../ledger/change.ts';
import { CommandFailure } from './failure.ts';
import { inWords, type Outcome, throughParts, throughServer } from './rollup.ts';
import { COMMAND_LINE, findServer, type Server, uploadOf } from './runningServer.ts';
import { counted, print, printJson } from './terminal.ts';

export interface TakingOutOptions {
  readonly reason: string;
  readonly wholeAct?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code: 0 done and published */
export const retractCommand = (config: Config, id: string, options: TakingOutOptions): Promise<number> =>
  changeEvent(config, id, options, 'retraction');

export const restoreCommand = (config: Config, id: string, options: TakingOutOptions): Promise<number> =>
  changeEvent(config, id, options, 'restoration');

async function changeEvent(
  config: Config,
  id: string,
  { reason, wholeAct, dryRun = false, json = false }: TakingOutOptions,
  kind: 'retraction' | 'restoration',
): Promise<number> {
  const done = await carriedOut<ActsChange>(
    config,
    dryRun,
    (server) =>
      server.post(
        `/api/v1/events/${encodeURIComponent(id)}/${kind}`,
        queryOf(dryRun),
        actsRecorded,
        bodyOf({ reason, wholeAct }),
      ),
    ({ ledger }) =>
      ledger[kind === 'retraction' ? 'retract' : 'restore'](id, reason, COMMAND_LINE, { wholeAct, dryRun }),
  );
  const { acts, remarks } = done.change;
  const events = acts.flatMap((act) => act.events);
  const verb = kind === 'retraction' ? 'retracted' : 'restored';
  const sentences = events.map((event) => `${event.id} (${event.dyad}) ${dryRun ? 'would be' : 'is'} ${verb}.`);
  sentences.push(...remarks.map(({ value, message }) => `${value} ${message}`));
  return told(json, { events, remarks }, sentences, done.outcome);
}

export async function retractImportCommand(
  config: Config,
  id: string,
  { reason, dryRun = false, json = false }: TakingOutOptions,
): Promise<number> {
  const { change, outcome } = await carriedOut<ImportTakenBack>(
    config,
    dryRun,
    (server) =>
      server.post(
        `/api/v1/imports/${encodeURIComponent(id)}/retraction`,
        queryOf(dryRun),
        importTakenBack,
        bodyOf({ reason }),
      ),
    ({ ledger }) => ledger.retractImport(id, reason, { recordedBy: COMMAND_LINE, dryRun }),
  );
  const { retracted, reverted, left, dyads } = change;
  const was = dryRun ? 'would be' : 'is';
  const were = dryRun ? 'would be' : 'are';
  const sentences = [
    `${counted(retracted, 'event')} ${retracted === 1 ? was : were} retracted, ${counted(reverted, 'event')} ${reverted === 1 ? was : were} as before, ${counted(left.length, 'event')} ${left.length === 1 ? was : were} left as ${left.length === 1 ? 'it is' : 'they are'}.`,
    ...left.map((event) => `${event.id}: ${event.why}`),
  ];
  return told(json, { importId: id, retracted, reverted, left, dyads }, sentences, outcome);
}

interface Done<Change> {
  readonly change: Change;
  /** the run that took it in; none after a dry run */
  readonly outcome: Outcome | undefined;
}

/** Makes a change and publishes it. @throws CommandFailure where it is refused */
async function carriedOut<Change>(
  config: Config,
  dryRun: boolean,
  through: (server: Server) => Promise<Change>,
  here: (parts: Parts) => Promise<Change>,
): Promise<Done<Change>> {
  const server = await findServer(config);
  if (server) {
    const change = await through(server);
    return { change, outcome: dryRun ? undefined : await throughServer(server) };
  }
  const { openParts } = await import('../composition.ts');
  const parts = await openParts(config);
  try {
    const change = await here(parts);
    return { change, outcome: dryRun ? undefined : await throughParts(parts) };
  } catch (error) {
    if (error instanceof ChangeRefused) throw new CommandFailure(error.message, { cause: error });
    throw error;
  } finally {
    await parts.close();
  }
}

function told(json: boolean, change: object, sentences: readonly string[], outcome: Outcome | undefined): number {
  if (json) printJson({ ...change, run: outcome?.run ?? null });
  else print([...sentences, ...(outcome ? [inWords(outcome.run, outcome.ran)] : [])].join('\n'));
  if (outcome && outcome.run.status !== 'complete')
    throw new CommandFailure(
      `It is recorded, but run ${outcome.run.id} ${outcome.run.status}: ${outcome.run.error ?? 'no reason was recorded'}`,
    );
  return 0;
}

const queryOf = (dryRun: boolean) => ({ dryRun: dryRun ? 'true' : undefined });

const bodyOf = (body: object) => uploadOf('application/json', JSON.stringify(body));
