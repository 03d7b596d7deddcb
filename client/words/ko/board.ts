/** Korean: the board. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

export const board: Words['board'] = {
  title: '현황판',
  theBoard: '현황판',
  theDyads: '국가 쌍',
  heading: '국가 간 긴장도',
  search: '국가 쌍 검색',
  searchHint: '국가 쌍 검색',
  newest: '최신 상태',
  nothingThen: '그때까지 기록된 것이 없습니다',
  noEvents: '아직 사건이 없습니다',
  caption: '국가 쌍과 긴장도 지수',
  note: '열을 고르지 않으면 30일 변화의 크기순으로 정렬합니다. 코딩된 사건이 없으면 지난 사건의 효과가 옅어지며 지수가 50으로 다가갑니다. 이는 사건이 없다는 뜻이지 평화를 뜻하지 않습니다. 서로 다른 국가 쌍의 수준은 코딩된 범위 안에서만 비교할 수 있습니다.',
  largestToday: ' · 현재 최대',
  none: '없음',
  today: '오늘',
  bandFromTo: (low: string, high: string) => `90% 신뢰 구간 ${low}~${high}`,
  noHistory: '이력 없음',
  twoYearsFromTo: (from: string, to: string) => `2년: ${from}에서 ${to}(으)로`,
  columns: {
    name: '국가 쌍',
    index: '지수와 90% 신뢰 구간',
    change: '30일 변화',
    flag: '판정',
    spark: '최근 2년',
    top: '가장 큰 요인',
    last: '최근 코딩 사건',
    events: '사건 수',
  },
  lede: (dyads: number, date: string) =>
    `국가 쌍 ${dyads}개의 긴장도를 0에서 100 사이로 나타낸 지수입니다. 50은 긴장도 우호도 아닌 중립입니다. 모든 값은 출처가 있는 코딩된 사건들의 정확한 합입니다. ${date} 기준, 모형 {model} {hash}.`,
  beginsLater: (moment: string) => `이 서버의 원장은 ${moment} 이후에 시작됩니다.`,
  importSome:
    '원장이 비어 있습니다. 사건 파일을 가져오십시오(`npm run -s tension -- import FILE`). 다음 집계가 끝나면 다시 시작하지 않아도 국가 쌍이 여기에 나타납니다.',
  noneFits: (search: string) => `“${search}”에 맞는 국가 쌍이 없습니다.`,
  showAll: (n: number) => `${n}개 모두 보기`,
  ago: (days: number) => `${grouped(days)}일 전`,
};

export const flags: Words['flags'] = {
  deteriorated: '악화',
  unchanged: '변화 없음',
  improved: '개선',
  sparse: '자료 희소',
};
