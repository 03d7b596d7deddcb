/** Who acts and towards whom: the phrases around a verb. */
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import type { Frame, Lexicon, Needs } from './lexicon.ts';
import { codesIn } from './actors.ts';

/** The states of a phrase in the order of its words, without doubles. */
export const codesOf = (phrase: NounPhrase): string[] => [...new Set(phrase.mentions.flatMap(codesIn))];

const OFFICIAL = new Set(
  (
    'minister president chancellor premier ambassador envoy spokesman spokeswoman spokesperson official officials government ministry army ' +
    'military navy force forces troop troops police authority authorities parliament leader king secretary court lawmaker senate senator ' +
    'administration embassy guard commander general cabinet diplomat department regime prosecutor delegation chief negotiator taoiseach ' +
    'politician representative council agency commission office monarch queen prince emir sultan ayatollah pope assembly house congress bloc ' +
    'coalition customs regulator intelligence chairman commissioner judge tribunal foreign defence defense media state nation country ' +
    'director head deputy commerce treasury foreign-ministry state-media governor mayor party legislature ruler speaker premier regulator ' +
    'watchdog chancellery leadership junta presidency side bureau kingdom republic prosecution tsar czar chairwoman congresswoman ' +
    'congressman politburo'
  ).split(' '),
);
const PERSON = new Set(
  (
    'minister president chancellor premier ambassador envoy leader king secretary official officials delegation commander general chief ' +
    'negotiator taoiseach representative monarch queen prince emir sultan pope senator lawmaker speaker diplomat commissioner director ' +
    'governor chairman counterpart deputy minister-president head premier speaker chairwoman congressman president-elect pontiff justice ' +
    'legislator parliamentarian mayor emissary team party admiral marshal'
  ).split(' '),
);
const FORCE = new Set(
  (
    'army military force forces troop troops soldier navy jet warplane helicopter plane aircraft fighter tank artillery gunboat warship ' +
    'vessel marine guard commando missile drone gunship bomber air-force artillery-unit boat ship submarine bulldozer coalition airstrike rocket ' +
    'speedboat dhow cutter frigate destroyer carrier trawler coastguard coast-guard patrol gunner sniper strike raid shelling bombardment warhead shell ' +
    'battery regiment brigade division serviceman paratrooper ranger militia sailor squadron fleet gunfire'
  ).split(' '),
);
const ARMED = new Set(
  'militant militants gunman gunmen guerrilla rebel bomber militia fighter insurgent terrorist separatist extremist group armed youth'.split(
    ' ',
  ),
);
const LEADER = new Set(
  'president king chancellor premier prime emir taoiseach sultan pope monarch queen leader'.split(' '),
);
const COURT = new Set('court judge tribunal prosecutor justice jury'.split(' '));

const has = (phrase: NounPhrase, words: ReadonlySet<string>): boolean => phrase.words.some((word) => words.has(word));
const hasKind = (phrase: NounPhrase, ...kinds: string[]): boolean =>
  phrase.mentions.some(({ code, kind }) => code !== '' && kinds.includes(kind));

