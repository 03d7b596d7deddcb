/** Alerts in words: the sentence of the move, what carries it, was and is, and the view that shows it. */
import type pino from 'pino';
import { plain, signed } from '../../client/charts/format.ts';
import { STANDARD } from '../../client/charts/card/presentation.ts';
import { type Language, WORDS, type Words } from '../../client/words/words.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { explainMove } from '../../models/move.ts';
import { newsCauses } from '../../models/periodChange.ts';
import { pointOrNone } from '../../models/point.ts';
import { type AlertMessage, LISTED } from '../alerts/message.ts';
import type { Alert } from '../alerts/outbox.ts';
import type { Teller, Told } from '../alerts/sender.ts';
import type { Figures } from '../figures/figures.ts';
import { countryName, dyadName } from '../referenceData.ts';
import type { Views } from '../views/views.ts';
import type { AskedModel } from './askedModel.ts';
import { cardInput } from './figureInput.ts';
import { type DigestSources, digestLetter } from './digestLetter.ts';
import { told as moveTold } from './morningDyad.ts';
import type { Snapshots } from './snapshots.ts';
import { parseViewRequest, viewOf } from './viewRequest.ts';

export interface TellerSources extends DigestSources {
  readonly views: Views;
  readonly figures: Figures;
  readonly logger: pino.Logger;
  readonly madeBy?: string | undefined;
}

const ACTS = 3;
/** Days that the picture shows. */
const SHOWN_DAYS = 90;

export function alertTeller(sources: TellerSources): Teller {
  return {
    async message(alert, told) {
      const { rule, what, subject } = alert;
      const words = WORDS[rule.language];
      const said = words.alerts;
      const name = nameOf(sources.snapshots, subject, rule.language);
      const isDyad = canonicalDyad(subject) === subject;
      const ofThis = rule.when.kind === 'unusual' ? ofReports : ofDyad;
      const body = isDyad ? await ofThis(sources, alert, told).catch(failedWith(sources, words)) : ofOther(alert, name);
      const remarks = [
        ...(what === 'clear' ? [said.over] : []),
        ...(alert.heldBack === undefined ? [] : [said.heldBack(alert.heldBack)]),
        ...(told.repeats === 0 ? [] : [said.again(told.repeats)]),
        ...(told.givenUp ? [said.givenUp(told.givenUp.channel, told.givenUp.fault)] : []),
      ];
      return {
        alert,
        language: rule.language,
        title: titleOf(sources.snapshots, alert),
        ...body,
        remarks,
        words: { acts: said.acts, view: said.view },
      };
    },
    digest: (alert) => digestLetter(sources, alert),
    folded(alerts) {
      const { language } = alerts[0]!.rule;
      const said = WORDS[language].alerts;
      const rest = alerts.length - LISTED;
      return {
        title: said.folded(alerts.length),
        folded: {
          language,
          alerts: alerts.map((alert) => ({ alert, title: titleOf(sources.snapshots, alert) })),
          more: rest > 0 ? said.more(rest) : '',
        },
      };
    },
  };
}

/** What it is about, and the title of the rule. */
function titleOf(snapshots: Snapshots, { rule, what, subject }: Alert): string {
  const said = WORDS[rule.language].alerts;
  const name = nameOf(snapshots, subject, rule.language);
  const headline = what === 'clear' ? said.clear(name, rule.title) : said.raised(name, rule.title);
  return what === 'test' ? said.test(headline) : headline;
}

type Body = Pick<AlertMessage, 'sentence' | 'values' | 'acts' | 'code' | 'link' | 'picture' | 'isUntold'>;
const NOTHING: Body = { sentence: '', values: '', acts: [], code: null, link: null };

/** What cannot be told now does not stop the rest. */
const failedWith =
  ({ logger }: TellerSources, words: Words) =>
  (error: unknown): Body => {
    logger.warn({ err: error }, 'An alert is sent without what moved it.');
    return { ...NOTHING, sentence: words.alerts.untold, isUntold: true };
  };

function nameOf({ reference }: Snapshots, subject: string, language: Language): string {
  if (canonicalDyad(subject) === subject) return dyadName(reference, subject, language);
  return reference.countries.has(subject) ? countryName(reference.countries, subject, language) : subject;
}

/** Of several dyads of a state, of a feed and of the runs. */
function ofOther({ rule, what, value, detail }: Alert, name: string): Body {
  const { alerts } = WORDS[rule.language];
  if (what !== 'clear' && rule.when.kind === 'siblings') return { ...NOTHING, sentence: alerts.together(value, name) };
  return { ...NOTHING, sentence: detail ?? '' };
}

