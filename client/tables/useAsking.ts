/** Asking about a file again and again, with every answer that is given: only the newest answer counts. */
import { useSignal } from '@preact/signals';
import { ApiProblem, postForm } from '../state/api.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';

export interface Asking<What> {
  readonly busy: What | undefined;
  /** why the server refused; empty where it did not */
  readonly failure: string;
  /** The answer; undefined where it was refused, or a later question has overtaken it. */
  readonly send: <Answer>(path: string, form: FormData, what: What) => Promise<Answer | undefined>;
  readonly clear: () => void;
}

export function useAsking<What>(): Asking<What> {
  const busy = useSignal<What | undefined>(undefined);
  const failure = useSignal('');
  const asked = useSignal(0);
  return {
    busy: busy.value,
    failure: failure.value,
    async send<Answer>(path: string, form: FormData, what: What) {
      const number = ++asked.value;
      busy.value = what;
      failure.value = '';
      try {
        const answer = await postForm<Answer>(path, token.value ?? '', form);
        return number === asked.value ? answer : undefined;
      } catch (error) {
        if (number === asked.value)
          failure.value = error instanceof ApiProblem ? error.message : words.value.problems.noAnswer;
        return undefined;
      } finally {
        if (number === asked.value) busy.value = undefined;
      }
    },
    clear() {
      failure.value = '';
    },
  };
}
