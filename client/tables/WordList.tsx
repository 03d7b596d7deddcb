/** Words of a file that no table knows, each once, with suggestions: an answer holds for all rows alike. */
import type { ComponentChildren } from 'preact';
import type { ImportPreview } from '../../models/contract/importPreview.ts';
import { words } from '../state/language.ts';

export type Word = ImportPreview['states'][number];

interface Props {
  readonly title: string;
  readonly list: readonly Word[];
  readonly nameOf: (meant: string) => string;
  /** @param answer undefined takes the answer back */
  readonly onAnswer: (value: string, answer: string | undefined) => void;
  readonly other: (value: string, choose: (answer: string) => void) => ComponentChildren;
  /** what more is chosen of a word that was answered */
  readonly more?: (word: Word) => ComponentChildren;
}

export function WordList({ title, list, nameOf, onAnswer, other, more }: Props) {
  const wording = words.value.deskImport.words;
  if (list.length === 0) return null;
  return (
    <section class="import-words" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {list.map((word) => {
          const { value, rows, answer, suggestions } = word;
          return (
            <li key={value}>
              <span>
                “{value}” <span class="muted small">{wording.rows(rows)}</span>
              </span>
              {answer === null ? (
                <span class="desk-buttons">
                  {suggestions.map((meant) => (
                    <button
                      key={meant}
                      type="button"
                      aria-label={wording.accept(value, nameOf(meant))}
                      onClick={() => onAnswer(value, meant)}
                    >
                      {nameOf(meant)}
                    </button>
                  ))}
                  {other(value, (chosen) => chosen !== '' && onAnswer(value, chosen))}
                  <button type="button" aria-label={wording.leaveOut(value)} onClick={() => onAnswer(value, '')}>
                    {wording.leaveOutShort}
                  </button>
                </span>
              ) : (
                <span class="desk-buttons">
                  → {answer === '' ? wording.leftOut : nameOf(answer)} {answer === '' ? null : more?.(word)}
                  <button type="button" aria-label={wording.change(value)} onClick={() => onAnswer(value, undefined)}>
                    {wording.changeShort}
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Answers by word, with one more, or with one taken back. */
export function answered<Answer>(
  answers: Readonly<Record<string, Answer>> | undefined,
  value: string,
  answer: Answer | undefined,
): Record<string, Answer> {
  const { [value]: _before, ...others } = answers ?? {};
  return answer === undefined ? others : { ...others, [value]: answer };
}

/** The first suggestion for each word that is open. */
export const suggested = (list: readonly Word[]): readonly (readonly [value: string, meant: string])[] =>
  list.flatMap(({ value, answer, suggestions: [first] }) =>
    answer === null && first !== undefined ? [[value, first] as const] : [],
  );
