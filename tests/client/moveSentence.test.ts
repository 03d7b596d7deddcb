/** The sentence of a move, rule by rule, in both languages. */
import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { partsOf, type MoveParts } from '../../models/moveFinding.ts';
import { basisOf } from '../../models/basis.ts';
import { explainMove, type MoveKind } from '../../models/move.ts';
import { scoreOf } from '../../models/score.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import type { MoveAct } from '../../client/charts/moveWords.ts';
import { WORDS } from '../../client/words/words.ts';
import { baseline2, codebook, columnsOf, eventRows } from '../models/shipped.ts';

type Cause = readonly [kind: MoveKind, type: string, indexPoints: number, eventId?: string];

/** A move made of given causes, so that each rule can be seen alone. */
function moveOf(
  from: number,
  causes: readonly Cause[],
  more: Partial<MoveParts> & { rescaling?: number } = {},
): MoveParts {
  const events = causes.map(([kind, type, indexPoints, eventId = `${type} ${indexPoints}`]) => ({
    kind,
    type,
    category: codebook.get(type)!.category,
    eventId,
    indexPoints,
  }));
  const { rescaling = 0, ...parts } = more;
  const change = events.reduce((sum, { indexPoints }) => sum + indexPoints, rescaling);
  const keys = [...new Set(events.map(({ kind, category }) => `${kind} ${category}`))];
  const groups = keys.map((key) => {
    const some = events.filter(({ kind, category }) => `${kind} ${category}` === key);
    const { kind, category } = some[0]!;
    return { kind, category, events: some.length, indexPoints: some.reduce((sum, one) => sum + one.indexPoints, 0) };
  });
  const types = [...new Set(events.map(({ kind, type, indexPoints }) => `${kind} ${type} ${indexPoints > 0}`))].map(
    (key) => {
      const some = events.filter(({ kind, type, indexPoints }) => `${kind} ${type} ${indexPoints > 0}` === key);
      const { kind, type, category } = some[0]!;
      const indexPoints = some.reduce((sum, one) => sum + one.indexPoints, 0);
      return { kind, type, category, events: some.length, indexPoints };
    },
  );
  return {
    from: { day: epochDay('2024-03-01'), index: from },
    to: { day: epochDay('2024-04-05'), index: from + change },
    change,
    band: { low: change - 0.5, high: change + 0.5 },
    events,
    types,
    groups:
      rescaling === 0 ? groups : [...groups, { kind: 'model', category: null, events: 0, indexPoints: rescaling }],
    highest: null,
    lowest: null,
    firstDay: null,
    isUncovered: false,
    uncoveredDays: 0,
    lookedThrough: null,
    ...parts,
  };
}

interface Case {
  readonly move: MoveParts;
  readonly isWindow?: true;
  readonly events?: Readonly<Record<string, MoveAct>>;
  readonly en: string;
  readonly ko: string;
}

