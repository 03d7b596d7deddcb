/** Which watch list a page keeps to. */
import type { WatchList } from '../../models/contract/watchLists.ts';
import { useLists } from '../alerts/alertData.ts';
import { words } from '../state/language.ts';

interface Props {
  /** name of the list; undefined: all dyads */
  readonly chosen: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
}

export function ListChoice({ chosen, onChoose }: Props) {
  const wording = words.value.watchLists;
  const { data } = useLists();
  if (!data) return null;
  const { lists, mayKeep } = data;
  const isUnknown = chosen !== undefined && !lists.some(({ name }) => name === chosen);
  return (
    <span class="list-choice">
      {lists.length === 0 && chosen === undefined ? null : (
        <label>
          {wording.choose}{' '}
          <select
            value={chosen ?? ''}
            onChange={({ currentTarget: { value } }) => onChoose(value === '' ? undefined : value)}
          >
            <option value="">{wording.all}</option>
            {isUnknown ? <option value={chosen}>{chosen}</option> : null}
            {lists.map(({ name, title, shared }) => (
              <option key={`${name} ${shared}`} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}{' '}
      {mayKeep ? <a href="/alerts#lists">{lists.length === 0 ? wording.make : wording.edit}</a> : null}
    </span>
  );
}

/** The list of a name; undefined while it is not known, null where there is none. */
export function useList(name: string | undefined): WatchList | null | undefined {
  const { data } = useLists();
  if (name === undefined || !data) return undefined;
  return (
    data.lists.find((one) => one.name === name && !one.shared) ?? data.lists.find((one) => one.name === name) ?? null
  );
}
