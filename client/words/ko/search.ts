/** Korean: the search for a pair of states. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

export const search: Words['search'] = {
  label: '국가 쌍 검색, 코드로 보기 열기',
  hint: '두 국가 또는 보기 코드   /',
  pairs: '국가 쌍',
  view: (code: string) => `보기 ${code} 열기`,
  curated: (n: number) => `직접 코딩 ${grouped(n)}건`,
  machine: (feed: string, n: number) => `${feed} 보도 ${grouped(n)}건`,
  nothing: '아직 없음',
  none: (query: string) =>
    `‘${query}’에 맞는 국가 쌍이 없습니다. ‘한국 러시아’나 KOR-RUS처럼 한두 국가의 이름 또는 코드를 입력하십시오.`,
  found: (n: number) => `${grouped(n)}쌍`,
  more: (shown: number, n: number) => `${grouped(n)}쌍 중 처음 ${shown}쌍입니다. 두 번째 국가를 적으면 좁혀집니다.`,
};
