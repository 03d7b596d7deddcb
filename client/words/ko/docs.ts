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
  title: 'API',
  madeFrom: '{file}(OpenAPI 3.1)에서 만들었습니다.',
};
