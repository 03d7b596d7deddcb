import type { Category } from '../../models/codebook.ts';
import { words } from '../state/language.ts';

/** The square of a category's colour, as in the chart. */
export function CategoryMark({
  category,
  hasName = false,
}: {
  readonly category: Category;
  readonly hasName?: boolean;
}) {
  const name = words.value.categories[category];
  return (
    <>
      <svg
        class={`category category-${category}`}
        viewBox="0 0 10 10"
        aria-hidden={hasName ? 'true' : undefined}
        role={hasName ? undefined : 'img'}
        aria-label={hasName ? undefined : name}
      >
        <rect x="0.5" y="0.5" width="9" height="9" />
        {category === 'other' ? <path d="M0 5L5 0M0 10L10 0M5 10L10 5" /> : null}
      </svg>
      {hasName ? name : null}
    </>
  );
}
