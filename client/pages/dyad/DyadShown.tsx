/** A dyad with a line: the trend, what it is made of, what moved it, and the events. */
import { summarise, directionName } from '../../charts/sentences.ts';
import { EventsTable } from '../../components/EventsTable.tsx';
import { EvidencePanel } from '../../components/EvidencePanel.tsx';
import { LiveText } from '../../components/LiveText.tsx';
import { LookedThrough } from '../../components/LookedThrough.tsx';
import { MovePanel } from '../../components/MovePanel.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { SinceThen } from '../../components/SinceThen.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { TypeSums } from '../../components/TypeSums.tsx';
import { rangeKeys, stepKeys } from '../../components/ChartChoices.tsx';
import { useKeys } from '../../state/keys.ts';
import { words } from '../../state/language.ts';
import { navigate } from '../../state/location.ts';
import { nextBeside } from '../../state/sources.ts';
import { type DyadAnswers, type DyadPage, useDyadPage } from './dyadPage.ts';
import { DyadFigure } from './DyadFigure.tsx';
import { DyadHead } from './DyadHead.tsx';
import { DyadNotices } from './DyadNotices.tsx';
import { DyadToolbar } from './DyadToolbar.tsx';
import { ExplainedMarks } from './ExplainedMarks.tsx';
import { type MarkActions, useMarks } from './marks.ts';
import { takeawayOf } from './takeaway.ts';

export function DyadShown(answers: DyadAnswers) {
  const page = useDyadPage(answers);
  const marks = useMarks(page);
  const takeaway = takeawayOf(page);
  const { dyad, view, series, scored, whatIf, resting, numbers, change, evidence, twoSources } = page;
  useKeys({
    ...rangeKeys((range) => change({ range })),
    ...stepKeys((step) => change({ step })),
    x: () => marks.explain(),
    t: () => change({ table: !view.table }),
    a: () => marks.markAs('a'),
    b: () => marks.markAs('b'),
    '[': () => marks.walkEvents(-1),
    ']': () => marks.walkEvents(1),
    y: takeaway.copyLink,
    o: () => change({ overlays: nextBeside(page.models, page.pair, series.model.name, view.overlays ?? []) }),
    c: takeaway.copyImage,
    e: () => navigate(takeaway.brief),
    Escape: marks.clear,
  });
  const { from, to } = page.window;
  return (
    <article class={whatIf ? 'dyad is-what-if' : 'dyad'}>
      <DyadNotices page={page} />
      <DyadHead page={page} />
      <p class="finding">{page.finding ?? page.served.sentence ?? words.value.dyad.computing}</p>
      <p class="summary">{summarise({ series, from, to, events: scored?.figureEvents }, words.value).join(' ')}</p>
      <DyadToolbar page={page} takeaway={takeaway} />
      {page.source.kind === 'machine' ? null : <LookedThrough dyads={[dyad]} nameOf={() => series.sides.join(' – ')} />}
      <LiveText text={page.say} />
      <div class="dyad-grid">
        <DyadFigure page={page} marks={marks} csvUrl={takeaway.csvUrl} />
        <Side page={page} marks={marks} />
      </div>
      {evidence ? (
        <EvidencePanel
          evidence={evidence}
          effect={twoSources.effect}
          isTwoSources={twoSources.isOn}
          onTwoSources={(isOn) => change(twoSources.change(isOn))}
        />
      ) : null}
      <ExplainedMarks page={page} onClear={marks.unmark} />
      {scored ? (
        <EventsTable
          dyad={dyad}
          scored={scored}
          from={resting.from}
          to={resting.to}
          view={view}
          numbers={numbers}
          onChange={change}
        />
      ) : null}
      {view.direction === 'both' ? null : (
        <p class="muted small">{words.value.dyad.onlyActs(directionName(series, words.value))}</p>
      )}
    </article>
  );
}

/** Beside the chart: what moved the index, and what was recorded since. */
function Side({ page, marks }: { readonly page: DyadPage; readonly marks: MarkActions }) {
  const { dyad, view, series, scored, shownMove, isMarked, served, numbers, change } = page;
  const { to } = page.window;
  return (
    <div class="dyad-side">
      {view.asOf === undefined ? null : (
        <SinceThen dyad={dyad} since={view.asOf} onExplain={() => marks.explain({ a: to, b: to, asOfTo: 'now' })} />
      )}
      {scored && shownMove ? (
        <MovePanel
          dyad={dyad}
          sides={series.sides}
          scored={scored}
          move={shownMove}
          numbers={numbers}
          isMarked={isMarked}
          by={view.by}
          onBy={(by) => change({ by })}
          onExplain={() => marks.explain()}
        />
      ) : served.move ? (
        <TypeSums dyad={dyad} move={served.move} acts={series.coverage.events} asOf={view.asOf} />
      ) : served.problem ? (
        <ProblemNotice problem={served.problem} what={words.value.move.title} />
      ) : (
        <section class="moved" aria-busy="true">
          <h2>{words.value.move.title}</h2>
          <Skeleton kind="text" what={words.value.dyad.theEvents} />
        </section>
      )}
    </div>
  );
}
