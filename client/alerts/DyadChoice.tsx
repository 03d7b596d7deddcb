/** Which dyads a rule watches: all, some by name, or those of a watch list. */
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import type { NamedDyad } from './alertData.ts';
import { DyadChips } from './DyadChips.tsx';
import { isOfReports, type RuleDraft } from './ruleDraft.ts';
import type { RuleNames } from './ruleSentence.ts';

interface Props {
  readonly draft: Pick<RuleDraft, 'kind' | 'dyads' | 'list'>;
  readonly dyads: readonly NamedDyad[];
  readonly names: RuleNames;
  readonly fault: string | undefined;
  readonly onChange: (change: Pick<RuleDraft, 'dyads' | 'list'>) => void;
}

export function DyadChoice({ draft: { kind, dyads: chosen, list }, dyads, names, fault, onChange }: Props) {
  const { alertForm: wording, watchLists } = words.value;
  const lists = names.lists.filter(({ shared }) => shared);
  const [first] = lists;
  const way = list === undefined ? (chosen === 'all' ? 'all' : 'some') : 'list';
  return (
    <fieldset class="alert-field">
      <legend>{wording.dyads}</legend>
      <Segmented
        label={wording.dyads}
        value={way}
        options={[
          { value: 'some', label: wording.some },
          ...(first || list !== undefined ? [{ value: 'list' as const, label: watchLists.ofList }] : []),
          ...(isOfReports(kind) ? [] : [{ value: 'all' as const, label: wording.all }]),
        ]}
        onChoose={(value) =>
          onChange(
            value === 'list'
              ? { dyads: 'all', list: first?.name }
              : { dyads: value === 'all' ? 'all' : [], list: undefined },
          )
        }
      />
      {way === 'list' ? (
        <div class="form-field">
          <label>
            {watchLists.which}{' '}
            <select value={list} onChange={({ currentTarget: { value } }) => onChange({ dyads: 'all', list: value })}>
              {lists.map(({ name, title, dyads: { length } }) => (
                <option key={name} value={name}>
                  {title} ({watchLists.dyads(length)})
                </option>
              ))}
            </select>
          </label>
        </div>
      ) : chosen === 'all' ? null : (
        <DyadChips
          chosen={chosen}
          dyads={dyads}
          names={names}
          fault={fault}
          onChange={(some) => onChange({ dyads: some, list: undefined })}
        />
      )}
    </fieldset>
  );
}
