/** The models of the events coded by hand, which the browser can score itself; the others read feeds or inherit, and only the server has their acts. */
import type { ModelSummary } from '../../server/api/contract.ts';

export function handCoded(models: readonly ModelSummary[]): readonly ModelSummary[] {
  return models.filter(({ feeds, couplings }) => feeds === undefined && couplings !== true);
}
