/** The morning brief as plain text, for a message or a memo. */
import type { Morning, MorningEvent } from '../../models/contract/morning.ts';
import { changeTo, signed } from '../charts/format.ts';
import {
  cautions,
  flagWords,
  morningLimits,
  type MorningSpeech,
  newsWords,
  periodCounts,
  periodTitle,
} from './morningWords.ts';

/** One paragraph a period: its dyads with their sentences, flags and acts, each act with its source. */
export function morningText(brief: Morning, speech: MorningSpeech): string {
  const { morning: wording } = speech.words;
  const { model, asOf } = brief;
  const known = asOf === null ? '' : ` ${wording.known(`${asOf.slice(0, 16).replace('T', ' ')} UTC`)}`;
  const lines = [
    wording.of(speech.date(brief.date), brief.list),
    `${wording.model} ${model.name} v${model.version} (${model.hash}).${known}`,
  ];
  for (const period of brief.periods) {
    const { title, span } = periodTitle(period, brief, speech);
    lines.push('', `${title}${span === '' ? '' : ` (${span})`}`, periodCounts(period, speech));
    for (const dyad of period.dyads) {
      const marks = cautions(dyad, period.to, speech).map((part) => ` [${part}]`);
      const change = dyad.change === null ? '' : `${signed(changeTo(dyad.index, dyad.change))} `;
      lines.push(`- ${change}${dyad.name}: ${dyad.sentence}${marks.join('')}`);
      const over30 = dyad.change30 === null ? '' : `, ${wording.over30(signed(changeTo(dyad.index, dyad.change30)))}`;
      lines.push(`  ${flagWords(dyad, brief, speech) ?? `${speech.words.flags[dyad.flag]}${over30}`}`);
      for (const event of dyad.events) lines.push(`  ${eventLine(event, speech)}`);
      if (dyad.moreEvents > 0) lines.push(`  ${wording.moreActs(dyad.moreEvents)}`);
    }
    if (period.more > 0) lines.push(wording.further(period.more));
    for (const flag of period.flags)
      lines.push(`- ${flag.name}: ${flagWords(flag, brief, speech) ?? ''} ${flag.sentence}`);
    for (const event of period.events) lines.push(`- ${event.name}: ${eventLine(event, speech)}`);
  }
  return [...lines, '', ...morningLimits(brief, speech)].join('\n');
}

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
