/** Drafting by a language model behind an address, in the OpenAI chat form. The text leaves this machine. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import type { Dictionary } from '../../models/drafting/dictionary.ts';
import { DraftingFailed, type Drafter, MAX_TEXT_CHARACTERS } from '../../models/drafting/drafter.ts';
import { draftedOf } from '../../models/drafting/engine.ts';
import type { LanguageRules } from '../../models/drafting/language.ts';
import { messagesFor, readModelAnswer } from '../../models/drafting/modelAnswer.ts';
import { publishedOf } from '../../models/drafting/published.ts';
import { languageOf } from '../../models/drafting/recognise.ts';
import { reasonOf } from '../../models/errorMessage.ts';

/** Where the model is and what it is called; the key is sent to it and nowhere else. */
export interface LanguageModel {
  /** the full address, such as https://api.example.org/v1/chat/completions */
  readonly url: string;
  readonly name: string;
  readonly key: string | undefined;
}

export interface HttpLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}
/** A model may think for a minute; an answer of two hundred acts has some 100 KB. */
const LIMITS: HttpLimits = { milliseconds: 90_000, bytes: 1024 * 1024 };

const chatAnswer = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

/** @param languages say when a text was published */
export function httpDrafter(
  model: LanguageModel,
  dictionary: Dictionary,
  languages: readonly LanguageRules[],
  limits: HttpLimits = LIMITS,
): Drafter {
  return {
    async draft(request, world) {
      const { text } = request;
      if (text.length > MAX_TEXT_CHARACTERS)
        throw new DraftingFailed(
          `The text has ${text.length.toLocaleString('en')} characters; drafting reads ${MAX_TEXT_CHARACTERS.toLocaleString('en')} at most. Send the article alone.`,
        );
      const language = request.language ?? languageOf(text);
      const rules = languages.find((known) => known.language === language);
      const published = publishedOf(text, request.published, (head) => rules?.publishedIn(head), language);
      const date = published.day === undefined ? null : toIsoDate(published.day);
      const content = await asked(model, messagesFor(text, date, world), limits);
      const read = readModelAnswer(content, text, published.day, world);
      return draftedOf({ text, language, published, cleaned: [], read }, world, dictionary);
    },
  };
}

/** What the model wrote. @throws DraftingFailed */
async function asked(
  { url, name, key }: LanguageModel,
  messages: readonly { role: string; content: string }[],
  limits: HttpLimits,
): Promise<string> {
  const { host } = new URL(url);
  const failed = (what: string, cause?: unknown): DraftingFailed =>
    new DraftingFailed(`The language model at ${host} ${what}. Try again, or draft by rules.`, { cause });
  let text: string;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error', // the text goes to the address that the operator named, and to no other
      headers: { 'Content-Type': 'application/json', ...(key !== undefined && { Authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model: name, messages, temperature: 0, response_format: { type: 'json_object' } }),
      signal: AbortSignal.timeout(limits.milliseconds),
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw failed(`answered with the status ${answer.status}`);
    }
    text = await readAtMost(answer, limits.bytes, () =>
      failed(`answered with more than ${Math.round(limits.bytes / 1024)} KB`),
    );
  } catch (error) {
    if (error instanceof DraftingFailed) throw error;
    if (error instanceof Error && error.name === 'TimeoutError')
      throw failed(`did not answer within ${Math.ceil(limits.milliseconds / 1000)} seconds`, error);
    throw failed(`cannot be reached (${causeOf(error)})`, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw failed('answered with something that is not JSON', error);
  }
  const parsed = chatAnswer.safeParse(value);
  if (!parsed.success) throw failed('answered in another form than that of OpenAI’s chat');
  return parsed.data.choices[0]!.message.content;
}

async function readAtMost(answer: Response, most: number, tooLarge: () => Error): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const causeOf = (error: unknown): string =>
  reasonOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
