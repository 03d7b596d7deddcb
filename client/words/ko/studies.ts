/** Korean: the studies of the lab: judgements, ranking, robustness. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

export const judged: Words['judged'] = {
  title: '전문가 판단',
  lede: '한 시기가 다른 시기보다 긴장되었다는 출처 있는 진술입니다. 모형은 그 순서를 맞혀야 합니다. 좋은 코딩만으로도 많은 순서가 맞으므로, 점수는 가중치를 고르지 않는 규칙과 나란히 볼 때에만 의미가 있습니다.',
  published: '공개',
  draft: '초안',
  equalMore: '동일 가중치가 더 많이 맞힙니다.',
  equalSame: '이 판단들로는 모형의 가중치와 동일 가중치를 가려낼 수 없습니다.',
  flipsNone: '초안이 뒤집는 것 없음',
  flips: (n: number) => `초안이 뒤집는 것 ${n}개`,
  closestHeading: '차이가 가장 근소한 것',
  fit: '판단에 가중치 맞추기',
  fitNote:
    '판단의 순서를 가장 잘 맞히는 가중치를 초안의 값 쪽으로 당겨 구합니다. 0 아래로는 내려가지 않으며 잠근 것은 그대로 둡니다. 보고할 점수는 교차 검증 점수로, 각 판단을 그것을 보지 않은 맞춤이 판정한 결과입니다.',
  fitAction: '맞추기',
  noneMoves: '0.05 이상 움직이는 가중치가 없습니다.',
  fitWord: '맞춤',
  rows: { model: '모형', equal: '모든 가중치 1', random: '무작위 가중치(부호 유지)', count: '사건 건수' },
  orderedOf: (total: number) => `순서 일치(총 ${total})`,
  untested: (n: number) => `그 밖의 판단 ${n}건은 해당 기간이 조사되지 않아 시험하지 않습니다.`,
  asGood: (percent: string, draws: number) => `무작위 추출 ${draws}회 중 ${percent}%가 공개된 모형만큼 맞힙니다.`,
  what: { ordered: '새로 일치', lost: '초안에서 불일치', missed: '불일치', closest: '근소한 차이' },
  tenser: (higher: string, lower: string) => `${higher}: ${lower}보다 긴장.`,
  mayMove: '가중치 이동 허용',
  ridges: { far: '크게', some: '어느 정도', little: '조금' },
  crossValidated: (n: number, of: number) => `교차 검증 ${of}개 중 ${n}개`,
  fitted: (agrees: number, prior: number) => `, 모두 본 경우 ${agrees}개, 초안은 ${prior}개를 맞힙니다.`,
};

export const elicit: Words['elicit'] = {
  title: '어느 쪽이 더 심각했나?',
  lede: '실제 사건 둘 중 어느 쪽이 긴장을 더 높였는지 답하십시오. 다음 쌍은 가중치에 대해 가장 많이 알려 주는 것으로 고릅니다.',
  begin: '시작',
  noMore: '가중치에 대해 더 알려 줄 쌍이 없습니다.',
  nothingMoved: '0.05 이상 움직인 가중치가 아직 없습니다.',
  answers: '답변',
  take: '초안에 반영',
  takeBack: '마지막 답 취소',
  worse: '이쪽이 더 심각',
  inLine: (answers: number, agrees: number) => `답변 ${answers}개, 그중 ${agrees}개가 맞춘 가중치와 일치합니다.`,
};

export const ranks: Words['ranks'] = {
  title: '순위는 얼마나 확실한가',
  lede: '가중치를 불확실성 안에서 새로 뽑고 미확인 사건을 확률에 따라 남기거나 버립니다(난수 씨앗 고정). 행의 국가 쌍이 오늘 열의 국가 쌍보다 위에 있는 비율입니다.',
  shares: '추출 비율',
  dyad: '국가 쌍',
  index: '지수, 90%',
  draw: (models: number) => `모형 ${grouped(models)}개 추출`,
};

export const remarks: Words['remarks'] = {
  title: '모형에 대한 지적',
  none: '없음: 모든 유형에 사건이 다섯 건 이상 있고, 모든 가중치에 따라 움직이는 판단이 있습니다.',
  kinds: {
    'no-events': (type: string) => `${type} 사건이 없습니다. 이 가중치는 아무것도 바꾸지 않으며 시험할 수도 없습니다.`,
    weightless: (type: string, events: number) => `${type} 가중치가 0입니다. 사건 ${events}건이 반영되지 않습니다.`,
    'few-events': (type: string, events: number) =>
      `${type} 사건이 ${events}건뿐입니다. 이 가중치는 그것에만 기대고 있습니다.`,
    untested: (type: string) =>
      `${type} 가중치에 따라 움직이는 판단이 없습니다. 어떤 판단도 이 수치를 다른 수치와 가려내지 못합니다.`,
    unnamed: (type: string, events: number) => `모형에 ${type} 유형이 없습니다. 사건 ${events}건이 반영되지 않습니다.`,
  },
  named: (type: string) => `‘${type}’`,
};

export const robustness: Words['robustness'] = {
  title: '결론은 무엇에 달려 있는가',
  conclusion: '결론',
  direction: '방향',
  rose: '상승',
  roseTitle: 'B일의 지수가 더 높음',
  fell: '하락',
  fellTitle: 'B일의 지수가 더 낮음',
  howFar: '결론을 뒤집으려면 가중치 하나가 얼마나 움직여야 하는가',
  flipsLabel: '움직여야 하는 정도순 가중치',
  weightOf: '가중치',
  now: '현재',
  reversesAt: '뒤집히는 값',
  change: '변화',
  withoutIt: '이것 없이',
  tryHeading: '시험',
  never: '없음',
  try: '시험',
  tryAt: (type: string, weight: string) => `${type} 가중치를 ${weight}(으)로 시험`,
  fewer: '적게 보기',
  showAll: (n: number) => `${n}개 모두 보기`,
  quarter: '각 매개변수가 4분의 1만큼 달라지면',
  parameter: '매개변수',
  changeOfIndex: '지수 변화, ',
  targetWord: '목표',
  take: '초안에 반영',
  sobol: '모든 매개변수를 함께(소볼 지수)',
  sobolNote:
    '모든 매개변수가 4분의 1씩 달라질 때, 두 날짜 사이 변화의 분산 가운데 한 매개변수가 홀로 설명하는 몫(1차)과 상호작용까지 포함한 몫(전체)입니다.',
  draw: (n: number) => `표본 ${n}개 추출`,
  alone: '단독',
  inAll: '전체',
  total: '전체 차수',
  claim: { between: '{day}부터', and: '{day}까지', atLeast: '{points} 포인트 이상', dayA: '(A일)', dayB: '(B일)' },
  moved: (change: number, points: string) =>
    change === 0 ? '움직이지 않았습니다' : change > 0 ? `${points}포인트 상승했습니다` : `${points}포인트 하락했습니다`,
  verdict: (name: string, moved: string, from: string, to: string, holds: boolean, points: string) =>
    `${name} 지수는 ${from}부터 ${to}까지 ${moved}. 결론은 ${holds ? `성립하며 ${points}포인트의 여유가 있습니다` : `${points}포인트 차이로 성립하지 않습니다`}.`,
  carriesMost: (type: string, change: string) => `가장 큰 몫은 ${type}입니다. 가중치가 0이면 변화는 ${change}입니다.`,
  noSingle: (holds: boolean) =>
    `어느 한 가중치에도 달려 있지 않습니다. 0에서 1,000 사이의 어떤 값도 결론을 ${holds ? '뒤집지' : '성립시키지'} 못합니다.`,
  weightMove: (type: string, from: string, to: string) => `${type} ${from} → ${to}`,
  nearest: (holds: boolean, move: string) =>
    `합리적인 범위에서는 어느 한 가중치에도 달려 있지 않습니다. 결론을 ${holds ? '뒤집는' : '성립시키는'} 가장 가까운 것은 ${move}입니다.`,
  dependsOn: (holds: boolean, type: string, move: string, percent: string) =>
    `결론은 ${type} 가중치에 달려 있습니다. ${move}(${percent}%)이면 ${holds ? '뒤집힙니다' : '성립합니다'}.`,
  withoutTitle: (from: string, to: string) => `이 유형의 가중치가 0일 때 ${from}부터 ${to}까지의 지수 변화`,
  others: (n: number) => `나머지 유형 ${n}개는 관련이 없습니다.`,
  changeNow: (points: string) => `현재 ${points}`,
  tornadoNote: (shown: number, all: number) =>
    `매개변수를 하나씩 움직였을 때 두 날짜 사이의 지수 변화입니다. 빈 막대는 25% 감소, 채운 막대는 25% 증가. ${all}개 중 가장 넓은 ${shown}개.`,
  noTarget: (holds: boolean) =>
    `잠그지 않은 가중치를 어떻게 바꾸어도 결론을 ${holds ? '뒤집을' : '성립시킬'} 수 없습니다.`,
  target: (holds: boolean, weights: number, named: string) =>
    `**목표.** 모든 가중치를 함께 움직여 결론을 ${holds ? '뒤집는' : '성립시키는'} 가장 작은 변화는 ${weights}개를 움직입니다: ${named}.`,
  samples: (mean: string, sd: string) => `표본 전체에서 변화의 평균은 ${mean}, 표준편차는 ${sd}입니다.`,
};
