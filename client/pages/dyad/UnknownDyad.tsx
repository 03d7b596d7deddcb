/** The dyad page where there is no line to show. */
import { NearestDyads } from '../../components/NearestDyads.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import type { ApiProblem } from '../../state/api.ts';
import { words } from '../../state/language.ts';
import { navigate } from '../../state/location.ts';
import { useTitle } from '../../state/title.ts';

/** No such dyad: what is nearest to what was asked. */
export function UnknownDyad({ id, problem }: { readonly id: string; readonly problem?: ApiProblem }) {
  const wording = words.value.dyad;
  useTitle(wording.unknown);
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.noDyadTitle(id)}</h1>
      <p>{problem ? problem.message : wording.noDyad(id)}</p>
      <NearestDyads id={id} />
      <p>
        <button type="button" onClick={() => navigate('/')}>
          {wording.allDyads}
        </button>
      </p>
    </article>
  );
}

/** The server cannot answer as asked; without the model and the moment of the address it usually can. */
export function Refused({ dyad, problem }: { readonly dyad: string; readonly problem: ApiProblem }) {
  if (problem.status === 503) return <ProblemNotice problem={problem} what={dyad} />;
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{dyad}</h1>
      <ProblemNotice problem={problem} what={dyad} />
      <p>
        <a href={`/d/${dyad}`}>{words.value.dyad.knownNow(dyad)}</a>
      </p>
    </article>
  );
}
