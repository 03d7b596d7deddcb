/** Writing what is accepted: new acts in one request, all or none, then revisions of recorded ones. Without the token they are suggested. */
import type { ActRevision, ActsRecorded } from '../../models/contract/acts.ts';
import type { NewRound, RoundCreated } from '../../models/contract/coding.ts';
import type { EventDetail } from '../../models/contract/events.ts';
import { sha256Hex } from '../../models/sha256.ts';
import { ApiProblem, getJson, postJson } from '../state/api.ts';
import { token } from '../state/token.ts';
import { faultsOf } from './actFaults.ts';
import { actOfEvents, newActOf, revisionOf, type ActDraft } from './actDraft.ts';
import { type LastRecorded, nothingRecorded, type Revised, withRevised } from './lastRecorded.ts';
import type { DeskSession } from './session.ts';
import { reopened, type Sheet, type SheetAct, withAct, withSource } from './sheet.ts';
import { record, suggest } from './writing.ts';

/** Acts that are accepted and make something to write. */
export const toWrite = ({ acts }: Sheet): readonly SheetAct[] =>
  acts.filter(({ state, decision }) => state === 'accepted' && decision !== 'leave');

/** Those of them that become events of their own. */
export const newActs = (sheet: Sheet): readonly SheetAct[] =>
  toWrite(sheet).filter(({ decision }) => decision === 'record');

/** What an act lacks since it was accepted, such as a source that was emptied; it is open again then. */
export function lackingIn(session: DeskSession, acts: readonly SheetAct[]): string | undefined {
  const sheet = session.sheet.value;
  const lacking = acts.find((act) => faultsOf(act, sheet).size > 0);
  if (!lacking) return undefined;
  session.settle(withAct(sheet, lacking.id, reopened));
  session.current.value = lacking.id;
  return [...faultsOf(lacking, sheet).values()].join(' ');
}

/** Sends the new acts to a second coder: the round records what comes of them. @throws ApiProblem, NoAnswer */
export async function sendToCoder(session: DeskSession, title: string, secondCoder: string): Promise<RoundCreated> {
  const sheet = session.sheet.value;
  const sent = newActs(sheet);
  const body: NewRound = {
    kind: 'drafts',
    title,
    secondCoder,
    acts: sent.map((act) => newActOf(withSource(act, sheet))),
  };
  try {
    const created = await postJson<RoundCreated>('/api/v1/coding/rounds', token.value ?? '', body);
    for (const act of sent)
      session.settle(withAct(session.sheet.value, act.id, () => ({ ...act, state: 'sent', events: [] })));
    return created;
  } catch (error) {
    tellFaults(session, sent, error);
    throw error;
  }
}

/**
 * Records; `last` of the sheet says what was written, also where it stops half way.
 *
 * @returns ids of acts whose event somebody else revised meanwhile: they are open again
 * @throws ApiProblem, NoAnswer: then the sheet says what was written before
 */
export async function recordSheet(session: DeskSession): Promise<readonly string[]> {
  const sheet = session.sheet.value;
  const writing = toWrite(sheet);
  const fresh = newActs(sheet);
  const conflicts: string[] = [];
  let last = sheet.last?.attempt === sheet.recordings ? sheet.last : nothingRecorded(sheet.recordings);
  const note = (act: SheetAct, events: SheetAct['events'], written: Partial<LastRecorded>): void => {
    const dyads = new Set([...last.dyads, ...events.map(({ dyad }) => dyad)]);
    last = { ...last, acts: [...last.acts, act.id], dyads: [...dyads], ...written };
    settled(session, act, events, last);
  };
  if (fresh.length > 0) {
    const body = { acts: fresh.map((act) => newActOf(withSource(act, sheet))) };
    let answer: ActsRecorded;
    try {
      answer = await record('/api/v1/acts', body, keyOf(sheet, body));
    } catch (error) {
      tellFaults(session, fresh, error);
      throw error;
    }
    for (const [i, act] of fresh.entries()) {
      const events = answer.acts[i]?.events.map(({ id, dyad }) => ({ id, dyad })) ?? [];
      note(act, events, { created: [...last.created, ...events], run: answer.run?.id });
    }
  }
  for (const act of writing.filter(({ decision }) => decision !== 'record')) {
    const { event, before, after, revision } = await revisionFor(act, sheet);
    const url = `/api/v1/acts/${encodeURIComponent(event.actId)}/revisions`;
    try {
      const answer = await record(url, revision, keyOf(sheet, revision));
      const own = answer.acts.flatMap(({ events }) => events).find(({ id }) => id === event.id);
      const revised =
        own && own.operation !== 'none'
          ? withRevised(last.revised, {
              of: [act.id],
              id: event.id,
              actId: event.actId,
              before,
              after,
              revision: own.revision,
            })
          : last.revised;
      note(act, [{ id: event.id, dyad: event.dyad }], { revised, run: answer.run?.id ?? last.run });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
      conflicts.push(act.id);
      session.settle(withAct(session.sheet.value, act.id, (one) => ({ ...one, state: 'open' })));
    }
  }
  session.settle({ ...session.sheet.value, recordings: sheet.recordings + 1 });
  return conflicts;
}

/** The same request has the same key: where an answer is lost, asking again writes nothing twice. */
const keyOf = ({ id, recordings }: Sheet, body: unknown): string =>
  `${id}-${recordings}-${sha256Hex(JSON.stringify(body)).slice(0, 24)}`;

