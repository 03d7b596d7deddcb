/** Who is signed in, and signing in and out. */
import { signal } from '@preact/signals';
import type { Me, SignedOut } from '../../models/contract/people.ts';
import { reaches } from '../../models/roles.ts';
import { ApiProblem, getJson, NoAnswer, postJson } from './api.ts';
import { coder } from './coder.ts';
import { csrf, SIGNED_IN, token } from './token.ts';

/** Undefined until the server has said it. */
export const me = signal<Me | undefined>(undefined);

/** Whether the server itself knows her name, which then stands beside what she writes. */
export const isKnown = (): boolean => me.value?.via === 'session' || me.value?.via === 'proxy';

/** Asks who asks. Without an answer the page goes on as for a reader. */
export async function askWho(): Promise<void> {
  try {
    me.value = await getJson<Me>('/api/v1/me');
  } catch (error) {
    if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
    return;
  }
  if (!isKnown()) return;
  csrf.value = me.value.csrf ?? undefined;
  coder.value = me.value.name;
  if (reaches(me.value.role, 'coder')) token.value = SIGNED_IN;
}

/** The way to the provider, and back to this page. */
export const signInAddress = (): string =>
  `/sign-in?to=${encodeURIComponent(window.location.pathname + window.location.search + window.location.hash)}`;

/** Ends the session here, and at the provider where it can be done. */
export async function signOut(): Promise<void> {
  const { continueAt } = await postJson<SignedOut>('/api/v1/sign-out', SIGNED_IN);
  window.location.assign(continueAt ?? '/');
}
