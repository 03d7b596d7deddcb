/** English: what stands on a card, in its files and in its citation. */
import { grouped } from '../grouped.ts';
import { listed, many } from './phrasing.ts';

/** the subject of a move's sentence on the pages and in the API; `name` is that of the dyad */
export const moveSubject = {
  both: (name: string, _a: string, _b: string) => `${name} tension`,
  towards: (a: string, b: string) => `${a} towards ${b} tension`,
};

/** a figure that is handed on: client/charts/card */
export const card = {
  subject: (a: string, b: string) => `${a}–${b} tension`,
  towards: (a: string, b: string) => `Tension from ${a} towards ${b}`,
  pair: (a: string, b: string) => `${a}–${b}`,
  title: {
    changed: (t: {
      subject: string;
      isRise: boolean;
      points: number;
      period: string;
      record: string;
      drivers: string;
    }) => `${t.subject} ${t.isRise ? 'rose' : 'fell'} ${many(t.points, 'point')} ${t.period}${t.record}${t.drivers}`,
    little: (t: { subject: string; value: string; period: string }) =>
      `${t.subject} was little changed at ${t.value} ${t.period}`,
    stood: (t: { subject: string; value: string; date: string }) => `${t.subject} stood at ${t.value} ${t.date}`,
    nothing: (t: { pair: string; period: string }) =>
      `Nothing is coded for ${t.pair} ${t.period}: missing data, not calm`,
    highestSince: (month: string) => ` to its highest since ${month}`,
    lowestSince: (month: string) => ` to its lowest since ${month}`,
    highestOnRecord: (month: string) => ` to the highest on record (since ${month})`,
    lowestOnRecord: (month: string) => ` to the lowest on record (since ${month})`,
    drivenBy: (causes: readonly string[]) => `, driven by ${listed(causes)}`,
    asFaded: (group: string) => `, as earlier ${group} faded`,
    compared: (t: { date: string; highest: string; others: readonly string[] }) =>
      `Tension ${t.date} was highest for ${t.highest}, ahead of ${listed(t.others)}`,
    comparedAlike: (t: { date: string; lines: readonly string[] }) =>
      `Tension ${t.date} was much alike for ${listed(t.lines)}`,
    more: (n: number) => `${grouped(n)} more`,
    ofLine: (pair: string, value: string) => `${pair} (${value})`,
    provisional: ', still provisional',
    sparse: ', on few coded events',
    asKnown: (date: string) => `As known on ${date}: `,
    draft: 'Draft model: ',
    whatIf: 'What if: ',
  },
  measure: 'Tension index, 0 to 100',
  measureMove: 'What moved the tension index, in index points',
  bothSides: 'acts of both sides',
  oneSide: (a: string, b: string) => `acts of ${a} towards ${b}`,
  steps: { day: 'daily', week: 'weekly', month: 'monthly' },
  model: (name: string, version: number, hash: string) => `model ${name} v${version} (${hash})`,
  secondModel: (name: string, version: number, hash: string) => `beside it ${name} v${version} (${hash})`,
  draftModel: (hash: string) => `a draft model (${hash})`,
  asKnown: (moment: string) => `as known on ${moment}`,
  badges: {
    title: (fault: string) => `Typed title: ${fault}`,
    draft: 'DRAFT MODEL – not published',
    superseded: (model: string) => `Older model: ${model}; a newer version is published`,
    whatIf: (words: string) => `What if: ${words} – not the published index`,
    sparse: (words: string) => `Little is coded: ${words}`,
    sparseLines: (lines: readonly string[]) => `Little is coded of ${listed(lines)}`,
    uncovered: (words: string) => `No events: ${words}`,
    uncoveredLines: (parts: readonly string[]) => `Nothing is coded of ${listed(parts)}: missing data, not calm`,
    lineSince: (line: string, date: string) => `${line} since ${date}`,
    asOf: (moment: string) => `As it was known on ${moment}, before the last day shown`,
    provisional: (date: string) => `Provisional from ${date} on: more events may still be coded`,
  },
  whatIfGraded: (events: number) => `${many(events, 'event')} graded otherwise`,
  whatIfEvents: (events: number) => many(events, 'event'),
  sentence: {
    little: (t: { subject: string; period: string; from: string; to: string }) =>
      `${t.subject} was little changed ${t.period}, from ${t.from} to ${t.to}.`,
    changed: (t: {
      subject: string;
      isRise: boolean;
      points: string;
      period: string;
      from: string;
      to: string;
      cause: string;
    }) =>
      `${t.subject} ${t.isRise ? 'rose' : 'fell'} ${t.points} points ${t.period}, from ${t.from} to ${t.to}, ${t.cause}.`,
    drivenBy: (group: string) => `driven by ${group}`,
    aboveAll: (summary: string, date: string) => `: above all "${summary}" (${date})`,
    noDriver: 'with no single cause behind half of it',
    new: (group: string, events: number) => `${group} (${events} new ${events === 1 ? 'event' : 'events'})`,
    fading: (group: string, events: number) => `the fading of earlier ${group} (${many(events, 'event')})`,
    revised: (group: string, events: number) =>
      `what has since been recorded or recoded among ${group} (${many(events, 'event')})`,
    model: (group: string, events: number) => `the model's other view of ${group} (${many(events, 'event')})`,
    rescaling: 'another base or scale of the model',
    compared: (t: { date: string; lines: readonly string[]; apart: string }) =>
      `On ${t.date} the index stood at ${listed(t.lines)}; highest and lowest lie ${t.apart} points apart.`,
    comparedOne: (t: { date: string; lines: readonly string[] }) =>
      `On ${t.date} the index stood at ${listed(t.lines)}.`,
    line: (value: string, pair: string) => `${value} for ${pair}`,
  },
  alt: {
    dyad: (t: { subject: string; frequency: string; range: string }) =>
      `Line chart of the index (${t.subject}, ${t.frequency}, ${t.range}) with its uncertainty band, over bars of what it is made of.`,
    move: (t: { subject: string; range: string }) =>
      `Waterfall chart (${t.subject}, ${t.range}): what moved the index from the first to the last day, by kind and category of event.`,
    compare: (t: { lines: readonly string[]; range: string }) =>
      `Line chart of the tension index of ${listed(t.lines)}, ${t.range}.`,
    values: (t: {
      from: string;
      to: string;
      low: string;
      high: string;
      highest: string;
      highestDate: string;
      lowest: string;
      lowestDate: string;
    }) =>
      `It goes from ${t.from} to ${t.to} (90% band ${t.low} to ${t.high}), with its highest value ${t.highest} on ${t.highestDate} and its lowest ${t.lowest} on ${t.lowestDate}.`,
    parts: (parts: readonly string[]) => `The largest parts: ${parts.join('; ')}.`,
    part: (label: string, points: string) => `${label} ${points}`,
    numbered: (events: readonly string[]) => `Marked above all: ${events.join('; ')}.`,
    event: (t: { date: string; type: string; summary: string; points: string }) =>
      `${t.date}, ${t.type}, ${t.points}: ${t.summary}`,
  },
  footer: {
    band: 'Shaded: 50% and 90% bands of uncertainty.',
    provisional: 'Dashed: provisional.',
    sparse: 'Hatched: little coded.',
    sparseLine: 'Broken: little coded or provisional.',
    uncovered: 'Dotted: nothing coded, which is not peace.',
    unknown: 'Dotted: no file stored, so unknown.',
    numbers: 'Numbers: events that moved it most, in points of their day.',
    hollow: 'Hollow: unverified.',
    bars: 'Bars begin where the one before ends; pale: fading.',
    symbols: 'Levels of different pairs compare only as far as they are coded alike.',
    sources: (names: readonly string[], more: number) =>
      `Sources: ${more > 0 ? `${names.join(', ')} and ${grouped(more)} more` : listed(names)}.`,
    events: (n: number, unverified: number) =>
      `${many(n, 'event')} in this window${unverified > 0 ? `, ${grouped(unverified)} unverified` : ''}.`,
    eventsOf: (n: string, pair: string) => `${n} of ${pair}`,
    eventsEach: (parts: readonly string[]) => `Events in this window: ${parts.join(', ')}.`,
    causes: (n: number, unverified: number) =>
      `${many(n, 'event')} behind the change${unverified > 0 ? `, ${grouped(unverified)} unverified` : ''}.`,
    view: (code: string) => `View ${code}`,
  },
  faults: {
    change: (said: string, shown: string) => `The title says ${said}, the view shows ${shown}.`,
    percent: (said: string, shown: string) =>
      `The title says ${said}, but the index counts points and no percent: the view shows ${shown}.`,
    number: (said: string, from: string, to: string, change: string) =>
      `The title says ${said}, which the view does not show: its index went from ${from} to ${to} (${change}).`,
    value: (said: string) => `The title says ${said}, which is no value of the view.`,
    direction: (said: string, shown: string) => `The title says “${said}”, the view shows ${shown}.`,
    rise: (points: string) => `a rise (${points})`,
    fall: (points: string) => `a fall (${points})`,
    little: (points: string) => `little change (${points}, within the band of the first day or below one point)`,
    subject: (said: string, subject: string) => `The title names ${said}, the view shows ${subject}.`,
    period: (said: string, range: string) => `The title says ${said}, the view shows ${range}.`,
    highest: (said: string, value: string, date: string) =>
      `The title says “${said}”, but the index was higher before: ${value} on ${date}.`,
    lowest: (said: string, value: string, date: string) =>
      `The title says “${said}”, but the index was lower before: ${value} on ${date}.`,
    notMarked: (what: string) => `The title does not say that ${what}; the picture does.`,
  },
};

