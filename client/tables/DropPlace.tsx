/** Where a file is dropped or chosen; afterwards its name. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../state/language.ts';

interface Props {
  readonly file: File | undefined;
  readonly onFile: (file: File) => void;
  /** what stands beside the button */
  readonly children?: ComponentChildren;
}

export function DropPlace({ file, onFile, children }: Props) {
  const wording = words.value.deskImport;
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation(); // otherwise the page takes the file for a picture
    setOver(true);
  };
  return (
    <div
      class={isOver ? 'import-place is-over' : 'import-place'}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const [dropped] = event.dataTransfer?.files ?? [];
        if (dropped) onFile(dropped);
      }}
    >
      {file ? <strong>{file.name}</strong> : <span>{wording.drop}</span>}
      <label class="button">
        {file ? wording.another : wording.choose}
        <input
          type="file"
          class="visually-hidden"
          accept=".csv,.tsv,.tab,.txt,.xlsx,.xls,.ods"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            event.currentTarget.value = ''; // the same file can be chosen again
            if (chosen) onFile(chosen);
          }}
        />
      </label>
      {children}
    </div>
  );
}
