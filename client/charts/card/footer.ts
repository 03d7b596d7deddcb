/** The lines under the plot, the most necessary ones first. Model and moment stand in the subtitle, which is never left out. */
import { type CardFacts, hasWithin } from './cardFacts.ts';
import { MAX_LINES_TOGETHER } from './cardShape.ts';

export interface FooterLine {
  /** `basis`: what the picture is built on; `reading`: how this drawing of it is read */
  readonly kind: 'basis' | 'reading';
  readonly text: string;
  /** the same where there is little room */
  readonly short: string;
}

/** Names of sources that a footer has room for. */
const MAX_SOURCES = 3;

export function footer(facts: CardFacts): FooterLine[] {
  const reading = readingText(facts);
  return [
    {
      kind: 'basis',
      text: joined([countText(facts), sourceText(facts, MAX_SOURCES)]),
      short: joined([facts.move ? countText(facts) : '', sourceText(facts, 1)]),
    },
    ...(reading === '' ? [] : [{ kind: 'reading' as const, text: reading, short: reading }]),
  ];
}

const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(' ');

function countText({ input, lines, move, words: { card } }: CardFacts): string {
  if (!move)
    return card.footer.eventsEach(lines.map(({ within, pair }) => card.footer.eventsOf(String(within.length), pair)));
  if (input.view.kind === 'move')
    return card.footer.causes(move.events.length, move.events.filter(({ verified }) => !verified).length);
  const [{ within, events }] = lines;
  return card.footer.events(within.length, within.filter((at) => !events[at]!.verified).length);
}

/** Those of the numbered events, then the most frequent of the view. */
function sourceText({ lines, numbered, words: { card } }: CardFacts, most: number): string {
  const counts = new Map<string, number>();
  for (const { source } of numbered) counts.set(source.name, Infinity);
  for (const { records, within } of lines)
    for (const at of within) counts.set(records[at]!.sourceName, (counts.get(records[at]!.sourceName) ?? 0) + 1);
  counts.delete('');
  const names = [...counts.keys()].sort((p, q) => counts.get(q)! - counts.get(p)!);
  return names.length === 0 ? '' : card.footer.sources(names.slice(0, most), Math.max(names.length - most, 0));
}

/** Only of what the picture has. */
function readingText({ input, lines, numbered, words: { card } }: CardFacts): string {
  const { footer } = card;
  if (input.view.kind === 'move') return footer.bars;
  const isSparse = lines.some((line) => hasWithin(line, 'sparse'));
  const isUncovered = lines.some((line) => hasWithin(line, 'uncovered'));
  const isProvisional = lines.some(({ end }) => end.isProvisional);
  const isCompare = input.view.kind === 'compare';
  return joined([
    // A single day has no area.
    (!isCompare || lines.length <= 2) && lines.some(({ from, to }) => from < to) ? footer.band : '',
    lines.length > MAX_LINES_TOGETHER ? footer.pale : '',
    isCompare && (isSparse || isProvisional) ? footer.sparseLine : '',
    !isCompare && isProvisional ? footer.provisional : '',
    !isCompare && isSparse ? footer.sparse : '',
    isUncovered ? (input.model.definition.feeds ? footer.unknown : footer.uncovered) : '',
    numbered.some(({ verified }) => !verified) ? footer.hollow : '',
    isCompare && lines.length > 1 ? footer.symbols : '',
  ]);
}
