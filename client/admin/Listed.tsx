/** What the pages of an admin share: a list that is asked for with her right, and an act that is sent and told of. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Role } from '../../models/roles.ts';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { useWriting } from '../desk/writing.ts';
import { getPrivateCsv, postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { downloadCsv } from '../state/download.ts';
import { words } from '../state/language.ts';
import { usePrivate } from '../state/private.ts';
import { token } from '../state/token.ts';
import { minute } from '../state/writer.ts';

/** As much as one question may ask for. */
export const MOST = 1000;

export function Listed<T>({
  url,
  what,
  needs = 'admin',
  children,
}: {
  readonly url: string;
  readonly what: string;
  readonly needs?: Role;
  readonly children: (data: T) => ComponentChildren;
}) {
  const { data, problem } = usePrivate<T>(url, needs);
  if (data) return <>{children(data)}</>;
  return problem ? <ProblemNotice problem={problem} what={what} /> : <Skeleton kind="text" what={what} />;
}

/** Sends an act, says what came of it, and lets every list be asked for again. */
export function useAct() {
  const writing = useWriting();
  const said = useSignal('');
  return {
    isSending: writing.isSending,
    /** says what came of the last one */
    told: (
      <>
        {writing.failure === '' ? null : (
          <Notice kind="error">{[writing.failure, ...writing.faults.values()].join(' ')}</Notice>
        )}
        <p role="status" class="small">
          {said}
        </p>
      </>
    ),
    async send<T>(url: string, body: unknown, saying: (answer: T) => string): Promise<boolean> {
      said.value = '';
      const answer = await writing.send(() => postJson<T>(url, token.value ?? '', body));
      if (answer === undefined) return false;
      said.value = saying(answer);
      news.value++;
      return true;
    },
  };
}

/** A list as a file. */
export function SaveCsv({ url, name }: { readonly url: string; readonly name: string }) {
  const writing = useWriting();
  const save = async (): Promise<void> => {
    const text = await writing.send(() => getPrivateCsv(url, token.value ?? ''));
    if (text !== undefined) downloadCsv(name, text);
  };
  return (
    <>
      <p>
        <button type="button" disabled={writing.isSending} onClick={() => void save()}>
          {words.value.admin.csv}
        </button>
      </p>
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
    </>
  );
}

/** A moment of a table; a word where there is none. */
export function Moment({ at, none = '' }: { readonly at: string | null; readonly none?: string }) {
  return at === null ? <span class="muted">{none}</span> : <time dateTime={at}>{minute(at)}</time>;
}
