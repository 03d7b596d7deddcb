/** The state of the Compare page as it stands in the address, and back. */
import { parseDay, type Step, toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { METHOD_NAMES, type MethodName } from '../../models/methods/method.ts';
import { ARRANGEMENTS, type Arrangement } from '../charts/compareFigure.ts';
import { MOST_LINES } from '../charts/linePaints.ts';
import type { Scale } from '../charts/standing.ts';
import { RANGES, type RangeName } from './dyadView.ts';
import { words } from './language.ts';

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
  readonly range: RangeName | { readonly from: number; readonly to: number };
  readonly step: Step;
  readonly asOf: string | undefined;
  readonly table: boolean;
  /** changes of level are drawn */
  readonly levels: boolean;
}

const DEFAULT_RANGE: RangeName = '5y';
const DEFAULT_METHODS: readonly MethodName[] = ['index', 'goldstein-sum', 'log-ratio', 'yan'];
const SCALES: readonly Scale[] = ['level', 'percentile', 'z'];

/** Methods begin as panes of their own, for their units differ; all else in one. */
const defaultArrangement = (by: Subject): Arrangement => (by === 'methods' ? 'multiples' : 'overlay');
const defaultStep = (by: Subject): Step => (by === 'methods' ? 'month' : 'day');
/** In one pane, methods are comparable by where they stand in their own history, never by level. */
const needsStanding = (by: Subject, arrangement: Arrangement): boolean => by === 'methods' && arrangement !== 'multiples';
const defaultScale = (by: Subject, arrangement: Arrangement): Scale => (needsStanding(by, arrangement) ? 'percentile' : 'level');

export interface ParsedCompareView {
  readonly view: CompareView;
  /** parameters that could not be read, each as a sentence that says what is shown instead */
  readonly faults: readonly string[];
}

export function parseCompareView(query: URLSearchParams): ParsedCompareView {
  const wording = words.value.address;
  const faults: string[] = [];
  const oneOf = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => {
    const text = query.get(name);
    const found = allowed.find((value) => value === text);
    if (text !== null && found === undefined) faults.push(wording.notOneOf(name, text, allowed.join(', '), otherwise));
    return found ?? otherwise;
  };
  const listOf = <T extends string>(name: string, read: (text: string) => T | undefined, remedy: string): T[] => {
    const parts = (query.get(name) ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
    const known = parts.flatMap((part) => {
      const value = read(part);
      if (value === undefined) faults.push(wording.leftOut(name, part, remedy));
      return value === undefined ? [] : [value];
    });
    const different = [...new Set(known)];
    if (different.length < known.length) faults.push(wording.twice(name));
    if (different.length > MOST_LINES) faults.push(words.value.address.tooMany(name, different.length, MOST_LINES));
    return different.slice(0, MOST_LINES);
  };
  const day = (name: string): number | undefined => {
    const text = query.get(name);
    if (text === null) return undefined;
    const parsed = parseDay(text);
    if (parsed === undefined) faults.push(wording.notADate(name, text));
    return parsed;
  };

  const by = oneOf('by', SUBJECTS, 'dyads');
  const dyads = listOf('dyads', canonicalDyad, wording.noDyad);
  const models = listOf('models', (text) => (/^[\w.-]+(@[\w.-]+)?$/.test(text) ? text : undefined), wording.noModel);
  const methods = listOf('methods', (text) => METHOD_NAMES.find((name) => name === text), wording.noMethod(METHOD_NAMES.join(', ')));
  const arrangement = oneOf('view', ARRANGEMENTS, defaultArrangement(by));
  let scale = oneOf('scale', SCALES, defaultScale(by, arrangement));
  if (scale === 'level' && needsStanding(by, arrangement)) {
    faults.push(wording.methodUnits);
    scale = 'percentile';
  }
  let step = oneOf<Step>('step', ['day', 'week', 'month'], defaultStep(by));
  if (by === 'methods' && step === 'day') {
    faults.push(wording.methodSteps);
    step = 'month';
  }
  const from = day('from');
  const to = day('to');
  let range: CompareView['range'] = oneOf('range', Object.keys(RANGES) as RangeName[], DEFAULT_RANGE);
  if (from !== undefined && to !== undefined) {
    if (from <= to) range = { from, to };
    else faults.push(wording.reversed(toIsoDate(from), toIsoDate(to)));
  } else if (from !== undefined || to !== undefined) faults.push(wording.needsBoth);
  const asOf = query.get('asOf') ?? undefined;
  const isMoment = asOf === undefined || (/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(asOf) && !Number.isNaN(Date.parse(asOf)));
  if (!isMoment) faults.push(wording.asOfBad(asOf));
  return {
    view: { by, dyads, models, methods: methods.length > 0 ? methods : DEFAULT_METHODS, arrangement, scale, range, step, asOf: isMoment ? asOf : undefined, table: query.get('table') === '1', levels: query.get('levels') === '1' },
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
