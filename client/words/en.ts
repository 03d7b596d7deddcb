/** English: also the list of what every other language has to say (words.ts). One section for each page and for the charts. */
export const en = {
  /** as a reader of the language calls it */
  language: 'English',
};
