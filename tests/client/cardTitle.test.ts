/**
 * Titles of cards, of shipped events. The expected strings are written by hand from the index of the baseline on the two days (KOR-RUS 1 March
 * 2024: 70.9, 5 April: 80.1, the highest of the record until then) and the events between.
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
    en: 'South Korea–Russia tension rose 9.1 points from 1 March to 5 April 2024 to the highest on record until then (since June 1990)',
    ko: '한국–러시아 긴장도, 2024년 3월 1일~4월 5일 9.1포인트 상승, 당시까지 최고(1990년 6월 이후)',
  },
  {
    says: 'a move as its dyad',
    view: moveView('AUS-CHN', '2020-01-01', '2020-12-31'),
    en: 'Australia–China tension rose 23.0 points between 1 January and 31 December 2020, driven by trade restrictions',
    ko: '호주–중국 긴장도, 2020년 1월 1일~12월 31일 23.0포인트 상승, 주요인은 무역 제한',
  },
  {
    says: 'a fall by fading, to the lowest since a month',
    view: dyadView('CHN-USA', '2022-01-01', '2023-12-31'),
    en: 'China–United States tension fell 10.9 points from 2022 to 2023 to its lowest since September 2018, with a peak of 90.9 in February 2023, as the effects of earlier acts faded',
    ko: '중국–미국 긴장도, 2022~2023년 10.9포인트 하락, 2018년 9월 이후 최저(2023년 2월 정점 90.9), 주요인은 이전 사건의 영향 약화',
  },
  {
    says: 'a fall by acts',
    view: dyadView('JPN-KOR', '2023-03-01', '2023-05-31'),
    en: 'Japan–South Korea tension fell 19.5 points from March to May 2023, driven by summits',
    ko: '일본–한국 긴장도, 2023년 3~5월 19.5포인트 하락, 주요인은 정상회담',
  },
  {
    says: 'two types of acts',
    view: dyadView('RUS-USA', '2022-01-01', '2022-03-31'),
    en: 'Russia–United States tension rose 29.1 points in the first quarter of 2022, driven by sanctions and trade measures',
    ko: '러시아–미국 긴장도, 2022년 1분기 29.1포인트 상승, 주요인은 제재·무역 조치',
  },
  {
    says: 'the highest since a month, and a category where no one or two types explain half',
    view: dyadView('IND-PAK', '2016-01-01', '2016-03-31'),
    en: 'India–Pakistan tension rose 9.7 points in the first quarter of 2016, driven by military and security acts',
    ko: '인도–파키스탄 긴장도, 2016년 1분기 9.7포인트 상승, 주요인은 군사·안보 행위',
  },
  {
    says: 'nothing of causes where none explain half',
    view: dyadView('AUS-CHN', '2022-06-01', '2024-06-30'),
    en: 'Australia–China tension fell 34.7 points from June 2022 to June 2024',
    ko: '호주–중국 긴장도, 2022년 6월~2024년 6월 34.7포인트 하락',
  },
  {
    says: 'little changed',
    view: dyadView('KOR-RUS', '2023-03-01', '2023-03-31'),
    en: 'South Korea–Russia tension fell 1.6 points in March 2023, as earlier sanctions and trade measures faded',
    ko: '한국–러시아 긴장도, 2023년 3월 1.6포인트 하락, 주요인은 이전 제재·무역 조치의 영향 약화',
  },
  {
    says: 'a day',
    view: dyadView('KOR-RUS', '2024-04-05', '2024-04-05'),
    en: "South Korea–Russia tension rose 1.1 points on 5 April 2024 to the highest on record until then (since June 1990), after “Moscow summons Seoul's envoy over sanctions”",
    ko: '한국–러시아 긴장도, 2024년 4월 5일 1.1포인트 상승, 당시까지 최고(1990년 6월 이후), 주요인은 “러시아, 독자제재에 이도훈 대사 초치”',
  },
  {
    says: 'few events',
    view: dyadView('CHN-LTU', '2021-01-01', '2024-12-31'),
    en: 'China–Lithuania tension stood at 57.0 on 31 December 2024, with a peak of 77.1 in December 2021, on a record that begins on 22 March 2021, on few coded events',
    ko: '중국–리투아니아 긴장도, 2024년 12월 31일 57.0(2021년 12월 정점 77.1), 기록은 2021년 3월 22일부터, 코딩된 사건 적음',
  },
  {
    says: 'nothing where nothing is coded',
    view: dyadView('CHN-LTU', '2019-01-01', '2019-06-30'),
    en: 'China–Lithuania tension is not known in the first half of 2019: no act is coded, and nobody has said that they looked',
    ko: '중국–리투아니아 긴장도, 2019년 상반기 알 수 없음: 코딩된 사건도 조사했다는 기록도 없음',
  },
  {
    says: 'provisional days',
    view: dyadView('JPN-KOR', '2023-03-01', '2023-05-31'),
    changes: { provisionalDays: 3 },
    en: 'Japan–South Korea tension fell 19.5 points from March to May 2023, driven by summits, still provisional',
    ko: '일본–한국 긴장도, 2023년 3~5월 19.5포인트 하락, 주요인은 정상회담, 잠정치',
  },
  {
    says: 'what was known before the last day',
    view: { ...SPRING, asOf: '2024-04-03T12:00:00.000Z' },
    en: 'As known on 3 April 2024: South Korea–Russia tension rose 9.1 points from 1 March to 5 April 2024 to the highest on record (since June 1990)',
    ko: '2024년 4월 3일 시점 기준: 한국–러시아 긴장도, 2024년 3월 1일~4월 5일 9.1포인트 상승, 기록 이래 최고(1990년 6월 이후)',
  },
  {
    says: 'a draft',
    view: dyadView('IND-PAK', '2025-04-01', '2025-05-31'),
    changes: { standing: 'draft' },
    en: 'Draft model: India–Pakistan tension rose 42.1 points from April to May 2025',
    ko: '초안 모형: 인도–파키스탄 긴장도, 2025년 4~5월 42.1포인트 상승',
  },
  {
    says: 'a what-if',
    view: { ...SPRING, whatIf: 'indirect' },
    en: 'What if: South Korea–Russia tension rose 8.0 points from 1 March to 5 April 2024 to the highest on record until then (since June 1990), driven by sanctions',
    ko: '가정: 한국–러시아 긴장도, 2024년 3월 1일~4월 5일 8.0포인트 상승, 당시까지 최고(1990년 6월 이후), 주요인은 제재',
  },
  {
    says: 'one side',
    view: { ...SPRING, direction: 'RUS>KOR' },
    en: 'Tension from Russia towards South Korea rose 7.0 points from 1 March to 5 April 2024 to the highest on record until then (since June 1990), driven by votes and statements',
    ko: '러시아의 대한국 긴장도, 2024년 3월 1일~4월 5일 7.0포인트 상승, 당시까지 최고(1990년 6월 이후), 주요인은 표결·발언',
  },
  {
    says: 'who stands highest in a comparison',
    view: compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK'], '2022-01-01', '2024-12-31'),
    en: 'Tension on 31 December 2024 was highest for South Korea–Russia (86.1) or South Korea–North Korea (77.8), too close to rank; Japan–South Korea (40.5) lay lower',
    ko: '2024년 12월 31일 긴장도 최고는 한국–러시아(86.1) 또는 한국–북한(77.8), 우열을 가리기 어려움, 나머지는 일본–한국(40.5)',
  },
  {
    says: 'the first few of many',
    view: compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK', 'CHN-USA', 'PRK-RUS'], '2022-01-01', '2024-12-31'),
    en: 'Tension on 31 December 2024 was highest for South Korea–Russia (86.1) or South Korea–North Korea (77.8), too close to rank; China–United States (72.0), Japan–South Korea (40.5) and North Korea–Russia (17.2) lay lower',
    ko: '2024년 12월 31일 긴장도 최고는 한국–러시아(86.1) 또는 한국–북한(77.8), 우열을 가리기 어려움, 나머지는 중국–미국(72.0), 일본–한국(40.5), 북한–러시아(17.2)',
  },
  {
    says: 'that nobody looked at the day of a comparison',
    view: compareView(['KOR-RUS', 'JPN-KOR'], '2022-01-01', '2026-08-20'),
    en: 'Tension on 20 August 2026 was highest for South Korea–Russia (63.7), ahead of Japan–South Korea (36.5); nobody looked after 27 June 2026',
    ko: '2026년 8월 20일 긴장도 최고는 한국–러시아(63.7), 나머지는 일본–한국(36.5), 2026년 6월 27일 이후 미조사',
  },
  {
    says: 'the lines of a comparison that somebody looked at',
    view: compareView(['KOR-RUS', 'JPN-KOR'], '2022-01-01', '2026-06-01'),
    en: 'South Korea–Russia tension stood at 64.8 on 1 June 2026; nobody looked at Japan–South Korea that day',
    ko: '한국–러시아 긴장도, 2026년 6월 1일 64.8, 그날 일본–한국 미조사',
  },
  {
    says: 'the last day that somebody looked at, on a record that begins in the window',
    view: dyadView('KOR-RUS', '1990-01-01', '2026-08-31'),
    en: 'South Korea–Russia tension stood at 66.4 on 27 June 2026, the last day that anybody looked, with a low of 33.2 in November 2013 and a peak of 87.3 in December 2024, on a record that begins on 4 June 1990',
    ko: '한국–러시아 긴장도, 마지막 조사일인 2026년 6월 27일 66.4(2013년 11월 저점 33.2, 2024년 12월 정점 87.3), 기록은 1990년 6월 4일부터',
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
});
