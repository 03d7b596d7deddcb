/** Korean: the language itself. */
import type { Words } from '../en/index.ts';

export const language: Words['language'] = {
  locale: 'ko_KR',
  stateName: ({ nameKo }) => nameKo,
};

export const headlineIn: Words['headlineIn'] = ({ headline, headlineKo }) => headlineKo || headline;
