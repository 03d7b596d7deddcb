/** CAMEO codes whose leading zero a spreadsheet has dropped: 042 becomes 42, which is none, and 018 becomes 18, which is another. */

/** CAMEO: a root of two digits (01 to 20), and up to two more. */
export const CAMEO = /^(0[1-9]|1\d|20)\d{0,2}$/;

/** No code as it stands, but one with a zero before it. */
export const lacksZero = (code: string): boolean =>
  !CAMEO.test(code) && /^\d{1,3}$/.test(code) && CAMEO.test(`0${code}`);

/** A root from 10 to 19 tells of conflict; beside an act that eases, 010 to 019 is likelier. */
export const mayLackZero = (code: string, isEasing: boolean): boolean => isEasing && /^1\d$/.test(code);

/** The code with the zero that it has lost, where it has. */
export const withZero = (code: string, isEasing: boolean): string =>
  lacksZero(code) || mayLackZero(code, isEasing) ? `0${code}` : code;
