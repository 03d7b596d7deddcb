/** Korean: the morning brief. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

export const morning: Words['morning'] = {
  of: (date: string) => `${date} 아침 브리프`,
  day: '마지막 날',
  latest: '오늘',
  intro: (dyads: number) =>
    `국가 쌍 ${grouped(dyads)}개를 살펴보았습니다. 기간 끝의 지수가 처음의 90% 신뢰 구간을 벗어나고 1포인트 이상 달라졌을 때만 변화로 봅니다. 그 밖은 잡음입니다.`,
  model: '모형',
  known: (moment: string) => `${moment} 시점 기준 자료.`,
  print: '인쇄',
  pack: (n: number) => `국가 쌍 ${grouped(n)}개로 묶음 만들기`,
  packTitle: '아래 국가 쌍마다 90일 카드 한 장',
  packing: '보기를 고정하는 중 …',
  packed: (n: number) => `보기 ${grouped(n)}개가 아래 묶음에 있습니다.`,
  copyText: '글로 복사',
  copiedText: '아침 브리프를 글로 복사했습니다.',
  periods: { day: '하루 동안', week: '한 주 동안', month: '30일 동안' },
  span: (from: string, to: string) => `${from} ~ ${to}`,
  beyond: (n: number) =>
    n === 0 ? '잡음을 넘어 움직인 국가 쌍이 없습니다.' : `국가 쌍 ${grouped(n)}개가 잡음을 넘어 움직였습니다.`,
  further: (n: number) => `그 밖에 국가 쌍 ${grouped(n)}개가 잡음을 넘어 움직였습니다. 전체는 보드에 있습니다.`,
  fresh: (n: number) => (n === 0 ? '새로 코딩된 사건이 없습니다.' : `새로 코딩된 사건 ${grouped(n)}건.`),
  flags: '바뀐 표지',
  turned: (name: string, from: string, to: string) => `${name}: ${from} → ${to}`,
  over30: (change: string) => `30일간 ${change}`,
  events: '새 사건',
  otherEvents: '그 밖의 새 사건',
  source: '출처',
  unverified: '미확인',
  provisional: '잠정치: 이 기간의 행위가 더 알려질 수 있음',
  sparse: '희소: 사건이 적음',
  noNew: (date: string) => `새 사건 없음. 마지막으로 코딩된 사건은 ${date}`,
  quietTitle: '이 브리프가 말하지 않는 것',
  quiet: (n: number, of: number) =>
    `국가 쌍 ${grouped(of)}개 중 ${grouped(n)}개는 이 30일 동안 코딩된 사건이 없습니다. 사건이 없다는 뜻이지 평온하다는 뜻이 아닙니다.`,
  sparseDyads: (n: number) => (n === 0 ? '' : `국가 쌍 ${grouped(n)}개는 코딩이 희소해 표지를 달 수 없습니다.`),
  lastEvent: (date: string) => `전체에서 마지막으로 코딩된 사건은 ${date}이며, 그 뒤로는 코딩된 것이 없습니다.`,
  nothing: '이날까지 코딩된 것이 없습니다.',
  thatDay: (date: string) => `${date} 아침 브리프 보기`,
  index: (index: string, low: string, high: string) => `${index} (90% 신뢰 구간 ${low}~${high})`,
  dyads: '움직인 국가 쌍',
  inactive: '잡음을 넘어 움직인 것이 없어 묶을 것이 없습니다.',
};
