/** What the model card computes: the model's score on the judgements beside naive rules, and remarks on its weights. */
import '../styles/lab.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { ModelDetail } from '../../models/contract/models.ts';
import { type LabData, useLabData } from './labData.ts';
import { openStudyRunner } from './labWorker.ts';
import { RemarkList } from './ModelRemarks.tsx';
import { DRAWS, ScoreTable } from './ScoreTable.tsx';
import { useStudy } from './useStudy.ts';
import { typeLabel, language, words } from '../state/language.ts';

export function CardStudies({ model }: { readonly model: ModelDetail }) {
  const wording = words.value.lab;
  const { data, problem } = useLabData(`${model.name}@${model.hash}`);
  if (!data) return <p class="muted small">{problem?.message ?? wording.loadingEvents}</p>;
  return <Studied data={data} model={model} />;
}

function Studied({ data, model }: { readonly data: LabData; readonly model: ModelDetail }) {
  const wording = words.value.lab;
  const held = useMemo(() => ({ studies: openStudyRunner(data.input) }), [data.input]);
  useEffect(() => () => held.studies.stop(), [held]);
  const score = useStudy(held, { name: 'judgements', model: model.definition, draws: DRAWS }, [model.hash], true);
  const remarks = useStudy(held, { name: 'remarks', model: model.definition }, [model.hash], true);
  const labels = useMemo(
    () => new Map(data.codebook.map(({ type, label }) => [type, typeLabel(type, label)])),
    [data.codebook, language.value],
  );
  return (
    <>
      <section aria-labelledby="card-judged-title">
        <h2 id="card-judged-title">{words.value.judged.title}</h2>
        <p class="muted small">{wording.cardJudged}</p>
        {score.result ? (
          <ScoreTable before={score.result} />
        ) : (
          <p class="muted">
            {score.problem ?? words.value.lab.computingShare(Math.round((score.progress ?? 0) * 100))}
          </p>
        )}
      </section>
      <section aria-labelledby="card-remarks-title">
        <h2 id="card-remarks-title">{wording.restsOn}</h2>
        {remarks.result ? (
          <RemarkList remarks={remarks.result} labelOf={(type) => labels.get(type) ?? type} />
        ) : (
          <p class="muted">{remarks.problem ?? wording.computing}</p>
        )}
      </section>
    </>
  );
}
