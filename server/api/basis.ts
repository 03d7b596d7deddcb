/** GET /api/v1/dyads/:dyad/basis: the compact input from which a browser scores any model. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { packColumns } from '../../models/packedColumns.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Basis, basis } from '../../models/contract/basis.ts';
import { asOf } from './parameters.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

export const basisRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/basis',
    needs: 'reader',
    summary: 'The events of a dyad as numbers, to score them under any model',
    description:
      'Columns in order of day, then id. `type` and `actor` point into `types` and `actors`. No weight has gone into them: every parameter of a model can still be varied.',
    query: z.strictObject({ asOf }),
    answers: { 200: { description: 'The columns', body: basis } },
    problems: ['no-events', 'not-ready'],
    async reply(call) {
      const dyad = call.path('dyad');
      const vintage = await snapshots.vintage(call.query.asOf);
      return answers.reply(call, { vintages: [vintage] }, async (): Promise<Basis> => {
        const { name, columns, codingLagDays } = await snapshots.history(dyad, vintage);
        return {
          dyad,
          name,
          asOf: vintage.asOf?.toISOString() ?? null,
          through: toIsoDate(vintage.lastDay),
          codingLagDays,
          // A polarity is 1 or -1 in every event; an Int8Array cannot say so.
          columns: { ...packColumns(columns), polarity: Array.from(columns.polarity, (value) => (value > 0 ? 1 : -1)) },
        };
      });
    },
  });