const DAY = epochDay('2024-04-05');
const ONE_DAY = { from: { day: DAY, index: 60 }, to: { day: DAY, index: 69 } };
const SHIPS = {
  ships: {
    summary: 'Seoul lists two Russian ships.',
    headline: 'Seoul sanctions two Russian ships',
    headlineKo: '한국, 러시아 선박 2척 제재',
    day: epochDay('2024-04-02'),
  },
};
const A = 'between 1 March and 5 April 2024, from 70.0 to';
const CASES: Readonly<Record<string, Case>> = {
  'says little changed below one point, however sure': {
    move: moveOf(50, [['new', 'sanction', 0.9]]),
    en: 'T was little changed between 1 March and 5 April 2024, from 50.0 to 50.9.',
    ko: '긴장도는 2024년 3월 1일~4월 5일 첫날 50.0, 마지막 날 50.9로 큰 변화가 없었다.',
  },
  'says that a change lies within its uncertainty where the band of the change includes zero': {
    move: moveOf(70, [['new', 'sanction', 3]], { band: { low: -1, high: 7 } }),
    en: `T moved from 70.0 to 73.0 between 1 March and 5 April 2024, within its uncertainty: the 90% band of the change, −1.0 to +7.0 points, includes zero.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 73.0으로 움직였으나 불확실성 범위 안이다. 변화의 90% 구간(−1.0~+7.0포인트)이 0을 포함한다.',
  },
  'names the one act that explains half, by its headline': {
    move: moveOf(70, [
      ['new', 'sanction', 6, 'ships'],
      ['new', 'veto', 3],
    ]),
    events: SHIPS,
    en: `T rose 9.0 points ${A} 79.0, after “Seoul sanctions two Russian ships” (2 April).`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 79.0으로 9.0포인트 상승했다. 주요인은 “한국, 러시아 선박 2척 제재”(4월 2일)이다.',
  },
  'shortens the summary of an act without a headline': {
    move: moveOf(70, [['new', 'sanction', 6, 'ships']]),
    events: { ships: { summary: 'Seoul lists two Russian ships.', day: epochDay('2024-04-02') } },
    en: `T rose 6.0 points ${A} 76.0, after “Seoul lists two Russian ships” (2 April).`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 76.0으로 6.0포인트 상승했다. 주요인은 “Seoul lists two Russian ships”(4월 2일)이다.',
  },
  'names one type of acts that explains half': {
    move: moveOf(70, [
      ['new', 'sanction', 3],
      ['new', 'sanction', 2.5],
      ['new', 'veto', 3],
    ]),
    en: `T rose 8.5 points ${A} 78.5, driven by sanctions.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 78.5로 8.5포인트 상승했다. 주요인은 제재다.',
  },
  'names a category where no type explains half': {
    move: moveOf(70, [
      ['new', 'sanction', 3],
      ['new', 'trade_restriction', 3],
      ['new', 'veto', 3],
    ]),
    en: `T rose 9.0 points ${A} 79.0, driven by sanctions and trade measures.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 79.0으로 9.0포인트 상승했다. 주요인은 제재·무역 조치다.',
  },
  'names no driver where none explains half': {
    move: moveOf(70, [
      ['new', 'sanction', 4],
      ['new', 'veto', 3],
      ['new', 'summons', 2],
    ]),
    en: `T rose 9.0 points ${A} 79.0; no single cause accounts for it.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 79.0으로 9.0포인트 상승했다. 단일 요인으로 설명되지 않는다.',
  },
  'reads a fall by what lowers, fading included': {
    move: moveOf(70, [
      ['new', 'sanction', 1],
      ['fading', 'sanction', -8],
      ['fading', 'expulsion', -3],
    ]),
    en: `T fell 10.0 points ${A} 60.0, as earlier sanctions and trade measures faded.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 60.0으로 10.0포인트 하락했다. 주요인은 이전 제재·무역 조치의 영향 약화다.',
  },
  'names fading of all kinds where no category explains half': {
    move: moveOf(70, [
      ['fading', 'sanction', -3],
      ['fading', 'expulsion', -3],
      ['fading', 'veto', -3],
    ]),
    en: `T fell 9.0 points ${A} 61.0, as the effects of earlier acts faded.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 61.0으로 9.0포인트 하락했다. 주요인은 이전 사건의 영향 약화다.',
  },
  'names what was undone': {
    move: moveOf(70, [['ended', 'sanction', -9]]),
    en: `T fell 9.0 points ${A} 61.0, as earlier sanctions and trade measures were undone.`,
    ko: '긴장도는 2024년 3월 1일~4월 5일 70.0에서 61.0으로 9.0포인트 하락했다. 주요인은 이전 제재·무역 조치의 해제·종료다.',
  },
  'tells a revision apart from news': {
    move: moveOf(60, [['revised', 'veto', 9]], ONE_DAY),
    en: 'T rose 9.0 points on 5 April 2024, from 60.0 to 69.0, through what was recorded or recoded since among votes and statements.',
    ko: '긴장도는 2024년 4월 5일 60.0에서 69.0으로 9.0포인트 상승했다. 주요인은 표결·발언 중 이후 기록·재코딩된 사건이다.',
  },
  'tells other weights of the model apart from news': {
    move: moveOf(60, [['model', 'veto', 9]], ONE_DAY),
    en: 'T rose 9.0 points on 5 April 2024, from 60.0 to 69.0, through the model’s other weights of votes and statements.',
    ko: '긴장도는 2024년 4월 5일 60.0에서 69.0으로 9.0포인트 상승했다. 주요인은 표결·발언에 대한 모형의 다른 가중치다.',
  },
  'tells another base or scale of the model': {
    move: moveOf(60, [], { ...ONE_DAY, rescaling: 9 }),
    en: 'T rose 9.0 points on 5 April 2024, from 60.0 to 69.0, through another base or scale of the model.',
    ko: '긴장도는 2024년 4월 5일 60.0에서 69.0으로 9.0포인트 상승했다. 주요인은 모형의 다른 기준값·척도다.',
  },
  'tells a window from its eve, and a peak that leaves both ends': {
    move: moveOf(
      70,
      [
        ['new', 'sanction', 3],
        ['new', 'sanction', 3.1],
        ['new', 'sanction', 2.9],
      ],
      { highest: { day: epochDay('2024-03-20'), index: 82 } },
    ),
    isWindow: true,
    en: 'T rose 9.0 points from 2 March to 5 April 2024, to 79.0 from 70.0 on the eve, with a peak of 82.0 on 20 March, driven by sanctions.',
    ko: '긴장도는 2024년 3월 2일~4월 5일 직전일 70.0에서 79.0으로 9.0포인트 상승했다(3월 20일 정점 82.0). 주요인은 제재다.',
  },
  'tells no peak that is less than a point beyond the ends': {
    move: moveOf(70, [['new', 'sanction', 0.5]], { highest: { day: epochDay('2024-03-20'), index: 71.4 } }),
    en: 'T was little changed between 1 March and 5 April 2024, from 70.0 to 70.5.',
    ko: '긴장도는 2024년 3월 1일~4월 5일 첫날 70.0, 마지막 날 70.5로 큰 변화가 없었다.',
  },
  'tells no rise from days without a value': {
    move: moveOf(50, [['new', 'sanction', 9]], { firstDay: epochDay('2024-03-15') }),
    en: 'T stood at 59.0 on 5 April 2024; the record begins on 15 March 2024, so that there is no change to tell.',
    ko: '긴장도는 2024년 4월 5일 59.0이다. 기록이 2024년 3월 15일에 시작되어 변화를 말할 수 없다.',
  },
  'tells no fall of days that nobody looked at': {
    move: moveOf(64, [['fading', 'sanction', -3]], { isUncovered: true }),
    isWindow: true,
    en: 'T is not known from 2 March to 5 April 2024: no act is coded, and nobody has said that they looked; the line only fades, to 61.0 from 64.0 on the eve.',
    ko: '2024년 3월 2일~4월 5일의 긴장도는 알 수 없다. 코딩된 사건이 없고 살펴보았다는 기록도 없다. 이전 사건의 영향이 약해져 선이 직전일 64.0에서 61.0으로 옮겨 갔을 뿐이다.',
  },
};

