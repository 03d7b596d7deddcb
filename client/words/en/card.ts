/** English: what stands on a card and in its citation. */
import { grouped } from '../grouped.ts';
import { listed, many, theName } from './phrasing.ts';

/** the subject of a move's sentence on the pages and in the API; `name` is that of the dyad */
export const moveSubject = {
  both: (name: string, _a: string, _b: string) => `${name} tension`,
  towards: (a: string, b: string) => `Tension from ${theName(a)} towards ${theName(b)}`,
};

interface MoveTitle {
  readonly subject: string;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly excursions: string;
}
/** of a move that mostly faded, after the last day that somebody looked at */
interface Faded extends MoveTitle {
  readonly looked: string;
}
interface MoveTold extends MoveTitle {
  readonly isWindow: boolean;
}

/** the last day that somebody looked at, and the value then */
interface LastLooked {
  readonly looked: string;
  readonly value: string;
  readonly end: string;
}

/** of a record that begins within the days of a move: the day that is told, and the first one */
interface Begun {
  readonly on: string;
  readonly first: string;
  readonly isLastLooked: boolean;
}

const fadedMove = (t: Faded): string =>
  `${t.subject} moved from ${t.from} to ${t.to} ${t.period}${t.excursions}, mostly by fading: nobody looked after ${t.looked}`;
const lastLook = ({ isLastLooked }: Begun): string => (isLastLooked ? ', the last day that anybody looked' : '');
const ends = ({ isWindow, from, to }: MoveTold): string =>
  isWindow ? `to ${to} from ${from} on the eve` : `from ${from} to ${to}`;
const still = ({ isWindow, from, to }: MoveTold): string =>
  isWindow ? (from === to ? `at ${to} as on the eve` : `at ${to} after ${from} on the eve`) : `from ${from} to ${to}`;
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
/** A subject within a sentence. */
const inner = (subject: string): string => subject.replace(/^Tension/, 'tension');

