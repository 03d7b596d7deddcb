/** In the header: who is signed in, or the way to it. Nothing where there is only the token. */
import { codingKey } from '../state/codingKey.ts';
import { words } from '../state/language.ts';
import { place } from '../state/location.ts';
import { isKnown, me, signInAddress, signOut } from '../state/person.ts';

export function SignedIn() {
  const wording = words.value.people;
  const person = me.value;
  void place.value; // the way back is to the page of now
  if (!person || person.auth === 'token') return null;
  if (!isKnown())
    return person.auth === 'oidc' && codingKey.value === undefined ? (
      <button type="button" class="quiet" onClick={() => window.location.assign(signInAddress())}>
        {wording.signIn}
      </button>
    ) : null;
  return (
    <>
      <span class="signed-in" title={wording.signedInAs(person.name, wording.roles[person.role])}>
        {person.name}
      </span>
      {person.via === 'session' ? (
        <button type="button" class="quiet" onClick={() => void signOut()}>
          {wording.signOut}
        </button>
      ) : null}
    </>
  );
}
