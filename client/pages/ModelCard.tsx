/** The model card: every number of the index, and why it is there. */
import { useMemo, useState } from 'preact/hooks';
import type { CodebookResponse, ModelDetail } from '../../server/api/contract.ts';
import { CATEGORIES, type Category } from '../../models/codebook.ts';
import { plain } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
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
  return (
    <article class="plain-page model-page">
      <p class="eyebrow">Model card</p>
      <h1 tabIndex={-1}>
        {model.title} <span class="muted">v{data.version}</span> <code>{data.hash}</code>
      </h1>
      <p class="lede">{model.description}</p>
      <p class="muted small">
        The hash is made from every number below (SHA-256 of the canonical JSON, first 8 digits): another number is another hash. <a href={`/api/v1/models/${data.name}@${data.hash}`}>The definition as JSON</a>
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
      <Weights model={data} codebook={codebook} />
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
    </article>
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
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="weights-title">
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
