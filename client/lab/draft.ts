/** A draft: a published model, and the parameters that somebody has changed in it. Pure: every step gives a new state. */
import type { ModelDefinition } from '../../models/model.ts';
import { differences, parametersOf, valueAt, withValue } from './parameters.ts';

export interface PublishedVersion {
  readonly definition: ModelDefinition;
  readonly hash: string;
}

export interface Draft {
  readonly base: PublishedVersion;
  readonly model: ModelDefinition;
  /** paths that fit, target and reset leave alone */
  readonly locks: ReadonlySet<string>;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** A model that one can go back to, and what led away from it. */
interface Step {
  readonly model: ModelDefinition;
  /** moves of one gesture are undone together */
  readonly gesture: string | undefined;
  /** in words: "Sanction, weight" */
  readonly what: string;
}

/** Steps that are kept: an hour of patient tuning. */
const MAX_STEPS = 500;

export function startDraft(
  base: PublishedVersion,
  model: ModelDefinition = base.definition,
  locks: ReadonlySet<string> = new Set(),
): Draft {
  return { base, model, locks, past: [], future: [] };
}

/** Another model, one step later; the same model is no step. */
function step(draft: Draft, model: ModelDefinition, what: string, gesture?: string): Draft {
  if (differences(draft.model, model).length === 0) return draft;
  const last = draft.past.at(-1);
  const isSameGesture = gesture !== undefined && last?.gesture === gesture && draft.future.length === 0;
  const past = isSameGesture ? draft.past : [...draft.past, { model: draft.model, gesture, what }].slice(-MAX_STEPS);
  return { ...draft, model, past, future: [] };
}

/** Sets one parameter. @param gesture moves with the same one (a drag) are one step to undo */
export function setParameter(draft: Draft, path: string, value: number, what: string, gesture?: string): Draft {
  return step(draft, withValue(draft.model, path, value), what, gesture);
}

/** Takes over the numbers of another model (a fit, a target), except those that are locked. */
export function adopt(draft: Draft, model: ModelDefinition, what: string): Draft {
  return step(draft, unlocked(draft, model), what);
}

/** Back to the published numbers: of one parameter, or of all; never of a locked one. */
export function reset(draft: Draft, what: string, path?: string): Draft {
  if (path === undefined) return step(draft, unlocked(draft, draft.base.definition), what);
  if (draft.locks.has(path)) return draft;
  return step(draft, withValue(draft.model, path, valueAt(draft.base.definition, path)), what);
}

function unlocked({ model, locks }: Draft, wanted: ModelDefinition): ModelDefinition {
  let next = model;
  for (const { path } of parametersOf(model)) {
    if (locks.has(path)) continue;
    const value = valueAt(wanted, path);
    if (value !== valueAt(next, path)) next = withValue(next, path, value);
  }
  return next;
}

export function toggleLock(draft: Draft, path: string): Draft {
  const locks = new Set(draft.locks);
  if (!locks.delete(path)) locks.add(path);
  return { ...draft, locks };
}

export function undo(draft: Draft): Draft {
  const last = draft.past.at(-1);
  if (!last) return draft;
  return {
    ...draft,
    model: last.model,
    past: draft.past.slice(0, -1),
    future: [...draft.future, { ...last, gesture: undefined, model: draft.model }],
  };
}

export function redo(draft: Draft): Draft {
  const next = draft.future.at(-1);
  if (!next) return draft;
  return {
    ...draft,
    model: next.model,
    past: [...draft.past, { ...next, model: draft.model }],
    future: draft.future.slice(0, -1),
  };
}

/** The types whose weight is locked: what fit and target read. */
export function lockedTypes({ locks, model }: Pick<Draft, 'locks' | 'model'>): Set<string> {
  return new Set(Object.keys(model.types).filter((type) => locks.has(`types.${type}.weight`)));
}
