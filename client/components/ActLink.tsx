/** The name of an act as a link to its page; an act coded by machine has none, but reports behind it. */
import type { ComponentChildren } from 'preact';
import type { MachineCountsResponse } from '../../models/contract/machineCounts.ts';
import { keepingAsOf } from '../state/asOf.ts';
import { words } from '../state/language.ts';

export interface LinkedAct {
  /** the dyad whose page is shown */
  readonly dyad: string;
  readonly id: string;
  /** the dyad that it is from, where the model lets this one inherit it */
  readonly coupledFrom?: string | undefined;
  readonly machine?: MachineCountsResponse | undefined;
}

export function ActLink({
  act: { dyad, id, coupledFrom, machine },
  children,
}: {
  readonly act: LinkedAct;
  readonly children: ComponentChildren;
}) {
  if (machine) return <span>{children}</span>;
  return <a href={keepingAsOf(`/d/${coupledFrom ?? dyad}/e/${id}`)}>{children}</a>;
}

/** Says that an act is inherited, and from which dyad. */
export function CouplingTag({ from }: { readonly from: string | undefined }) {
  return from === undefined ? null : (
    <a class="tag is-coupling" href={keepingAsOf(`/d/${from}`)}>
      {words.value.machine.coupledFrom(from)}
    </a>
  );
}

/** More addresses than this are not shown beside an act. */
const MAX_REPORTS = 3;

/** What a feed counted behind an act, and addresses of reports as far as they are kept. */
export function Reports({ machine }: { readonly machine: MachineCountsResponse | undefined }) {
  const wording = words.value.machine;
  if (!machine) return null;
  const addresses = machine.reports.filter((report) => /^https?:\/\//.test(report)).slice(0, MAX_REPORTS);
  return (
    <span class="reports">
      {wording.counts(machine)}
      {machine.lateRows > 0 ? `, ${wording.late1(machine.lateRows)}` : ''}
      {addresses.map((address, i) => (
        <a key={address} href={address} rel="noreferrer external" title={address}>
          {wording.report(i + 1)}
        </a>
      ))}
    </span>
  );
}
