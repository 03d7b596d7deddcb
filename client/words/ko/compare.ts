/** Korean: the page that compares dyads, models and methods. */
import { grouped } from '../grouped.ts';
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

export const compare: Words['compare'] = {
  title: '비교',
  pinned: '고정됨.',
  showNow: '현재 알려진 내용 보기',
  what: '비교 대상',
  oneModel: '모형 하나로는 비교할 수 없습니다. 하나 더 추가하십시오.',
  lab: '실험실',
  oneDyad: '국가 쌍 하나로는 비교할 수 없습니다. 하나 더 추가하십시오.',
  theLines: '선',
  dyad: '국가 쌍',
  dyadsCompared: '비교하는 국가 쌍',
  modelsCompared: '비교하는 모형',
  methodsCompared: '비교하는 방법',
  linkCopied: '링크를 복사했습니다. 선·날짜·자료·모형이 고정됩니다.',
  beingSaved: (name: string) => `${withParticle(name, '을/를')} 저장하고 있습니다.`,
  arrangement: '배치',
  scale: '척도',
  csvTitle: '표시된 점을 CSV로 저장',
  copyTitle: '선·날짜·자료·모형을 고정한 링크 복사(단축키 y)',
  needsTwo: '차이를 보려면 선이 둘 필요합니다. 하나 더 추가하십시오.',
  broken: '파선: 사건이 적거나, 행위가 아직 코딩되지 않았을 수 있는 최근 기간. 점선: 미조사.',
  pale: '칸 안의 흐린 선: 나머지 선.',
  countedMethods: '건수를 세는 방법은 코딩된 것이 있는 곳에만 그립니다. 사건이 없는 달은 0이 아닙니다.',
  levelsOnly: '수준 변화는 지수 자체에서 찾습니다. 한 화면 또는 작은 차트에서 ‘수준’을 고르면 볼 수 있습니다.',
  builtOn: '각 선의 근거',
  line: '선',
  eventsShown: '표시된 사건',
  inAll: '전체',
  aYear: '연평균',
  first: '첫 사건',
  last: '마지막 사건',
  sparse: '희소',
  whatMethods: '각 방법이 재는 것과 놓치는 것',
  subjects: { dyads: '국가 쌍', models: '모형', methods: '방법' },
  arrangements: { overlay: '겹쳐 보기', multiples: '작은 차트', difference: '차이' },
  scales: { level: '수준', percentile: '백분위', z: '표준점수' },
  scaleTitles: {
    level: '공개된 값 그대로',
    percentile: '각 선의 이력 안에서의 순위',
    z: '각 선의 평균에서 벗어난 정도(표준편차)',
  },
  knownAt: (moment: string) => `${moment} UTC에 알려져 있던 사건입니다.`,
  knownAtEnd: (date: string) => `${date}이 끝난 시점에 알려져 있던 사건입니다.`,
  onlyModel: (name: string, version: number) =>
    `공개된 모형이 하나뿐입니다(${name} 버전 ${version}). {lab}에서 가중치를 바꾸어 새 버전으로 저장하면 여기서 둘을 비교할 수 있습니다.`,
  methodsOn: (n: number, dyad: string) => `${dyad} 사건에 적용한 방법 ${n}가지`,
  modelsOn: (models: readonly string[], dyad: string) => `${dyad}: ${models.join(', ')}`,
  against: (others: readonly string[], first: string) => `${others.join(', ')}: ${first} 대비`,
  dyadsN: (n: number) => `국가 쌍 ${n}개 비교`,
  together: (names: readonly string[]) => names.join(' · '),
  nouns: { dyad: '국가 쌍', model: '모형', method: '방법' },
  differenceTo: (first: string, measure: string) => `${first} 대비 차이, ${measure}`,
  values: '값',
  tensionIndex: '긴장도 지수',
  below: (name: string) => `차트 아래: ${name}, 전체 기간. `,
  source: (source: string) => `출처: ${source}.`,
  holdAgainst: (name: string) => `다른 선을 ${name}에 견주기`,
  bringToFront: (name: string) => `${withParticle(name, '을/를')} 맨 앞으로: 다른 선을 이것에 견줍니다`,
  toFront: '맨 앞으로',
  takeOut: (name: string) => `${name} 빼기`,
  add: (noun: string) => `${noun} 추가`,
  addOption: (noun: string) => `+ ${noun} 추가`,
};

export const compareChart: Words['compareChart'] = {
  label: (lines: readonly string[], from: string, to: string, step: 'day' | 'week' | 'month') =>
    `${lines.join(', ')} 비교 차트, ${from}부터 ${to}까지. 왼쪽·오른쪽 화살표로 ${{ day: '일', week: '주', month: '월' }[step]} 단위로 이동하고, t로 같은 자료를 표로 봅니다.`,
  minus: (first: string) => `${first} 대비`,
};

