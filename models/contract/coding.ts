/** /coding: rounds in which a second coder codes what a first has coded, and how far they agree. */
import { z } from 'zod';
import { isText } from '../textFault.ts';
import { CODED_FIELDS } from '../agreement/codedFields.ts';
import { newAct } from './acts.ts';
import { date, dyadId, moment, role } from './values.ts';

/** What a coder says of a unit. */
export const codes = z
  .strictObject({
    type: z.string(),
    polarity: z.union([z.literal(1), z.literal(-1)]),
    severity: z.int().min(1).max(5),
    role,
  })
  .meta({ id: 'Codes' });

/** What a coder sees of a unit: its number in the round and nothing that leads to the first codes. */
const unitText = {
  number: z.int().min(1),
  dyad: dyadId,
  date,
  datePrecision: z.enum(['day', 'month']),
  actor: z.string(),
  target: z.string(),
  others: z.array(z.string()),
  summary: z.string(),
  sourceName: z.string(),
  sourceUrl: z.string(),
};

export const codedUnit = z
  .object({
    ...unitText,
    yours: codes.nullable().describe('what this coder said last; null: not coded yet'),
    version: z.int().describe('of `yours`; 0: not coded yet'),
  })
  .meta({ id: 'CodedUnit' });

export const codedUnits = z
  .object({
    title: z.string(),
    coder: z.string(),
    isClosed: z.boolean(),
    units: z.array(codedUnit),
  })
  .meta({ id: 'CodedUnits' });

export const codesToSave = z.strictObject({
  unit: z.int().min(1),
  version: z.int().min(0).describe('the version that the coder saw; 0 for the first'),
  codes,
});

export const codesSaved = z
  .object({ unit: z.int(), version: z.int(), coded: z.int(), units: z.int() })
  .meta({ id: 'CodesSaved' });

const share = z.number().gt(0).max(1);

export const newRound = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sample'),
    title: z.string().min(1).max(200).superRefine(isText()),
    secondCoder: z.string().min(1).max(100).superRefine(isText()),
    share: share.describe('of the recorded events; every event has this chance, spread evenly over dyads and types'),
    dyads: z.array(dyadId).max(1000).optional().describe('all dyads when left out'),
    from: date.optional(),
    to: date.optional(),
    seed: z
      .int()
      .min(0)
      .max(0xffffffff)
      .optional()
      .describe('the same seed draws the same; made and kept when left out'),
  }),
  z.strictObject({
    kind: z.literal('drafts'),
    title: z.string().min(1).max(200).superRefine(isText()),
    secondCoder: z.string().min(1).max(100).superRefine(isText()),
    acts: z.array(newAct).min(1).max(200).describe('coded by the sender, and not recorded until both codes are in'),
  }),
]);

export const round = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(['sample', 'drafts']),
    firstCoder: z.string(),
    secondCoder: z.string(),
    share: share.nullable().describe('null for drafts'),
    seed: z.int().nullable(),
    createdAt: moment,
    createdBy: z.string(),
    closedAt: moment.nullable().describe('when both were in; null: the second coder is at work'),
    units: z.int(),
    coded: z.int().describe('by the second coder'),
    openDisputes: z.int().describe('differences that nobody has settled; 0 while the round is open'),
  })
  .meta({ id: 'CodingRound' });

export const rounds = z.object({ rounds: z.array(round) }).meta({ id: 'CodingRounds' });

/** POST /coding/rounds/:round/leave */
export const roundLeft = z.object({ roundId: z.string() }).meta({ id: 'RoundLeft' });

export const roundCreated = z
  .object({ round, key: z.string().describe('of the second coder; it is told this once') })
  .meta({ id: 'CodingRoundCreated' });

export const DECISIONS = ['first', 'second', 'third'] as const;

export const comparedUnit = z
  .object({
    ...unitText,
    eventId: z.string().nullable().describe('null for a draft that is not recorded'),
    first: codes,
    second: codes.nullable(),
    differs: z.array(z.enum(CODED_FIELDS)),
    state: z.enum(['uncoded', 'coded', 'in dispute', 'adjudicated', 'recorded']),
    decision: z
      .object({
        taken: z.enum(DECISIONS),
        codes,
        reason: z.string(),
        by: z.string(),
        at: moment,
      })
      .nullable(),
    version: z.int().describe('of the decision; 0: none'),
  })
  .meta({ id: 'ComparedUnit' });

const interval = z.object({ low: z.number(), high: z.number() }).optional();
const coefficient = z.number().optional().describe('left out where it cannot be computed');

export const fieldAgreement = z
  .object({
    coders: z.array(z.string()),
    n: z.int(),
    krippendorffAlphaNominal: coefficient,
    krippendorffAlphaOrdinal: coefficient,
    krippendorffAlphaInterval: coefficient,
    fleissKappa: coefficient,
    pairs: z.array(
      z.object({
        first: z.string(),
        second: z.string(),
        n: z.int(),
        agreement: coefficient,
        cohenKappa: coefficient,
        cohenKappaInterval: interval,
        linearKappa: coefficient,
        linearKappaInterval: interval,
        quadraticKappa: coefficient,
        alpha: coefficient,
        alphaInterval: interval,
        confusion: z.object({
          values: z.array(z.string()),
          counts: z.array(z.array(z.int())),
          units: z.array(z.array(z.array(z.string()))).describe('behind each cell'),
        }),
        drift: z.array(z.object({ units: z.int(), agreement: z.number(), meanDifference: coefficient })),
      }),
    ),
  })
  .meta({ id: 'FieldAgreement' });

export const agreementFields = z.record(z.string(), fieldAgreement);

/** GET /coding/agreement: data/two-coder.csv */
export const shippedAgreement = z
  .object({ units: z.int(), caveat: z.string(), fields: agreementFields })
  .meta({ id: 'ShippedAgreement' });

export const roundReport = z
  .object({ round, fields: agreementFields, units: z.array(comparedUnit) })
  .meta({ id: 'CodingReport' });

export const newDecision = z.strictObject({
  unit: z.int().min(1),
  version: z.int().min(0).describe('the version that the editor saw; 0 where none was decided'),
  take: z.enum(DECISIONS),
  codes: codes.optional().describe('of a third; left out otherwise'),
  reason: z.string().min(1).max(1000).superRefine(isText(true)),
});

export const decided = z
  .object({
    unit: comparedUnit,
    run: z
      .object({ id: z.int() })
      .nullable()
      .describe(
        'the roll-up that takes it in; null where nothing was recorded, or where no run has begun within 10 s: it is asked for',
      ),
  })
  .meta({ id: 'Decided' });

export type Codes = z.infer<typeof codes>;
export type CodedUnit = z.infer<typeof codedUnit>;
export type CodedUnits = z.infer<typeof codedUnits>;
export type CodesSaved = z.infer<typeof codesSaved>;
export type NewRound = z.infer<typeof newRound>;
export type Round = z.infer<typeof round>;
export type Rounds = z.infer<typeof rounds>;
export type RoundLeft = z.infer<typeof roundLeft>;
export type RoundCreated = z.infer<typeof roundCreated>;
export type ComparedUnit = z.infer<typeof comparedUnit>;
export type RoundReport = z.infer<typeof roundReport>;
export type NewDecision = z.infer<typeof newDecision>;
export type Decided = z.infer<typeof decided>;
export type ShippedAgreement = z.infer<typeof shippedAgreement>;
