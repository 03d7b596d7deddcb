/** Drafting over HTTP: /desk/drafting, /desk/drafters, /desk/dictionary. */
import { z } from 'zod';
import { date } from './values.ts';

/** The longest text that is read is checked by the drafter itself, which says the limit. */
export const draftingBody = z.strictObject({
  text: z.string().min(1, 'is empty: send the text of the article'),
  published: date.optional().describe('day of publication; looked for in the text when left out'),
  language: z.enum(['en', 'ko']).optional().describe('recognised when left out'),
  provider: z
    .enum(['rules', 'http'])
    .default('rules')
    .describe(
      'rules: on this server; http: the language model that the operator has set up, to which the text is sent',
    ),
});

export const drafters = z
  .object({
    drafters: z.array(
      z.object({
        id: z.enum(['rules', 'http']),
        model: z.string().nullable().describe('the name of the language model; null: rules'),
        host: z.string().nullable().describe('where the text goes; null: nowhere'),
      }),
    ),
  })
  .meta({ id: 'Drafters' });

const language = z.enum(['en', 'ko'], 'write en or ko');
const word = z.string().trim().min(1, 'is empty').max(100, 'is too long: 100 characters are the most');
const code = z.string().regex(/^([A-Z]{2,4})?$/, 'write an ISO alpha-3 code, EU, UN, NATO, or nothing');
const words = z.array(word).max(50, 'has more than 50 words');

export const actorName = z.strictObject({
  name: word,
  code,
  kind: z.enum(['body', 'seat', 'people', 'armed', 'place'], 'write body, seat, people, armed or place'),
});
/** As it ships: "inter-Korean" means both states. */
export const shippedName = actorName.extend({ code: z.string().regex(/^(?:[A-Z]{2,4}(?:\+[A-Z]{2,4})?)?$/) });
export const personName = z.strictObject({
  name: word,
  code,
  office: z.enum(['leader', 'minister', 'ambassador', 'official'], 'write leader, minister, ambassador or official'),
  from: date.optional(),
  to: date.optional(),
});
export const patternEntry = z.strictObject({
  id: word,
  language,
  type: z.string().describe('a type of the codebook'),
  verbs: words.optional(),
  nouns: words.optional(),
  target: words.optional(),
  reason: z.string().max(300).optional(),
});

/** The form of a file of additions, and of what is added over HTTP. */
export const dictionaryAdditions = z
  .strictObject({
    actors: z.array(actorName.extend({ language })).max(1000).default([]),
    people: z.array(personName.extend({ language })).max(1000).default([]),
    patterns: z.array(patternEntry).max(500).default([]),
  })
  .meta({ id: 'DictionaryAdditions' });

/** POST /desk/dictionary: an entry of the same name and language, or of the same id, is replaced. */
export const dictionaryChange = dictionaryAdditions.extend({
  remove: z
    .strictObject({
      actors: z.array(word).default([]),
      people: z.array(word).default([]),
      patterns: z.array(word).default([]),
    })
    .optional()
    .describe('names, and ids of patterns, that are taken out of the additions; shipped entries stay'),
});

const part = z.object({ actors: z.array(shippedName), people: z.array(personName), rules: z.unknown() });
export const dictionaryAnswer = z
  .object({
    shipped: z.object({
      en: part,
      ko: part,
      bearings: z.array(
        z.object({ of: z.string(), on: z.string(), sign: z.union([z.literal(1), z.literal(-1)]), reason: z.string() }),
      ),
      patterns: z.array(patternEntry),
    }),
    added: dictionaryAdditions,
  })
  .meta({ id: 'DraftingDictionary' });

export type Drafters = z.infer<typeof drafters>;
