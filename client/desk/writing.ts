/** Sending what a form holds: one request at a time, and what the server says of single fields at their places. */
import { useSignal } from '@preact/signals';
import { ApiProblem, askJson, NoAnswer, postJson } from '../state/api.ts';
import { coder } from '../state/coder.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';
import type { NewSuggestion, Suggestion } from '../../models/contract/desk.ts';
import type { ActsRecorded } from '../../models/contract/acts.ts';

export interface Writing {
  readonly isSending: boolean;
  /** by place in the form */
  readonly faults: ReadonlyMap<string, string>;
  /** what is wrong with no field of its own, as a sentence */
  readonly failure: string;
  /** Sends; undefined where it was refused, which `faults` and `failure` then tell. @param onConflict is called where somebody wrote since */
  send<T>(request: () => Promise<T>, onConflict?: () => Promise<void>): Promise<T | undefined>;
  /** Says what is missing before anything is sent. */
  refuse(faults: ReadonlyMap<string, string>): void;
}

const CHANGED_SINCE = 'urn:tension:problem:changed-since';

const NONE: ReadonlyMap<string, string> = new Map();

export function useWriting(): Writing {
  const isSending = useSignal(false);
  const faults = useSignal(NONE);
  const failure = useSignal('');
  return {
    isSending: isSending.value,
    faults: faults.value,
    failure: failure.value,
    async send(request, onConflict) {
      if (isSending.value) return undefined;
      isSending.value = true;
      faults.value = NONE;
      failure.value = '';
      try {
        return await request();
      } catch (error) {
        if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
        if (error instanceof ApiProblem && error.problem?.type === CHANGED_SINCE && onConflict) {
          await onConflict();
          return undefined;
        }
        const places = error instanceof ApiProblem ? placesOf(error) : NONE;
        faults.value = places;
        failure.value = places.size > 0 ? words.value.writing.seeFields : error.message;
        return undefined;
      } finally {
        isSending.value = false;
      }
    },
    refuse(missing) {
      faults.value = missing;
      failure.value = words.value.writing.seeFields;
    },
  };
}

/** The faults of a refused request by their places: `acts[0].bearings[1].actor` is `bearings.1.actor` in the form. */
function placesOf({ problem }: ApiProblem): ReadonlyMap<string, string> {
  return new Map(
    (problem?.errors ?? []).map(({ field, message }) => [
      field.replace(/^acts(?:\[0\]|\.0)\./, '').replaceAll(/\[(\d+)\]/g, '.$1'),
      message,
    ]),
  );
}

/** Whoever gives no name is a reader. @throws ApiProblem, NoAnswer */
export const suggest = (suggestion: Omit<NewSuggestion, 'by'>): Promise<Suggestion> =>
  askJson<Suggestion>('/api/v1/suggestions', { ...suggestion, by: coder.value || 'a reader' });

/** Writes to the ledger with the token that the page holds. @throws ApiProblem, NoAnswer */
export const record = (url: string, body: unknown, key?: string): Promise<ActsRecorded> =>
  postJson<ActsRecorded>(url, token.value ?? '', body, key);

/** Focuses the first field at fault, when the page has shown which. */
export function focusFault(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus());
}
