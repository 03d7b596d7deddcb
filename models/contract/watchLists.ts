/** Watch lists: dyads under a name. */
import { z } from 'zod';
import { dyadsOfList } from '../alerts/rule.ts';
import { textFault } from '../textFault.ts';
import { moment } from './values.ts';

/** As long as a name of a rule. */
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

export const watchListBody = z.strictObject({
  name: z.string().regex(NAME, 'is no name: write lower-case letters, digits and hyphens, 63 at most'),
  title: z
    .string()
    .trim()
    .min(1, 'is missing: say what the list is of')
    .max(80)
    .refine((text) => textFault(text) === undefined, 'holds characters that no text has'),
  shared: z.boolean().default(false).describe('whether everybody sees it; otherwise you alone do'),
  dyads: dyadsOfList.describe('in their order'),
});

export const watchList = z
  .object({
    name: z.string(),
    title: z.string(),
    shared: z.boolean().describe('whether everybody sees it; otherwise you alone do'),
    dyads: z.array(z.string()),
    mayChange: z.boolean().describe('whether you can change it, remove it, and make the address of its feed'),
    changedAt: moment,
    changedBy: z.string().nullable().describe('told from the role coder up'),
  })
  .meta({ id: 'WatchList' });

export const watchLists = z
  .object({
    lists: z.array(watchList).describe('those that are shared, and your own, by title'),
    mayKeep: z.boolean().describe('whether you can keep lists of your own'),
    mayShare: z.boolean().describe('whether you can keep lists for everybody'),
  })
  .meta({ id: 'WatchLists' });

export const feedAddresses = z
  .object({
    atom: z.string().describe('address with a secret, shown only now: whoever has it reads the feed'),
    json: z.string().describe('the same as JSON Feed'),
  })
  .meta({ id: 'FeedAddresses' });

export type FeedAddresses = z.infer<typeof feedAddresses>;
export type WatchList = z.infer<typeof watchList>;
export type WatchLists = z.infer<typeof watchLists>;
export type WatchListBody = z.infer<typeof watchListBody>;
