/** English: what moved the index between two days. */
import { grouped } from '../grouped.ts';
import { many, theName } from './phrasing.ts';

export const explain = {
  asKnown: 'B as known',
  under: 'B under',
  asTable: 'The waterfall as a table (key t)',
  table: 'Table',
  csvTitle: 'Every cause as CSV',
  clear: 'Clear A and B (Esc)',
  close: 'Close',
  theMove: 'the move',
  waterfall: (from: string, to: string) =>
    `Waterfall from ${from} to ${to}; the table that follows has the same numbers.`,
  theCauses: 'the causes',
  knownAt: (moment: string) => `as known on ${moment}`,
  underModel: (name: string, version: number, hash: string) => `under ${name} v${version} ${hash}`,
  caption: 'The waterfall: index at A, points of every group of causes, index at B',
  cause: 'Cause',
  events: 'Events',
  points: 'Share of the change',
  index: 'Index',
  sourceOf: (summary: string) => `Source of ${summary}`,
  source: 'source',
  noneUpToB: 'No event is coded up to B.',
  rescaling: 'another base or scale of the model, which belongs to no event',
  title: 'From {a} to {b}, explained',
  csv: 'CSV',
  ends: (a: string, b: string) => `A ${a}; B ${b}.`,
  kinds: { new: 'new', ended: 'ended', fading: 'fading', revised: 'revised', model: 'model' },
  causes: (n: number) => `${many(n, 'cause')} by share of the change, the largest first`,
  fold: (n: number) => `Fold the ${many(n, 'smaller one')}`,
  unfold: (n: number, points: string) => `${many(n, 'smaller cause')}, none above ${points}`,
};

export const move = {
  title: 'What moved it',
  hint: 'Share of the change, index points',
  noneBetween: 'No event is coded between the two days.',
  wholeSum: 'The whole sum as a waterfall (key x)',
  explain: 'Explain in full',
  residual: (value: string) => `residual ${value}`,
  sumChecked: '✓ sum checked',
  unverified: 'Unverified.',
  moreNew: (n: number) => many(n, 'more new event'),
  endedOf: (n: number) => `${many(n, 'earlier act')} undone`,
  fadingOf: (n: number) => `fading of ${many(n, 'earlier event')}`,
  by: 'Causes by',
  byChoices: { kind: 'By act', actor: 'By side' },
  byTitles: { kind: 'The acts one by one, the largest first', actor: 'Whose acts: the same causes by who acted' },
  whoseActs: 'Whose acts',
  bothSides: 'both sides together',
  /** an act of another pair, which the model lets this one inherit */
  actorIn: (name: string, dyad: string) => `${name} in ${dyad}`,
  /** `driver` is the one whose acts alone explain half */
  actorShares: (driver: string | undefined, shares: readonly string[], change: string) =>
    `${driver === undefined ? 'By whose acts' : `Acts of ${theName(driver)} drive the change`}: ${shares.join(', ')}; in all ${change} points, before rounding.`,
  actorShare: (actor: string, points: string) => `${actor} ${points}`,
  countedFrom: (neutral: string) => `no value yet; the sum starts at ${neutral}`,
  lessThan: (points: string) => `less than ${points}`,
  newOf: (n: number) => many(n, 'new event'),
  revisedOf: (n: number) => `${many(n, 'event')} recorded or recoded since`,
  modelOf: (n: number) => `other weights of ${many(n, 'event')}`,
  change: 'change of the index',
  missesBy: (points: string) => `The parts miss the whole by ${points} points.`,
};

/** causes of a type, in a title: one of them, and several */
export const causes = {
  sanction: ['a sanction', 'sanctions'],
  trade_restriction: ['a trade restriction', 'trade restrictions'],
  travel_ban: ['a travel ban', 'travel bans'],
  sanction_relief: ['sanction relief', 'sanction relief'],
  trade_opening: ['a trade opening', 'trade openings'],
  summons: ['a summons', 'summonses'],
  protest: ['a protest', 'protests'],
  expulsion: ['an expulsion', 'expulsions'],
  recall: ['the recall of an ambassador', 'recalls of ambassadors'],
  closure_suspension: ['a closure or suspension', 'closures and suspensions'],
  treaty_exit: ['a treaty exit', 'treaty exits'],
  legal_case: ['a legal case', 'legal cases'],
  legislation: ['a domestic measure', 'domestic measures'],
  demolition: ['a demolition', 'demolitions'],
  military_exercise: ['a military exercise', 'military exercises'],
  military_incident: ['a military incident', 'military incidents'],
  border_incident: ['a border incident', 'border incidents'],
  airspace_violation: ['an airspace entry', 'airspace entries'],
  missile_test: ['a missile test', 'missile tests'],
  nuclear_test: ['a nuclear test', 'nuclear tests'],
  arms_transfer: ['an arms transfer', 'arms transfers'],
  troop_deployment: ['a troop deployment', 'troop deployments'],
  militant_attack: ['a militant attack', 'militant attacks'],
  seizure_detention: ['a seizure or detention', 'seizures and detentions'],
  cyber: ['a cyber operation', 'cyber operations'],
  veto: ['a Security Council veto', 'Security Council vetoes'],
  vote_against: ['a vote against', 'votes against'],
  joint_vote: ['a joint vote', 'joint votes'],
  statement_hostile: ['a hostile statement', 'hostile statements'],
  statement_conciliatory: ['a conciliatory statement', 'conciliatory statements'],
  visit: ['a visit', 'visits'],
  summit: ['a summit', 'summits'],
  call: ['a call', 'calls'],
  talks: ['talks', 'talks'],
  agreement: ['an agreement', 'agreements'],
  aid: ['aid', 'aid'],
  visa_easing: ['visa easing', 'visa easing'],
  release: ['a release', 'releases'],
  reopening_restoration: ['a reopening', 'reopenings'],
  other: ['another act', 'other acts'],
};

/** causes of a category, in a sentence */
export const causeGroups = {
  military_security: 'military and security acts',
  sanctions_trade: 'sanctions and trade measures',
  diplomatic_protest: 'diplomatic protests and breaks',
  votes_statements: 'votes and statements',
  agreements_easing: 'agreements and easing',
  visits_talks: 'visits and talks',
  other: 'other acts',
};

/** rows of a waterfall */
export const waterfall = {
  ofActor: (actor: string, points: string) => `Acts of ${theName(actor)}: ${points}`,
  axis: 'Tension index, 0 to 100',
  axisShort: 'Index, 0–100',
  new: 'New events',
  ended: 'Earlier acts undone',
  fading: 'Fading of earlier events',
  all: 'All categories',
  smaller: (n: number) => `${n} smaller groups`,
  revised: 'Recorded or recoded since',
  model: 'Other weights of the model',
  rescaling: 'Other base or scale',
};

export const since = {
  title: 'Since then',
  explain: 'What they change',
  operations: { create: 'recorded', revise: 'recoded', retract: 'retracted', restore: 'restored' },
  counted: (n: number, operation: string) => `${n} ${operation}`,
  nothing: (moment: string) =>
    `Nothing was recorded, recoded or retracted after ${moment}: what was known then is what is known now.`,
  more: (n: number) => `and ${grouped(n)} more, in the API’s revisions`,
};
