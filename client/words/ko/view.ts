/** Korean: the page of a view, and a picture or code that leads to it. */
import { grouped } from '../grouped.ts';
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

export const view: Words['view'] = {
  overlay: '두 번째 모형',
  shortCopied: '짧은 링크를 복사했습니다. 기간·자료·모형이 고정된 이 보기가 언제나 그대로 열립니다.',
  pinned: '고정된 보기',
  mistyped: '잘못된 코드',
  noCode: (typed) => `“${typed}”: 보기 코드가 아님`,
  unknown: '알 수 없는 보기',
  noView: (code) => `이 서버에 보기 ${code} 없음`,
  unknownCode:
    '코드의 형식은 맞지만 이 서버에서 고정된 보기가 없습니다. 다른 서버의 그림일 수 있으며, 그 주소는 코드 옆에 적혀 있습니다.',
  unknownPicture: (fileName) =>
    `“${fileName}”에 든 보기는 이 서버에서 고정된 것이 아니므로 여기서는 그림을 보증할 수 없습니다.`,
  pinHere: '이 서버에서 같은 보기 그리기',
  pinHereNote: '이 서버의 자료로 그립니다. 자료가 같을 때만 코드도 같습니다.',
  otherData: '이 서버에서는 다른 보기가 됩니다. 자료나 모형이 달라 그림을 보증할 수 없습니다.',
  badLook: '그림의 모양을 정하는 주소 일부를 읽을 수 없어 기본값을 썼습니다:',
  theStanding: '현재 유효한지 여부',
  theText: '설명',
  whatItShows: '그림의 내용',
  openPage: '대시보드에서 열기',
  copyLink: '링크 복사',
  copied: '복사했습니다.',
  downloads: '내려받기',
  notDrawn: '지금은 그림을 그릴 수 없습니다. 화면을 다시 불러오십시오. 수치는 JSON과 대시보드에서 볼 수 있습니다.',
  fullSize: '원본 파일',
  verdicts: {
    same: '✓ 바뀌지 않은 그림입니다. 이 서버가 그렸습니다.',
    drawn: '✓ 바뀌지 않은 그림입니다. 이 서버가 이전 버전으로 그렸습니다.',
    differs: '이 서버가 그린 그림과 다릅니다.',
    unknown: '이 서버가 모르는 그림입니다.',
    unchecked: '그림을 대조하지 못했습니다.',
    code: '코드로 보기를 찾았습니다. 그림은 대조하지 않았습니다.',
  },
  verdictNotes: {
    same: (fileName) => `“${fileName}”: 이 서버가 이 보기로 그린 파일과 한 바이트도 다르지 않습니다.`,
    drawn: (fileName) =>
      `“${fileName}”: 이 서버가 전에 그린 파일 그대로입니다. 지금 버전은 같은 보기를 아래와 같이 그립니다.`,
    differs: (fileName) =>
      `“${fileName}”: 이 서버가 이 보기로 그린 적이 없는 파일입니다. 편집했거나, 다른 프로그램으로 다시 저장했거나, 다른 곳에서 그린 것입니다. 아래는 이 서버가 이 보기로 그린 그림입니다.`,
    unknown: (fileName) =>
      `“${fileName}”: 이 서버가 그린 것이 아닙니다. 아래는 그 안의 보기를 이 서버가 그린 것입니다.`,
    unchecked: (fileName) => `“${fileName}”: 서버의 파일과 대조하지 못해 보기만 엽니다.`,
    code: (fileName) =>
      `“${fileName}”: 다시 저장하거나 복사하거나 촬영한 그림이어서 고쳐졌는지 알 수 없습니다. 아래에 이 서버가 그린 그림과 비교하십시오.`,
  },
  notChecked: '제목은 사람이 입력한 것이며 확인 대상이 아닙니다.',
  typedTitle: '사람이 입력한 제목입니다.',
  typedTitleNote: (computed) => `자료에서 계산한 제목이 아닙니다. 계산된 제목: ${computed}`,
  withdrawn: (code) => `보기 ${code}: 철회됨`,
  dismiss: '숨기기',
  verified: '유효: 선이 현재 자료와 같습니다',
  superseded: '변경됨: 그 뒤로 알려진 내용이 바뀌었습니다',
  anew: '이 카드를 새로 만들기',
  changes: { recorded: '그 뒤 기록', recoded: '그 뒤 다시 코딩', retracted: '그 뒤 철회' },
  indexOn: (date) => `${date} 지수`,
  was: '당시',
  now: '현재',
  difference: '차이',
  changeWas: '기간 변화(당시)',
  changeNow: '기간 변화(현재)',
  largest: (name, date, was, now) =>
    `${name}: 차이가 가장 큰 날은 ${date}로, ${was}에서 ${withParticle(now, '으로/로')} 바뀌었습니다.`,
  kinds: { dyad: '국가 쌍', move: '변화', compare: '비교' },
  days: '기간',
  fromTo: (from, to) => `${from} – ${to}`,
  model: '모형',
  draft: '– 공개되지 않은 초안으로 그림',
  knownAt: '시점',
  whatIf: '가정',
  pinnedOn: '고정한 날',
  embed: '삽입',
  embedNote:
    '차트와 설명, 원문 링크가 든 프레임입니다. 너비는 자유롭습니다. 서버가 허용한 사이트에서만 보입니다(EMBED_ORIGINS).',
  copySnippet: '코드 복사',
};

