/** What is asked once of a text: when and where it was published, and in which language it is. */
import { DateField } from '../../desk/DateField.tsx';
import { TextField } from '../../desk/ActForm.tsx';
import type { DeskSession } from '../../desk/session.ts';
import { Segmented } from '../../components/Segmented.tsx';
import { DATA_LANGUAGE, words } from '../../state/language.ts';

interface Props {
  readonly session: DeskSession;
  /** Enter in the field of the source goes on with the acts */
  readonly onSourceGiven: () => void;
}

export function AboutText({ session, onSourceGiven }: Props) {
  const wording = words.value.desk;
  const { published, isDateConfirmed, source, language } = session.sheet.value;
  const reason = words.value.drafting.said(published.reason);
  const isFound = published.date !== null && !isDateConfirmed;
  return (
    <div class="desk-about">
      <div>
        <DateField
          label={wording.published}
          value={published.date ?? ''}
          fault={undefined}
          onChange={(date) => session.setPublished(date === '' ? null : date)}
        />
        <p class="desk-about-reason">
          <span lang={isFound && reason === published.reason ? DATA_LANGUAGE : undefined}>
            {published.date === null
              ? wording.publishedBy.none
              : isDateConfirmed
                ? wording.publishedBy.confirmed
                : published.guessed
                  ? wording.publishedBy.guessed(reason)
                  : wording.publishedBy.found(reason)}
          </span>
          {isFound ? (
            <button type="button" class="link" onClick={() => session.setPublished(published.date)}>
              {wording.confirm}
            </button>
          ) : null}
        </p>
      </div>
      <div
        data-source
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          onSourceGiven();
        }}
      >
        <TextField
          label={wording.source}
          value={source.name}
          max={300}
          fault={undefined}
          onChange={(name) => session.setSource({ name })}
        />
      </div>
      <TextField
        label={wording.sourceUrl}
        value={source.url}
        max={2048}
        inputMode="url"
        fault={undefined}
        onChange={(url) => session.setSource({ url: url.trim() })}
      />
      <div class="form-field">
        <span class="form-label">{wording.language}</span>
        <Segmented
          label={wording.language}
          value={language}
          options={(['en', 'ko'] as const).map((value) => ({ value, label: wording.languages[value] }))}
          onChoose={(chosen) => session.setLanguage(chosen)}
        />
      </div>
    </div>
  );
}
