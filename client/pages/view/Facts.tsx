/** What a view pins: its subject, days, model and moment. */
import type { ComponentChildren } from 'preact';
import type { ViewDetail } from '../../../models/contract/views.ts';
import { dayOfMs, epochDay } from '../../../models/calendar.ts';
import { momentWords } from '../../state/asOf.ts';
import { longDate, words } from '../../state/language.ts';

export function Facts({
  detail: { view, createdAt },
  subject,
}: {
  readonly detail: ViewDetail;
  readonly subject: string;
}) {
  const wording = words.value.view;
  const { draft, overlay, whatIf } = view.kind === 'dyad' ? view : {};
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    [wording.kinds[view.kind], subject],
    [wording.days, wording.fromTo(longDate(epochDay(view.from)), longDate(epochDay(view.to)))],
    [wording.model, <Model key="model" pinned={view.model} note={draft === undefined ? '' : ` ${wording.draft}`} />],
    [wording.knownAt, momentWords(view.asOf)],
    ...(overlay === undefined ? [] : [[wording.overlay, <Model key="overlay" pinned={overlay} />] as const]),
    ...(whatIf === undefined ? [] : [[wording.whatIf, <code key="whatIf">{whatIf}</code>] as const]),
    [wording.pinnedOn, longDate(dayOfMs(Date.parse(createdAt)))],
  ];
  return (
    <dl class="coding">
      {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  );
}

/** @param pinned name@hash */
function Model({ pinned, note = '' }: { readonly pinned: string; readonly note?: string }) {
  const [name, hash] = pinned.split('@');
  return (
    <>
      <a href={`/m/${pinned}`}>{name}</a> <code>{hash}</code>
      {note}
    </>
  );
}
