/** What a command that computes with models/ asks the API for: the published events of a dyad, the codebook and a model. */
import { declaredCoverage } from '../../models/contract/coverage.ts';
import { throughDay } from '../../models/coverage.ts';
import { type EventColumns, eventColumns } from '../../models/eventColumns.ts';
import { epochDay, parseDay } from '../../models/calendar.ts';
import { type Codebook, codebookOf } from '../../models/codebook.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { SEVERITIES, type Severity } from '../../models/event.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { board, type Board } from '../../models/contract/board.ts';
import { codebook } from '../../models/contract/codebook.ts';
import { type EventRecord, events } from '../../models/contract/events.ts';
import { modelDetail } from '../../models/contract/models.ts';
import type { Config } from '../config.ts';
import { CommandFailure } from './failure.ts';
import { findServer, type Server } from './runningServer.ts';

export interface AskedModel {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly definition: ModelDefinition;
}

export interface AskedDyad {
  readonly dyad: string;
  readonly name: string;
  readonly columns: EventColumns;
  /** in the order of the columns */
  readonly records: readonly EventRecord[];
  /** epoch day of the last published point */
  readonly lastDay: number;
}

/** Works with the running server, or with one of our own where none runs. */
export async function withApi(config: Config, work: (server: Server) => Promise<void>): Promise<void> {
  const server = await findServer(config);
  if (server) return work(server);
  const { serveForOne } = await import('./ownServer.ts');
  return serveForOne(config, async (own, { rollup }) => {
    if (!rollup.published())
      throw new CommandFailure('Nothing is published yet: run "npm run -s tension -- rollup" first.');
    await work(own);
  });
}

/** @param name a model: name, name@version or hash */
export async function askModel(server: Server, name = 'baseline'): Promise<AskedModel> {
  return server.get(`/api/v1/models/${encodeURIComponent(name)}`, {}, modelDetail);
}

export async function askDyad(server: Server, typed: string): Promise<AskedDyad> {
  const dyad = dyadTyped(typed);
  const types = codebookOf((await server.get('/api/v1/codebook', {}, codebook)).types);
  const published = await server.get('/api/v1/dyads', {}, board);
  return dyadOn(server, published, dyad, types);
}

/** Every dyad of the board. */
export async function askDyads(server: Server): Promise<AskedDyad[]> {
  const types = codebookOf((await server.get('/api/v1/codebook', {}, codebook)).types);
  const published = await server.get('/api/v1/dyads', {}, board);
  const found: AskedDyad[] = [];
  for (const { id } of published.dyads) found.push(await dyadOn(server, published, id, types));
  return found;
}

async function dyadOn(server: Server, { date, dyads }: Board, dyad: string, types: Codebook): Promise<AskedDyad> {
  const records: EventRecord[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await server.get(`/api/v1/dyads/${dyad}/events`, { limit: '1000', cursor }, events);
    records.push(...page.events);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const { stretches } = await server.get(`/api/v1/dyads/${dyad}/coverage`, {}, declaredCoverage);
  const byId = new Map(records.map((record) => [record.id, record]));
  const columns = eventColumns(
    dyad,
    records.map((record) => ({
      ...record,
      day: epochDay(record.date),
      severity: severityOf(record),
      ...(record.endDate !== null && { lastDay: epochDay(record.endDate) }),
    })),
    types,
    throughDay(
      stretches.map(({ from, to, density }) => ({ from: epochDay(from), to: epochDay(to), density })),
      epochDay(date),
    ),
  );
  return {
    dyad,
    name: dyads.find(({ id }) => id === dyad)?.name ?? dyad,
    columns,
    records: columns.ids.map((id) => byId.get(id)!),
    lastDay: epochDay(date),
  };
}

/** The contract says 1 to 5; the type system says number. */
function severityOf({ id, severity: given }: EventRecord): Severity {
  const severity = SEVERITIES.find((one) => one === given);
  if (severity === undefined)
    throw new RangeError(`The event ${id} has severity ${given}, which is not one of 1 to 5.`);
  return severity;
}

/** @throws CommandFailure for what is no dyad */
export function dyadTyped(typed: string): string {
  const dyad = canonicalDyad(typed);
  if (dyad === undefined)
    throw new CommandFailure(
      `"${typed}" is no dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS.`,
    );
  return dyad;
}

/** Either side of a dyad is typed in any case. */
export const directionTyped = (typed: string): string => (typed === 'both' ? typed : typed.toUpperCase());

/** The epoch day of an option; `undefined` where it was not given. @throws CommandFailure for what is no date */
export function dayTyped(option: string, typed: string): number;
export function dayTyped(option: string, typed: string | undefined): number | undefined;
export function dayTyped(option: string, typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const day = parseDay(typed);
  if (day === undefined)
    throw new CommandFailure(`${option}: "${typed}" is not a calendar date: write YYYY-MM-DD, such as 2024-04-05.`);
  return day;
}

/** A number of an option within limits. @throws CommandFailure */
export function numberTyped(option: string, typed: string, least: number, most: number, isWhole = false): number {
  const value = typed.trim() === '' ? Number.NaN : Number(typed);
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
  throw new CommandFailure(
    `${option}: "${typed}" is not ${isWhole ? 'a whole' : 'a'} number from ${least} to ${most}.`,
  );
}

/** @example 'baseline 1 (3f9a1c02)' */
export const modelInWords = ({ name, version, hash }: Pick<AskedModel, 'name' | 'version' | 'hash'>): string =>
  `${name} ${version} (${hash})`;
