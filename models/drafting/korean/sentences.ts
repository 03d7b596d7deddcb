/** Korean sentences and their words, with their places in the text as it was pasted. */
import type { Span } from '../drafted.ts';

/** What stands between two blanks: a word with its particles. */
export interface Eojeol extends Span {
  readonly text: string;
}

export interface Sentence extends Span {
  readonly text: string;
  /** places in the sentence that stand in quotation marks */
  readonly quoted: readonly Span[];
  readonly words: readonly Eojeol[];
}

const OPEN = '“‘"\'「『';
const CLOSE: Readonly<Record<string, string>> = { '“': '”', '‘': '’', '"': '"', "'": "'", '「': '」', '『': '』' };
/** A quotation longer than this has lost its end. */
const MAX_QUOTE = 600;
/** A sentence is read this far: no article has a longer one. */
const MAX_SENTENCE = 1500;

/** "(서울=연합뉴스) 한지수 기자 =", "[서울=뉴시스]김도현 기자 =", "[헤럴드경제=최은지 기자]": where it was written and by whom. */
const DATELINE =
  /^(?:[[(【][^\])】\n]{0,40}(?:=|뉴스|뉴시스|기자|일보|신문|경제|통신)[^\])】\n]{0,40}[\])】]\s*)(?:[가-힣·\s]{2,40}(?:기자|특파원|통신원|앵커|인턴기자|선임기자)\s*=?\s*)?/u;
const BYLINE = /^[가-힣]{2,4}(?:[·\s][가-힣]{2,4}){0,3}\s*(?:기자|특파원|통신원)\s*=\s*/u;

/** The sentences of a line. "…했다.정부는" has no blank between two, and a full stop in a quotation ends none. */
export function sentencesOf(text: string, line: Span): { sentences: Sentence[]; datelines: Span[] } {
  const datelines: Span[] = [];
  let from = line.start;
  const head = text.slice(line.start, Math.min(line.end, line.start + 200));
  const dateline = DATELINE.exec(head) ?? BYLINE.exec(head);
  if (dateline) {
    datelines.push({ start: line.start, end: line.start + dateline[0].trimEnd().length });
    from += dateline[0].length;
  }
  const sentences: Sentence[] = [];
  let quoted: Span[] = [];
  for (let at = from; at < line.end;) {
    const sign = text[at]!;
    if (OPEN.includes(sign)) {
      const end = quoteEnd(text, at, line.end);
      if (end !== undefined) {
        // Single marks emphasise as often as they quote.
        if ('“"'.includes(sign)) quoted.push({ start: at - from, end: end + 1 - from });
        at = end + 1;
        continue;
      }
    }
    at++;
    if (at - from < MAX_SENTENCE && !endsSentence(text, at, line.end)) continue;
    push(sentences, text, from, at, quoted);
    [from, quoted] = [at, []];
  }
  push(sentences, text, from, line.end, quoted);
  return { sentences, datelines };
}

function endsSentence(text: string, at: number, end: number): boolean {
  const sign = text[at - 1]!;
  if (!'.?!。'.includes(sign)) return false;
  const before = text[at - 2] ?? '';
  const after = at < end ? text[at]! : '';
  if (after === '' || /\s/u.test(after)) return !/\d/u.test(before) || after === '';
  return /[다요까음함임됨]/u.test(before) && /[\p{Script=Hangul}"“'‘(]/u.test(after);
}

function quoteEnd(text: string, at: number, end: number): number | undefined {
  const sign = text[at]!;
  // An apostrophe within a word opens nothing.
  if (sign === "'" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[a-z]/iu.test(text[at + 1] ?? '')) return undefined;
  const limit = Math.min(end, at + MAX_QUOTE);
  const found = text.slice(at + 1, limit).indexOf(CLOSE[sign]!);
  return found < 0 ? undefined : at + 1 + found;
}

function push(sentences: Sentence[], text: string, from: number, to: number, quoted: readonly Span[]): void {
  const lead = /^\s*/u.exec(text.slice(from, to))![0].length;
  const body = text.slice(from + lead, to).trimEnd();
  if (body === '') return;
  sentences.push({
    start: from + lead,
    end: from + lead + body.length,
    text: body,
    quoted: quoted.map(({ start, end }) => ({ start: start - lead, end: end - lead })),
    words: [...body.matchAll(/[^\s]+/gu)].map((match) => ({
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    })),
  });
}

/** Whether a place of a sentence stands in a quotation. */
export const isQuoted = ({ quoted }: Sentence, at: number): boolean =>
  quoted.some(({ start, end }) => start < at && at < end);

/** The final consonant of a Korean syllable, as a number (0: none, 4: ㄴ, 8: ㄹ); -1: no Korean syllable. */
export function finalOf(syllable: string): number {
  const code = syllable.charCodeAt(0) - 0xac00;
  return code < 0 || code > 11171 ? -1 : code % 28;
}
export const FINAL_N = 4;
export const FINAL_L = 8;
