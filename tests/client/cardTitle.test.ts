/**
 * Titles of cards, of shipped events. The expected strings are written by hand from the index of the baseline on the two days (KOR-RUS 1 March
 * 2024: 70.3, 5 April: 79.0, the highest of the record until then; shares of its causes: sanctions 50%, the veto 20%) and the events between.
 */
import { describe, expect, it } from 'vitest';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import { compareView, dyadView, moveView, shippedCard, type Changes } from '../figures/shippedCard.ts';
import type { View } from '../../client/charts/view.ts';

const SPRING = dyadView('KOR-RUS', '2024-03-01', '2024-04-05');

interface Case {
  readonly says: string;
  readonly view: View;
  readonly changes?: Changes;
  readonly en: string;
  readonly ko: string;
}

const CASES: readonly Case[] = [
  {
    says: 'a rise to the highest of the record, with its two causes',
    view: SPRING,
    en: 'South Korea–Russia tension rose 9 points between 1 March and 5 April 2024 to the highest on record (since June 1990), driven by sanctions and a Security Council veto',
    ko: '한국–러시아 긴장도, 2024년 3월 1일~4월 5일 9포인트 상승, 기록 이래 최고(1990년 6월 이후), 주요인은 제재와 안보리 거부권 행사',
  },
  {
    says: 'a move as its dyad',
    view: moveView('AUS-CHN', '2020-01-01', '2020-12-31'),
    en: 'Australia–China tension rose 21 points between 1 January and 31 December 2020, driven by trade restrictions and expulsions',
    ko: '호주–중국 긴장도, 2020년 1월 1일~12월 31일 21포인트 상승, 주요인은 무역 제한과 추방',
  },
  {
    says: 'a fall by fading, to the lowest since a month',
    view: dyadView('CHN-USA', '2022-01-01', '2023-12-31'),
    en: 'China–United States tension fell 9 points between 1 January 2022 and 31 December 2023 to its lowest since May 2019, as earlier sanctions and trade measures faded',
    ko: '중국–미국 긴장도, 2022년 1월 1일~2023년 12월 31일 9포인트 하락, 2019년 5월 이후 최저, 이전 제재·무역 조치 영향 약화',
  },
  {
    says: 'a fall by acts',
    view: dyadView('JPN-KOR', '2023-03-01', '2023-05-31'),
    en: 'Japan–South Korea tension fell 17 points between 1 March and 31 May 2023, driven by summits and sanction relief',
    ko: '일본–한국 긴장도, 2023년 3월 1일~5월 31일 17포인트 하락, 주요인은 정상회담과 제재 완화',
  },
  {
    says: 'two types of acts',
    view: dyadView('RUS-USA', '2022-01-01', '2022-03-31'),
    en: 'Russia–United States tension rose 26 points between 1 January and 31 March 2022, driven by sanctions and expulsions',
    ko: '러시아–미국 긴장도, 2022년 1월 1일~3월 31일 26포인트 상승, 주요인은 제재와 추방',
  },
  {
    says: 'the highest since a month, and a category where no one or two types explain half',
    view: dyadView('IND-PAK', '2016-01-01', '2016-03-31'),
    en: 'India–Pakistan tension rose 8 points between 1 January and 31 March 2016 to its highest since July 2009, driven by military and security acts',
    ko: '인도–파키스탄 긴장도, 2016년 1월 1일~3월 31일 8포인트 상승, 2009년 7월 이후 최고, 주요인은 군사·안보 행위',
  },
  {
    says: 'nothing of causes where none explain half',
    view: dyadView('AUS-CHN', '2022-06-01', '2024-06-30'),
    en: 'Australia–China tension fell 31 points between 1 June 2022 and 30 June 2024',
    ko: '호주–중국 긴장도, 2022년 6월 1일~2024년 6월 30일 31포인트 하락',
  },
  {
    says: 'little changed',
    view: dyadView('KOR-RUS', '2023-03-01', '2023-03-31'),
    en: 'South Korea–Russia tension was little changed at 67 between 1 March and 31 March 2023',
    ko: '한국–러시아 긴장도, 2023년 3월 1일~31일 67 수준에서 큰 변화 없음',
  },
  {
    says: 'a day',
    view: dyadView('KOR-RUS', '2024-04-05', '2024-04-05'),
    en: 'South Korea–Russia tension stood at 79 on 5 April 2024',
    ko: '한국–러시아 긴장도, 2024년 4월 5일 79',
  },
  {
    says: 'few events',
    view: dyadView('CHN-LTU', '2021-01-01', '2024-12-31'),
    en: 'China–Lithuania tension rose 9 points between 1 January 2021 and 31 December 2024, driven by an expulsion, on few coded events',
    ko: '중국–리투아니아 긴장도, 2021년 1월 1일~2024년 12월 31일 9포인트 상승, 주요인은 추방, 코딩된 사건 적음',
  },
  {
    says: 'nothing where nothing is coded',
    view: dyadView('CHN-LTU', '2019-01-01', '2019-06-30'),
    en: 'Nothing is coded for China–Lithuania between 1 January and 30 June 2019: missing data, not calm',
    ko: '중국–리투아니아: 2019년 1월 1일~6월 30일 코딩된 사건 없음(평화가 아니라 기록의 부재)',
  },
  {
    says: 'provisional days',
    view: dyadView('JPN-KOR', '2023-03-01', '2023-05-31'),
    changes: { provisionalDays: 3 },
    en: 'Japan–South Korea tension fell 17 points between 1 March and 31 May 2023, driven by summits and sanction relief, still provisional',
    ko: '일본–한국 긴장도, 2023년 3월 1일~5월 31일 17포인트 하락, 주요인은 정상회담과 제재 완화, 잠정치',
  },
  {
    says: 'what was known before the last day',
    view: { ...SPRING, asOf: '2024-04-03T12:00:00.000Z' },
    en: 'As known on 3 April 2024: South Korea–Russia tension rose 9 points between 1 March and 5 April 2024 to the highest on record (since June 1990), driven by sanctions and a Security Council veto',
    ko: '2024년 4월 3일 시점 기준: 한국–러시아 긴장도, 2024년 3월 1일~4월 5일 9포인트 상승, 기록 이래 최고(1990년 6월 이후), 주요인은 제재와 안보리 거부권 행사',
  },
  {
    says: 'a draft',
    view: dyadView('IND-PAK', '2025-04-01', '2025-05-31'),
    changes: { standing: 'draft' },
    en: 'Draft model: India–Pakistan tension rose 42 points between 1 April and 31 May 2025, driven by military incidents and treaty exits',
    ko: '초안 모형: 인도–파키스탄 긴장도, 2025년 4월 1일~5월 31일 42포인트 상승, 주요인은 군사 충돌과 조약 탈퇴',
  },
  {
    says: 'a what-if',
    view: { ...SPRING, whatIf: 'indirect' },
    en: 'What if: South Korea–Russia tension rose 8 points between 1 March and 5 April 2024 to the highest on record (since June 1990), driven by sanctions and a seizure or detention',
    ko: '가정: 한국–러시아 긴장도, 2024년 3월 1일~4월 5일 8포인트 상승, 기록 이래 최고(1990년 6월 이후), 주요인은 제재와 나포·억류',
  },
  {
    says: 'one side',
    view: { ...SPRING, direction: 'RUS>KOR' },
    en: 'Tension from Russia towards South Korea rose 6 points between 1 March and 5 April 2024 to the highest on record (since June 1990), driven by a Security Council veto and a seizure or detention',
    ko: '러시아의 대한국 긴장도, 2024년 3월 1일~4월 5일 6포인트 상승, 기록 이래 최고(1990년 6월 이후), 주요인은 안보리 거부권 행사와 나포·억류',
  },
  {
    says: 'who stands highest in a comparison',
    view: compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK'], '2022-01-01', '2024-12-31'),
    en: 'Tension on 31 December 2024 was highest for South Korea–Russia (85), ahead of South Korea–North Korea (72) and Japan–South Korea (43)',
    ko: '2024년 12월 31일 긴장도 최고는 한국–러시아(85), 다음은 한국–북한(72), 일본–한국(43)',
  },
  {
    says: 'the first few of many',
    view: compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK', 'CHN-USA', 'PRK-RUS'], '2022-01-01', '2024-12-31'),
    en: 'Tension on 31 December 2024 was highest for South Korea–Russia (85), ahead of China–United States (73), South Korea–North Korea (72) and 2 more',
    ko: '2024년 12월 31일 긴장도 최고는 한국–러시아(85), 다음은 중국–미국(73), 한국–북한(72), 그 밖의 2쌍',
  },
];

