import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Notice } from './Notice.tsx';
import { Skeleton } from './Skeleton.tsx';
import { words } from '../state/language.ts';

/** A page whose code is fetched when it is first shown. @param load the same function every time */
export function LazyPage({ load, what }: { readonly load: () => Promise<ComponentType>; readonly what: string }) {
  const wording = words.value.problems;
  const [state, setState] = useState<{ readonly page?: ComponentType; readonly isMissing?: boolean }>({});
  useEffect(() => {
    let isShown = true;
    load().then(
      (page) => isShown && setState({ page }),
      () => isShown && setState({ isMissing: true }),
    );
    return () => {
      isShown = false;
    };
  }, [load]);
  if (state.isMissing)
    return (
      <Notice kind="error" title={wording.codeMissing(what)}>
        {wording.codeMissingNote}
      </Notice>
    );
  return state.page ? <state.page /> : <Skeleton kind="dyad" what={what} />;
}
