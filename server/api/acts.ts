/** POST /api/v1/acts and what corrects them: revisions, retraction, restoration. */
import type { Request } from 'express';
import { z } from 'zod';
import {
  actRevision,
  type ActsRecorded,
  actsRecorded,
  eventReasonBody,
  newAct,
  newActs,
} from '../../models/contract/acts.ts';
import { IN_WORDS } from '../../models/schemaFault.ts';
import { type ActsChange, ChangeRefused, type Writing } from '../ledger/change.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { flag } from './parameters.ts';
import { type FieldError, Problem, type ProblemKind } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { route } from './route.ts';
import type { StartRun } from './startedRun.ts';

/** 200 acts with long summaries and notes. */
const MAX_BYTES = 2 * 1024 ** 2;
const MAX_KEY = 200;

export const writingQuery = z.strictObject({
  dryRun: flag('true: answer what would happen, with remarks and faults, and record nothing.'),
});

const PROBLEM_OF: Readonly<Record<ChangeRefused['kind'], ProblemKind>> = {
  faults: 'invalid-act',
  'changed-since': 'changed-since',
  unknown: 'unknown-event',
  'not-now': 'not-now',
  'key-taken': 'key-taken',
};

/** Problems of every address that records something. */
const RECORDING_PROBLEMS = [
  'malformed-request',
  'unsupported-media-type',
  'too-large',
  'invalid-act',
  'key-taken',
] as const satisfies readonly ProblemKind[];

/** Those of every address that changes what is recorded. */
export const WRITING_PROBLEMS = [
  ...RECORDING_PROBLEMS,
  'changed-since',
  'unknown-event',
  'not-now',
] as const satisfies readonly ProblemKind[];

export const KEY_NOTE =
  'With a header `Idempotency-Key` a request that is sent again, because its answer was lost, records nothing and gets the first answer. `X-Recorded-By` says who writes (percent-encoded).';

export const actsRoute = (ledger: Ledger, startRun: StartRun) =>
  route({
    method: 'post',
    path: '/api/v1/acts',
    needs: 'editor',
    summary: 'Record acts',
    description: `One act with its bearings on dyads, or \`acts\`, which are recorded together: all or none. States may be named (\`Russia\`), types too; ids are made where they are left out. The checks are those of an import. A run starts at once. ${KEY_NOTE}`,
    body: { 'application/json': newActs },
    query: writingQuery,
    answers: {
      200: { description: 'What would be recorded (dryRun)', body: actsRecorded },
      201: { description: 'What was recorded', body: actsRecorded },
    },
    problems: RECORDING_PROBLEMS,
    async reply({ query, request, response }) {
      const given = await jsonBody(request, response, MAX_BYTES);
      const isList = typeof given === 'object' && given !== null && 'acts' in given;
      const acts = isList
        ? readBody(z.strictObject({ acts: z.array(newAct).min(1).max(200) }), given).acts
        : [readBody(newAct, given)];
      const writing = writingOf(request, query.dryRun);
      return written(startRun, writing, 201, () => ledger.recordActs(acts, { ...writing, isList }));
    },
  });

export const actRevisionRoute = (ledger: Ledger, startRun: StartRun) =>
  route({
    method: 'post',
    path: '/api/v1/acts/:actId/revisions',
    needs: 'editor',
    summary: 'Correct an act',
    description: `Only what changes is given: fields of the act are changed in all its rows, those of a bearing beside the id of its row; an act with one row takes both at the top. \`revisions\` says what the writer saw: where somebody wrote since, nothing is recorded, and the answer (409) is the difference. A run starts at once. ${KEY_NOTE}`,
    body: { 'application/json': actRevision },
    query: writingQuery,
    answers: { 200: { description: 'What was recorded', body: actsRecorded } },
    problems: WRITING_PROBLEMS,
    async reply({ query, request, response, path }) {
      const revision = readBody(actRevision, await jsonBody(request, response, MAX_BYTES));
      const writing = writingOf(request, query.dryRun);
      return written(startRun, writing, 200, () => ledger.reviseAct(path('actId'), revision, writing));
    },
  });

