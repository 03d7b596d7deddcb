/** Dyads, models or methods held against each other: in one pane, in panes of their own, or as differences. */
import { useMemo } from 'preact/hooks';
import type { Board } from '../../models/contract/board.ts';
import type { CompareLine } from '../charts/compareLines.ts';
import { MAX_LINES } from '../charts/linePaints.ts';
import { staleFeeds } from '../charts/stale.ts';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { StaleBadges } from '../components/StaleBadge.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { changedView, compareQuery, type CompareView, parseCompareView, SUBJECTS } from '../state/compareView.ts';
import { useComparedLines } from '../state/compareData.ts';
import { language, words } from '../state/language.ts';
import { isHandCoded } from '../charts/lineSource.ts';
import { place, replaceQuery } from '../state/location.ts';
import { useModels } from '../state/published.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { Chooser } from './compare/Chooser.tsx';
import { Compared } from './compare/Compared.tsx';

/** What is compared where the address names nothing: the pair that this project began with. */
const FIRST_PAIR = ['KOR-RUS', 'PRK-RUS'];

export function Compare() {
  const wording = words.value.compare;
  const { view, faults } = useMemo(() => parseCompareView(place.value.query), [place.value.query, language.value]);
  useTitle(wording.title);
  const board = useResource<Board>('/api/v1/dyads');
  const all = useModels();
  const published = all && all.filter(isHandCoded);
  const known = board.data?.dyads ?? [];
  const dyads =
    view.dyads.length > 0
      ? view.dyads
      : known.length === 0
        ? []
        : FIRST_PAIR.every((id) => known.some((dyad) => dyad.id === id))
          ? FIRST_PAIR
          : known.slice(0, 2).map(({ id }) => id);
  const models =
    view.by === 'models' && view.models.length === 0
      ? (published ?? []).slice(0, MAX_LINES).map(({ name, version }) => `${name}@${version}`)
      : view.models;
  const compared = useComparedLines(view, dyads, models);
  const change = (changes: Partial<CompareView>): void => replaceQuery(compareQuery(changedView(view, changes)));
  // One of two lines would be drawn for a moment with axes that are not those of both.
  const hasSomething = compared.lines.length > 1 || (compared.lines.length === 1 && !compared.isLoading);
  return (
    <article class={view.asOf === undefined ? 'dyad compare' : 'dyad compare is-pinned'}>
      {view.asOf === undefined ? null : (
        <p class="pinned-banner" role="status">
          <strong>{wording.pinned}</strong>{' '}
          {/T/.test(view.asOf)
            ? wording.knownAt(view.asOf.slice(0, 16).replace('T', ' '))
            : wording.knownAtEnd(view.asOf)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => change({ asOf: undefined, models: view.by === 'models' ? view.models : [] })}
          >
            {wording.showNow}
          </button>
        </p>
      )}
      {faults.length > 0 ? (
        <Notice kind="warning" title={words.value.dyad.badAddress}>
          {faults.join(' ')}
        </Notice>
      ) : null}
      {compared.problems.map(({ what, problem }) => (
        <ProblemNotice key={what} problem={problem} what={what} />
      ))}
      <header class="compare-head">
        <h1 tabIndex={-1}>{headline(view, hasSomething ? compared.lines : [])}</h1>
        <Segmented
          label={wording.what}
          value={view.by}
          onChoose={(by) => change({ by })}
          options={SUBJECTS.map((value) => ({ value, label: wording.subjects[value] }))}
        />
      </header>
      <Chooser
        view={view}
        dyads={dyads}
        models={models}
        positions={compared.positions}
        board={known}
        published={all ?? []}
        onChange={change}
      />
      {view.by === 'models' && published && models.length < 2 ? (
        <Notice>
          {published.length > 1 ? (
            wording.oneModel
          ) : (
            <Phrase
              text={wording.onlyModel(published[0]?.name ?? '', published[0]?.version ?? 0)}
              parts={{ lab: <a href="/lab">{wording.lab}</a> }}
            />
          )}
        </Notice>
      ) : null}
      <StaleBadges feeds={staleFeeds(compared.series)} />
      {view.by === 'dyads' && dyads.length === 1 ? <Notice>{wording.oneDyad}</Notice> : null}
      {hasSomething ? (
        <Compared view={view} dyads={dyads} models={models} compared={compared} onChange={change} />
      ) : compared.isLoading || board.isLoading ? (
        <Skeleton kind="dyad" what={wording.theLines} />
      ) : null}
    </article>
  );
}

function headline({ by, arrangement }: CompareView, lines: readonly CompareLine[]): string {
  const wording = words.value.compare;
  const labels = lines.map(({ label }) => label);
  if (labels.length === 0) return wording.title;
  if (by === 'methods') return wording.methodsOn(labels.length, lines[0]!.dyad);
  if (by === 'models') return wording.modelsOn(labels, lines[0]!.dyad);
  if (arrangement === 'difference' && labels.length > 1) return wording.against(labels.slice(1), labels[0]!);
  return labels.length > 3 ? wording.dyadsN(labels.length) : wording.together(labels);
}
