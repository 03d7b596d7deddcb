/** What arrives: an alert in words, as every channel gets it. */
import type { Alert } from './outbox.ts';

export interface AlertMessage {
  readonly alert: Alert;
  readonly language: 'en' | 'ko';
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
  readonly words: { readonly acts: string; readonly source: string; readonly view: string };
}

export interface AlertAct {
  readonly summary: string;
  readonly date: string;
  /** what it adds, with its sign */
  readonly points: string;
  readonly sourceName: string;
  readonly sourceUrl: string;
}

/** What goes out at once: an alert, or many folded into one. */
export interface Letter {
  /** the same at each attempt */
  readonly id: string;
  readonly title: string;
  readonly messages: readonly AlertMessage[];
}

/** In plain text. */
export const textOf = ({ title, messages }: Letter): string =>
  messages.length === 1
    ? partsOf(messages[0]!).join('\n')
    : [title, ...messages.map((message) => ['', ...partsOf(message)].join('\n'))].join('\n');

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
