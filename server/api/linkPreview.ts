/** What a link says of itself where it is pasted: the finding as its title, one sentence, and the picture. */
import { FEED_FORMATS } from '../alerts/alertFeed.ts';
import type pino from 'pino';
import { escaped } from '../../client/charts/escaped.ts';
import { STANDARD } from '../../client/charts/card/presentation.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import { cardFacts } from '../../client/charts/card/cardFacts.ts';
import { textsOf } from '../../client/charts/card/cardTexts.ts';
import { shortTitle } from '../../client/charts/card/title.ts';
import { knownDate } from '../../client/charts/format.ts';
import { headlineOf } from '../../client/charts/headline.ts';
import type { View } from '../../client/charts/view.ts';
import { type Language, WORDS } from '../../client/words/words.ts';
import { BoundedCache } from '../boundedCache.ts';
import { type Asker, AskerLeft, LineFull, Turns, type TurnLimits } from '../turns.ts';
import type { Askers } from './askers.ts';
import { cardInput } from './figureInput.ts';
import { type AskedPage, leadOfBoard, viewAround, viewOfPage } from './pageView.ts';
import { Problem } from './problem.ts';
import type { Snapshots } from './snapshots.ts';

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
/** Where a link is pasted, more is cut: characters. */
const MAX_DESCRIPTION = 300;

export class LinkPreviews {
  readonly #snapshots: Snapshots;
  readonly #logger: pino.Logger;
  readonly #askers: Askers;
  readonly #kept = new BoundedCache<LinkPreview>(MAX_KEPT, () => 1);
  /** of each run: a large board is read once */
  readonly #leads = new BoundedCache<Awaited<ReturnType<typeof leadOfBoard>>>(2, () => 1);
  readonly #turns = new Turns(MAKING);

  constructor(snapshots: Snapshots, askers: Askers, logger: pino.Logger) {
    this.#snapshots = snapshots;
    this.#askers = askers;
    this.#logger = logger;
  }

  /** Of a page as its address has it; undefined where there is nothing to say, or not in time. */
  ofPage(asker: Asker, page: AskedPage, language: Language): Promise<LinkPreview | undefined> {
    return this.#inTime(asker, async () => this.told(await viewOfPage(this.#snapshots, page), language));
  }

  ofView(asker: Asker, view: View, code: string, language: Language): Promise<LinkPreview | undefined> {
    return this.#inTime(asker, () => this.toldByCode(view, code, language));
  }

  /** The act is the title; the sentence and the picture are of its dyad around it. */
  ofEvent(asker: Asker, id: string, language: Language): Promise<LinkPreview | undefined> {
    return this.#inTime(asker, async () => {
      const { source } = await this.#snapshots.vintage();
      const last = (await source.revisions(id)).at(-1);
      if (!last || last.operation === 'retract') return undefined;
      const { event } = last;
      const told = await this.told(await viewAround(this.#snapshots, event), language);
      const words = WORDS[language];
      return { ...told, title: `${headlineOf(event, words)} (${knownDate(event.day, event.datePrecision, words)})` };
    });
  }

