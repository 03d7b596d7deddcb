/** All parameters of the model: types by category, then what holds for every act. */
import { useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { CATEGORIES, type Category, type EventType } from '../../models/codebook.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { CATEGORY_NAMES } from '../charts/bins.ts';
import { count, signed } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { differences, GENERAL_GROUPS, numberText, typeParameters, valueAt } from './parameters.ts';
import type { LabSession } from './session.ts';
import { Turner } from './Turner.tsx';

interface Props {
  readonly session: LabSession;
  readonly types: readonly EventType[];
  /** events of each type in the shown dyad */
  readonly events: ReadonlyMap<string, number>;
  readonly dyadName: string;
}

export function Controls({ session, types, events, dyadName }: Props) {
  const search = useSignal('');
  const onlyHere = useSignal(false);
  const onlyTurned = useSignal(false);
  // At rest: what is turned must not come and go under the pointer.
  const model = session.settled.value;
  const published = session.base.value.definition;
  const turned = useMemo(() => new Set(differences(published, model).map(({ path }) => (path.startsWith('types.') ? path.split('.')[1]! : path))), [published, model]);
  const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const fits = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const shownTypes = types.filter((type) => fits(`${type.label} ${type.type} ${type.definition} ${CATEGORY_NAMES[type.category]}`) && (!onlyHere.value || (events.get(type.type) ?? 0) > 0) && (!onlyTurned.value || turned.has(type.type)));
  const groups = CATEGORIES.map((category) => ({ category, types: shownTypes.filter((type) => type.category === category) })).filter((group) => group.types.length > 0);
  const general = GENERAL_GROUPS.map((group) => ({ ...group, parameters: group.parameters.filter(({ label, path }) => fits(`${label} ${group.name}`) && (!onlyTurned.value || turned.has(path))) })).filter((group) => group.parameters.length > 0);
  return (
    <section class="lab-controls" aria-labelledby="controls-title">
      <div class="lab-controls-head">
        <h2 id="controls-title">Weights and fading</h2>
        <label class="lab-search">
          <span class="visually-hidden">Search parameters</span>
          <input type="search" id="search" placeholder="Search parameters   /" value={search.value} onInput={(event) => (search.value = event.currentTarget.value)} />
        </label>
        <div class="lab-filters">
          <label class="lab-only">
            <input type="checkbox" checked={onlyHere.value} onChange={(event) => (onlyHere.value = event.currentTarget.checked)} /> only types in {dyadName}
          </label>
          <label class="lab-only">
            <input type="checkbox" checked={onlyTurned.value} onChange={(event) => (onlyTurned.value = event.currentTarget.checked)} /> only what is turned ({turned.size})
          </label>
        </div>
      </div>
      <div class="lab-groups" tabIndex={0} role="region" aria-label="Parameters">
        {groups.map(({ category, types: members }) => (
          <TypeGroup key={category} category={category} types={members} session={session} events={events} />
        ))}
        {general.map(({ name, parameters }) => (
          <section key={name} class="lab-group" aria-label={name}>
            <h3>{name}</h3>
            {parameters.map((parameter) => (
              <Turner key={parameter.path} session={session} parameter={parameter} name={parameter.label} label={parameter.label} />
            ))}
          </section>
        ))}
        {groups.length + general.length === 0 ? <p class="empty">{onlyTurned.value && turned.size === 0 ? 'Nothing is turned.' : `No parameter fits${search.value === '' ? '' : ` “${search.value}”`}.`}</p> : null}
      </div>
    </section>
  );
}

function TypeGroup({ category, types, session, events }: { readonly category: Category; readonly types: readonly EventType[]; readonly session: LabSession; readonly events: ReadonlyMap<string, number> }) {
  return (
    <section class="lab-group" aria-label={CATEGORY_NAMES[category]}>
      <h3>
        <CategoryMark category={category} hasName />
      </h3>
      {types.map((type) => (
        <TypeRow key={type.type} type={type} session={session} events={events.get(type.type) ?? 0} />
      ))}
    </section>
  );
}

function TypeRow({ type, session, events }: { readonly type: EventType; readonly session: LabSession; readonly events: number }) {
  const { weight, hold, halfLife } = useMemo(() => typeParameters(type.type), [type.type]);
  const isOpen = useSignal(false);
  const fadingText = (of: ModelDefinition): string => {
    const days = valueAt(of, hold.path);
    return `${days > 0 ? `holds ${numberText(days)} d, ` : ''}halves in ${numberText(valueAt(of, halfLife.path))} d`;
  };
  // Texts and no objects: a row whose text stays is not shown anew.
  const text = useComputed(() => fadingText(session.draft.value.model)).value;
  const isTurned = text !== fadingText(session.base.value.definition);
  const faultInside = useComputed(() => session.faults.value.has(hold.path) || session.faults.value.has(halfLife.path));
  const isShown = isOpen.value || faultInside.value;
  return (
    <div class={events === 0 ? 'lab-type is-absent' : 'lab-type'}>
      <div class="lab-type-head">
        <span class="lab-type-name" title={type.definition}>
          {type.label}
        </span>
        <button type="button" class={isTurned ? 'lab-fading is-turned' : 'lab-fading'} aria-expanded={isShown} aria-label={`${type.label}: ${text}. Hold and half-life`} onClick={() => (isOpen.value = !isOpen.value)}>
          {text}
        </button>
        <span class="lab-type-effect num">
          {events === 0 ? 'no events' : <Effect session={session} type={type.type} events={events} />}
        </span>
      </div>
      <Turner session={session} parameter={weight} name={`${type.label}, weight`} label="" />
      {isShown ? (
        <div class="lab-type-days">
          <Turner session={session} parameter={hold} name={`${type.label}, hold`} label="Hold" />
          <Turner session={session} parameter={halfLife} name={`${type.label}, half-life`} label="Half-life" />
        </div>
      ) : null}
    </div>
  );
}

/** How many events, and what they make of the index today. */
function Effect({ session, type, events }: { readonly session: LabSession; readonly type: string; readonly events: number }) {
  const points = useComputed(() => {
    const effect = (session.standings.value.draft ?? session.standings.value.published)?.effects[type];
    return effect === undefined ? '' : signed(effect);
  }).value;
  return (
    <>
      {count(events, 'event')}
      <b class={points === '0.0' ? 'is-nothing' : undefined} title="Index points today, in the shown dyad">
        {points}
      </b>
    </>
  );
}
