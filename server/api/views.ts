/** POST /api/v1/views and GET /api/v1/views/:code: what a picture shows, under a short code, for ever. */
import type { Request } from 'express';
import { z } from 'zod';
import { canonicalView, type View, viewCode } from '../../client/charts/view.ts';
import { pageOfView } from '../../client/charts/viewPage.ts';
import { modelSchema } from '../../models/model.ts';
import { textFault } from '../../models/textFault.ts';
import { identityOf } from '../people/identity.ts';
import {
  CodeTaken,
  NoRoomForViews,
  type PinnedView,
  type Pinner,
  type Views,
  WithdrawnBefore,
} from '../views/views.ts';
import { addressOf } from './askers.ts';
import { jsonAnswer } from './answer.ts';
import {
  type DrawnPicture,
  drawnPicture,
  type PinnedView as PinnedViewAnswer,
  pinnedView,
  type ViewDetail,
  viewDetail,
  type WithdrawnView,
  withdrawnView,
} from '../../models/contract/views.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid, Problem } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { noQuery, route, type Route } from './route.ts';
import { recordedBy } from './recordedBy.ts';
import { type NamedView, parseViewRequest, viewOf, viewRequest } from './viewRequest.ts';

/** A view with a whole draft has some 6 KB; it is kept for ever, so it may not be much more. */
const MAX_VIEW_BYTES = 32 * 1024;
/** Of a reader who did not sign in: a long what-if has less. */
export const MAX_OPEN_VIEW_BYTES = 4 * 1024;

const MAX_REASON = 300;

/** What readers who did not sign in may pin: what the data say, anything, or nothing. */
export type OpenPinning = 'computed' | 'all' | 'none';

/** The body as it is described: a draft is checked apart, so that its faults have the words of the lab. */
const describedBody = z.discriminatedUnion('kind', [
  viewRequest.options[0].extend({ draft: modelSchema.optional() }),
  viewRequest.options[1],
  viewRequest.options[2],
]);

export const pinViewRoute = (
  snapshots: Snapshots,
  views: Views,
  { publicUrl, openPins }: { readonly publicUrl: string | undefined; readonly openPins: OpenPinning },
) =>
  route({
    method: 'post',
    path: '/api/v1/views',
    needs: 'reader',
    summary: 'Pin what a picture shows',
    description:
      'Fills in what is left out and pins it: the model as name@hash, `asOf` as the moment of the last published run (a later moment as that of the last change), `to` as the last day and `from` as the first event. The same view has the same code for ever; asking again answers 200. A card with this code can be had at `/v/CODE.png` and its siblings.',
    query: noQuery,
    body: { 'application/json': describedBody },
    answers: {
      201: { description: 'The view, pinned now', body: pinnedView },
      200: { description: 'The view, pinned before', body: pinnedView },
    },
    problems: [
      'malformed-request',
      'unsupported-media-type',
      'too-large',
      'invalid-model',
      'unknown-model',
      'no-events',
      'code-taken',
      'withdrawn-view',
      'too-many-views',
      'not-ready',
    ],
    async reply({ request, response, inTurn }) {
      const asked = parseViewRequest(await jsonBody(request, response));
      const named = await inTurn(() => viewOf(snapshots, asked));
      const by = pinnerOf(request);
      refusePinning(named, by, openPins);
      const asAsked = await kept(views.pin(named.view, named.models, by));
      const open = asAsked.isNew ? named : await notWithdrawn(views, named);
      const { isNew, ...pinned } = open === named ? asAsked : await kept(views.pin(open.view, open.models, by));
      const body = answerOf(pinned, publicUrl);
      return {
        answer: jsonAnswer(body, { Location: `/v/${pinned.code}` }),
        lifetime: 'momentary',
        status: isNew ? 201 : 200,
      };
    },
  });

/** Who pins, as far as she is known. The key of a second coder opens her round, and names nobody. */
export function pinnerOf(request: Request): Pinner {
  const { via } = identityOf(request);
  return via === 'anonymous' || via === 'round' ? { address: addressOf(request) } : { name: recordedBy(request) };
}

