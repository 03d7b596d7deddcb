/** Where the value of a field comes from: the text, a rule, the codebook, or the reader. */
import type { SheetAct } from '../../desk/sheet.ts';
import { words } from '../../state/language.ts';

export function Origin({ act, field }: { readonly act: SheetAct; readonly field: string }) {
  const origin = act.set.includes(field) ? 'coder' : act.drawn.origins[field];
  if (origin === undefined) return null;
  return <span class={`origin is-${origin}`}>{words.value.desk.origins[origin]}</span>;
}
