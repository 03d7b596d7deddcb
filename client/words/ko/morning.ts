/** Korean: the morning brief. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

export const morning: Words['morning'] = {
  of: (date, list) => `${date} 아침 브리프${list === null ? '' : `: ${list}`}`,
  day: '마지막 날',
  latest: '오늘',
  intro: (dyads: number) =>
    `국가 쌍 ${grouped(dyads)}개를 한 번씩만 다룹니다. 지수가 1포인트 이상 달라지고 그 변화의 90% 구간이 0을 포함하지 않을 때 상승 또는 하락으로 봅니다.`,
  byDate: '지난 날의 브리프는 기록된 때가 아니라 행위가 일어난 날짜를 따릅니다.',
  model: '모형',
  known: (moment: string) => `${moment} 시점 기준 자료.`,
  print: '인쇄',
  pack: (n: number) => `국가 쌍 ${grouped(n)}개로 묶음 만들기`,
  packTitle: '아래 국가 쌍마다 90일 카드 한 장',
  packing: '보기를 고정하는 중 …',
  packed: (n: number) => `보기 ${grouped(n)}개가 아래 묶음에 있습니다.`,
  copyText: '글로 복사',
  copiedText: '아침 브리프를 글로 복사했습니다.',
  periods: { week: '최근 7일', month: '최근 30일' },
  newSince: (moment: string) => `${moment} 이후 새 소식`,
  newBetween: (from: string, to: string) => `${from}부터 ${to}까지의 새 소식`,
  lastDay: '최근 24시간만',
  span: (from: string, to: string) => `${from} ~ ${to}`,
  news: (n: number) => (n === 0 ? '새 소식이 없습니다.' : `국가 쌍 ${grouped(n)}개에 새 소식이 있습니다.`),
  moved: (n: number, above: number) =>
    n === 0
      ? '상승하거나 하락한 국가 쌍이 없습니다.'
      : `국가 쌍 ${grouped(n)}개가 상승하거나 하락했습니다${above === 0 ? '' : above < n ? `(이 가운데 ${grouped(above)}개는 위에서 다룸)` : '(모두 위에서 다룸)'}.`,
  further: (n: number) => `여기에 싣지 않은 국가 쌍이 ${grouped(n)}개 더 있습니다. 전체는 현황판에 있습니다.`,
  fresh: (n: number) =>
    n === 0 ? '이 기간에 일어난 것으로 코딩된 행위가 없습니다.' : `이 기간에 일어난 행위 ${grouped(n)}건.`,
  freshFrom: (n: number, first: string) => `${first}부터 일어난 행위 ${grouped(n)}건.`,
  earlier: '그 앞의 날에 일어났으나 그 뒤에 기록되거나 바뀌거나 빠진 행위는 따로 표시합니다.',
  flags: '그 밖에 바뀐 판정',
  turned: (t: {
    from: string;
    to: string;
    before: string;
    after: string;
    days: number;
    raiseAt: string;
    clearAt: string;
    isPassed: boolean;
  }) =>
    `판정: ${t.from} → ${t.to}. ${t.days}일간의 변화가 ${t.before}에서 ${t.after}(으)로 바뀌었습니다${t.isPassed ? `(그사이 ${t.raiseAt}포인트를 넘음)` : ''}. 판정은 ${t.raiseAt}포인트부터 붙고 ${t.clearAt}포인트 미만이면 거둡니다.`,
  over30: (change: string) => `30일간 ${change}`,
  events: '행위',
  otherEvents: '다른 국가 쌍의 행위',
  marks: {
    recorded: '이후 기록됨',
    recoded: '이후 다시 코딩됨',
    retracted: '이후 철회됨',
    undone: '이후 해제됨',
  },
  moreActs: (n: number) => `그 밖에 행위 ${grouped(n)}건`,
  asKnownThen: '이전 값은 당시에 알려진 값',
  lookedThrough: (date: string) => `${date}까지 살펴봄`,
  nobodyLooked: '살펴보았다는 기록 없음',
  source: '출처',
  unverified: '미확인',
  provisional: '잠정치: 이 기간의 행위가 더 알려질 수 있음',
  sparse: '코딩된 행위가 적음',
  quietTitle: '이 브리프가 말하지 않는 것',
  quiet: (n: number, of: number) =>
    n === 0
      ? `국가 쌍 ${grouped(of)}개 모두 이 30일 동안 코딩된 행위가 있습니다.`
      : `국가 쌍 ${grouped(of)}개 중 ${grouped(n)}개는 이 30일 동안 코딩된 행위가 없습니다.`,
  uncovered: (n: number, of: number) =>
    n === 0
      ? '모두 그 기간을 살펴보았으나 찾은 것이 없다고 기록되어 있습니다.'
      : n === of
        ? '그 기간을 살펴보았다는 기록이 없습니다. 자료가 없다는 뜻이지 평온하다는 뜻이 아닙니다.'
        : `그 가운데 ${grouped(n)}개는 그 기간을 살펴보았다는 기록이 없습니다. 자료가 없다는 뜻이지 평온하다는 뜻이 아닙니다.`,
  sparseDyads: (n: number) => (n === 0 ? '' : `국가 쌍 ${grouped(n)}개는 행위가 적어 판정하지 않습니다.`),
  lastEvent: (date: string) => `마지막으로 코딩된 행위의 날짜는 ${date}입니다.`,
  nothing: '이날까지 코딩된 것이 없습니다.',
  thatDay: (date: string) => `${date} 아침 브리프 보기`,
  index: (index: string, low: string, high: string) => `${index} (90% 구간 ${low}~${high})`,
  dyads: '새 소식이나 변화가 있는 국가 쌍',
  inactive: '다루는 국가 쌍이 없어 묶을 것이 없습니다.',
};
