/** Lines of an English page that are no article: captions, forms, links, calls to subscribe. */
const FURNITURE: readonly [pattern: RegExp, why: string][] = [
  [
    /^(?:share|tweet|e-?mail|print|copy link|save|listen|comments?(?: \(\d+\))?|reply|report|like|advertisement|sponsored|ad|menu|search|log ?in|sign (?:in|up)|subscribe|home|next|previous|back to top|related(?: articles?| stories| news)?|most (?:read|popular|viewed)|read more|more on this|trending|tags?|topics?|follow us|contact us|about us|terms of (?:use|service)|privacy policy|skip to (?:main )?content)\b[\s:|»>]*.{0,30}$/iu,
    'page furniture',
  ],
  [
    /^(?:related|read also|see also|also read|read more|more|watch|listen|video|photos?|gallery|recommended|don't miss)\s?[:|»>]/iu,
    'a link',
  ],
  [/^(?:photo|image|picture|file photo|credit|source|graphic|video)(?: by| credit| courtesy)?\s?[:/]/iu, 'a credit'],
  [
    /\b(?:all rights reserved|cookies?|newsletter|leave a (?:comment|reply)|post a comment|your (?:e-?mail|name|comment)|required fields|terms and conditions|follow us on|download (?:the|our) app|click here|subscribe (?:to|now)|sign up for|join the conversation|write to us|reporting by|editing by)\b/iu,
    'page furniture',
  ],
  [/^by [\p{Lu}][\p{L}.' -]{1,40}(?:,|\||$)/u, 'a byline'],
  [/^(?:name|e-?mail|comment|website|message|submit|password|username)\s?\*?\s?:?$/iu, 'a form'],
];

/** A long line is an article's paragraph, whatever it says of newsletters. */
const MOST = 240;

export function furnitureOf(line: string): string | undefined {
  if (line.length > MOST) return undefined;
  return FURNITURE.find(([pattern]) => pattern.test(line))?.[1];
}
