/** The morning brief line by line: as plain text, for a message or a memo, and for a mail. */
import type { Morning, MorningDyad, MorningEvent } from '../../models/contract/morning.ts';
import { changeTo, signed } from './format.ts';
import {
  cautions,
  flagWords,
  morningLimits,
  type MorningSpeech,
  newsWords,
  periodCounts,
  periodTitle,
} from './morningWords.ts';

export interface MorningLine {
  /** `under`: it belongs to the item before it */
  readonly kind: 'title' | 'heading' | 'sentence' | 'item' | 'under';
  readonly text: string;
  /** of a source, which stands in the text */
  readonly url?: string;
}

const LEADS: Readonly<Record<MorningLine['kind'], string>> = {
  title: '',
  heading: '\n',
  sentence: '',
  item: '- ',
  under: '  ',
};

/** One paragraph a period: its dyads with their sentences, flags and acts, each act with its source. */
export const morningText = (brief: Morning, speech: MorningSpeech): string => {
  const { head, limits } = morningLines(brief, speech);
  const plain = (lines: readonly MorningLine[]): string => lines.map(({ kind, text }) => LEADS[kind] + text).join('\n');
  return `${plain(head)}\n\n${plain(limits)}`;
};

/** What the brief tells, line by line, and what it cannot say. */
export function morningLines(
  brief: Morning,
  speech: MorningSpeech,
): { readonly head: readonly MorningLine[]; readonly limits: readonly MorningLine[] } {
  const { morning: wording } = speech.words;
  const { model, asOf } = brief;
  const known = asOf === null ? '' : ` ${wording.known(`${asOf.slice(0, 16).replace('T', ' ')} UTC`)}`;
  const head: MorningLine[] = [];
  const add = (kind: MorningLine['kind'], text: string): void => void head.push({ kind, text });
  const act = (kind: MorningLine['kind'], event: MorningEvent, lead = ''): void =>
    void head.push({ kind, text: lead + eventLine(event, speech), url: event.sourceUrl });
  add('title', morningTitle(brief, speech));
  add('sentence', `${wording.model} ${model.name} v${model.version} (${model.hash}).${known}`);
  for (const period of brief.periods) {
    const { title, span } = periodTitle(period, brief, speech);
    add('heading', `${title}${span === '' ? '' : ` (${span})`}`);
    add('sentence', periodCounts(period, speech));
    for (const dyad of period.dyads) {
      const marks = cautions(dyad, period.to, speech).map((part) => ` [${part}]`);
      const change = dyad.change === null ? '' : `${signed(changeTo(dyad.index, dyad.change))} `;
      add('item', `${change}${named(dyad)}${marks.join('')}`);
      const over30 = dyad.change30 === null ? '' : `, ${wording.over30(signed(changeTo(dyad.index, dyad.change30)))}`;
      add('under', flagWords(dyad, brief, speech) ?? `${speech.words.flags[dyad.flag]}${over30}`);
      for (const event of dyad.events) act('under', event);
      if (dyad.moreEvents > 0) add('under', wording.moreActs(dyad.moreEvents));
    }
    if (period.more > 0) add('sentence', wording.further(period.more));
    for (const flag of period.flags)
      add('item', `${flag.name}: ${flagWords(flag, brief, speech) ?? ''} ${flag.sentence}`);
    for (const event of period.events) act('item', event, `${event.name}: `);
  }
  return { head, limits: morningLimits(brief, speech).map((text) => ({ kind: 'sentence', text })) };
}

/** Most sentences begin with the name. */
const named = ({ name, sentence }: Pick<MorningDyad, 'name' | 'sentence'>): string =>
  sentence.startsWith(name) ? sentence : `${name}: ${sentence}`;

export const morningTitle = (brief: Morning, { words, date }: MorningSpeech): string =>
  words.morning.of(date(brief.date), brief.list);

function eventLine(event: MorningEvent, speech: MorningSpeech): string {
  const { date, datePrecision, typeLabel, summary, sourceName, sourceUrl, verified, indexPoints } = event;
  const aside = [
    newsWords(event, speech) ?? '',
    verified ? '' : speech.words.morning.unverified,
    sourceName,
    sourceUrl,
  ].filter((part) => part !== '');
  const points = indexPoints === null ? '' : `${signed(indexPoints)} `;
  return `${points}${typeLabel}, ${speech.date(date, datePrecision)}: ${summary}${aside.length === 0 ? '' : ` (${aside.join(', ')})`}`;
}
