/** The dyad page: which pair the address means, and what there is of it. */
import { useEffect, useMemo } from 'preact/hooks';
import { canonicalDyad } from '../../models/dyad.ts';
import { Skeleton } from '../components/Skeleton.tsx';
import { dyadName } from '../state/countryNames.ts';
import { useDyadData } from '../state/dyadData.ts';
import { parseDyadView } from '../state/dyadView.ts';
import { language } from '../state/language.ts';
import { place, showPath } from '../state/location.ts';
import { machineModelOf, usePair } from '../state/machineLines.ts';
import { useNewestModels } from '../state/published.ts';
import { useTitle } from '../state/title.ts';
import { DyadShown } from './dyad/DyadShown.tsx';
import { EmptyPair } from './dyad/EmptyPair.tsx';
import { Refused, UnknownDyad } from './dyad/UnknownDyad.tsx';

export function Dyad({ id }: { readonly id: string }) {
  const canonical = canonicalDyad(id);
  useEffect(() => {
    // The address is the canonical one, as the API's redirect makes it.
    if (canonical !== undefined && canonical !== id) showPath(`/d/${canonical}`);
  }, [id, canonical]);
  if (canonical === undefined) return <UnknownDyad id={id} />;
  return <KnownDyad key={canonical} dyad={canonical} />;
}

function KnownDyad({ dyad }: { readonly dyad: string }) {
  const { view, faults } = useMemo(
    () => parseDyadView(place.value.query, dyad),
    [place.value.query, dyad, language.value],
  );
  const { pair, isKnown } = usePair(dyad);
  const models = useNewestModels();
  const machineModel = pair?.events === 0 && models ? machineModelOf(models, pair) : undefined;
  // A pair of which nothing is coded by hand is shown as machines coded it, where they did.
  const model = view.model ?? machineModel?.name;
  const { series, scored, problem } = useDyadData({ dyad, model, asOf: view.asOf, direction: view.direction });
  useTitle(series ? dyadName(dyad, series.name) : dyad);
  if (series)
    return (
      <DyadShown
        dyad={dyad}
        view={{ ...view, model }}
        faults={faults}
        series={series}
        scored={scored}
        problem={problem}
        pair={pair}
        models={models ?? []}
      />
    );
  const hasNoEvents = problem?.problem?.type.endsWith('no-events') === true;
  if (!problem || (hasNoEvents && !isKnown)) return <Skeleton kind="dyad" what={dyad} />;
  if (!hasNoEvents || view.asOf !== undefined) return <Refused dyad={dyad} problem={problem} />;
  if (pair?.events === 0 && models && !machineModel) return <EmptyPair pair={pair} models={models} />;
  return problem.status === 404 ? (
    <UnknownDyad id={dyad} problem={problem} />
  ) : (
    <Refused dyad={dyad} problem={problem} />
  );
}
