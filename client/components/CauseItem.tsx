/** An event as a cause of a move: its points, its name as a link, its summary, and the reports behind it. */
import type { ComponentChildren } from 'preact';
import type { Category } from '../../models/codebook.ts';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { ActLink, CouplingTag, type LinkedAct, Reports } from './ActLink.tsx';
import { CategoryMark } from './CategoryMark.tsx';

interface Props {
  readonly act: LinkedAct & { readonly category: Category; readonly verified: boolean; readonly summary: string };
  /** index points, with their sign */
  readonly points: string;
  /** that it carries on the chart */
  readonly number: number | undefined;
  /** name of its type */
  readonly title: string;
  readonly date: string;
  /** after the name: how it is a cause, where it is not a new event */
  readonly kind?: string;
  /** where the summary is from */
  readonly source?: ComponentChildren;
}

export function CauseItem({ act, points, number, title, date, kind, source }: Props) {
  return (
    <li class={act.verified ? undefined : 'is-unverified'}>
      <span class="moved-points num">{points}</span>
      <div>
        <ActLink act={act}>
          {number === undefined ? null : <span class="badge">{number}</span>}
          <CategoryMark category={act.category} />
          <b>{title}</b>, {date}
        </ActLink>
        <CouplingTag from={act.coupledFrom} />
        {kind === undefined ? null : <span class="cause-kind">{kind}</span>}
        <p>
          {act.verified ? '' : <em>{words.value.move.unverified} </em>}
          <span lang={DATA_LANGUAGE}>{act.summary}</span>
          {source}
        </p>
        <Reports machine={act.machine} />
      </div>
    </li>
  );
}