export const comparison: Words['comparison'] = {
  percentile: '자체 이력 내 백분위',
  z: '자체 이력 내 표준점수',
  methods: '방법',
  percentileUnit: '0~100, 위로 갈수록 긴장',
  zUnit: '평균으로부터의 표준편차, 위로 갈수록 긴장',
  percentiles: '백분위',
  indexPoints: '지수 포인트',
  deviations: '표준편차',
  turned: ', 뒤집음(위로 갈수록 긴장)',
  difference: (to) => `${to} 대비 차이`,
  as: (line) => `${withParticle(line, '과/와')} 같음`,
  neutral: '중립',
  median: '중앙값',
  mean: '평균',
  inMonth: (month) => month,
};

export const compared: Words['compared'] = {
  noValue: '값 없음',
  percentile: (rank: string) => `백분위 ${rank}`,
  deviations: (score: string) => `${score} 표준편차`,
  none: (date: string) => `${date}까지 값이 있는 선이 없습니다.`,
  lastPeriods: (date: string, values: readonly string[]) => `${date} 이전 마지막 기간: ${values.join(', ')}.`,
  apart: {
    level: (gap: string) => `${gap}포인트`,
    percentile: (gap: string) => `백분위 ${gap}`,
    z: (gap: string) => `표준편차 ${gap}`,
  },
  ends: (t: {
    date: string;
    highest: string;
    highestValue: string;
    lowest: string;
    lowestValue: string;
    apart: string;
  }) =>
    `${t.date} 기준 ${withParticle(t.highest, '이/가')} 가장 높고(${t.highestValue}) ${withParticle(t.lowest, '이/가')} 가장 낮으며(${t.lowestValue}), 차이는 ${t.apart}입니다.`,
  stood: (date: string, values: readonly string[], apart: string) =>
    `${date} 기준: ${values.join(', ')}${values.length < 2 ? '' : `. ${values.length > 2 ? '최고와 최저의 ' : ''}차이는 ${apart}`}.`,
  sameEvents: (events: number, areMany: boolean, lastDate: string | undefined) =>
    `${areMany ? `모두 이 구간의 같은 사건 ${grouped(events)}건을 읽습니다` : `이 구간의 코딩된 사건 ${grouped(events)}건`}${lastDate === undefined ? '' : `. ${lastDate} 이후는 조사되지 않았으며, 자료가 없을 뿐 평온을 뜻하지 않습니다`}.`,
  dotted: (lines: readonly string[]) =>
    `점선: ${lines.join(', ')} 이후는 조사되지 않았습니다. 자료가 없을 뿐 평온을 뜻하지 않습니다.`,
  dottedMany: (first: string, last: string) =>
    `점선: 각 선은 마지막으로 조사한 날(${first}~${last}) 이후가 비어 있습니다. 자료가 없을 뿐 평온을 뜻하지 않습니다.`,
  events: (lines: readonly { readonly short: string; readonly events: number }[]) =>
    `이 구간의 코딩된 사건: ${lines.map(({ short, events }) => `${short} ${events}건`).join(', ')}.`,
  eventsFromTo: (
    fewest: { readonly short: string; readonly events: number },
    most: { readonly short: string; readonly events: number },
  ) => `이 구간의 코딩된 사건: ${fewest.events}건(${fewest.short})에서 ${most.events}건(${most.short})까지.`,
  ownHistory:
    '각 방법은 자체 이력 전체(이후 기간 포함)를 기준으로 하며, 위쪽이 더 긴장된 쪽이 되도록 방향을 맞췄습니다. 비교하는 것은 각 방법이 언제를 긴장된 때로 보는지이지 얼마나 긴장되었는지가 아닙니다.',
  cautions: {
    level:
      '서로 다른 국가 쌍의 수준은 이 수집 범위를 염두에 둘 때에만 비교할 수 있습니다. 코딩 밀도가 다르며 아무도 코딩하지 않은 것은 반영되지 않습니다. 백분위는 각 선을 자체 이력에 견줍니다.',
    percentile:
      '각 선을 조사된 날 전체의 자체 이력(이후 날짜 포함)에 견줍니다. 90은 이력의 10분의 9와 같거나 그보다 긴장되었다는 뜻입니다.',
    z: '각 선을 조사된 날 전체의 자체 이력(이후 날짜 포함)에 견줍니다. 0은 평균적인 날, 1은 그보다 1 표준편차 높은 날입니다.',
  },
};
