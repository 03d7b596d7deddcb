/** The session of the lab page, and the address that it begins with and that follows it. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { codebookOf } from '../../models/codebook.ts';
import { place, replaceQuery } from '../state/location.ts';
import { type Draft, startDraft } from './draft.ts';
import { draftText, locksText, readDraft, readLocks } from './draftLink.ts';
import type { LabData } from './labData.ts';
import { LabSession } from './session.ts';

interface LabAtAddress {
  readonly session: LabSession;
  /** what the link says and cannot be read, each a sentence */
  readonly linkFaults: ReadonlySignal<readonly string[]>;
}

export function useLabSession(data: LabData, dyad: string): LabAtAddress {
  const { base } = data;
  const codebook = useMemo(() => codebookOf(data.codebook), [data.codebook]);
  const linkFaults = useSignal<readonly string[]>([]);
  /** what the address said when it was last read or written here: another text comes from outside */
  const known = useRef({ draft: '', base: '' });
  const readLink = (): Draft => {
    const { query } = place.value;
    const text = query.get('d') ?? '';
    const { model, faults } = readDraft(text, base.definition, codebook);
    linkFaults.value = faults;
    known.current = { draft: text, base: base.hash };
    return startDraft(
      { definition: base.definition, hash: base.hash },
      model,
      readLocks(query.get('lock') ?? '', base.definition),
    );
  };
  const session = useMemo(() => new LabSession(data.input, readLink(), dyad, codebook), [data.input]);
  useEffect(() => () => session.stop(), [session]);
  const text = place.value.query.get('d') ?? '';
  useEffect(() => {
    if (known.current.base !== base.hash || known.current.draft !== text) session.begin(readLink());
  }, [base.hash, text]);
  useEffect(() => {
    session.shown.value = dyad;
  }, [dyad, session]);
  // The address follows at rest: what is copied from the address bar opens the same draft.
  const settled = session.settled.value;
  const locks = session.locks.value;
  useEffect(() => {
    const { definition, hash } = session.base.peek();
    const draft = draftText(definition, settled);
    const lock = locksText(locks, definition);
    known.current = { draft, base: hash };
    replaceQuery({
      d: draft || undefined,
      lock: lock || undefined,
      ...(draft === '' && lock === '' ? {} : { model: `${definition.name}@${hash}` }),
    });
  }, [settled, locks]);
  return { session, linkFaults };
}
