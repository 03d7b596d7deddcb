/** /api/v1/coding: rounds in which a second coder codes what a first has coded, and how far they agree. */
import type { Request } from 'express';
import { fieldAgreement } from '../../models/agreement/agreement.ts';
import { CODED_FIELDS } from '../../models/agreement/codedFields.ts';
import {
  codedUnits,
  type ComparedUnit,
  codesSaved,
  codesToSave,
  type Decided,
  decided,
  newDecision,
  newRound,
  type Round,
  round,
  roundCreated,
  roundLeft,
  roundReport,
  rounds as roundList,
  shippedAgreement,
} from '../../models/contract/coding.ts';
import { agreementOfFile, scaleOf, shippedCodesFile } from '../codedTwice.ts';
import { KEY_PREFIX } from '../coding/openRounds.ts';
import { RoundRefused, type Rounds } from '../coding/rounds.ts';
import { bearerOf } from '../people/bearer.ts';
import type { People } from '../people/people.ts';
import { allows, identityOf } from '../people/identity.ts';
import { orProblem, readBody } from './acts.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid, Problem } from './problem.ts';
import { requireRole } from './permission.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';
import type { StartRun } from './startedRun.ts';

const CAVEAT =
  'Both passes were made by the same kind of coder, from the summaries: the codebook can be applied again. It does not say that the events are true, nor how two people would agree. Sixteen of the 120 events were corrected since.';

