/** The sentence of a move, rule by rule, in both languages. */
import { describe, expect, it } from 'vitest';
import { epochDay, parseDay } from '../../models/calendar.ts';
import { bandOf, Z90 } from '../../models/band.ts';
import { basisOf } from '../../models/basis.ts';
import { scoreOf } from '../../models/score.ts';
import { explainMove, type MoveCause, type MoveExplanation } from '../../models/move.ts';
import { partsOf } from '../../models/moveFinding.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import { WORDS } from '../../client/words/words.ts';
import { baseline, codebook, columnsOf, eventRows } from '../models/shipped.ts';

const cause = (type: string, indexPoints: number, eventId = `${type}-${indexPoints}`): MoveCause => ({
  eventId,
  type,
  tensionPoints: indexPoints * 2,
  indexPoints,
});

/** A move made of given causes, so that each rule can be seen alone. */
function moveOf(
  from: number,
  causes: Partial<Pick<MoveExplanation, 'new' | 'fading' | 'revised' | 'model'>> & { rescaling?: number },
  days: [string, string] = ['2024-03-01', '2024-04-05'],
): MoveExplanation {
  const all = { new: [], fading: [], revised: [], model: [], rescaling: 0, ...causes };
  const change = [...all.new, ...all.fading, ...all.revised, ...all.model].reduce(
    (sum, part) => sum + part.indexPoints,
    all.rescaling,
  );
  return {
    ...all,
    from: { day: epochDay(days[0]), index: from, tension: 0 },
    to: { day: epochDay(days[1]), index: from + change, tension: 0 },
    change,
    residual: 0,
  };
}

interface Case {
  readonly move: MoveExplanation;
  /** the 90% band of the first day */
  readonly band: readonly [number, number];
  readonly events?: Readonly<Record<string, { summary: string; day: number }>>;
  readonly en: string;
  readonly ko: string;
}

const ONE_DAY: [string, string] = ['2024-04-05', '2024-04-05'];
const CASES: Readonly<Record<string, Case>> = {
  'says little changed inside the band, whatever the causes': {
    move: moveOf(70, { new: [cause('sanction', 6)], fading: [cause('summit', -3)] }),
    band: [66, 74],
    en: 'South Korea – Russia tension was little changed between 1 March and 5 April 2024, from 70.0 to 73.0.',
    ko: '한국–러시아 긴장도는 2024년 3월 1일~4월 5일 70.0에서 73.0으로 큰 변화가 없었다.',
  },
  'says little changed below one point, however narrow the band': {
    move: moveOf(50, { new: [cause('sanction', 0.9)] }),
    band: [50, 50],
    en: 'South Korea – Russia tension was little changed between 1 March and 5 April 2024, from 50.0 to 50.9.',
    ko: '한국–러시아 긴장도는 2024년 3월 1일~4월 5일 50.0에서 50.9로 큰 변화가 없었다.',
  },
  'names the driver that explains at least half': {
    move: moveOf(70, {
      new: [cause('sanction', 2), cause('trade_restriction', 2), cause('veto', 2)],
      fading: [cause('summit', 2)],
    }),
    band: [66, 74],
    en: 'South Korea – Russia tension rose 8.0 points between 1 March and 5 April 2024, from 70.0 to 78.0, driven by sanctions and trade measures (2 new events).',
    ko: '한국–러시아 긴장도는 2024년 3월 1일~4월 5일 70.0에서 78.0으로 8.0포인트 상승했다. 주된 요인은 제재·무역 조치(새 사건 2건).',
  },
  'names the largest event of the driver when it alone explains a quarter': {
    move: moveOf(70, { new: [cause('sanction', 6, 'ships'), cause('veto', 3)] }),
    band: [66, 74],
    events: { ships: { summary: 'Seoul lists two Russian ships.', day: epochDay('2024-04-02') } },
    en: 'South Korea – Russia tension rose 9.0 points between 1 March and 5 April 2024, from 70.0 to 79.0, driven by sanctions and trade measures (1 new event): above all "Seoul lists two Russian ships" (2 April 2024).',
    ko: '한국–러시아 긴장도는 2024년 3월 1일~4월 5일 70.0에서 79.0으로 9.0포인트 상승했다. 주된 요인은 제재·무역 조치(새 사건 1건), 특히 "Seoul lists two Russian ships"(2024년 4월 2일).',
  },
  'names no driver when none explains half': {
    move: moveOf(70, { new: [cause('sanction', 4), cause('veto', 3), cause('summons', 2)] }),
    band: [66, 74],
    en: 'South Korea – Russia tension rose 9.0 points between 1 March and 5 April 2024, from 70.0 to 79.0, with no single cause behind half of it.',
    ko: '한국–러시아 긴장도는 2024년 3월 1일~4월 5일 70.0에서 79.0으로 9.0포인트 상승했다. 변화의 절반을 설명하는 단일 요인은 없다.',
  },
  'reads a fall by what lowers, fading included': {
    move: moveOf(79, { new: [cause('sanction', 1)], fading: [cause('sanction', -8), cause('expulsion', -3)] }, [
      '2023-12-31',
      '2024-12-31',
    ]),
    band: [76, 82],
    en: 'South Korea – Russia tension fell 10.0 points between 31 December 2023 and 31 December 2024, from 79.0 to 69.0, driven by the fading of earlier sanctions and trade measures (1 event).',
    ko: '한국–러시아 긴장도는 2023년 12월 31일~2024년 12월 31일 79.0에서 69.0으로 10.0포인트 하락했다. 주된 요인은 이전 제재·무역 조치의 영향 약화(사건 1건).',
  },
  'tells a revision apart from news': {
    move: moveOf(60, { revised: [cause('veto', 9)] }, ONE_DAY),
    band: [55, 65],
    en: 'South Korea – Russia tension rose 9.0 points on 5 April 2024, from 60.0 to 69.0, driven by what has since been recorded or recoded among votes and statements (1 event).',
    ko: '한국–러시아 긴장도는 2024년 4월 5일 60.0에서 69.0으로 9.0포인트 상승했다. 주된 요인은 표결·발언 중 이후 기록·재코딩된 사건(1건).',
  },
  'tells other weights of the model apart from news': {
    move: moveOf(60, { model: [cause('veto', -9)] }, ONE_DAY),
    band: [55, 65],
    en: "South Korea – Russia tension fell 9.0 points on 5 April 2024, from 60.0 to 51.0, driven by the model's other view of votes and statements (1 event).",
    ko: '한국–러시아 긴장도는 2024년 4월 5일 60.0에서 51.0으로 9.0포인트 하락했다. 주된 요인은 표결·발언에 대한 모형의 다른 가중치.',
  },
  'tells another base or scale of the model': {
    move: moveOf(60, { rescaling: 8 }, ONE_DAY),
    band: [55, 65],
    en: 'South Korea – Russia tension rose 8.0 points on 5 April 2024, from 60.0 to 68.0, driven by another base or scale of the model.',
    ko: '한국–러시아 긴장도는 2024년 4월 5일 60.0에서 68.0으로 8.0포인트 상승했다. 주된 요인은 모형의 다른 기준값·척도.',
  },
};

