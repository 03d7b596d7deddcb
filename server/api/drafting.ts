/** Drafting over HTTP: POST /desk/drafting, GET /desk/drafters, GET and POST /desk/dictionary. Nothing here records an act. */
import { IN_WORDS } from '../../models/schemaFault.ts';
import type { z } from 'zod';
import {
  dictionaryAdditions,
  dictionaryAnswer,
  dictionaryChange,
  drafters,
  draftingBody,
} from '../../models/contract/drafting.ts';
import { drafted } from '../../models/drafting/drafted.ts';
import { DraftingFailed } from '../../models/drafting/drafter.ts';
import { DictionaryFault } from '../drafting/dictionaryFiles.ts';
import { type Drafting, worldOf } from '../drafting/drafting.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';

export const draftingRoutes = (drafting: Drafting, ledger: Ledger, reference: ReferenceData): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/v1/desk/drafting',
    needs: 'coder',
    summary: 'Drafts of the acts that a text tells',
    description:
      'By rules, on this server; or, with "provider": "http", by the language model that the operator has set up: the text then goes to its host (see /desk/drafters). Pages draft by rules in the browser and use this address only when somebody chooses the model. Nothing is recorded or kept.',
    query: noQuery,
    body: { 'application/json': draftingBody },
    answers: { 200: { description: 'The drafts', body: drafted } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'drafting-failed'],
    async reply({ request, response }) {
      const { text, published, language, provider } = bodyOf(
        draftingBody,
        await jsonBody(request, response, MAX_TEXT_BYTES),
      );
      const world = await worldOf(ledger, reference);
      try {
        return {
          answer: jsonAnswer(await drafting.draft({ text, published, language }, provider, world)),
          lifetime: 'momentary',
        };
      } catch (error) {
        throw problemOf(error);
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/drafters',
    needs: 'reader',
    summary: 'Who can draft, and where a text goes',
    query: noQuery,
    answers: { 200: { description: 'The drafters', body: drafters } },
    reply: () => ({ answer: jsonAnswer({ drafters: drafting.drafters }), lifetime: 'live' }),
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/dictionary',
    needs: 'reader',
    summary: 'The dictionaries of drafting',
    description: 'What ships in data/drafting, and what users added: names, people, patterns.',
    query: noQuery,
    answers: { 200: { description: 'The dictionaries', body: dictionaryAnswer } },
    problems: ['drafting-failed'],
    async reply() {
      try {
        const [shipped, added] = await Promise.all([drafting.shipped(), drafting.additions.read()]);
        return { answer: jsonAnswer({ shipped, added }), lifetime: 'live' };
      } catch (error) {
        throw problemOf(error);
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/dictionary',
    needs: 'editor',
    summary: 'Add names, people and patterns to the dictionaries of drafting, or take them out again',
    query: noQuery,
    body: { 'application/json': dictionaryChange },
    answers: { 200: { description: 'All that users added', body: dictionaryAdditions } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'drafting-failed'],
    async reply({ request, response }) {
      const by = recordedBy(request);
      const change = bodyOf(dictionaryChange, await jsonBody(request, response));
      const unknown = [...change.actors, ...change.people].filter(
        ({ code }) => code !== '' && !reference.countries.has(code),
      );
      if (unknown.length > 0)
        throw invalid(
          ...unknown.map(({ code }) => ({
            field: 'code',
            value: code,
            message: 'is no code of a state: write one such as KOR',
          })),
        );
      try {
        return { answer: jsonAnswer(await drafting.additions.change(change, by)), lifetime: 'momentary' };
      } catch (error) {
        throw problemOf(error);
      }
    },
  }),
];

/** The drafter itself refuses a text of more than 200,000 characters, with a sentence; a Korean one has three bytes each. */
const MAX_TEXT_BYTES = 1024 * 1024;

function bodyOf<Body>(schema: z.ZodType<Body>, given: unknown): Body {
  const parsed = schema.safeParse(given, IN_WORDS);
  if (parsed.success) return parsed.data;
  throw invalid(
    ...parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', value: null, message })),
  );
}

const problemOf = (error: unknown): unknown =>
  error instanceof DraftingFailed || error instanceof DictionaryFault
    ? new Problem('drafting-failed', error.message)
    : error;
