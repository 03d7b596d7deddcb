/** Taking a text that is pasted or dropped: what was pasted as a page brings its article, not its menus. */
import { useState } from 'preact/hooks';
import { grouped } from '../../charts/format.ts';
import { incomingFile, NotTaken } from '../../desk/incoming.ts';
import type { DeskSession } from '../../desk/session.ts';
import { MAX_TEXT_CHARACTERS } from '../../../models/drafting/drafter.ts';
import { words } from '../../state/language.ts';

export interface Taking {
  readonly isOver: boolean;
  /** why nothing was taken, as a sentence */
  readonly fault: string | undefined;
  readonly text: (text: string) => void;
  readonly files: (files: FileList | null | undefined) => Promise<void>;
  readonly paste: (event: ClipboardEvent) => void;
  readonly dropTarget: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: () => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

export function useTaking(session: DeskSession): Taking {
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const refuse = (why: keyof Omit<typeof words.value.desk.notTaken, 'long'>): void =>
    setFault(words.value.desk.notTaken[why]);
  const isTaken = (text: string): boolean => {
    const isLong = text.length > MAX_TEXT_CHARACTERS;
    setFault(isLong ? words.value.desk.notTaken.long(grouped(MAX_TEXT_CHARACTERS)) : undefined);
    return !isLong;
  };
  const takeText = (text: string): void => {
    if (text.trim() !== '' && isTaken(text)) session.take({ text: text.replaceAll('\r\n', '\n') });
  };
  const takeFiles = async (files: FileList | null | undefined): Promise<void> => {
    const [file] = files ?? [];
    if (!file) return;
    try {
      const incoming = await incomingFile(file);
      if (isTaken(incoming.text)) session.take(incoming);
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      refuse(error.why);
    }
  };
  return {
    isOver,
    fault,
    text: takeText,
    files: takeFiles,
    paste(event) {
      const { clipboardData } = event;
      const text = clipboardData?.getData('text/plain') ?? '';
      if (clipboardData && clipboardData.files.length > 0 && text === '') {
        event.preventDefault();
        void takeFiles(clipboardData.files);
      } else if (
        text.trim() !== '' &&
        event.currentTarget instanceof HTMLTextAreaElement &&
        !event.currentTarget.value
      ) {
        event.preventDefault();
        takeText(text);
      } else if (text.length > MAX_TEXT_CHARACTERS) {
        // A field that holds megabytes stands still.
        event.preventDefault();
        isTaken(text);
      }
    },
    dropTarget: {
      onDragOver(event) {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop(event) {
        event.preventDefault();
        setOver(false);
        const { dataTransfer } = event;
        if (dataTransfer && dataTransfer.files.length > 0) void takeFiles(dataTransfer.files);
        else takeText(dataTransfer?.getData('text/plain') ?? '');
      },
    },
  };
}