/** @throws Problem where a reader who did not sign in may not pin this */
export function refusePinning({ view }: NamedView, by: Pinner, openPins: OpenPinning): void {
  const isOpen = 'address' in by;
  const typed = typedIn(view);
  if (isOpen && openPins !== 'all' && (openPins === 'none' || typed.length > 0))
    throw new Problem(
      'unauthorized',
      `${openPins === 'none' ? 'Keeping a view needs a sign-in on this server' : `A view with ${typed.join(' and ')} is shown under this server’s name, and so needs a sign-in`}: send the header "Authorization: Bearer TOKEN"${openPins === 'none' ? '' : ', or leave it out and take the computed title'}.`,
      { headers: { 'WWW-Authenticate': 'Bearer realm="tension"' } },
    );
  const isSmall = isOpen && openPins !== 'all';
  const most = isSmall ? MAX_OPEN_VIEW_BYTES : MAX_VIEW_BYTES;
  const bytes = Buffer.byteLength(canonicalView(view));
  if (bytes > most)
    throw invalid({
      field: 'body',
      value: null,
      message: `makes a view of ${bytes} bytes, and ${most} are the most${isSmall ? ' without a sign-in' : ''}: shorten the changelog of the draft, or the what-if`,
    });
}

/** What of a view somebody wrote, and nobody computed. */
const typedIn = (view: View): string[] => [
  ...(view.title === undefined ? [] : ['a title']),
  ...(view.marking === undefined ? [] : ['a marking']),
  ...(view.kind === 'dyad' && view.draft !== undefined ? ['a draft of a model'] : []),
];

/**
 * The view, or where it was withdrawn and nobody typed any of it, the same as it was known a millisecond later: a code that is shown no more
 * keeps nobody from the published line of its days. @throws Problem
 */
export async function notWithdrawn(views: Views, named: NamedView): Promise<NamedView> {
  const { view } = named;
  const known = await views.read(viewCode(view));
  if (!known?.withdrawn) return named;
  if (typedIn(view).length > 0) refuseWithdrawn(known);
  return notWithdrawn(views, {
    ...named,
    view: { ...view, asOf: new Date(Date.parse(view.asOf) + 1).toISOString() },
  });
}

/** Keeps a view. @throws Problem */
export async function kept<Result>(keeping: Promise<Result>): Promise<Result> {
  try {
    return await keeping;
  } catch (error) {
    if (error instanceof CodeTaken) throw new Problem('code-taken', error.message);
    if (error instanceof NoRoomForViews)
      throw new Problem('too-many-views', error.message, { headers: { 'Retry-After': '3600' } });
    throw error;
  }
}

const detailRoute = (path: string, summary: string, views: Views, publicUrl: string | undefined): Route =>
  route({
    method: 'get',
    path,
    needs: 'reader',
    summary,
    description:
      'A code is read whatever its case, with I and L for 1 and O for 0; the canonical address is redirected to. A mistyped code says that it is one (400), an unknown one that nothing was pinned under it here (404).',
    query: noQuery,
    answers: { 200: { description: 'The view', body: viewDetail } },
    problems: ['unknown-view', 'withdrawn-view'],
    async reply(call) {
      const pinned = await knownView(views, call.path('code'));
      const body: ViewDetail = { ...answerOf(pinned, publicUrl), page: pageOfView(pinned.view) };
      return { answer: jsonAnswer(body), lifetime: 'live' };
    },
  });

export const viewRoute = (views: Views, publicUrl: string | undefined) =>
  detailRoute('/api/v1/views/:code', 'A pinned view', views, publicUrl);
export const viewFileRoute = (views: Views, publicUrl: string | undefined) =>
  detailRoute('/v/:code.json', 'A pinned view, beside its pictures', views, publicUrl);

