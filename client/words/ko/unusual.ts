/** Korean: unusual days of pairs coded by machine. */
import type { Words } from '../en/index.ts';
import { grouped } from '../grouped.ts';

const than = (beyond: number, of: number, what: string): string =>
  beyond === of ? `${what} ${grouped(of)}일 모두보다` : `${what} ${grouped(of)}일 가운데 ${grouped(beyond)}일보다`;

export const unusual: Words['unusual'] = {
  title: '오늘의 특이 동향',
  link: '오늘의 특이 동향: 기계가 코딩한 쌍',
  theDay: '특이한 국가 쌍',
  lede: '세계 보도에서 차지하는 비중이 평소보다 크거나 작은 쌍, 더 험하거나 부드럽게 보도된 쌍입니다. 각 쌍을 그 쌍의 지난 한 해와 견줍니다.',
  day: '날짜',
  feed: '피드',
  newest: '가장 최근 날짜',
  told: ({ feed, date, total, looked }) =>
    total === 0
      ? `${feed}, ${date}: 살펴본 ${grouped(looked)}쌍 가운데 특이한 쌍이 없습니다.`
      : `${feed}, ${date}: 살펴본 ${grouped(looked)}쌍 가운데 ${grouped(total)}쌍이 특이합니다.`,
  byChance: ({ count, tone }) =>
    `우연만으로도 보도 비중에서는 많으면 ${count}쌍, 평균에서는 많으면 ${tone}쌍이 여기에 오릅니다.`,
  partial: ({ reports, usual }) =>
    `이날의 보도는 ${grouped(reports)}건이 저장되어 있고 평소에는 ${grouped(usual)}건입니다. 하루가 아직 끝나지 않았거나 빠진 파일이 있을 수 있습니다.`,
  unknownDay: (feed, date) =>
    `${date}의 ${feed} 보도는 저장되어 있지 않습니다. 평온한 날이 아니라 알 수 없는 날입니다.`,
  young: ({ known, needed }) =>
    `그 앞의 한 해 가운데 ${grouped(known)}일만 저장되어 있습니다. ${needed}일이 되지 않으면 아무것도 말하지 않습니다. 이전 파일을 가져오십시오(\`feed backfill\`).`,
  noFeed: '저장된 피드가 없습니다. `npm run -s tension -- feed add gdelt` 명령으로 가져옵니다.',
  nonePairs: (title) => `목록 “${title}”에는 지난 한 해와 견줄 만큼 보도가 있는 쌍이 없습니다.`,
  caption: '특이한 국가 쌍. 가장 드문 것부터',
  pair: '국가 쌍',
  reports: '보도',
  usually: (reports) => `평소 비중이면 ${reports}건`,
  what: '특이한 점',
  more: ({ beyond, of }) => `요일을 감안하면 자료가 있는 ${than(beyond, of, '앞선')} 보도 비중이 큽니다.`,
  fewer: ({ beyond, of }) => `요일을 감안하면 자료가 있는 ${than(beyond, of, '앞선')} 보도 비중이 작습니다.`,
  harsher: ({ beyond, of, mean, usual }) =>
    `보도가 있던 ${than(beyond, of, '앞선')} 험합니다. 평균 ${mean}, 평소 ${usual}.`,
  milder: ({ beyond, of, mean, usual }) =>
    `보도가 있던 ${than(beyond, of, '앞선')} 부드럽습니다. 평균 ${mean}, 평소 ${usual}.`,
  share: '세계 보도에서 차지하는 몫',
  all: (n) => `${grouped(n)}쌍 모두 보기`,
  further: (n) => `다른 ${grouped(n)}쌍은 싣지 않았습니다.`,
  rule: '세계 보도에서 차지하는 비중을, 요일의 영향을 빼고 견줍니다. 보도 수가 같아도 세계 보도가 늘면 비중은 작아집니다. 평균은 피드의 척도로 잰 보도 값의 평균이며 낮을수록 험합니다. 날짜는 순위로 견주고, 알 수 없는 날은 뺍니다. 한 건이 되지 않는 차이는 같은 것으로 봅니다. 보도가 다섯 건이 되지 않는 날은 비중이 큰 날로도, 평균으로도 세지 않습니다.',
  notActs:
    '사람이 읽지 않은 보도입니다. 한 사건이 여러 번 보도되면 여러 행위처럼 보입니다. 왜 특이한지는 이 페이지가 알지 못하므로, 선을 열어 보도를 읽으십시오.',
};