const byReason = (
  ledger: Ledger,
  startRun: StartRun,
  {
    name,
    summary,
    description,
    change,
  }: {
    readonly name: string;
    readonly summary: string;
    readonly description: string;
    readonly change: 'retract' | 'restore';
  },
) =>
  route({
    method: 'post',
    path: `/api/v1/events/:id/${name}`,
    needs: 'editor',
    summary,
    description: `${description} A run starts at once. ${KEY_NOTE}`,
    body: { 'application/json': eventReasonBody },
    query: writingQuery,
    answers: { 200: { description: 'What was recorded', body: actsRecorded } },
    problems: WRITING_PROBLEMS,
    async reply({ query, request, response, path }) {
      const { reason, wholeAct } = readBody(eventReasonBody, await jsonBody(request, response));
      const writing = writingOf(request, query.dryRun);
      const { recordedBy: by, ...options } = writing;
      return written(startRun, writing, 200, () => ledger[change](path('id'), reason, by, { ...options, wholeAct }));
    },
  });

export const retractionRoute = (ledger: Ledger, startRun: StartRun) =>
  byReason(ledger, startRun, {
    name: 'retraction',
    summary: 'Retract an event',
    description:
      'Takes the event out of the line from now on, with a reason; every earlier moment keeps it, and its history stays. `wholeAct` does so in every dyad that its act bears on.',
    change: 'retract',
  });

export const restorationRoute = (ledger: Ledger, startRun: StartRun) =>
  byReason(ledger, startRun, {
    name: 'restoration',
    summary: 'Restore a retracted event',
    description:
      'Puts it back as it was, with a reason; what belongs to its act is as the other rows of the act have it now.',
    change: 'restore',
  });

/** @throws Problem for a key that is no short text */
export function writingOf(request: Request, dryRun: boolean): Writing {
  const key = request.get('Idempotency-Key');
  if ((key !== undefined && !/^[\x21-\x7e]+$/.test(key.slice(0, MAX_KEY + 1))) || (key?.length ?? 0) > MAX_KEY)
    throw refusal('faults', 'The Idempotency-Key is no key.', [
      {
        field: 'Idempotency-Key',
        value: key?.slice(0, 80) ?? null,
        message: 'must have 1 to 200 visible ASCII characters: a UUID, for one.',
      },
    ]);
  return { recordedBy: recordedBy(request), key, dryRun };
}

async function written(
  startRun: StartRun,
  { dryRun = false, recordedBy }: Writing,
  status: 200 | 201,
  change: () => Promise<ActsChange>,
) {
  const { acts, remarks } = await orProblem(change);
  const isNew = !dryRun && acts.some(({ events }) => events.some(({ operation }) => operation !== 'none'));
  const body: ActsRecorded = {
    acts: acts.map(({ actId, events }) => ({ actId, events: [...events] })),
    remarks: [...remarks],
    dryRun,
    run: isNew ? await startRun.recorded(recordedBy) : null,
  };
  return { answer: jsonAnswer(body), lifetime: 'momentary' as const, status: dryRun ? 200 : status };
}

/** @throws Problem where the ledger refuses */
export async function orProblem<Change>(change: () => Promise<Change>): Promise<Change> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof ChangeRefused) throw refusal(error.kind, error.message, error.faults);
    throw error;
  }
}

const refusal = (kind: ChangeRefused['kind'], detail: string, errors: readonly FieldError[]): Problem =>
  new Problem(PROBLEM_OF[kind], detail, errors.length > 0 ? { errors } : {});

/** @throws Problem that names each field that is not as the schema has it: `acts[0].bearings[1].severity` */
export function readBody<Body>(schema: z.ZodType<Body>, given: unknown): Body {
  const parsed = schema.safeParse(given, IN_WORDS);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 100).map((issue) => {
    const { path, message, input } = issue;
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : undefined;
    return {
      field: pathOf([...path, ...(unknown ?? []).slice(0, 1)]) || 'body',
      value: typeof input === 'string' || typeof input === 'number' ? String(input).slice(0, 120) : null,
      message: unknown
        ? 'is no field of this: take it out, or correct its name.'
        : path.length === 0 && issue.code === 'invalid_type'
          ? 'must be a JSON object, in braces.'
          : `${message}.`,
    };
  });
  throw refusal('faults', errors.map(({ field, message }) => `${field}: ${message}`).join(' '), errors);
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
