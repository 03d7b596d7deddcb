import { z } from 'zod';

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
          headline: z.string().describe('the act in few words, in the language of the card where somebody wrote it'),
          summary: z.string(),
          points: z.string(),
          verified: z.boolean(),
          sourceName: z.string(),
          sourceUrl: z.string(),
        }),
      )
      .describe('the numbered events of the plot'),
    titleFaults: z.array(z.string()).describe('what a typed title says and the data do not'),
    titleChecked: z
      .array(z.enum(['number', 'direction', 'day', 'name', 'record', 'cause']))
      .describe('what of a typed title was compared with the data'),
    titleUnchecked: z
      .array(z.object({ kind: z.enum(['cause', 'forecast', 'run', 'words']), text: z.string() }))
      .describe('what of a typed title no data decide, as it was typed'),
    madeBy: z.string().optional().describe('who runs the server, where it says so'),
  })
  .meta({ id: 'CardTexts' });
