/** What leaves the dyad page: its link, its picture, its values as CSV, and the way to the Brief page. */
import { toIsoDate } from '../../../models/calendar.ts';
import { briefAddress } from '../../brief/briefAddress.ts';
import { copyView } from '../../brief/copyView.ts';
import { AS_CSV } from '../../state/download.ts';
import { seriesUrl } from '../../state/dyadData.ts';
import { viewQuery } from '../../state/dyadView.ts';
import { words } from '../../state/language.ts';
import { hrefWith } from '../../state/location.ts';
import { pinnedModel } from '../../state/modelName.ts';
import { copiedSentence, copyPinnedLink, dyadRequest } from '../../state/pinnedLink.ts';
import type { DyadPage } from './dyadPage.ts';

export interface Takeaway {
  readonly csvUrl: string;
  readonly brief: string;
  readonly copyLink: () => void;
  readonly copyImage: () => void;
}

export function takeawayOf({ dyad, view, series, resting, window, say }: DyadPage): Takeaway {
  const { step, direction, model, asOf, whatIf } = view;
  const days = ({ from, to }: typeof resting) => ({ from: toIsoDate(from), to: toIsoDate(to) });
  return {
    csvUrl: seriesUrl(
      { dyad, model, asOf, direction },
      { ...days(window), step, ...(whatIf !== undefined && { whatIf }), ...AS_CSV },
    ),
    brief: briefAddress({ dyads: [dyad], range: resting, direction, model, asOf, step, whatIf }),
    copyLink: () => {
      // A copied link must show the same next year: days, data and model are pinned, not "the last five years".
      const pinned = { asOf: asOf ?? series.asOf ?? undefined, model: pinnedModel(series.model) };
      const page = hrefWith(`/d/${dyad}`, viewQuery({ ...view, ...pinned, range: resting }));
      void copyPinnedLink(dyadRequest(dyad, view, { ...resting, ...pinned }), page).then((copied) => {
        say.value = copiedSentence(copied, words.value.dyad.linkCopied);
      });
    },
    copyImage: () => {
      say.value = words.value.brief.copied.working;
      void copyView({
        kind: 'dyad',
        dyad,
        ...days(resting),
        step,
        direction,
        ...(model !== undefined && { model }),
        ...(asOf !== undefined && { asOf }),
        ...(whatIf !== undefined && { whatIf }),
      }).then((sentence) => {
        say.value = sentence;
      });
    },
  };
}
