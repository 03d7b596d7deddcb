/** Drafting by rules: clean, date, read, join, hold against the ledger. The same in browser, server and tests. */
import { toIsoDate } from '../calendar.ts';
import { bearingsOf } from './bearings.ts';
import { clean } from './clean.ts';
import type { Dictionary } from './dictionary.ts';
import type { Draft, Drafted, Origin } from './drafted.ts';
import { DraftingFailed, MAX_TEXT_CHARACTERS, type Drafter, type DraftingWorld, type DraftRequest } from './drafter.ts';
import { join, type JoinedAct } from './join.ts';
import type { LanguageRules, PassedOver, Read } from './language.ts';
import { matchOf } from './match.ts';
import { publishedOf, type Published } from './published.ts';
import { languageOf } from './recognise.ts';

const MAX_SUMMARY_CHARACTERS = 300;
const MAX_HEADLINE_CHARACTERS = 60;

/** @param languages one for each language that is read */
export function ruleDrafter(dictionary: Dictionary, languages: readonly LanguageRules[]): Drafter {
  return {
    draft: (request, world) => Promise.resolve().then(() => draftByRules(request, world, dictionary, languages)),
  };
}

/** @throws DraftingFailed when the text is too long or in no language that is read */
export function draftByRules(
  request: DraftRequest,
  world: DraftingWorld,
  dictionary: Dictionary,
  languages: readonly LanguageRules[],
): Drafted {
  const { text } = request;
  if (text.length > MAX_TEXT_CHARACTERS)
    throw new DraftingFailed(
      `The text has ${text.length.toLocaleString('en')} characters; drafting reads ${MAX_TEXT_CHARACTERS.toLocaleString('en')} at most. Paste the article alone.`,
    );
  const language = request.language ?? languageOf(text);
  const rules = languages.find((known) => known.language === language);
  if (rules === undefined)
    throw new DraftingFailed(`No rules for the language "${language}" are loaded. Fill in the form.`);
  const first = publishedOf(text, request.published, (head) => rules.publishedIn(head), language);
  const cleaned = clean(text, (line) => rules.furnitureOf(line));
  const draftAs = (published: Published): Drafted => {
    const read = rules.actsOf({ text, lines: cleaned.lines, published: published.day, world, dictionary });
    return draftedOf({ text, language, published, cleaned: cleaned.passedOver, read }, world, dictionary);
  };
  const days = [first.day, ...(first.others ?? [])];
  const all = days.map((day, i) =>
    draftAs(
      i === 0 ? first : { ...first, day, reason: `${first.reason}, a week later: its acts agree with recorded events` },
    ),
  );
  // A guess is held against the ledger: the day on which most acts are recorded ones.
  return all.reduce((best, other) => (known(other) > known(best) ? other : best));
}

/** What was read of a text, by rules or by a language model. */
interface TextRead {
  readonly text: string;
  readonly language: 'en' | 'ko';
  readonly published: Published;
  readonly cleaned: readonly PassedOver[];
  readonly read: Read;
}

/** Acts that were found -> drafts: joined, dated, held against the ledger. */
export function draftedOf(
  { text, language, published, cleaned, read }: TextRead,
  world: DraftingWorld,
  dictionary: Dictionary,
): Drafted {
  return {
    published: {
      date: published.day === undefined ? null : toIsoDate(published.day),
      guessed: published.guessed,
      reason: published.reason,
    },
    language,
    drafts: join(read.acts, world.codebook).map((act) => draftOf(act, text, published, read, world, dictionary)),
    passedOver: [...cleaned, ...read.passedOver].sort((a, b) => a.start - b.start),
  };
}

/** Recorded events that drafts agree with, in type and day. */
const known = ({ drafts }: Drafted): number =>
  drafts.filter(({ match }) => match !== null && !match.differs.includes('type') && !match.differs.includes('date'))
    .length;

function draftOf(
  told: JoinedAct,
  text: string,
  published: Published,
  read: Read,
  world: DraftingWorld,
  dictionary: Dictionary,
): Draft {
  const isToday = told.when === undefined && !told.background && published.day !== undefined;
  const act: JoinedAct = isToday ? { ...told, when: { day: published.day, precision: 'day', origin: 'rule' } } : told;
  const severity = act.severity ?? null;
  const [lead] = act.evidence;
  const summary = shortened(text.slice(lead!.start, lead!.end), MAX_SUMMARY_CHARACTERS);
  const polarity = act.polarity ?? 1;
  const origins: Record<string, Origin> = {
    date: act.when?.origin ?? 'open',
    datePrecision: act.when?.origin ?? 'open',
    actor: 'span',
    target: 'span',
    type: 'rule',
    polarity: polarity === world.codebook.get(act.type)?.polarity ? 'codebook' : 'rule',
    severity: severity === null ? 'open' : 'rule',
    summary: 'span',
    headline: 'rule',
    background: 'rule',
    verified: 'rule',
    bearings: 'rule',
  };
  return {
    date: act.when === undefined ? null : toIsoDate(act.when.day),
    datePrecision: act.when?.precision ?? 'day',
    actor: act.actor,
    target: act.target,
    others: [...act.others],
    type: act.type,
    polarity,
    severity,
    summary,
    headline: shortened(act.headline ?? summary, MAX_HEADLINE_CHARACTERS),
    background: act.background,
    verified: act.verified,
    bearings: bearingsOf(act, new Set(read.states.keys()), new Set(world.dyads), world.events, dictionary.bearings),
    evidence: act.evidence.map(({ start, end }) => ({ start, end })),
    match: matchOf(act, severity, world.events, world.codebook),
    origins,
  };
}

/** Cut at a word, with an ellipsis. */
function shortened(text: string, most: number): string {
  const plain = text.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ').trim();
  if (plain.length <= most) return plain;
  const cut = plain.slice(0, most - 1);
  const blank = cut.lastIndexOf(' ');
  return `${cut.slice(0, blank > most / 2 ? blank : most - 1).trimEnd()}…`;
}