  /** Of the board, or the morning brief, as they are today: the pair that leads them. */
  ofBoard(asker: Asker, language: Language, title: 'board' | 'morning'): Promise<LinkPreview | undefined> {
    return this.#inTime(asker, async () => {
      const model = await this.#snapshots.model(undefined);
      const vintage = await this.#snapshots.vintage(undefined, model);
      const { view, pairs } = await this.#leads.get(`${vintage.run?.id ?? ''} ${model.hash}`, () =>
        leadOfBoard(this.#snapshots, vintage, model),
      );
      if (!view) return undefined;
      const told = await this.told(view, language);
      return { ...told, title: WORDS[language].views[title](pairs) };
    });
  }

  /** What a view says, and its picture under an address that stays. */
  told(view: View, language: Language): Promise<LinkPreview> {
    return this.#kept.get(`${JSON.stringify(view)} ${language}`, () =>
      this.#make(view, language, figurePath(view, language)),
    );
  }

  toldByCode(view: View, code: string, language: Language): Promise<LinkPreview> {
    return this.#kept.get(`${code} ${language}`, () =>
      this.#make(view, language, `/v/${encodeURIComponent(code)}.png?${lookOf(language)}`),
    );
  }

  async #make(view: View, lang: Language, image: string): Promise<LinkPreview> {
    const facts = cardFacts(
      await cardInput({ snapshots: this.#snapshots, publicUrl: undefined }, view, {
        ...STANDARD,
        preset: 'link',
        lang,
      }),
    );
    const texts = textsOf(facts);
    // Whose link this is vouches for what is computed, and not for what somebody typed.
    const title = view.title === undefined ? shortTitle(facts) : WORDS[lang].views.typedBySomebody(view.title);
    return { title, description: shortened(texts.sentence || texts.alt), image, alt: texts.alt };
  }

  /** What comes late, has no turn, or cannot be had as it is asked for, is left out: a page is shown either way. */
  async #inTime(asker: Asker, make: () => Promise<LinkPreview | undefined>): Promise<LinkPreview | undefined> {
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
function figurePath(view: View, lang: Language): string {
  const { from, to, model, asOf } = view;
  const days = { from, to, model, asOf };
  if (view.kind === 'compare')
    return `/api/v1/compare/figure.png?${new URLSearchParams({ dyads: view.dyads.join(','), ...days }).toString()}&${lookOf(lang)}`;
  const { dyad, direction } = view;
  const rest =
    view.kind === 'move'
      ? { kind: 'move', direction }
      : {
          step: view.step,
          direction,
          ...(view.whatIf !== undefined && { whatIf: view.whatIf }),
          ...(view.overlay !== undefined && { overlay: view.overlay }),
        };
  return `/api/v1/dyads/${dyad}/figure.png?${new URLSearchParams({ ...days, ...rest }).toString()}&${lookOf(lang)}`;
}

const shortened = (text: string): string =>
  text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1).replace(/\s+\S*$/, '')}…` : text;

export interface PreviewedAddress {
  /** with what was asked for */
  readonly address: string;
  readonly canonical: string;
  /** whether it can stand in a frame, which oEmbed describes */
  readonly embed: boolean;
}

/** The head of a page: title, description, Open Graph and card, for those who show links. */
export function previewTags(
  { title, description, image, alt }: LinkPreview,
  {
    origin,
    address,
    canonical,
    embed,
    language,
  }: PreviewedAddress & { readonly origin: string; readonly language: Language },
): string {
  const property = (name: string, content: string): string =>
    `<meta property="${name}" content="${escaped(content)}" />`;
  const named = (name: string, content: string): string => `<meta name="${name}" content="${escaped(content)}" />`;
  return [
    `<title>${escaped(title)} · Tension</title>`,
    named('description', description),
    `<link rel="canonical" href="${escaped(origin + canonical)}" />`,
    property('og:type', 'article'),
    property('og:site_name', WORDS[language].card.footer.product),
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
    ...feedLinks(origin, canonical, language),
    ...(embed ? OEMBED_FORMATS.map((format) => discovery(format, origin, address)) : []),
  ].join('\n    ');
}

/** The alerts of the dyad of a page, for a reader of news. */
function feedLinks(origin: string, canonical: string, language: Language): string[] {
  const dyad = /^\/d\/([A-Z]{2,4}-[A-Z]{2,4})$/.exec(canonical)?.[1];
  if (dyad === undefined) return [];
  const query = new URLSearchParams({ dyad, lang: language });
  return Object.entries(FEED_FORMATS).map(
    ([format, type]) =>
      `<link rel="alternate" type="${type}" title="${escaped(WORDS[language].alerts.feed.title(dyad))}" href="${escaped(`${origin}/api/v1/alerts/feed.${format}?${query.toString()}`)}" />`,
  );
}

export const OEMBED = '/oembed';
export const OEMBED_FORMATS = ['json', 'xml'] as const;
const OEMBED_TYPES = { json: 'application/json+oembed', xml: 'text/xml+oembed' } as const;

function discovery(format: (typeof OEMBED_FORMATS)[number], origin: string, address: string): string {
  const query = new URLSearchParams({ url: origin + address, format });
  return `<link rel="alternate" type="${OEMBED_TYPES[format]}" href="${escaped(`${origin}${OEMBED}?${query.toString()}`)}" />`;
}
