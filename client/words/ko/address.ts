/** Korean: what is wrong with an address. */
import type { Words } from '../en/index.ts';

export const address: Words['address'] = {
  notADate: (name: string, text: string) =>
    `${name}=${text}: 날짜가 아닙니다(YYYY-MM-DD 형식으로 쓰십시오). 무시합니다.`,
  notOneOf: (name: string, text: string, allowed: string, otherwise: string) =>
    `${name}=${text}: ${allowed} 중 하나가 아닙니다. ${otherwise}로 표시합니다.`,
  ranges: {
    '90d': '최근 90일을 표시합니다',
    '1y': '최근 1년을 표시합니다',
    '5y': '최근 5년을 표시합니다',
    all: '전체 기간을 표시합니다',
  },
  outside: (from, to, first, last, shown) => `from=${from} to=${to}: 선이 있는 ${first}~${last} 밖입니다. ${shown}.`,
  beginsBefore: (from, first) => `from=${from}: 선이 시작되기 전입니다. ${first}부터 표시합니다.`,
  endsAfter: (to, last) => `to=${to}: 선의 마지막 날 뒤입니다. ${last}까지 표시합니다.`,
  reversed: (from, to, shown) => `from=${from}이 to=${to}보다 늦습니다. ${shown}.`,
  needsBoth: (shown) => `기간에는 from과 to가 모두 필요합니다. ${shown}.`,
  asOfBad: (asOf: string) =>
    `asOf=${asOf}: 시점이 아닙니다(2026-05-01T12:00:00Z 형식으로 쓰십시오). 현재 상태를 표시합니다.`,
  asOfToBad: (asOfTo: string) =>
    `asOfTo=${asOfTo}: 시점도 now도 아닙니다(2026-05-01T12:00:00Z 형식으로 쓰십시오). 무시합니다.`,
  whatIf: (faults: string) => `whatif: ${faults} 무시합니다.`,
  leftOut: (name: string, part: string, remedy: string) => `${name}: ‘${part}’: ${remedy}. 제외합니다.`,
  twice: (name: string) => `${name}에 같은 것이 두 번 있습니다. 한 번만 표시합니다.`,
  noDyad: '국가 쌍이 아닙니다(KOR-RUS처럼 ISO 코드 두 개로 쓰십시오)',
  noModel: '모형 이름이 아닙니다(baseline 또는 baseline@ 뒤에 버전이나 해시를 쓰십시오)',
  noCode: '보기 코드가 아닙니다(카드 마지막 줄과 비교하십시오)',
  noMethod: (names: string) => `${names} 중 하나가 아닙니다`,
  methodUnits:
    '방법마다 단위가 달라 수준을 한 화면에 함께 둘 수 없습니다. 백분위를 표시합니다. 수준은 작은 차트에서 볼 수 있습니다.',
  methodSteps: '방법은 주나 월 단위로 사건을 셉니다. 월 단위로 표시합니다.',
  tooMany: (name: string, n: number, most: number) =>
    `${name}에 ${n}개가 있으나 선이 ${most}개를 넘으면 구별할 수 없습니다. 처음 ${most}개를 표시합니다.`,
  tooManyParts: (name, n, most) => `${name}: ${n}개를 적었으나 ${most}개까지만 씁니다.`,
  tooLong: (name, length, most) => `${name}: ${length}자입니다. ${most}자까지만 쓰고 나머지는 자릅니다.`,
  noSize: (text, least, most, standard) => `text=${text}: ${least}~${most}퍼센트가 아니므로 ${standard}을 씁니다.`,
};
