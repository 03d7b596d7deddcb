/** A view that cannot be shown: the code is mistyped, or this server has none of that code. */
import { useSignal } from '@preact/signals';
import type { PinnedView } from '../../../models/contract/views.ts';
import type { View as PictureView } from '../../charts/view.ts';
import { Notice } from '../../components/Notice.tsx';
import { CodeForm } from '../../components/PictureCheck.tsx';
import { ApiProblem, askJson } from '../../state/api.ts';
import { words } from '../../state/language.ts';
import { type CheckedPicture, checkedPicture, viewAddress } from '../../state/pictures.ts';
import { useTitle } from '../../state/title.ts';

export function Mistyped({ typed, kind }: { readonly typed: string; readonly kind: 'length' | 'character' | 'check' }) {
  const wording = words.value.view;
  useTitle(wording.mistyped);
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.noCode(typed.slice(0, 40))}</h1>
      <p>{words.value.pictures.codeFaults[kind]}</p>
      <CodeForm />
    </article>
  );
}

export function Unknown({ code, checked }: { readonly code: string; readonly checked: CheckedPicture | undefined }) {
  const wording = words.value.view;
  useTitle(wording.unknown);
  const said = useSignal<string | undefined>(undefined);
  const view = checked?.spec.view;
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.noView(code)}</h1>
      <p>{checked ? wording.unknownPicture(checked.fileName) : wording.unknownCode}</p>
      {view && checked ? (
        <p>
          <button
            type="button"
            onClick={() => void pinHere(view, code, checked, (sentence) => (said.value = sentence))}
          >
            {wording.pinHere}
          </button>{' '}
          <span class="muted small">{wording.pinHereNote}</span>
        </p>
      ) : null}
      {said.value === undefined ? null : <Notice kind="warning">{said}</Notice>}
      <CodeForm />
    </article>
  );
}

/** The problem says when and why. */
export function Withdrawn({ code, problem }: { readonly code: string; readonly problem: ApiProblem }) {
  const title = words.value.view.withdrawn(code);
  useTitle(title);
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{title}</h1>
      <p>{problem.problem?.detail ?? problem.message}</p>
      <CodeForm />
    </article>
  );
}

/** Asks this server for what a picture from elsewhere shows. Where it has the same data and models, it makes the same view of it. */
async function pinHere(
  view: PictureView,
  code: string,
  checked: CheckedPicture,
  say: (sentence: string) => void,
): Promise<void> {
  try {
    const pinned = await askJson<PinnedView>('/api/v1/views', view);
    if (pinned.code !== code) return say(words.value.view.otherData);
    checkedPicture.value = { ...checked, verdict: 'unchecked' };
    window.location.assign(viewAddress(code, checked.spec.presentation));
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    say(error.message);
  }
}
