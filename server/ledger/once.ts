/** A request with a key of its own is done once: asked again after a lost answer, it gives the first answer and records nothing. */
import { hash } from 'node:crypto';
import { canonicalJson } from '../../models/canonical.ts';
import type { Queryable } from '../store/database.ts';
import { ChangeRefused, type Writing } from './change.ts';

interface OnceAsked extends Pick<Writing, 'alongside' | 'recordedBy'> {
  readonly key: string | undefined;
  /** what was asked for: JSON. The same key with something else, or by somebody else, is refused. */
  readonly asked: unknown;
  readonly now: () => Date;
}

/**
 * Does the work inside its transaction, or gives what it gave when it was done under this key.
 *
 * @throws ChangeRefused
 */
export async function once<Answer>(
  tx: Queryable,
  { alongside, ...asked }: OnceAsked,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const answer = await answerOnce(tx, asked, work);
  await alongside?.(tx);
  return answer;
}

async function answerOnce<Answer>(
  tx: Queryable,
  { key, asked, recordedBy, now }: OnceAsked,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined) return work();
  const fingerprint = hash('sha256', canonicalJson({ asked, recordedBy }));
  const [known] = await tx.query<{ fingerprint: string; answer: string }>(
    'select fingerprint, answer from recorded_request where key = $1',
    [key],
  );
  if (known) {
    if (known.fingerprint === fingerprint) return JSON.parse(known.answer) as Answer;
    throw new ChangeRefused('key-taken', [
      {
        field: 'Idempotency-Key',
        value: key,
        message: 'belongs to another request, which was recorded: make a new key for this one.',
      },
    ]);
  }
  const answer = await work();
  await tx.insert(
    'recorded_request',
    ['key', 'fingerprint', 'answer', 'recorded_at'],
    [[key, fingerprint, JSON.stringify(answer), now()]],
  );
  return answer;
}