export const drawnPictureRoute = (views: Views) =>
  route({
    method: 'get',
    path: '/api/v1/views/:code/pictures/:digest',
    needs: 'reader',
    summary: 'Whether this server drew a picture',
    description:
      'A PNG is known again by the SHA-256 of its bytes, whenever it was drawn: also when this version of the program would draw its view otherwise.',
    query: noQuery,
    answers: { 200: { description: 'When it was drawn first', body: drawnPicture } },
    problems: ['unknown-view', 'withdrawn-view', 'unknown-picture'],
    async reply(call) {
      const { code } = await knownView(views, call.path('code'));
      const digest = call.path('digest').toLowerCase();
      if (!/^[0-9a-f]{64}$/.test(digest))
        throw invalid({ field: 'digest', value: digest, message: 'is no SHA-256: write 64 hex digits' });
      const drawnAt = await views.drawnAt(code, digest);
      if (!drawnAt)
        throw new Problem(
          'unknown-picture',
          `This server drew no picture of ${code} with these bytes: it was edited, saved again by another program, or comes from another server. GET /v/${code}.png draws the view.`,
        );
      const body: DrawnPicture = { code, digest, drawnAt: drawnAt.toISOString() };
      return { answer: jsonAnswer(body), lifetime: 'pinned' };
    },
  });

/** @param code canonical. @throws Problem when nothing was pinned under it */
export async function knownView(views: Views, code: string): Promise<PinnedView> {
  const pinned = await views.read(code);
  refuseWithdrawn(pinned);
  if (pinned) return pinned;
  throw new Problem(
    'unknown-view',
    `No view was pinned under ${code} on this server. The code itself is well formed: the picture may come from another server, whose address stands beside the code.`,
  );
}

/** @throws Problem for a view that is shown no more */
export function refuseWithdrawn(pinned: PinnedView | undefined): void {
  if (pinned?.withdrawn)
    throw new Problem(
      'withdrawn-view',
      `The view ${pinned.code} was withdrawn on ${pinned.withdrawn.at.toISOString().slice(0, 10)}: ${pinned.withdrawn.reason}`,
    );
}

const withdrawal = z.strictObject({
  reason: z
    .string('is missing: say in one sentence why')
    .trim()
    .min(1, 'is empty: say in one sentence why')
    .max(MAX_REASON, `is too long: ${MAX_REASON} characters are the most`)
    .refine((text) => textFault(text) === undefined, 'holds characters that no text has'),
});

export const withdrawViewRoute = (views: Views) =>
  route({
    method: 'post',
    path: '/api/v1/views/:code/withdrawal',
    summary: 'Show a view no more',
    description:
      'The code stays taken, and its page, its pictures and its embeds say that it was withdrawn, when and why. What others have downloaded or cached stays with them. A view that was withdrawn for another reason before stays as it is: 409 says since when, by whom and why.',
    needs: 'admin',
    query: noQuery,
    body: { 'application/json': withdrawal },
    answers: { 200: { description: 'It is withdrawn', body: withdrawnView } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'unknown-view', 'not-now'],
    async reply({ request, response, path }) {
      const parsed = withdrawal.safeParse(await jsonBody(request, response), { reportInput: true });
      if (!parsed.success)
        throw invalid(
          ...parsed.error.issues.map(({ path: at, message }) => ({
            field: at.join('.') || 'body',
            value: null,
            message,
          })),
        );
      const code = path('code');
      const isKnown = await views.withdraw(code, parsed.data.reason, recordedBy(request)).catch(standing);
      if (!isKnown) await knownView(views, code);
      return { answer: jsonAnswer({ code } satisfies WithdrawnView), lifetime: 'momentary' };
    },
  });

function standing(error: unknown): never {
  if (!(error instanceof WithdrawnBefore)) throw error;
  const { reason, at, by } = error.standing;
  throw new Problem('not-now', error.message, { current: { reason, at: at.toISOString(), by } });
}

function answerOf({ code, view, createdAt }: PinnedView, publicUrl = ''): PinnedViewAnswer {
  // The schema's lists may be written to; a view's are not.
  return {
    code,
    url: `${publicUrl}/v/${code}`,
    view: view as PinnedViewAnswer['view'],
    createdAt: createdAt.toISOString(),
  };
}
