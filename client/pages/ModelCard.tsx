/** The model card: every number of the index, and why it is there. */
import { type ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CodebookResponse, ModelDetail, ModelSummary } from '../../server/api/contract.ts';
import { CATEGORIES, type Category } from '../../models/codebook.ts';
import { plain } from '../charts/format.ts';
import { DataTable } from '../components/DataTable.tsx';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { ModelSources } from '../components/ModelSources.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { DATA_LANGUAGE, language, typeDefinition, typeLabel, words } from '../state/language.ts';
import { place } from '../state/location.ts';
import { modelName, versionName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';

const SORTS = ['label', 'category', 'weight', 'hold', 'halfLife'] as const;
type Sort = (typeof SORTS)[number];

interface TypeRow {
  readonly type: string;
  readonly label: string;
  readonly definition: string;
  readonly category: Category;
  readonly polarity: number;
  readonly weight: number;
  readonly hold: number;
  readonly halfLife: number;
}

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
        {model.feeds || model.couplings ? null : (
          <a class="button" href={`/lab?model=${data.name}@${data.hash}`}>
            {wording.openInLab}
          </a>
        )}
        <a
          class="button"
          href={`/api/v1/models/${data.name}@${data.hash}`}
          download={`${data.name}-v${data.version}-${data.hash}.json`}
        >
          {wording.download}
        </a>
        <span class="muted small">{wording.hashNote}</span>
      </p>
      <section aria-labelledby="parameters-title">
        <h2 id="parameters-title">{wording.parameters}</h2>
        <dl class="parameters">
          <div>
            <dt>{wording.scale}</dt>
            <dd>
              <Phrase text={wording.scaleNote} parts={{ n: <b class="num">{plain(model.scale, 0)}</b> }} />
            </dd>
          </div>
          <div>
            <dt>{wording.base}</dt>
            <dd>
              <Phrase text={wording.baseNote} parts={{ n: <b class="num">{plain(model.base, 0)}</b> }} />
            </dd>
          </div>
          <div>
            <dt>{wording.severity}</dt>
            <dd>
              <Phrase text={wording.severityNote} parts={{ n: <b class="num">{model.severity.join(' · ')}</b> }} />
            </dd>
          </div>
          <div>
            <dt>{wording.indirect}</dt>
            <dd>
              <Phrase text={wording.indirectNote} parts={{ n: <b class="num">{model.indirect}</b> }} />
            </dd>
          </div>
          <div>
            <dt>{wording.unverified}</dt>
            <dd>
              <Phrase text={wording.unverifiedNote} parts={{ n: <b class="num">{model.unverified}</b> }} />
            </dd>
          </div>
          <div>
            <dt>{wording.repetition}</dt>
            <dd>
              <Phrase
                text={wording.repetitionNote(model.repetition.windowDays)}
                parts={{ n: <b class="num">{model.repetition.factor}</b> }}
              />
            </dd>
          </div>
          <div>
            <dt>{wording.band}</dt>
            <dd>
              <Phrase text={wording.bandNote} parts={{ n: <b class="num">{plain(model.weightSd * 100, 0)}%</b> }} />
            </dd>
          </div>
          <div>
            <dt>{wording.flag}</dt>
            <dd>
              <Phrase
                text={wording.flagNote(model.flag.windowDays, model.flag.minEvents, model.flag.minEventsDays)}
                parts={{
                  raise: <b class="num">{model.flag.raiseAt}</b>,
                  clear: <b class="num">{model.flag.clearAt}</b>,
                }}
              />
            </dd>
          </div>
        </dl>
      </section>
      <ModelSources model={model} />
      {model.feeds || model.couplings ? null : <Late model={data} />}
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

/** Every published version, each with what it changed. */
function Versions({ model }: { readonly model: ModelDetail }) {
  const wording = words.value.modelCard;
  const { data } = useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models');
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">{wording.versions}</h2>
      <DataTable
        scroll={{ 'aria-label': wording.publishedModels }}
        rows={data?.models ?? []}
        rowKey={({ hash }) => hash}
        rowProps={({ hash }) => ({ 'aria-current': hash === model.hash ? 'true' : undefined })}
        columns={[
          {
            key: 'model',
            heading: wording.model,
            isRowHeading: true,
            cell: (one) => <a href={`/m/${one.name}@${one.hash}`}>{modelName(one)}</a>,
          },
          { key: 'hash', heading: wording.hash, cell: ({ hash }) => <code>{hash}</code> },
          {
            key: 'why',
            heading: wording.why,
            cell: (one) => one.changelog.find(({ version }) => version === one.version)?.text ?? '',
          },
          {
            key: 'compare',
            heading: <span class="visually-hidden">{wording.compareHeading}</span>,
            cell: (one) =>
              one.hash === model.hash ? (
                <span class="muted">{wording.thisOne}</span>
              ) : (
                <a href={`/m/${one.name}@${one.hash}/vs/${model.name}@${model.hash}`}>{wording.compare}</a>
              ),
          },
        ]}
      />
    </section>
  );
}

