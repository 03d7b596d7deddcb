/** Answers by what decides them: the key and the lifetime of every answer follow from one rule. */
import { BoundedCache } from '../boundedCache.ts';
import { type Answer, jsonAnswer, type Lifetime, type Reply } from './answer.ts';
import type { AskedModel } from './askedModel.ts';
import type { Vintage } from './eventSource.ts';
import type { Call } from './route.ts';

/** What decides an answer beside its address and format, with every default filled in. */
export interface Decided {
  readonly vintages: readonly Vintage[];
  readonly models?: readonly AskedModel[];
  readonly parts?: readonly (string | number)[];
  /** false where the last day was left out, so that tomorrow's answer has another one */
  readonly isLastDayGiven?: boolean;
}

/** For ever the same only where nothing is left to a default that moves: the moment, the model and the last day. */
export function lifetimeOf({ vintages, models = [], isLastDayGiven = true }: Decided): Lifetime {
  const isPinned = isLastDayGiven && vintages.every(({ settled }) => settled) && models.every(({ pinned }) => pinned);
  return isPinned ? 'pinned' : 'live';
}

/** A body in the format that was asked for. */
export const formatted = <Body>(
  { format }: Pick<Call<unknown>, 'format'>,
  body: Body,
  inCsv?: (body: Body) => Answer,
) => (format === 'csv' && inCsv ? inCsv(body) : jsonAnswer(body));

/** An answer has headers, and its bytes an object around them. */
const BYTES_AROUND = 500;

export class AnswerCache {
  readonly #answers: BoundedCache<Answer>;

  constructor(maxBytes: number) {
    this.#answers = new BoundedCache(maxBytes, ({ bytes }, key) => bytes.length + key.length + BYTES_AROUND);
  }

  /** @param bodyOf called once, however many ask at the same time */
  reply<Body>(
    call: Pick<Call<unknown>, 'format' | 'request'>,
    decided: Decided,
    bodyOf: () => Promise<Body>,
    inCsv?: (body: Body) => Answer,
  ): Promise<Reply> {
    return this.kept(call, decided, async () => formatted(call, await bodyOf(), inCsv));
  }

  /** An answer with headers of its own. @param answerOf called once, however many ask at the same time */
  async kept(
    call: Pick<Call<unknown>, 'format' | 'request'>,
    decided: Decided,
    answerOf: () => Promise<Answer>,
  ): Promise<Reply> {
    const { vintages, models = [], parts = [] } = decided;
    const key = [
      call.request.path,
      call.format,
      ...vintages.map(({ key }) => key),
      ...models.map(({ hash }) => hash),
      ...parts,
    ];
    return { answer: await this.#answers.get(JSON.stringify(key), answerOf), lifetime: lifetimeOf(decided) };
  }
}
