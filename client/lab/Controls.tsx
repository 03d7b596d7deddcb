/** All parameters of the model: types by category, then what holds for every act. */
import { useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { CATEGORIES, type Category, type EventType } from '../../models/codebook.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { signed } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { parameterLabel } from './parameterNames.ts';
import { differences, GENERAL_GROUPS, numberText, typeParameters, valueAt } from './parameters.ts';
import type { LabSession } from './session.ts';
import { ParameterSlider } from './ParameterSlider.tsx';
import { typeDefinition, typeLabel, words } from '../state/language.ts';

interface Props {
  readonly session: LabSession;
  readonly types: readonly EventType[];
  /** events of each type in the shown dyad */
  readonly events: ReadonlyMap<string, number>;
  readonly dyadName: string;
}

export function Controls({ session, types, events, dyadName }: Props) {
  const wording = words.value.parameters;
  const search = useSignal('');
  const onlyHere = useSignal(false);
  const onlyChanged = useSignal(false);
  // At rest: what is changed must not come and go under the pointer.
  const model = session.settled.value;
  const published = session.base.value.definition;
  const changed = useMemo(
    () =>
      new Set(
        differences(published, model).map(({ path }) => (path.startsWith('types.') ? path.split('.')[1]! : path)),
      ),
    [published, model],
  );
  const sought = search.value
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = (text: string): boolean => sought.every((word) => text.toLowerCase().includes(word));
  const shownTypes = types.filter(
    (type) =>
      fits(
        `${type.label} ${type.type} ${type.definition} ${typeLabel(type.type, type.label)} ${words.value.categories[type.category]}`,
      ) &&
      (!onlyHere.value || (events.get(type.type) ?? 0) > 0) &&
      (!onlyChanged.value || changed.has(type.type)),
  );
  const groups = CATEGORIES.map((category) => ({
    category,
    types: shownTypes.filter((type) => type.category === category),
  })).filter((group) => group.types.length > 0);
  const general = GENERAL_GROUPS.map((group) => ({
    ...group,
    parameters: group.parameters.filter(
      (parameter) =>
        fits(`${parameterLabel(parameter)} ${wording.groups[group.name]}`) &&
        (!onlyChanged.value || changed.has(parameter.path)),
    ),
  })).filter((group) => group.parameters.length > 0);
  return (
    <section class="lab-controls" aria-labelledby="controls-title">
      <div class="lab-controls-head">
        <h2 id="controls-title">{wording.title}</h2>
        <label class="lab-search">
          <span class="visually-hidden">{wording.search}</span>
          <input
            type="search"
            id="search"
            placeholder={wording.searchHint}
            value={search.value}
            onInput={(event) => (search.value = event.currentTarget.value)}
          />
        </label>
        <div class="lab-filters">
          <label class="lab-only">
            <input
              type="checkbox"
              checked={onlyHere.value}
              onChange={(event) => (onlyHere.value = event.currentTarget.checked)}
            />{' '}
            {wording.onlyIn(dyadName)}
          </label>
          <label class="lab-only">
            <input
              type="checkbox"
              checked={onlyChanged.value}
              onChange={(event) => (onlyChanged.value = event.currentTarget.checked)}
            />{' '}
            {wording.onlyChanged(changed.size)}
          </label>
        </div>
      </div>
      <div class="lab-groups" tabIndex={0} role="region" aria-label={wording.label}>
        {groups.map(({ category, types: members }) => (
          <TypeGroup key={category} category={category} types={members} session={session} events={events} />
        ))}
        {general.map(({ name, parameters }) => (
          <section key={name} class="lab-group" aria-label={wording.groups[name]}>
            <h3>{wording.groups[name]}</h3>
            {parameters.map((parameter) => (
              <ParameterSlider
                key={parameter.path}
                session={session}
                parameter={parameter}
                name={parameterLabel(parameter)}
                label={parameterLabel(parameter)}
              />
            ))}
          </section>
        ))}
        {groups.length + general.length === 0 ? (
          <p class="empty">
            {onlyChanged.value && changed.size === 0 ? wording.nothingChanged : wording.noneFits(search.value)}
          </p>
        ) : null}
      </div>
    </section>
  );
}

function TypeGroup({
  category,
  types,
  session,
  events,
}: {
  readonly category: Category;
  readonly types: readonly EventType[];
  readonly session: LabSession;
  readonly events: ReadonlyMap<string, number>;
}) {
  return (
    <section class="lab-group" aria-label={words.value.categories[category]}>
      <h3>
        <CategoryMark category={category} hasName />
      </h3>
      {types.map((type) => (
        <TypeRow key={type.type} type={type} session={session} events={events.get(type.type) ?? 0} />
      ))}
    </section>
  );
}

function TypeRow({
  type,
  session,
  events,
}: {
  readonly type: EventType;
  readonly session: LabSession;
  readonly events: number;
}) {
  const wording = words.value.parameters;
  const { weight, hold, halfLife } = useMemo(() => typeParameters(type.type), [type.type]);
  const isOpen = useSignal(false);
  const label = typeLabel(type.type, type.label);
  const fadingText = (of: ModelDefinition): string => {
    const days = valueAt(of, hold.path);
    return wording.fading(days > 0 ? numberText(days) : undefined, numberText(valueAt(of, halfLife.path)));
  };
  // Texts and no objects: a row whose text stays is not shown anew.
  const text = useComputed(() => fadingText(session.draft.value.model)).value;
  const isChanged = text !== fadingText(session.base.value.definition);
  const faultInside = useComputed(() => session.faults.value.has(hold.path) || session.faults.value.has(halfLife.path));
  const isShown = isOpen.value || faultInside.value;
  return (
    <div class={events === 0 ? 'lab-type is-absent' : 'lab-type'}>
      <div class="lab-type-head">
        <span class="lab-type-name" title={typeDefinition(type.type, type.definition)}>
          {label}
        </span>
        <button
          type="button"
          class={isChanged ? 'lab-fading is-changed' : 'lab-fading'}
          aria-expanded={isShown}
          aria-label={wording.fadingLabel(label, text)}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {text}
        </button>
        <span class="lab-type-effect num">
          {events === 0 ? wording.noEvents : <Effect session={session} type={type.type} events={events} />}
        </span>
      </div>
      <ParameterSlider
        session={session}
        parameter={weight}
        name={wording.ofType(label, wording.ofTypes.weight)}
        label=""
      />
      {isShown ? (
        <div class="lab-type-days">
          <ParameterSlider
            session={session}
            parameter={hold}
            name={wording.ofType(label, wording.ofTypes.holdDays)}
            label={wording.ofTypes.holdDays}
          />
          <ParameterSlider
            session={session}
            parameter={halfLife}
            name={wording.ofType(label, wording.ofTypes.halfLifeDays)}
            label={wording.ofTypes.halfLifeDays}
          />
        </div>
      ) : null}
    </div>
  );
}

/** How many events, and what they make of the index today. */
function Effect({
  session,
  type,
  events,
}: {
  readonly session: LabSession;
  readonly type: string;
  readonly events: number;
}) {
  const wording = words.value.parameters;
  const points = useComputed(() => {
    const effect = (session.standings.value.draft ?? session.standings.value.published)?.effects[type];
    return effect === undefined ? '' : signed(effect);
  }).value;
  return (
    <>
      {words.value.counts.events(events)}
      <b class={points === '0.0' ? 'is-nothing' : undefined} title={wording.effectTitle}>
        {points}
      </b>
    </>
  );
}
