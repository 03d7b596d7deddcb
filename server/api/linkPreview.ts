/** What a link says of itself where it is pasted: the finding as its title, one sentence, and the picture. */
import type pino from 'pino';
import { escaped } from '../../client/charts/escaped.ts';
import { STANDARD } from '../../client/charts/card/presentation.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import { DEFAULT_RANGE, RANGES } from '../../client/charts/ranges.ts';
import type { DyadView, View } from '../../client/charts/view.ts';
import { type Language, WORDS } from '../../client/words/words.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { BoundedCache } from '../boundedCache.ts';
import { type Asker, AskerLeft, LineFull, Turns, type TurnLimits } from '../turns.ts';
import type { Askers } from './askers.ts';
import { cardInput } from './figureInput.ts';
import { Problem } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { parseViewRequest, viewOf } from './viewRequest.ts';

export interface LinkPreview {
  readonly title: string;
  readonly description: string;
  /** path of the picture, 1200 x 628 */
  readonly image: string;
  readonly alt: string;
}

/** Previews kept: every dyad and some hundred views. */
const MAX_KEPT = 1000;
export const MAX_PREVIEW_BYTES = MAX_KEPT * 4096;
/** A page does not wait longer for its title; the next request finds it made. */
const MAX_WAIT_MS = 400;
/** Previews are made one after the other; who finds no place has none. */
const MAKING: TurnLimits = { atOnce: 1, waiting: 16, waitingEach: 2 };
/** Where a link is pasted, more is cut. */
const MAX_DESCRIPTION = 300;

export class LinkPreviews {
  readonly #snapshots: Snapshots;
  readonly #logger: pino.Logger;
  readonly #askers: Askers;
  readonly #kept = new BoundedCache<LinkPreview>(MAX_KEPT, () => 1);
  readonly #turns = new Turns(MAKING);

  constructor(snapshots: Snapshots, askers: Askers, logger: pino.Logger) {
    this.#snapshots = snapshots;
    this.#askers = askers;
    this.#logger = logger;
  }

  /** Of the dyad page as its address has it; undefined where there is nothing to say, or not in time. */
  async ofDyad(
    asker: Asker,
    dyad: string,
    query: URLSearchParams,
    language: Language,
  ): Promise<LinkPreview | undefined> {
    return this.#inTime(asker, async () => {
      const view = await this.#dyadView(dyad, query);
      return this.#kept.get(`${JSON.stringify(view)} ${language}`, () =>
        this.#make(view, language, figurePath(view, language)),
      );
    });
  }

  async ofView(asker: Asker, view: View, code: string, language: Language): Promise<LinkPreview | undefined> {
    return this.#inTime(asker, () =>
      this.#kept.get(`${code} ${language}`, () =>
        this.#make(view, language, `/v/${encodeURIComponent(code)}.png?${lookOf(language)}`),
      ),
    );
  }

  async #make(view: View, lang: Language, image: string): Promise<LinkPreview> {
    const texts = cardTexts(
      await cardInput({ snapshots: this.#snapshots, publicUrl: undefined }, view, {
        ...STANDARD,
        preset: 'link',
        lang,
      }),
    );
    // Whose link this is vouches for what is computed, and not for what somebody typed.
    const title = view.title === undefined ? texts.title : WORDS[lang].views.typedBySomebody(texts.title);
    return { title, description: shortened(texts.sentence || texts.alt), image, alt: texts.alt };
  }

  /** What the page shows: the same days, model and moment. */
  async #dyadView(dyad: string, query: URLSearchParams): Promise<DyadView> {
    const given = Object.fromEntries(
      ['from', 'to', 'step', 'direction', 'model', 'asOf'].flatMap((name) =>
        query.has(name) ? [[name, query.get(name)!]] : [],
      ),
    );
    const whatIf = query.get('whatif');
    const days = 'from' in given && 'to' in given ? {} : await this.#daysOf(dyad, query, given['asOf']);
    const { view } = await viewOf(
      this.#snapshots,
      parseViewRequest({ kind: 'dyad', dyad, ...given, ...days, ...(whatIf && { whatIf }) }),
    );
    if (view.kind !== 'dyad') throw new TypeError('A dyad has a view of another kind.');
    return view;
  }

  /** The range of an address without days, which ends on the last day. */
  async #daysOf(
    dyad: string,
    query: URLSearchParams,
    asOf: string | undefined,
  ): Promise<{ from?: string; to?: string }> {
    const asked = query.get('range') ?? DEFAULT_RANGE;
    const length = Object.entries(RANGES).find(([name]) => name === asked)?.[1] ?? RANGES[DEFAULT_RANGE];
    const model = await this.#snapshots.model(query.get('model') ?? undefined);
    const vintage = await this.#snapshots.vintage(
      asOf === undefined ? undefined : parseViewRequest({ kind: 'dyad', dyad, asOf }).asOf,
      model,
    );
    const { firstDay } = await this.#snapshots.extent(dyad, vintage);
    return { from: toIsoDate(Math.max(firstDay, vintage.lastDay - length)), to: toIsoDate(vintage.lastDay) };
  }

  /** What comes late, has no turn, or cannot be had as it is asked for, is left out: a page is shown either way. */
  async #inTime(asker: Asker, make: () => Promise<LinkPreview>): Promise<LinkPreview | undefined> {
    if (this.#askers.isOverspent(asker)) return undefined;
    const late = AbortSignal.timeout(MAX_WAIT_MS);
    const waiter = { ...asker, signal: AbortSignal.any([asker.signal, late]) };
    try {
      return await Promise.race([this.#turns.take(waiter, make), isAborted(late)]);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof LineFull || error instanceof AskerLeft))
        this.#logger.error({ err: error }, 'a page is shown without the title of its link, which could not be made');
      return undefined;
    }
  }
}

const isAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));

const lookOf = (lang: Language): string => presentationQuery({ ...STANDARD, preset: 'link', lang });

/** Every parameter of a picture that stays as it is: whoever fetched it need not ask again. */
function figurePath({ dyad, from, to, step, direction, model, asOf, whatIf }: DyadView, lang: Language): string {
  const query = new URLSearchParams({
    from,
    to,
    step,
    direction,
    model,
    asOf,
    ...(whatIf !== undefined && { whatIf }),
  });
  return `/api/v1/dyads/${dyad}/figure.png?${query.toString()}&${lookOf(lang)}`;
}

const shortened = (text: string): string =>
  text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1).replace(/\s+\S*$/, '')}…` : text;

/** The head of a page: title, description, Open Graph and card, for those who show links. */
export function previewTags(
  { title, description, image, alt }: LinkPreview,
  {
    origin,
    address,
    canonical,
    language,
  }: { readonly origin: string; readonly address: string; readonly canonical: string; readonly language: Language },
): string {
  const property = (name: string, content: string): string =>
    `<meta property="${name}" content="${escaped(content)}" />`;
  const named = (name: string, content: string): string => `<meta name="${name}" content="${escaped(content)}" />`;
  return [
    `<title>${escaped(title)} · Tension</title>`,
    named('description', description),
    `<link rel="canonical" href="${escaped(origin + canonical)}" />`,
    property('og:type', 'article'),
    property('og:site_name', 'Tension'),
    property('og:locale', WORDS[language].language.locale),
    property('og:title', title),
    property('og:description', description),
    property('og:url', origin + address),
    property('og:image', origin + image),
    property('og:image:type', 'image/png'),
    property('og:image:width', '1200'),
    property('og:image:height', '628'),
    property('og:image:alt', alt),
    named('twitter:card', 'summary_large_image'),
  ].join('\n    ');
}
