/** GET /rubric: what each severity means, type by type. */
import { z } from 'zod';

const levels = z.array(z.string()).length(5).describe('severity 1 to 5');

export const rubric = z
  .object({
    scale: levels.describe('severity 1 to 5 of any type'),
    types: z
      .array(
        z.object({
          type: z.string(),
          levels: levels
            .nullable()
            .describe('null: judged against the whole scale; "-": the type has no such severity'),
        }),
      )
      .describe('in the order of the codebook'),
  })
  .meta({ id: 'Rubric' });

export type RubricResponse = z.infer<typeof rubric>;
