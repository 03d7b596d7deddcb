/** English: the studies of the lab: judgements, ranking, robustness. */
import { grouped } from '../grouped.ts';
import { many } from './phrasing.ts';

export const judged = {
  title: 'Judgements of experts',
  lede: 'Sourced statements that one period was tenser than another. A model should order them; good coding alone orders many, so its score means something only beside rules that choose no weight.',
  published: 'published',
  draft: 'draft',
  equalMore: 'Equal weights order more.',
  equalSame: 'These judgements cannot tell its weights from equal ones.',
  flipsNone: 'The draft flips none',
  flips: (n: number) => `The draft flips ${n}`,
  closestHeading: 'Where it is closest',
  fit: 'Fit the weights to the judgements',
  fitNote:
    'The weights that best order the judgements, pulled back to the draft’s own, none below 0, locked ones untouched. The score to report is the cross-validated one: each judgement ordered by a fit that has not seen it.',
  fitAction: 'Fit',
  noneMoves: 'No weight moves by as much as 0.05.',
  fitWord: 'Fit',
  rows: {
    model: 'The model',
    equal: 'All weights 1',
    random: 'Random weights, signs kept',
    count: 'Count of events',
  },
  orderedOf: (total: number) => `Ordered, of ${total}`,
  untested: (n: number) =>
    `${n === 1 ? 'One more judgement is' : `${n} more judgements are`} not tested: nobody looked at the days ${n === 1 ? 'it speaks' : 'they speak'} of.`,
  asGood: (percent: string, draws: number) =>
    `${percent}% of ${draws} random draws order as many as the published model.`,
  what: { ordered: 'now ordered', lost: 'lost by the draft', missed: 'not ordered', closest: 'closest call' },
  tenser: (higher: string, lower: string) => `${higher} tenser than ${lower}.`,
  mayMove: 'Weights may move',
  ridges: { far: 'far', some: 'some', little: 'little' },
  crossValidated: (n: number, of: number) => `${n} of ${of} cross-validated`,
  fitted: (agrees: number, prior: number) => `; ${agrees} where it has seen them all; the draft orders ${prior}.`,
};

export const elicit = {
  title: 'Which was worse?',
  lede: 'Say which of two real events raised tension more; the next pair is the one whose answer tells most about the weights.',
  begin: 'Begin',
  noMore: 'No further pair would tell more about the weights.',
  nothingMoved: 'No weight has moved by 0.05 yet.',
  answers: 'Answers',
  take: 'Apply to draft',
  takeBack: 'Undo last answer',
  worse: 'This was worse',
  inLine: (answers: number, agrees: number) => `${many(answers, 'answer')}, ${agrees} in line with the fitted weights.`,
};

export const ranks = {
  title: 'How sure the ranking is',
  lede: 'Weights drawn within their uncertainty, unverified events kept or lost by chance (the seed is fixed): how often the dyad of a row lies above that of a column today.',
  shares: 'Shares of draws',
  dyad: 'Dyad',
  index: 'index, 90%',
  draw: (models: number) => `Draw ${grouped(models)} models`,
};

export const remarks = {
  title: 'Remarks on the model',
  none: 'None: every type has at least five events, and some judgement moves with every weight.',
  kinds: {
    'no-events': (type: string) => `No event is a ${type}: its weight changes nothing, and nothing can test it.`,
    weightless: (type: string, events: number) =>
      `The weight of ${type} is 0: its ${many(events, 'event does', 'events do')} not count.`,
    'few-events': (type: string, events: number) =>
      `Only ${many(events, 'event is', 'events are')} of type ${type}: its weight rests on ${events === 1 ? 'it' : 'them'} alone.`,
    untested: (type: string) => `No judgement moves with the weight of ${type}: none can tell it from another number.`,
    unnamed: (type: string, events: number) =>
      `The model does not name ${type}: its ${many(events, 'event does', 'events do')} not count.`,
  },
  named: (type: string) => `“${type}”`,
};

export const robustness = {
  title: 'How robust a conclusion is',
  conclusion: 'The conclusion',
  direction: 'Direction',
  rose: 'rose',
  roseTitle: 'The index is higher on day B',
  fell: 'fell',
  fellTitle: 'The index is lower on day B',
  howFar: 'How far one weight must move to reverse it',
  flipsLabel: 'Weights by how far each must move',
  weightOf: 'Weight of',
  now: 'now',
  reversesAt: 'reverses at',
  change: 'change',
  withoutIt: 'without it',
  tryHeading: 'Try',
  never: 'never',
  try: 'try',
  tryAt: (type: string, weight: string) => `Try ${type} at ${weight}`,
  fewer: 'Show fewer',
  showAll: (n: number) => `Show all ${n}`,
  quarter: 'What a quarter more or less of each parameter does',
  parameter: 'Parameter',
  changeOfIndex: 'Change of the index,',
  targetWord: 'Target',
  take: 'Apply to draft',
  sobol: 'All parameters at once (Sobol indices)',
  sobolNote:
    'The share of the variance of the change between the two days that a parameter explains alone (first order) and with all its interactions (total), when every one varies by a quarter.',
  draw: (n: number) => `Draw ${n} samples`,
  alone: 'alone',
  inAll: 'in all',
  total: 'Total order',
  claim: {
    between: 'between {day}',
    and: 'and {day}',
    atLeast: 'by at least {points} points',
    dayA: '(day A)',
    dayB: '(day B)',
  },
  moved: (change: number, points: string) =>
    change === 0 ? 'did not move' : change > 0 ? `rose by ${points} points` : `fell by ${points} points`,
  verdict: (name: string, moved: string, from: string, to: string, holds: boolean, points: string) =>
    `${name} ${moved} between ${from} and ${to}: the conclusion ${holds ? `holds, with ${points} points to spare` : `does not hold, by ${points} points`}.`,
  carriesMost: (type: string, change: string) =>
    `${type} carries most of it: at weight 0 the change would be ${change}.`,
  noSingle: (holds: boolean) => `No single weight between 0 and 1,000 ${holds ? 'reverses it' : 'makes it true'}.`,
  weightMove: (type: string, from: string, to: string) => `${type} from ${from} to ${to}`,
  nearest: (holds: boolean, move: string) =>
    `No plausible change of one weight ${holds ? 'reverses it' : 'makes it true'}; the closest is ${move}.`,
  dependsOn: (holds: boolean, type: string, move: string, percent: string) =>
    `It depends on ${type}: ${move} (${percent}%) ${holds ? 'reverses it' : 'makes it true'}.`,
  withoutTitle: (from: string, to: string) => `Change of the index from ${from} to ${to} if this type weighed nothing`,
  others: (n: number) => `${n} other types do not affect it.`,
  changeNow: (points: string) => `${points} now`,
  tornadoNote: (shown: number, all: number) =>
    `Change of the index between the two days, one parameter at a time; open bar 25% less, full bar 25% more. The ${shown} widest of ${all}.`,
  noTarget: (holds: boolean) =>
    `No change of the weights that are not locked would ${holds ? 'reverse it' : 'make it true'}.`,
  target: (holds: boolean, weights: number, named: string) =>
    `**Target.** The smallest change of all weights together that would ${holds ? 'reverse it' : 'make it true'} moves ${weights}: ${named}.`,
  samples: (mean: string, sd: string) => `Over the samples the change is ${mean} with a standard deviation of ${sd}.`,
};
