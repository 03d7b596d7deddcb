/** Which watch list a page keeps to. */
import { words } from '../state/language.ts';
import { useLists } from '../state/watchLists.ts';

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
