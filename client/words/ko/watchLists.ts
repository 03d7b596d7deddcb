/** Korean: watch lists. */
import type { Words } from '../en/index.ts';
import { grouped } from '../grouped.ts';
import { withParticle } from './particles.ts';

export const watchLists: Words['watchLists'] = {
  heading: '관심 목록',
  lede: '목록에는 지켜볼 국가 쌍을 적습니다. 현황판, 아침 브리프, 규칙을 목록 하나로 좁힐 수 있습니다.',
  theLists: '관심 목록',
  choose: '목록',
  all: '모든 국가 쌍',
  none: '아직 목록이 없습니다.',
  make: '목록 만들기',
  edit: '목록 관리',
  byToken: '목록을 저장하려면 로그인하거나, 서버가 시작할 때 출력한 주소로 이 페이지를 여십시오.',
  unknown: (name) =>
    `목록 ${withParticle(`“${name}”`, '이/가')} 없거나 다른 사람의 목록입니다. 모든 국가 쌍을 보여 줍니다.`,
  showAll: '모든 국가 쌍 보기',
  empty: (title) => `목록 “${title}”의 국가 쌍에는 사건이 없습니다.`,
  without: (n) => `이 목록의 다른 국가 쌍 ${grouped(n)}개에는 코딩된 사건이 없습니다.`,
  title: '목록 제목',
  shared: '모두에게 보이기',
  sharedNote: '모두에게 보이는 목록은 규칙에서 쓸 수 있으며, 계속 공유됩니다. 공유한 사람과 관리자만 바꿀 수 있습니다.',
  isShared: '공유',
  isOwn: '나만 보기',
  dyads: (n) => `국가 쌍 ${grouped(n)}개`,
  noneChosen: '국가 쌍을 더하십시오.',
  save: '목록 저장',
  saved: (title) => `목록 ${withParticle(`“${title}”`, '을/를')} 저장했습니다.`,
  change: '바꾸기',
  changeOf: (title) => `목록 “${title}” 바꾸기`,
  remove: '없애기',
  removeOf: (title) => `목록 “${title}” 없애기`,
  removed: (title) => `목록 ${withParticle(`“${title}”`, '을/를')} 없앴습니다.`,
  onBoard: '현황판에서 보기',
  brief: '아침 브리프',
  feed: '피드 주소',
  feedOf: (title) => `목록 “${title}”의 피드 주소`,
  feedNote:
    '뉴스 리더에 쓰는 주소입니다. 주소를 아는 사람은 로그인하지 않고 이 목록의 알림을 읽습니다. 지금만 보여 주며, 새로 만들면 앞의 주소는 쓸 수 없습니다.',
  ofList: '목록',
  which: '어느 목록',
  ofTheList: (title) => `목록 “${title}”의 국가 쌍 가운데 하나`,
};
