/** The model card: every number of the index, and why it is there. */
import { type ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CodebookResponse, ModelDetail, ModelSummary } from '../../server/api/contract.ts';
import { CATEGORIES, type Category } from '../../models/codebook.ts';
import { plain } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { place } from '../state/location.ts';
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
  useTitle(`Model ${name}`);
  const { data, problem } = useResource<ModelDetail>(`/api/v1/models/${encodeURIComponent(name)}`);
  const codebook = useResource<CodebookResponse>('/api/v1/codebook').data;
  if (!data) return problem ? <ProblemNotice problem={problem} what={`The model “${name}”`} /> : <Skeleton kind="text" what="the model" />;
  const model = data.definition;
  const isJustSaved = place.value.query.get('saved') === '1';
  return (
    <article class="plain-page model-page">
      <p class="eyebrow">Model card</p>
      <h1 tabIndex={-1}>
        {model.title} <span class="muted">v{data.version}</span> <code>{data.hash}</code>
      </h1>
      {isJustSaved ? (
        <Notice title={`${data.name} v${data.version} is published.`}>
          It is served under this name and hash from now on, and every dyad is being scored under it.
        </Notice>
      ) : null}
      <p class="lede">{model.description}</p>
      <p class="card-links">
        <a class="button" href={`/lab?model=${data.name}@${data.hash}`}>
          Open in the lab
        </a>
        <a class="button" href={`/api/v1/models/${data.name}@${data.hash}`} download={`${data.name}-v${data.version}-${data.hash}.json`}>
          Download JSON
        </a>
        <span class="muted small">The hash is made from everything in the definition (SHA-256 of the canonical JSON, first 8 digits): another number is another hash.</span>
      </p>
      <section aria-labelledby="parameters-title">
        <h2 id="parameters-title">Parameters</h2>
        <dl class="parameters">
          <div>
            <dt>Scale S</dt>
            <dd>
              <b class="num">{plain(model.scale, 0)}</b> tension points take the index from 50 to 73; twice as many to 88.
            </dd>
          </div>
          <div>
            <dt>Base</dt>
            <dd>
              <b class="num">{plain(model.base, 0)}</b> tension points without any event.
            </dd>
          </div>
          <div>
            <dt>Severity 1 to 5</dt>
            <dd>
              <b class="num">{model.severity.join(' · ')}</b> times the weight of the type.
            </dd>
          </div>
          <div>
            <dt>Indirect act</dt>
            <dd>
              counts <b class="num">{model.indirect}</b> of a direct one.
            </dd>
          </div>
          <div>
            <dt>Unverified event</dt>
            <dd>
              counts <b class="num">{model.unverified}</b> of a verified one.
            </dd>
          </div>
          <div>
            <dt>Repetition</dt>
            <dd>
              the same type of act by the same actor within {model.repetition.windowDays} days counts <b class="num">{model.repetition.factor}</b> of the one before.
            </dd>
          </div>
          <div>
            <dt>Band</dt>
            <dd>
              every weight is taken to be uncertain by <b class="num">{plain(model.weightSd * 100, 0)}%</b> (standard deviation), and unverified coding on top.
            </dd>
          </div>
          <div>
            <dt>Flag</dt>
            <dd>
              raised at a change of <b class="num">{model.flag.raiseAt}</b> index points in {model.flag.windowDays} days, taken down below <b class="num">{model.flag.clearAt}</b>; sparse below {model.flag.minEvents} events in {model.flag.minEventsDays} days.
            </dd>
          </div>
        </dl>
      </section>
      <Late model={data} />
      <Limits />
      <Versions model={data} />
      <section aria-labelledby="changelog-title">
        <h2 id="changelog-title">Changelog</h2>
        <ul class="changelog">
          {model.changelog.map((line) => (
            <li key={line.version}>
              <b>v{line.version}</b> <time dateTime={line.date}>{line.date}</time> {line.text}
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
  const [part, setPart] = useState<{ readonly Studies: ComponentType<{ readonly model: ModelDetail }> } | undefined>(undefined);
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
  return (
    <section aria-labelledby="limits-title">
      <h2 id="limits-title">Known limits</h2>
      <ul class="limits">
        <li>It scores what is coded. Where nobody coded, old events fade and the index drifts towards neutral: absence of events, not peace.</li>
        <li>Levels of different dyads compare only as far as their coding does; changes within a dyad compare better.</li>
        <li>Few judgements stand against many weights: most weights are somebody’s reasoned choice, which these judgements can neither prove nor refute.</li>
        <li>Acts add up. That two acts together mean more than each alone (a summit under sanctions) is not in the formula.</li>
        <li>One weight holds for every country and every year: a summons in 1992 counts as one in 2024.</li>
      </ul>
    </section>
  );
}

/** Every published version, each with what it changed. */
function Versions({ model }: { readonly model: ModelDetail }) {
  const { data } = useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models');
  const all = data?.models ?? [];
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">Versions and other models</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Published models">
        <table>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Hash</th>
              <th scope="col">Why scores moved</th>
              <th scope="col">
                <span class="visually-hidden">Compare</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={one.hash} aria-current={one.hash === model.hash ? 'true' : undefined}>
                <th scope="row">
                  <a href={`/m/${one.name}@${one.hash}`}>
                    {one.name} v{one.version}
                  </a>
                </th>
                <td>
                  <code>{one.hash}</code>
                </td>
                <td>{one.changelog.find(({ version }) => version === one.version)?.text ?? ''}</td>
                <td>{one.hash === model.hash ? <span class="muted">this one</span> : <a href={`/m/${one.name}@${one.hash}/vs/${model.name}@${model.hash}`}>compare</a>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const COLUMNS: readonly { readonly sort: Sort; readonly label: string; readonly class: string }[] = [
  { sort: 'label', label: 'Type', class: '' },
  { sort: 'category', label: 'Category', class: '' },
  { sort: 'weight', label: 'Weight', class: 'num' },
  { sort: 'hold', label: 'Hold, days', class: 'num' },
  { sort: 'halfLife', label: 'Half-life, days', class: 'num' },
];

function Weights({ model, codebook }: { readonly model: ModelDetail; readonly codebook: CodebookResponse | undefined }) {
  const [sort, setSort] = useState<Sort>('weight');
  const [isDescending, setDescending] = useState(true);
  const rows = useMemo(() => {
    const types = new Map(codebook?.types.map((type) => [type.type, type]));
    const all = Object.entries(model.definition.types).map(([type, parameters]): TypeRow => {
      const known = types.get(type);
      return { type, label: known?.label ?? type, definition: known?.definition ?? '', category: known?.category ?? 'other', polarity: known?.polarity ?? 1, weight: parameters.weight, hold: parameters.holdDays, halfLife: parameters.halfLifeDays };
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
  }, [model, codebook, sort, isDescending]);
  const heaviest = Math.max(...rows.map((row) => row.weight), 1);
  return (
    <section aria-labelledby="weights-title">
      <h2 id="weights-title">Weights</h2>
      <p class="muted small">Tension points of a direct, verified act of severity 3, on its day. After the hold, the rest halves every half-life.</p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Types with their weights">
        <table class="weights">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column.sort} scope="col" class={column.class} aria-sort={sort === column.sort ? (isDescending ? 'descending' : 'ascending') : undefined}>
                  <button
                    type="button"
                    class="sort"
                    onClick={() => {
                      if (sort === column.sort) setDescending(!isDescending);
                      else {
                        setSort(column.sort);
                        setDescending(column.class === 'num');
                      }
                    }}
                  >
                    {column.label}
                    <span class="sort-mark" aria-hidden="true">
                      {sort === column.sort ? (isDescending ? '▼' : '▲') : ''}
                    </span>
                  </button>
                </th>
              ))}
              <th scope="col">Usual effect</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.type}>
                <th scope="row">
                  {row.label}
                  <span class="muted small"> {row.definition}</span>
                </th>
                <td>
                  <CategoryMark category={row.category} hasName />
                </td>
                <td class="num weight-cell">
                  <svg class="weight-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(row.weight / heaviest) * 100} height="8" />
                  </svg>
                  {row.weight}
                </td>
                <td class="num">{row.hold}</td>
                <td class="num">{row.halfLife}</td>
                <td>{row.polarity === 1 ? 'raises' : 'lowers'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