describe('a computed title', () => {
  it.each(CASES)('tells of $says', ({ view, changes, en, ko }) => {
    for (const [lang, expected] of [
      ['en', en],
      ['ko', ko],
    ] as const)
      expect(cardTexts(shippedCard(view, { ...changes, presentation: { lang } })).title).toBe(expected);
  });

  it.each(CASES)('has no fault, were it typed: $says', ({ view, changes, en, ko }) => {
    for (const [lang, title] of [
      ['en', en],
      ['ko', ko],
    ] as const)
      expect(cardTexts(shippedCard({ ...view, title }, { ...changes, presentation: { lang } })).titleFaults).toEqual(
        [],
      );
  });
});

const typed = (title: string, view: View = SPRING, lang: 'en' | 'ko' = 'en'): readonly string[] =>
  cardTexts(shippedCard({ ...view, title }, { presentation: { lang } })).titleFaults;
const STILL = dyadView('KOR-RUS', '2023-03-01', '2023-03-31');
const PAST = dyadView('JPN-KOR', '2023-03-01', '2023-05-31');

describe('a typed title', () => {
  it('that contradicts the data is printed with the contradiction, and no other is', () => {
    const badgesOf = (title: string) =>
      cardTexts(shippedCard({ ...SPRING, title })).badges.filter(({ kind }) => kind === 'title');
    expect(badgesOf('Tension rose 9 points')).toEqual([]);
    expect(badgesOf('Tension fell 14 points')).toEqual([{ kind: 'title', text: expect.stringContaining('14') }]);
  });

  it.each([
    'Seoul and Moscow: tension up 9 after new sanctions',
    'Tension +8.7 in five weeks',
    'Tension rose from 70 to 79 (90% band 74–83)',
    'South Korea and Russia: at 79.0 on 5 April 2024',
    'Relations worsened in spring 2024',
    'A veto added 2.1 points',
    'Highest on record in April 2024',
    'Russia blocks the 1718 Committee’s panel',
    'North Korea drives the two apart',
    'What the G7 sees between South Korea and Russia',
  ])('may say what the data say: %s', (title) => {
    expect(typed(title)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['Tension +14 since March', ['The title says +14, the view shows +9.']],
    ['South Korea–Russia tension rose 14 points', ['The title says +14, the view shows +9.']],
    ['A change of 14 points', ['The title says 14 points, the view shows +9.']],
    ['Tension up 8.2', ['The title says +8.2, the view shows +8.7.']],
    ['Tension rose 12%', ['The title says 12%, but the index counts points and no percent: the view shows +9.']],
    ['Tension at 91', ['The title says 91, which the view does not show: its index went from 70 to 79 (+9).']],
    ['Tension between South Korea and Russia fell', ['The title says “fell”, the view shows a rise (+8.7).']],
    ['Relations improved in April 2024', ['The title says “improved”, the view shows a rise (+8.7).']],
    ['Tension unchanged', ['The title says “unchanged”, the view shows a rise (+8.7).']],
    [
      'Tension down 9',
      ['The title says −9, the view shows +9.', 'The title says “down”, the view shows a rise (+8.7).'],
    ],
    ['Belarus and Russia drift apart', ['The title names Belarus, the view shows South Korea–Russia tension.']],
    ['Tension rose in May 2024', ['The title says May 2024, the view shows 1 Mar to 5 Apr 2024.']],
    ['Tension rose in 2023', ['The title says 2023, the view shows 1 Mar to 5 Apr 2024.']],
  ])('is told what they do not say: %s', (title, faults) => {
    expect(typed(title)).toEqual(faults);
  });

  it('is held to the history before, where it claims a record', () => {
    expect(typed('Tension fell to its lowest since 2022', PAST)).toEqual([]);
    const [fault] = typed('Tension fell to the lowest on record', dyadView('CHN-USA', '2022-01-01', '2023-12-31'));
    expect(fault).toMatch(
      /^The title says “the lowest”, but the index was lower before: \d\d\.\d on \d+ [A-Z][a-z]{2} \d{4}\.$/,
    );
  });

  it('is told that little changed, where it did', () => {
    expect(typed('Tension rose again', STILL)).toEqual([
      expect.stringMatching(
        /^The title says “rose”, the view shows little change \([+−]\d\.\d, within the band of the first day or below one point\)\.$/,
      ),
    ]);
    expect(typed('Tension held steady in March 2023', STILL)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['한국–러시아 긴장도 9포인트 상승', []],
    ['한러 관계 악화: 2024년 4월 5일 79', []],
    ['긴장도 14포인트 상승', ['제목은 “+14”(이)라고 하지만 자료는 +9입니다.']],
    ['한국–러시아 긴장도 하락', ['제목은 “하락”(이)라고 하지만 자료는 상승(+8.7)입니다.']],
    [
      '긴장도 12퍼센트 상승',
      ['제목은 “12퍼센트”(이)라고 하지만 지수의 단위는 퍼센트가 아니라 포인트입니다. 자료는 +9입니다.'],
    ],
    ['벨라루스와 러시아의 긴장 고조', ['제목은 벨라루스를 말하지만 자료는 한국–러시아 긴장도입니다.']],
    ['2023년 긴장도 상승', ['제목은 2023년을 말하지만 자료의 기간은 2024년 3월 1일~4월 5일입니다.']],
  ])('is read in Korean too: %s', (title, faults) => {
    expect(typed(title, SPRING, 'ko')).toEqual(faults);
  });

  it('leaves the computed title beside it', () => {
    const texts = cardTexts(shippedCard({ ...SPRING, title: 'Tension up 9' }));
    expect([texts.title, texts.computedTitle.startsWith('South Korea–Russia tension rose 9 points')]).toEqual([
      'Tension up 9',
      true,
    ]);
  });
});
