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
            '**The band** says how far the index can be trusted: 9 times in 10 it lies within the pale band and 1 time in 2 within the darker one, if the weights are off by a quarter on average and unverified events are as doubtful as they are marked.',
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
            'An event’s share of a point is its share of the day’s tension, in index points. The shares and the neutral value add up to the index to a billionth; the page says {checked} when it has recomputed that from the events, and says so loudly when it does not fit. A change between two days is taken apart in the same way: what is new, what has faded, what was recorded or recoded since, and what another model weighs otherwise.',
            'The sentence about a change follows four rules, so that anyone can check it against the parts:',
          ],
        },
        {
          as: 'ol',
          items: [
            '__Little changed__: the index at the end lies inside the 90% band of the beginning, or within one point of it.',
            'Otherwise it __rose__ or __fell__, with both values and days.',
            'A driver (new or fading events of one category) is named only if it explains at least half of the change; its largest event with it, if that alone explains a quarter.',
            'Where nothing explains half, the sentence says so.',
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
            'Numbers 1 to 5 are the events that moved the index most in the window; ticks under the line are all others, up where they raise tension and down where they lower it. Hollow marks are unverified.',
            'Bars below the line show what the index is made of on the last day of each period, by category. They add up to the distance of the index from 50.',
            'A dashed line is provisional: acts of those days may not be coded yet.',
            'A pale line over hatching is sparse: few events are coded there.',
            'A dotted line on grey is a stretch in which nothing is coded. **That is missing data, not calm**: the index only fades there because nobody added anything.',
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
