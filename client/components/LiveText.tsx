/** Text that nobody sees: it is read out when it changes. */
import type { Signal } from '@preact/signals';

export function LiveText({ text }: { readonly text: Signal<string> }) {
  return (
    <p class="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
