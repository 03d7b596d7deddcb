/** A view with what it names, looked up once: models, the data of its moment, days, direction and what is left out. */
import type { View } from '../../client/charts/view.ts';
import { epochDay } from '../../models/calendar.ts';
import type { Direction } from '../../models/dyad.ts';
import { AS_CODED, parseWhatIf, type WhatIf } from '../../models/whatIf.ts';
import { draftModel } from './draftModel.ts';
import type { AskedModel } from './askedModel.ts';
import type { Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';

/** A model and the data that it scores, at the moment of a view. */
export interface ModelAt {
  readonly model: AskedModel;
  readonly vintage: Vintage;
  /** not published: it stands in the view itself */
  readonly isDraft: boolean;
}

export interface ResolvedView extends ModelAt {
  readonly view: View;
  /** epoch days */
  readonly from: number;
  readonly to: number;
  readonly direction: Direction;
  readonly whatIf: WhatIf;
  /** of the second line */
  readonly overlay: ModelAt | undefined;
}

/** @throws Problem when the view names what is not there (any more) */
export async function resolveView(snapshots: Snapshots, view: View): Promise<ResolvedView> {
  const { draft, overlay, whatIf } = view.kind === 'dyad' ? view : NO_OPTIONS;
  const asOf = { text: view.asOf, moment: new Date(view.asOf) };
  const at = async (model: AskedModel, isDraft = false): Promise<ModelAt> => ({
    model,
    vintage: await snapshots.vintage(asOf, model),
    isDraft,
  });
  return {
    view,
    from: epochDay(view.from),
    to: epochDay(view.to),
    direction: view.kind === 'compare' ? 'both' : view.direction,
    whatIf: whatIf === undefined ? AS_CODED : parseWhatIf(whatIf).whatIf,
    ...(draft
      ? await at({ ...draftModel(draft, snapshots.reference.codebook), pinned: true }, true)
      : await at(await snapshots.model(view.model))),
    overlay: overlay === undefined ? undefined : await at(await snapshots.model(overlay)),
  };
}

/** What only the view of one dyad's line has. */
const NO_OPTIONS = { draft: undefined, overlay: undefined, whatIf: undefined };

/** The models of a view, each with its data. */
export const modelsOf = (resolved: ResolvedView): ModelAt[] =>
  resolved.overlay ? [resolved, resolved.overlay] : [resolved];
