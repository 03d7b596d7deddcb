/** Korean. */
import type { Words } from './words.ts';

export const ko: Words = {
  language: '한국어',
};
