/** `tension draft FILE`: drafts of the acts that a text tells, held against the ledger. */
import { drafted, type Draft, type Drafted } from '../../models/drafting/drafted.ts';
import type { DraftRequest } from '../../models/drafting/drafter.ts';
import { openParts, openScratchLedger } from '../composition.ts';
import type { Config } from '../config.ts';
import { type Provider, worldOf } from '../drafting/drafting.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { projectRoot } from '../projectRoot.ts';
import type { ReferenceData } from '../referenceData.ts';
import { importShippedFile, shippedFiles } from '../shippedEvents.ts';
import { dayTyped } from './askedDyad.ts';
import { type DraftOptions, textOf } from './draftInput.ts';
import { findServer } from './runningServer.ts';
import { counted, print, printJson } from './terminal.ts';

/** @returns the exit code: 0, whether or not the text tells an act */
export async function draftCommand(config: Config, file: string, options: DraftOptions): Promise<number> {
  dayTyped('--published', options.published);
  const text = await textOf(file);
  const request: DraftRequest = { text, published: options.published, language: options.lang };
  const found = await draftedBy(config, request, options.provider ?? 'rules');
  if (options.json) printJson(found);
  else print(inWords(found, text));
  return 0;
}

/** By the server that runs, or else by this process. */
async function draftedBy(config: Config, request: DraftRequest, provider: Provider): Promise<Drafted> {
  const server = await findServer(config);
  if (server) {
    const body = { text: request.text, published: request.published, language: request.language, provider };
    const bytes = [Buffer.from(JSON.stringify(body))];
    return server.post('/api/v1/desk/drafting', {}, drafted, {
      contentType: 'application/json',
      bytes: (async function* () {
        yield* bytes;
      })(),
    });
  }
  const parts = await openParts(config);
  try {
    return await withEvents(parts.ledger, parts.reference, async (ledger) =>
      parts.drafting.draft(request, provider, await worldOf(ledger, parts.reference)),
    );
  } finally {
    await parts.close();
  }
}

/** The ledger; one that is empty still knows what ships in data/events, which the first start takes in. */
async function withEvents<Result>(
  ledger: Ledger,
  reference: ReferenceData,
  work: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  if ((await ledger.dyads()).length > 0) return work(ledger);
  const scratch = await openScratchLedger(reference);
  try {
    for (const file of await shippedFiles(projectRoot())) await importShippedFile(scratch.ledger, file);
    return await work(scratch.ledger);
  } finally {
    await scratch.close();
  }
}

function inWords({ published, language, drafts, passedOver }: Drafted, text: string): string {
  return [
    `Published: ${published.date ?? 'not known'} (${published.reason}). Language: ${language}.`,
    drafts.length === 0 ? 'The text tells no act.' : `${counted(drafts.length, 'draft')}; nothing is recorded.`,
    ...drafts.flatMap((draft, i) => ['', ...draftInWords(draft, i + 1, text)]),
    ...(passedOver.length === 0 ? [] : ['', `${counted(passedOver.length, 'part')} passed over:`]),
    ...passedOver.map(({ start, end, why }) => `  ${why}${end > start ? `: "${short(text.slice(start, end))}"` : ''}`),
  ].join('\n');
}

function draftInWords(draft: Draft, number: number, text: string): string[] {
  const date = draft.date === null ? 'no date' : draft.datePrecision === 'month' ? draft.date.slice(0, 7) : draft.date;
  const severity = draft.severity === null ? 'severity open' : `severity ${draft.severity}`;
  const marks = [draft.background && 'background', !draft.verified && 'unverified'].filter(Boolean).join(', ');
  return [
    `${number}. ${date}  ${draft.actor} > ${draft.target}  ${draft.type}, ${severity}${marks && `, ${marks}`}`,
    ...draft.bearings.map(
      ({ dyad, role, polarity, suggested }) =>
        `   ${dyad} ${role} ${polarity > 0 ? '+1' : '-1'}${suggested ? ' (suggested)' : ''}`,
    ),
    ...(draft.match === null
      ? ['   new to the ledger']
      : [
          `   probably ${draft.match.eventId}${draft.match.differs.length > 0 ? `; differs in ${draft.match.differs.join(', ')}` : ''}`,
        ]),
    ...draft.evidence.map(({ start, end }) => `   "${short(text.slice(start, end))}"`),
  ];
}

const short = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ');
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
};
