/** An office's own template for slides, as the body of a POST to the address of a pack. */
import type { Request } from 'express';
import { MAX_TEMPLATE_BYTES } from '../figures/ownTemplate.ts';
import { Problem, type ProblemKind } from './problem.ts';
import type { Call, Route } from './route.ts';
import { mediaTypeOf, Upload } from './upload.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument.presentationml';
export const TEMPLATE_TYPE = `${OFFICE}.template`;
const BODY: Readonly<Record<string, string>> = {
  [TEMPLATE_TYPE]: 'The template (.potx).',
  [`${OFFICE}.presentation`]: 'A presentation (.pptx), of which the masters and layouts are taken.',
};

/** How the same pack is asked for: as it is, or with a template. Taking a template apart is work that nobody unknown may ask for. */
export interface Way extends Pick<Route, 'method' | 'needs' | 'body'> {
  readonly problems: readonly ProblemKind[];
  readonly templateOf: (call: Pick<Call<unknown>, 'request'>) => Promise<Uint8Array | undefined>;
  /** what follows the summary of the address */
  readonly summary: string;
}

export const PLAINLY: Way = {
  method: 'get',
  needs: 'reader',
  problems: [],
  templateOf: async () => undefined,
  summary: '',
};

export const ON_TEMPLATE: Way = {
  method: 'post',
  needs: 'coder',
  body: BODY,
  problems: ['template-refused', 'too-large', 'unsupported-media-type', 'cross-site'],
  templateOf: ({ request }) => templateOf(request),
  summary: ', on a template that is sent',
};

export const waysOf = (format: string): Way[] => (format === 'pptx' ? [PLAINLY, ON_TEMPLATE] : [PLAINLY]);

function templateOf(request: Request): Promise<Uint8Array> {
  const type = mediaTypeOf(request);
  if (!(type in BODY))
    throw new Problem(
      'unsupported-media-type',
      `The Content-Type is "${type.slice(0, 80)}": send a template for slides as one of ${Object.keys(BODY).join(', ')}.`,
      { headers: { 'Accept-Post': Object.keys(BODY).join(', ') } },
    );
  return new Upload(request, MAX_TEMPLATE_BYTES, 'take out its large pictures and its slides.').whole();
}