/** a figure that is handed on: client/charts/card */
export const card = {
  subject: (a: string, b: string) => `${a}–${b} tension`,
  towards: (a: string, b: string) => `Tension from ${theName(a)} towards ${theName(b)}`,
  pair: (a: string, b: string) => `${a}–${b}`,
  title: {
    changed: (t: {
      subject: string;
      isRise: boolean;
      points: string;
      period: string;
      record: string;
      excursions: string;
      cause: string | undefined;
    }) =>
      `${t.subject} ${t.isRise ? 'rose' : 'fell'} ${t.points} points ${t.period}${t.record}${t.excursions}${t.cause === undefined ? '' : `, ${t.cause}`}`,
    little: (t: MoveTitle) =>
      t.excursions === ''
        ? `${t.subject} was little changed at ${t.to} ${t.period}`
        : `${capital(t.period)}, ${inner(t.subject)}${t.excursions.replace(/^, with/, ' had')} and ended little changed at ${t.to}`,
    unclear: (t: MoveTitle) =>
      `${t.subject} moved from ${t.from} to ${t.to} ${t.period}, within its uncertainty${t.excursions}`,
    faded: (t: MoveTitle & LastLooked) =>
      `${t.subject} stood at ${t.value} ${t.looked}, the last day that anybody looked${t.excursions}`,
    /** the same of a move between two days, whose picture has these two */
    fadedMove,
    begins: (t: MoveTitle & Begun) =>
      `${t.subject} stood at ${t.to} ${t.on}${lastLook(t)}${t.excursions}, on a record that begins on ${t.first}`,
    stood: (t: { subject: string; value: string; date: string }) => `${t.subject} stood at ${t.value} ${t.date}`,
    /** as the sentence begins */
    nothing: (t: { subject: string; period: string }) =>
      `${t.subject} is not known ${t.period}: no act is coded, and nobody has said that they looked`,
    highestSince: (month: string) => ` to its highest since ${month}`,
    lowestSince: (month: string) => ` to its lowest since ${month}`,
    highestOnRecord: (month: string) => ` to the highest on record (since ${month})`,
    lowestOnRecord: (month: string) => ` to the lowest on record (since ${month})`,
    highestUntilThen: (month: string) => ` to the highest on record until then (since ${month})`,
    lowestUntilThen: (month: string) => ` to the lowest on record until then (since ${month})`,
    compared: (t: { date: string; highest: string; others: readonly string[] }) =>
      `Tension ${t.date} was highest for ${t.highest}, ahead of ${listed(t.others)}`,
    /** the bands of these reach the highest one, those of the others do not */
    comparedUpper: (t: { date: string; highest: readonly string[]; others: readonly string[] }) =>
      `Tension ${t.date} was highest for ${t.highest.slice(0, -1).join(', ')} or ${t.highest.at(-1)}, too close to rank; ${listed(t.others)} lay lower`,
    /** every band reaches the highest one */
    comparedUnranked: (t: { date: string; lines: readonly string[] }) =>
      `Tension ${t.date} was too close to rank for ${listed(t.lines)}`,
    comparedAlike: (t: { date: string; lines: readonly string[] }) =>
      `Tension ${t.date} was much alike for ${listed(t.lines)}`,
    /** of many lines, where a title must be short */
    comparedMany: (t: { date: string; pair: string; value: string; pairs: number }) =>
      `${t.pair} tension (${t.value}) was the highest of ${grouped(t.pairs)} pairs ${t.date}`,
    /** the same where the highest ones cannot be told apart */
    comparedRange: (t: { date: string; low: string; high: string; pairs: number }) =>
      `Tension of ${grouped(t.pairs)} pairs lay between ${t.low} and ${t.high} ${t.date}, with no clear highest`,
    more: (n: number) => `${grouped(n)} more`,
    ofLine: (pair: string, value: string) => `${pair} (${value})`,
    provisional: ', still provisional',
    sparse: ', on few coded events',
    asKnown: (date: string) => `As known on ${date}: `,
    draft: 'Draft model: ',
    machine: 'Coded by machine: ',
    whatIf: 'What if: ',
    machineBeside: '; beside it a line coded by machine',
  },
  measure: 'Tension index, 0 to 100',
  measureMove: 'What moved the tension index: shares of the change, index points',
  bothSides: 'acts of both sides',
  oneSide: (a: string, b: string) => `acts of ${theName(a)} towards ${theName(b)}`,
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
    /** `isHatched`: the picture hatches these days */
    sparse: (words: string, isHatched: boolean) =>
      `Little is coded on ${isHatched ? 'the hatched' : 'some of these'} days: ${words}`,
    sparseShort: 'Hatched: few events coded',
    sparseLines: (lines: readonly string[]) =>
      `Little is coded where ${listed(lines)} ${lines.length === 1 ? 'has a broken line' : 'have broken lines'}`,
    uncovered: (words: string) => capital(words),
    uncoveredLines: (parts: readonly string[]) => `Not covered: ${listed(parts)}. Missing data, not calm`,
    uncoveredCount: (lines: number) => `Not covered at the end: ${many(lines, 'line')}`,
    sparseCount: (lines: number) => `Few events where ${many(lines, 'line')} ${lines === 1 ? 'is' : 'are'} broken`,
    lineAfter: (line: string, date: string) => `${line} after ${date}`,
    asOf: (moment: string) => `As it was known on ${moment}, before the last day shown`,
    /** `isDashed`: the picture has a line, and dashes it there */
    provisional: (date: string, isDashed: boolean) =>
      `${isDashed ? 'Dashed from' : 'Provisional from'} ${date} on: ${isDashed ? 'provisional, ' : ''}more events may still be coded`,
    provisionalShort: 'Dashed: provisional',
  },
  whatIfGraded: (events: number) => `${many(events, 'event')} graded otherwise`,
  whatIfEvents: (events: number) => many(events, 'event'),
  /** what lies beyond both ends of a move */
  excursion: {
    peak: (value: string, on: string) => `a peak of ${value} ${on}`,
    trough: (value: string, on: string) => `a low of ${value} ${on}`,
    with: (all: readonly string[]) => `, with ${listed(all)}`,
  },
  /** the cause that explains half of a change, in titles and sentences */
  driver: {
    /** `day` is left out where the move has only one */
    act: (headline: string, day: string | undefined) => `after “${headline}”${day === undefined ? '' : ` (${day})`}`,
    type: (types: string) => `driven by ${types}`,
    new: (group: string) => `driven by ${group}`,
    ended: (group: string) => `as earlier ${group} were undone`,
    fading: (group: string) => `as earlier ${group} faded`,
    revised: (group: string) => `through what was recorded or recoded since among ${group}`,
    model: (group: string) => `through the model’s other weights of ${group}`,
    rescaling: 'through another base or scale of the model',
    all: { ended: 'as earlier acts were undone', fading: 'as the effects of earlier acts faded' },
  },
  /** a value as it stood before more was recorded */
  knownThen: (value: string) => `${value} as it was known then`,
  /** what is said of days in a move that nobody looked at */
  gap: {
    after: (date: string) => `nobody looked after ${date}`,
    days: (n: number, of: number) => `nobody looked at ${grouped(n)} of these ${grouped(of)} days`,
    all: 'nobody has said that they looked at these days',
    /** of some lines of a comparison, or of more than are named */
    ofLines: (lines: readonly string[]) => `nobody looked at ${listed(lines)} that day`,
    ofMore: (n: number) => `nobody looked at ${many(n, 'more pair')} that day`,
    nothingAfter: (date: string) => `nothing is coded after ${date}`,
    noFile: 'no file of that day is stored',
    inTitle: (title: string, gap: string) => `${title}; ${gap}`,
    inSentence: (sentence: string, gap: string) => `${sentence.replace(/\.$/, '')}; ${gap}.`,
  },
  sentence: {
    uncovered: (t: MoveTold & { hasValue: boolean }) =>
      `${t.subject} is not known ${t.period}: no act is coded, and nobody has said that they looked${t.hasValue ? `; the line only fades, ${ends(t)}` : ''}.`,
    begins: (t: MoveTold & Begun) =>
      `${t.subject} stood at ${t.to} ${t.on}${lastLook(t)}${t.excursions}; the record begins on ${t.first}, so that there is no change to tell.`,
    little: (t: MoveTold) =>
      t.excursions === ''
        ? `${t.subject} was little changed ${t.period}, ${still(t)}.`
        : `${capital(t.period)}, ${inner(t.subject)}${t.excursions.replace(/^, with/, ' had')} and ended little changed, ${still(t)}.`,
    unclear: (t: MoveTold & { low: string; high: string }) =>
      `${t.subject} moved from ${t.from}${t.isWindow ? ' on the eve' : ''} to ${t.to} ${t.period}${t.excursions}, within its uncertainty: the 90% band of the change, ${t.low} to ${t.high} points, includes zero.`,
    faded: (t: MoveTold & LastLooked) =>
      `${t.subject} stood at ${t.value} ${t.looked}, the last day that anybody looked${t.excursions}; since then the line only fades, to ${t.to} ${t.end}.`,
    fadedMove: (t: Faded) => `${fadedMove(t)}.`,
    changed: (t: MoveTold & { isRise: boolean; points: string; cause: string | undefined }) =>
      `${t.subject} ${t.isRise ? 'rose' : 'fell'} ${t.points} points ${t.period}, ${ends(t)}${t.excursions}${t.cause === undefined ? '; no single cause accounts for it' : `, ${t.cause}`}.`,
    compared: (t: { date: string; lines: readonly string[]; apart: string }) =>
      `On ${t.date} the index stood at ${listed(t.lines)}; highest and lowest lie ${t.apart} points apart.`,
    comparedOne: (t: { date: string; lines: readonly string[] }) =>
      `On ${t.date} the index stood at ${listed(t.lines)}.`,
    line: (value: string, pair: string) => `${value} for ${pair}`,
  },
  alt: {
    dyad: (t: { subject: string; frequency: string; range: string; hasBars: boolean }) =>
      `Line chart of the index (${t.subject}, ${t.frequency}, ${t.range}) with its uncertainty band${t.hasBars ? ', over bars of what it is made of' : ''}.`,
    move: (t: { subject: string; range: string }) =>
      `Waterfall chart (${t.subject}, ${t.range}): what moved the index from the first to the last day, by kind and category of event.`,
    compare: (t: { lines: readonly string[]; range: string }) =>
      `Line chart of the tension index of ${listed(t.lines)}, ${t.range}.`,
    band: (low: string, high: string) => `On the last day its 90% band is ${low} to ${high}.`,
    /** of the days that somebody looked at */
    extremes: (t: { highest: string; highestDate: string; lowest: string; lowestDate: string; hasUnlooked: boolean }) =>
      `${t.hasUnlooked ? 'Of the days that somebody looked at, its' : 'Its'} highest value is ${t.highest} on ${t.highestDate}, its lowest ${t.lowest} on ${t.lowestDate}.`,
    parts: (parts: readonly string[]) => `The largest parts: ${parts.join('; ')}.`,
    part: (label: string, points: string) => `${label} ${points}`,
    numbered: (events: readonly string[]) => `The largest steps: ${events.join('; ')}.`,
    event: (t: { date: string; type: string; headline: string; points: string }) =>
      `${t.date}, ${t.type}, ${t.points}: ${t.headline}`,
  },
  list: {
    steps: 'Largest steps of the window',
    unit: 'index points, each on its day',
    newEvents: 'Largest new events',
    shares: 'index points',
    /** where the steps do not make up the change of the title */
    apart: (days: string) => `${days}: they do not add up to what the title tells.`,
    more: (n: number) => `and ${many(n, 'more event')}`,
  },
  footer: {
    band: { text: 'Shaded: 50% and 90% bands of uncertainty.', short: 'Shaded: 50% and 90% bands.' },
    bandOne: { text: 'Shaded: 90% band of uncertainty.', short: 'Shaded: 90% band.' },
    uncovered: { text: 'Dotted: not covered, which is missing data, not calm.', short: 'Dotted: not covered.' },
    unknown: { text: 'Dotted: no file stored, so unknown.', short: 'Dotted: no file stored.' },
    pale: { text: 'Pale in a pane: the other lines.', short: 'Pale: the other lines.' },
    hollow: 'Hollow: unverified.',
    rest: (lines: readonly string[]) => `Not drawn: ${listed(lines)}.`,
    restCount: (n: number) => `And ${many(n, 'more pair')}.`,
    bars: { text: 'Bars begin where the one before ends.', short: '' },
    fading: 'Pale: fading.',
    symbols: 'Levels of different pairs compare only as far as they are coded alike.',
    sources: (names: readonly string[], more: number) =>
      `Sources: ${names.join('; ')}${more > 0 ? `; ${grouped(more)} more` : ''}.`,
    events: (n: number, unverified: number) =>
      `${many(n, 'event')} in this window${unverified > 0 ? `, ${grouped(unverified)} unverified` : ''}.`,
    eventsOf: (n: string, pair: string) => `${n} of ${pair}`,
    eventsEach: (parts: readonly string[]) => `Events in this window: ${parts.join(', ')}.`,
    causes: (n: number, unverified: number) =>
      `${many(n, 'event')} behind the change${unverified > 0 ? `, ${grouped(unverified)} unverified` : ''}.`,
    machineLine: (feeds: readonly string[]) => `Line coded by machine: ${listed(feeds)}.`,
    view: (code: string) => `View ${code}`,
    product: 'Relations-tension dashboard',
    typed: (where: string) => `To open it, type the code on the dashboard under “${where}”`,
  },
  faults: {
    change: (said: string, shown: string) => `The title says ${said}, the view shows ${shown}.`,
    percent: (said: string, shown: string) =>
      `The title says ${said}, but the index counts points and no percent: the view shows ${shown}.`,
    number: (said: string, from: string, to: string, change: string) =>
      `The title says ${said}, which the view does not show: its index went from ${from} to ${to} (${change}).`,
    value: (said: string) => `The title says ${said}, which is no value of the view.`,
    direction: (said: string, shown: string) => `The title says “${said}”, the view shows ${shown}.`,
    directionWithin: (said: string, range: string, change: string) =>
      `The title says “${said}”, but from the end of the first day to the last the index changed by ${change} (${range}).`,
    times: (said: string, from: string, to: string) =>
      `The title says “${said}”, but the index went from ${from} to ${to}.`,
    onDay: (said: string, day: string, shown: string) =>
      `The title says ${said}, but on ${day} the index was ${shown}.`,
    notAbove: (said: string, highest: string) =>
      `The title says that the index was above ${said}, but the highest value there is ${highest}.`,
    notBelow: (said: string, lowest: string) =>
      `The title says that the index was below ${said}, but the lowest value there is ${lowest}.`,
    count: (said: string, shown: string) => `The title says ${said}, the view holds ${shown}.`,
    span: (said: string, range: string) => `The title says ${said}, the view shows ${range}.`,
    peak: (said: string, day: string, value: string) =>
      `The title puts the peak in ${said}, but the highest day of the view is ${day} (${value}).`,
    trough: (said: string, day: string, value: string) =>
      `The title puts the low in ${said}, but the lowest day of the view is ${day} (${value}).`,
    greater: (said: string, change: string, range: string) =>
      `The title says “${said}”, but over as many days the index changed more before: ${change} (${range}).`,
    actDate: (said: string, day: string) =>
      `The title dates an act to ${said}; the act of the view that it reads like is of ${day}.`,
    rise: (points: string) => `a rise (${points})`,
    fall: (points: string) => `a fall (${points})`,
    little: (points: string) => `little change (${points}: less than a point, or its 90% band includes zero)`,
    subject: (said: string, subject: string) => `The title names ${said}, the view shows ${subject}.`,
    period: (said: string, range: string) => `The title says ${said}, the view shows ${range}.`,
    highest: (said: string, value: string, date: string) =>
      `The title says “${said}”, but the index was higher before: ${value} on ${date}.`,
    lowest: (said: string, value: string, date: string) =>
      `The title says “${said}”, but the index was lower before: ${value} on ${date}.`,
    unlooked: (said: string, days: string) => `The title says “${said}” of what nobody looked at: ${days}.`,
    past: (said: string, day: string) => `The title says “${said}”, but the view ends on ${day}.`,
    untilThen: (said: string, day: string) =>
      `The title says “${said}”, but the view ends on ${day}, and later days may lie beyond: say “until then”.`,
    rank: (said: string, pair: string, close: readonly string[]) =>
      `The title says “${said}” of ${pair}, but its 90% band does not set it above ${listed(close)}.`,
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
