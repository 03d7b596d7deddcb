/** Who is signed in, and signing in and out. */
import { signal } from '@preact/signals';
import type { Me, SignedOut } from '../../models/contract/people.ts';
import { reaches, type Role } from '../../models/roles.ts';
import { ApiProblem, getJson, getPrivate, NoAnswer, postJson } from './api.ts';
import { coder } from './coder.ts';
import { csrf, SIGNED_IN, token } from './token.ts';

/** Undefined until the server has said it. */
export const me = signal<Me | undefined>(undefined);

const ME = '/api/v1/me';
/** What the held token may do, once the server has said it. */
const ofToken = signal<{ readonly token: string; readonly role: Me['role'] } | undefined>(undefined);

/** Whether the server itself knows her name, which then stands beside what she writes. */
export const isKnown = (): boolean => me.value?.via === 'session' || me.value?.via === 'proxy';

/** Whether the reader may do what a role may. What a token may do is seen when it is used, until the server has said it. */
export function may(needed: Role): boolean {
  if (token.value === undefined) return false;
  if (token.value === SIGNED_IN) return me.value !== undefined && reaches(me.value.role, needed);
  return ofToken.value?.token !== token.value || reaches(ofToken.value.role, needed);
}

/** Asks who asks, and again when the page gets a token. */
export async function followWho(): Promise<void> {
  await Promise.all([askWho(), askOfToken()]);
  token.subscribe(() => void askOfToken());
}

/** Without an answer the page goes on as for a reader. */
async function askWho(): Promise<void> {
  me.value = await unlessRefused(() => getJson<Me>(ME));
  if (!isKnown()) return;
  csrf.value = me.value?.csrf ?? undefined;
  coder.value = me.value?.name ?? '';
  if (reaches(me.value?.role ?? 'none', 'coder')) token.value = SIGNED_IN;
}

async function askOfToken(): Promise<void> {
  const held = token.value;
  if (held === undefined || held === SIGNED_IN || held === ofToken.value?.token) return;
  const { role } = (await unlessRefused(() => getPrivate<Me>(ME, held))) ?? {};
  if (role !== undefined) ofToken.value = { token: held, role };
}

async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
    return undefined;
  }
}

/** The way to the provider, and back to this page. */
export const signInAddress = (): string =>
  `/sign-in?to=${encodeURIComponent(window.location.pathname + window.location.search + window.location.hash)}`;

/** Ends the session here, and at the provider where it can be done. */
export async function signOut(): Promise<void> {
  const { continueAt } = await postJson<SignedOut>('/api/v1/sign-out', SIGNED_IN);
  window.location.assign(continueAt ?? '/');
}
