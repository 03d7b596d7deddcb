/** Days A and B of the dyad page: set, explained and cleared, by pointer and by key. */
import { batch } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { sayDay } from '../../charts/sentences.ts';
import type { DyadView } from '../../state/dyadView.ts';
import { longDate, words } from '../../state/language.ts';
import type { DyadPage } from './dyadPage.ts';

export interface MarkActions {
  /** sets A, then B */
  readonly mark: (day: number) => void;
  /** sets one of them on the day of the pointer, else on the end of the window */
  readonly markAs: (name: 'a' | 'b') => void;
  readonly unmark: () => void;
  /** takes the move between them apart; between the ends of the window where they are not set */
  readonly explain: (changes?: Partial<DyadView>) => void;
  /** takes the pointer to the next or the previous event */
  readonly walkEvents: (direction: 1 | -1) => void;
  /** takes pointer and marks away */
  readonly clear: () => void;
}

export function useMarks({ view, series, scored, window: { from, to }, cursor, say, change }: DyadPage): MarkActions {
  const wording = words.value.dyad;
  const wantsExplain = useRef(false);
  useEffect(() => {
    const title = document.getElementById('explain-title');
    if (!wantsExplain.current || !title) return;
    wantsExplain.current = false;
    title.scrollIntoView({ block: 'start' });
    title.focus({ preventScroll: true });
  });
  const unmark = (): void => change({ a: undefined, b: undefined, asOfTo: undefined, modelTo: undefined });
  return {
    mark: (day) => {
      if (view.a === undefined || view.b !== undefined) {
        change({ a: day, b: undefined });
        say.value = wording.aIs(longDate(day));
      } else if (day !== view.a) {
        change({ b: day });
        say.value = wording.bIs(longDate(day));
      }
    },
    markAs: (name) => {
      const day = cursor.value ?? (name === 'a' ? from : to);
      change({ [name]: day });
      say.value = wording.markIs(name.toUpperCase(), longDate(day));
    },
    unmark,
    explain: (changes = {}) => {
      wantsExplain.current = true;
      // A window begins on the eve of its first day.
      change({ a: view.a ?? from - 1, b: view.b ?? to, ...changes });
    },
    walkEvents: (direction) => {
      if (!scored) return;
      const at = cursor.value ?? (direction === 1 ? from - 1 : to + 1);
      const days = [...new Set(scored.columns.day)].filter((day) => day >= from && day <= to);
      const next = direction === 1 ? days.find((day) => day > at) : days.findLast((day) => day < at);
      if (next === undefined) {
        say.value = direction === 1 ? wording.noLater : wording.noEarlier;
        return;
      }
      cursor.value = next;
      say.value = sayDay(series, next, scored.figureEvents, words.value);
    },
    clear: () =>
      batch(() => {
        cursor.value = undefined;
        if (view.a !== undefined || view.b !== undefined) unmark();
      }),
  };
}