const SUBJECTS = { en: 'South Korea – Russia tension', ko: '한국–러시아 긴장도' };

describe.each(['en', 'ko'] as const)('the sentence of a move in %s', (language) => {
  it.each(Object.entries(CASES))('%s', (_, { move, band: [low, high], events = {}, ...expected }) => {
    const about = { subject: SUBJECTS[language], fromBand: { low, high }, eventOf: (id: string) => events[id] };
    expect(moveSentence(partsOf(move, codebook), about, WORDS[language])).toBe(expected[language]);
  });
});

describe('spring 2024 between Seoul and Moscow, from the shipped events', () => {
  const [from, to] = [epochDay('2024-03-01'), epochDay('2024-04-05')];
  const columns = columnsOf('KOR-RUS');
  const score = scoreOf(basisOf(columns, baseline, from, to), baseline);
  const rows = new Map(eventRows.get('KOR-RUS')!.map((row) => [row['id']!, row]));
  const told = (language: 'en' | 'ko'): string =>
    moveSentence(
      partsOf(explainMove(columns, baseline, from, to), codebook),
      {
        subject: SUBJECTS[language],
        fromBand: bandOf(score.tension[0]!, score.sd[0]!, baseline.scale, Z90),
        eventOf: (id) => ({ summary: rows.get(id)!['summary']!, day: parseDay(rows.get(id)!['date']!)! }),
      },
      WORDS[language],
    );

  it('is told in English', () => {
    expect(told('en')).toMatch(
      /^South Korea – Russia tension rose 8\.7 points between 1 March and 5 April 2024, from 70\.3 to 79\.0, driven by sanctions and trade measures \(2 new events\)/,
    );
  });

  it('is told in Korean', () => {
    expect(told('ko')).toMatch(
      /^한국–러시아 긴장도는 2024년 3월 1일~4월 5일 70\.3에서 79\.0으로 8\.7포인트 상승했다\. 주된 요인은 제재·무역 조치\(새 사건 2건\)/,
    );
  });
});