function Weights({
  model,
  codebook,
}: {
  readonly model: ModelDetail;
  readonly codebook: CodebookResponse | undefined;
}) {
  const wording = words.value.modelCard;
  const [sort, setSort] = useState<Sort>('weight');
  const [isDescending, setDescending] = useState(true);
  const rows = useMemo(() => {
    const types = new Map(codebook?.types.map((type) => [type.type, type]));
    const all = Object.entries(model.definition.types).map(([type, parameters]): TypeRow => {
      const known = types.get(type);
      return {
        type,
        label: typeLabel(type, known?.label),
        definition: typeDefinition(type, known?.definition),
        category: known?.category ?? 'other',
        polarity: known?.polarity ?? 1,
        weight: parameters.weight,
        hold: parameters.holdDays,
        halfLife: parameters.halfLifeDays,
      };
    });
    const byLabel = (a: TypeRow, b: TypeRow): number => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
    const compare: Readonly<Record<Sort, (a: TypeRow, b: TypeRow) => number>> = {
      label: byLabel,
      category: (a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category),
      weight: (a, b) => a.weight - b.weight,
      hold: (a, b) => a.hold - b.hold,
      halfLife: (a, b) => a.halfLife - b.halfLife,
    };
    return all.sort((a, b) => (isDescending ? -1 : 1) * compare[sort](a, b) || byLabel(a, b));
  }, [model, codebook, sort, isDescending, language.value]);
  const sortBy = (chosen: Sort): void => {
    setDescending(chosen === sort ? !isDescending : chosen !== 'label' && chosen !== 'category');
    setSort(chosen);
  };
  const heaviest = Math.max(...rows.map((row) => row.weight), 1);
  return (
    <section aria-labelledby="weights-title">
      <h2 id="weights-title">{wording.weights}</h2>
      <p class="muted small">{wording.weightsNote}</p>
      <DataTable
        class="weights"
        scroll={{ 'aria-label': wording.weightsLabel }}
        rows={rows}
        rowKey={({ type }) => type}
        sorting={{ by: sort, isDescending, onSort: sortBy }}
        columns={[
          {
            key: 'label',
            heading: wording.columns.label,
            sort: 'label',
            isRowHeading: true,
            cell: ({ label, definition }) => (
              <>
                {label}
                <span class="muted small"> {definition}</span>
              </>
            ),
          },
          {
            key: 'category',
            heading: wording.columns.category,
            sort: 'category',
            cell: ({ category }) => <CategoryMark category={category} hasName />,
          },
          {
            key: 'weight',
            heading: wording.columns.weight,
            sort: 'weight',
            class: 'num',
            cellClass: () => 'num weight-cell',
            cell: ({ weight }) => (
              <>
                <svg class="weight-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(weight / heaviest) * 100} height="8" />
                </svg>
                {weight}
              </>
            ),
          },
          { key: 'hold', heading: wording.columns.hold, sort: 'hold', class: 'num', cell: ({ hold }) => hold },
          {
            key: 'halfLife',
            heading: wording.columns.halfLife,
            sort: 'halfLife',
            class: 'num',
            cell: ({ halfLife }) => halfLife,
          },
          {
            key: 'usual',
            heading: wording.usual,
            cell: ({ polarity }) => (polarity === 1 ? wording.raises : wording.lowers),
          },
        ]}
      />
    </section>
  );
}
