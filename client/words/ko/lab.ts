/** Korean: the model lab: parameters, their effect, saving. */
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

export const lab: Words['lab'] = {
  otherActs: (model: string) => `‘${model}’ 모형은 직접 코딩한 사건만으로 계산하지 않습니다.`,
  otherActsNote:
    '실험실은 직접 코딩한 사건으로 조정합니다. {model}의 수치는 모형 카드에서 볼 수 있고, 조정에는 {baseline}을 쓰십시오.',
  everything: '전체',
  title: '실험실',
  theLab: '실험실',
  theEvents: '모든 국가 쌍의 사건',
  noEvents: '아직 점수를 계산할 사건이 없습니다. 사건을 가져오면 다음 집계와 함께 실험실이 열립니다.',
  draft: '초안',
  draftCopied: '링크를 복사했습니다. 초안임을 밝히며 같은 수치를 엽니다.',
  copied: '링크를 복사했습니다.',
  notCopied: '브라우저가 링크 복사를 허용하지 않았습니다. 주소창에 링크가 있습니다.',
  lede: '모형의 어떤 수치든 움직여 보십시오. 끄는 동안 모든 국가 쌍의 점수를 다시 계산합니다.',
  startFrom: '출발 모형',
  nothingToUndo: '취소할 것이 없음(단축키 z)',
  undoThis: (what: string) => `실행 취소: ${what}(단축키 z)`,
  undo: '실행 취소',
  nothingToRedo: '다시 할 것이 없음(Shift z)',
  redoThis: (what: string) => `다시 실행: ${what}(Shift z)`,
  redo: '다시 실행',
  resetAll: '모두 되돌리기',
  save: '저장 …',
  badLink: '링크의 일부를 사용할 수 없어 공개된 수치로 대신합니다.',
  notComputed: '점수를 계산하지 못했습니다.',
  dyad: '국가 쌍',
  changePoints: '변화 시점',
  warning: '초안 — 공개된 모형이 아님',
  shared: (warning: string, changed: number, model: string, address: string) =>
    `${warning}(${model}에서 매개변수 ${changed}개 변경): ${address}`,
  draftBanner: (warning: string, changed: number, model: string) =>
    `**${warning}.** ${model} {hash}에서 매개변수 ${changed}개가 다릅니다.`,
  computing: '계산하는 중 …',
  computingShare: (percent: number) => `계산하는 중 … ${percent}%`,
  mostMoved: (weights: readonly string[]) => `가장 많이 움직인 것: ${weights.join(', ')}.`,
  loadingEvents: '평가에 쓰이는 사건을 불러오는 중 …',
  cardJudged:
    '한 시기가 다른 시기보다 긴장되었다는 출처 있는 진술을 지금 제공되는 사건에 견준 결과입니다. 점수는 가중치를 고르지 않는 규칙과 나란히 볼 때에만 의미가 있습니다.',
  restsOn: '무엇에 기대고 있는가',
  cancel: '취소',
  couldNot: '계산하지 못했습니다.',
  noParameter: (code: string, model: string) => `‘${code}’: ${model}의 매개변수가 아닙니다.`,
  noNumber: (code: string, written: string) => `${code}의 값 ‘${written}’: 숫자가 아닙니다.`,
};

export const labChart: Words['labChart'] = {
  point: '날짜를 가리키면 값을 읽을 수 있습니다',
  clickToSet: '. 눌러서 A, B를 차례로 지정합니다',
  outside: (date: string) => `${date}: 계열 범위 밖.`,
  outsideShort: '계열 범위 밖',
  label: (name: string, published: string, draft: string | undefined, from: string, to: string) =>
    `${name} 차트: ${published}${draft === undefined ? '' : `, ${draft}`} 기준 긴장도 지수${draft === undefined ? '' : '와 그 차이'}, ${from}부터 ${to}까지. 왼쪽·오른쪽 화살표로 날짜를 이동하고 Enter로 표시합니다.`,
  day: (date: string, published: string, draft: { value: string; difference: string } | undefined) =>
    `${date}: 공개 ${published}${draft === undefined ? '' : `, 초안 ${draft.value}, 차이 ${draft.difference}`}.`,
  difference: (points: string) => `차이 ${points}`,
};

