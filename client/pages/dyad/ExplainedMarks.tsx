/** The move between the marks: at the page's moment and model, or to what is known now, or to another model. */
import { briefAddress } from '../../brief/briefAddress.ts';
import { type EndChoice, Explain } from '../../components/Explain.tsx';
import { momentWords } from '../../state/asOf.ts';
import type { Window } from '../../state/draggedWindow.ts';
import type { Scored } from '../../state/dyadData.ts';
import { AS_CSV } from '../../state/download.ts';
import { moveUrl, useMove } from '../../state/explainedMove.ts';
import { words } from '../../state/language.ts';
import { isHandCoded } from '../../charts/lineSource.ts';
import { modelName, modelOnly, pinnedModel } from '../../state/modelName.ts';
import { useModels, useRuns } from '../../state/published.ts';
import type { DyadPage } from './dyadPage.ts';

interface Props {
  readonly page: DyadPage;
  readonly onClear: () => void;
}

export function ExplainedMarks({ page, onClear }: Props) {
  const { scored, marked } = page;
  return scored && marked ? <Explained page={page} scored={scored} marked={marked} onClear={onClear} /> : null;
}

function Explained({
  page: { dyad, view, series, paint, numbers, change },
  scored,
  marked,
  onClear,
}: Props & { readonly scored: Scored; readonly marked: Window }) {
  const models = useModels();
  const now = useRuns()?.find(({ status }) => status === 'complete')?.asOf ?? undefined;
  const { asOfTo, modelTo } = view;
  const known = asOfTo === 'now' ? now : asOfTo;
  const isElsewhere = asOfTo !== undefined || modelTo !== undefined;
  const isReady = (asOfTo === undefined || known !== undefined) && (marked.from < marked.to || isElsewhere);
  const { direction, model, asOf } = view;
  const question = { dyad, model, asOf, direction, ...marked, asOfTo: known, modelTo };
  const { move, problem } = useMove(isReady ? question : null, series, scored);
  if (marked.from === marked.to && !isElsewhere) return <p class="explain muted small">{words.value.dyad.oneDay}</p>;
  const others = (models ?? [])
    .filter((other) => isHandCoded(other) && other.hash !== series.model.hash)
    .map((other) => ({ value: pinnedModel(other), label: modelName(other) }));
  return (
    <Explain
      dyad={dyad}
      sides={series.sides}
      by={view.by}
      onBy={(by) => change({ by })}
      scored={scored}
      move={move}
      problem={problem}
      theme={paint}
      isTable={view.table}
      csvUrl={moveUrl(question, AS_CSV)}
      briefHref={
        isElsewhere ? undefined : briefAddress({ show: 'move', dyads: [dyad], range: marked, direction, model, asOf })
      }
      numbers={numbers}
      moments={momentChoices(asOf, asOfTo)}
      momentTo={asOfTo ?? ''}
      models={[{ value: '', label: modelName(series.model) }, ...others]}
      modelTo={others.find(({ value }) => value === modelTo || modelOnly(value) === modelTo)?.value ?? ''}
      onMoment={(value) => change({ asOfTo: value === '' ? undefined : value })}
      onModel={(value) => change({ modelTo: value === '' ? undefined : value })}
      onTable={() => change({ table: !view.table })}
      onClear={onClear}
    />
  );
}

/** What may be known at B: something else only where the page itself is of an earlier moment. */
function momentChoices(asOf: string | undefined, asOfTo: string | undefined): readonly EndChoice[] {
  const wording = words.value.dyad;
  if (asOf === undefined) return [];
  const choices = [
    { value: '', label: wording.sameMoment },
    { value: 'now', label: wording.now },
  ];
  if (asOfTo === undefined || asOfTo === 'now') return choices;
  return [...choices, { value: asOfTo, label: wording.atMoment(momentWords(asOfTo)) }];
}
