/** The lab at work: a draft that is turned, the lines and standings that follow it, and who draws them. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Codebook } from '../../models/codebook.ts';
import { checkModel, type ModelDefinition } from '../../models/model.ts';
import type { HotLines } from '../charts/draftFigure.ts';
import { adopt, type Draft, type PublishedVersion, redo, reset, toggleLock, turn, undo } from './draft.ts';
import { openScorer, openStudies, type Students } from './labWorker.ts';
import type { LabInput, ScoredLine, Standing } from './messages.ts';
import { nameOf } from './parameterNames.ts';
import { differences, withValue } from './parameters.ts';
import { typeLabel, words } from '../state/language.ts';

export interface LabSession {
  readonly draft: ReadonlySignal<Draft>;
  /** parts of the draft that a turn leaves alone: whoever shows only these is not shown anew while something moves */
  readonly base: ReadonlySignal<PublishedVersion>;
  readonly locks: ReadonlySignal<ReadonlySet<string>>;
  readonly undoes: ReadonlySignal<string | undefined>;
  readonly redoes: ReadonlySignal<string | undefined>;
  readonly isDraft: ReadonlySignal<boolean>;
  /** the model at rest: what is worth a study, a link, new axes */
  readonly settled: ReadonlySignal<ModelDefinition>;
  readonly shown: Signal<string>;
  /** the lines in force, at rest */
  readonly published: ReadonlySignal<ScoredLine | undefined>;
  readonly drafted: ReadonlySignal<ScoredLine | undefined>;
  readonly standings: ReadonlySignal<{
    readonly published: Standing | undefined;
    readonly draft: Standing | undefined;
  }>;
  /** what a refused save said, by path */
  readonly faults: Signal<ReadonlyMap<string, string>>;
  readonly problem: ReadonlySignal<string | undefined>;
  readonly studies: Students;
  readonly codebook: Codebook;
  readonly labelOf: (type: string) => string;
  /** read at every draw */
  readonly hot: HotLines | undefined;
  /** called for every new line while something moves; gives the milliseconds that drawing took */
  draw: (() => number) | undefined;
  /** Turns a parameter; a sentence where no model may hold that number. Nothing is turned then. */
  turn(path: string, value: number, gesture?: string): string | undefined;
  settle(): void;
  reset(path?: string): void;
  adopt(model: ModelDefinition, what: string): void;
  toggleLock(path: string): void;
  undo(): void;
  redo(): void;
  /** Begins with another draft: another base, or one from a link. */
  begin(draft: Draft): void;
  stop(): void;
}

/** A pause this long ends a move that says no end of its own. */
const REST_MS = 350;

