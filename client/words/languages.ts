/** The languages there are, each by the name that its readers give it: all that is known of a language before its file is loaded. */
export const LANGUAGE_NAMES = { en: 'English', ko: '한국어' } as const;

export type Language = keyof typeof LANGUAGE_NAMES;
