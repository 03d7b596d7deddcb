/** Pictures are taken on every page: dropped, pasted, or chosen in a dialog, which takes a typed code as well. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readViewCode } from '../charts/view.ts';
import { words } from '../state/language.ts';
import { type Pasted, readPasted } from '../state/pasted.ts';
import { checkPicture, openView, pictureUnderway, refusedPicture } from '../state/pictures.ts';
import { Notice } from './Notice.tsx';

/** Characters: an address with the look of its picture. */
const MAX_TYPED = 500;

interface Properties {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

export function PictureCheck({ isOpen, onOpen, onClose }: Properties) {
  const isOver = useSignal(false);
  useEffect(() => followDrops(isOver, (file, pasted) => void take(file, pasted)), []);
  const take = async (file: File, pasted?: Pasted): Promise<void> => {
    await checkPicture(file, pasted);
    // What could not be read is said in the dialog; a view is on its page.
    if (refusedPicture.value) onOpen();
    else onClose();
  };
  return (
    <>
      {isOver.value ? (
        <div class="drop-target">
          <p>{words.value.pictures.drop}</p>
        </div>
      ) : null}
      <PictureDialog isOpen={isOpen} onClose={onClose} onFile={(file) => void take(file)} />
    </>
  );
}

interface DialogProperties {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onFile: (file: File) => void;
}

function PictureDialog({ isOpen, onClose, onFile }: DialogProperties) {
  const wording = words.value.pictures;
  const dialog = useRef<HTMLDialogElement>(null);
  const refused = refusedPicture.value;
  useEffect(() => {
    if (isOpen && !dialog.current?.open) {
      dialog.current?.showModal();
      // A browser would choose the first field, which takes files; who opens it by its key types.
      dialog.current?.querySelector<HTMLInputElement>('input[name="code"]')?.focus();
    }
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="keys picture-dialog"
      aria-labelledby="picture-title"
      onClose={() => {
        refusedPicture.value = undefined;
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <h2 id="picture-title">{wording.title}</h2>
      <p>{wording.lede}</p>
      {refused ? (
        <Notice kind="error" title={wording.refused(refused.fileName)}>
          {wording.faults[refused.fault]}
          {refused.isPasted && ['foreign', 'no-code'].includes(refused.fault) ? ` ${wording.pasted}` : ''}
        </Notice>
      ) : null}
      <p>
        <label class="picture-file">
          {wording.choose}
          <input
            type="file"
            accept="image/*"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = ''; // the same file can be chosen again
              if (file) onFile(file);
            }}
          />
        </label>
        {pictureUnderway.value === undefined ? null : <span role="status"> {wording.underway}</span>}
      </p>
      <CodeForm onOpened={onClose} />
      <button type="button" onClick={onClose}>
        {words.value.keys.close}
      </button>
    </dialog>
  );
}

/** A code as it is read off a picture, or an address that holds one. */
export function CodeForm({ onOpened }: { readonly onOpened?: () => void }) {
  const wording = words.value.pictures;
  const fault = useSignal<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const open = (): void => {
    const read = readViewCode(input.current?.value ?? '');
    if ('fault' in read) {
      fault.value = wording.codeFaults[read.kind];
      return;
    }
    fault.value = undefined;
    onOpened?.();
    openView(read.code);
  };
  return (
    <form
      class="code-form"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <label>
        {wording.code}{' '}
        <input
          ref={input}
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={MAX_TYPED}
          size={12}
          aria-invalid={fault.value !== undefined}
          aria-describedby="code-fault"
        />
      </label>
      <button type="submit">{wording.open}</button>
      <span id="code-fault" class="field-fault" role="alert">
        {fault}
      </span>
    </form>
  );
}

/** Listens to the whole window. Text is left to the page, but for the link of a view that is pasted outside of all fields. */
function followDrops(isOver: { value: boolean }, onFile: (file: File, pasted?: Pasted) => void): () => void {
  const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
    transfer !== null && Array.from(transfer.types).includes('Files');
  const over = (event: DragEvent): void => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault(); // otherwise the browser leaves the page for the file
    event.dataTransfer.dropEffect = 'copy';
    isOver.value = true;
  };
  const leave = (event: DragEvent): void => {
    // Between two elements of the page there is a related one; out of the window there is none.
    if (event.relatedTarget === null) isOver.value = false;
  };
  const drop = (event: DragEvent): void => {
    isOver.value = false;
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  const paste = (event: ClipboardEvent): void => {
    const { clipboardData, target } = event;
    if (!clipboardData || event.defaultPrevented) return;
    const [file] = clipboardData.files;
    const pasted = { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') };
    const isField = target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
    // A spreadsheet copies its cells as text and as a picture.
    if (isField && (!file || pasted.text !== '')) return;
    const code = file ? undefined : readPasted(pasted).code;
    if (file) onFile(file, pasted);
    else if (code !== undefined) openView(code);
    else return;
    event.preventDefault();
  };
  window.addEventListener('dragenter', over);
  window.addEventListener('dragover', over);
  window.addEventListener('dragleave', leave);
  window.addEventListener('drop', drop);
  window.addEventListener('paste', paste);
  return () => {
    window.removeEventListener('dragenter', over);
    window.removeEventListener('dragover', over);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', drop);
    window.removeEventListener('paste', paste);
  };
}
