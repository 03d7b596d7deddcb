/** English: the morning brief. */
import { many } from './phrasing.ts';

export const morning = {
  of: (date: string, list: string | null) => `Morning brief of ${date}${list === null ? '' : `: ${list}`}`,
  day: 'Up to',
  latest: 'Today',
  intro: (dyads: number) =>
    `${many(dyads, 'pair of states', 'pairs of states')}, each told once. A pair rose or fell where its index changed by a point or more and the 90% band of the change does not hold zero.`,
  byDate: 'A day in the past is told by the dates of its acts, not by when they were recorded.',
  model: 'Model',
  known: (moment: string) => `Data as known on ${moment}.`,
  print: 'Print',
  pack: (n: number) => `Make a pack of ${many(n, 'pair')}`,
  packTitle: 'One card for each pair below, over 90 days',
  packing: 'Pinning the views …',
  packed: (n: number) => `${many(n, 'view is', 'views are')} in the pack below.`,
  copyText: 'Copy as text',
  copiedText: 'Morning brief copied as text.',
  periods: { week: 'The last 7 days', month: 'The last 30 days' },
  newSince: (moment: string) => `New since ${moment}`,
  newBetween: (from: string, to: string) => `New from ${from} to ${to}`,
  lastDay: 'Last 24 hours only',
  span: (from: string, to: string) => `${from} to ${to}`,
  news: (n: number) => (n === 0 ? 'There is nothing new.' : `There is news of ${many(n, 'pair')}.`),
  moved: (n: number, above: number) =>
    n === 0
      ? 'No pair rose or fell.'
      : `${many(n, 'pair')} rose or fell${above === 0 ? '' : above < n ? `, ${above} of them told above` : n === 1 ? ', told above' : ', all told above'}.`,
  further: (n: number) => `${many(n, 'further pair')} not listed here; the board has all.`,
  fresh: (n: number) =>
    n === 0 ? 'No act is dated in this time.' : `${many(n, 'act is', 'acts are')} dated in this time.`,
  freshFrom: (n: number, first: string) => `${many(n, 'act is', 'acts are')} dated ${first} or later.`,
  earlier: 'Acts of earlier days that were recorded, changed or taken out since are marked.',
  flags: 'Other flags that turned',
  turned: (t: {
    from: string;
    to: string;
    before: string;
    after: string;
    days: number;
    raiseAt: string;
    clearAt: string;
    isPassed: boolean;
  }) =>
    `Flag: ${t.from} → ${t.to}. The change over ${t.days} days went from ${t.before} to ${t.after}${t.isPassed ? `, having passed ${t.raiseAt} in between` : ''}; the flag is raised at ${t.raiseAt} points and cleared below ${t.clearAt}.`,
  over30: (change: string) => `${change} over 30 days`,
  events: 'Acts',
  otherEvents: 'Acts of other pairs',
  marks: {
    recorded: 'recorded since',
    recoded: 'coded otherwise since',
    retracted: 'taken out since',
    undone: 'undone since',
  },
  moreActs: (n: number) => `and ${many(n, 'more act')}`,
  asKnownThen: 'the value before is as it was known then',
  lookedThrough: (date: string) => `looked at through ${date}`,
  nobodyLooked: 'nobody has said that they looked',
  source: 'source',
  unverified: 'unverified',
  provisional: 'provisional: acts of these days may still become known',
  sparse: 'few acts are coded',
  quietTitle: 'What this does not say',
  quiet: (n: number, of: number) =>
    n === 0
      ? `${of === 1 ? 'The pair has' : `All ${many(of, 'pair')} have`} a coded act in these 30 days.`
      : of === 1
        ? 'The pair has no coded act in these 30 days.'
        : `${n} of ${many(of, 'pair')} ${n === 1 ? 'has' : 'have'} no coded act in these 30 days.`,
  uncovered: (n: number, of: number) =>
    n === 0
      ? 'Of each of them somebody has said that they looked in that time, and found nothing.'
      : n === of
        ? 'Nobody has said that they looked in that time: missing data, not calm.'
        : `Of ${n} of them nobody has said that they looked in that time: missing data, not calm.`,
  sparseDyads: (n: number) => (n === 0 ? '' : `${many(n, 'pair has', 'pairs have')} too few acts for a flag.`),
  lastEvent: (date: string) => `The last coded act of all is of ${date}.`,
  nothing: 'Nothing was coded up to this day.',
  thatDay: (date: string) => `Morning brief of ${date}`,
  index: (index: string, low: string, high: string) => `${index} (90% band ${low} to ${high})`,
  dyads: 'Pairs with news or a change',
  inactive: 'No pair is told of, so there is nothing to pack.',
};
