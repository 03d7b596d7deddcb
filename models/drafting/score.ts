/** How good drafts are, held against acts that somebody coded: found, missed, right, wrong and why. */
import type { Codebook } from '../codebook.ts';
import type { Draft } from './drafted.ts';

/** An act that a text tells, and all the ways of coding it that count as right. */
export interface WantedAct {
  /** as it was coded; `byType` counts it there */
  readonly type: string;
  readonly acceptTypes: readonly string[];
  /** actor and target; any of them is right, and of a mutual act in either order */
  readonly sides: readonly (readonly [actor: string, target: string])[];
  /** null: the text does not say */
  readonly date: string | null;
  readonly datePrecision: 'day' | 'month';
  /** neither missed nor wrong */
  readonly optional: boolean;
}

/** A text with its acts. Without acts and without tolerated types it must get no draft. */
export interface WantedText {
  readonly acts: readonly WantedAct[];
  /** types of drafts that are neither right nor wrong in this text */
  readonly tolerated: readonly string[];
}

/** Why a draft is false: the text has no act; another type or other states than the act that it comes nearest to; an act that is drafted already; nothing near it. */
export const FALSE_CAUSES = ['noAct', 'type', 'states', 'twice', 'other'] as const;
export type FalseCause = (typeof FALSE_CAUSES)[number];

export interface DraftingScore {
  readonly texts: number;
  readonly required: number;
  readonly found: number;
  /** found / required; null where nothing is required */
  readonly recall: number | null;
  /** drafts that are right or wrong */
  readonly drafts: number;
  readonly right: number;
  readonly precision: number | null;
  /** texts that must get no draft, and those of them that get one */
  readonly noAct: { readonly texts: number; readonly drafted: number };
  /** share of the found acts with a date whose draft has that date */
  readonly dateRight: number | null;
  readonly byType: Readonly<Record<string, TypeScore>>;
  /** found acts with a date */
  readonly dated: number;
  readonly falseDrafts: Readonly<Record<FalseCause, number>>;
}

interface TypeScore {
  readonly required: number;
  readonly found: number;
  /** drafts of this type that are right or wrong */
  readonly drafts: number;
  readonly right: number;
}

/** What became of the drafts of one text. */
export interface TextScore {
  readonly found: readonly { readonly act: WantedAct; readonly draft: Draft }[];
  readonly missed: readonly WantedAct[];
  readonly wrong: readonly { readonly draft: Draft; readonly cause: FalseCause }[];
}

/** Holds the drafts of a text against its acts, one to one. */
export function scoreText(wanted: WantedText, drafts: readonly Draft[], codebook: Codebook): TextScore {
  const fits = (act: WantedAct, draft: Draft): boolean => hasType(act, draft) && hasSides(act, draft, codebook);
  const required = wanted.acts.filter(({ optional }) => !optional);
  const pairs = matched(required, drafts, fits);
  const taken = new Set(pairs.values());
  const others = matched(
    wanted.acts.filter(({ optional }) => optional),
    drafts.filter((draft) => !taken.has(draft)),
    fits,
  );
  const neutral = new Set(others.values());
  const missed = required.filter((act) => !pairs.has(act));
  const wrong = drafts
    .filter((draft) => !taken.has(draft) && !neutral.has(draft) && !wanted.tolerated.includes(draft.type))
    .map((draft) => ({ draft, cause: causeOf(draft, wanted, missed, codebook) }));
  return { found: [...pairs].map(([act, draft]) => ({ act, draft })), missed, wrong };
}

