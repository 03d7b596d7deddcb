/** The state of the Compare page as it stands in the address, and back. */
import { type Step, toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { METHOD_NAMES, type MethodName } from '../../models/methods/method.ts';
import { ARRANGEMENTS, type Arrangement } from '../charts/comparePanes.ts';
import { MAX_LINES } from '../charts/linePaints.ts';
import { DEFAULT_RANGE } from '../charts/ranges.ts';
import type { Scale } from '../charts/standing.ts';
import { AddressReader, type Range } from './addressReader.ts';

export const SUBJECTS = ['dyads', 'models', 'methods'] as const;
/** What differs from line to line. */
export type Subject = (typeof SUBJECTS)[number];

export interface CompareView {
  readonly by: Subject;
  /** canonical; empty: the page chooses. Models and methods are compared on the first */
  readonly dyads: readonly string[];
  /** name, name@version or name@hash; dyads and methods are scored by the first */
  readonly models: readonly string[];
  readonly methods: readonly MethodName[];
  readonly arrangement: Arrangement;
  readonly scale: Scale;
  readonly range: Range;
  readonly step: Step;
  readonly asOf: string | undefined;
  readonly table: boolean;
  /** changes of level are drawn */
  readonly levels: boolean;
  /** notes on the days are shown */
  readonly notes: boolean;
}

const DEFAULT_METHODS: readonly MethodName[] = ['index', 'goldstein-sum', 'log-ratio', 'yan'];
const SCALES: readonly Scale[] = ['level', 'percentile', 'z'];

/** Methods begin as panes of their own, for their units differ; all else in one. */
const defaultArrangement = (by: Subject): Arrangement => (by === 'methods' ? 'multiples' : 'overlay');
const defaultStep = (by: Subject): Step => (by === 'methods' ? 'month' : 'day');
/** In one pane, methods are comparable by where they stand in their own history, never by level. */
const needsStanding = (by: Subject, arrangement: Arrangement): boolean =>
  by === 'methods' && arrangement !== 'multiples';
const defaultScale = (by: Subject, arrangement: Arrangement): Scale =>
  needsStanding(by, arrangement) ? 'percentile' : 'level';

export interface ParsedCompareView {
  readonly view: CompareView;
  /** parameters that could not be read, each as a sentence that says what is shown instead */
  readonly faults: readonly string[];
}

export function parseCompareView(query: URLSearchParams): ParsedCompareView {
  const address = new AddressReader(query);
  const { faults, wording } = address;
  const listOf = <T extends string>(name: string, read: (text: string) => T | undefined, remedy: string): T[] => {
    const { different, isRepeated } = address.list(name, read, remedy);
    if (isRepeated) faults.push(wording.twice(name));
    if (different.length > MAX_LINES) faults.push(wording.tooMany(name, different.length, MAX_LINES));
    return different.slice(0, MAX_LINES);
  };

  const by = address.oneOf('by', SUBJECTS, 'dyads');
  const dyads = listOf('dyads', canonicalDyad, wording.noDyad);
  const models = listOf('models', (text) => (/^[\w.-]+(@[\w.-]+)?$/.test(text) ? text : undefined), wording.noModel);
  const methods = listOf(
    'methods',
    (text) => METHOD_NAMES.find((name) => name === text),
    wording.noMethod(METHOD_NAMES.join(', ')),
  );
  const arrangement = address.oneOf('view', ARRANGEMENTS, defaultArrangement(by));
  let scale = address.oneOf('scale', SCALES, defaultScale(by, arrangement));
  if (scale === 'level' && needsStanding(by, arrangement)) {
    faults.push(wording.methodUnits);
    scale = 'percentile';
  }
  let step = address.oneOf<Step>('step', ['day', 'week', 'month'], defaultStep(by));
  if (by === 'methods' && step === 'day') {
    faults.push(wording.methodSteps);
    step = 'month';
  }
  const range = address.range(DEFAULT_RANGE);
  const asOf = address.asOf();
  return {
    view: {
      by,
      dyads,
      models,
      methods: methods.length > 0 ? methods : DEFAULT_METHODS,
      arrangement,
      scale,
      range,
      step,
      asOf,
      table: query.get('table') === '1',
      levels: query.get('levels') === '1',
      notes: query.get('notes') === '1',
    },
    faults,
  };
}

/** The parameters that say this view; what is the default is left out. */
export function compareQuery(view: CompareView): Record<string, string | undefined> {
  const { by, arrangement, range } = view;
  const list = (values: readonly string[]): string | undefined => (values.length === 0 ? undefined : values.join(','));
  const unless = <T extends string>(value: T, standard: T): T | undefined => (value === standard ? undefined : value);
  const named = typeof range === 'string';
  return {
    dyads: list(view.dyads),
    by: unless(by, 'dyads'),
    models: list(view.models),
    methods: by === 'methods' && list(view.methods) !== list(DEFAULT_METHODS) ? list(view.methods) : undefined,
    view: unless(arrangement, defaultArrangement(by)),
    scale: unless(view.scale, defaultScale(by, arrangement)),
    range: named ? unless(range, DEFAULT_RANGE) : undefined,
    from: named ? undefined : toIsoDate(range.from),
    to: named ? undefined : toIsoDate(range.to),
    step: unless(view.step, defaultStep(by)),
    asOf: view.asOf,
    table: view.table ? '1' : undefined,
    levels: view.levels ? '1' : undefined,
    notes: view.notes ? '1' : undefined,
  };
}

/** The view after a change: what the change makes meaningless takes its default. */
export function changedView(view: CompareView, changes: Partial<CompareView>): CompareView {
  const by = changes.by ?? view.by;
  const arrangement = changes.arrangement ?? (by === view.by ? view.arrangement : defaultArrangement(by));
  const step = changes.step ?? (by === view.by ? view.step : defaultStep(by));
  const kept = changes.scale ?? (by === view.by ? view.scale : 'level');
  return { ...view, ...changes, by, arrangement, step, scale: kept === 'level' ? defaultScale(by, arrangement) : kept };
}
