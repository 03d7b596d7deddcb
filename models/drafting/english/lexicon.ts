/** The rules of English as the engine uses them: verbs and nouns that make an act, with the roles around them. */
import type { Dictionary } from '../dictionary.ts';

/** Who may be the actor of a verb that means an act only from some: "protest" of a ministry, and not of students. */
export type Needs = 'official' | 'person' | 'leader' | 'force' | 'armed' | 'court' | 'institution';

/** A frame of the data file, with its classes written out. */
export interface Frame {
  readonly id: string;
  readonly type: string;
  /** base forms; a particle follows after a blank: "call off" */
  readonly verbs: ReadonlySet<string>;
  /** what the object, or in the passive the subject, must be; empty: anything */
  readonly nouns: readonly (readonly string[])[];
  /** a noun that is an act by itself: "the expulsion of" */
  readonly isNoun: boolean;
  /** where the target stands: obj, that, or a preposition; in order of preference */
  readonly target: readonly string[];
  readonly isMutual: boolean;
  readonly needs: Needs | undefined;
  /** words of which one must stand in the clause */
  readonly beside: ReadonlySet<string>;
  /** words of an object that the frame does not mean */
  readonly without: ReadonlySet<string>;
  /** the subject is the target, and the actor stands behind "from" */
  readonly isTurned: boolean;
  /** a noun that is an act of its own only where its day is said: "Friday's strikes on" */
  readonly isDayed: boolean;
  /** an act only where it is promised or threatened: "vowed to retaliate" */
  readonly isSpoken: boolean;
  /** whom the act is taken to be towards where nobody is named */
  readonly fallback: string | undefined;
}

interface FrameEntry {
  readonly id: string;
  readonly type: string;
  readonly v?: string;
  readonly n?: string;
  readonly nounOnly?: string;
  readonly t: readonly string[];
  readonly mutual?: boolean;
  readonly needs?: Needs;
  readonly with?: string;
  readonly without?: string;
  readonly turned?: boolean;
  readonly spoken?: boolean;
  readonly dayed?: boolean;
  readonly deflt?: string;
}

interface Rules {
  readonly verbs: Readonly<Record<string, string>>;
  readonly nouns: Readonly<Record<string, string>>;
  readonly frames: readonly FrameEntry[];
  readonly control: Readonly<Record<Control, string>>;
  readonly private: string;
  readonly judging: string;
  readonly rivals: Readonly<Record<string, string>>;
}

/** What a governing verb makes of the act that depends on it. */
export type Control = 'promise' | 'agree' | 'threaten' | 'refuse' | 'plan' | 'do' | 'fail' | 'ask' | 'announce' | 'say';

export interface Lexicon {
  readonly byVerb: ReadonlyMap<string, readonly Frame[]>;
  readonly byNoun: ReadonlyMap<string, readonly { readonly frame: Frame; readonly words: readonly string[] }[]>;
  readonly control: ReadonlyMap<string, ReadonlySet<Control>>;
  readonly privateHeads: ReadonlySet<string>;
  readonly frames: readonly Frame[];
  /** words that judge what another state does: unfriendly, illegal */
  readonly judging: ReadonlySet<string>;
  /** whom a missile that is tested is taken to be towards, where nobody is named */
  readonly rivals: ReadonlyMap<string, string>;
}

const cache = new WeakMap<Dictionary, Lexicon>();

export function lexiconOf(dictionary: Dictionary): Lexicon {
  const known = cache.get(dictionary);
  if (known) return known;
  const rules = dictionary.en.rules as Rules;
  const expand = (text: string | undefined, classes: Readonly<Record<string, string>>): string[] =>
    (text ?? '')
      .split(' ')
      .filter((word) => word !== '')
      .flatMap((word) => (word.startsWith('@') ? expand(classes[word.slice(1)], classes) : [word]))
      .map((word) => word.replaceAll('_', ' '));
  const own: FrameEntry[] = dictionary.patterns
    .filter(({ language }) => language === 'en')
    .map(({ id, type, verbs = [], nouns = [], target = ['obj', 'on', 'against', 'with', 'to', 'of', 'in'] }) => {
      const words = (list: readonly string[]): string => list.map((word) => word.replaceAll(' ', '_')).join(' ');
      return verbs.length > 0
        ? { id, type, v: words(verbs), n: words(nouns), t: target }
        : { id, type, nounOnly: words(nouns), t: target };
    });
  const frames = [...own, ...rules.frames].map((entry): Frame => ({
    id: entry.id,
    type: entry.type,
    verbs: new Set(expand(entry.v, rules.verbs)),
    nouns: expand(entry.n ?? entry.nounOnly, rules.nouns).map((noun) => noun.split(' ')),
    isNoun: entry.nounOnly !== undefined,
    target: entry.t,
    isMutual: entry.mutual === true,
    needs: entry.needs,
    beside: new Set((entry.with ?? '').split(' ').filter((word) => word !== '')),
    without: new Set((entry.without ?? '').split(' ').filter((word) => word !== '')),
    isTurned: entry.turned === true,
    isSpoken: entry.spoken === true,
    isDayed: entry.dayed === true,
    fallback: entry.deflt,
  }));
  const byVerb = new Map<string, Frame[]>();
  const byNoun = new Map<string, { frame: Frame; words: readonly string[] }[]>();
  for (const frame of frames) {
    for (const verb of frame.verbs) byVerb.set(verb, [...(byVerb.get(verb) ?? []), frame]);
    if (frame.isNoun)
      for (const words of frame.nouns) {
        const head = words.at(-1)!;
        byNoun.set(head, [...(byNoun.get(head) ?? []), { frame, words }]);
      }
  }
  const control = new Map<string, Set<Control>>();
  for (const [kind, words] of Object.entries(rules.control))
    for (const word of words.split(' ')) control.set(word, (control.get(word) ?? new Set()).add(kind as Control));
  const lexicon = {
    byVerb,
    byNoun,
    control,
    privateHeads: new Set(rules.private.split(' ')),
    frames,
    judging: new Set(rules.judging.split(' ')),
    rivals: new Map(Object.entries(rules.rivals)),
  };
  cache.set(dictionary, lexicon);
  return lexicon;
}
