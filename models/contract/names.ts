/** GET /names. */
import { z } from 'zod';
import { NAME_KINDS } from '../names.ts';
import { date } from './values.ts';

export const names = z
  .object({
    names: z.array(
      z.object({
        code: z
          .string()
          .describe('ISO 3166 alpha-3, EU, UN, NATO, or that of a former state; empty: a name that means none of them'),
        name: z.string(),
        kind: z.enum(NAME_KINDS),
        from: date.nullable().describe('first day of a name that several states share'),
        to: date.nullable().describe('its last day'),
      }),
    ),
    spans: z
      .array(
        z.object({
          code: z.string(),
          from: date.nullable().describe('first day on which it is a state'),
          until: date.nullable().describe('first day on which it is none any more'),
          becomes: z.string().describe('the state that continues it; empty when none does'),
        }),
      )
      .describe('codes that are a state only for a time'),
  })
  .meta({ id: 'Names' });

export type NamesResponse = z.infer<typeof names>;
