/** A table of one's own as a feed: dropped or named by its address, looked at row by row, corrected, added; then its line opens. */
import '../styles/deskImport.css';
import { useId, useState } from 'preact/hooks';
import type { ShippedMappings } from '../../models/contract/feedPreview.ts';
import { Notice } from '../components/Notice.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { DropPlace } from '../tables/DropPlace.tsx';
import { FileFacts } from '../tables/FileFacts.tsx';
import { AddTable } from './AddTable.tsx';
import { TableColumns } from './TableColumns.tsx';
import { TableRows } from './TableRows.tsx';
import { TableWords } from './TableWords.tsx';
import { type TableState, useTable } from './useTable.ts';

/** @param onClose with the name of the feed that was added */
export function TableFeed({ onClose }: { readonly onClose: (name?: string) => void }) {
  const wording = words.value.tableFeed;
  const state = useTable();
  const { table, preview, busy, failure, said, change } = state;
  return (
    <div class="table-feed">
      <p class="muted small">{wording.lede}</p>
      <DropPlace file={table instanceof File ? table : undefined} onFile={state.take} />
      <Address onLook={state.take} />
      <p role="status" class="import-busy">
        {busy === undefined ? '' : wording[busy]}
      </p>
      {failure === '' ? null : (
        <Notice kind="error" title={table instanceof File ? table.name : (table ?? '')}>
          {failure}
        </Notice>
      )}
      {preview ? (
        <>
          <KnownLayouts state={state} />
          <FileFacts preview={preview} isOrderGiven={said.dates !== undefined} change={change} />
          <TableColumns preview={preview} change={change} said={said} />
          <TableWords preview={preview} change={change} said={said} />
          {preview.refused === null ? null : (
            <Notice kind="warning" title={wording.refused}>
              {preview.refused}
            </Notice>
          )}
          <TableRows preview={preview} />
          <AddTable key={preview.source} state={state} preview={preview} onClose={onClose} />
        </>
      ) : (
        <p class="desk-buttons">
          <button type="button" onClick={() => onClose()}>
            {words.value.addFeed.close}
          </button>
        </p>
      )}
    </div>
  );
}

/** A table that lies somewhere already. */
function Address({ onLook }: { readonly onLook: (address: string) => void }) {
  const wording = words.value.tableFeed;
  const [address, setAddress] = useState('');
  return (
    <form
      class="desk-buttons table-address"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== '') onLook(address.trim());
      }}
    >
      <TextField label={wording.address} value={address} onChange={setAddress} max={2000} inputMode="url" />
      <button type="submit">{wording.look}</button>
    </form>
  );
}

/** Mappings of data sets that are known: one is tried, and shows at once whether it fits. */
function KnownLayouts({ state }: { readonly state: TableState }) {
  const wording = words.value.tableFeed;
  const id = useId();
  const [chosen, setChosen] = useState('');
  const { data } = useResource<ShippedMappings>('/api/v1/feeds/mappings');
  const mappings = data?.mappings ?? [];
  const known = mappings.find(({ key }) => key === chosen);
  return (
    <div class="form-field">
      <label for={id}>{wording.layout}</label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => {
          const key = event.currentTarget.value;
          setChosen(key);
          state.begin(mappings.find((one) => one.key === key)?.mapping ?? {});
        }}
      >
        <option value="">{wording.guessed}</option>
        {mappings.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      {known ? <p class="muted small">{wording.note(known)}</p> : null}
    </div>
  );
}
