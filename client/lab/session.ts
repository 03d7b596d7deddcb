/** The lab at work: a draft whose parameters change, and the lines and standings that follow it. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Codebook } from '../../models/codebook.ts';
import { checkModel, type ModelDefinition } from '../../models/model.ts';
import { typeLabel, words } from '../state/language.ts';
import { adopt, type Draft, redo, reset, setParameter, toggleLock, undo } from './draft.ts';
import { openScorer, openStudyRunner, type Scorer, type StudyRunner, type Timing } from './labWorker.ts';
import type { LabInput, Role, ScoredLine, Standing } from './messages.ts';
import { nameOf } from './parameterNames.ts';
import { differences, withValue } from './parameters.ts';

/** A line of the draft as it came from the worker. */
export interface LatestLine {
  readonly line: ScoredLine;
  readonly model: ModelDefinition;
  readonly timing: Timing;
}

/** A pause this long ends a move that says no end of its own. */
const REST_MS = 350;

export class LabSession {
  readonly #draft: Signal<Draft>;
  readonly #settled: Signal<ModelDefinition>;
  readonly #published = signal<ScoredLine | undefined>(undefined);
  readonly #drafted = signal<ScoredLine | undefined>(undefined);
  readonly #latest = signal<LatestLine | undefined>(undefined);
  readonly #standings = signal<Readonly<Record<Role, Standing | undefined>>>({
    published: undefined,
    draft: undefined,
  });
  readonly #problem = signal<string | undefined>(undefined);
  readonly #scorer: Scorer;
  readonly #stops: readonly (() => void)[];
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  /** when a parameter was last changed, by performance.now() */
  #changedAt = 0;

  readonly draft: ReadonlySignal<Draft>;
  /** the model at rest: what is worth a study, a link, new axes */
  readonly settled: ReadonlySignal<ModelDefinition>;
  /** the lines in force, at rest */
  readonly published: ReadonlySignal<ScoredLine | undefined> = this.#published;
  readonly drafted: ReadonlySignal<ScoredLine | undefined> = this.#drafted;
  /** the newest line of the draft, also while a slider moves */
  readonly latest: ReadonlySignal<LatestLine | undefined> = this.#latest;
  readonly standings: ReadonlySignal<Readonly<Record<Role, Standing | undefined>>> = this.#standings;
  readonly problem: ReadonlySignal<string | undefined> = this.#problem;
  /** parts of the draft that a moving slider leaves alone: who shows only these is not rendered again meanwhile */
  readonly base = computed(() => this.#draft.value.base);
  readonly locks = computed(() => this.#draft.value.locks);
  readonly undoes = computed(() => this.#draft.value.past.at(-1)?.what);
  readonly redoes = computed(() => this.#draft.value.future.at(-1)?.what);
  readonly isDraft = computed(() => differences(this.base.value.definition, this.#draft.value.model).length > 0);
  readonly shown: Signal<string>;
  /** what a refused save said, by path */
  readonly faults = signal<ReadonlyMap<string, string>>(new Map());
  readonly codebook: Codebook;
  readonly studies: StudyRunner;

  constructor(input: LabInput, first: Draft, shown: string, codebook: Codebook) {
    this.draft = this.#draft = signal(first);
    this.settled = this.#settled = signal(first.model);
    this.shown = signal(shown);
    this.codebook = codebook;
    this.#scorer = openScorer(input, {
      onLine: (role, line, model, timing) => this.#takeLine(role, { line, model, timing }),
      onStanding: (role, standing, model, timing) => this.#takeStanding(role, standing, model, timing),
      onFailed: (message) => void (this.#problem.value = message),
    });
    this.studies = openStudyRunner(input);
    // Apart, so that a moving slider asks for the draft alone, and a lock for nothing.
    const baseModel = computed(() => this.base.value.definition);
    const draftModel = computed(() => this.#draft.value.model);
    this.#stops = [
      effect(() => this.#scorer.score('published', baseModel.value, this.shown.value, 0)),
      effect(() => this.#scorer.score('draft', draftModel.value, this.shown.value, this.#changedAt)),
    ];
  }

  readonly labelOf = (type: string): string => typeLabel(type, this.codebook.get(type)?.label);

  #takeLine(role: Role, latest: LatestLine): void {
    if (latest.line.dyad !== this.shown.value) return;
    if (role === 'published') {
      if (latest.model === this.base.value.definition) this.#published.value = latest.line;
      return;
    }
    this.#latest.value = latest;
    this.#takeLatest();
  }

  #takeLatest(): void {
    const latest = this.#latest.value;
    if (latest && latest.model === this.#settled.value) this.#drafted.value = latest.line;
  }

  #takeStanding(role: Role, standing: Standing, model: ModelDefinition, timing: Timing): void {
    const { base, model: draft } = this.#draft.value;
    if (model !== (role === 'published' ? base.definition : draft)) return;
    this.#standings.value = { ...this.#standings.value, [role]: standing };
    if (role === 'draft') measure(ALL_SCORED, timing.asked, { computedMs: timing.computedMs });
  }

  #change(next: Draft): void {
    if (next === this.#draft.value) return;
    this.#draft.value = next;
    if (this.faults.value.size > 0) this.faults.value = new Map();
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.settle(), REST_MS);
  }

  #changeAndSettle(next: Draft): void {
    this.#change(next);
    this.settle();
  }

  settle(): void {
    clearTimeout(this.#restTimer);
    this.#settled.value = this.#draft.value.model;
    this.#takeLatest();
  }

  /** Sets a parameter; a sentence where no model may hold that number. Nothing is changed then. */
  setParameter(path: string, value: number, gesture?: string): string | undefined {
    this.#changedAt = performance.now();
    const before = this.#draft.peek();
    // A slider's range is one that every model may hold, but for a flag, whose two thresholds bind each other.
    const fault =
      gesture !== undefined && !path.startsWith('flag.')
        ? undefined
        : faultOf(withValue(before.model, path, value), path, this.codebook);
    if (fault === undefined) this.#change(setParameter(before, path, value, nameOf(path, this.labelOf), gesture));
    return fault;
  }

  reset(path?: string): void {
    const what = path === undefined ? words.value.lab.everything : nameOf(path, this.labelOf);
    this.#changeAndSettle(reset(this.#draft.value, what, path));
  }

  adopt(model: ModelDefinition, what: string): void {
    this.#changeAndSettle(adopt(this.#draft.value, model, what));
  }

  toggleLock(path: string): void {
    this.#draft.value = toggleLock(this.#draft.value, path);
  }

  undo(): void {
    this.#changeAndSettle(undo(this.#draft.value));
  }

  redo(): void {
    this.#changeAndSettle(redo(this.#draft.value));
  }

  /** Begins with another draft: another base, or one from a link. */
  begin(next: Draft): void {
    if (next.base.hash !== this.base.value.hash) this.#standings.value = { published: undefined, draft: undefined };
    this.#changeAndSettle(next);
  }

  stop(): void {
    clearTimeout(this.#restTimer);
    for (const stop of this.#stops) stop();
    this.#scorer.stop();
    this.studies.stop();
  }
}

/** Names of what the page measures of itself (User Timing). */
export const LINE_DRAWN = 'lab: line drawn';
const ALL_SCORED = 'lab: all dyads scored';

/** For whoever measures: from the change of a slider to now. */
export function measure(name: string, start: number, detail: Readonly<Record<string, number>>): void {
  performance.clearMeasures(name);
  performance.measure(name, { start, detail });
}

/** Why a model may not hold a number; a slider's own range never fails, a typed number may. */
function faultOf(model: ModelDefinition, path: string, codebook: Codebook): string | undefined {
  const check = checkModel(model, codebook);
  return 'faults' in check
    ? check.faults.find((fault) => fault.path === path || path.startsWith(fault.path))?.message
    : undefined;
}
