/** What the lab asks of a model beyond its line: each a task that says how far it is and may be stopped (models/task.ts). */
import type { EventColumns } from '../../models/eventColumns.ts';
import { type Random, seededRandom } from '../../models/random.ts';
import { levelChanges, type LevelChange } from '../../models/changepoint.ts';
import type { Codebook } from '../../models/codebook.ts';
import { comparisonOf, nextPair, type Pair } from '../../models/elicitation.ts';
import {
  type Comparison,
  DEFAULT_FIT,
  fitToJudgements,
  type FitOptions,
  fitWeights,
  type JudgementFit,
} from '../../models/fit.ts';
import { flipDistances, type FlipDistance, targetModel, type TargetModel } from '../../models/flip.ts';
import { judge, type Judgement, testedJudgements } from '../../models/judgement.ts';
import { lintModel, type ModelRemark } from '../../models/lint.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { drawTensions, drawnQuantile, rankRobustness } from '../../models/montecarlo.ts';
import { type ColumnsByDyad, equalWeights, eventCount, judgeWeights, randomWeights } from '../../models/naive.ts';
import { parametersOf } from '../../models/parameter.ts';
import {
  indexOnDay,
  type Outcome,
  sobol,
  type SobolAnalysis,
  tornado,
  type TornadoBar,
} from '../../models/sensitivity.ts';
import type { Statement } from '../../models/statement.ts';
import type { Task } from '../../models/task.ts';
import { withWeights } from '../../models/weights.ts';
import { withValue } from './parameters.ts';
import { type LabDyad, Rescoring } from './rescoring.ts';

/** "KOR-RUS rose by at least so many points between two days." Days are epoch days, `a` before `b`. */
export interface Claim {
  readonly dyad: string;
  readonly a: number;
  readonly b: number;
  readonly direction: 'rose' | 'fell';
  readonly byPoints: number;
}

/** An act as a question names it. */
export interface NamedAct {
  readonly dyad: string;
  readonly id: string;
}

export interface Answer {
  readonly worse: NamedAct;
  readonly other: NamedAct;
}

export type Study =
  | { readonly name: 'judgements'; readonly model: ModelDefinition; readonly draws: number }
  | {
      readonly name: 'robustness';
      readonly model: ModelDefinition;
      readonly claim: Claim;
      readonly locked: ReadonlySet<string>;
    }
  | { readonly name: 'sobol'; readonly model: ModelDefinition; readonly claim: Claim; readonly samples: number }
  | { readonly name: 'ranks'; readonly model: ModelDefinition; readonly draws: number }
  | {
      readonly name: 'fit';
      readonly model: ModelDefinition;
      readonly ridge: number;
      readonly locked: ReadonlySet<string>;
    }
  | {
      readonly name: 'elicit';
      readonly model: ModelDefinition;
      readonly answers: readonly Answer[];
      readonly locked: ReadonlySet<string>;
    }
  | { readonly name: 'levels'; readonly model: ModelDefinition; readonly dyad: string }
  | { readonly name: 'remarks'; readonly model: ModelDefinition };

export interface JudgedStatement {
  readonly id: string;
  readonly agrees: boolean;
  readonly margin: number;
}

export interface JudgementScore {
  /** judgements of dyads that have events, on days that somebody looked at */
  readonly judged: readonly JudgedStatement[];
  /** judgements that speak of days that nobody looked at */
  readonly untested: number;
  readonly ordered: number;
  readonly equalWeights: number;
  readonly eventCount: number;
  readonly random: { readonly draws: number; readonly mean: number; readonly asGood: number };
}

export interface Robustness {
  /** index points by which the claim holds; below 0 it does not */
  readonly margin: number;
  readonly change: number;
  readonly flips: readonly FlipDistance[];
  /** the change between the two days if acts of a type weighed nothing, by type */
  readonly without: Readonly<Record<string, number>>;
  /** of the change between the two days */
  readonly bars: readonly TornadoBar[];
  /** the smallest change of weights that reverses the claim */
  readonly target: TargetModel | undefined;
}

export interface Ranks {
  readonly draws: number;
  /** tensest first; the share of draws in which it lies above each other, and the middle 90% of its index */
  readonly rows: readonly {
    readonly dyad: string;
    readonly index: number;
    readonly low: number;
    readonly high: number;
    readonly above: readonly (number | undefined)[];
  }[];
}

export interface Elicitation {
  /** the question that would tell most; undefined when none would tell anything */
  readonly next: { readonly a: NamedAct; readonly b: NamedAct } | undefined;
  readonly model: ModelDefinition;
  /** answers that the fitted weights agree with */
  readonly agrees: number;
}

