/** Which line is the index and which lie beside it: coded by hand, coded by machine, or with what a dyad inherits. */
import type { ModelSummary } from '../../models/contract/models.ts';
import { MAX_BESIDE } from '../state/dyadView.ts';
import { words } from '../state/language.ts';
import { sourceOf } from '../charts/lineSource.ts';
import { modelOnly } from '../state/modelName.ts';
import type { Pair } from '../state/pairSearch.ts';
import { Menu } from './Menu.tsx';

const KEY = 'o';

interface Props {
  readonly models: readonly ModelSummary[];
  readonly pair: Pair | undefined;
  /** name of the model that is shown as the index */
  readonly main: string;
  readonly beside: readonly string[];
  readonly hasVolume: boolean;
  readonly isVolumeShown: boolean;
  readonly onMain: (model: string) => void;
  readonly onBeside: (models: readonly string[]) => void;
  readonly onVolume: (isShown: boolean) => void;
}

export function SourcesMenu({
  models,
  pair,
  main,
  beside,
  hasVolume,
  isVolumeShown,
  onMain,
  onBeside,
  onVolume,
}: Props) {
  const wording = words.value.machine;
  const isBeside = (name: string): boolean => beside.some((other) => modelOnly(other) === name);
  return (
    <Menu label={wording.sources} title={wording.sourcesTitle} isActive={beside.length > 0}>
      <fieldset class="what-if sources">
        <legend>{wording.mainLine}</legend>
        {models.map((model) => (
          <label key={model.name} class="what-if-toggle">
            <input
              type="radio"
              name="main-line"
              checked={model.name === main}
              disabled={!sourceOf(model).hasActs(pair) && model.name !== main}
              onChange={() => onMain(model.name)}
            />
            <ModelLine model={model} pair={pair} />
          </label>
        ))}
      </fieldset>
      <fieldset class="what-if sources">
        <legend>
          {wording.besides} <kbd>{KEY}</kbd>
        </legend>
        {models
          .filter(({ name }) => name !== main)
          .map((model) => (
            <label key={model.name} class="what-if-toggle">
              <input
                type="checkbox"
                checked={isBeside(model.name)}
                disabled={!isBeside(model.name) && (!sourceOf(model).hasActs(pair) || beside.length >= MAX_BESIDE)}
                onChange={(event) =>
                  onBeside(
                    event.currentTarget.checked
                      ? [...beside, model.name]
                      : beside.filter((other) => modelOnly(other) !== model.name),
                  )
                }
              />
              <ModelLine model={model} pair={pair} />
            </label>
          ))}
        {hasVolume ? (
          <label class="what-if-toggle">
            <input
              type="checkbox"
              checked={isVolumeShown}
              onChange={(event) => onVolume(event.currentTarget.checked)}
            />
            {wording.volume}
          </label>
        ) : null}
      </fieldset>
    </Menu>
  );
}

function ModelLine({ model, pair }: { readonly model: ModelSummary; readonly pair: Pair | undefined }) {
  const source = sourceOf(model);
  const wording = words.value.sourceKinds[source.kind];
  const isInherited = source.kind === 'hand' && source.isCoupled;
  return (
    <span class="source-line">
      <b>{model.name}</b>{' '}
      <span class={`source-tag ${source.kind === 'machine' ? 'is-machine' : 'is-curated'}`}>
        {isInherited ? words.value.machine.coupled : wording.name}
      </span>
      {source.hasActs(pair) ? null : <span class="muted small">{wording.nothing}</span>}
    </span>
  );
}
