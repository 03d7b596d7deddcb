/** The end of a form: why it was refused, as far as no field says so, and its two buttons. */
import { Notice } from '../components/Notice.tsx';
import type { useWriting } from './writing.ts';

interface Props {
  readonly writing: ReturnType<typeof useWriting>;
  /** fields whose faults stand nowhere else */
  readonly unplaced: readonly string[];
  readonly save: string;
  readonly close: string;
  readonly onClose: () => void;
}

export function FormEnd({ writing, unplaced, save, close, onClose }: Props) {
  return (
    <>
      {writing.failure === '' ? null : (
        <Notice kind="error">
          {[writing.failure, ...unplaced.map((field) => writing.faults.get(field) ?? '')].join(' ').trim()}
        </Notice>
      )}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending}>
          {save}
        </button>
        <button type="button" onClick={onClose}>
          {close}
        </button>
      </p>
    </>
  );
}