export interface StudyResults {
  readonly judgements: JudgementScore;
  readonly robustness: Robustness;
  readonly sobol: SobolAnalysis;
  readonly ranks: Ranks;
  readonly fit: JudgementFit;
  readonly elicit: Elicitation;
  readonly levels: readonly LevelChange[];
  readonly remarks: readonly ModelRemark[];
}

export interface StudyData {
  readonly dyads: readonly LabDyad[];
  readonly judgements: readonly Judgement[];
  readonly codebook: Codebook;
}

/** Any number will do, if it stays: the same draws on every machine. */
const SEED = 22;

export function beginStudy(study: Study, data: StudyData): Task<StudyResults[keyof StudyResults]> {
  const columns = new Map(data.dyads.map((dyad) => [dyad.dyad, dyad.columns]));
  const ofDyads = data.judgements.filter(({ dyad }) => columns.has(dyad));
  const testedBy = (model: ModelDefinition): Judgement[] => testedJudgements(ofDyads, columns, model);
  switch (study.name) {
    case 'judgements':
      return judgementScore(ofDyads, columns, study.model, study.draws, seededRandom(SEED));
    case 'robustness':
      return robustness(study.claim, columnsOf(columns, study.claim.dyad), study.model, study.locked);
    case 'sobol':
      return sobol(
        study.model,
        changeOf(study.claim, columnsOf(columns, study.claim.dyad)),
        parametersOf(study.model, ['weights', 'halfLives', 'severity', 'rest']),
        study.samples,
        seededRandom(SEED),
      );
    case 'ranks':
      return ranks(data.dyads, study.model, study.draws, seededRandom(SEED));
    case 'fit':
      return fitToJudgements(testedBy(study.model), columns, study.model, optionsOf(study.locked, study.ridge));
    case 'elicit':
      return elicitation(study.answers, columns, study.model, optionsOf(study.locked));
    case 'levels':
      return once(() => {
        const rescoring = new Rescoring(data.dyads);
        return levelChanges(rescoring.score(study.dyad, study.model), study.model.scale);
      });
    case 'remarks':
      return once(() => lintModel(study.model, columns, testedBy(study.model), data.codebook));
  }
}

const optionsOf = (locked: ReadonlySet<string>, ridge = DEFAULT_FIT.ridge): FitOptions => ({
  ...DEFAULT_FIT,
  ridge,
  locked,
});

// oxlint-disable-next-line require-yield -- a task of one step
function* once<T>(work: () => T): Task<T> {
  return work();
}

/** How many judgements a model orders, beside what rules order that choose no weight (models/naive.ts). */
function* judgementScore(
  given: readonly Judgement[],
  columns: ColumnsByDyad,
  model: ModelDefinition,
  draws: number,
  chance: Random,
): Task<JudgementScore> {
  const judgements = testedJudgements(given, columns, model);
  const judgeWith = judgeWeights(judgements, columns, model);
  const results = judgeWith(model);
  const orderedBy = (other: ModelDefinition): number => judgeWith(other).filter(({ agrees }) => agrees).length;
  const ordered = results.filter(({ agrees }) => agrees).length;
  let sum = 0;
  let asGood = 0;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = orderedBy(randomWeights(model, chance));
    sum += drawn;
    if (drawn >= ordered) asGood++;
    yield { done: draw + 1, total: draws };
  }
  return {
    judged: results.map(({ judgement, agrees, margin }) => ({ id: judgement.id, agrees, margin })),
    untested: given.length - judgements.length,
    ordered,
    equalWeights: orderedBy(equalWeights(model)),
    eventCount: judge(judgements, eventCount(columns)).filter(({ agrees }) => agrees).length,
    random: { draws, mean: draws === 0 ? 0 : sum / draws, asGood: draws === 0 ? 0 : asGood / draws },
  };
}

function changeOf({ a, b }: Claim, columns: EventColumns): Outcome {
  const before = indexOnDay(columns, a);
  const after = indexOnDay(columns, b);
  return (model) => after(model) - before(model);
}

/** The claim as a statement of models/statement.ts; `reversed` says that it is not so. */
function statementOf({ a, b, direction, byPoints }: Claim, columns: EventColumns, reversed = false): Statement {
  const onDay = (day: number): Statement['higher'] => ({ columns, from: day, to: day, statistic: 'mean' });
  const [higher, lower] = direction === 'rose' ? [onDay(b), onDay(a)] : [onDay(a), onDay(b)];
  return reversed ? { higher: lower, lower: higher, byPoints: -byPoints } : { higher, lower, byPoints };
}

