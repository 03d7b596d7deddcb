/** English: the page on the method, and the names of methods. */

export const method = {
  title: 'Method',
  heading: 'How to read the index',
  lede: 'People code what two states do to each other: sanctions, summonses, visits, agreements. Each event adds tension or takes some away, holds for a while and fades. The index is their sum, bent to a scale from 0 to 100. Nothing else goes in, so every point on a line can be taken apart into its events, and the page checks the sum each time.',
  modelCard: 'model card',
  formula: (scale: string) => `index = 100 / (1 + e^(−tension / ${scale}))`,
  sections: [
    {
      heading: 'What the numbers mean',
      blocks: [
        {
          as: 'ul',
          items: [
            '**50** is neither tense nor warm: the value of a pair of states without any event. Above it, tension outweighs; below it, cooperation does.',
            'The scale is bent so that no number of events leaves it: the first {scale} tension points take the index from 50 to 73, as many again to 88, and so on towards 100.',
            '**The band** says how far the index can be trusted: 9 times in 10 it lies within the pale band and 1 time in 2 within the darker one, if the weights are off by a quarter on average and unverified events are as doubtful as they are marked. Severities are off too, as far as two codings of the same acts differ. On days that nobody looked at it opens: acts may have happened there, as often and as heavy as on the days that were looked at. It closes again once those days are coded.',
            '**The flag** says whether the last {days} days changed it: deteriorated, unchanged or improved, from {raise} points on. Where few events are coded it says __sparse__ instead.',
          ],
        },
      ],
    },
    {
      heading: 'From an event to a point',
      blocks: [
        {
          as: 'ol',
          items: [
            '**Impact.** Weight of the type × severity × role × confidence × repetition, with the sign that the coder gave it __for this pair__: the same treaty may lower tension in one pair and raise it in another.',
            '**Fading.** It counts in full for the days of its hold (a sanction stays in force) and then loses half every half-life (a statement is forgotten in weeks).',
            '**Tension** of a day is the sum of what is left of all events; conflict is the part that raises, cooperation the part that lowers. Both can be shown, because a sanction and a summit on one day are not nothing.',
            '**Index.** {formula}',
          ],
        },
        {
          as: 'p',
          items: [
            'Every number of this is on the {card}. A model is a published file with a hash; another number is another version.',
          ],
        },
      ],
    },
    {
      heading: 'How a point and a change are taken apart',
      blocks: [
        {
          as: 'p',
          items: [
            'An event’s share of a level is its share of the day’s tension, in index points. The shares and the neutral value add up to the index to a billionth; the page says {checked} when it has recomputed that from the events, and says so loudly when it does not fit. A change between two days is taken apart by the change of tension in the same way: what is new, what was undone, what has faded, what was recorded or recoded since, and what another model weighs otherwise. By whose acts they are, the same parts add up to the same change; a side is said to drive it where its acts explain two thirds.',
            'A period begins on the eve of its first day, so that its first day is inside. Two marked days, A and B, are compared as they stand at their ends.',
            'The sentence about a change follows rules that anyone can check against the parts:',
          ],
        },
        {
          as: 'ol',
          items: [
            '__Not known__: nobody has said that they looked at any day of the period, and no event of it is coded. Where the period begins before the first day that somebody looked at, there is a level at its end but no change.',
            '__Last looked at__: nobody looked at the end, for more than half of the days, and known acts do not explain half of the change. The line then mostly fades, so that only its value on the last covered day is told. Of other changes the sentence says after which day nobody looked, or at how many days.',
            '__Little changed__: by less than one point. __Within its uncertainty__: the 90% band of the change includes zero. Both days share their weights and most of their events, so that this band is narrower than that of either level: it holds what the weights of what came and faded between them may be off by, unverified events, severities that another coder would grade otherwise, and days that nobody looked at.',
            'Otherwise it __rose__ or __fell__, with both values.',
            'A __peak__ or a __low__ is told where a day between the two lies beyond both ends by at least a point and a tenth of the change.',
            'A cause is named only where it explains at least half of the change: one new act, if it is also half of all that pulled that way; else the new acts of one type; else those of one category, new, undone or fading; else all that faded or was undone.',
            'Where nothing explains half, or two do, the sentence says that no single cause accounts for it.',
          ],
        },
      ],
    },
    {
      heading: 'What if, and as it was known',
      blocks: [
        {
          as: 'p',
          items: [
            '**What if** leaves events out or grades them otherwise and scores the rest from the start. Leaving one event out can change the index by more or less than the event’s own share, because later acts of its kind are then no repetitions and count more. The line is drawn beside the published one, never in its place.',
            '**As known on** shows every page as the ledger stood at a moment: what was recorded later is not there yet, what was recoded or retracted later is still as it was. **First published** draws, behind today’s line, what each day’s value was in the first roll-up that had one.',
          ],
        },
      ],
    },
    {
      heading: 'What you see in the chart',
      blocks: [
        {
          as: 'ul',
          items: [
            'Numbers 1 to 5 are the events with the largest step in the window, up or down, 1 the largest; a card that has room for fewer keeps their numbers; ticks under the line are all others, up where they raise tension and down where they lower it. Hollow marks are unverified.',
            'Bars below the line show the shares of the level on the last day of each period, by category. They add up to the distance of the index from 50.',
            'A dashed line is provisional: acts of those days may not be coded yet.',
            'A pale line over hatching is sparse: few events are coded there.',
            'A dotted line on grey is a stretch of days that nobody has said they looked at. **That is missing data, not calm**: the index only fades there because nobody added anything. Before the first day that somebody looked at there is no line.',
          ],
        },
      ],
    },
    {
      heading: 'What it cannot say',
      blocks: [
        {
          as: 'ul',
          items: [
            'Weights are judgement. They are published, and a score against sourced expert judgements is printed beside naive baselines, but they are not measured.',
            'Only what somebody coded counts. Coding is denser for recent years and for crises; levels of two pairs compare only as far as their coding does.',
            'Acts are dated by the day at the acting party. Where only the month is known, the table says so, and the day is a placeholder.',
            'It describes; it does not forecast.',
          ],
        },
      ],
    },
  ] as readonly {
    readonly heading: string;
    readonly blocks: readonly { readonly as: 'p' | 'ul' | 'ol'; readonly items: readonly string[] }[];
  }[],
  exampleHeading: 'One word for each number',
  example: {
    lede: (headline: string, date: string, points: string) =>
      `One act has four numbers, because it is asked four things. Take “${headline}” of ${date}, which adds ${points} tension points on its day:`,
    seeChart: 'See it on the chart.',
    seeEvent: 'See the event.',
    caption: 'The four numbers of one act, in index points',
    word: 'Word',
    where: 'What it says, and where',
    how: 'Worked out',
    value: 'Index points',
    step: 'Step',
    stepWhere: 'what it moved the index from the eve to its day: at marks and captions of a chart',
    shareOfChange: 'Share of the change',
    shareOfChangeWhere: (from: string, to: string) =>
      `its part of the change from ${from} to ${to}: in What moved it, the waterfall, the sentence and titles`,
    shareOfLevel: 'Share of the level',
    shareOfLevelWhere: (date: string) =>
      `its part of the distance from neutral on ${date}: in the table of events, the bars and under the pointer`,
    withoutIt: 'Without it',
    withoutItWhere: (date: string) => `what the index of ${date} would lose, had it not been coded: on its own page`,
  },
  thin: 'What is thin or missing stands under each chart:',
};

