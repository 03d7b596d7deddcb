/** The second coder's page: one unit at a time, without what others said of it. */
import '../../styles/deskForms.css';
import '../../styles/coding.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CodedUnits, Codes, CodesSaved, Round, RoundLeft } from '../../../models/contract/coding.ts';
import { CodesFields, NO_CODES, type OpenCodes, wholeCodes } from '../../coding/CodesFields.tsx';
import { UnitText } from '../../coding/UnitText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useWriting } from '../../desk/writing.ts';
import { getPrivate, postJson } from '../../state/api.ts';
import { codingKey, forgetCodingKey } from '../../state/codingKey.ts';
import { words } from '../../state/language.ts';
import { place } from '../../state/location.ts';
import { isKnown } from '../../state/person.ts';
import { useTitle } from '../../state/title.ts';
import { SIGNED_IN } from '../../state/token.ts';

export function Code() {
  const wording = words.value.coding;
  useTitle(wording.codeTitle);
  const id = place.value.path.split('/')[3] ?? '';
  const held = codingKey.value;
  const [end, setEnd] = useState<'handedIn' | 'left' | undefined>(undefined);
  const finish = (how: 'handedIn' | 'left'): void => {
    forgetCodingKey();
    setEnd(how);
  };
  const key = held?.round === id ? held.key : undefined;
  return (
    <article class="plain-page desk-page">
      <h1 tabIndex={-1}>{wording.codeTitle}</h1>
      {end === 'handedIn' ? (
        <Notice title={wording.handedIn}>{wording.handedInNote}</Notice>
      ) : end === 'left' ? (
        <Notice>{wording.left}</Notice>
      ) : key === undefined ? (
        <>
          <Notice kind="warning" title={wording.noKey}>
            {wording.noKeyNote}
          </Notice>
          {isKnown() ? <Leave id={id} onLeft={() => finish('left')} /> : null}
        </>
      ) : (
        <Units id={id} token={key} onEnd={finish} />
      )}
    </article>
  );
}

const address = (id: string, what: string): string => `/api/v1/coding/rounds/${encodeURIComponent(id)}/${what}`;

function Units({
  id,
  token,
  onEnd,
}: {
  readonly id: string;
  readonly token: string;
  readonly onEnd: (how: 'handedIn' | 'left') => void;
}) {
  const wording = words.value.coding;
  const loading = useWriting();
  const [round, setRound] = useState<CodedUnits | undefined>(undefined);
  const [at, setAt] = useState(0);
  const load = async (): Promise<void> => {
    const found = await loading.send(() => getPrivate<CodedUnits>(address(id, 'units'), token));
    if (!found) return;
    setRound(found);
    setAt(firstOpen(found, 0));
  };
  useEffect(() => void load(), [id]);
  if (loading.failure !== '') return <Notice kind="error">{loading.failure}</Notice>;
  if (!round) return null;
  if (round.isClosed) return <Notice title={wording.handedIn}>{wording.handedInNote}</Notice>;
  const unit = round.units[at]!;
  const coded = round.units.filter(({ yours }) => yours !== null).length;
  return (
    <>
      <p class="lede">{wording.codeLede(round.coder)}</p>
      <p>
        <label>
          {wording.progress(coded, round.units.length)} <progress max={round.units.length} value={coded} />
        </label>
      </p>
      <UnitForm
        key={`${unit.number} ${unit.version}`}
        id={id}
        token={token}
        unit={unit}
        of={round.units.length}
        onStep={(step) => setAt((at + step + round.units.length) % round.units.length)}
        onConflict={load}
        onSaved={(saved, codes) => {
          const units = round.units.map((one) =>
            one.number === saved.unit ? { ...one, yours: codes, version: saved.version } : one,
          );
          setRound({ ...round, units });
          setAt(firstOpen({ ...round, units }, at));
        }}
      />
      <HandIn id={id} token={token} isComplete={coded === round.units.length} onEnd={onEnd} />
    </>
  );
}

