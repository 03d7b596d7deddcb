/** What arrives: an alert in words, as every channel gets it. */
import type { Alert } from './outbox.ts';

export interface AlertMessage {
  readonly alert: Alert;
  readonly language: 'en' | 'ko';
  /** it could not be told what moved it: it may be told later */
  readonly isUntold?: true;
  /** what it is about, and the title of the rule */
  readonly title: string;
  /** of the move, or of what happened to the watch */
  readonly sentence: string;
  /** was and is, with bands */
  readonly values: string;
  readonly acts: readonly AlertAct[];
  /** of the pinned view; null where nothing is shown */
  readonly code: string | null;
  readonly link: string | null;
  /** held back before, told again, given up by another channel */
  readonly remarks: readonly string[];
  /** a PNG; undefined where it could not be drawn */
  readonly picture?: Uint8Array | undefined;
  /** fixed words around them */
  readonly words: { readonly acts: string; readonly view: string };
}

export interface AlertAct {
  readonly summary: string;
  readonly date: string;
  /** what it adds, with its sign */
  readonly points: string;
  readonly sourceName: string;
  readonly sourceUrl: string;
}

/** What goes out at once: an alert, or many folded into one letter. */
export interface Letter {
  /** the same at each attempt */
  readonly id: string;
  readonly title: string;
  /** undefined of a folded letter, and of a call that only says that the server lives */
  readonly message?: AlertMessage;
  readonly folded?: Folded;
  readonly digest?: DigestLetter;
}

/** The morning brief. */
export interface DigestLetter {
  readonly language: 'en' | 'ko';
  readonly text: string;
  readonly html: string;
}

/** Many alerts by their titles. */
export interface Folded {
  readonly language: 'en' | 'ko';
  readonly alerts: readonly { readonly alert: Alert; readonly title: string }[];
  /** that there are more than those whose titles are listed; empty where there are not */
  readonly more: string;
}

/** So many titles a folded letter lists. */
export const LISTED = 20;

/** The titles that a folded letter lists, and how many more there are. */
export const linesOf = ({ alerts, more }: Folded): string[] => [
  ...alerts.slice(0, LISTED).map(({ title }) => title),
  ...(more === '' ? [] : [more]),
];

/** In plain text. */
export const textOf = ({ title, message, folded, digest }: Omit<Letter, 'id'>): string => {
  if (digest) return digest.text;
  if (folded) return [title, ...linesOf(folded).map((line) => `- ${line}`)].join('\n');
  return message ? partsOf(message).join('\n') : title;
};

const partsOf = ({ title, sentence, values, acts, remarks, link, code, words }: AlertMessage): string[] => [
  title,
  ...[sentence, values].filter((line) => line !== ''),
  ...(acts.length === 0 ? [] : [`${words.acts}:`]),
  ...acts.map(
    ({ date, summary, points, sourceName, sourceUrl }) =>
      `- ${date} ${summary} (${points}; ${sourceName}, ${sourceUrl})`,
  ),
  ...remarks,
  ...(code === null ? [] : [`${words.view} ${code}${link === null ? '' : `: ${link}`}`]),
];
