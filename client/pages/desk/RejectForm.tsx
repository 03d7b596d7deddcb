/** Why a draft is no act: one of the usual reasons by its number, or one's own words. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { words } from '../../state/language.ts';

export function RejectForm({
  onReject,
  onCancel,
}: {
  readonly onReject: (reason: string) => void;
  readonly onCancel: () => void;
}) {
  const wording = words.value.desk;
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Before the next key arrives: a quick typist is at the reason already.
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="desk-reject"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onReject(reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          onCancel();
        }
      }}
    >
      <label for="desk-reject">{wording.rejectWhy}</label>
      <input
        ref={field}
        id="desk-reject"
        type="text"
        maxLength={300}
        autoComplete="off"
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <div class="desk-actions">
        {wording.rejectReasons.map((usual) => (
          <button key={usual} type="button" onClick={() => onReject(usual)}>
            {usual}
          </button>
        ))}
      </div>
      <div class="desk-actions">
        <button type="submit" class="primary" disabled={reason.trim() === ''}>
          {wording.reject}
        </button>
        <button type="button" onClick={onCancel}>
          {words.value.writing.cancel}
        </button>
      </div>
    </form>
  );
}
