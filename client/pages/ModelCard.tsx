/** The model card: every number of the index, and why it is there. */
import { type ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { ModelSources } from '../components/ModelSources.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { isHandCoded } from '../charts/lineSource.ts';
import { place } from '../state/location.ts';
import { modelName, pinnedModel, versionName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { Parameters } from './modelCard/Parameters.tsx';
import { Versions } from './modelCard/Versions.tsx';
import { Weights } from './modelCard/Weights.tsx';

export function ModelCard({ name }: { readonly name: string }) {
  const wording = words.value.modelCard;
  useTitle(wording.title(name));
  const { data, problem } = useResource<ModelDetail>(`/api/v1/models/${encodeURIComponent(name)}`);
  const codebook = useResource<CodebookResponse>('/api/v1/codebook').data;
  if (!data)
    return problem ? (
      <ProblemNotice problem={problem} what={wording.theNamed(name)} />
    ) : (
      <Skeleton kind="text" what={wording.theModel} />
    );
  const model = data.definition;
  const isJustSaved = place.value.query.get('saved') === '1';
  return (
    <article class="plain-page model-page">
      <p class="eyebrow">{wording.eyebrow}</p>
      <h1 tabIndex={-1}>
        {model.title} <span class="muted">{versionName(data.version)}</span> <code>{data.hash}</code>
      </h1>
      {isJustSaved ? <Notice title={wording.published(modelName(data))}>{wording.publishedNote}</Notice> : null}
      <p class="lede" lang={DATA_LANGUAGE}>
        {model.description}
      </p>
      <p class="card-links">
        {isHandCoded(model) ? (
          <a class="button" href={`/lab?model=${pinnedModel(data)}`}>
            {wording.openInLab}
          </a>
        ) : null}
        <a
          class="button"
          href={`/api/v1/models/${pinnedModel(data)}`}
          download={`${data.name}-v${data.version}-${data.hash}.json`}
        >
          {wording.download}
        </a>
        <span class="muted small">{wording.hashNote}</span>
      </p>
      <Parameters model={model} />
      <ModelSources model={model} />
      {isHandCoded(model) ? <Late model={data} /> : null}
      <Limits />
      <Versions model={data} />
      <section aria-labelledby="changelog-title">
        <h2 id="changelog-title">{wording.changelog}</h2>
        <ul class="changelog">
          {model.changelog.map((line) => (
            <li key={line.version}>
              <b>{versionName(line.version)}</b> <time dateTime={line.date}>{line.date}</time>{' '}
              <span lang={DATA_LANGUAGE}>{line.text}</span>
            </li>
          ))}
        </ul>
      </section>
      <Weights model={data} codebook={codebook} />
    </article>
  );
}

/** The part that computes brings the scoring along: it is fetched behind the numbers. */
function Late({ model }: { readonly model: ModelDetail }) {
  const [part, setPart] = useState<{ readonly Studies: ComponentType<{ readonly model: ModelDetail }> } | undefined>(
    undefined,
  );
  useEffect(() => {
    let isShown = true;
    void import('../lab/CardStudies.tsx').then(({ CardStudies }) => isShown && setPart({ Studies: CardStudies }));
    return () => {
      isShown = false;
    };
  }, []);
  return part ? <part.Studies model={model} /> : <p class="muted small">…</p>;
}

/** What no choice of numbers mends. */
function Limits() {
  const wording = words.value.modelCard;
  return (
    <section aria-labelledby="limits-title">
      <h2 id="limits-title">{wording.limits}</h2>
      <ul class="limits">
        {wording.limitList.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </section>
  );
}
