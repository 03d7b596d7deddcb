/** Grey shapes in place of what is being loaded; a screen reader hears one word. */
import { words } from '../state/language.ts';
export function Skeleton({ kind, what }: { readonly kind: 'board' | 'dyad' | 'text'; readonly what: string }) {
  const lines = kind === 'board' ? 9 : kind === 'dyad' ? 3 : 5;
  return (
    <div class={`skeleton skeleton-${kind}`} role="status">
      <span class="visually-hidden">{words.value.problems.loading(what)}</span>
      {kind === 'dyad' ? <div class="skeleton-figure" /> : null}
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} class="skeleton-line" />
      ))}
    </div>
  );
}
