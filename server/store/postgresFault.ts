/** What PostgreSQL or the way to it says, as a kind of unavailability; undefined for what is a fault of the statement. */
import { messageOf } from '../../models/errorMessage.ts';
import type { AddressSetting } from './postgresAddress.ts';
import { DatabaseError, DatabaseUnavailable, type UnavailableBecause } from './database.ts';

/** SQLSTATE by its class or whole. */
const BY_STATE: readonly (readonly [RegExp, UnavailableBecause])[] = [
  [/^08|^57P0[1-5]|^25P0[34]$/, 'unreachable'],
  [/^533|^53200$/, 'busy'],
  [/^57014$|^55P03$/, 'slow'],
  [/^53100$|^58030$/, 'full'],
  [/^25006$/, 'read-only'],
];
const BY_SYSTEM =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|E(?:HOST|NET)(?:UNREACH|DOWN)|ENETRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
/** pg has no codes of its own for these. */
const BY_TEXT = /^(?:Connection terminated|Client has encountered a connection error|Client was closed)/;
/** pg's own word where the bound of a statement has passed. */
const TIMED_OUT = /^Query read timeout/;

/** Why the database cannot be had now, if that is what the error says. */
export function unavailableBecause(error: unknown): UnavailableBecause | undefined {
  if (error instanceof DatabaseUnavailable) return error.because;
  if (error instanceof AggregateError) return error.errors.map(unavailableBecause).find((because) => because);
  if (!(error instanceof Error)) return undefined;
  if (TIMED_OUT.test(error.message)) return 'slow';
  if (BY_TEXT.test(error.message)) return 'unreachable';
  const code = stateOf(error);
  if (BY_SYSTEM.test(code)) return 'unreachable';
  return BY_STATE.find(([states]) => states.test(code))?.[1];
}

/** The error of a statement. */
export function statementFault(name: string, sql: string, error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const because = unavailableBecause(error);
  const told = DatabaseError.ofStatement(name, sql, error);
  const remedy = STATEMENT_REMEDIES[stateOf(error)];
  if (remedy !== undefined) return new DatabaseError(`${told.message} ${remedy}`, { cause: error });
  return because ? new DatabaseUnavailable(told.message, because, { cause: error }) : told;
}

/** The error of a connection that could not be made. */
export function connectionFault(name: string, setting: AddressSetting, error: unknown): DatabaseUnavailable {
  const because = unavailableBecause(error) ?? 'unreachable';
  return new DatabaseUnavailable(
    `${name} cannot be reached: ${reasonOf(error)}. ${REMEDIES[because] ?? `Check ${setting} and that the server runs.`}`,
    because,
    {
      cause: error,
    },
  );
}

const stateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** By SQLSTATE: what a new database may lack. */
const STATEMENT_REMEDIES: Readonly<Record<string, string>> = {
  '42501': 'Let the role of DATABASE_URL own the database: alter database NAME owner to ROLE.',
  '22P05': 'Make the database anew with the encoding UTF8: createdb -E UTF8 -T template0 -O ROLE NAME.',
};

const REMEDIES: Partial<Record<UnavailableBecause, string>> = {
  busy: 'Every connection that it allows is in use: end some, or let it allow more (max_connections).',
  'read-only': 'Name the server that takes writes in DATABASE_URL, or all of them, as host-a,host-b.',
};

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return messageOf(error);
}
