/** Korean: the page of the API. */
import type { Words } from '../en/index.ts';

export const docs: Words['docs'] = {
  reference: 'API 안내서',
  endpoints: '엔드포인트',
  parametersOf: (path: string) => `${path}의 매개변수`,
  parameter: '매개변수',
  in: '위치',
  form: '형식',
  meaning: '의미',
  required: '필수',
  answers: '응답',
  try: '시험해 보기:',
  downloads: '전체 자료 표',
  downloadsAre:
    '표마다 모든 국가 쌍이 CSV 또는 Parquet로 들어 있습니다. 각 행에는 국가 쌍, 모형, 기준 시점이 적혀 있습니다. 기여도 표에 있는 날마다, 중립 지수에 그날의 기여도를 모두 더하면 지수가 됩니다.',
  tables: {
    series: '날짜별 지수와 범위:',
    events: '출처가 있는 모든 사건:',
    contributions: '매달 말에 사건마다 지수에 더하는 값:',
  },
  inPython: 'Python에서 읽기',
  inR: 'R에서 읽기',
  title: 'API',
  madeFrom: '{file}(OpenAPI 3.1)에서 만들었습니다.',
};
