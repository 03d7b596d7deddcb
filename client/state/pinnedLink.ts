/** The link that a page gives away: it shows the same next year. */
import type { PinnedView } from '../../models/contract/views.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { STANDARD } from '../charts/card/presentation.ts';
import type { View } from '../charts/view.ts';
import { ApiProblem, askJson, NoAnswer } from './api.ts';
import { copyLater } from './clipboard.ts';
import { compareQuery, type CompareView } from './compareView.ts';
import { type DyadView, viewQuery } from './dyadView.ts';
import { language, words } from './language.ts';
import { keepingLanguage } from './location.ts';

/** What the page shows, with its days, its moment and its model. */
export interface PinnedState {
  readonly from: number;
  readonly to: number;
  readonly asOf: string | undefined;
  /** name@hash */
  readonly model: string;
}

/** A part of a view that the server fills up. */
type ViewRequest = { readonly kind: View['kind'] } & Readonly<Record<string, unknown>>;

/** What a view says of the dyad page. */
const DYAD_STATE = new Set(['range', 'from', 'to', 'step', 'direction', 'model', 'asOf', 'a', 'b', 'whatif']);
const COMPARE_STATE = new Set(['dyads', 'models', 'range', 'from', 'to', 'asOf']);

const saysAll = (query: Readonly<Record<string, string | undefined>>, state: ReadonlySet<string>): boolean =>
  Object.entries(query).every(([name, value]) => value === undefined || state.has(name));

/** The view that is all of what the page shows; undefined where the page shows more, such as a table or changes of level. */
export function dyadRequest(
  dyad: string,
  view: DyadView,
  { from, to, asOf, model }: PinnedState,
): ViewRequest | undefined {
  const { a, b, direction } = view;
  if (!saysAll(viewQuery(view), DYAD_STATE) || (a === undefined) !== (b === undefined)) return undefined;
  const base = { dyad, direction, model, asOf };
  if (a === undefined || b === undefined)
    return { kind: 'dyad', ...base, from: toIsoDate(from), to: toIsoDate(to), step: view.step, whatIf: view.whatIf };
  if (a === b || view.whatIf !== undefined) return undefined;
  return { kind: 'move', ...base, from: toIsoDate(Math.min(a, b)), to: toIsoDate(Math.max(a, b)) };
}

export function compareRequest(
  dyads: readonly string[],
  view: CompareView,
  { from, to, asOf, model }: PinnedState,
): ViewRequest | undefined {
  if (!saysAll(compareQuery(view), COMPARE_STATE) || dyads.length < 2) return undefined;
  return { kind: 'compare', dyads, model, asOf, from: toIsoDate(from), to: toIsoDate(to) };
}

/**
 * Copies the short link of a view, or the page's own address where the page shows what no view holds, or the server does not answer.
 *
 * @param page the address of the page with everything pinned
 * @returns what was copied; undefined where the browser refuses
 */
export async function copyPinnedLink(
  request: ViewRequest | undefined,
  page: string,
): Promise<'view' | 'page' | undefined> {
  let isShort = request !== undefined;
  const link = (request ? shortLink(request) : Promise.resolve(undefined)).then((short) => {
    isShort = short !== undefined;
    return window.location.origin + keepingLanguage(short ?? page);
  });
  return (await copyLater(link)) ? (isShort ? 'view' : 'page') : undefined;
}

/** What came of copying, as a sentence. @param pageCopied says that the page's own address was copied */
export function copiedSentence(copied: 'view' | 'page' | undefined, pageCopied: string): string {
  if (copied === undefined) return words.value.dyad.notCopied;
  return copied === 'view' ? words.value.view.shortCopied : pageCopied;
}

async function shortLink(request: ViewRequest): Promise<string | undefined> {
  try {
    const { code } = await askJson<PinnedView>('/api/v1/views', request);
    return `/v/${encodeURIComponent(code)}${language.value === STANDARD.lang ? '' : `?lang=${language.value}`}`;
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof NoAnswer) return undefined;
    throw error;
  }
}
