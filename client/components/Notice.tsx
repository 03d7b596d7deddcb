import type { ComponentChildren } from 'preact';

export type NoticeKind = 'info' | 'warning' | 'error';

/** A sentence that the reader should not miss. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  readonly kind?: NoticeKind;
  readonly title?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {title === undefined ? null : <strong>{title} </strong>}
      {children}
    </div>
  );
}