export const methods = {
  index: {
    label: 'Tension index',
    unit: '0 to 100',
    source: 'this project',
    tells:
      'Every act weighs by type, severity and role, holds and fades, so that a level is the exact sum of what is still felt; the weights are judgement.',
  },
  'goldstein-sum': {
    label: 'Goldstein sum',
    unit: '−10 to +10 an act, added up',
    source: 'Goldstein 1992; values as GDELT publishes them',
    tells:
      'Adds a fixed value for each kind of act within the period; it has no memory, no severity within a kind, and rises with how much is reported.',
  },
  'goldstein-mean': {
    label: 'Goldstein mean',
    unit: '−10 to +10',
    source: 'Goldstein 1992; values as GDELT publishes them',
    tells: 'The mean kind of act within the period; it hides how much happened, and one act makes a month.',
  },
  'log-ratio': {
    label: 'Log-ratio of counts',
    unit: 'ln((C+.5) / (K+.5))',
    source: 'Lowe, Benoit, Mikhaylov and Laver 2011',
    tells:
      'Weighs the number of acts that raise tension (C) against those that ease it (K) and says how sure it is; a war counts as much as a protest.',
  },
  'conflict-share': {
    label: 'Conflict share',
    unit: '0 to 1',
    source: 'C / (C + K), volume share',
    tells:
      'The share of acts that raise tension among all of the period; blind to how grave they are and to how few there are.',
  },
  yan: {
    label: 'Yan’s score',
    unit: '−9 enmity to 9 friendship',
    source: 'after Yan and Zhou 2004; points per act are ours',
    tells:
      'A relation moves the less, the closer it stands to the end that an act pushes to; nothing ever fades, so that what nobody undoes stays.',
  },
};
