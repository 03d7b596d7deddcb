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
  morning: '아침 브리프: 새 소식',
  newest: '최신 상태',
  nothingThen: '그때까지 기록된 것이 없습니다',
  noEvents: '아직 사건이 없습니다',
  caption: '국가 쌍과 긴장도 지수',
  note: '열을 고르지 않으면 새 행위가 30일 변화에 더한 크기순으로 정렬하며, 효과가 옅어지기만 한 국가 쌍은 앞에 오지 않습니다. 아무도 살펴보지 않은 기간에는 지난 행위의 효과가 옅어져 지수가 50으로 다가갑니다. 이는 자료가 없다는 뜻이지 평온하다는 뜻이 아닙니다. 백분위는 살펴본 날 가운데 지수가 지금보다 높지 않았던 날의 비율입니다. 서로 다른 국가 쌍의 수준은 코딩된 범위 안에서만 비교할 수 있습니다.',
  largestToday: ' · 현재 최대',
  news: {
    new: '',
    recorded: ' · 이후 기록됨',
    recoded: ' · 이후 다시 코딩됨',
    retracted: ' · 이후 철회됨',
    undone: ' · 이후 해제됨',
  },
  none: '없음',
  noValue: '아직 값 없음',
  noChange: '–',
  ofWhichFading: (points: string) => `이 중 옅어짐 ${points}`,
  rank: (percentile: string) => `자체 이력의 백분위 ${percentile}`,
  rankBasis: (days: number) => `살펴본 ${grouped(days)}일 가운데 지수가 이보다 높지 않았던 날의 비율입니다.`,
  highestSince: (month: string) => ` · ${month} 이후 최고`,
  highestOnRecord: (month: string) => ` · 기록상 최고(${month}부터)`,
  groups: {
    news: '30일 안의 새 소식: 일어났거나, 해제되었거나, 기록되었거나, 다시 코딩된 행위',
    silent: (n: number) => `30일 안에 새 행위 없음(${grouped(n)}개): 지수는 옅어지기만 합니다`,
  },
  lookedToday: '오늘까지 살펴봄',
  lookedThrough: (date: string) => `${date}까지 살펴봄`,
  nobodyLooked: '살펴보았다는 기록 없음',
  bandFromTo: (low: string, high: string) => `90% 구간 ${low}~${high}`,
  noHistory: '이력 없음',
  twoYearsFromTo: (from: string, to: string) => `2년: ${from}에서 ${to}(으)로`,
  columns: {
    name: '국가 쌍',
    index: '지수와 90% 구간',
    change: '30일 변화',
    flag: '판정',
    spark: '최근 2년',
    top: '가장 큰 요인',
    last: '마지막으로 코딩된 행위',
    events: '사건 수',
  },
  lede: (dyads: number, date: string) =>
    `국가 쌍 ${dyads}개의 긴장도를 0에서 100 사이로 나타낸 지수입니다. 50은 긴장도 우호도 아닌 중립입니다. 모든 값은 출처가 있는 코딩된 사건들의 정확한 합입니다. ${date} 기준, 모형 {model} {hash}.`,
  beginsLater: (moment: string) => `이 서버의 원장은 ${moment} 이후에 시작됩니다.`,
  importSome:
    '원장이 비어 있습니다. 사건 파일을 가져오십시오(`npm run -s tension -- import FILE`). 다음 집계가 끝나면 다시 시작하지 않아도 국가 쌍이 여기에 나타납니다.',
  noneFits: (search: string) => `“${search}”에 맞는 국가 쌍이 없습니다.`,
  showAll: (n: number) => `${n}개 모두 보기`,
};

export const flags: Words['flags'] = {
  deteriorated: '악화',
  unchanged: '변화 없음',
  improved: '개선',
  sparse: '자료 희소',
};
