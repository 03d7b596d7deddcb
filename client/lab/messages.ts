/** What the page and the lab's worker say to each other. Typed arrays are handed over, not copied. */
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { Judgement } from '../../models/judgement.ts';
import type { PackedColumns } from '../../models/packedColumns.ts';
import type { DyadStand } from './rescoring.ts';
import type { Study, StudyResults } from './studies.ts';

/** What a worker needs to score: sent once, and again when the server has news. */
export interface LabInput {
  readonly dyads: readonly { readonly dyad: string; readonly packed: PackedColumns; readonly lastDay: number }[];
  readonly types: CodebookResponse['types'];
  readonly judgements: readonly Judgement[];
}

/** The line of a dyad. Every array has one entry a day from `firstDay`. */
export interface ScoredLine {
  readonly dyad: string;
  readonly firstDay: number;
  readonly index: Float64Array;
  readonly tension: Float64Array;
  readonly sd: Float64Array;
}

/** Everything that is read off a model today. */
export interface Standing {
  readonly dyads: readonly DyadStand[];
  /** index points of each type in the shown dyad on its last day, net, by type */
  readonly effects: Readonly<Record<string, number>>;
}

export type ToWorker =
  | { readonly kind: 'load'; readonly input: LabInput }
  /** `published` and `draft` are scored apart, each with exposures of its own */
  | {
      readonly kind: 'score';
      readonly id: number;
      readonly role: Role;
      readonly model: ModelDefinition;
      readonly shown: string;
    }
  | { readonly kind: 'study'; readonly id: number; readonly study: Study }
  | { readonly kind: 'cancel'; readonly id: number };

export type Role = 'published' | 'draft';

export type FromWorker =
  | { readonly kind: 'line'; readonly id: number; readonly role: Role; readonly line: ScoredLine; readonly ms: number }
  | {
      readonly kind: 'standing';
      readonly id: number;
      readonly role: Role;
      readonly standing: Standing;
      readonly ms: number;
    }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly id: number; readonly result: StudyResults[keyof StudyResults] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
