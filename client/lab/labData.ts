/** What the lab starts from: every dyad's events as numbers, the codebook, the judgements, the published models. */
import type { Basis } from '../../models/contract/basis.ts';
import type { Board } from '../../models/contract/board.ts';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { JudgementsResponse } from '../../models/contract/judgements.ts';
import type { ModelDetail, ModelSummary } from '../../models/contract/models.ts';
import { epochDay } from '../../models/calendar.ts';
import { type ApiProblem, getJson } from '../state/api.ts';
import { isHandCoded } from '../charts/lineSource.ts';
import { useResource } from '../state/resource.ts';
import type { LabInput } from './messages.ts';

export interface LabDyadNames {
  readonly dyad: string;
  readonly name: string;
}

export interface LabData {
  readonly input: LabInput;
  readonly names: readonly LabDyadNames[];
  readonly codebook: CodebookResponse['types'];
  readonly judgements: JudgementsResponse['judgements'];
  readonly models: readonly ModelSummary[];
  readonly base: ModelDetail;
}

/** Questions that are under way at once. */
const AT_ONCE = 6;

/**
 * @param model name, name@version, name@hash or hash; undefined for the board's own
 * @param moment what was known then; undefined: what is known now
 */
export function useLabData(
  model: string | undefined,
  moment?: string,
): { readonly data: LabData | undefined; readonly problem: ApiProblem | undefined } {
  const known = moment === undefined ? '' : `?asOf=${encodeURIComponent(moment)}`;
  const board = useResource<Board>(`/api/v1/dyads${known}`);
  const codebook = useResource<CodebookResponse>('/api/v1/codebook');
  const judgements = useResource<JudgementsResponse>('/api/v1/judgements');
  const models = useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models');
  const asked = model ?? (board.data ? `${board.data.model.name}@${board.data.model.hash}` : undefined);
  const base = useResource<ModelDetail>(asked === undefined ? null : `/api/v1/models/${encodeURIComponent(asked)}`);
  const dyads = board.data?.dyads.map(({ id }) => id).join(' ');
  const bases = useResource<readonly Basis[]>(dyads === undefined ? null : `the events of ${dyads}${known}`, () =>
    allBases(
      dyads!.split(' ').filter((dyad) => dyad !== ''),
      known,
    ),
  );
  const problem = [board, codebook, judgements, models, base, bases]
    .map((load) => load.problem)
    .find((found) => found !== undefined);
  if (!codebook.data || !judgements.data || !models.data || !base.data || !bases.data)
    return { data: undefined, problem };
  const input = inputOf(bases.data, codebook.data, judgements.data);
  return {
    data: {
      input,
      names: bases.data.map(({ dyad, name }) => ({ dyad, name })),
      codebook: codebook.data.types,
      judgements: judgements.data.judgements,
      models: models.data.models.filter(isHandCoded),
      base: base.data,
    },
    problem,
  };
}

async function allBases(dyads: readonly string[], known: string): Promise<readonly Basis[]> {
  const found: Basis[] = [];
  const left = dyads.map((dyad, at) => ({ dyad, at }));
  const takeNext = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift())
      found[next.at] = await getJson<Basis>(`/api/v1/dyads/${next.dyad}/basis${known}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeNext));
  return found;
}

let kept: { readonly parts: readonly unknown[]; readonly input: LabInput } | undefined;

/** The same object as long as the server says the same: whoever holds it need not begin anew. */
function inputOf(bases: readonly Basis[], codebook: CodebookResponse, judgements: JudgementsResponse): LabInput {
  const parts = [...bases, codebook, judgements];
  if (kept && kept.parts.length === parts.length && parts.every((part, i) => part === kept!.parts[i]))
    return kept.input;
  const input: LabInput = {
    dyads: bases.map(({ dyad, through, columns }) => ({
      dyad,
      packed: columns,
      lastDay: Math.max(epochDay(through), columns.day[0] ?? -Infinity),
    })),
    types: codebook.types,
    judgements: judgements.judgements,
  };
  kept = { parts, input };
  return input;
}
