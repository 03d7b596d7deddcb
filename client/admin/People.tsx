/** Who has signed in here, and as what; an admin gives another role. */
import { useState } from 'preact/hooks';
import type { HeldRole, Person } from '../../models/contract/people.ts';
import { ROLES } from '../../models/roles.ts';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { me } from '../state/person.ts';
import { Listed, Moment, MOST, useAct } from './Listed.tsx';

export function People() {
  const wording = words.value.adminPeople;
  return (
    <Listed<{ readonly people: readonly Person[] }> url={`/api/v1/people?limit=${MOST}`} what={wording.name}>
      {({ people }) => (people.length === 0 ? <p class="empty">{wording.nobody}</p> : <List people={people} />)}
    </Listed>
  );
}

function List({ people }: { readonly people: readonly Person[] }) {
  const { adminPeople: wording, people: names, admin } = words.value;
  const act = useAct();
  const give = (person: Person, role: HeldRole | null): Promise<boolean> =>
    act.send<{ readonly person: Person }>(`/api/v1/people/${person.id}/role`, { role }, ({ person: { name, role } }) =>
      wording.saved(name, names.roles[role]),
    );
  return (
    <>
      {act.told}
      <DataTable
        caption={admin.sections.people}
        scroll={{ 'aria-label': admin.sections.people }}
        rows={people}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            heading: wording.name,
            isRowHeading: true,
            cell: (person) => (
              <>
                <span title={person.issuer}>{person.name}</span>
                {isOwn(person) ? <span class="tag">{wording.you}</span> : null}
              </>
            ),
          },
          {
            key: 'role',
            heading: wording.role,
            cell: (person) =>
              isOwn(person) ? (
                <span title={wording.own}>{names.roles[person.role]}</span>
              ) : (
                <RoleChoice key={person.givenRole} person={person} isBusy={act.isSending} onGive={give} />
              ),
          },
          { key: 'groups', heading: wording.groups, cell: ({ claimedRole }) => names.roles[claimedRole] },
          { key: 'first', heading: wording.firstSeen, cell: ({ firstSeen }) => <Moment at={firstSeen} /> },
          { key: 'last', heading: wording.lastSeen, cell: ({ lastSeen }) => <Moment at={lastSeen} /> },
        ]}
      />
      {people.length === MOST ? <p class="muted small">{admin.cut(MOST)}</p> : null}
    </>
  );
}

/** No two people have the same name. */
const isOwn = ({ name }: Person): boolean => me.value?.name === name;

function RoleChoice({
  person,
  isBusy,
  onGive,
}: {
  readonly person: Person;
  readonly isBusy: boolean;
  readonly onGive: (person: Person, role: HeldRole | null) => Promise<boolean>;
}) {
  const { adminPeople: wording, people: names } = words.value;
  const { name, givenRole, claimedRole } = person;
  const [chosen, setChosen] = useState(givenRole);
  return (
    <span class="role-choice">
      <select
        aria-label={wording.roleOf(name)}
        value={chosen ?? ''}
        onChange={({ currentTarget: { value } }) => setChosen(CHOICES.find((role) => role === value) ?? null)}
      >
        <option value="">{wording.byGroups(names.roles[claimedRole])}</option>
        {CHOICES.map((role) => (
          <option key={role} value={role}>
            {names.roles[role]}
          </option>
        ))}
      </select>
      {chosen === givenRole ? null : (
        <button
          type="button"
          class="primary"
          disabled={isBusy}
          aria-label={wording.saveOf(name)}
          onClick={() => void onGive(person, chosen)}
        >
          {wording.save}
        </button>
      )}
    </span>
  );
}

const CHOICES: readonly HeldRole[] = ['none', ...ROLES];
