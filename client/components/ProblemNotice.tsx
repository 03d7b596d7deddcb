import type { ApiProblem } from '../state/api.ts';
import { Notice } from './Notice.tsx';

/** Why the server did not answer as asked, as the sentence it gave. */
export function ProblemNotice({ problem, what }: { readonly problem: ApiProblem; readonly what: string }) {
  if (problem.status === 503) return <FirstRun detail={problem.message} />;
  if (problem.status === 429)
    return (
      <Notice kind="warning" title="Too many requests.">
        {problem.message} This page asks again by itself{problem.retryAfter === undefined ? '' : ` in ${problem.retryAfter} seconds`}.
      </Notice>
    );
  return (
    <Notice kind="error" title={`${what} cannot be shown.`}>
      {problem.message}
      {problem.problem ? <small class="request-id"> Request {problem.problem.instance}</small> : null}
    </Notice>
  );
}

/** Nothing is published yet: the first roll-up is under way. */
export function FirstRun({ detail }: { readonly detail?: string }) {
  return (
    <div class="first-run" role="status">
      <div class="progress" aria-hidden="true" />
      <h2>The first roll-up is running</h2>
      <p>Events are read into the ledger and every dyad is scored. The page fills by itself in a few seconds.</p>
      {detail === undefined ? null : <p class="muted small">{detail}</p>}
    </div>
  );
}