export const parameters: Words['parameters'] = {
  title: '가중치와 감쇠',
  search: '매개변수 검색',
  searchHint: '매개변수 검색   /',
  label: '매개변수',
  nothingChanged: '움직인 것이 없습니다.',
  noEvents: '사건 없음',
  effectTitle: '표시된 국가 쌍의 현재 지수 포인트',
  ofTypes: { weight: '가중치', holdDays: '유지 기간', halfLifeDays: '반감기' },
  ofType: (type: string, parameter: string) => `${type} ${parameter}`,
  severity: (step: number) => `심각도 ${step}`,
  general: {
    indirect: '간접 행위',
    unverified: '미확인 사건',
    'repetition.factor': '반복 계수',
    'repetition.windowDays': '반복 기간',
    base: '기준값',
    scale: '척도 S',
    weightSd: '가중치의 불확실성',
    codingSd: '코딩의 불확실성',
    'flag.raiseAt': '판정하는 변화',
    'flag.clearAt': '판정을 거두는 변화',
    'flag.windowDays': '판정 기간',
    'flag.minEvents': '희소 기준 건수',
    'flag.minEventsDays': '건수를 세는 기간',
  },
  groups: { acts: '행위의 반영 방식', index: '긴장도에서 지수로', flag: '판정 기준' },
  onlyIn: (dyad: string) => `${dyad}에 있는 유형만`,
  onlyChanged: (n: number) => `움직인 것만(${n})`,
  noneFits: (search: string) => `${search === '' ? '' : `‘${search}’에 `}맞는 매개변수가 없습니다.`,
  fading: (hold: string | undefined, halfLife: string) =>
    `${hold === undefined ? '' : `${hold}일 유지, `}${halfLife}일마다 절반`,
  fadingLabel: (type: string, fading: string) => `${type}: ${fading}. 유지 기간과 반감기`,
  units: { days: '일', points: 'pt' },
  spokenUnits: { days: '일', points: '포인트', events: '건' },
  published: (value: string) => `공개: ${value}`,
  numberOf: (name: string) => `${name}, 수치`,
  noNumber: '숫자가 아닙니다',
  lock: (name: string) => `${name} 잠그기`,
  locked: '잠김: 맞춤, 목표, 되돌리기에서 건드리지 않음',
  lockTitle: '잠그기: 맞춤, 목표, 되돌리기에서 건드리지 않음',
  resetTo: (name: string, value: string) => `${name}: ${value}(으)로 되돌리기`,
  backTo: (value: string) => `${value}(으)로 되돌리기`,
  fault: (name: string, fault: string) => `${name}: ${fault}.`,
  spoken: (value: string, unit: string, published: string | undefined) =>
    `${value}${unit}${published === undefined ? '' : `, 공개 ${published}`}`,
};

export const changes: Words['changes'] = {
  title: '무엇이 달라지는가',
  nothing: '달라지는 것이 없습니다. 초안의 점수가 모든 국가 쌍에서 공개된 모형과 같습니다.',
  label: '전후의 국가 쌍',
  becomes: '에서 다음으로',
  heads: { name: '국가 쌍', index: '현재 지수', change: '변화', rank: '순위', flag: '판정', peak: '가장 긴장된 날' },
  sentence: (
    n: { moved: number; of: number; ranks: number; flags: number; peaks: number },
    largest: string,
    change: string,
  ) =>
    `${[
      `국가 쌍 ${n.of}개 중 ${n.moved}개가 달라지며 ${largest}의 변화가 가장 큽니다(현재 ${change})`,
      n.ranks === 0 ? '순위 변동 없음' : `순위 변동 ${n.ranks}개`,
      n.flags === 0 ? '판정 변동 없음' : `판정 변동 ${n.flags}개`,
      n.peaks === 0 ? '최고점의 날짜는 모두 그대로' : `최고점의 날짜 변동 ${n.peaks}개`,
    ].join('. ')}.`,
};

export const save: Words['save'] = {
  exists: (name: string) =>
    `${withParticle(name, '은/는')} 이미 있습니다. 다른 이름을 고르거나, 그 모형의 초안에서 새 버전으로 저장하십시오.`,
  sayWhy: '점수가 달라지는 이유를 몇 마디로 적으십시오.',
  needsToken: '저장하려면 서버가 시작할 때 출력한 토큰이 필요합니다.',
  title: '공개 모형으로 저장',
  note: '공개된 버전은 바뀌지 않습니다. 모든 국가 쌍의 점수를 한꺼번에 계산하여 이름과 해시로 제공합니다.',
  saveAs: '저장 방식',
  another: '다른 모형',
  name: '이름',
  nameExample: 'trade-first',
  nameRule: '영문 소문자, 숫자, 붙임표',
  modelTitle: '제목',
  standsFor: '이 모형의 의미',
  reasonExample: '무역 조치를 제재와 같은 비중으로 반영',
  token: '토큰',
  tokenNote: '서버가 시작할 때 보여 주는 주소에 있습니다(#token=…). 이 세션 동안 보관합니다.',
  notSaved: '저장하지 못했습니다.',
  saving: '저장하는 중 …',
  cancel: '취소',
  gone: '서버가 응답하지 않습니다. 초안은 그대로 있습니다.',
  because: '점수가 달라지는 이유:',
  next: (replaced: number) => `다음 버전, 현황판에서 v${replaced}을 대신함`,
  beside: (own: string) => `별도의 이름으로 ${withParticle(own, '과/와')} 나란히`,
  differ: (changed: number, model: string) => `${model}에서 매개변수 ${changed}개 변경, 해시 {hash}`,
  more: (n: number) => `그 밖에 ${n}개`,
  save: (model: string) => `${model} 저장`,
};
