/**
 * The API's answers, as zod schemas: responses are typed by them, OpenAPI is generated from them, the tests validate every
 * answer against them, and the client imports their types. Dates are `YYYY-MM-DD` (UTC), moments ISO 8601 with `Z`.
 */
import { z } from 'zod';
import { CATEGORIES } from '../../models/codebook.ts';
import { modelSchema } from '../../models/model.ts';
import { MOVE_KINDS } from '../../models/move.ts';
import { PERIODS } from '../../models/periodChange.ts';

const date = z.iso.date();
const moment = z.iso.datetime();
const dyadId = z
  .string()
  .regex(/^[A-Z]{3}-[A-Z]{3}$/)
  .describe('two ISO 3166 alpha-3 codes in alphabetical order');
const indexValue = z.number().min(0).max(100);

export const modelRef = z
  .object({ name: z.string(), version: z.int(), hash: z.string().regex(/^[0-9a-f]{8}$/) })
  .meta({ id: 'ModelRef' });

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('where, which value, what to do'),
    instance: z.string().describe('the request id'),
    errors: z.array(z.object({ field: z.string(), value: z.string().nullable(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem' });

export const flag = z.enum(['deteriorated', 'unchanged', 'improved', 'sparse']);

export const board = z
  .object({
    date: date.describe('the day of the values'),
    asOf: moment.nullable(),
    model: modelRef,
    dyads: z.array(
      z.object({
        id: dyadId,
        name: z.string(),
        index: indexValue,
        low: indexValue,
        high: indexValue,
        change30: z.number().describe('index points over 30 days'),
        flag,
        events: z.int().describe('number of events'),
        lastEvent: date.describe('day of the last coded event: nothing is coded after it'),
        topEvent: z
          .object({ id: z.string(), date, type: z.string(), summary: z.string(), indexPoints: z.number() })
          .nullable()
          .describe(
            'the event that moved the index most within the 30 days; where none did, the largest contribution today',
          ),
        topEventIsRecent: z.boolean().describe('whether topEvent lies within the 30 days'),
        sparkline: z
          .object({ from: date, step: z.literal('week'), values: z.array(indexValue) })
          .describe('the index over the last two years'),
      }),
    ),
  })
  .meta({ id: 'Board' });

const morningEvent = z
  .object({
    id: z.string(),
    dyad: dyadId,
    name: z.string().describe('of the dyad'),
    date,
    datePrecision: z.enum(['day', 'month']),
    actor: z.string(),
    target: z.string(),
    type: z.string(),
    typeLabel: z.string(),
    category: z.enum(CATEGORIES),
    summary: z.string(),
    sourceName: z.string(),
    sourceUrl: z.string(),
    verified: z.boolean(),
    indexPoints: z
      .number()
      .nullable()
      .describe('what it adds to the change of its dyad; null where it is not named with a dyad that moved'),
  })
  .meta({ id: 'MorningEvent' });

export const morning = z
  .object({
    date: date.describe('the day of the values: the last of each period'),
    asOf: moment.nullable(),
    model: modelRef,
    lang: z.enum(['en', 'ko']),
    dyads: z.int().describe('dyads that were looked at'),
    lastEvent: date.nullable().describe('day of the last coded event of all dyads: nothing is coded after it'),
    quiet: z.int().describe('dyads without a coded event in the month: no events is absence of events, not peace'),
    sparse: z.int().describe('dyads with too few events for a flag'),
    periods: z.array(
      z.object({
        period: z.enum(PERIODS),
        from: date,
        to: date,
        beyondNoise: z
          .int()
          .describe(
            'dyads whose change is more than noise: the end lies outside the 90 % band of the beginning, and a point or more away',
          ),
        newEvents: z.int(),
        dyads: z
          .array(
            z.object({
              id: dyadId,
              name: z.string(),
              index: indexValue,
              low: indexValue.describe('90 % band'),
              high: indexValue,
              before: indexValue.describe('the index on the first day'),
              change: z.number(),
              sentence: z.string().describe('by the rules of `move`'),
              flag,
              sparse: z.boolean(),
              provisional: z.boolean().describe('so young that acts may still become known'),
              newEvents: z.int(),
              lastEvent: date,
              events: z.array(morningEvent).describe('the new events that moved it most'),
            }),
          )
          .describe('beyond noise, the largest change first'),
        flags: z
          .array(z.object({ id: dyadId, name: z.string(), from: flag, to: flag, change30: z.number() }))
          .describe('dyads whose flag was raised, cleared or turned; one that only became sparse is not listed'),
        events: z
          .array(morningEvent)
          .describe('the gravest new events of all dyads, by severity and weight, beside those named with a dyad'),
      }),
    ),
  })
  .meta({ id: 'Morning' });

export const step = z.enum(['day', 'week', 'month']);

const stretch = z.object({ from: date, to: date });

/** What stands behind an act coded by machine. */
const machineCounts = z
  .object({
    feed: z.string(),
    code: z.string().describe('in the ontology of the feed'),
    rows: z.int().describe('rows of the feed that tell it'),
    mentions: z.number(),
    articles: z.number(),
    sources: z.int().describe('the most sources behind one row'),
    lateRows: z.int().describe('rows found more than a day after the act'),
    firstAdded: date.nullable().describe('when the feed first had it'),
    worldRows: z.int().describe('rows of the whole world about its day: the denominator'),
    amount: z.number().describe('how much it counts: under the shipped models, percent of the world’s rows of its day'),
    reports: z
      .array(z.string())
      .describe('addresses or names of reports, as far as they are kept: always of watched dyads'),
  })
  .meta({ id: 'MachineCounts' });

const smaller = z
  .object({ events: z.int(), tensionPoints: z.number(), indexPoints: z.number() })
  .optional()
  .describe('acts coded by machine: the smallest ones together, where there are more than are listed');

export const feedFreshness = z
  .object({
    feed: z.string(),
    name: z.string(),
    newestDay: date.nullable().describe('the last day that a stored file reports on'),
    lastTakenAt: moment.nullable(),
    lacking: z.int().describe('known files that are not stored'),
    stale: z.boolean(),
    sentence: z.string().describe('the same in words, for a badge'),
  })
  .meta({ id: 'FeedFreshness' });

export const coverage = z
  .object({
    firstEvent: date.nullable(),
    lastEvent: date.nullable(),
    events: z.int(),
    codingLagDays: z.number().describe('median days from an act to its source; younger days are provisional'),
    sparse: z.array(stretch).describe('too few events to judge'),
    uncovered: z.array(stretch).describe('nothing is coded: absence of events, not peace'),
    note: z.string().nullable().describe('known gaps, from data/dyads.csv'),
  })
  .meta({ id: 'Coverage' });

export const seriesPoint = z
  .object({
    date,
    index: indexValue,
    low: indexValue.describe('90% band'),
    high: indexValue,
    tension: z.number(),
    conflict: z.number().min(0),
    cooperation: z.number().min(0),
    sd: z.number().min(0).describe('standard deviation of tension'),
    provisional: z.boolean(),
    indexAsCoded: indexValue.optional().describe('with whatIf: the index of all events as they are coded'),
  })
  .meta({ id: 'SeriesPoint' });

export const series = z
  .object({
    dyad: dyadId,
    name: z.string(),
    model: modelRef,
    asOf: moment.nullable(),
    step,
    direction: z.string(),
    whatIf: z.string().nullable().describe('null: every event as it is coded; otherwise no published index'),
    neutral: indexValue,
    scale: z.number().describe('S of the model: index = 100 / (1 + exp(-tension / S))'),
    coverage,
    feeds: z.array(feedFreshness).optional().describe('of a model that reads feeds: whether they are up to date'),
    points: z.array(seriesPoint),
  })
  .meta({ id: 'Series' });

export const role = z.enum(['direct', 'indirect']);

/** An act that a dyad inherits from another one, by a coupling of the model, says so. */
const contributionRole = z.enum(['direct', 'indirect', 'coupling']);
const coupledFrom = dyadId.optional().describe('the dyad that an act of role coupling is from');

export const contributions = z
  .object({
    dyad: dyadId,
    date,
    model: modelRef,
    asOf: moment.nullable(),
    direction: z.string(),
    index: indexValue,
    neutral: indexValue,
    tension: z.number(),
    contributions: z.array(
      z.object({
        eventId: z.string(),
        date,
        actor: z.string(),
        target: z.string(),
        type: z.string(),
        category: z.enum(CATEGORIES),
        role: contributionRole,
        verified: z.boolean(),
        summary: z.string(),
        sourceUrl: z.string(),
        tensionPoints: z.number(),
        indexPoints: z.number(),
        coupledFrom,
        machine: machineCounts.optional(),
      }),
    ),
    smaller,
    residual: z.number(),
  })
  .meta({ id: 'Contributions' });

const moveKind = z.enum(MOVE_KINDS);

export const move = z.object({
  dyad: dyadId,
  name: z.string(),
  direction: z.string(),
  from: z.object({ date, index: indexValue, tension: z.number(), model: modelRef, asOf: moment.nullable() }),
  to: z.object({ date, index: indexValue, tension: z.number(), model: modelRef, asOf: moment.nullable() }),
  change: z.number().describe('index points; the sum of the groups, and of the events and the rescaling'),
  groups: z
    .array(
      z.object({
        kind: moveKind,
        category: z.enum(CATEGORIES).nullable().describe('null: another base or scale of the model'),
        events: z.int(),
        indexPoints: z.number(),
      }),
    )
    .describe('the bars of the waterfall, in fixed order'),
  events: z.array(
    z.object({
      eventId: z.string(),
      kind: moveKind,
      date,
      actor: z.string(),
      target: z.string(),
      type: z.string(),
      category: z.enum(CATEGORIES),
      role: contributionRole,
      verified: z.boolean(),
      summary: z.string(),
      sourceUrl: z.string(),
      tensionPoints: z.number(),
      indexPoints: z.number(),
      coupledFrom,
      machine: machineCounts.optional(),
    }),
  ),
  smaller,
  rescaling: z.number().describe('index points from another base or scale of the model, which belong to no event'),
  sentence: z.string(),
  residual: z.number(),
});

/** Numbers of every event, in columns, as the browser scores them: models/basis.ts `EventColumns`. */
export const basis = z.object({
  dyad: dyadId,
  name: z.string(),
  asOf: moment.nullable(),
  through: date.describe('the last day that is served'),
  codingLagDays: z.number(),
  columns: z.object({
    ids: z.array(z.string()),
    types: z.array(z.string()),
    actors: z.array(z.string()),
    day: z.array(z.int()).describe('epoch days: days since 1970-01-01'),
    type: z.array(z.int()),
    actor: z.array(z.int()),
    polarity: z.array(z.union([z.literal(1), z.literal(-1)])),
    severity: z.array(z.int()),
    indirect: z.array(z.int()),
    unverified: z.array(z.int()),
    firstSideShare: z.array(z.number()),
  }),
});

export const vintages = z
  .object({
    dyad: dyadId,
    model: modelRef,
    points: z.array(
      z.object({
        date,
        index: indexValue,
        run: z.int().describe('the first run that published a value of this day'),
        publishedAt: moment,
      }),
    ),
  })
  .meta({ id: 'Vintages' });

const operation = z.enum(['create', 'revise', 'retract']);

export const revisions = z
  .object({
    dyad: dyadId,
    since: moment.nullable().describe('null: from the beginning'),
    until: moment.nullable().describe('null: nothing was ever recorded'),
    counts: z
      .object({ create: z.int(), revise: z.int(), retract: z.int() })
      .describe('of all revisions, listed or not'),
    revisions: z
      .array(
        z.object({
          eventId: z.string(),
          revision: z.int(),
          operation,
          recordedAt: moment,
          recordedBy: z.string(),
          reason: z.string().describe('why it was retracted; empty otherwise'),
          date,
          type: z.string(),
          category: z.enum(CATEGORIES),
          summary: z.string(),
          fields: z
            .array(z.object({ field: z.string(), from: z.string(), to: z.string() }))
            .describe('what a revision changed'),
        }),
      )
      .describe('the newest first'),
  })
  .meta({ id: 'Revisions' });

export const event = z
  .object({
    id: z.string(),
    dyad: dyadId,
    date,
    datePrecision: z.enum(['day', 'month']),
    actor: z.string(),
    target: z.string(),
    others: z.array(z.string()),
    role,
    type: z.string(),
    category: z.enum(CATEGORIES),
    cameo: z.string(),
    polarity: z.union([z.literal(1), z.literal(-1)]),
    severity: z.int().min(1).max(5),
    summary: z.string(),
    sourceName: z.string(),
    sourceUrl: z.string(),
    sourceDate: z.string(),
    verified: z.boolean(),
    note: z.string(),
    revision: z.int(),
    recordedAt: moment,
    machine: machineCounts.optional(),
  })
  .meta({ id: 'Event' });

export const events = z
  .object({ dyad: dyadId, asOf: moment.nullable(), events: z.array(event), nextCursor: z.string().nullable() })
  .meta({ id: 'EventPage' });

export const eventDetail = z
  .object({
    event,
    retracted: z.boolean(),
    revisions: z.array(
      z.object({
        revision: z.int(),
        operation,
        recordedAt: moment,
        recordedBy: z.string(),
        reason: z.string().describe('why it was retracted; empty for other operations'),
        event: event.omit({ revision: true, recordedAt: true, machine: true }),
      }),
    ),
    bearings: z
      .array(
        z.object({
          eventId: z.string(),
          dyad: dyadId,
          name: z.string(),
          role,
          polarity: z.union([z.literal(1), z.literal(-1)]),
        }),
      )
      .describe(
        'the rows that code this act: this one, and those of the same day, source page and category in dyads of the same parties',
      ),
    model: modelRef,
    scoring: z
      .object({
        weight: z.number(),
        severityMultiplier: z.number(),
        roleMultiplier: z.number(),
        confidence: z.number(),
        repetition: z.number().describe('factor^n for n earlier acts of the same type and actor within the window'),
        amount: z.number().optional().describe('of an act coded by machine, or inherited: how much of it counts'),
        impact: z.number().describe('signed tension points on the day of the act: the product'),
        holdDays: z.number(),
        halfLifeDays: z.number(),
      })
      .nullable()
      .describe('null for a retracted event'),
    effect: z.array(
      z.object({
        date,
        tensionPoints: z.number(),
        indexPoints: z.number(),
        index: indexValue,
        without: indexValue.describe(
          'the index had this event not been coded; a later act of the same kind is then a less frequent one and counts more',
        ),
      }),
    ),
  })
  .meta({ id: 'EventDetail' });

export const modelSummary = z
  .object({
    feeds: z
      .array(z.string())
      .optional()
      .describe('machine-coded feeds that it reads; left out for a model of the events coded by hand'),
    couplings: z.boolean().optional().describe('true: dyads inherit from others'),
    name: z.string(),
    version: z.int(),
    hash: z.string(),
    title: z.string(),
    description: z.string(),
    changelog: modelSchema.shape.changelog,
  })
  .meta({ id: 'ModelSummary' });
export const models = z.object({ models: z.array(modelSummary) }).meta({ id: 'Models' });
export const modelDetail = z
  .object({ name: z.string(), version: z.int(), hash: z.string(), definition: modelSchema })
  .meta({ id: 'ModelDetail' });

const period = z.object({
  from: date,
  to: date,
  statistic: z.enum(['mean', 'max']).describe('how the index of the period is read'),
});
export const judgements = z
  .object({
    judgements: z.array(
      z.object({
        id: z.string(),
        dyad: dyadId,
        higher: period.describe('the tenser period'),
        lower: period.describe('the calmer period'),
        statement: z.string(),
        sourceName: z.string(),
        sourceUrl: z.string(),
      }),
    ),
  })
  .meta({ id: 'Judgements' });

export const codebook = z
  .object({
    types: z.array(
      z.object({
        type: z.string(),
        category: z.enum(CATEGORIES),
        polarity: z.union([z.literal(1), z.literal(-1)]),
        cameo: z.string(),
        label: z.string(),
        definition: z.string(),
        mutual: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Codebook' });

export const countries = z
  .object({
    countries: z.array(
      z.object({
        code: z.string().describe('ISO 3166 alpha-3, or EU, UN, NATO'),
        name: z.string(),
        nameKo: z.string().describe('in Korean'),
        kind: z.enum(['state', 'territory', 'organisation']),
      }),
    ),
  })
  .meta({ id: 'Countries' });

export const goldstein = z
  .object({
    codes: z.array(
      z.object({
        code: z
          .string()
          .regex(/^\d{2,4}$/)
          .describe('CAMEO, as text: leading zeros count'),
        gdelt: z
          .number()
          .min(-10)
          .max(10)
          .nullable()
          .describe('as GDELT has it; null where its table has no such code'),
        icews: z.number().min(-10).max(10).nullable().describe('as ICEWS has it'),
      }),
    ),
  })
  .meta({ id: 'Goldstein' });

export const run = z
  .object({
    id: z.int(),
    trigger: z.enum(['start', 'schedule', 'request', 'cli']),
    status: z.enum(['running', 'complete', 'failed', 'interrupted']),
    startedAt: moment,
    finishedAt: moment.nullable(),
    asOf: moment.nullable(),
    through: date,
    dyads: z.int(),
    points: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Run' });
export const runs = z.object({ runs: z.array(run) }).meta({ id: 'Runs' });
export const runStarted = z.object({ id: z.int() }).meta({ id: 'RunStarted' });

const rowFault = z
  .object({
    line: z.int(),
    id: z.string().nullable(),
    field: z.string().nullable(),
    value: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'RowFault' });
export const importReport = z
  .object({
    importId: z.string(),
    source: z.string(),
    dryRun: z.boolean(),
    rows: z.int(),
    created: z.int(),
    unchanged: z.int(),
    revised: z.int(),
    faulty: z.int(),
    remarks: z.array(rowFault),
    faults: z.array(rowFault),
    revisions: z.array(z.object({ id: z.string(), line: z.int(), fields: z.array(z.string()) })),
    dyads: z.array(dyadId),
  })
  .meta({ id: 'ImportReport' });

const pinnedModel = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}@[0-9a-f]{8}$/)
  .describe('name@hash of a published model');
const viewBase = {
  from: date.describe('first day, inclusive'),
  to: date.describe('last day, inclusive'),
  model: pinnedModel,
  asOf: moment.describe('what was known then'),
  title: z.string().optional().describe('typed in place of the computed one'),
  marking: z.string().optional().describe('a line such as a classification, printed at head and foot'),
};
const direction = z
  .union([z.literal('both'), z.templateLiteral([z.string(), '>', z.string()])])
  .describe('both, or KOR>RUS for the acts of one side');

export const dyadView = z
  .object({
    kind: z.literal('dyad'),
    ...viewBase,
    dyad: dyadId,
    step,
    direction,
    draft: modelSchema.optional().describe('a definition that is not published, in place of `model`'),
    overlay: pinnedModel.optional().describe('a second model, as a second line'),
    whatIf: z.string().optional().describe('events left out or graded otherwise'),
  })
  .meta({ id: 'DyadView', description: 'The index of a dyad over time' });
export const moveView = z
  .object({ kind: z.literal('move'), ...viewBase, dyad: dyadId, direction })
  .meta({ id: 'MoveView', description: 'The change from `from` to `to` as the sum of its causes' });
export const compareView = z
  .object({
    kind: z.literal('compare'),
    ...viewBase,
    dyads: z.array(dyadId).min(2).max(6).describe('in the order of their lines'),
  })
  .meta({ id: 'CompareView', description: 'Two to six dyads' });

/** What a picture shows: client/charts/view.ts, whose type this is. */
export const view = z.discriminatedUnion('kind', [dyadView, moveView, compareView]).meta({ id: 'View' });

const viewCode = z.string().length(9).describe('eight digits and a check character');
export const pinnedView = z
  .object({
    code: viewCode,
    url: z.string().describe('/v/CODE, with PUBLIC_URL in front where it is set'),
    view,
    createdAt: moment,
  })
  .meta({ id: 'PinnedView' });
export const viewDetail = pinnedView
  .extend({
    page: z
      .string()
      .describe('the page of the dashboard that shows this state; of a draft, that of the model that it is a draft of'),
  })
  .meta({ id: 'ViewDetail' });

export const drawnPicture = z
  .object({
    code: viewCode,
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    drawnAt: moment.describe('for the first time'),
  })
  .meta({ id: 'DrawnPicture' });

const madeWith = z.object({ asOf: moment.nullable(), model: modelRef });
const reading = z.object({
  index: indexValue.describe('on the last day'),
  change: z.number().describe('index points from the first day to the last'),
});
export const standing = z
  .object({
    code: viewCode,
    status: z.enum(['verified', 'superseded']),
    from: date,
    to: date,
    was: madeWith,
    now: madeWith.describe('the last published run, and the newest version of the model'),
    isDraft: z.boolean().describe('the view shows a draft: only its events can be compared'),
    lines: z
      .array(
        z.object({
          dyad: dyadId,
          name: z.string(),
          was: reading,
          now: reading.nullable().describe('null: the dyad has no events any more'),
          difference: z.number().nullable().describe('of the index on the last day'),
          largest: z
            .object({ date, was: indexValue, now: indexValue })
            .nullable()
            .describe('the day of the view whose index differs most; null: none does'),
        }),
      )
      .describe('one for each dyad of the view'),
    events: z
      .object({ recorded: z.int(), recoded: z.int(), retracted: z.int() })
      .describe('events up to the last day of the view that changed since'),
    reasons: z.array(z.string()).describe('why, in sentences'),
  })
  .meta({ id: 'Standing' });
/** What a card says: client/charts/card/cardTexts.ts, whose type this is. */
export const cardTexts = z
  .object({
    title: z.string().describe('as printed: the typed one, or else the computed one'),
    computedTitle: z.string(),
    subtitle: z.string(),
    sentence: z.string().describe('what moved it, in one sentence'),
    alt: z.string().describe('for who cannot see the picture'),
    footer: z.array(z.string()),
    badges: z
      .array(
        z.object({
          kind: z.enum([
            'title',
            'draft',
            'superseded',
            'what-if',
            'machine',
            'stale',
            'sparse',
            'uncovered',
            'as-of',
            'provisional',
          ]),
          text: z.string(),
        }),
      )
      .describe('what a reader must be warned of'),
    sources: z
      .array(z.object({ name: z.string(), url: z.string(), date: z.string() }))
      .describe('of the numbered events'),
    events: z
      .array(
        z.object({
          number: z.int(),
          id: z.string(),
          date: z.string(),
          type: z.string(),
          summary: z.string(),
          points: z.string(),
          verified: z.boolean(),
          sourceName: z.string(),
          sourceUrl: z.string(),
        }),
      )
      .describe('the numbered events of the plot'),
    titleFaults: z.array(z.string()).describe('what a typed title says and the data do not'),
  })
  .meta({ id: 'CardTexts' });
const count = z.int().min(0);
export const pullAccount = z
  .object({
    startedAt: moment,
    endedAt: moment.nullable(),
    stage: z.enum(['lists', 'files', 'ended']),
    listed: count.describe('files that its lists name and that were not known'),
    gaps: count.describe('quarters of an hour, or days, that its lists skip'),
    files: count.describe('files seen to'),
    totalFiles: count,
    bytes: count.describe('packed bytes of files seen to'),
    totalBytes: count.describe('0 where the lists do not say'),
    done: count,
    unchanged: count,
    missing: count,
    failed: count,
    refused: count,
    rows: count,
    faultyRows: count,
    stories: count,
    faults: z.array(z.string()).describe('what went wrong with files: the first twenty'),
    remarks: z.array(z.string()),
    stopped: z.boolean().describe('stopped before its end: the next pull goes on'),
    fault: z.string().nullable().describe('why it ended before its end'),
  })
  .meta({ id: 'PullAccount' });
export const fetchedFeed = z
  .object({
    name: z.string(),
    kind: z.enum(['gdelt', 'icews', 'polecat', 'acled', 'ucdp', 'csv']),
    hosts: z.array(z.string()).describe('the only hosts from which it is fetched'),
    everyMinutes: z.int(),
    files: z.object({ pending: count, done: count, missing: count, failed: count, refused: count }),
    newest: z
      .object({ name: z.string(), takenAt: moment, lastDay: date.nullable() })
      .nullable()
      .describe('the newest file that is stored'),
    pull: pullAccount.nullable().describe('the pull under way, or the last one since the server started'),
  })
  .meta({ id: 'FetchedFeed' });
export const fetchedFeeds = z.object({ feeds: z.array(fetchedFeed) }).meta({ id: 'FetchedFeeds' });
export const reportsKept = z
  .object({
    dyad: dyadId,
    from: date,
    to: date,
    files: count.describe('stored files with stories of the dyad on these days whose reports were not kept'),
    kept: count.describe('those whose reports are kept now'),
    faults: z.array(z.string()).describe('why the others are not: the first twenty'),
  })
  .meta({ id: 'ReportsKept' });
export const feedName = z.object({ name: z.string() }).meta({ id: 'FeedName' });

/** What a feed has of a pair of states, day by day: the evidence behind its machine-coded lines. */
export const dyadFeed = z
  .object({
    dyad: dyadId,
    name: z.string(),
    feed: z.string(),
    model: modelRef.describe('whose measure of a jump and of a share is used'),
    asOf: moment.nullable(),
    from: date,
    to: date,
    freshness: feedFreshness,
    siblings: z
      .array(z.object({ dyad: dyadId, name: z.string() }))
      .describe('pairs that machine coders confuse with this one'),
    summary: z.object({
      rows: z.int(),
      stories: z.int(),
      countedStories: z.int().describe('stories whose code says whether tension rises'),
      lateRows: z.int(),
      lateShare: z.number().nullable().describe('share of rows found more than a day after the act; null without rows'),
      singleSourceStories: z.int().describe('stories that "at least two sources" removes'),
      singleSourceShare: z.number().nullable(),
      unknownDays: z.int().describe('days of which no file is stored: unknown, not zero'),
      partialDays: z.int().describe('days of which some files are stored and some are not'),
      contaminatedDays: z.int().describe('days on which the pair and a sibling jump together'),
    }),
    unknown: z.array(stretch),
    days: z.array(
      z.object({
        date,
        rows: z.int().nullable().describe('null: unknown, because no file of that day is stored'),
        stories: z.int().nullable(),
        singleSourceStories: z.int().nullable(),
        sources: z.int().nullable().describe('the most behind one row'),
        mentions: z.number().nullable(),
        articles: z.number().nullable(),
        lateRows: z.int().nullable(),
        worldRows: z.int().nullable().describe('rows of the whole world about that day'),
        worldQuadClasses: z
          .array(z.int())
          .length(4)
          .nullable()
          .describe('of them verbal and material cooperation, verbal and material conflict'),
        share: z.number().nullable().describe('percent of the world’s rows'),
        filesDone: z.int(),
        filesLacking: z.int(),
        jump: z.boolean(),
        siblingJumps: z.array(dyadId).describe('siblings that jump on the same day'),
      }),
    ),
  })
  .meta({ id: 'DyadFeed' });

export const pairs = z
  .object({
    query: z.string(),
    pairs: z.array(
      z.object({
        dyad: dyadId,
        name: z.string(),
        nameKo: z.string(),
        watched: z.boolean(),
        events: z.int().describe('events coded by hand, as last published'),
        feeds: z.array(z.object({ feed: z.string(), name: z.string(), rows: z.int(), firstDay: date, lastDay: date })),
      }),
    ),
    total: z.int().describe('pairs that the words fit, listed or not'),
  })
  .meta({ id: 'Pairs' });

export const feedStates = z
  .object({
    feeds: z.array(
      z.object({
        ...feedFreshness.shape,
        firstDay: date.nullable(),
        files: z.object({ pending: z.int(), done: z.int(), missing: z.int(), failed: z.int(), refused: z.int() }),
        nextTryAt: moment.nullable().describe('when a missing or failed file is tried again'),
        rows: z.int(),
        interstateRows: z.int(),
        stories: z.int(),
        bytes: z.int().describe('as fetched'),
        faulty: z.int(),
        faults: z.record(z.string(), z.int()).describe('faulty rows by reason'),
        lastDay: z.object({ files: z.int(), rows: z.int() }).describe('what was stored within the last 24 hours'),
        troubles: z
          .array(
            z.object({
              name: z.string(),
              state: z.string(),
              attempts: z.int(),
              reason: z.string(),
              lastTriedAt: moment.nullable(),
              nextTryAt: moment.nullable(),
            }),
          )
          .describe('files that are missing, failed or refused, the newest first: fifty at most'),
      }),
    ),
  })
  .meta({ id: 'FeedStates' });

export const health = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Health' });

export type Board = z.infer<typeof board>;
export type BoardDyad = Board['dyads'][number];
export type Morning = z.infer<typeof morning>;
export type MorningPeriod = Morning['periods'][number];
export type MorningEvent = MorningPeriod['events'][number];
export type Series = z.infer<typeof series>;
export type SeriesPoint = z.infer<typeof seriesPoint>;
export type Coverage = z.infer<typeof coverage>;
export type Contributions = z.infer<typeof contributions>;
export type Move = z.infer<typeof move>;
export type Basis = z.infer<typeof basis>;
export type Vintages = z.infer<typeof vintages>;
export type Revisions = z.infer<typeof revisions>;
export type EventRecord = z.infer<typeof event>;
export type EventPage = z.infer<typeof events>;
export type EventDetail = z.infer<typeof eventDetail>;
export type ModelSummary = z.infer<typeof modelSummary>;
export type ModelDetail = z.infer<typeof modelDetail>;
export type JudgementsResponse = z.infer<typeof judgements>;
export type CodebookResponse = z.infer<typeof codebook>;
export type CountriesResponse = z.infer<typeof countries>;
export type GoldsteinResponse = z.infer<typeof goldstein>;
export type Run = z.infer<typeof run>;
export type ImportResponse = z.infer<typeof importReport>;
export type PullAccountResponse = z.infer<typeof pullAccount>;
export type FetchedFeed = z.infer<typeof fetchedFeed>;
export type MachineCountsResponse = z.infer<typeof machineCounts>;
export type FeedFreshness = z.infer<typeof feedFreshness>;
export type DyadFeed = z.infer<typeof dyadFeed>;
export type Pairs = z.infer<typeof pairs>;
export type FeedStates = z.infer<typeof feedStates>;
export type Problem = z.infer<typeof problem>;
export type Health = z.infer<typeof health>;
export type PinnedView = z.infer<typeof pinnedView>;
export type DrawnPicture = z.infer<typeof drawnPicture>;
export type Standing = z.infer<typeof standing>;
export type ViewDetail = z.infer<typeof viewDetail>;
