/** 한국어: 도착하는 알림. */
import { grouped } from '../grouped.ts';
import { withParticle } from './particles.ts';
import type { Words } from '../en/index.ts';

export const alerts: Words['alerts'] = {
  raised: (subject, title) => (subject === '' ? title : `${subject}: ${title}`),
  clear: (subject, title) => `해제 – ${subject === '' ? title : `${subject}: ${title}`}`,
  test: (title) => `시험 – ${title}`,
  folded: (n) => `알림 ${grouped(n)}건`,
  more: (n) => `그 밖에 ${grouped(n)}건`,
  over: '이제 더는 해당하지 않습니다.',
  was: (date, value) => `${date} ${value}`,
  fromTo: (was, is) => `이전: ${was}. 현재: ${is}.`,
  acts: '변화를 이끈 행위',
  view: '보기',
  together: (n, state) => `${state}의 국가 쌍 ${grouped(n)}개가 같은 방향으로 움직였습니다.`,
  notLooked: (days) => `${grouped(days)}일 동안 살펴보았다는 기록이 없습니다. 자료가 없는 것이지 평온한 것이 아닙니다.`,
  reports: ({ feed, date, reports, usual }) =>
    `${feed}, ${date}: 이 국가 쌍의 보도는 ${reports}건입니다. 평소 비중이라면 ${usual}건입니다.`,
  nothingUnusual: '이 규칙으로는 특이한 점이 없습니다.',
  tooFewReports: ({ feed, date }) =>
    `${feed}, ${date}: 이 국가 쌍의 보도나 저장된 날이 너무 적어 무엇이 특이한지 말할 수 없습니다.`,
  onlyReports: '사람이 읽지 않은 보도이며, 왜 특이한지는 알지 못합니다.',
  noReports: '저장된 피드 보도가 아직 없어 이 규칙이 살펴볼 것이 없습니다.',
  heldBack: (n) => `멈춘 동안 이 규칙의 앞선 알림 ${grouped(n)}건을 보내지 않았습니다.`,
  again: (n) => `${grouped(n)}번째 다시 알림: 아직 아무도 이 알림을 확인하지 않았습니다.`,
  givenUp: (channel, fault) => `채널 ${withParticle(channel, '으로/로')} 이 알림을 전하지 못했습니다. ${fault}`,
  runFailed: (run, error) => `집계 ${withParticle(String(run), '이/가')} 실패했습니다: ${error}`,
  runMissing: (hours, last) =>
    `최근 ${grouped(hours)}시간 동안 끝난 집계가 없습니다${last === '' ? '' : `. 마지막 집계는 ${last}에 끝났습니다`}.`,
  runsAgain: '집계가 끝났습니다.',
  feed: {
    title: (of) => (of === null ? 'Tension: 알림' : `Tension: ${of} 알림`),
    description: '알림 규칙이 찾은 것을 그 까닭이 된 행위와 출처와 함께 싣습니다.',
  },
  untold: '무엇이 지수를 움직였는지 지금은 보여 드릴 수 없습니다.',
};
