/** English: the model lab: parameters, their effect, saving. */
import { many } from './phrasing.ts';

export const lab = {
  otherActs: (model: string) => `${model} does not score the events coded by hand alone.`,
  otherActsNote: 'The lab works on those events only. See the card of {model}, or start from {baseline}.',
  everything: 'everything',
  title: 'Lab',
  theLab: 'The lab',
  theEvents: 'the events of every dyad',
  noEvents: 'There are no events to score yet. Import some; the lab opens after the next roll-up.',
  draft: 'draft',
  draftCopied: 'Link copied. It opens the same numbers and says that they are a draft.',
  copied: 'Link copied.',
  notCopied: 'The browser blocked copying. Copy the link from the address bar.',
  lede: 'Change any parameter; all dyads are rescored as you drag.',
  startFrom: 'Start from',
  nothingToUndo: 'Nothing to undo (key z)',
  undoThis: (what: string) => `Undo: ${what} (key z)`,
  undo: 'Undo',
  nothingToRedo: 'Nothing to redo (Shift z)',
  redoThis: (what: string) => `Redo: ${what} (Shift z)`,
  redo: 'Redo',
  resetAll: 'Reset all',
  save: 'Save …',
  badLink: 'Parts of the link cannot be used; the published numbers are used instead.',
  notComputed: 'The scores could not be computed.',
  dyad: 'Dyad',
  changePoints: 'change points',
  warning: 'Draft — not a published model',
  shared: (warning: string, changed: number, model: string, address: string) =>
    `${warning} (${many(changed, 'parameter')} of ${model} changed): ${address}`,
  draftBanner: (warning: string, changed: number, model: string) =>
    `**${warning}.** ${many(changed, 'parameter differs', 'parameters differ')} from ${model} {hash}.`,
  computing: 'Computing …',
  computingShare: (percent: number) => `Computing … ${percent}%`,
  mostMoved: (weights: readonly string[]) => `Most moved: ${weights.join(', ')}.`,
  loadingEvents: 'Loading the events that it is judged on …',
  cardJudged:
    'Sourced statements that one period was tenser than another, held against the events that are served now. A score means something only beside rules that choose no weight.',
  restsOn: 'What it rests on',
  cancel: 'Cancel',
  couldNot: 'This could not be computed.',
  noParameter: (code: string, model: string) => `“${code}” is not a parameter of ${model}.`,
  noNumber: (code: string, written: string) => `${code} is “${written}”, which is not a number.`,
};

export const labChart = {
  point: 'Point at a day to read it',
  clickToSet: '; click to set A, then B',
  outside: (date: string) => `${date}: outside the series.`,
  outsideShort: 'outside the series',
  label: (name: string, published: string, draft: string | undefined, from: string, to: string) =>
    `Chart of ${name}: the tension index under ${published}${draft === undefined ? '' : ` and under ${draft}, with their difference`}, ${from} to ${to}. Left and right arrows walk the days, Enter marks one.`,
  day: (date: string, published: string, draft: { value: string; difference: string } | undefined) =>
    `${date}: published ${published}${draft === undefined ? '' : `, draft ${draft.value}, difference ${draft.difference}`}.`,
  difference: (points: string) => `difference ${points}`,
};

