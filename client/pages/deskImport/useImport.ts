/** A file on its way in: its preview is asked for again with every answer, and recorded with the same mapping. */
import { useSignal } from '@preact/signals';
import type { ImportPreview, TableImportReport } from '../../../models/contract/importPreview.ts';
import type { Mapping } from '../../../models/importing/mapping.ts';
import { postJson } from '../../state/api.ts';
import { news } from '../../state/connection.ts';
import { token } from '../../state/token.ts';
import { useAsking } from '../../tables/useAsking.ts';

export interface PartProps {
  readonly preview: ImportPreview;
  readonly change: (changed?: Partial<Mapping>) => void;
}

export interface ImportState {
  readonly file: File | undefined;
  readonly preview: ImportPreview | undefined;
  readonly report: TableImportReport | undefined;
  readonly busy: 'reading' | 'recording' | undefined;
  /** why the server refused; empty where it did not */
  readonly failure: string;
  readonly take: (file: File) => void;
  /** some members of the mapping anew; no argument: all is guessed again */
  readonly change: (changed?: Partial<Mapping>) => void;
  readonly record: () => void;
  readonly keep: (name: string) => Promise<void>;
  readonly leave: () => void;
}

export function useImport(): ImportState {
  const file = useSignal<File | undefined>(undefined);
  const preview = useSignal<ImportPreview | undefined>(undefined);
  const report = useSignal<TableImportReport | undefined>(undefined);
  const asking = useAsking<NonNullable<ImportState['busy']>>();
  // What the reader has said so far: an answer is added to the last one, though its preview has not come.
  const said = useSignal<Mapping>({});

  const send = async <Answer>(
    path: string,
    mapping: Mapping | undefined,
    what: 'reading' | 'recording',
  ): Promise<Answer | undefined> => {
    if (!file.value) return undefined;
    const form = new FormData();
    form.append('file', file.value, file.value.name);
    if (mapping) form.append('mapping', JSON.stringify(mapping));
    return asking.send<Answer>(path, form, what);
  };
  const ask = async (mapping?: Mapping): Promise<void> => {
    const answer = await send<ImportPreview>('/api/v1/imports/preview', mapping, 'reading');
    if (!answer) return;
    preview.value = answer;
    said.value = answer.mapping;
  };

  return {
    file: file.value,
    preview: preview.value && { ...preview.value, mapping: said.value },
    report: report.value,
    busy: asking.busy,
    failure: asking.failure,
    take(taken) {
      file.value = taken;
      preview.value = undefined;
      report.value = undefined;
      void ask();
    },
    change(changed) {
      said.value = changed ? { ...said.value, ...changed } : {};
      void ask(said.value);
    },
    record() {
      void send<TableImportReport>('/api/v1/imports', said.value, 'recording').then((answer) => {
        if (!answer) return;
        report.value = answer;
        news.value++;
      });
    },
    async keep(name) {
      if (!preview.value) return;
      const { severity, dateOrder, file: read } = preview.value;
      // What was found in this file holds for the next one: its values may not show it.
      const found = { ...(severity && { severity: severity.rule }), ...(dateOrder && { dates: dateOrder }) };
      await postJson('/api/v1/imports/mappings', token.value ?? '', {
        name,
        headings: read.headings.map(({ heading }) => heading),
        mapping: { ...said.value, ...found },
      });
    },
    leave() {
      file.value = undefined;
      preview.value = undefined;
      report.value = undefined;
      asking.clear();
    },
  };
}
