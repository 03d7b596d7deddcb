/**
 * Windows over all fourteen dyads with the sentence that a careful analyst would write, read against the rows of data/events/; and every
 * surface that tells of a window tells the same cause.
 */
import { describe, expect, it } from 'vitest';
import { cardFacts, moveSubject } from '../../client/charts/card/cardFacts.ts';
import { textsOf } from '../../client/charts/card/cardTexts.ts';
import { driverWords } from '../../client/charts/moveWords.ts';
import { moveFinding, partsOfAnswer } from '../../models/moveFinding.ts';
import { dyadView, shippedCard } from '../figures/shippedCard.ts';
import { dyads } from '../models/shipped.ts';

const WINDOWS: readonly (readonly [dyad: string, from: string, to: string, en: string, ko: string])[] = [
  [
    'KOR-RUS',
    '2022-02-01',
    '2022-03-31',
    'South Korea–Russia tension rose 26.5 points from February to March 2022, to 71.4 from 44.9 on the eve, driven by sanctions.',
    '한국–러시아 긴장도는 2022년 2~3월 직전일 44.9에서 71.4로 26.5포인트 상승했다. 주요인은 제재.',
  ],
  [
    'KOR-RUS',
    '2023-01-01',
    '2023-12-31',
    'South Korea–Russia tension showed no clear change in 2023, at 71.7 after 68.5 on the eve, with a low of 64.6 on 10 September: the 90% band of the change, −0.3 to +6.5 points, holds zero.',
    '한국–러시아 긴장도는 2023년 직전일 68.5에서 71.7로 뚜렷한 변화가 없었다(9월 10일 저점 64.6). 변화의 90% 구간(−0.3~+6.5포인트)이 0을 포함한다.',
  ],
  [
    'KOR-RUS',
    '2024-01-01',
    '2024-06-30',
    'South Korea–Russia tension rose 14.5 points in the first half of 2024, to 86.3 from 71.7 on the eve, driven by sanctions.',
    '한국–러시아 긴장도는 2024년 상반기 직전일 71.7에서 86.3으로 14.5포인트 상승했다. 주요인은 제재.',
  ],
  [
    'KOR-RUS',
    '2024-06-01',
    '2024-06-30',
    'South Korea–Russia tension rose 8.7 points in June 2024, to 86.3 from 77.5 on the eve, with a low of 76.2 on 18 June, with no single cause behind half of it.',
    '한국–러시아 긴장도는 2024년 6월 직전일 77.5에서 86.3으로 8.7포인트 상승했다(6월 18일 저점 76.2). 변화의 절반을 설명하는 단일 요인은 없다.',
  ],
  [
    'KOR-RUS',
    '2024-04-01',
    '2024-04-05',
    'South Korea–Russia tension rose 3.6 points from 1 to 5 April 2024, to 80.1 from 76.5 on the eve, after “Seoul sanctions two Russian ships over military cargo” (2 April).',
    '한국–러시아 긴장도는 2024년 4월 1일~5일 직전일 76.5에서 80.1로 3.6포인트 상승했다. 주요인은 “한국, 대북 군수운송 러 선박 2척 독자제재”(4월 2일).',
  ],
  [
    'KOR-RUS',
    '2024-03-28',
    '2024-04-05',
    'South Korea–Russia tension rose 8.6 points from 28 March to 5 April 2024, to 80.1 from 71.4 on the eve, with no single cause behind half of it.',
    '한국–러시아 긴장도는 2024년 3월 28일~4월 5일 직전일 71.4에서 80.1로 8.6포인트 상승했다. 변화의 절반을 설명하는 단일 요인은 없다.',
  ],
  [
    'KOR-RUS',
    '2024-03-01',
    '2024-04-05',
    'South Korea–Russia tension rose 9.1 points from 1 March to 5 April 2024, to 80.1 from 71.0 on the eve, with no single cause behind half of it.',
    '한국–러시아 긴장도는 2024년 3월 1일~4월 5일 직전일 71.0에서 80.1로 9.1포인트 상승했다. 변화의 절반을 설명하는 단일 요인은 없다.',
  ],
  [
    'KOR-RUS',
    '2025-01-01',
    '2025-12-31',
    'South Korea–Russia tension fell 17.9 points in 2025, to 68.3 from 86.1 on the eve, as the effects of earlier acts faded.',
    '한국–러시아 긴장도는 2025년 직전일 86.1에서 68.3으로 17.9포인트 하락했다. 주요인은 이전 사건의 영향 약화.',
  ],
  [
    'KOR-RUS',
    '2013-10-01',
    '2014-03-31',
    'South Korea–Russia tension fell 8.0 points from October 2013 to March 2014, to 37.8 from 45.8 on the eve, with a low of 33.2 on 13 November 2013, driven by agreements and easing.',
    '한국–러시아 긴장도는 2013년 10월~2014년 3월 직전일 45.8에서 37.8로 8.0포인트 하락했다(2013년 11월 13일 저점 33.2). 주요인은 합의·완화.',
  ],
  [
    'KOR-RUS',
    '1998-01-01',
    '2000-12-31',
    'From 1998 to 2000, South Korea–Russia tension had a peak of 67.9 in July 1998 and ended little changed, at 50.2 after 49.8 on the eve.',
    '한국–러시아 긴장도는 1998~2000년 직전일 49.8에서 50.2로 큰 변화가 없었다(1998년 7월 정점 67.9).',
  ],
  [
    'KOR-RUS',
    '1990-01-01',
    '2026-08-31',
    'South Korea–Russia tension stood at 63.3 on 31 August 2026, with a low of 33.2 in November 2013 and a peak of 87.3 in December 2024; nobody looked before 4 June 1990, so that there is no change to tell.',
    '한국–러시아 긴장도는 2026년 8월 31일 63.3이다(2013년 11월 저점 33.2, 2024년 12월 정점 87.3). 1990년 6월 4일 이전은 아무도 살펴보지 않아 변화를 말할 수 없다.',
  ],
  [
    'KOR-RUS',
    '2024-06-19',
    '2024-06-19',
    'South Korea–Russia tension rose 2.8 points on 19 June 2024, to 79.1 from 76.2 on the eve, after “Putin and Kim sign mutual-defence pact” (19 June).',
    '한국–러시아 긴장도는 2024년 6월 19일 직전일 76.2에서 79.1로 2.8포인트 상승했다. 주요인은 “푸틴·김정은, 상호 군사원조 조약 서명”(6월 19일).',
  ],
  [
    'KOR-RUS',
    '2024-04-05',
    '2024-04-05',
    "South Korea–Russia tension rose 1.1 points on 5 April 2024, to 80.1 from 79.0 on the eve, after “Moscow summons Seoul's envoy over sanctions” (5 April).",
    '한국–러시아 긴장도는 2024년 4월 5일 직전일 79.0에서 80.1로 1.1포인트 상승했다. 주요인은 “러시아, 독자제재에 이도훈 대사 초치”(4월 5일).',
  ],
  [
    'KOR-RUS',
    '2026-08-01',
    '2026-08-31',
    'South Korea–Russia tension is not known in August 2026: no act is coded, and nobody has said that they looked; the line only fades, to 63.3 from 64.6 on the eve.',
    '한국–러시아 긴장도는 2026년 8월 알 수 없다. 코딩된 사건이 없고 살펴보았다는 기록도 없어, 선은 직전일 64.6에서 63.3으로 약해질 뿐이다.',
  ],
  [
    'KOR-PRK',
    '2018-01-01',
    '2018-12-31',
    'South Korea–North Korea tension fell 42.6 points in 2018, to 18.7 from 61.2 on the eve, driven by agreements and easing.',
    '한국–북한 긴장도는 2018년 직전일 61.2에서 18.7로 42.6포인트 하락했다. 주요인은 합의·완화.',
  ],
  [
    'KOR-PRK',
    '2020-06-01',
    '2020-06-30',
    'South Korea–North Korea tension rose 15.5 points in June 2020, to 57.2 from 41.7 on the eve, after “North Korea blows up the joint liaison office in Kaesong” (16 June).',
    '한국–북한 긴장도는 2020년 6월 직전일 41.7에서 57.2로 15.5포인트 상승했다. 주요인은 “북한, 개성 남북공동연락사무소 폭파”(6월 16일).',
  ],
  [
    'KOR-PRK',
    '2020-06-17',
    '2020-06-17',
    'South Korea–North Korea tension was little changed on 17 June 2020, at 57.3 after 57.3 on the eve.',
    '한국–북한 긴장도는 2020년 6월 17일 직전일 57.3에서 57.3으로 큰 변화가 없었다.',
  ],
  [
    'KOR-PRK',
    '2020-06-16',
    '2020-06-16',
    'South Korea–North Korea tension rose 10.9 points on 16 June 2020, to 57.3 from 46.4 on the eve, after “North Korea blows up the joint liaison office in Kaesong” (16 June).',
    '한국–북한 긴장도는 2020년 6월 16일 직전일 46.4에서 57.3으로 10.9포인트 상승했다. 주요인은 “북한, 개성 남북공동연락사무소 폭파”(6월 16일).',
  ],
  [
    'KOR-PRK',
    '2024-01-01',
    '2024-12-31',
    'South Korea–North Korea tension rose 5.9 points in 2024, to 77.8 from 71.9 on the eve, with a peak of 84.4 on 17 October, driven by diplomatic protests and breaks.',
    '한국–북한 긴장도는 2024년 직전일 71.9에서 77.8로 5.9포인트 상승했다(10월 17일 정점 84.4). 주요인은 외교적 항의·단절.',
  ],
  [
    'KOR-PRK',
    '2010-03-01',
    '2010-12-31',
    'South Korea–North Korea tension rose 15.0 points from March to December 2010, to 76.3 from 61.3 on the eve, with a peak of 78.9 on 28 November, driven by military incidents.',
    '한국–북한 긴장도는 2010년 3~12월 직전일 61.3에서 76.3으로 15.0포인트 상승했다(11월 28일 정점 78.9). 주요인은 군사 충돌.',
  ],
  [
    'KOR-PRK',
    '2000-01-01',
    '2026-08-31',
    'South Korea–North Korea tension stood at 60.1 on 31 August 2026, with a low of 14.4 in September 2018 and a peak of 84.4 in October 2024; nobody looked before 10 March 2000, so that there is no change to tell.',
    '한국–북한 긴장도는 2026년 8월 31일 60.1이다(2018년 9월 저점 14.4, 2024년 10월 정점 84.4). 2000년 3월 10일 이전은 아무도 살펴보지 않아 변화를 말할 수 없다.',
  ],
  [
    'PRK-RUS',
    '2023-07-01',
    '2024-12-31',
    'North Korea–Russia tension fell 29.4 points from July 2023 to December 2024, to 17.2 from 46.5 on the eve, with no single cause behind half of it.',
    '북한–러시아 긴장도는 2023년 7월~2024년 12월 직전일 46.5에서 17.2로 29.4포인트 하락했다. 변화의 절반을 설명하는 단일 요인은 없다.',
  ],
  [
    'PRK-RUS',
    '2024-06-01',
    '2024-06-30',
    'North Korea–Russia tension fell 13.7 points in June 2024, to 24.2 from 37.9 on the eve, driven by agreements.',
    '북한–러시아 긴장도는 2024년 6월 직전일 37.9에서 24.2로 13.7포인트 하락했다. 주요인은 합의.',
  ],
  [
    'PRK-RUS',
    '1992-01-01',
    '1993-12-31',
    'North Korea–Russia tension stood at 51.6 on 31 December 1993; nobody looked before 19 November 1992, so that there is no change to tell.',
    '북한–러시아 긴장도는 1993년 12월 31일 51.6이다. 1992년 11월 19일 이전은 아무도 살펴보지 않아 변화를 말할 수 없다.',
  ],
  [
    'CHN-USA',
    '2018-06-01',
    '2018-10-31',
    'China–United States tension rose 30.6 points from June to October 2018, to 85.7 from 55.1 on the eve, driven by trade restrictions.',
    '중국–미국 긴장도는 2018년 6~10월 직전일 55.1에서 85.7로 30.6포인트 상승했다. 주요인은 무역 제한.',
  ],
  [
    'CHN-USA',
    '2023-10-01',
    '2023-12-31',
    'China–United States tension fell 6.2 points in the fourth quarter of 2023, to 74.7 from 81.0 on the eve, with a peak of 82.8 on 20 October, after “Biden, Xi agree to restore military contacts, curb fentanyl” (15 November).',
    '중국–미국 긴장도는 2023년 4분기 직전일 81.0에서 74.7로 6.2포인트 하락했다(10월 20일 정점 82.8). 주요인은 “바이든·시진핑, 군사채널 복원·펜타닐 단속 합의”(11월 15일).',
  ],
  [
    'CHN-USA',
    '2025-01-01',
    '2025-05-31',
    'China–United States tension rose 12.1 points from January to May 2025, to 84.0 from 72.0 on the eve, with a peak of 90.8 on 12 April, driven by trade restrictions.',
    '중국–미국 긴장도는 2025년 1~5월 직전일 72.0에서 84.0으로 12.1포인트 상승했다(4월 12일 정점 90.8). 주요인은 무역 제한.',
  ],
  [
    'CHN-USA',
    '2025-04-01',
    '2025-11-30',
    'China–United States tension fell 26.9 points from April to November 2025, to 54.4 from 81.2 on the eve, with a peak of 90.8 on 12 April, driven by agreements and easing.',
    '중국–미국 긴장도는 2025년 4~11월 직전일 81.2에서 54.4로 26.9포인트 하락했다(4월 12일 정점 90.8). 주요인은 합의·완화.',
  ],
  [
    'RUS-USA',
    '2014-01-01',
    '2014-12-31',
    'Russia–United States tension stood at 74.5 on 31 December 2014, with a peak of 76.3 on 7 August; nobody looked before 15 March 2014, so that there is no change to tell.',
    '러시아–미국 긴장도는 2014년 12월 31일 74.5이다(8월 7일 정점 76.3). 2014년 3월 15일 이전은 아무도 살펴보지 않아 변화를 말할 수 없다.',
  ],
  [
    'RUS-USA',
    '2022-02-01',
    '2022-04-30',
    'Russia–United States tension rose 32.0 points from February to April 2022, to 94.6 from 62.6 on the eve, driven by sanctions.',
    '러시아–미국 긴장도는 2022년 2~4월 직전일 62.6에서 94.6으로 32.0포인트 상승했다. 주요인은 제재.',
  ],
  [
    'RUS-USA',
    '2025-01-01',
    '2025-08-31',
    'Russia–United States tension fell 4.8 points from January to August 2025, to 69.8 from 74.6 on the eve, with a peak of 79.9 on 10 January, after “Trump hosts Putin for a summit in Alaska” (15 August).',
    '러시아–미국 긴장도는 2025년 1~8월 직전일 74.6에서 69.8로 4.8포인트 하락했다(1월 10일 정점 79.9). 주요인은 “트럼프, 알래스카서 푸틴과 정상회담”(8월 15일).',
  ],
  [
    'RUS-USA',
    '2021-06-01',
    '2021-06-30',
    'Russia–United States tension fell 8.4 points in June 2021, to 73.0 from 81.4 on the eve, with no single cause behind half of it.',
    '러시아–미국 긴장도는 2021년 6월 직전일 81.4에서 73.0으로 8.4포인트 하락했다. 변화의 절반을 설명하는 단일 요인은 없다.',
  ],
  [
    'IND-PAK',
    '2019-02-01',
    '2019-03-31',
    'India–Pakistan tension rose 30.7 points from February to March 2019, to 80.6 from 49.9 on the eve, with a peak of 85.5 on 28 February, driven by military incidents.',
    '인도–파키스탄 긴장도는 2019년 2~3월 직전일 49.9에서 80.6으로 30.7포인트 상승했다(2월 28일 정점 85.5). 주요인은 군사 충돌.',
  ],
  [
    'IND-PAK',
    '2025-04-20',
    '2025-05-12',
    'India–Pakistan tension rose 43.2 points from 20 April to 12 May 2025, to 93.1 from 49.9 on the eve, driven by military and security acts.',
    '인도–파키스탄 긴장도는 2025년 4월 20일~5월 12일 직전일 49.9에서 93.1로 43.2포인트 상승했다. 주요인은 군사·안보 행위.',
  ],
  [
    'IND-PAK',
    '2025-05-01',
    '2025-05-31',
    'India–Pakistan tension rose 4.6 points in May 2025, to 92.0 from 87.4 on the eve, with a peak of 93.2 on 10 May, driven by military incidents.',
    '인도–파키스탄 긴장도는 2025년 5월 직전일 87.4에서 92.0으로 4.6포인트 상승했다(5월 10일 정점 93.2). 주요인은 군사 충돌.',
  ],
  [
    'IND-PAK',
    '2025-05-07',
    '2025-05-07',
    'India–Pakistan tension rose 4.5 points on 7 May 2025, to 92.5 from 88.0 on the eve, after “India strikes nine sites in Pakistan and Pakistani Kashmir” (7 May).',
    '인도–파키스탄 긴장도는 2025년 5월 7일 직전일 88.0에서 92.5로 4.5포인트 상승했다. 주요인은 “인도, 파키스탄·파키스탄령 카슈미르 9곳 타격”(5월 7일).',
  ],
  [
    'IND-PAK',
    '2025-05-07',
    '2025-05-10',
    'India–Pakistan tension rose 5.2 points from 7 to 10 May 2025, to 93.2 from 88.0 on the eve, driven by military incidents.',
    '인도–파키스탄 긴장도는 2025년 5월 7일~10일 직전일 88.0에서 93.2로 5.2포인트 상승했다. 주요인은 군사 충돌.',
  ],
  [
    'IND-PAK',
    '2008-11-01',
    '2009-12-31',
    'India–Pakistan tension showed no clear change from November 2008 to December 2009, at 51.2 after 48.2 on the eve, with a peak of 63.8 in January 2009: the 90% band of the change, −2.2 to +8.2 points, holds zero.',
    '인도–파키스탄 긴장도는 2008년 11월~2009년 12월 직전일 48.2에서 51.2로 뚜렷한 변화가 없었다(2009년 1월 정점 63.8). 변화의 90% 구간(−2.2~+8.2포인트)이 0을 포함한다.',
  ],
  [
    'JPN-KOR',
    '2019-07-01',
    '2019-12-31',
    'Japan–South Korea tension rose 7.8 points in the second half of 2019, to 65.1 from 57.2 on the eve, with a peak of 77.1 on 28 August, driven by trade restrictions.',
    '일본–한국 긴장도는 2019년 하반기 직전일 57.2에서 65.1로 7.8포인트 상승했다(8월 28일 정점 77.1). 주요인은 무역 제한.',
  ],
  [
    'JPN-KOR',
    '2023-01-01',
    '2023-12-31',
    'Japan–South Korea tension fell 14.8 points in 2023, to 37.0 from 51.8 on the eve, with a low of 27.2 on 18 August, driven by agreements and easing.',
    '일본–한국 긴장도는 2023년 직전일 51.8에서 37.0으로 14.8포인트 하락했다(8월 18일 저점 27.2). 주요인은 합의·완화.',
  ],
  [
    'JPN-KOR',
    '2023-03-01',
    '2023-05-31',
    'Japan–South Korea tension fell 19.5 points from March to May 2023, to 32.1 from 51.6 on the eve, driven by summits.',
    '일본–한국 긴장도는 2023년 3~5월 직전일 51.6에서 32.1로 19.5포인트 하락했다. 주요인은 정상회담.',
  ],
  [
    'AUS-CHN',
    '2020-04-01',
    '2021-06-30',
    'Australia–China tension rose 23.7 points from April 2020 to June 2021, to 79.1 from 55.4 on the eve, driven by trade restrictions.',
    '호주–중국 긴장도는 2020년 4월~2021년 6월 직전일 55.4에서 79.1로 23.7포인트 상승했다. 주요인은 무역 제한.',
  ],
  [
    'AUS-CHN',
    '2022-05-01',
    '2024-06-30',
    'Australia–China tension fell 32.5 points from May 2022 to June 2024, to 41.2 from 73.6 on the eve, with no single cause behind half of it.',
    '호주–중국 긴장도는 2022년 5월~2024년 6월 직전일 73.6에서 41.2로 32.5포인트 하락했다. 변화의 절반을 설명하는 단일 요인은 없다.',
  ],
  [
    'CHN-LTU',
    '2021-07-01',
    '2021-12-31',
    'China–Lithuania tension rose 22.1 points in the second half of 2021, to 76.2 from 54.1 on the eve, driven by recalls of ambassadors.',
    '중국–리투아니아 긴장도는 2021년 하반기 직전일 54.1에서 76.2로 22.1포인트 상승했다. 주요인은 대사 소환.',
  ],
  [
    'CHN-LTU',
    '2022-01-01',
    '2024-10-31',
    'China–Lithuania tension fell 24.2 points from January 2022 to October 2024, to 52.0 from 76.2 on the eve, as earlier diplomatic protests and breaks faded.',
    '중국–리투아니아 긴장도는 2022년 1월~2024년 10월 직전일 76.2에서 52.0으로 24.2포인트 하락했다. 주요인은 이전 외교적 항의·단절의 영향 약화.',
  ],
  [
    'CHN-LTU',
    '2023-01-01',
    '2023-12-31',
    'China–Lithuania tension showed no clear change in 2023, at 54.0 after 65.9 on the eve: the 90% band of the change, −25.4 to +1.1 points, holds zero.',
    '중국–리투아니아 긴장도는 2023년 직전일 65.9에서 54.0으로 뚜렷한 변화가 없었다. 변화의 90% 구간(−25.4~+1.1포인트)이 0을 포함한다.',
  ],
  [
    'CHN-LTU',
    '2019-01-01',
    '2019-06-30',
    'China–Lithuania tension is not known in the first half of 2019: no act is coded, and nobody has said that they looked.',
    '중국–리투아니아 긴장도는 2019년 상반기 알 수 없다. 코딩된 사건이 없고 살펴보았다는 기록도 없다.',
  ],
  [
    'ARM-AZE',
    '2020-07-01',
    '2020-12-31',
    'Armenia–Azerbaijan tension rose 35.2 points in the second half of 2020, to 85.2 from 50.0 on the eve, with a peak of 90.7 on 8 November, driven by military incidents.',
    '아르메니아–아제르바이잔 긴장도는 2020년 하반기 직전일 50.0에서 85.2로 35.2포인트 상승했다(11월 8일 정점 90.7). 주요인은 군사 충돌.',
  ],
  [
    'ARM-AZE',
    '2023-09-01',
    '2023-09-30',
    'Armenia–Azerbaijan tension rose 9.4 points in September 2023, to 81.1 from 71.7 on the eve, after “Azerbaijan opens an offensive on Nagorno-Karabakh” (19 September).',
    '아르메니아–아제르바이잔 긴장도는 2023년 9월 직전일 71.7에서 81.1로 9.4포인트 상승했다. 주요인은 “아제르바이잔, 나고르노카라바흐 공세 개시”(9월 19일).',
  ],
  [
    'IRN-ISR',
    '2024-04-01',
    '2024-04-30',
    'Iran–Israel tension rose 19.2 points in April 2024, to 81.9 from 62.7 on the eve, driven by military incidents.',
    '이란–이스라엘 긴장도는 2024년 4월 직전일 62.7에서 81.9로 19.2포인트 상승했다. 주요인은 군사 충돌.',
  ],
  [
    'IRN-ISR',
    '2025-06-01',
    '2025-06-30',
    'Iran–Israel tension rose 22.0 points in June 2025, to 91.5 from 69.4 on the eve, driven by military incidents.',
    '이란–이스라엘 긴장도는 2025년 6월 직전일 69.4에서 91.5로 22.0포인트 상승했다. 주요인은 군사 충돌.',
  ],
  [
    'IRN-USA',
    '2020-01-01',
    '2020-01-31',
    'Iran–United States tension rose 5.5 points in January 2020, to 94.1 from 88.6 on the eve, driven by military incidents.',
    '이란–미국 긴장도는 2020년 1월 직전일 88.6에서 94.1로 5.5포인트 상승했다. 주요인은 군사 충돌.',
  ],
  [
    'CHN-JPN',
    '2012-01-01',
    '2012-12-31',
    'China–Japan tension rose 11.3 points in 2012, to 60.5 from 49.3 on the eve, with a peak of 65.5 on 24 September, driven by diplomatic protests and breaks.',
    '중국–일본 긴장도는 2012년 직전일 49.3에서 60.5로 11.3포인트 상승했다(9월 24일 정점 65.5). 주요인은 외교적 항의·단절.',
  ],
  [
    'CHN-PHL',
    '2023-01-01',
    '2023-12-31',
    'China–Philippines tension rose 8.3 points in 2023, to 58.1 from 49.8 on the eve, with a low of 38.1 on 5 January and a peak of 59.8 on 10 November, driven by military incidents.',
    '중국–필리핀 긴장도는 2023년 직전일 49.8에서 58.1로 8.3포인트 상승했다(1월 5일 저점 38.1, 11월 10일 정점 59.8). 주요인은 군사 충돌.',
  ],
  [
    'CHN-PHL',
    '2024-06-01',
    '2024-06-30',
    'China–Philippines tension rose 4.9 points in June 2024, to 69.5 from 64.6 on the eve, after “Chinese coast guards ram, board Philippine boats with axes” (17 June).',
    '중국–필리핀 긴장도는 2024년 6월 직전일 64.6에서 69.5로 4.9포인트 상승했다. 주요인은 “중국 해경, 칼·도끼 들고 필리핀 해군정 충돌·승선”(6월 17일).',
  ],
  [
    'IRN-USA',
    '2018-01-01',
    '2018-12-31',
    'Iran–United States tension rose 28.3 points in 2018, to 77.9 from 49.6 on the eve, driven by sanctions.',
    '이란–미국 긴장도는 2018년 직전일 49.6에서 77.9로 28.3포인트 상승했다. 주요인은 제재.',
  ],
  [
    'AUS-CHN',
    '2020-01-01',
    '2020-12-31',
    'Australia–China tension rose 23.0 points in 2020, to 76.6 from 53.6 on the eve, driven by trade restrictions.',
    '호주–중국 긴장도는 2020년 직전일 53.6에서 76.6으로 23.0포인트 상승했다. 주요인은 무역 제한.',
  ],
  [
    'JPN-KOR',
    '2018-10-01',
    '2018-12-31',
    'Japan–South Korea tension rose 12.6 points in the fourth quarter of 2018, to 59.7 from 47.1 on the eve, driven by diplomatic protests and breaks.',
    '일본–한국 긴장도는 2018년 4분기 직전일 47.1에서 59.7로 12.6포인트 상승했다. 주요인은 외교적 항의·단절.',
  ],
  [
    'CHN-JPN',
    '2023-08-01',
    '2023-08-31',
    'China–Japan tension rose 4.6 points in August 2023, to 57.7 from 53.1 on the eve, after “China bans all Japanese seafood after Fukushima release” (24 August).',
    '중국–일본 긴장도는 2023년 8월 직전일 53.1에서 57.7로 4.6포인트 상승했다. 주요인은 “중국, 후쿠시마 방류에 일본산 수산물 전면 금지”(8월 24일).',
  ],
  [
    'DEU-FRA',
    '2020-01-01',
    '2020-12-31',
    'Germany–France tension is not known in 2020: no act is coded, and nobody has said that they looked.',
    '독일–프랑스 긴장도는 2020년 알 수 없다. 코딩된 사건이 없고 살펴보았다는 기록도 없다.',
  ],
];

describe('a window', () => {
  it.each(WINDOWS)('of %s from %s to %s is told, and title and sentence name one cause', (dyad, from, to, en, ko) => {
    for (const [lang, expected] of [
      ['en', en],
      ['ko', ko],
    ] as const) {
      const facts = cardFacts(shippedCard(dyadView(dyad, from, to), { presentation: { lang } }));
      const { sentence, title } = textsOf(facts);
      expect(sentence).toBe(expected);
      const move = partsOfAnswer(facts.move!);
      const cause = driverWords(move, moveFinding(move).driver, moveSubject(facts).eventOf, facts.words);
      if (cause === undefined) continue;
      expect(title).toContain(cause);
      expect(sentence).toContain(cause);
    }
  });

  it('is told of at least forty, and of every dyad', () => {
    expect(WINDOWS.length).toBeGreaterThanOrEqual(40);
    expect(dyads.filter((dyad) => !WINDOWS.some(([told]) => told === dyad))).toEqual([]);
  });
});
