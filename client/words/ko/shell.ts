/** Korean: what surrounds every page. */
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

export const shell: Words['shell'] = {
  name: '긴장도',
  skip: '본문으로 건너뛰기',
  pages: '페이지',
  connected: '연결됨: 새 집계를 따라갑니다',
  notConnected: '연결되지 않음',
  live: '실시간',
  offline: '연결 끊김',
  keys: '단축키',
  howToRead: '지수 읽는 법',
  footer:
    '선 위의 모든 점은 출처가 있는 사건들의 정확한 합입니다. {method}. 사건 자료: CC BY 4.0. 시각은 모두 UTC입니다.',
  links: {
    board: '현황판',
    compare: '비교',
    brief: '브리프',
    alerts: '알림',
    desk: '데스크',
    lab: '실험실',
    model: '모형',
    method: '방법론',
    ops: '운영',
    docs: 'API',
    admin: '관리',
  },
  colours: { auto: '자동', dark: '어둡게', light: '밝게' },
  coloursChange: (now: string, next: string) => `색상: ${now}. ${withParticle(next, '으로/로')} 바꾸기`,
  theComparison: '비교',
  theLab: '실험실',
  theDesk: '데스크',
};

export const people: Words['people'] = {
  signIn: '로그인',
  signOut: '로그아웃',
  signedInAs: (name: string, role: string) => `${name} (${role})`,
  roles: { none: '역할 없음', reader: '열람자', coder: '코더', editor: '편집자', admin: '관리자' },
  needs: (role) => `‘${role}’ 역할로 로그인해야 합니다.`,
  lacks: (held, needed) =>
    `이곳에서 맡은 역할은 ‘${held}’입니다. 여기에는 ‘${needed}’ 역할이 필요합니다. 관리자에게 요청하십시오.`,
  writers: { HTTP: '이름 없이 토큰으로', 'command line': '명령줄', start: '서버 시작' },
};

export const signIn: Words['signIn'] = {
  title: '로그인',
  late: '로그인이 너무 오래 걸렸거나 다른 브라우저에서 시작되었습니다.',
  noRole: '등록된 사용자이지만 이곳에서 맡은 역할이 없습니다. 관리자에게 역할을 요청하세요.',
  failed: '로그인하지 못했습니다.',
  noProvider: '로그인 서비스가 응답하지 않습니다. 잠시 후 다시 시도하세요.',
  again: '다시 로그인',
};

export const keys: Words['keys'] = {
  overlay: '지수 옆에 다른 선: 기계 코딩 또는 직접 코딩',
  title: '단축키',
  single: '한 글자 단축키 사용',
  notWhileTyping: '(입력 중에는 작동하지 않음)',
  close: '닫기',
  search: '국가 쌍 검색',
  ranges: '90일, 1년, 5년, 전체 기간 보기',
  steps: '일, 주, 월 단위 점',
  walk: '차트에서 하루 앞뒤로. Shift와 함께 한 주, Page Up·Page Down은 한 달',
  events: '이전 사건, 다음 사건',
  marks: 'A일, B일 표시',
  explain: 'A에서 B까지의 변화 설명(표시가 없으면 화면 구간 전체)',
  table: '같은 자료를 표로 보기',
  copyImage: '차트를 링크·인용·대체 텍스트와 함께 그림으로 복사',
  brief: '이 보기를 슬라이드·보고서용 카드로, 현황판에서는 아침 브리프로',
  link: '날짜·자료·모형을 고정한 링크 복사',
  looked: '오늘 확인했으나 새로운 것 없음. 페이지나 행의 국가 쌍, 보드에서는 보이는 전체. L: 마지막 확인 이후',
  undo: '실험실에서: 실행 취소, 다시 실행',
  escape: '표시 지우기, 닫기',
  deskWalk: '데스크: 다음·이전 행위',
  deskAccept: '데스크: 행위를 채택하고 다음으로',
  deskCorrect: '데스크: 행위 고치기, 이유를 적고 기각하기',
  deskSplit: '데스크: 행위를 둘로 나누기, 다음 행위와 합치기',
  deskSeverity: '데스크: 행위의 심각도',
  deskUndo: '데스크: 마지막 단계 되돌리기',
  deskRecord: '데스크: 채택한 행위 기록하기',
  views: '그림 확인, 보기 코드 열기',
  help: '이 목록',
};

export const asOf: Words['asOf'] = {
  showEarlier: '이전 시점에 알려져 있던 내용 보기',
  atTheEndOf: '다음 날짜가 끝난 시점',
  show: '보기',
  back: '현재 시점으로 돌아가기',
  explanation:
    '원장은 모든 사건이 언제 기록되었는지 보존하므로 각 페이지를 당시 모습 그대로 볼 수 있습니다. 날짜는 UTC 기준입니다. 그 전에 일어났더라도 나중에 기록된 사건은 아직 나타나지 않습니다.',
  sameAtAnyMoment: ' 이 페이지는 시점과 무관합니다.',
  known: '기준 시점 {when}',
  now: '현재',
  knownAt: (moment: string) => `${moment} 기준으로 알려진 내용`,
  scoredBy: (model: string) => `, 모형 ${model} 적용`,
  endOf: (date: string) => `${date} 종료 시점`,
};

export const banners: Words['banners'] = {
  gone: '서버가 응답하지 않습니다',
  goneSince: (moment: string) =>
    `${moment}부터 {gone}. 지금 보이는 내용은 서버가 마지막으로 보낸 것이며, 페이지가 자동으로 다시 연결합니다.`,
  now: '지금',
  back: '서버가 다시 연결되었습니다.',
  rollUp: '집계가 끝났습니다. 페이지에 새 값이 표시됩니다.',
};

export const problems: Words['problems'] = {
  tooMany: '요청이 너무 많습니다.',
  cannotBeShown: (what: string) => `${withParticle(what, '을/를')} 표시할 수 없습니다.`,
  request: '요청',
  firstRun: '첫 집계를 실행하고 있습니다',
  firstRunNote: '사건을 원장에 읽어 들이고 모든 국가 쌍의 점수를 계산합니다. 몇 초 안에 페이지가 저절로 채워집니다.',
  asksAgain: '이 페이지는 자동으로 다시 요청합니다.',
  asksAgainIn: (seconds: number) => `이 페이지는 ${seconds}초 뒤에 자동으로 다시 요청합니다.`,
  codeMissing: (what: string) => `${what} 코드를 받지 못했습니다.`,
  codeMissingNote: '서버가 갱신되었거나 중단되었을 수 있습니다. 페이지를 다시 불러오십시오.',
  loading: (what: string) => `${what} 불러오는 중 …`,
  status: (status: number) => `서버가 상태 코드 ${status}로 응답했습니다.`,
  noAnswer: '서버가 응답하지 않습니다.',
};

export const controls: Words['controls'] = {
  withKey: (title: string, key: string) => `${title} (단축키 ${key})`,
};

export const notFound: Words['notFound'] = {
  title: '페이지 없음',
  heading: '이 주소에는 페이지가 없습니다',
  board: '현황판',
  sentence:
    '{path} 주소의 페이지는 없습니다. {board}에는 모든 국가 쌍이 있으며, 국가 쌍의 주소는 {example}와 같은 형태입니다.',
};