function* robustness(
  claim: Claim,
  columns: EventColumns,
  model: ModelDefinition,
  locked: ReadonlySet<string>,
): Task<Robustness> {
  const change = changeOf(claim, columns);
  const now = change(model);
  const margin = (claim.direction === 'rose' ? now : -now) - claim.byPoints;
  const bars = yield* tornado(model, change, parametersOf(model));
  const statement = statementOf(claim, columns);
  const without = Object.fromEntries(
    Object.keys(model.types).map((type) => [type, change(withValue(model, `types.${type}.weight`, 0))]),
  );
  return {
    margin,
    change: now,
    bars,
    without,
    flips: flipDistances(statement, model),
    target: targetModel(margin > 0 ? statementOf(claim, columns, true) : statement, model, locked),
  };
}

/** How sure the order of the dyads is: weights and coding drawn anew (models/montecarlo.ts). */
function* ranks(dyads: readonly LabDyad[], model: ModelDefinition, draws: number, chance: Random): Task<Ranks> {
  const today = Math.max(...dyads.map(({ lastDay }) => lastDay));
  const drawn = yield* drawTensions(
    dyads.map(({ columns }) => columns),
    model,
    [today],
    draws,
    chance,
  );
  const shares = rankRobustness(drawn, 0);
  const values = dyads.map(({ columns }) => indexOnDay(columns, today)(model));
  const order = values.map((_, i) => i).sort((i, j) => values[j]! - values[i]!);
  return {
    draws,
    rows: order.map((i) => ({
      dyad: dyads[i]!.dyad,
      index: values[i]!,
      low: drawnQuantile(drawn[i]![0]!, model.scale, 0.05),
      high: drawnQuantile(drawn[i]![0]!, model.scale, 0.95),
      above: order.map((j) => (i === j ? undefined : shares[i]![j])),
    })),
  };
}

/** Questions that are weighed against each other; the seed makes them the same for everybody. */
const CANDIDATES = 400;

/** Weights fitted to answers, and the next question (models/elicitation.ts). */
function* elicitation(
  answers: readonly Answer[],
  columns: ColumnsByDyad,
  prior: ModelDefinition,
  options: FitOptions,
): Task<Elicitation> {
  const pairOf = (a: NamedAct, b: NamedAct): Pair => ({ a: actOf(a, columns), b: actOf(b, columns) });
  const answered = answers.map(({ worse, other }): Comparison => comparisonOf(pairOf(worse, other), prior));
  const { weights } = fitWeights(answered, prior, options);
  yield { done: 1, total: 2 };
  const chance = seededRandom(SEED);
  const acts = [...columns].flatMap(([dyad, { ids, polarity }]) =>
    ids.flatMap((id, event) => (polarity[event]! > 0 ? [{ dyad, id }] : [])),
  );
  const asked = new Set(answers.map(({ worse, other }) => [worse.id, other.id].sort().join(' ')));
  const candidates: { readonly a: NamedAct; readonly b: NamedAct }[] = [];
  for (let i = 0; i < CANDIDATES && acts.length > 1; i++) {
    const a = acts[Math.floor(chance() * acts.length)]!;
    const b = acts[Math.floor(chance() * acts.length)]!;
    if (a.id !== b.id && !asked.has([a.id, b.id].sort().join(' '))) candidates.push({ a, b });
  }
  const best = nextPair(
    candidates.map(({ a, b }) => comparisonOf(pairOf(a, b), prior)),
    answered,
    weights,
    prior,
    options,
  );
  const agrees = answered.filter(
    (comparison) => comparison.reduce((sum, value, k) => sum + value * weights[k]!, 0) > 0,
  ).length;
  return {
    next: best === undefined ? undefined : candidates[best],
    model: answers.length === 0 ? prior : withWeights(prior, weights),
    agrees,
  };
}

function actOf({ dyad, id }: NamedAct, columns: ColumnsByDyad): Pair['a'] {
  const own = columnsOf(columns, dyad);
  const event = own.ids.indexOf(id);
  if (event === -1) throw new RangeError(`The event ${id} of ${dyad} is no longer coded: leave that answer out.`);
  return { columns: own, event };
}

function columnsOf(columns: ColumnsByDyad, dyad: string): EventColumns {
  const found = columns.get(dyad);
  if (!found) throw new RangeError(`${dyad} has no events.`);
  return found;
}
