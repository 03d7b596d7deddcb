/** The numbers of a model that hold for all types. */
import type { ComponentChildren } from 'preact';
import type { ModelDefinition } from '../../../models/model.ts';
import { plain } from '../../charts/format.ts';
import { Phrase } from '../../components/Phrase.tsx';
import { words } from '../../state/language.ts';

export function Parameters({ model }: { readonly model: ModelDefinition }) {
  const wording = words.value.modelCard;
  const number = (value: ComponentChildren) => <b class="num">{value}</b>;
  const { repetition, flag } = model;
  const parameters = [
    { name: wording.scale, note: wording.scaleNote, n: plain(model.scale, 0) },
    { name: wording.base, note: wording.baseNote, n: plain(model.base, 0) },
    { name: wording.severity, note: wording.severityNote, n: model.severity.join(' · ') },
    { name: wording.indirect, note: wording.indirectNote, n: model.indirect },
    { name: wording.unverified, note: wording.unverifiedNote, n: model.unverified },
    { name: wording.repetition, note: wording.repetitionNote(repetition.windowDays), n: repetition.factor },
    { name: wording.band, note: wording.bandNote, n: `${plain(model.weightSd * 100, 0)}%` },
    ...(model.codingSd === undefined
      ? []
      : [{ name: wording.coding, note: wording.codingNote, n: `${plain(model.codingSd * 100, 1)}%` }]),
  ];
  return (
    <section aria-labelledby="parameters-title">
      <h2 id="parameters-title">{wording.parameters}</h2>
      <dl class="parameters">
        {parameters.map(({ name, note, n }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Phrase text={note} parts={{ n: number(n) }} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{wording.flag}</dt>
          <dd>
            <Phrase
              text={wording.flagNote(flag.windowDays, flag.minEvents, flag.minEventsDays)}
              parts={{ raise: number(flag.raiseAt), clear: number(flag.clearAt) }}
            />
          </dd>
        </div>
      </dl>
    </section>
  );
}