/** how a card is cited: client/charts/card/citation.ts */
export const citation = {
  readme:
    'Tension: figures, the numbers behind them, and how they are cited. Each PNG carries its view: drop it on any page of the dashboard to open it again.',
  index: 'Tension index',
  model: 'model',
  asKnown: (moment: string) => `as known on ${moment}`,
  view: 'View',
  accessed: (date: string) => `accessed ${date}`,
  events: 'Events',
};

/** what files of a figure say beside its card: slides, tables, the page for the desk */
export const files = {
  low: 'Low (90% band)',
  high: 'High (90% band)',
  asCoded: 'As coded',
  dashed: 'Dashed: the ends of the 90% band.',
  below: 'Not shown',
  events: 'Numbered events',
  sources: 'Sources',
  view: 'View',
  points: 'The numbers behind the picture',
  columns: {
    conflict: 'Raises',
    cooperation: 'Lowers',
    sd: 'Standard deviation',
    provisional: 'Provisional',
    indexAsCoded: 'As coded',
    whatIf: 'What if',
    overlayIndex: 'Second model',
    overlayLow: 'Second model, 90% low',
    overlayHigh: 'Second model, 90% high',
    overlayModel: 'Second model, hash',
    kind: 'Cause',
    category: 'Category',
    events: 'Events',
    indexPoints: 'Index points',
    start: 'First day',
    end: 'Last day',
  },
  hover: 'Move over the chart to read a day; arrow keys work too.',
  offline: 'This file works without a network: it holds all that it shows.',
};
