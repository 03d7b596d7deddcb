/** Suggestions: anybody asks for a change, an editor accepts it or declines. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { actRevision, eventReasonBody, newAct } from '../../models/contract/acts.ts';
import {
  newSuggestion,
  type Suggestion,
  suggestion,
  suggestionDecision,
  suggestions as suggestionsAnswer,
} from '../../models/contract/desk.ts';
import {
  addSuggestion,
  decideSuggestion,
  MAX_OPEN,
  suggester,
  suggestionNamed,
  suggestions,
} from '../desk/suggestions.ts';
import type { ActsChange, Writing } from '../ledger/change.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { textFault } from '../../models/textFault.ts';
import { orProblem, readBody, WRITING_PROBLEMS } from './acts.ts';
import { jsonAnswer } from './answer.ts';
import { countedAs, whose } from './askers.ts';
import type { DeskParts } from './desk.ts';
import { identityOf } from '../people/identity.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { route, type Route } from './route.ts';
import type { StartRun } from './startedRun.ts';
import type { Queryable } from '../store/database.ts';

const MAX_BYTES = 16 * 1024;
/** Of those that wait; an editor decides the others. */
export const MAX_SUGGESTED_BYTES = MAX_OPEN * MAX_BYTES;
const PER_HOUR = 20;
const MAX_LISTED = 500;
export const SUGGESTIONS = '/api/v1/suggestions';

/** Who may suggest is not asked, so how often is. */
export const suggestionsPerHour = (): RequestHandler =>
  rateLimit({
    windowMs: 3_600_000,
    limit: PER_HOUR,
    identifier: 'suggestions',
    keyGenerator: countedAs,
    standardHeaders: false,
    legacyHeaders: false,
    validate: { xForwardedForHeader: false, forwardedHeader: false }, // a proxy that is not configured is no fault of the request
    handler(request, _response, next) {
      next(
        new Problem(
          'too-many-suggestions',
          `More than ${PER_HOUR} suggestions within an hour came from ${whose(request)}: put them together, or come back later.`,
          { headers: { 'Retry-After': '3600' } },
        ),
      );
    },
  });

const suggestRoute = (ledger: Ledger, { database, now }: DeskParts) =>
  route({
    method: 'post',
    path: SUGGESTIONS,
    needs: 'reader',
    summary: 'Suggest a change',
    description: `Needs no token. \`change\` is the body that the address of the change would take; it goes through the same checks, and nothing is recorded before an editor accepts it. At most 16 KiB, ${PER_HOUR} an hour from one person or address, and ${MAX_OPEN} open ones in all.`,
    body: { 'application/json': newSuggestion },
    query: z.strictObject({}),
    answers: { 201: { description: 'The suggestion', body: suggestion } },
    problems: [...WRITING_PROBLEMS, 'too-many-suggestions'],
    async reply({ request, response }) {
      const body = readBody(newSuggestion, await jsonBody(request, response, MAX_BYTES));
      const { via, name } = identityOf(request);
      // Whom the server knows suggests in her own name; the token is nobody's.
      const given = via === 'anonymous' || via === 'token' ? body : { ...body, by: name };
      const signedIn = via !== 'anonymous';
      for (const field of ['by', 'reason'] as const) {
        const wrong = textFault(given[field], field === 'reason');
        if (wrong !== undefined) throw invalid({ field, value: null, message: wrong.replace(/\.$/, '') });
      }
      const change = { ...given.change, ...(given.kind !== 'act' && { reason: reasonOf(given) }) };
      // What could never be accepted is told to whoever can mend it.
      await carriedOut(ledger, { ...given, change }, { recordedBy: given.by, dryRun: true });
      const added = await addSuggestion(database, randomUUID(), { ...given, change, signedIn }, now());
      if (!added)
        throw new Problem(
          'too-many-suggestions',
          `${MAX_OPEN} suggestions wait for an editor already: come back when some are decided.`,
          { headers: { 'Retry-After': '3600' } },
        );
      return { answer: jsonAnswer(added), lifetime: 'momentary', status: 201 };
    },
  });

