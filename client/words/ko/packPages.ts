/** Korean: the pages of a pack besides its cards. */
import type { Words } from '../en/index.ts';

export const packPages: Words['packPages'] = {
  title: (n: number) => `긴장도 지수: 그림 ${n}점`,
  contents: '차례',
  method: '방법과 출처',
  index:
    '지수는 0에서 100까지이며, 50은 긴장도 우호도 아닌 중립이다. 국가가 서로에게 한 행위를 출처와 함께 코딩해 더한 값으로, 각 행위는 긴장을 더하거나 덜고 일정 기간 유지된 뒤 옅어진다.',
  models: (names: readonly string[]) => `계산: ${names.join(', ')}.`,
  known: (moments: readonly string[]) => `자료 기준 시점: ${moments.join('; ')}.`,
  licence: (licence: string) => `이 프로젝트가 정리한 사건: ${licence}. 가져온 사건은 만든 쪽의 이용 조건을 따른다.`,
  open: '그림의 코드를 입력하면 그 그림과 근거가 된 모든 사건을 다시 볼 수 있다.',
  sources: '그림에 나온 사건의 출처',
  more: (n: number) => `외 ${n}건`,
};
