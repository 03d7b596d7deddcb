/** The morning brief as plain text, for a message or a memo. */
import type { Morning, MorningEvent } from '../../models/contract/morning.ts';
import { signed } from '../charts/format.ts';
import type { Words } from '../words/words.ts';

type DateWords = (date: string, precision?: MorningEvent['datePrecision']) => string;

/** One paragraph a period: its dyads with their sentences, its flags, its events with their sources. @param dateWords a date as it is read, as well as it is known */
export function morningText(brief: Morning, words: Pick<Words, 'morning' | 'flags'>, dateWords: DateWords): string {
  const { morning: wording, flags } = words;
  const lines = [
    wording.of(dateWords(brief.date)),
    `${wording.model} ${brief.model.name} v${brief.model.version} (${brief.model.hash}).${brief.asOf === null ? '' : ` ${wording.known(`${brief.asOf.slice(0, 16).replace('T', ' ')} UTC`)}`}`,
  ];
  const told = new Set<string>();
  for (const { period, from, to, dyads, moved, newEvents, flags: turned, events } of brief.periods) {
    lines.push(
      '',
      `${wording.periods[period]} (${wording.span(dateWords(from), dateWords(to))})`,
      `${wording.beyond(moved)} ${wording.fresh(newEvents)}`,
    );
    for (const dyad of dyads)
      lines.push(
        `- ${signed(dyad.change)} ${dyad.name}: ${dyad.sentence}${dyad.provisional ? ` [${wording.provisional}]` : ''}${dyad.sparse ? ` [${wording.sparse}]` : ''}`,
      );
    for (const flag of turned)
      lines.push(
        `- ${wording.turned(flag.name, flags[flag.from], flags[flag.to])} (${wording.over30(signed(flag.change30))})`,
      );
    // What a shorter period has named is not said again.
    for (const event of events.filter(({ id }) => !told.has(id))) {
      lines.push(`- ${eventLine(event, dateWords)}`);
      told.add(event.id);
    }
  }
  return [...lines, '', ...morningLimits(brief, wording, dateWords)].join('\n');
}

const eventLine = (
  { date, datePrecision, name, typeLabel, summary, sourceName, sourceUrl }: MorningEvent,
  dateWords: DateWords,
): string =>
  `${dateWords(date, datePrecision)}, ${name}, ${typeLabel}: ${summary}${sourceName === '' && sourceUrl === '' ? '' : ` (${[sourceName, sourceUrl].filter((part) => part !== '').join(', ')})`}`;

/** What the brief cannot say, in sentences. */
export function morningLimits(
  { dyads, quiet, sparse, lastEvent, date }: Morning,
  wording: Words['morning'],
  dateWords: DateWords,
): string[] {
  if (lastEvent === null) return [wording.nothing];
  return [
    wording.quiet(quiet, dyads),
    wording.sparseDyads(sparse),
    lastEvent < date ? wording.lastEvent(dateWords(lastEvent)) : '',
  ].filter((sentence) => sentence !== '');
}
