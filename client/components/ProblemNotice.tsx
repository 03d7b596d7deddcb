import type { ApiProblem } from '../state/api.ts';
import { Notice } from './Notice.tsx';
import { words } from '../state/language.ts';

/** Why the server did not answer as asked, as the sentence it gave. */
export function ProblemNotice({ problem, what }: { readonly problem: ApiProblem; readonly what: string }) {
  const wording = words.value.problems;
  if (problem.status === 503) return <FirstRun detail={problem.message} />;
  if (problem.status === 429)
    return (
      <Notice kind="warning" title={wording.tooMany}>
        {problem.message}{' '}
        {problem.retryAfter === undefined ? wording.asksAgain : wording.asksAgainIn(problem.retryAfter)}
      </Notice>
    );
  return (
    <Notice kind="error" title={wording.cannotBeShown(what)}>
      {problem.message}
      {problem.problem ? (
        <small class="request-id">
          {' '}
          {wording.request} {problem.problem.instance}
        </small>
      ) : null}
    </Notice>
  );
}

/** Nothing is published yet: the first roll-up is under way. */
export function FirstRun({ detail }: { readonly detail?: string }) {
  const wording = words.value.problems;
  return (
    <div class="first-run" role="status">
      <div class="progress" aria-hidden="true" />
      <h2>{wording.firstRun}</h2>
      <p>{wording.firstRunNote}</p>
      {detail === undefined ? null : <p class="muted small">{detail}</p>}
    </div>
  );
}
