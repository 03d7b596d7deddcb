/** When a rule tells: the kind of its condition, and what that kind asks. */
import { useId } from 'preact/hooks';
import type { FeedStates } from '../../models/contract/feeds.ts';
import { TypeField } from '../desk/TypeField.tsx';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { Choice } from './Choice.tsx';
import { NumberField } from './NumberField.tsx';
import { type FieldName, type Kind, KINDS, type RuleDraft, withKind } from './ruleDraft.ts';
import type { RuleNames } from './ruleSentence.ts';

interface Props {
  readonly draft: RuleDraft;
  readonly names: RuleNames;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (draft: RuleDraft) => void;
}

export function ConditionFields({ draft, names, faults, onChange }: Props) {
  const wording = words.value.alertForm;
  const id = useId();
  const { kind, fields, types } = draft;
  const setField = (name: FieldName, value: string): void =>
    onChange({ ...draft, fields: { ...fields, [name]: value } });
  const choice = (name: 'to' | 'direction' | 'way' | 'what', labels: Readonly<Record<string, string>>) => (
    <Choice
      key={name}
      label={wording.fields[name]}
      value={fields[name]}
      labels={labels}
      onChoose={(value) => setField(name, value)}
    />
  );
  return (
    <fieldset class="alert-field">
      <legend>{wording.kind}</legend>
      <div class="form-field">
        <label for={`${id}-kind`} class="visually-hidden">
          {wording.kind}
        </label>
        <select
          id={`${id}-kind`}
          value={kind}
          onChange={({ currentTarget: { value } }) => onChange(withKind(draft, value as Kind))}
        >
          {(Object.keys(KINDS) as Kind[]).map((one) => (
            <option key={one} value={one}>
              {wording.kinds[one]}
            </option>
          ))}
        </select>
      </div>
      <div class="alert-numbers">
        {(Object.keys(KINDS[kind]) as FieldName[]).map((name) =>
          name === 'to' ? (
            choice(name, wording.flags)
          ) : name === 'direction' ? (
            choice(name, wording.directions)
          ) : name === 'way' ? (
            choice(name, wording.ways)
          ) : name === 'what' ? (
            choice(name, wording.whats)
          ) : name === 'feed' ? (
            <FeedChoice
              key={name}
              any={kind === 'unusual' ? wording.fullestFeed : wording.anyFeed}
              value={fields.feed}
              onChoose={(value) => setField('feed', value)}
            />
          ) : (
            <NumberField
              key={name}
              label={wording.fields[name]}
              value={fields[name]}
              fault={faults.get(`when.${name === 'value' ? fields.way : name}`)}
              onChange={(value) => setField(name, value)}
            />
          ),
        )}
      </div>
      {kind === 'act' ? (
        <>
          {types.length === 0 ? null : (
            <ul class="alert-chips">
              {types.map((type) => (
                <li key={type}>
                  <button
                    type="button"
                    class="chip"
                    aria-label={wording.takeOut(names.type(type))}
                    onClick={() => onChange({ ...draft, types: types.filter((one) => one !== type) })}
                  >
                    {names.type(type)} <span aria-hidden="true">×</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <TypeField
            key={types.length}
            value=""
            onChange={(type) =>
              type && !types.includes(type.type) && onChange({ ...draft, types: [...types, type.type] })
            }
          />
          <p class="muted small">{wording.anyType}</p>
        </>
      ) : null}
    </fieldset>
  );
}

interface FeedChoiceProps {
  /** what stands for none */
  readonly any: string;
  readonly value: string;
  readonly onChoose: (feed: string) => void;
}

function FeedChoice({ any, value, onChoose }: FeedChoiceProps) {
  const wording = words.value.alertForm;
  const feeds = useResource<FeedStates>('/api/v1/feeds').data?.feeds ?? [];
  const labels = Object.fromEntries([['', any], ...feeds.map(({ feed, name }) => [feed, name])]);
  return <Choice label={wording.fields.feed} value={value} labels={labels} onChoose={onChoose} />;
}
