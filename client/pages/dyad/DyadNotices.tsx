/** What a reader must know before the numbers of the dyad page. */
import { MachineNotice } from '../../components/MachineNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { WhatIfBanner } from '../../components/WhatIfMenu.tsx';
import { dyadName } from '../../state/countryNames.ts';
import { words } from '../../state/language.ts';
import { useRuns } from '../../state/published.ts';
import type { DyadPage } from './dyadPage.ts';

export function DyadNotices({ page }: { readonly page: DyadPage }) {
  const { dyad, view, faults, series, problem, pair, whatIf, window, change } = page;
  const wording = words.value.dyad;
  return (
    <>
      {faults.length > 0 ? (
        <Notice kind="warning" title={wording.badAddress}>
          {faults.join(' ')}
        </Notice>
      ) : null}
      {whatIf && whatIf.unknown.length > 0 ? (
        <Notice kind="warning" title={wording.unknownEvents}>
          {wording.passedOver(whatIf.unknown)}
        </Notice>
      ) : null}
      {problem ? <ProblemNotice problem={problem} what={words.value.board.newest} /> : null}
      <RunNotice />
      {series.feeds ? (
        <MachineNotice name={dyadName(dyad, series.name)} feeds={series.feeds} isAlone={pair?.events === 0} />
      ) : null}
      {whatIf ? (
        <WhatIfBanner
          series={series}
          scored={whatIf}
          from={window.from}
          to={window.to}
          isIndexShown={view.layer === 'index'}
          onClear={() => change({ whatIf: undefined })}
        />
      ) : null}
    </>
  );
}

/** Says when the last run failed or one is under way: the values may be about to change. */
function RunNotice() {
  const wording = words.value.dyad;
  const latest = useRuns()?.[0];
  if (latest?.status === 'failed')
    return (
      <Notice kind="warning" title={wording.lastFailed}>
        {wording.lastFailedNote} {latest.error} <a href="/ops">{words.value.ops.title}</a>
      </Notice>
    );
  if (latest?.status === 'running') return <Notice>{wording.running}</Notice>;
  return null;
}
