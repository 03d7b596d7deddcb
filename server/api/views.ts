/** POST /api/v1/views and GET /api/v1/views/:code: what a picture shows, under a short code, for ever. */
import { z } from 'zod';
import { canonicalView } from '../../client/charts/view.ts';
import { pageOfView } from '../../client/charts/viewPage.ts';
import { modelSchema } from '../../models/model.ts';
import { CodeTaken, type PinnedView, type Views } from '../views/views.ts';
import { jsonAnswer } from './answer.ts';
import {
  type DrawnPicture,
  drawnPicture,
  type PinnedView as PinnedViewAnswer,
  pinnedView,
  type ViewDetail,
  viewDetail,
} from '../../models/contract/views.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid, Problem } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { noQuery, route, type Route } from './route.ts';
import { type NamedView, parseViewRequest, viewOf, viewRequest } from './viewRequest.ts';

/** A view with a whole draft has some 6 KB; it is kept for ever, so it may not be much more. */
const MAX_VIEW_BYTES = 32 * 1024;

/** The body as it is described: a draft is checked apart, so that its faults have the words of the lab. */
const describedBody = z.discriminatedUnion('kind', [
  viewRequest.options[0].extend({ draft: modelSchema.optional() }),
  viewRequest.options[1],
  viewRequest.options[2],
]);

export const pinViewRoute = (snapshots: Snapshots, views: Views, publicUrl: string | undefined) =>
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
      'not-ready',
    ],
    async reply({ request, response, inTurn }) {
      const asked = parseViewRequest(await jsonBody(request, response));
      const named = await inTurn(() => viewOf(snapshots, asked));
      const { isNew, ...pinned } = await pinView(views, named);
      const body = answerOf(pinned, publicUrl);
      return {
        answer: jsonAnswer(body, { Location: `/v/${pinned.code}` }),
        lifetime: 'momentary',
        status: isNew ? 201 : 200,
      };
    },
  });

/** Pins what a figure shows, so that the code printed on it always opens. @throws Problem */
export async function pinView(
  views: Views,
  { view, models }: NamedView,
): Promise<PinnedView & { readonly isNew: boolean }> {
  const bytes = Buffer.byteLength(canonicalView(view));
  if (bytes > MAX_VIEW_BYTES)
    throw invalid({
      field: 'body',
      value: null,
      message: `makes a view of ${bytes} bytes, and ${MAX_VIEW_BYTES} are the most: shorten the changelog of the draft, or the what-if`,
    });
  try {
    return await views.pin(view, models);
  } catch (error) {
    if (error instanceof CodeTaken) throw new Problem('code-taken', error.message);
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
    problems: ['unknown-view'],
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
    problems: ['unknown-view', 'unknown-picture'],
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
  if (pinned) return pinned;
  throw new Problem(
    'unknown-view',
    `No view was pinned under ${code} on this server. The code itself is well formed: the picture may come from another server, whose address stands beside the code.`,
  );
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
