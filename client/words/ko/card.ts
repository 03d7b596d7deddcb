/** Korean: what stands on a card and in its citation. */
import { grouped } from '../grouped.ts';
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

interface Ends {
  readonly isWindow: boolean;
  readonly from: string;
  readonly to: string;
}

/** Of a window the day before its first. */
const ends = ({ isWindow, from, to }: Ends): string =>
  `${isWindow ? '직전일 ' : ''}${from}에서 ${withParticle(to, '으로/로')}`;
/** The same where nothing is said to have moved from one to the other. */
const still = ({ isWindow, from, to }: Ends): string =>
  from === to
    ? `${isWindow ? '직전일과' : '두 날짜가'} 같은 ${withParticle(to, '으로/로')}`
    : `${isWindow ? '직전일' : '첫날'} ${from}, 마지막 날 ${withParticle(to, '으로/로')}`;

const lastLook = ({ isLastLooked }: { readonly isLastLooked: boolean }): string =>
  isLastLooked ? '마지막 조사일인 ' : '';

export const moveSubject: Words['moveSubject'] = {
  both: (_name, a, b) => `${a}–${b} 긴장도`,
  towards: (a, b) => `${a}의 대${b} 긴장도`,
};

export const card: Words['card'] = {
  subject: (a, b) => `${a}–${b} 긴장도`,
  towards: (a, b) => `${a}의 대${b} 긴장도`,
  pair: (a, b) => `${a}–${b}`,
  title: {
    changed: (t) =>
      `${t.subject}, ${t.period} ${t.points}포인트 ${t.isRise ? '상승' : '하락'}${t.record}${t.excursions}${t.cause === undefined ? '' : `, ${t.cause}`}`,
    little: (t) => `${t.subject}, ${t.period} ${t.to} 수준에서 큰 변화 없음${t.excursions}`,
    unclear: (t) => `${t.subject}, ${t.period} ${t.from} → ${t.to}, 불확실성 범위 안의 변화${t.excursions}`,
    faded: (t) => `${t.subject}, 마지막 조사일인 ${t.looked} ${t.value}${t.excursions}`,
    fadedMove: (t) =>
      `${t.subject}, ${t.period} ${t.from} → ${t.to}${t.excursions}, 대부분 이전 사건의 영향 약화: ${t.looked} 이후 미조사`,
    begins: (t) => `${t.subject}, ${lastLook(t)}${t.on} ${t.to}${t.excursions}, 기록은 ${t.first}부터`,
    stood: (t) => `${t.subject}, ${t.date} ${t.value}`,
    nothing: (t) => `${t.subject}, ${t.period} 알 수 없음: 코딩된 사건도 조사했다는 기록도 없음`,
    highestSince: (month) => `, ${month} 이후 최고`,
    lowestSince: (month) => `, ${month} 이후 최저`,
    highestOnRecord: (month) => `, 기록 이래 최고(${month} 이후)`,
    lowestOnRecord: (month) => `, 기록 이래 최저(${month} 이후)`,
    highestUntilThen: (month) => `, 당시까지 최고(${month} 이후)`,
    lowestUntilThen: (month) => `, 당시까지 최저(${month} 이후)`,
    compared: (t) => `${t.date} 긴장도 최고는 ${t.highest}, 나머지는 ${t.others.join(', ')}`,
    comparedUpper: (t) =>
      `${t.date} 긴장도 최고는 ${t.highest.slice(0, -1).join(', ')} 또는 ${t.highest.at(-1)}, 우열을 가리기 어려움, 나머지는 ${t.others.join(', ')}`,
    comparedUnranked: (t) => `${t.date} 긴장도 ${t.lines.join(', ')}, 우열을 가리기 어려움`,
    comparedAlike: (t) => `${t.date} 긴장도 ${t.lines.join(', ')} 서로 비슷`,
    comparedMany: (t) => `${t.date} 긴장도, 비교한 ${grouped(t.pairs)}쌍 중 최고는 ${t.pair}(${t.value})`,
    comparedRange: (t) => `${t.date} 긴장도, 비교한 ${grouped(t.pairs)}쌍은 ${t.low}~${t.high}이며 뚜렷한 최고 없음`,
    more: (n) => `그 밖의 ${grouped(n)}쌍`,
    ofLine: (pair, value) => `${pair}(${value})`,
    provisional: ', 잠정치',
    sparse: ', 코딩된 사건 적음',
    asKnown: (date) => `${date} 시점 기준: `,
    draft: '초안 모형: ',
    machine: '기계 코딩: ',
    whatIf: '가정: ',
    machineBeside: ', 기계 코딩 선과 비교',
  },
  measure: '긴장도 지수(0~100)',
  measureMove: '긴장도 지수를 움직인 요인: 변화의 몫, 지수 포인트',
  bothSides: '양측 행위',
  oneSide: (a, b) => `${a}의 대${b} 행위`,
  steps: { day: '일별', week: '주별', month: '월별' },
  model: (name, version, hash) => `모형 ${name} v${version}(${hash})`,
  secondModel: (name, version, hash) => `함께 그린 선은 ${name} v${version}(${hash})`,
  draftModel: (hash) => `초안 모형(${hash})`,
  asKnown: (moment) => `${moment} 시점 기준`,
  badges: {
    title: (fault) => `직접 입력한 제목: ${fault}`,
    draft: '초안 모형 – 미공개',
    superseded: (model) => `이전 모형: ${model}, 더 새로운 판이 공개됨`,
    whatIf: (words) => `가정: ${words} – 공개된 지수가 아님`,
    sparse: (words, isHatched) => `${isHatched ? '빗금 친 날' : '일부 날'}은 사건이 드물게 코딩됨: ${words}`,
    sparseShort: '빗금: 사건이 드물게 코딩됨',
    sparseLines: (lines) => `파선 구간은 사건이 드물게 코딩됨: ${lines.join(', ')}`,
    uncovered: (words) => words,
    uncoveredLines: (parts) => `미조사: ${parts.join(', ')}(자료가 없을 뿐 평온을 뜻하지 않음)`,
    uncoveredCount: (lines) => `끝부분 미조사: ${grouped(lines)}개 선`,
    sparseCount: (lines) => `파선: ${grouped(lines)}개 선에서 사건이 드물게 코딩됨`,
    lineAfter: (line, date) => `${line} ${date} 이후`,
    asOf: (moment) => `${moment}에 알려진 내용: 표시된 마지막 날 이전`,
    provisional: (date, isDashed) => `${date}부터 ${isDashed ? '파선은 ' : ''}잠정치: 사건이 더 코딩될 수 있음`,
    provisionalShort: '파선: 잠정치',
  },
  whatIfGraded: (events) => `사건 ${grouped(events)}건 심각도 변경`,
  whatIfEvents: (events) => `사건 ${grouped(events)}건`,
  excursion: {
    peak: (value, on) => `${on} 정점 ${value}`,
    trough: (value, on) => `${on} 저점 ${value}`,
    with: (all) => `(${all.join(', ')})`,
  },
  driver: {
    act: (headline, day) => `주요인은 “${headline}”${day === undefined ? '' : `(${day})`}`,
    type: (types) => `주요인은 ${types}`,
    new: (group) => `주요인은 ${group}`,
    ended: (group) => `주요인은 이전 ${group}의 해제·종료`,
    fading: (group) => `주요인은 이전 ${group}의 영향 약화`,
    revised: (group) => `주요인은 ${group} 중 이후 기록·재코딩된 사건`,
    model: (group) => `주요인은 ${group}에 대한 모형의 다른 가중치`,
    rescaling: '주요인은 모형의 다른 기준값·척도',
    all: { ended: '주요인은 이전 조치의 해제·종료', fading: '주요인은 이전 사건의 영향 약화' },
  },
  knownThen: (value) => `당시 알려진 ${value}`,
  gap: {
    after: (date) => `${date} 이후 미조사`,
    days: (n, of) => `${grouped(of)}일 중 ${grouped(n)}일 미조사`,
    all: '이 기간을 조사했다는 기록 없음',
    ofLines: (lines) => `그날 ${lines.join(', ')} 미조사`,
    ofMore: (n) => `그날 다른 ${grouped(n)}쌍 미조사`,
    nothingAfter: (date) => `${date} 이후 코딩된 사건 없음`,
    noFile: '그날 저장된 파일 없음',
    inTitle: (title, gap) => `${title}, ${gap}`,
    inSentence: (sentence, gap) => `${sentence} ${gap}.`,
  },
  sentence: {
    uncovered: (t) =>
      `${t.period}의 ${withParticle(t.subject, '은/는')} 알 수 없다. 코딩된 사건이 없고 살펴보았다는 기록도 ${t.hasValue ? `없다. 이전 사건의 영향이 약해져 선이 ${ends(t)} 옮겨 갔을 뿐이다` : '없다'}.`,
    begins: (t) =>
      `${withParticle(t.subject, '은/는')} ${lastLook(t)}${t.on} ${withParticle(t.to, '이다/다')}${t.excursions}. 기록이 ${t.first}에 시작되어 변화를 말할 수 없다.`,
    faded: (t) =>
      `${withParticle(t.subject, '은/는')} 마지막 조사일인 ${t.looked} ${withParticle(t.value, '이었다/였다')}${t.excursions}. 그 뒤로는 이전 사건의 영향이 약해져 선이 ${t.end} ${withParticle(t.to, '으로/로')} 옮겨 갔을 뿐이다.`,
    fadedMove: (t) =>
      `${withParticle(t.subject, '은/는')} ${t.period} ${ends({ ...t, isWindow: false })} 옮겨 갔다${t.excursions}. 대부분 이전 사건의 영향이 약해진 결과이며, ${t.looked} 이후 조사한 기록이 없다.`,
    little: (t) => `${withParticle(t.subject, '은/는')} ${t.period} ${still(t)} 큰 변화가 없었다${t.excursions}.`,
    unclear: (t) =>
      `${withParticle(t.subject, '은/는')} ${t.period} ${ends(t)} 움직였으나${t.excursions} 불확실성 범위 안이다. 변화의 90% 구간(${t.low}~${t.high}포인트)이 0을 포함한다.`,
    changed: (t) =>
      `${withParticle(t.subject, '은/는')} ${t.period} ${ends(t)} ${t.points}포인트 ${t.isRise ? '상승했다' : '하락했다'}${t.excursions}. ${t.cause === undefined ? '단일 요인으로 설명되지 않는다' : withParticle(t.cause, '이다/다')}.`,
    compared: (t) => `${t.date} 지수는 ${t.lines.join(', ')}이며, 최고와 최저의 차이는 ${t.apart}포인트다.`,
    comparedOne: (t) => `${t.date} 지수는 ${t.lines.join(', ')}이다.`,
    line: (value, pair) => `${pair} ${value}`,
  },
  alt: {
    dyad: (t) =>
      `지수와 불확실성 구간의 선 그래프(${t.subject}, ${t.frequency}, ${t.range})${t.hasBars ? ', 아래에 구성 막대' : ''}.`,
    move: (t) =>
      `폭포 그래프(${t.subject}, ${t.range}). 첫날부터 마지막 날까지 지수를 움직인 요인을 사건의 종류와 분류별로 보인다.`,
    compare: (t) => `${t.lines.join(', ')}의 긴장도 지수 선 그래프, ${t.range}.`,
    band: (low, high) => `마지막 날의 90% 구간은 ${low}~${high}이다.`,
    extremes: (t) =>
      `${t.hasUnlooked ? '조사한 날 가운데 ' : ''}최고는 ${t.highestDate} ${t.highest}, 최저는 ${t.lowestDate} ${t.lowest}이다.`,
    parts: (parts) => `가장 큰 요인: ${parts.join('; ')}.`,
    part: (label, points) => `${label} ${points}`,
    numbered: (events) => `당일 변동이 큰 사건: ${events.join('; ')}.`,
    event: (t) => `${t.date} ${t.type} ${t.points}: ${t.headline}`,
  },
  list: {
    steps: '표시 구간의 가장 큰 움직임',
    unit: '지수 포인트, 당일 기준',
    newEvents: '가장 큰 새 사건',
    shares: '지수 포인트',
    apart: (days) => `${days}: 합쳐도 제목이 말하는 변화가 되지 않는다.`,
    more: (n) => `그 밖에 ${grouped(n)}건`,
  },
  footer: {
    band: { text: '음영: 50%·90% 불확실성 구간.', short: '음영: 50%·90% 구간.' },
    bandOne: { text: '음영: 90% 불확실성 구간.', short: '음영: 90% 구간.' },
    uncovered: { text: '점선: 미조사(자료가 없을 뿐 평온을 뜻하지 않음).', short: '점선: 미조사.' },
    unknown: { text: '점선: 저장된 파일이 없어 알 수 없음.', short: '점선: 저장된 파일 없음.' },
    pale: { text: '칸 안의 흐린 선: 나머지 선.', short: '흐린 선: 나머지 선.' },
    hollow: '빈 점: 미확인.',
    rest: (lines) => `그리지 않은 국가 쌍: ${lines.join(', ')}.`,
    restCount: (n) => `그 밖에 국가 쌍 ${grouped(n)}개.`,
    bars: { text: '각 막대는 앞 막대의 끝에서 시작한다.', short: '' },
    fading: '옅은 막대: 영향 약화.',
    symbols: '서로 다른 국가 쌍의 수준은 코딩 정도가 비슷한 만큼만 비교할 수 있다.',
    sources: (names, more) => `출처: ${names.join('; ')}${more > 0 ? ` 외 ${grouped(more)}곳` : ''}.`,
    events: (n, unverified) =>
      `이 구간 사건 ${grouped(n)}건${unverified > 0 ? `(미확인 ${grouped(unverified)}건)` : ''}.`,
    eventsOf: (n, pair) => `${pair} ${n}건`,
    eventsEach: (parts) => `이 구간 사건: ${parts.join(', ')}.`,
    causes: (n, unverified) =>
      `변화에 기여한 사건 ${grouped(n)}건${unverified > 0 ? `(미확인 ${grouped(unverified)}건)` : ''}.`,
    machineLine: (feeds) => `기계 코딩 선: ${feeds.join(', ')}.`,
    view: (code) => `보기 코드 ${code}`,
    product: '국가 관계 긴장도 대시보드',
    typed: (where) => `대시보드의 “${where}”에 코드를 입력`,
  },
  faults: {
    change: (said, shown) => `제목은 “${said}”(이)라고 하지만 자료는 ${shown}입니다.`,
    percent: (said, shown) =>
      `제목은 “${said}”(이)라고 하지만 지수의 단위는 퍼센트가 아니라 포인트입니다. 자료는 ${shown}입니다.`,
    number: (said, from, to, change) =>
      `제목의 ${withParticle(said, '은/는')} 자료에 없는 값입니다. 지수는 ${from}에서 ${withParticle(to, '으로/로')} 움직였습니다(${change}).`,
    value: (said) => `제목의 ${withParticle(said, '은/는')} 자료에 없는 값입니다.`,
    direction: (said, shown) => `제목은 “${said}”(이)라고 하지만 자료는 ${shown}입니다.`,
    directionWithin: (said, range, change) =>
      `제목은 “${said}”(이)라고 하지만 그 기간(${range}) 지수의 변화는 ${change}입니다.`,
    times: (said, from, to) =>
      `제목은 “${said}”(이)라고 하지만 지수는 ${from}에서 ${withParticle(to, '으로/로')} 움직였습니다.`,
    onDay: (said, day, shown) => `제목은 ${withParticle(said, '을/를')} 말하지만 ${day}의 지수는 ${shown}입니다.`,
    notAbove: (said, highest) =>
      `제목은 지수가 ${withParticle(said, '을/를')} 넘었다고 하지만 그 기간의 최고값은 ${highest}입니다.`,
    notBelow: (said, lowest) => `제목은 지수가 ${said} 아래였다고 하지만 그 기간의 최저값은 ${lowest}입니다.`,
    count: (said, shown) => `제목은 “${said}”(이)라고 하지만 자료의 사건은 ${shown}건입니다.`,
    span: (said, range) => `제목은 “${said}”(이)라고 하지만 자료의 기간은 ${range}입니다.`,
    peak: (said, day, value) => `제목은 정점을 “${said}”에 두지만 자료에서 가장 높은 날은 ${day}(${value})입니다.`,
    trough: (said, day, value) => `제목은 저점을 “${said}”에 두지만 자료에서 가장 낮은 날은 ${day}(${value})입니다.`,
    greater: (said, change, range) =>
      `제목은 “${said}”(이)라고 하지만 같은 길이의 기간에 더 크게 변한 적이 있습니다: ${change}(${range}).`,
    actDate: (said, day) =>
      `제목은 한 행위의 시기를 “${said}”(이)라고 하지만 자료에서 그와 같은 행위의 날짜는 ${day}입니다.`,
    rise: (points) => `상승(${points})`,
    fall: (points) => `하락(${points})`,
    little: (points) => `큰 변화 없음(${points}, 1포인트 미만이거나 90% 구간이 0을 포함)`,
    subject: (said, subject) => `제목은 ${withParticle(said, '을/를')} 말하지만 자료는 ${subject}입니다.`,
    period: (said, range) => `제목은 ${withParticle(said, '을/를')} 말하지만 자료의 기간은 ${range}입니다.`,
    highest: (said, value, date) => `제목은 “${said}”(이)라고 하지만 이전에 더 높았습니다: ${date} ${value}.`,
    lowest: (said, value, date) => `제목은 “${said}”(이)라고 하지만 이전에 더 낮았습니다: ${date} ${value}.`,
    unlooked: (said, days) => `제목의 “${said}”에 해당하는 기간은 조사되지 않았습니다: ${days}.`,
    past: (said, day) => `제목은 “${said}”(이)라고 하지만 자료는 ${day}에 끝납니다.`,
    untilThen: (said, day) =>
      `제목은 “${said}”(이)라고 하지만 자료는 ${day}에 끝나며, 그 뒤는 다를 수 있습니다. “당시까지”라고 쓰십시오.`,
    rank: (said, pair, close) =>
      `제목은 ${pair}에 대해 “${said}”(이)라고 하지만 90% 구간으로는 ${close.join(', ')}보다 높다고 할 수 없습니다.`,
    notMarked: (what) => `제목에 다음 내용이 없습니다: ${what}. 그림에는 표시됩니다.`,
  },
};

export const citation: Words['citation'] = {
  readme:
    '긴장도: 그림, 그 수치, 인용 방법. PNG마다 보기가 들어 있어 대시보드의 어느 페이지에나 끌어다 놓으면 다시 열립니다.',
  index: '긴장도 지수',
  model: '모형',
  asKnown: (moment) => `${moment} 시점 기준`,
  view: '보기',
  accessed: (date) => `${date} 열람`,
  events: '사건 자료',
};