const SUBJECTS = { en: 'T', ko: '긴장도' };

describe.each(['en', 'ko'] as const)('the sentence of a move in %s', (language) => {
  it.each(Object.entries(CASES))('%s', (_, { move, isWindow = false, events = {}, ...expected }) => {
    const about = { subject: SUBJECTS[language], isWindow, eventOf: (id: string) => events[id] };
    expect(moveSentence(move, about, WORDS[language])).toBe(expected[language]);
  });
});

describe('five days of April 2024 between Seoul and Moscow, from the shipped events', () => {
  const [from, to] = [epochDay('2024-03-31'), epochDay('2024-04-05')];
  const columns = columnsOf('KOR-RUS');
  const score = scoreOf(basisOf(columns, baseline2, from, to), baseline2);
  const rows = new Map(eventRows.get('KOR-RUS')!.map((row) => [row['id']!, row]));
  const stateOn = (day: number) => ({ day, columns, model: baseline2 });
  const parts = partsOf(
    explainMove(columns, baseline2, from, to),
    { from: stateOn(from), to: stateOn(to), direction: 'both' },
    codebook,
    score,
  );
  it.each([
    [
      'en',
      'T rose 3.6 points between 31 March and 5 April 2024, from 76.5 to 80.1, after “Seoul sanctions two Russian ships over military cargo” (2 April).',
    ],
    [
      'ko',
      '긴장도는 2024년 3월 31일~4월 5일 76.5에서 80.1로 3.6포인트 상승했다. 주요인은 “한국, 대북 군수운송 러 선박 2척 독자제재”(4월 2일)이다.',
    ],
  ] as const)('are told in %s', (language, expected) => {
    const eventOf = (id: string): MoveAct => {
      const { summary, headline, headline_ko: headlineKo, date } = rows.get(id)!;
      return { summary: summary!, headline, headlineKo, day: epochDay(date!) };
    };
    expect(moveSentence(parts, { subject: SUBJECTS[language], isWindow: false, eventOf }, WORDS[language])).toBe(
      expected,
    );
  });
});