/** The reason of the change itself, or that of the suggestion. */
const reasonOf = ({ change, reason }: Pick<Suggestion, 'change' | 'reason'>): unknown =>
  typeof change['reason'] === 'string' && change['reason'].trim() !== '' ? change['reason'] : reason;

/** The change through the ledger's own calls. @throws Problem */
function carriedOut(
  ledger: Ledger,
  { kind, subject, change }: Pick<Suggestion, 'kind' | 'subject' | 'change'>,
  writing: Writing,
): Promise<ActsChange> {
  if (kind === 'act') {
    const act = readBody(newAct, change);
    return orProblem(() => ledger.recordActs([act], writing));
  }
  if (kind === 'revision') {
    const revision = readBody(actRevision, change);
    return orProblem(() => ledger.reviseAct(subject, revision, writing));
  }
  const { reason, wholeAct } = readBody(eventReasonBody, change);
  const { recordedBy: by, ...options } = writing;
  return orProblem(() =>
    ledger[kind === 'retraction' ? 'retract' : 'restore'](subject, reason, by, { ...options, wholeAct }),
  );
}

const suggestionsRoute = ({ database }: DeskParts) =>
  route({
    method: 'get',
    path: SUGGESTIONS,
    needs: 'coder',
    summary: 'Suggestions, newest first',
    query: z.strictObject({
      state: z
        .enum(['open', 'accepted', 'declined'], 'must be open, accepted or declined')
        .optional()
        .describe('Those in this state; all when left out.'),
    }),
    answers: { 200: { description: 'The suggestions', body: suggestionsAnswer } },
    async reply({ query }) {
      const found = await suggestions(database, query.state, MAX_LISTED);
      return { answer: jsonAnswer({ suggestions: found }), lifetime: 'momentary' };
    },
  });

const suggestionDecisionRoute = (ledger: Ledger, { database, now }: DeskParts, startRun: StartRun) =>
  route({
    method: 'post',
    path: `${SUGGESTIONS}/:suggestionId/decision`,
    needs: 'editor',
    summary: 'Accept or decline a suggestion',
    description:
      'An accepted change is recorded as its own address would, in both names, and a run starts; where it does not fit any more, the answer says why, and the suggestion stays open.',
    body: { 'application/json': suggestionDecision },
    query: z.strictObject({}),
    answers: { 200: { description: 'The suggestion as it is now', body: suggestion } },
    problems: [...WRITING_PROBLEMS, 'unknown-suggestion'],
    async reply({ request, response, path }) {
      const { accept, reason } = readBody(suggestionDecision, await jsonBody(request, response));
      const id = path('suggestionId');
      const asked = await suggestionNamed(database, id);
      if (!asked) throw new Problem('unknown-suggestion', `There is no suggestion "${id.slice(0, 100)}".`);
      const decided = (one: Suggestion): Problem =>
        new Problem('not-now', `${one.decidedBy} decided this on ${one.decidedAt?.slice(0, 10)}: it is ${one.state}.`, {
          current: one,
        });
      if (asked.state !== 'open') throw decided(asked);
      const wrong = textFault(reason, true);
      if (wrong !== undefined) throw invalid({ field: 'reason', value: null, message: wrong.replace(/\.$/, '') });
      const by = recordedBy(request);
      let outcome: Suggestion | undefined;
      const decide = async (tx: Queryable): Promise<void> => {
        const decision = { by, at: now(), decision: reason.trim() };
        outcome = await decideSuggestion(tx, id, { state: accept ? 'accepted' : 'declined', ...decision });
        // Somebody was faster: what would be recorded for it is not.
        if (!outcome) throw decided((await suggestionNamed(tx, id))!);
      };
      if (accept)
        await carriedOut(ledger, asked, {
          recordedBy: `${suggester(asked)}, accepted by ${by}`,
          key: `suggestion ${id}`,
          alongside: decide,
        });
      else await database.transaction(decide);
      if (accept) await startRun.recorded(by);
      return { answer: jsonAnswer(outcome), lifetime: 'momentary' };
    },
  });

export const suggestionRoutes = (ledger: Ledger, desk: DeskParts, startRun: StartRun): readonly Route[] => [
  suggestRoute(ledger, desk),
  suggestionsRoute(desk),
  suggestionDecisionRoute(ledger, desk, startRun),
];