/** The figures of many texts. */
export function scoreTexts(
  texts: readonly { readonly wanted: WantedText; readonly drafts: readonly Draft[] }[],
  codebook: Codebook,
): DraftingScore {
  const byType = new Map<string, { -readonly [Key in keyof TypeScore]: number }>();
  const ofType = (type: string) => {
    const known = byType.get(type) ?? { required: 0, found: 0, drafts: 0, right: 0 };
    byType.set(type, known);
    return known;
  };
  const falseDrafts: Record<FalseCause, number> = { noAct: 0, type: 0, states: 0, twice: 0, other: 0 };
  const noAct = { texts: 0, drafted: 0 };
  let [found, missed, wrong, dated, datesRight] = [0, 0, 0, 0, 0];
  for (const { wanted, drafts } of texts) {
    const score = scoreText(wanted, drafts, codebook);
    for (const { act, draft } of score.found) {
      found++;
      ofType(act.type).required++;
      ofType(act.type).found++;
      ofType(draft.type).drafts++;
      ofType(draft.type).right++;
      if (act.date === null) continue;
      dated++;
      if (hasDate(act, draft)) datesRight++;
    }
    for (const act of score.missed) {
      missed++;
      ofType(act.type).required++;
    }
    for (const { draft, cause } of score.wrong) {
      wrong++;
      ofType(draft.type).drafts++;
      falseDrafts[cause]++;
    }
    if (wanted.acts.length > 0 || wanted.tolerated.length > 0) continue;
    noAct.texts++;
    if (drafts.length > 0) noAct.drafted++;
  }
  return {
    texts: texts.length,
    required: found + missed,
    found,
    recall: share(found, found + missed),
    drafts: found + wrong,
    right: found,
    precision: share(found, found + wrong),
    noAct,
    dateRight: share(datesRight, dated),
    byType: Object.fromEntries([...byType].sort(([a], [b]) => (a < b ? -1 : 1))),
    dated,
    falseDrafts,
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const hasType = ({ acceptTypes }: WantedAct, { type }: Draft): boolean => acceptTypes.includes(type);

/** Of a mutual act the order is a convention; so it is where the act was coded, or the draft made, as one. */
function hasSides({ sides, type: coded }: WantedAct, { actor, target, type }: Draft, codebook: Codebook): boolean {
  const isMutual = [coded, type].some((name) => codebook.get(name)?.mutual);
  return sides.some(([a, b]) => (a === actor && b === target) || (isMutual && a === target && b === actor));
}

function hasDate({ date, datePrecision }: WantedAct, draft: Draft): boolean {
  if (date === null || draft.date === null) return false;
  return datePrecision === 'month' ? date.slice(0, 7) === draft.date.slice(0, 7) : date === draft.date;
}

/** The largest set of pairs, one act to one draft; where there is a choice, the draft with the right date. */
function matched(
  acts: readonly WantedAct[],
  drafts: readonly Draft[],
  fits: (act: WantedAct, draft: Draft) => boolean,
): Map<WantedAct, Draft> {
  const options = new Map(
    acts.map((act) => [
      act,
      drafts.filter((draft) => fits(act, draft)).sort((a, b) => Number(hasDate(act, b)) - Number(hasDate(act, a))),
    ]),
  );
  const holder = new Map<Draft, WantedAct>();
  const settle = (act: WantedAct, tried: Set<Draft>): boolean =>
    (options.get(act) ?? []).some((draft) => {
      if (tried.has(draft)) return false;
      tried.add(draft);
      const held = holder.get(draft);
      if (held !== undefined && !settle(held, tried)) return false;
      holder.set(draft, act);
      return true;
    });
  for (const act of acts) settle(act, new Set());
  return new Map([...holder].map(([draft, act]) => [act, draft]));
}

function causeOf(draft: Draft, wanted: WantedText, missed: readonly WantedAct[], codebook: Codebook): FalseCause {
  if (wanted.acts.length === 0) return 'noAct';
  if (missed.some((act) => hasType(act, draft))) return 'states';
  if (missed.some((act) => hasSides(act, draft, codebook))) return 'type';
  return wanted.acts.some((act) => hasType(act, draft) && hasSides(act, draft, codebook)) ? 'twice' : 'other';
}
