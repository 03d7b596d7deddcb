import type { ComponentChildren } from 'preact';
import { Notice } from '../components/Notice.tsx';
import type { Studied } from './useStudy.ts';
import { words } from '../state/language.ts';

/** The button, the bar and the fault of a study that takes its time. */
export function StudyState({
  studied,
  action,
  children,
}: {
  readonly studied: Studied<unknown>;
  readonly action: string;
  readonly children?: ComponentChildren;
}) {
  const wording = words.value.lab;
  const { progress, problem, start, cancel } = studied;
  return (
    <>
      <p class="study-start">
        {progress === undefined ? (
          <button type="button" onClick={start}>
            {action}
          </button>
        ) : (
          <>
            <progress value={progress} max={1} aria-label={action} />
            <span class="num">{Math.round(progress * 100)}%</span>
            <button type="button" onClick={cancel}>
              {wording.cancel}
            </button>
          </>
        )}
        {children}
      </p>
      {problem === undefined ? null : (
        <Notice kind="error" title={wording.couldNot}>
          {problem}
        </Notice>
      )}
    </>
  );
}
