/** What was accepted goes into the ledger as every other change does. */
import type { Ledger } from '../ledger/ledger.ts';
import type { Recording } from './rounds.ts';

export const recordingIn = (ledger: Pick<Ledger, 'recordActs' | 'reviseAct'>): Recording => ({
  async record(act, by, key) {
    const { acts } = await ledger.recordActs([act], { recordedBy: by, key });
    const events = acts[0]!.events;
    return act.bearings.map(
      ({ dyad, actor, target }, i) =>
        (events.find((event) => event.dyad === (dyad ?? [actor, target].sort().join('-'))) ?? events[i] ?? events[0]!)
          .id,
    );
  },
  async revise(eventId, revision, by, key) {
    await ledger.reviseAct(eventId, revision, { recordedBy: by, key });
  },
});