export const parameters = {
  title: 'Weights and fading',
  search: 'Search parameters',
  searchHint: 'Search parameters   /',
  label: 'Parameters',
  nothingChanged: 'No parameters changed.',
  noEvents: 'no events',
  effectTitle: 'Index points today, in the shown dyad',
  ofTypes: { weight: 'Weight', holdDays: 'Hold', halfLifeDays: 'Half-life' },
  ofType: (type: string, parameter: string) => `${type}, ${parameter.toLowerCase()}`,
  severity: (step: number) => `Severity ${step}`,
  general: {
    indirect: 'Indirect act',
    unverified: 'Unverified event',
    'repetition.factor': 'Repetition factor',
    'repetition.windowDays': 'Repetition window',
    base: 'Base',
    scale: 'Scale S',
    weightSd: 'Uncertainty of weights',
    codingSd: 'Uncertainty of coding',
    'flag.raiseAt': 'Raised at a change of',
    'flag.clearAt': 'Cleared below',
    'flag.windowDays': 'Within',
    'flag.minEvents': 'Sparse below',
    'flag.minEventsDays': 'Counted over',
  },
  groups: { acts: 'How an act counts', index: 'From tension to index', flag: 'When a flag is raised' },
  onlyIn: (dyad: string) => `only types in ${dyad}`,
  onlyChanged: (n: number) => `only changed parameters (${n})`,
  noneFits: (search: string) => `No parameter matches${search === '' ? '' : ` “${search}”`}.`,
  fading: (hold: string | undefined, halfLife: string) =>
    `${hold === undefined ? '' : `holds ${hold} d, `}halves in ${halfLife} d`,
  fadingLabel: (type: string, fading: string) => `${type}: ${fading}. Hold and half-life`,
  units: { days: 'd', points: 'pt' },
  spokenUnits: { days: 'days', points: 'points', events: 'events' },
  published: (value: string) => `published: ${value}`,
  numberOf: (name: string) => `${name}, number`,
  noNumber: 'is not a number',
  lock: (name: string) => `Lock ${name}`,
  locked: 'Locked: fit, target and reset leave it alone',
  lockTitle: 'Lock: fit, target and reset leave it alone',
  resetTo: (name: string, value: string) => `Reset ${name} to ${value}`,
  backTo: (value: string) => `Back to ${value}`,
  fault: (name: string, fault: string) => `${name} ${fault}.`,
  spoken: (value: string, unit: string, published: string | undefined) =>
    `${value}${unit === '' ? '' : ` ${unit}`}${published === undefined ? '' : `, published ${published}`}`,
};

export const changes = {
  title: 'What changes',
  nothing: 'Nothing. The draft scores every dyad as the published model does.',
  label: 'Dyads before and after',
  becomes: 'becomes',
  heads: { name: 'Dyad', index: 'Index today', change: 'Change', rank: 'Rank', flag: 'Flag', peak: 'Tensest day' },
  sentence: (
    n: { moved: number; of: number; ranks: number; flags: number; peaks: number },
    largest: string,
    change: string,
  ) =>
    `${[
      `${n.moved} of ${n.of} dyads change, ${largest} most (${change} today)`,
      n.ranks === 0 ? 'no rank changes' : `${n.ranks} change rank`,
      n.flags === 0 ? 'no flag changes' : `${n.flags} ${n.flags === 1 ? 'flag changes' : 'flags change'}`,
      n.peaks === 0
        ? 'every peak stays on its day'
        : `${n.peaks} ${n.peaks === 1 ? 'peak moves' : 'peaks move'} to another day`,
    ].join('; ')}.`,
};

export const save = {
  exists: (name: string) =>
    `${name} exists already: choose another name, or save a new version of it from its own draft.`,
  sayWhy: 'Say in a few words why the scores change.',
  needsToken: 'Saving needs the token that the server printed when it started.',
  title: 'Save as a published model',
  note: 'A published version never changes. It is scored for every dyad at once and served under its name and hash.',
  saveAs: 'Save as',
  another: 'another model',
  name: 'Name',
  nameExample: 'trade-first',
  nameRule: 'lower-case letters, digits and hyphens',
  modelTitle: 'Title',
  standsFor: 'What it stands for',
  reasonExample: 'trade measures weigh as much as sanctions',
  token: 'Token',
  tokenNote: 'Printed in the address that the server shows at its start (#token=…); kept for this session.',
  notSaved: 'Not saved.',
  saving: 'Saving …',
  cancel: 'Cancel',
  gone: 'The server does not answer. Your draft is unchanged.',
  because: 'Scores move because',
  next: (replaced: number) => `the next version; it replaces v${replaced} on the board`,
  beside: (own: string) => `with a name of its own, beside ${own}`,
  differ: (changed: number, model: string) =>
    `${many(changed, 'parameter differs', 'parameters differ')} from ${model}; the hash will be {hash}`,
  more: (n: number) => `and ${n} more`,
  save: (model: string) => `Save ${model}`,
};
