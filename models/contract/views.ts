/** GET and POST /views: what a picture shows, pinned under a code. */
import { z } from 'zod';
import { modelSchema } from '../model.ts';
import { date, direction, dyadId, moment, step } from './values.ts';

const pinnedModel = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}@[0-9a-f]{8}$/)
  .describe('name@hash of a published model');

const notes = moment.optional().describe('the notes that were known then are shown; none when left out');

const viewBase = {
  from: date.describe('first day, inclusive'),
  to: date.describe('last day, inclusive'),
  model: pinnedModel,
  asOf: moment.describe('what was known then'),
  title: z.string().optional().describe('typed in place of the computed one'),
  marking: z.string().optional().describe('a line such as a classification, printed at head and foot'),
};

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
    notes,
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
    notes,
  })
  .meta({ id: 'CompareView', description: 'Two to six dyads' });

/** What a picture shows: client/charts/view.ts, whose type this is. */
export const view = z.discriminatedUnion('kind', [dyadView, moveView, compareView]).meta({ id: 'View' });

export const viewCode = z.string().length(9).describe('eight digits and a check character');

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

export const withdrawnView = z.object({ code: viewCode }).meta({ id: 'WithdrawnView' });
export type WithdrawnView = z.infer<typeof withdrawnView>;

export type PinnedView = z.infer<typeof pinnedView>;
export type DrawnPicture = z.infer<typeof drawnPicture>;
export type ViewDetail = z.infer<typeof viewDetail>;
