/** English: what drafting says of a text. It says it in English itself. */
export const drafting = {
  said: (sentence: string): string => sentence,
};
