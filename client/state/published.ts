/** What is published: the models, and the runs that scored the events with them. */
import { useMemo } from 'preact/hooks';
import type { ModelSummary } from '../../models/contract/models.ts';
import type { Run } from '../../models/contract/runs.ts';
import { useResource } from './resource.ts';

/** Every version of every model, in the order of the server. */
export function useModels(): readonly ModelSummary[] | undefined {
  return useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models').data?.models;
}

/** The newest version of each model, in the order of the server. */
export function useNewestModels(): readonly ModelSummary[] | undefined {
  const models = useModels();
  return useMemo(
    () =>
      models?.filter((model) => !models.some(({ name, version }) => name === model.name && version > model.version)),
    [models],
  );
}

/** The last runs, the newest first. */
export function useRuns(): readonly Run[] | undefined {
  return useResource<{ readonly runs: readonly Run[] }>('/api/v1/runs?limit=5').data?.runs;
}
