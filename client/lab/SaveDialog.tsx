/** Publishing a draft: the next version of its name, or the first of another. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ModelDetail, ModelSummary } from '../../models/contract/models.ts';
import { toIsoDate, dayOfMs } from '../../models/calendar.ts';
import { checkModel, type ModelDefinition, modelHash } from '../../models/model.ts';
import { NeedsRole } from '../components/NeedsRole.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ApiProblem, NoAnswer, postJson } from '../state/api.ts';
import { words } from '../state/language.ts';
import { modelName } from '../state/modelName.ts';
import { isKnown } from '../state/person.ts';
import { token } from '../state/token.ts';
import { nameOf } from './parameterNames.ts';
import { differences, numberText } from './parameters.ts';
import type { LabSession } from './session.ts';

interface Props {
  readonly session: LabSession;
  readonly models: readonly ModelSummary[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSaved: (saved: ModelDetail) => void;
}

/** Differences that are listed before they are counted. */
const LISTED = 8;

export function SaveDialog({ session, models, isOpen, onClose, onSaved }: Props) {
  const wording = words.value.save;
  const dialog = useRef<HTMLDialogElement>(null);
  const { base, model } = session.draft.value;
  const own = base.definition.name;
  const asNew = useSignal(false);
  const newName = useSignal('');
  const title = useSignal(base.definition.title);
  const description = useSignal(base.definition.description);
  const reason = useSignal('');
  const typedToken = useSignal('');
  const isSaving = useSignal(false);
  const faults = useSignal<readonly string[]>([]);
  useEffect(() => {
    if (isOpen && !dialog.current?.open) {
      faults.value = [];
      title.value = base.definition.title;
      description.value = base.definition.description;
      dialog.current?.showModal();
    }
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);

  const nextVersion = (name: string): number =>
    1 + Math.max(0, ...models.filter((one) => one.name === name).map(({ version }) => version));
  const name = asNew.value ? newName.value.trim() : own;
  const version = nextVersion(name);
  const changed = differences(base.definition, model);
  // The line begins so in every language that it says what its reader needs.
  const definition: ModelDefinition = {
    ...model,
    name,
    version,
    title: title.value.trim(),
    description: description.value.trim(),
    changelog: [
      ...(asNew.value ? [] : base.definition.changelog.filter((line) => line.version < version)),
      {
        version,
        date: toIsoDate(dayOfMs(Date.now())),
        text: `${wording.because} ${reason.value.trim().replace(/\.$/, '')}.`,
      },
    ],
  };

  const save = async (): Promise<void> => {
    faults.value = [];
    const mistakes: string[] = [];
    if (asNew.value && models.some((one) => one.name === name)) mistakes.push(wording.exists(name));
    if (reason.value.trim().length < 8) mistakes.push(wording.sayWhy);
    const check = checkModel(definition, session.codebook);
    if ('faults' in check)
      mistakes.push(...check.faults.map(({ path, message }) => `${nameOf(path, session.labelOf)}: ${message}.`));
    const held = token.value ?? (typedToken.value.trim() || undefined);
    if (held === undefined) mistakes.push(wording.needsToken);
    if (mistakes.length > 0 || held === undefined) {
      faults.value = mistakes;
      return;
    }
    isSaving.value = true;
    try {
      const saved = await postJson<ModelDetail>('/api/v1/models', held, definition);
      token.value = held;
      onSaved(saved);
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
      faults.value = refusalOf(error, session);
    } finally {
      isSaving.value = false;
    }
  };

  return (
    <dialog ref={dialog} class="keys save-dialog" aria-labelledby="save-title" onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2 id="save-title">{wording.title}</h2>
        <p class="muted small">{wording.note}</p>
        <fieldset>
          <legend class="visually-hidden">{wording.saveAs}</legend>
          <label>
            <input type="radio" name="as" checked={!asNew.value} onChange={() => (asNew.value = false)} />{' '}
            <span>
              <b>{modelName({ name: own, version: nextVersion(own) })}</b>{' '}
              <span class="muted">{wording.next(nextVersion(own) - 1)}</span>
            </span>
          </label>
          <label>
            <input type="radio" name="as" checked={asNew.value} onChange={() => (asNew.value = true)} />{' '}
            <span>
              <b>{wording.another}</b> <span class="muted">{wording.beside(own)}</span>
            </span>
          </label>
          {asNew.value ? (
            <label class="save-field">
              {wording.name}
              <input
                type="text"
                required
                pattern="[a-z][a-z0-9\-]{0,39}"
                placeholder={wording.nameExample}
                title={wording.nameRule}
                value={newName.value}
                onInput={(event) => (newName.value = event.currentTarget.value)}
              />
            </label>
          ) : null}
        </fieldset>
        <label class="save-field">
          {wording.modelTitle}
          <input
            type="text"
            required
            maxLength={120}
            value={title.value}
            onInput={(event) => (title.value = event.currentTarget.value)}
          />
        </label>
        <label class="save-field">
          {wording.standsFor}
          <textarea
            rows={2}
            maxLength={2000}
            value={description.value}
            onInput={(event) => (description.value = event.currentTarget.value)}
          />
        </label>
        <label class="save-field">
          {wording.because} …
          <textarea
            rows={2}
            required
            value={reason.value}
            placeholder={wording.reasonExample}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </label>
        {isKnown() ? (
          <NeedsRole role="editor" byToken="" />
        ) : token.value === undefined ? (
          <label class="save-field">
            {wording.token}
            <input
              type="password"
              autocomplete="off"
              value={typedToken.value}
              onInput={(event) => (typedToken.value = event.currentTarget.value)}
            />
            <span class="muted small">{wording.tokenNote}</span>
          </label>
        ) : null}
        <details class="save-differences">
          <summary>
            <Phrase
              text={wording.differ(changed.length, modelName(base.definition))}
              parts={{ hash: <code>{modelHash(definition)}</code> }}
            />
          </summary>
          <ul>
            {changed.slice(0, LISTED).map(({ path, before, after }) => (
              <li key={path} class="num">
                {nameOf(path, session.labelOf)} {numberText(before)} → {numberText(after)}
              </li>
            ))}
            {changed.length > LISTED ? <li class="muted">{wording.more(changed.length - LISTED)}</li> : null}
          </ul>
        </details>
        {faults.value.length > 0 ? (
          <Notice kind="error" title={wording.notSaved}>
            {faults.value.join(' ')}
          </Notice>
        ) : null}
        <p class="save-buttons">
          <button type="submit" class="primary" disabled={isSaving.value || changed.length === 0}>
            {isSaving.value ? wording.saving : wording.save(name === '' ? '' : modelName({ name, version }))}
          </button>
          <button type="button" onClick={onClose}>
            {wording.cancel}
          </button>
        </p>
      </form>
    </dialog>
  );
}

/** What the server said, as sentences; what it said of a parameter stands at its slider too. */
function refusalOf(error: ApiProblem | NoAnswer, session: LabSession): string[] {
  const wording = words.value.save;
  if (!(error instanceof ApiProblem)) return [wording.gone];
  if (error.status === 401) token.value = undefined;
  const errors = error.problem?.errors ?? [];
  const byPath = new Map(errors.map(({ field, message }) => [field.replace(/^model\./, ''), message]));
  session.faults.value = byPath;
  return errors.length === 0
    ? [error.message]
    : [...byPath].map(([path, message]) => `${nameOf(path, session.labelOf)}: ${message}.`);
}