/** Whether a phrase names nothing but a state: "Israel", "the United States". */
export const isBare = (phrase: NounPhrase): boolean =>
  phrase.words.length === 0 || phrase.words.every((word) => /^(?:\p{P}|'s)+$/u.test(word));

export const isLeader = (phrase: NounPhrase): boolean =>
  hasKind(phrase, 'leader') || (has(phrase, LEADER) && !/vice|deputy|former/u.test(phrase.words.join(' ')));

/** Whether a phrase may act as its state for a frame. */
export function mayAct(phrase: NounPhrase, needs: Needs | undefined, lexicon: Lexicon): boolean {
  const isPronoun = phrase.pronoun !== '' && phrase.words.length === 0;
  const isState =
    isPronoun ||
    (isBare(phrase) && hasKind(phrase, 'state', 'seat', 'people', 'body', 'leader', 'person', 'armed', 'place'));
  const head = headOf(phrase);
  const speaks =
    isState ||
    (!lexicon.privateHeads.has(head) &&
      (hasKind(phrase, 'body', 'leader', 'person', 'armed') || has(phrase, OFFICIAL)));
  switch (needs) {
    case 'person':
      return isState || hasKind(phrase, 'leader', 'person') || has(phrase, PERSON);
    case 'leader':
      return isLeader(phrase) || isState || has(phrase, PERSON);
    case 'force':
      return isState || has(phrase, FORCE) || hasKind(phrase, 'body', 'leader', 'armed');
    case 'armed':
      return has(phrase, ARMED) || hasKind(phrase, 'armed') || (isBare(phrase) && hasKind(phrase, 'place'));
    case 'court':
      return has(phrase, COURT);
    case 'institution':
      return isState || has(phrase, COURT) || has(phrase, OFFICIAL);
    case 'official':
      return speaks;
    case undefined:
      return speaks || !phrase.words.some((word) => lexicon.privateHeads.has(word));
  }
}

/** The noun that a phrase is about: its last word before "of". */
const headOf = ({ words }: NounPhrase): string => {
  const of = words.indexOf('of');
  return (of > 0 ? words[of - 1] : words.at(-1)) ?? '';
};

/** The phrases that are the subject of a verb, the joined ones included. */
export function subjectsOf(chunks: readonly Chunk[], at: number, depth = 0): NounPhrase[] {
  const verb = chunks[at] as VerbGroup;
  if (depth > 4) return [];
  let start = at - 1;
  while (start >= 0 && !isClauseStart(chunks, start, verb.form === 'finite')) start--;
  const region = chunks.slice(start + 1, at);
  const nouns = region.filter((chunk): chunk is NounPhrase => chunk.kind === 'noun');
  const opener = chunks[start];
  const previous = previousVerb(chunks, at);
  // "revokes the accreditation and accuses them": one subject
  const link = chunks[at - 1];
  if (verb.form === 'finite' && previous >= 0 && link?.kind === 'mark' && /^(?:and|or|but|,)$/u.test(link.word)) {
    const finite = lastFinite(chunks, at);
    if (finite >= 0) return subjectsOf(chunks, finite, depth + 1);
  }
  if (verb.form === 'infinitive') {
    if (previous < 0) return nouns.filter(({ preposition }) => preposition === '').slice(0, 1);
    const between = chunks.slice(previous + 1, at).filter((chunk): chunk is NounPhrase => chunk.kind === 'noun');
    const object = between.find(({ preposition }) => preposition === '');
    if (object && ORDERS.has((chunks[previous] as VerbGroup).lemma)) return [object];
    return subjectsOf(chunks, previous, depth + 1);
  }
  if (opener?.kind === 'mark' && /^(?:who|which|that|whom)$/u.test(opener.word) && nouns.length === 0) {
    const before = chunks.slice(0, start).findLast((chunk): chunk is NounPhrase => chunk.kind === 'noun');
    return before ? [before] : [];
  }
  const plain = nouns.filter(({ preposition }, i) => preposition === '' || (i === 0 && BEHIND.has(preposition)));
  if (verb.form === 'participle' && link?.kind === 'noun') return [link];
  if (verb.form === 'participle') {
    const finite = lastFinite(chunks, at);
    if (finite >= 0) return subjectsOf(chunks, finite, depth + 1);
    if (previous >= 0) return subjectsOf(chunks, previous, depth + 1);
    const next = chunks.findIndex((chunk, i) => i > at && chunk.kind === 'verb' && chunk.form === 'finite');
    return next > 0 ? subjectsOf(chunks, next, depth + 1) : [];
  }
  if (plain.length > 0) {
    // behind another verb its objects come first: "sends weapons to Ukraine, Moscow will"
    const comma = region.findLastIndex((chunk) => chunk.kind === 'mark' && chunk.word === ',');
    const behind = opener?.kind === 'verb' ? plain.filter((noun) => region.indexOf(noun) > comma) : [];
    const first = behind[0] ?? plain[0]!;
    const found = [first];
    // "Russia and the United States", and the name behind an office: "the commander, General X"
    for (const noun of nouns.slice(nouns.indexOf(first) + 1)) {
      if (noun.preposition === '' && noun.isJoined && (followsAnd(region, noun) || isListed(region, first, noun)))
        found.push(noun);
      else if (
        noun.preposition !== 'between' &&
        codesOf(first).length === 0 &&
        codesOf(noun).length > 0 &&
        found.length === 1
      )
        found.push(noun);
    }
    return found;
  }
  return previous >= 0 ? subjectsOf(chunks, previous, depth + 1) : nouns.slice(0, 1);
}

/** In front of a clause these hide no subject: "after Italy withdrew". */
const BEHIND = new Set(
  'because while although though if unless whether when since after before as until once whereas that'.split(' '),
);
const ORDERS = new Set(
  'prompt cause provoke spur drive urge ask call tell order force press allow permit beg persuade request invite want instruct require get let help enable push demand lead'.split(
    ' ',
  ),
);

/** "the United States, Japan and South Korea": states in a row up to an "and". */
function isListed(region: readonly Chunk[], first: NounPhrase, noun: NounPhrase): boolean {
  const row = region.slice(region.indexOf(first));
  const isRow = row.every(
    (chunk) =>
      (chunk.kind === 'noun' &&
        (chunk === first || (isBare(chunk) && codesOf(chunk).length > 0 && chunk.preposition === ''))) ||
      (chunk.kind === 'mark' && /^(?:,|and)$/u.test(chunk.word)),
  );
  // "Kishida, Yoon agree" of a headline
  const isPair = row.length === 3 && first.from === 0 && isBare(first) && codesOf(first).length > 0;
  return isRow && (isPair || row.some((chunk) => chunk.kind === 'mark' && chunk.word === 'and')) && row.includes(noun);
}

function followsAnd(region: readonly Chunk[], noun: NounPhrase): boolean {
  const before = region[region.indexOf(noun) - 1];
  return before?.kind === 'mark' && (before.word === 'and' || before.word === '&');
}

function isClauseStart(chunks: readonly Chunk[], at: number, isForFinite: boolean): boolean {
  const chunk = chunks[at]!;
  // "the coalition fighting rebels in Yemen has declared": what adds to the subject
  if (chunk.kind === 'verb')
    return !(
      isForFinite &&
      chunk.form === 'participle' &&
      chunks[at - 1]?.kind === 'noun' &&
      !chunks.slice(0, at).some((before) => before.kind === 'verb')
    );
  if (chunk.kind !== 'mark') return false;
  return /^(?:that|who|which|whom|where|what|because|while|although|though|if|unless|whether|when|since|after|before|until|once|whereas|as|but|;|:|“|"|—|–|--)$/u.test(
    chunk.word,
  );
}

export function previousVerb(chunks: readonly Chunk[], at: number): number {
  for (let i = at - 1; i >= 0; i--) if (chunks[i]!.kind === 'verb') return i;
  return -1;
}

function lastFinite(chunks: readonly Chunk[], at: number): number {
  for (let i = at - 1; i >= 0; i--) {
    const chunk = chunks[i]!;
    if (chunk.kind === 'verb' && chunk.form === 'finite') return i;
  }
  return -1;
}

const BREAK =
  /^(?:that|who|which|whom|where|what|because|while|although|though|if|unless|whether|when|since|after|before|until|once|whereas|but|;|:|amid|despite|following)$/u;

/** The phrases behind a verb that may belong to it: up to the next clause; `far` are those behind "to do". */
export function objectsOf(
  chunks: readonly Chunk[],
  at: number,
): { readonly near: NounPhrase[]; readonly far: NounPhrase[] } {
  const near: NounPhrase[] = [];
  const far: NounPhrase[] = [];
  let found = near;
  for (let i = at + 1; i < chunks.length; i++) {
    const chunk = chunks[i]!;
    if (chunk.kind === 'noun') found.push(chunk);
    else if (chunk.kind === 'mark') {
      if (BREAK.test(chunk.word)) break;
    } else if (chunk.form === 'finite') {
      // "sanctions it had placed on Turkey": adds to its noun
      const subject = chunks[i - 1];
      if (
        subject?.kind === 'noun' &&
        subject.pronoun !== '' &&
        subject.words.length === 0 &&
        !subject.isJoined &&
        subject.preposition === '' &&
        chunks[i - 2]?.kind === 'noun' &&
        found.at(-1) === subject
      ) {
        found.pop();
        found = far;
        continue;
      }
      // its subject is no object: "..., and Japan said"
      const last = chunks[i - 1];
      if (last?.kind === 'noun' && found.at(-1) === last && (last.isJoined || found === far)) found.pop();
      // "fired a missile, and Japan and South Korea condemned": nor are those named with it
      if (last?.kind === 'noun' && last.isJoined) while (found.length > 1 && isOfNext(found)) found.pop();
      break;
    } else found = far;
  }
  return { near, far };
}

/** A state that is joined to a thing begins the next clause. */
function isOfNext(found: readonly NounPhrase[]): boolean {
  const [thing, state] = [found.at(-2)!, found.at(-1)!];
  return state.isJoined && isBare(state) && codesOf(state).length > 0 && codesOf(thing).length === 0;
}

const COUNT =
  /^(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|several|some|many|of)$/u;

/** Words of the frame in the phrases that it may stand in. */
export function hasNoun(frame: Frame, phrases: readonly NounPhrase[]): boolean {
  if (frame.nouns.length === 0) return true;
  const takesPeople = frame.nouns.some(([first]) => first === 'national' || first === 'citizen');
  return phrases.some(
    ({ words, mentions, isNamed }) =>
      (takesPeople && mentions.at(-1)?.kind === 'people' && (isNamed || words.every((word) => COUNT.test(word)))) ||
      frame.nouns.some((noun) =>
        words.some((_, i) =>
          noun.every((part, j) => words[i + j] === part || words[i + j] === part.replace(/s$/u, '')),
        ),
      ),
  );
}
