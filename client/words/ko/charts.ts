/** Korean: what charts say in their plots, and the sentences below them. */
import { grouped } from '../grouped.ts';
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

/** @example yearsOf(730) // '2년' */
const yearsOf = (days: number): string => (days % 365 === 0 ? `${days / 365}년` : `${days}일`);

export const charts: Words['charts'] = {
  index: '긴장도 지수',
  indexScale: '0~100, 50은 긴장도 우호도 아닌 중립',
  indexScaleShort: '0~100, 50은 중립',
  parts: '긴장을 높이는 요인과 낮추는 요인',
  partsUnit: '긴장 점수',
  madeOf: '구성',
  madeOfUnit: (when) => `수준의 몫(분류별, 지수 포인트), ${when}`,
  madeOfUnitShort: '수준의 몫',
  when: { day: '일별', week: '매주 말 기준', month: '매월 말 기준', quarter: '매분기 말 기준', year: '매년 말 기준' },
  neutral: '중립',
  onEve: (value) => `전날 ${value}`,
  neutralAt: (value) => `${value} 중립`,
  band: (low, high) => `90% 구간 ${low}~${high}`,
  bandShort: (low, high) => `${low}~${high}`,
  grey: (line) => `회색: ${line}`,
  raises: '높임',
  lowers: '낮춤',
  unverified: (summary) => `미확인: ${summary}`,
  tensionStep: (points) => `긴장 ${points}`,
  nothingSince: (date) => `${date} 이후 코딩된 사건 없음: 자료가 없을 뿐 평온을 뜻하지 않음`,
  nothingBefore: (date) => `${date} 이전에는 코딩된 사건 없음`,
  nothing: '코딩된 사건 없음: 자료가 없을 뿐 평온을 뜻하지 않음',
  notLookedAfter: (date) => `${date} 이후 미조사: 자료가 없을 뿐 평온을 뜻하지 않음`,
  notLooked: '미조사: 자료가 없을 뿐 평온을 뜻하지 않음',
  undeclared: '어느 날을 조사했는지 밝혀져 있지 않음',
  sparseRule: (events, days) => `${yearsOf(days)}간 사건 ${events}건 미만`,
  sparse: (rule) => `희소: ${rule}`,
  sparseShort: '희소: 사건이 적음',
  caption: (what, when) => `${what}, ${when}`,
  largestDifference: (change, date, other, index) => `${date} ${change}: ${index}이 아닌 ${other}`,
};

export const dyadChart: Words['dyadChart'] = {
  chart: '차트',
  label: (name: string, from: string, to: string) =>
    `${name} 긴장도 지수 차트, ${from}부터 ${to}까지. 왼쪽·오른쪽 화살표로 날짜를, 대괄호로 사건을 이동하고, Enter로 날짜를 표시하며, t로 같은 자료를 표로 봅니다.`,
  provisional: '잠정치: 이날의 행위가 아직 코딩되지 않았을 수 있음',
  sparse: '희소: 사건이 적음',
  unverified: ' (미확인)',
  more: (n: number) => `그 밖의 사건 ${n}건`,
  shares: '수준의 몫, 지수 포인트',
};

export const brush: Words['brush'] = {
  first: '표시 구간의 첫날',
  last: '표시 구간의 마지막 날',
  window: '표시 구간',
  fromTo: (from: string, to: string) => `${from}부터 ${to}까지`,
};

export const draftChart: Words['draftChart'] = {
  difference: '차이',
  lessOf: (draft: string, published: string) => `지수 포인트, ${draft} − ${published}`,
};

export const effect: Words['effect'] = {
  with: '포함',
  without: '제외',
  endWith: (index: string) => `${index} 이 사건 포함`,
  endWithShort: (index: string) => `${index} 포함`,
  endWithout: (index: string) => `${index} 제외`,
};

export const sentences: Words['sentences'] = {
  between: (a, b) => `${a}–${b} 긴장도`,
  from: (who) => `${who} 긴장도`,
  towards: (a, b) => `${a}의 대${b}`,
  both: (a, b) => `${withParticle(a, '과/와')} ${b}`,
  atNeutral: '중립',
  above: (points) => `중립보다 ${points}포인트 높음`,
  below: (points) => `중립보다 ${points}포인트 낮음`,
  stood: (at) =>
    `${withParticle(at.acts, '은/는')} ${at.date} 기준 100 중 ${at.index}(90% 구간 ${at.low}~${at.high}), ${at.place}.`,
  none: (from, to) => `${from}부터 ${to}까지 코딩된 사건 없음`,
  looked: ', 살펴본 기간',
  coded: (events, unverified) =>
    `이 구간에 코딩된 사건 ${grouped(events)}건${unverified > 0 ? `(미확인 ${grouped(unverified)}건)` : ''}`,
  sparse: '; 일부 기간은 사건이 드물게 코딩됨',
  outside: (date) => `${date}: 시계열 밖.`,
  day: (at) => `${at.date}: ${at.index}${at.state}.`,
  dayBand: (low, high) => `, 구간 ${low}~${high}`,
  happened: (event) =>
    `${event.title}${event.isVerified ? '' : '(미확인)'}: ${event.summary}, 당일 변동 ${event.points}포인트.`,
};

export const levels: Words['levels'] = {
  note: '계단선: 수준 변화 사이 구간의 평균입니다. 마지막 조사일까지의 월평균에 PELT를 적용해 찾았습니다.',
  none: '수준 변화 없음',
};
