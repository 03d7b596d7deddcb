/** A unit with what both coders said: take one, or a third, with the reason. All three are kept. */
import { useState } from 'preact/hooks';
import { CODED_FIELDS } from '../../models/agreement/codedFields.ts';
import type { Codes, ComparedUnit, Decided } from '../../models/contract/coding.ts';
import { Notice } from '../components/Notice.tsx';
import { ReasonForm } from '../desk/ReasonForm.tsx';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';
import { CodesFields, type OpenCodes, wholeCodes } from './CodesFields.tsx';
import { codeText, fieldName } from './codesText.ts';
import { UnitText } from './UnitText.tsx';

type Take = 'first' | 'second' | 'third';

interface Props {
  readonly round: string;
  readonly unit: ComparedUnit;
  readonly coders: readonly [first: string, second: string];
  readonly onDecided: () => void;
}

export function Adjudication({ round, unit, coders, onDecided }: Props) {
  const wording = words.value.coding;
  const [take, setTake] = useState<Take | undefined>(undefined);
  const { first, second, decision, state, eventId, dyad } = unit;
  const columns: readonly (readonly [string, Codes])[] = [
    [coders[0], first],
    ...(second ? [[coders[1], second] as const] : []),
    ...(decision ? [[wording.accepted, decision.codes] as const] : []),
  ];
  const isDraftRecorded = state === 'recorded' && eventId === null;
  return (
    <section class="adjudication desk-panel" aria-label={wording.unitNumber(unit.number)}>
      <h3>
        {wording.unitNumber(unit.number)} <span class="badge">{wording.states[state]}</span>{' '}
        {eventId === null ? null : (
          <a class="small" href={`/d/${dyad}/e/${encodeURIComponent(eventId)}`}>
            {wording.theEvent}
          </a>
        )}
      </h3>
      <UnitText unit={unit} />
      <div class="scroll" tabIndex={0} role="group" aria-label={wording.bothCodes}>
        <table>
          <thead>
            <tr>
              <th scope="col">{wording.field}</th>
              {columns.map(([name]) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {CODED_FIELDS.map((field) => (
              <tr key={field} class={unit.differs.includes(field) ? 'is-different' : undefined}>
                <th scope="row">{fieldName(field)}</th>
                {columns.map(([name, codes]) => (
                  <td key={name}>{codeText(codes, field)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {eventId === null && state === 'coded' ? <p class="small">{wording.waitsToBeRecorded}</p> : null}
      {decision ? <p class="small">{wording.decided(decision.by, decision.reason)}</p> : null}
      {isDraftRecorded ? null : take === undefined ? (
        <p class="desk-buttons">
          {(['first', 'second', 'third'] as const).map((choice) =>
            choice === 'second' && !second ? null : (
              <button key={choice} type="button" onClick={() => setTake(choice)}>
                {wording.take[choice]}
              </button>
            ),
          )}
        </p>
      ) : (
        <Deciding
          round={round}
          unit={unit}
          take={take}
          onDone={() => {
            setTake(undefined);
            onDecided();
          }}
          onCancel={() => setTake(undefined)}
        />
      )}
    </section>
  );
}

function Deciding({
  round,
  unit,
  take,
  onDone,
  onCancel,
}: {
  readonly round: string;
  readonly unit: ComparedUnit;
  readonly take: Take;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const wording = words.value.coding;
  const [third, setThird] = useState<OpenCodes>(unit.second ?? unit.first);
  const codes = take === 'third' ? wholeCodes(third) : undefined;
  return (
    <ReasonForm
      title={wording.take[take]}
      action={wording.accept}
      isReady={take !== 'third' || codes !== undefined}
      send={async (reason) => {
        const decided = await postJson<Decided>(
          `/api/v1/coding/rounds/${encodeURIComponent(round)}/decisions`,
          token.value ?? '',
          { unit: unit.number, version: unit.version, take, reason, ...(codes && { codes }) },
        );
        news.value++;
        return decided;
      }}
      onDone={onDone}
      onCancel={onCancel}
    >
      {take === 'third' ? <CodesFields codes={third} onChange={setThird} /> : null}
      {unit.eventId === null ? <Notice>{wording.draftNote}</Notice> : null}
    </ReasonForm>
  );
}