/** Reports of a pair coded by machine: what is unusual of the day, and the line of the feed with that day at its end. */
async function ofReports(sources: TellerSources, alert: Alert, { wantsPicture, asOf }: Told): Promise<Body> {
  const { rule, subject: dyad, day, detail = '' } = alert;
  const body = { ...NOTHING, sentence: detail };
  if (alert.model === '') return body;
  const model = await sources.snapshots.model(alert.model);
  const shown = await shownOrNone(sources, { dyad, day, model, lang: rule.language, asOf, wantsPicture });
  return { ...body, ...shown };
}

/** The days over which a condition looks back. */
function daysBack({ rule: { when } }: Alert, { definition }: AskedModel): number {
  if (when.kind === 'change') return when.days;
  return when.kind === 'step' || when.kind === 'act' ? 1 : definition.flag.windowDays;
}

async function ofDyad(sources: TellerSources, alert: Alert, { wantsPicture, asOf }: Told): Promise<Body> {
  const { snapshots } = sources;
  const { rule, subject: dyad, eventIds } = alert;
  const { language } = rule;
  const words = WORDS[language];
  const model = await snapshots.model(alert.model);
  const known = asOf && { text: asOf.toISOString(), moment: asOf };
  const vintage = await snapshots.vintage(known, model);
  const history = await snapshots.history(dyad, vintage);
  const { definition } = model;
  const day = Math.min(alert.day, vintage.lastDay);
  const from = day - daysBack(alert, model);
  const move = explainMove(history.columns, definition, from, day);
  const { sentence } = await moveTold({ snapshots, vintage, model, day, language }, history, history, move);
  const score = await snapshots.score(history, vintage, model, 'both', day);
  const valueOn = (on: number): string | undefined => {
    const { index, low, high } = pointOrNone(score, definition, history.columns, on);
    if (index === null) return undefined;
    return words.alerts.was(toIsoDate(on), words.morning.index(plain(index), plain(low), plain(high)));
  };
  const [was, is] = [valueOn(from), valueOn(day)];
  // Those that it tells of come first; the others carry the same move.
  const causes = newsCauses(move);
  const own = causes.filter(({ eventId }) => eventIds.includes(eventId));
  const acts = [...own, ...causes.filter((cause) => !own.includes(cause))]
    .slice(0, ACTS)
    .flatMap(({ eventId, indexPoints }) => {
      const event = history.byId.get(eventId);
      if (!event) return [];
      const { summary, day: on, sourceName, sourceUrl } = event;
      return [{ summary, date: toIsoDate(on), points: signed(indexPoints), sourceName, sourceUrl }];
    });
  return {
    sentence:
      rule.when.kind === 'not-looked' && alert.what !== 'clear' ? words.alerts.notLooked(alert.value) : sentence,
    values: was !== undefined && is !== undefined ? words.alerts.fromTo(was, is) : (is ?? ''),
    acts,
    ...(await shownOrNone(sources, { dyad, day, model, lang: language, asOf, wantsPicture })),
  };
}

interface Shown extends Pick<Told, 'asOf' | 'wantsPicture'> {
  readonly dyad: string;
  readonly day: number;
  readonly model: AskedModel;
  readonly lang: Language;
}

/** What cannot be shown does not stop the text. */
async function shownOrNone(sources: TellerSources, asked: Shown): Promise<Pick<Body, 'code' | 'link' | 'picture'>> {
  const { publicUrl, logger } = sources;
  const shown = await shownOf(sources, asked).catch((error: unknown) => {
    logger.warn({ err: error }, 'An alert is sent without its view.');
    return undefined;
  });
  return {
    code: shown?.code ?? null,
    link: shown && publicUrl !== undefined ? `${publicUrl}/v/${shown.code}` : null,
    picture: shown?.picture,
  };
}

/** The view is pinned, so that it shows the same later; a picture that cannot be drawn is left out. */
async function shownOf(
  sources: TellerSources,
  { dyad, day, model, lang, asOf, wantsPicture }: Shown,
): Promise<{ readonly code: string; readonly picture: Uint8Array | undefined }> {
  const { snapshots, views, figures, logger } = sources;
  const { definition, hash } = model;
  const asked = parseViewRequest({
    kind: 'dyad',
    dyad,
    from: toIsoDate(day - SHOWN_DAYS),
    to: toIsoDate(day),
    model: `${definition.name}@${hash}`,
    ...(asOf && { asOf: asOf.toISOString() }),
  });
  const { view, models } = await viewOf(snapshots, asked);
  const { code } = await views.pin(view, models, { name: 'alerts' });
  if (!wantsPicture) return { code, picture: undefined };
  const presentation = { ...STANDARD, lang };
  const picture = await figures
    .draw({ format: 'png', codes: [code], presentation }, async () => [await cardInput(sources, view, presentation)])
    .catch((error: unknown) => {
      logger.warn({ err: error, code }, 'An alert is sent without its picture.');
      return undefined;
    });
  return { code, picture };
}
