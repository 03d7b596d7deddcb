/** What only some may do, said to somebody who may not; nothing to the others. */
import type { Role } from '../../models/roles.ts';
import { words } from '../state/language.ts';
import { may, me, signInAddress } from '../state/person.ts';
import { Notice } from './Notice.tsx';

/** @param byToken what to do where there is only the token, as a sentence */
export function NeedsRole({ role, byToken }: { readonly role: Role; readonly byToken: string }) {
  const wording = words.value.people;
  const person = me.value;
  if (may(role)) return null;
  if (person && person.auth !== 'token' && person.via !== 'anonymous')
    return <Notice kind="warning">{wording.lacks(wording.roles[person.role], wording.roles[role])}</Notice>;
  if (person?.auth === 'oidc')
    return (
      <Notice kind="warning">
        {wording.needs(wording.roles[role])}{' '}
        <button type="button" class="link" onClick={() => window.location.assign(signInAddress())}>
          {wording.signIn}
        </button>
      </Notice>
    );
  return <Notice kind="warning">{person?.auth === 'proxy' ? wording.needs(wording.roles[role]) : byToken}</Notice>;
}