export const views: Words['views'] = {
  typedBySomebody: (title) => `${title} (계산된 제목이 아니라 사람이 입력한 제목)`,
  board: (pairs) => `오늘의 국가 쌍 ${grouped(pairs)}개의 긴장도`,
  morning: (pairs) => `국가 쌍 ${grouped(pairs)}개의 아침 브리프`,
  dataAsOf: (date) => `${date} 기준 자료`,
  eventsSince: (recorded: number, recoded: number, retracted: number) =>
    `그 뒤 ${[recorded > 0 ? `사건 ${grouped(recorded)}건이 기록` : '', recoded > 0 ? `${grouped(recoded)}건이 다시 코딩` : '', retracted > 0 ? `${grouped(retracted)}건이 철회` : ''].filter((part) => part !== '').join(', ')}되었습니다. 모두 그림의 마지막 날까지 일어난 사건입니다.`,
  modelNewer: (was: string, now: string) => `모형은 당시 ${was}, 현재 ${now}입니다.`,
  modelGone: (was: string) =>
    `모형 ${withParticle(was, '은/는')} 더 이상 공개되지 않습니다. 정의는 이 보기와 함께 보존되어 있습니다.`,
  draft: '공개된 적 없는 초안 모형으로 그린 보기입니다. 사건의 변화만 비교합니다.',
  noEventsLeft: (name: string) => `${name}: 남아 있는 사건이 없습니다.`,
  whatIfGone: (n: number) => `가정에서 지정한 사건 가운데 ${grouped(n)}건은 더 이상 없습니다.`,
  sameValues: '이 기간의 값은 하나도 바뀌지 않았습니다.',
  nothingChanged: '이 기간에 영향을 주는 사건이 그 뒤로 기록, 재코딩, 철회되지 않았고, 모형도 최신 버전입니다.',
};

export const embeds: Words['embeds'] = {
  keys: '화살표 키로 값을 하나씩 읽습니다.',
  table: '값 표로 보기',
  full: '대시보드에서 열기',
  held: (moment) => `이 차트는 ${moment} 기준으로 알려진 그대로 유지됩니다.`,
  live: (moment) => `${moment} 기준. 이 차트는 최신 자료를 따라갑니다.`,
};

export const pictures: Words['pictures'] = {
  title: '그림 확인, 코드 열기',
  lede: '이 대시보드에서 만든 PNG 카드에는 그림이 보여 주는 보기가 들어 있습니다. 아무 화면에나 끌어다 놓거나 붙여 넣거나 여기서 파일을 고르면 그 보기가 그대로 열리고, 그림이 바뀌지 않았는지, 지금도 유효한지 알 수 있습니다. JPEG, 화면 캡처, 사진은 그림에 있는 QR 코드로 보기를 찾습니다.',
  button: '그림 확인',
  drop: '그림을 놓으면 해당 보기가 열립니다',
  choose: '그림',
  underway: '그림을 읽는 중 …',
  code: '그림에 적힌 코드 또는 주소',
  open: '열기',
  refused: (fileName) => `“${fileName}”에서 보기를 열 수 없습니다.`,
  pasted: '복사할 때 화소만 옮기는 프로그램이 많습니다. 파일 자체를 끌어다 놓거나 그림에 적힌 코드를 입력하십시오.',
  faults: {
    'no-file': '파일을 읽을 수 없습니다. 폴더이거나 이미 없는 파일일 수 있습니다.',
    'too-large': '20MB를 넘습니다. 이만큼 큰 카드는 없으므로 읽지 않았습니다.',
    'not-png': '읽을 수 있는 그림이 아닙니다. 모든 카드 아래쪽에는 코드가 적혀 있으니 입력하십시오.',
    'no-code': '원본 PNG가 아니며 보기의 QR 코드도 읽을 수 없습니다. 아래쪽에 코드가 적혀 있으면 입력하십시오.',
    truncated: '파일이 중간에서 끊겨 일부가 없습니다. 다시 받거나 그림에 적힌 코드를 입력하십시오.',
    damaged: '파일이 손상되어 검사합이 맞지 않습니다. 다시 받거나 그림에 적힌 코드를 입력하십시오.',
    foreign:
      '보기가 들어 있지 않고 QR 코드도 읽을 수 없습니다. 다른 곳에서 만든 그림이거나, 다시 저장하면서 보기가 빠졌습니다. 아래쪽에 코드가 적혀 있으면 입력하십시오.',
    unreadable:
      '들어 있는 내용이 이 대시보드가 쓰는 형식이 아닙니다. 누군가 고쳤거나 더 새로운 버전에서 만든 것입니다. 아래쪽에 코드가 적혀 있으면 입력하십시오.',
  },
  codeFaults: {
    length: '보기 코드는 아홉 자입니다. 빠지거나 더 들어간 글자가 있는지 확인하십시오.',
    character: '보기 코드에 쓰이지 않는 글자가 있습니다. 다시 확인하십시오.',
    check: '코드가 잘못 입력되었습니다. 마지막 글자가 나머지와 맞지 않습니다. 그림과 대조하십시오.',
  },
};