function settled(session: DeskSession, act: SheetAct, events: SheetAct['events'], last?: LastRecorded): void {
  const sheet = withAct(session.sheet.value, act.id, () => ({ ...act, state: 'recorded', events }));
  session.settle({ ...sheet, last });
}

/** What is wrong with single acts stands at each of them. */
function tellFaults(session: DeskSession, acts: readonly SheetAct[], error: unknown): void {
  if (!(error instanceof ApiProblem)) return;
  const faults = new Map<string, Map<string, string>>();
  for (const { field, message } of error.problem?.errors ?? []) {
    const [, at, place] = /^acts(?:\[|\.)(\d+)\]?\.(.+)$/.exec(field) ?? [];
    const act = acts[Number(at)];
    if (!act || place === undefined) continue;
    const own = faults.get(act.id) ?? new Map<string, string>();
    own.set(place.replaceAll(/\[(\d+)\]/g, '.$1'), message);
    faults.set(act.id, own);
  }
  session.faults.value = faults;
}

async function revisionFor(
  act: SheetAct,
  sheet: Sheet,
): Promise<{ event: EventDetail['event']; before: ActDraft; after: ActDraft; revision: ActRevision }> {
  const { event } = await getJson<EventDetail>(`/api/v1/events/${encodeURIComponent(act.drawn.match?.eventId ?? '')}`);
  const before = actOfEvents([event]);
  const after = act.decision === 'source' ? withFurtherSource(before, sheet) : withDifferences(before, act);
  const reason = act.reason || cited(sheet);
  return { event, before, after, revision: revisionOf(before, after, reason, { [event.id]: event.revision }) };
}

/** The event keeps its own source; the further one stands in its note. */
function withFurtherSource(before: ActDraft, sheet: Sheet): ActDraft {
  const [first, ...rest] = before.bearings;
  if (!first) return before;
  const note = [first.note, `Also: ${cited(sheet)}.`].filter((part) => part !== '').join(' ');
  return { ...before, bearings: [{ ...first, note }, ...rest] };
}

/** The recorded act with the fields in which the draft differs, and those that the reader set. */
function withDifferences(before: ActDraft, { act, drawn, set }: SheetAct): ActDraft {
  const asked = new Set([...(drawn.match?.differs ?? []), ...set]);
  const pick = <T extends object>(from: T): Partial<T> =>
    Object.fromEntries(
      Object.entries(from).filter(([name, value]) => asked.has(name) && value !== '' && value !== null),
    ) as Partial<T>;
  const [first, ...rest] = before.bearings;
  const { bearings, ...own } = act;
  const { id: _id, dyad: _dyad, ...bearing } = bearings[0] ?? {};
  return { ...before, ...pick(own), bearings: first ? [{ ...first, ...pick(bearing) }, ...rest] : [] };
}

/** @example 'Reuters, 2024-04-08, https://...' */
const cited = ({ source, published }: Sheet): string =>
  [source.name.trim(), published.date ?? '', source.url].filter((part) => part !== '').join(', ');

/** @throws ApiProblem, NoAnswer */
export async function suggestSheet(session: DeskSession): Promise<number> {
  const sheet = session.sheet.value;
  const writing = toWrite(sheet);
  for (const act of writing) {
    if (act.decision === 'record')
      await suggest({
        kind: 'act',
        subject: '',
        change: { ...newActOf(withSource(act, sheet)) },
        reason: act.reason || cited(sheet),
      });
    else {
      const { event, revision } = await revisionFor(act, sheet);
      await suggest({ kind: 'revision', subject: event.actId, change: { ...revision }, reason: revision.reason });
    }
    settled(session, act, []);
  }
  session.settle({ ...session.sheet.value, recordings: sheet.recordings + 1 });
  return writing.length;
}

/**
 * Retracts what was recorded last, and gives revised events the fields of before; the acts stand on the sheet as before.
 *
 * @returns ids of events that somebody revised since: those stay as they are
 * @throws ApiProblem, NoAnswer: asked again, it goes on where it stopped
 */
export async function takeBack(
  session: DeskSession,
  { acts, created, revised }: LastRecorded,
  reason: string,
): Promise<readonly string[]> {
  const sheet = session.sheet.value;
  for (const { id } of created) {
    const url = `/api/v1/events/${encodeURIComponent(id)}/retraction`;
    await record(url, { reason }, keyOf(sheet, { id, reason })).catch(unlessRetracted);
  }
  const left: Revised[] = [];
  for (const one of revised) if (!(await isPutBack(sheet, one, reason))) left.push(one);
  const back = new Set(acts);
  for (const id of left.flatMap(({ of }) => of)) back.delete(id);
  session.settle({
    ...session.sheet.value,
    last: undefined,
    acts: session.sheet.value.acts.map((act) => (back.has(act.id) ? { ...act, state: 'accepted', events: [] } : act)),
  });
  return left.map(({ id }) => id);
}

/** Somebody retracted the event on its page since: that is what was wanted. @throws whatever else it is */
function unlessRetracted(error: unknown): void {
  if (!(error instanceof ApiProblem) || error.problem?.type !== 'urn:tension:problem:not-now') throw error;
}

/** false: somebody revised the event since. What was written is not asked for: it is served only when its run is done. */
async function isPutBack(sheet: Sheet, { id, actId, before, after, revision }: Revised, reason: string) {
  const body = revisionOf(after, before, reason, { [id]: revision });
  try {
    await record(`/api/v1/acts/${encodeURIComponent(actId)}/revisions`, body, keyOf(sheet, body));
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 409) return false;
    throw error;
  }
}
