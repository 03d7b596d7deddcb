/** What the chart of the dyad page shows, and what leaves the page. */
import { tellMe } from '../../alerts/tellMe.ts';
import { RangeChoice, StepChoice } from '../../components/ChartChoices.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { SourcesMenu } from '../../components/SourcesMenu.tsx';
import { TakeawayButtons } from '../../components/TakeawayButtons.tsx';
import { WhatIfMenu } from '../../components/WhatIfMenu.tsx';
import { asOf } from '../../state/asOf.ts';
import { words } from '../../state/language.ts';
import { modelOnly } from '../../state/modelName.ts';
import { whatIfOf } from '../../state/whatIf.ts';
import type { DyadPage } from './dyadPage.ts';
import type { Takeaway } from './takeaway.ts';
import { isReplayed } from './toldDays.ts';

/** The model of an address without one. */
const DEFAULT_MODEL = 'baseline';

interface Props {
  readonly page: DyadPage;
  readonly takeaway: Takeaway;
}

export function DyadToolbar({ page, takeaway }: Props) {
  const { dyad, view, series, scored, source, change } = page;
  const wording = words.value.dyad;
  const [first, second] = dyad.split('-') as [string, string];
  const { sides } = series;
  return (
    <div class="toolbar" role="group" aria-label={wording.toolbar}>
      <RangeChoice range={view.range} onChoose={(range) => change({ range })} />
      <StepChoice step={view.step} onChoose={(step) => change({ step })} />
      <Segmented
        label={wording.view}
        value={view.layer}
        onChoose={(layer) => change({ layer })}
        options={[
          { value: 'index', label: wording.index },
          { value: 'parts', label: wording.parts, title: wording.partsTitle },
        ]}
      />
      <Segmented
        label={wording.whose}
        value={view.direction}
        onChoose={(direction) => change({ direction })}
        options={[
          { value: 'both', label: wording.both },
          { value: `${first}>${second}`, label: `${first} → ${second}`, title: wording.towards(sides[0], sides[1]) },
          { value: `${second}>${first}`, label: `${second} → ${first}`, title: wording.towards(sides[1], sides[0]) },
        ]}
      />
      <Sources page={page} />
      {scored ? (
        <WhatIfMenu scored={scored} whatIf={whatIfOf(view.whatIf)} onChange={(text) => change({ whatIf: text })} />
      ) : null}
      <button
        type="button"
        aria-pressed={view.firstPublished === true}
        disabled={view.direction !== 'both' || source.kind === 'machine'}
        title={view.direction === 'both' ? wording.firstPublishedTitle : wording.firstPublishedBoth}
        onClick={() => change({ firstPublished: view.firstPublished ? undefined : true })}
      >
        {wording.firstPublished}
      </button>
      <button
        type="button"
        aria-pressed={view.levels === true}
        title={wording.levelsTitle}
        onClick={() => change({ levels: view.levels ? undefined : true })}
      >
        {wording.levels}
      </button>
      <button
        type="button"
        aria-pressed={view.notes === undefined}
        title={words.value.notes.title}
        onClick={() => change({ notes: view.notes === undefined ? 'off' : undefined })}
      >
        {words.value.notes.show}
      </button>
      <button
        type="button"
        aria-pressed={page.told.rule !== undefined}
        disabled={!isReplayed(view, source)}
        title={words.value.alertReplay.onLineTitle}
        onClick={() => change({ told: view.told === undefined ? 'turned' : undefined })}
      >
        {words.value.alertReplay.onLine}
      </button>
      <div class="toolbar-out">
        <TakeawayButtons
          isTable={view.table}
          onTable={() => change({ table: !view.table })}
          csv={
            <a class="button" href={takeaway.csvUrl} download title={wording.csvTitle}>
              {wording.csv}
            </a>
          }
          copyTitle={wording.copyTitle}
          onCopy={takeaway.copyLink}
          brief={takeaway.brief}
        />
        {source.kind === 'machine' || asOf.value !== undefined ? null : (
          <a class="button" href={tellMe(dyad)} title={words.value.alertPage.tellMeOf(dyad)}>
            {words.value.alertPage.tellMe}
          </a>
        )}
      </div>
    </div>
  );
}

/** Which line is the index, and which lie beside it. */
function Sources({ page: { models, pair, series, view, evidence, change } }: Pick<Props, 'page'>) {
  if (models.length < 2) return null;
  return (
    <SourcesMenu
      models={models}
      pair={pair}
      main={series.model.name}
      beside={view.overlays ?? []}
      hasVolume={evidence !== undefined}
      isVolumeShown={view.volume === true}
      onMain={(model) =>
        change({
          model: model === DEFAULT_MODEL && pair?.events !== 0 ? undefined : model,
          whatIf: undefined,
          overlays: view.overlays?.filter((name) => modelOnly(name) !== model),
        })
      }
      onBeside={(names) => change({ overlays: names.length === 0 ? undefined : names })}
      onVolume={(isShown) => change({ volume: isShown ? true : undefined })}
    />
  );
}