/** The next unit that is not coded, from a place on; the place itself where all are. */
function firstOpen({ units }: CodedUnits, from: number): number {
  const order = units.map((_, i) => (from + i) % units.length);
  return order.find((i) => units[i]!.yours === null) ?? from;
}

interface UnitFormProps {
  readonly id: string;
  readonly token: string;
  readonly unit: CodedUnits['units'][number];
  readonly of: number;
  readonly onStep: (step: 1 | -1) => void;
  readonly onConflict: () => Promise<void>;
  readonly onSaved: (saved: CodesSaved, codes: Codes) => void;
}

function UnitForm({ id, token, unit, of, onStep, onConflict, onSaved }: UnitFormProps) {
  const wording = words.value.coding;
  const [codes, setCodes] = useState<OpenCodes>(unit.yours ?? NO_CODES);
  const writing = useWriting();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const whole = wholeCodes(codes);
  const save = async (): Promise<void> => {
    if (!whole) {
      writing.refuse(new Map());
      return;
    }
    const saved = await writing.send(
      () =>
        postJson<CodesSaved>(address(id, 'codes'), token, { unit: unit.number, version: unit.version, codes: whole }),
      onConflict,
    );
    if (saved) onSaved(saved, whole);
  };
  return (
    <form
      ref={form}
      class="act-form desk-panel"
      aria-label={wording.unit(unit.number, of)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void save();
      }}
    >
      <h2>
        {wording.unit(unit.number, of)} {unit.yours ? <span class="muted small">{wording.yoursStands}</span> : null}
      </h2>
      <UnitText unit={unit} />
      <CodesFields codes={codes} onChange={setCodes} />
      {writing.failure === '' ? null : <Notice kind="error">{whole ? writing.failure : wording.fieldsOpen}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending}>
          {wording.saveNext}
        </button>
        <button type="button" onClick={() => onStep(-1)}>
          {wording.previous}
        </button>
        <button type="button" onClick={() => onStep(1)}>
          {wording.next}
        </button>
      </p>
      <p class="muted small">{wording.codeKeys}</p>
    </form>
  );
}

function HandIn({
  id,
  token,
  isComplete,
  onEnd,
}: {
  readonly id: string;
  readonly token: string;
  readonly isComplete: boolean;
  readonly onEnd: (how: 'handedIn' | 'left') => void;
}) {
  const wording = words.value.coding;
  const writing = useWriting();
  const handIn = async (): Promise<void> => {
    if (await writing.send(() => postJson<Round>(address(id, 'close'), token))) onEnd('handedIn');
  };
  return (
    <section aria-labelledby="hand-in-title">
      <h2 id="hand-in-title">{wording.handInTitle}</h2>
      <p>{wording.handInNote}</p>
      <p class="muted small">{wording.blindNote}</p>
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="button" class="primary" disabled={!isComplete || writing.isSending} onClick={() => void handIn()}>
          {wording.handIn}
        </button>
        {isKnown() ? null : (
          <button type="button" onClick={() => onEnd('left')}>
            {wording.leave}
          </button>
        )}
      </p>
      {isKnown() ? <Leave id={id} onLeft={() => onEnd('left')} /> : null}
    </section>
  );
}

/** The server itself keeps from her how others have coded: it must know that she codes the round no longer. */
function Leave({ id, onLeft }: { readonly id: string; readonly onLeft: () => void }) {
  const wording = words.value.coding;
  const writing = useWriting();
  const leave = async (): Promise<void> => {
    if (await writing.send(() => postJson<RoundLeft>(address(id, 'leave'), SIGNED_IN))) onLeft();
  };
  return (
    <>
      <p>
        <button type="button" disabled={writing.isSending} onClick={() => void leave()}>
          {wording.leave}
        </button>
      </p>
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
    </>
  );
}
