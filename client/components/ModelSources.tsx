/** On a model card: where a model takes its acts from, where that is not the events coded by hand alone. */
import type { ModelDefinition } from '../../models/model.ts';
import { grouped, signed } from '../charts/format.ts';
import { words } from '../state/language.ts';
import { DataTable } from './DataTable.tsx';
import { Phrase } from './Phrase.tsx';

export function ModelSources({ model: { feeds, amounts, jump, couplings } }: { readonly model: ModelDefinition }) {
  const wording = words.value.modelSources;
  if (!feeds && !couplings) return null;
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">{wording.title}</h2>
      {feeds ? (
        <>
          <p>
            <span class="source-tag is-machine">{words.value.machine.tag}</span>{' '}
            <Phrase text={wording.feeds} parts={{ feeds: feeds.map((feed) => <code key={feed}>{feed} </code>) }} />
          </p>
          <dl class="parameters">
            {amounts ? (
              <>
                <Parameter
                  name={wording.unit}
                  value={wording.units[amounts.unit]}
                  note={wording.unitNote[amounts.unit]}
                />
                {amounts.perWorldRows === undefined || amounts.worldRowsAtLeast === undefined ? (
                  <Parameter name={wording.share} value={wording.noShare} note={wording.noShareNote} />
                ) : (
                  <>
                    <Parameter name={wording.share} value={grouped(amounts.perWorldRows)} note={wording.shareNote} />
                    <Parameter
                      name={wording.atLeast}
                      value={grouped(amounts.worldRowsAtLeast)}
                      note={wording.atLeastNote}
                    />
                  </>
                )}
                <Parameter
                  name={wording.grade}
                  value={wording.grades[amounts.grade]}
                  note={wording.gradeNote[amounts.grade]}
                />
                <Parameter
                  name={wording.minSources}
                  value={grouped(amounts.minSources)}
                  note={wording.minSourcesNote}
                />
              </>
            ) : null}
            {jump ? (
              <Parameter
                name={wording.jump}
                value={wording.jumpValue(jump.deviations)}
                note={wording.jumpNote(jump.windowDays, jump.minStories)}
              />
            ) : null}
          </dl>
        </>
      ) : null}
      {couplings ? (
        <>
          <p>{wording.couplings}</p>
          <DataTable
            scroll={{ 'aria-label': wording.couplingsLabel }}
            rows={couplings}
            rowKey={({ dyad, from }) => `${dyad} ${from}`}
            columns={[
              {
                key: 'dyad',
                heading: wording.dyad,
                isRowHeading: true,
                cell: ({ dyad }) => <a href={`/d/${dyad}`}>{dyad}</a>,
              },
              { key: 'from', heading: wording.from, cell: ({ from }) => <a href={`/d/${from}`}>{from}</a> },
              { key: 'counts', heading: wording.counts, class: 'num', cell: ({ share }) => signed(share, 2) },
              { key: 'why', heading: wording.why, cell: ({ reason }) => reason },
            ]}
          />
        </>
      ) : null}
    </section>
  );
}

function Parameter({ name, value, note }: { readonly name: string; readonly value: string; readonly note: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b class="num">{value}</b> {note}
      </dd>
    </div>
  );
}
