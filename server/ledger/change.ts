/** Changes other than imports: how they are asked for, what comes of them, why they are refused, and what is written down of them. */
import type { Queryable } from '../store/database.ts';

export const OPERATIONS = ['create', 'revise', 'retract', 'restore'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What is wrong with a field of a request: its path as the request writes it, such as `acts[1].bearings[0].actor`. */
export interface FieldFault {
  readonly field: string;
  readonly value: string | null;
  readonly message: string;
}

/**
 * Why a change was not made: its fields have `faults`, somebody changed the event since (`changed-since`), there is none (`unknown`), it is
 * not in a state for it (`not-now`), or its key belongs to another request (`key-taken`).
 */
export type RefusalKind = 'faults' | 'changed-since' | 'unknown' | 'not-now' | 'key-taken';

/** A change of which nothing was recorded. */
export class ChangeRefused extends Error {
  override name = 'ChangeRefused';
  readonly kind: RefusalKind;
  readonly faults: readonly FieldFault[];

  /** @param said a sentence, or what is wrong with each field */
  constructor(kind: RefusalKind, said: string | readonly FieldFault[]) {
    super(
      typeof said === 'string'
        ? said
        : said
            .map(
              ({ field, value, message }) =>
                `${field}: ${!value || message.startsWith('"') ? '' : `"${value.slice(0, 80)}" `}${message}`,
            )
            .join(' '),
    );
    this.kind = kind;
    this.faults = typeof said === 'string' ? [] : said;
  }
}

/** How a change is written down. */
export interface Writing {
  readonly recordedBy: string;
  /** the writer's own name for the request: asked again with the same key, it is done once */
  readonly key?: string | undefined;
  /** find out what would happen, and change nothing */
  readonly dryRun?: boolean | undefined;
  /** what is written in the same transaction; where it throws, nothing is recorded */
  readonly alongside?: ((tx: Queryable) => Promise<void>) | undefined;
}

export interface RecordOptions extends Writing {
  /** whether the paths of fields begin with `acts[0].`; so where there are several */
  readonly isList?: boolean;
}

export interface RetractionOptions extends Omit<Writing, 'recordedBy'> {
  /** in every dyad that the act bears on */
  readonly wholeAct?: boolean | undefined;
}

/** What became of acts, row by row. */
export interface ActsChange {
  readonly acts: readonly {
    readonly actId: string;
    readonly events: readonly {
      readonly id: string;
      readonly dyad: string;
      readonly revision: number;
      readonly operation: Operation | 'none';
    }[];
  }[];
  /** what was taken otherwise than it was written, and what may be one act twice */
  readonly remarks: readonly FieldFault[];
}

/** An import that recorded something. */
export interface ImportEntry {
  readonly importId: string;
  readonly source: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly rows: number;
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly faulty: number;
  /** null: it holds */
  readonly takenBack: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

/** What taking back an import did. */
export interface ImportTakenBack {
  readonly importId: string;
  /** events that it had created */
  readonly retracted: number;
  /** events that have the content of before it again */
  readonly reverted: number;
  /** events that were changed since, or do not fit the others with their content of before: they stay as they are */
  readonly left: readonly { readonly id: string; readonly why: string }[];
  readonly dyads: readonly string[];
}

export type AuditFields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A change as it is to be written down. */
export interface AuditNote {
  readonly action: string;
  readonly subject: string;
  readonly before: AuditFields | null;
  readonly after: AuditFields | null;
  readonly why: string;
}

export interface RecordedEntry {
  /** 1 for the first */
  readonly number: number;
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly before: AuditFields | null;
  readonly after: AuditFields | null;
  readonly why: string;
  readonly hash: string;
  readonly previousHash: string;
}

export interface AuditFilter {
  /** a part of it, in any case */
  readonly subject?: string | undefined;
  readonly by?: string | undefined;
  readonly action?: string | undefined;
  /** written on these days, UTC */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** entries of lower numbers only */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** How far the chain reaches. */
export interface AuditHead {
  readonly entries: number;
  /** of the last one; empty where there is none */
  readonly hash: string;
}

/** Whether the chain of entries holds. */
export interface AuditState {
  readonly entries: number;
  readonly broken: { readonly number: number; readonly why: string } | null;
}
