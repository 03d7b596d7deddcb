/** People, their keys and their sessions. */
import { z } from 'zod';
import { ROLES } from '../roles.ts';
import { isText } from '../textFault.ts';
import { moment } from './values.ts';

export const role = z.enum(ROLES, `write one of ${ROLES.join(', ')}`);

const heldRole = z.enum(['none', ...ROLES]);

/** GET /me: who asks. */
export const me = z
  .object({
    name: z.string().describe('stands beside all that she writes; empty for nobody'),
    role: heldRole,
    via: z.enum(['token', 'key', 'session', 'proxy', 'round', 'anonymous']),
    auth: z.enum(['token', 'oidc', 'proxy']).describe('how people are known here'),
    readAccess: z.enum(['public', 'signed-in']),
    csrf: z.string().nullable().describe('the header X-CSRF-Token of what a page writes; null where it needs none'),
    endsAt: moment.nullable().describe('when the session ends at the latest'),
  })
  .meta({ id: 'Me' });

const person = z
  .object({
    id: z.string(),
    name: z.string(),
    issuer: z.string().describe('the address of the provider; proxy'),
    role: heldRole.describe('what she may do'),
    claimedRole: heldRole.describe('what the groups of her last sign-in say'),
    givenRole: heldRole.nullable().describe('what an admin has set instead'),
    firstSeen: moment,
    lastSeen: moment,
  })
  .meta({ id: 'Person' });

/** GET /people */
export const people = z.object({ people: z.array(person) }).meta({ id: 'People' });

/** POST /people/:id/role */
export const roleToGive = z.strictObject({
  role: heldRole.nullable().describe('null: again what the groups say; none: she may do nothing, and her sessions end'),
});

export const personChanged = z.object({ person }).meta({ id: 'PersonChanged' });

const session = z
  .object({
    id: z.string(),
    personId: z.string(),
    name: z.string(),
    beganAt: moment,
    lastSeen: moment,
    endsAt: moment,
    isYours: z.boolean().describe('the one by which you ask'),
  })
  .meta({ id: 'Session' });

/** GET /sessions: those that are open, of everybody for an admin, else her own. */
export const sessions = z.object({ sessions: z.array(session) }).meta({ id: 'Sessions' });

export const sessionEnded = z.object({ id: z.string() }).meta({ id: 'SessionEnded' });

/** POST /sign-out */
export const signedOut = z
  .object({ continueAt: z.string().nullable().describe('where the provider ends its own session; null: nowhere') })
  .meta({ id: 'SignedOut' });

const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    personId: z.string().nullable(),
    madeBy: z.string(),
    madeAt: moment,
    endsAt: moment.nullable(),
    lastUsed: moment.nullable().describe('to the minute'),
    withdrawnAt: moment.nullable(),
    withdrawnBy: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });

/** GET /keys: the newest first. */
export const keys = z.object({ keys: z.array(apiKey) }).meta({ id: 'ApiKeys' });

export const MAX_NAME = 100;

/** POST /keys */
export const newKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'must name the key')
    .max(MAX_NAME, `is too long: ${MAX_NAME} characters are the most`)
    .superRefine(isText()),
  role,
  endsAt: moment.optional().describe('when it stops to count; left out: never'),
  personId: z.string().optional().describe('whose it is: it then writes in her name and never may more than she'),
});

export const keyMade = z
  .object({ key: apiKey, secret: z.string().describe('ten_ID_SECRET, told this once') })
  .meta({ id: 'ApiKeyMade' });

export const keyChanged = z.object({ key: apiKey }).meta({ id: 'ApiKeyChanged' });

const accessNote = z
  .object({
    at: moment,
    kind: z.enum(['sign-in', 'sign-out', 'refused']),
    who: z.string().describe('empty where nobody is known'),
    address: z.string(),
    detail: z.string(),
    times: z.int().min(1).describe('attempts within a minute are one entry'),
  })
  .meta({ id: 'AccessNote' });

/** GET /access: sign-ins, sign-outs and refused attempts, the newest first. */
export const access = z.object({ notes: z.array(accessNote) }).meta({ id: 'Access' });

export type HeldRole = z.infer<typeof heldRole>;
export type Me = z.infer<typeof me>;
export type Person = z.infer<typeof person>;
export type Session = z.infer<typeof session>;
export type Sessions = z.infer<typeof sessions>;
export type SignedOut = z.infer<typeof signedOut>;
export type ApiKey = z.infer<typeof apiKey>;
export type NewKey = z.infer<typeof newKey>;
export type KeyMade = z.infer<typeof keyMade>;
export type AccessNote = z.infer<typeof accessNote>;
export type Access = z.infer<typeof access>;
