/** Values on their way into DuckDB and out of it. */
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTypeId,
  INTEGER,
  SQLNULL,
  TIMESTAMPTZ,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { SqlValue } from './database.ts';

export function toDuckDb(value: SqlValue): DuckDBValue {
  if (value instanceof Date) return timestamp(value);
  if (value instanceof Uint8Array) return new DuckDBBlobValue(value);
  return typeOf(value) === BIGINT ? BigInt(Number(value)) : value;
}

/** The type that a parameter is bound as: told, because the binding takes a whole double for a 64-bit integer. */
export function typeOf(value: SqlValue): DuckDBType {
  if (value === null) return SQLNULL;
  if (value instanceof Date) return TIMESTAMPTZ;
  if (value instanceof Uint8Array) return BLOB;
  if (typeof value === 'string') return VARCHAR;
  if (typeof value === 'boolean') return BOOLEAN;
  if ((value | 0) === value) return INTEGER;
  return Number.isSafeInteger(value) ? BIGINT : DOUBLE;
}

function timestamp(moment: Date): DuckDBTimestampTZValue {
  return new DuckDBTimestampTZValue(BigInt(moment.getTime()) * 1000n);
}

export function fromDuckDb(value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDateValue) return toIsoDate(value.days);
  if (value instanceof DuckDBTimestampTZValue) return new Date(Number(value.micros / 1000n));
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  throw new TypeError(
    `A column of this kind (${value.constructor.name}) is outside the shared types: cast it in the statement`,
  );
}

/** A value as a column of that type takes it. @throws TypeError for a type outside the shared ones */
export function columnValue(type: DuckDBType): (value: Exclude<SqlValue, null>) => DuckDBValue {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return String;
    case DuckDBTypeId.BIGINT:
      return (value) => BigInt(Number(value));
    case DuckDBTypeId.INTEGER:
      return whole32;
    case DuckDBTypeId.DOUBLE:
      return Number;
    case DuckDBTypeId.BOOLEAN:
      return Boolean;
    case DuckDBTypeId.DATE:
      return dateOf;
    case DuckDBTypeId.BLOB:
      return (value) => {
        if (!(value instanceof Uint8Array)) throw new TypeError(`a bytea takes bytes, not "${value}"`);
        return new DuckDBBlobValue(value);
      };
    case DuckDBTypeId.TIMESTAMP_TZ:
      return (value) => {
        if (!(value instanceof Date)) throw new TypeError(`a timestamptz takes a Date, not "${value}"`);
        return timestamp(value);
      };
    default:
      throw new TypeError(`a column of type ${type} is outside the shared types`);
  }
}

/** A column of 32 bits would take the lowest of a longer number, without a word. */
function whole32(value: Exclude<SqlValue, null>): number {
  const number = Number(value);
  if ((number | 0) !== number) throw new TypeError(`an integer takes a whole number of 32 bits, not "${value}"`);
  return number;
}

/** Rows of one table have few different dates, and reading one costs more than looking it up. */
const dates = new Map<string, DuckDBDateValue>();

function dateOf(value: Exclude<SqlValue, null>): DuckDBDateValue {
  const text = String(value);
  let date = dates.get(text);
  if (date === undefined) {
    if (dates.size >= DATES_KEPT) dates.clear();
    dates.set(text, (date = new DuckDBDateValue(epochDay(text))));
  }
  return date;
}

/** A hundred years. */
const DATES_KEPT = 36_525;
