/** The name of the pair, and where it stands on the last day of the window. */
import type { ComponentChildren } from 'preact';
import { valueOn } from '../../charts/dailySeries.ts';
import { plain, signed } from '../../charts/format.ts';
import { Flag } from '../../components/Flag.tsx';
import { dyadName } from '../../state/countryNames.ts';
import { longDate, words } from '../../state/language.ts';
import { modelName } from '../../state/modelName.ts';
import type { DyadPage } from './dyadPage.ts';

export function DyadHead({ page }: { readonly page: DyadPage }) {
  const { dyad, view, series, scored, models, source, flag, windowChange } = page;
  const { to } = page.window;
  const wording = words.value.dyad;
  const at = (values: Float64Array, day: number): number => valueOn(series, values, day)!;
  const isCoupled = models.some(({ hash, couplings }) => hash === series.model.hash && couplings === true);
  return (
    <header class="dyad-head">
      <div>
        <p class="eyebrow">
          {view.direction === 'both' ? dyad : view.direction.replace('>', ' → ')} · {longDate(to)}
          {source.kind === 'machine' ? <span class="source-tag is-machine">{words.value.machine.tag}</span> : null}
          {isCoupled ? <span class="source-tag">{words.value.machine.coupled}</span> : null}
        </p>
        <h1 tabIndex={-1}>{dyadName(dyad, series.name)}</h1>
      </div>
      <dl class="dyad-stats">
        <Stat name={wording.index}>
          <span class="stat-value">{plain(at(series.index, to))}</span>
          <span class="stat-band">
            90% {plain(at(series.low, to), 0)}–{plain(at(series.high, to), 0)}
          </span>
        </Stat>
        <Stat name={wording.inWindow}>
          <span class="stat-value">{windowChange === undefined ? '–' : signed(windowChange)}</span>
        </Stat>
        <Stat name={wording.overDays(scored ? scored.model.flag.windowDays : 30)} class="stat-flag">
          {flag === undefined ? <span class="muted">{page.isTooMuch ? '–' : '…'}</span> : <Flag flag={flag} />}
        </Stat>
        <Stat name={wording.model} class="stat-model">
          <a href={`/m/${series.model.name}`}>{modelName(series.model)}</a>
          <code>{series.model.hash}</code>
        </Stat>
      </dl>
    </header>
  );
}

function Stat({
  name,
  class: kind,
  children,
}: {
  readonly name: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={kind}>{children}</dd>
    </div>
  );
}