export function openSession(input: LabInput, first: Draft, shownFirst: string, codebook: Codebook): LabSession {
  const draft = signal(first);
  const settled = signal(first.model);
  const shown = signal(shownFirst);
  const published = signal<ScoredLine | undefined>(undefined);
  const drafted = signal<ScoredLine | undefined>(undefined);
  const standings = signal<{ published: Standing | undefined; draft: Standing | undefined }>({
    published: undefined,
    draft: undefined,
  });
  const faults = signal<ReadonlyMap<string, string>>(new Map());
  const problem = signal<string | undefined>(undefined);
  const base = computed(() => draft.value.base);
  const isDraft = computed(() => differences(draft.value.base.definition, draft.value.model).length > 0);
  const labelOf = (type: string): string => typeLabel(type, codebook.get(type)?.label);
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let newestLine: { readonly line: ScoredLine; readonly model: ModelDefinition } | undefined;

  /** when something was turned last, by performance.now() */
  let turnedAt = 0;
  const takeNewestLine = (): void => {
    if (newestLine && newestLine.model === settled.value) drafted.value = newestLine.line;
  };
  const settle = (): void => {
    clearTimeout(restTimer);
    settled.value = draft.value.model;
    takeNewestLine();
  };
  const change = (next: Draft): void => {
    if (next === draft.value) return;
    draft.value = next;
    if (faults.value.size > 0) faults.value = new Map();
    clearTimeout(restTimer);
    restTimer = setTimeout(settle, REST_MS);
  };

  const scorer = openScorer(input, {
    onLine(role, line, model, timing) {
      if (line.dyad !== shown.value) return;
      if (role === 'published') {
        if (model !== draft.value.base.definition) return;
        published.value = line;
        if (session.hot) session.hot.published = line;
        else session.hot = { published: line, draft: undefined, band: undefined };
        return;
      }
      newestLine = { line, model };
      takeNewestLine();
      if (!session.hot) return;
      session.hot.draft = isDraft.value ? line : undefined;
      session.hot.band = undefined;
      const drawMs = session.draw?.() ?? 0;
      // For whoever measures: from the turn of the slider to the drawn line.
      performance.clearMeasures(LINE_DRAWN);
      performance.measure(LINE_DRAWN, { start: timing.asked, detail: { computedMs: timing.computedMs, drawMs } });
    },
    onStanding(role, standing, model, timing) {
      if (model !== (role === 'published' ? draft.value.base.definition : draft.value.model)) return;
      standings.value = { ...standings.value, [role]: standing };
      if (role === 'published') return;
      performance.clearMeasures(ALL_SCORED);
      performance.measure(ALL_SCORED, { start: timing.asked, detail: { computedMs: timing.computedMs } });
    },
    onFailed(message) {
      problem.value = message;
    },
  });
  const studies = openStudies(input);
  // Apart, so that a turn asks for the draft alone, and a lock for nothing.
  const baseModel = computed(() => base.value.definition);
  const draftModel = computed(() => draft.value.model);
  const stops = [
    effect(() => scorer.score('published', baseModel.value, shown.value, 0)),
    effect(() => scorer.score('draft', draftModel.value, shown.value, turnedAt)),
  ];

  const session: LabSession & { hot: HotLines | undefined } = {
    draft,
    base,
    locks: computed(() => draft.value.locks),
    undoes: computed(() => draft.value.past.at(-1)?.what),
    redoes: computed(() => draft.value.future.at(-1)?.what),
    isDraft,
    settled,
    shown,
    published,
    drafted,
    standings,
    faults,
    problem,
    studies,
    codebook,
    labelOf,
    hot: undefined,
    draw: undefined,
    turn(path, value, gesture) {
      turnedAt = performance.now();
      const before = draft.peek();
      // A slider's range is one that every model may hold, but for a flag, whose two thresholds bind each other.
      const fault =
        gesture !== undefined && !path.startsWith('flag.')
          ? undefined
          : faultOf(withValue(before.model, path, value), path, codebook);
      if (fault === undefined) change(turn(before, path, value, nameOf(path, labelOf), gesture));
      return fault;
    },
    settle,
    reset(path) {
      change(reset(draft.value, path === undefined ? words.value.lab.everything : nameOf(path, labelOf), path));
      settle();
    },
    adopt(model, what) {
      change(adopt(draft.value, model, what));
      settle();
    },
    toggleLock(path) {
      draft.value = toggleLock(draft.value, path);
    },
    undo() {
      change(undo(draft.value));
      settle();
    },
    redo() {
      change(redo(draft.value));
      settle();
    },
    begin(next) {
      if (next.base.hash !== draft.value.base.hash) standings.value = { published: undefined, draft: undefined };
      change(next);
      settle();
    },
    stop() {
      clearTimeout(restTimer);
      for (const stop of stops) stop();
      scorer.stop();
      studies.stop();
    },
  };
  return session;
}

/** Names of what the page measures of itself (User Timing). */
export const LINE_DRAWN = 'lab: line drawn';
export const ALL_SCORED = 'lab: all dyads scored';

/** Why a model may not hold a number; a slider's own range never fails, a typed number may. */
function faultOf(model: ModelDefinition, path: string, codebook: Codebook): string | undefined {
  const check = checkModel(model, codebook);
  return 'faults' in check
    ? check.faults.find((fault) => fault.path === path || path.startsWith(fault.path))?.message
    : undefined;
}
