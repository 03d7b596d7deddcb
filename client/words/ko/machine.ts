/** Korean: lines that are coded by machine. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

export const machine: Words['machine'] = {
  unknownStretch: (feeds: readonly string[]) =>
    `이 기간의 ${feeds.join(', ')} 파일이 저장되어 있지 않음: 평온이 아니라 미상`,
  trust: (acts: number, feeds: readonly string[]) =>
    `이 구간에는 ${feeds.join(', ')}에서 기계가 코딩한 행위가 ${grouped(acts)}건 있습니다. 언론 보도의 내용이며 사람이 읽지 않았습니다.`,
  unknownDays: (n: number, of: number) => `${grouped(of)}일 중 ${grouped(n)}일은 저장된 파일이 없어 알 수 없습니다.`,
  noLevel: (days) =>
    `${grouped(days)}일: 아직 수준이 없습니다. 그 이전 일이 선에 없어 지수가 자리를 잡는 중입니다. 아는 날이 1년이 되면 수준과 순위가 생깁니다.`,
  noLevelShort: (days) => `${grouped(days)}일: 아직 수준 없음`,
  tag: '기계 코딩',
  act: (actor, target, type) => `${actor}의 대${target} ${type}`,
  notActs: '뉴스를 기계로 코딩한 자료: 행위가 아니라 보도입니다.',
  notActsNote: (feeds: readonly string[]) =>
    `사람이 읽지 않았습니다. ${feeds.join(', ')}의 선은 보도의 양과 어조를 따르므로, 수준 비교는 긴장만큼이나 관심의 비교입니다.`,
  sources: '자료',
  sourcesTitle: '다른 선을 겹쳐 보기: 직접 코딩, 기계 코딩',
  mainLine: '지수로 표시',
  besides: '함께 표시',
  coupled: '다른 국가 쌍에서 이어받는 몫 포함',
  volume: '세계 뉴스에서 차지하는 몫과 공백',
  overlayTitle: '이 선 옆에 다른 선 표시',
  evidence: (feed: string) => `${feed}의 근거`,
  loadingEvidence: '피드의 근거',
  behind: (at: { rows: string; stories: string; from: string; to: string }) =>
    `${at.from}부터 ${at.to}까지 보도 ${at.rows}건, 묶으면 ${at.stories}건입니다.`,
  reports: '보도',
  stories: '기사 묶음',
  countedStories: (n: number) => `그중 ${grouped(n)}건이 긴장의 오르내림을 말함`,
  unknown: '알 수 없는 날',
  unknownNote: '저장된 파일 없음: 0이 아니라 공백',
  partial: (n: number) => `파일이 아직 모자란 날 ${grouped(n)}일`,
  late: '늦게 발견',
  lateNote: '행위 하루 뒤를 넘겨 발견됨. 정확히 일주일, 한 달, 일 년 전으로 적힌 경우가 많음',
  siblings: '혼동되는 쌍',
  contaminated: (n: number) => `함께 급증한 날 ${grouped(n)}일`,
  contaminatedNote: (names: readonly string[]) =>
    `기계가 ${names.join(', ')} 쌍을 이 쌍으로 잘못 읽곤 함: 같은 날 함께 급증하면 그쪽의 것일 수 있음`,
  noSiblings: '혼동되는 쌍 없음',
  twoSources: '출처 두 곳 이상',
  twoSourcesNote: (n: number, percent: string) => `출처가 하나뿐인 ${grouped(n)}건(${percent}) 제외`,
  twoSourcesEffect: (at: { date: string; without: string; index: string; change: string }) =>
    `${at.date}: ${at.index} 대신 ${at.without} (${at.change}).`,
  percent: (share: number) => `${share >= 0.1 || share === 0 ? Math.round(share * 100) : (share * 100).toFixed(1)}%`,
  strip: (feed: string) => `${feed} 세계 전체 행에서 차지하는 몫, %`,
  stripLabel: (feed: string, from: string, to: string) =>
    `${from}부터 ${to}까지 ${feed} 세계 전체 행에서 차지하는 몫. 합계는 근거 표에 있습니다.`,
  stripContaminated: '함께 급증',
  dayOf: (feed: string, at: { rows: number; stories: number; sources: number; share: string }) =>
    `${feed}: 보도 ${grouped(at.rows)}건, 묶음 ${grouped(at.stories)}건, 한 건의 출처 최대 ${grouped(at.sources)}곳, 세계 전체 행의 ${at.share}`,
  dayFiles: (done: number, lacking: number) =>
    `저장된 파일 ${grouped(done)}개${lacking > 0 ? `, 모자란 파일 ${grouped(lacking)}개` : ''}`,
  dayLate: (n: number) => `${grouped(n)}건은 늦게 발견`,
  dayNoFile: (feed: string) => `${feed}: 이날의 파일이 저장되어 있지 않음: 0이 아니라 미상`,
  dayContaminated: (names: readonly string[]) => `${names.join(', ')} 쌍과 함께 급증: 그쪽의 것일 수 있음`,
  dayNothing: (feed: string) => `${feed}: 이 국가 쌍의 보도 없음`,
  stale: (feed: string, day: string) => `${feed} 갱신 지연: ${day} 이후 자료 없음`,
  missing: (feed: string) => `${feed} 없음: 저장된 자료가 없음`,
  staleTitle: (lacking: number) =>
    `이후의 날은 알 수 없습니다.${lacking > 0 ? ` 알려진 파일 ${grouped(lacking)}개가 저장되지 않았습니다.` : ''}`,
  onlyMachine: (pair: string) => `${pair} 사이에는 직접 코딩된 사건이 없습니다. 이 선은 기계 코딩만으로 그렸습니다.`,
  onlyMachineNote:
    '행위가 아니라 보도입니다. 사람이 읽지 않았으며, 뉴스에 얼마나 자주 나오는지도 선을 움직입니다. 검토를 거친 판단이 아닙니다.',
  noData: (pair: string) => `${pair}: 아직 자료가 없습니다`,
  noDataNote: '둘 다 국가이지만 둘 사이의 사건은 직접 코딩된 것이 없고, 저장된 피드에도 둘의 보도가 없습니다.',
  noFeeds: '이 서버에는 기계 코딩 피드가 설정되어 있지 않습니다. GDELT에는 1979년부터 모든 국가 쌍이 있습니다:',
  haveFeeds: (feeds: readonly string[]) =>
    `지금까지 저장된 자료: ${feeds.join(', ')}. 더 긴 기간에는 이 국가 쌍이 있을 수 있습니다:`,
  stored: (feed: string, from: string, to: string) => `${feed} ${from}부터 ${to}까지`,
  importOwn: '또는 사건을 직접 코딩해 가져옵니다(방법은 {method} 참조):',
  noModel: (feeds: readonly string[]) =>
    `${feeds.join(', ')}에 이 국가 쌍의 보도가 있으나 읽는 모형이 없습니다. models/definitions에 추가하십시오.`,
  tooMany: (n: number, most: number) =>
    `이 선의 뒤에는 행위가 ${grouped(n)}건 있어 화면에 나열하는 한도(${grouped(most)}건)를 넘습니다. 여기에는 유형별 합을 보이며, 합은 정확합니다.`,
  counts: (at: { rows: number; sources: number; articles: number }) =>
    `보도 ${grouped(at.rows)}건, 출처 ${grouped(at.sources)}곳, 기사 ${grouped(at.articles)}건`,
  late1: (n: number) => `${grouped(n)}건은 늦게 발견`,
  report: (n: number) => `보도 ${n}`,
  reportsNotKept: '주소는 보관하지 않음: 관찰 대상 국가 쌍이 아님',
  coupledFrom: (pair: string) => `${pair}에서 이어받음`,
  coupling: '연동',
};

/** who coded the acts of a line, and what a day without any means */
export const sourceKinds: Words['sourceKinds'] = {
  hand: {
    name: '직접 코딩',
    nothing: '코딩된 사건 없음',
    line: (model: string) => `${model}: 직접 코딩`,
    blankDay: {
      tooltip: '미조사: 자료가 없을 뿐 평온을 뜻하지 않음',
      cell: '미조사',
      said: ', 미조사',
    },
  },
  machine: {
    name: '기계 코딩',
    nothing: '이 국가 쌍의 자료가 저장되어 있지 않음',
    line: (model: string) => `${model}: 기계 코딩`,
    blankDay: { tooltip: '미상', cell: '미상', said: ', 저장된 파일 없음: 미상' },
  },
};