export function codingRoutes(rounds: Rounds, people: People, startRun: StartRun): Route[] {
  /** @throws Problem unless an editor asks, or the request bears the key of this round */
  const asked = async (
    request: Request,
    id: string,
    who: 'editor' | 'coder' | 'either',
  ): Promise<'editor' | 'coder'> => {
    const given = bearerOf(request);
    if (identityOf(request).role === 'none') requireRole(request, 'reader', people);
    if (given !== undefined && who !== 'editor' && given.startsWith(KEY_PREFIX)) {
      const holder = await rounds.holderOf(given);
      if (holder?.roundId === id) return 'coder';
    }
    if (who !== 'coder' && allows(identityOf(request), 'editor')) return 'editor';
    throw new Problem(
      'unauthorized',
      who === 'coder'
        ? 'This is for the second coder of the round: send the header "Authorization: Bearer KEY" with the key of the link that the coder was given.'
        : 'Rounds of coding are for editors: send the header "Authorization: Bearer TOKEN" with the server’s token.',
      { headers: { 'WWW-Authenticate': 'Bearer realm="tension"' } },
    );
  };
  return [
    route({
      method: 'get',
      path: '/api/v1/coding/agreement',
      needs: 'reader',
      summary: 'How far two coders agree on the shipped 120 events',
      description: `Of data/two-coder.csv, field by field. ${CAVEAT}`,
      query: noQuery,
      answers: { 200: { description: 'The agreement', body: shippedAgreement } },
      async reply() {
        const fields = await agreementOfFile(shippedCodesFile());
        return {
          answer: jsonAnswer({ units: fields['type']!.n, caveat: CAVEAT, fields }),
          lifetime: 'live',
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/coding/rounds',
      needs: 'editor',
      summary: 'Draw a round for a second coder',
      description:
        'A sample of recorded events, spread evenly over dyads and types, or drafts that are not recorded yet. The answer has the key of the second coder, which is told this once: a link is /desk/code/ID#key=KEY.',
      query: noQuery,
      body: { 'application/json': newRound },
      answers: { 201: { description: 'The round', body: roundCreated } },
      problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-act'],
      async reply({ request, response }) {
        const body = readBody(newRound, await jsonBody(request, response));
        return {
          answer: jsonAnswer(await orRefused(() => rounds.create(body, recordedBy(request)))),
          lifetime: 'momentary',
          status: 201,
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/coding/rounds',
      needs: 'editor',
      summary: 'Rounds of coding (editors)',
      query: noQuery,
      answers: { 200: { description: 'The newest first', body: roundList } },
      problems: ['unauthorized'],
      async reply({ request }) {
        await asked(request, '', 'editor');
        return { answer: jsonAnswer({ rounds: await rounds.list() }), lifetime: 'momentary' };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/coding/rounds/:round/units',
      needs: 'anyone',
      summary: 'What the second coder codes',
      description: 'Numbered for this round, without ids, and without what the first coder said.',
      query: noQuery,
      answers: { 200: { description: 'The units, and what this coder said of them', body: codedUnits } },
      problems: ['unauthorized'],
      async reply({ request, path }) {
        await asked(request, path('round'), 'coder');
        return { answer: jsonAnswer(await orRefused(() => rounds.units(path('round')))), lifetime: 'momentary' };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/coding/rounds/:round/codes',
      needs: 'anyone',
      summary: 'Code a unit',
      description: 'With the key of the round. The second save of one version is refused.',
      query: noQuery,
      body: { 'application/json': codesToSave },
      answers: { 200: { description: 'How far the round is', body: codesSaved } },
      problems: [
        'unauthorized',
        'malformed-request',
        'unsupported-media-type',
        'too-large',
        'invalid-act',
        'changed-since',
        'not-now',
      ],
      async reply({ request, response, path }) {
        await asked(request, path('round'), 'coder');
        const { unit, version, codes } = readBody(codesToSave, await jsonBody(request, response));
        return {
          answer: jsonAnswer(await orRefused(() => rounds.save(path('round'), unit, version, codes))),
          lifetime: 'momentary',
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/coding/rounds/:round/close',
      needs: 'anyone',
      summary: 'Both are in',
      description:
        'The second coder hands in, when all units are coded; an editor may close a round of which some are left. Codes no longer change then, and can be compared.',
      query: noQuery,
      answers: { 200: { description: 'The round', body: round } },
      problems: ['unauthorized', 'unknown-round', 'not-now'],
      async reply({ request, path }) {
        const who = await asked(request, path('round'), 'either');
        return {
          answer: jsonAnswer(await orRefused(() => rounds.close(path('round'), recordedBy(request), who === 'coder'))),
          lifetime: 'momentary',
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/coding/rounds/:round/leave',
      needs: 'reader',
      summary: 'Code a round no longer',
      description:
        'For a second coder whom the server knows: she may ask everything again, and codes this round no more.',
      query: noQuery,
      answers: { 200: { description: 'She has left it', body: roundLeft } },
      problems: ['not-now'],
      async reply({ request, path }) {
        const { id = '', name } = identityOf(request);
        await orRefused(() => rounds.leave(path('round'), id, name));
        return { answer: jsonAnswer({ roundId: path('round') }), lifetime: 'momentary' };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/coding/rounds/:round/agreement',
      needs: 'anyone',
      summary: 'How far the two coders of a round agree',
      description:
        'Field by field, with the units behind each cell, what is in dispute and what was decided. Refused until both are in.',
      query: noQuery,
      answers: { 200: { description: 'The report', body: roundReport } },
      problems: ['unauthorized', 'unknown-round', 'not-now'],
      async reply({ request, path }) {
        await asked(request, path('round'), 'either');
        return { answer: jsonAnswer(await orRefused(() => report(rounds, path('round')))), lifetime: 'momentary' };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/coding/rounds/:round/decisions',
      needs: 'editor',
      summary: 'Settle a difference',
      description:
        'Takes the first or the second coder’s codes, or a third; all three are kept. What was accepted goes into the ledger with the reason, as a revision of the event or, for a draft, as a new act once all its bearings are decided.',
      query: noQuery,
      body: { 'application/json': newDecision },
      answers: { 200: { description: 'The unit as it stands', body: decided } },
      problems: [
        'malformed-request',
        'unsupported-media-type',
        'too-large',
        'unknown-round',
        'unknown-event',
        'changed-since',
        'not-now',
        'key-taken',
        'invalid-act',
      ],
      async reply({ request, response, path }) {
        const decision = readBody(newDecision, await jsonBody(request, response));
        const by = recordedBy(request);
        const { unit, isRecorded } = await orProblem(() => orRefused(() => rounds.decide(path('round'), decision, by)));
        const body: Decided = { unit, run: isRecorded ? await startRun.recorded(by) : null };
        return { answer: jsonAnswer(body), lifetime: 'momentary' };
      },
    }),
  ];
}

async function report(rounds: Rounds, id: string) {
  const units = await rounds.compared(id);
  const about = await rounds.round(id);
  return { round: about, fields: agreementOf(about, units), units };
}

/** Agreement in each field, on the units that both have coded; the first coder comes first also where the names are alike. */
function agreementOf({ firstCoder, secondCoder }: Round, units: readonly ComparedUnit[]) {
  const names =
    firstCoder === secondCoder ? [`${firstCoder} (first)`, `${secondCoder} (second)`] : [firstCoder, secondCoder];
  return Object.fromEntries(
    CODED_FIELDS.map((field) => [
      field,
      fieldAgreement(
        units.flatMap(({ number, first, second }) =>
          second
            ? [first, second].map((codes, i) => ({
                unit: String(number),
                coder: names[i]!,
                value: String(codes[field]),
              }))
            : [],
        ),
        scaleOf(field),
        names,
      ),
    ]),
  );
}

/** @throws Problem where the round refuses */
async function orRefused<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RoundRefused)) throw error;
    if (error.kind !== 'invalid') throw new Problem(error.kind, error.message);
    throw invalid({ field: error.field ?? 'body', value: null, message: error.message.replace(/\.$/, '') });
  }
}
