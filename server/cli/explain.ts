/** `tension explain DYAD`: the change between two days, moments or models as the sum of its causes, as the API gives it. */
import { changeTo, plain, sharePoints, signed } from '../../client/charts/format.ts';
import { actorName } from '../../client/charts/moveActors.ts';
import { WORDS } from '../../client/words/words.ts';
import { foldSmaller, type MoveKind } from '../../models/move.ts';
import { type Move, move } from '../../models/contract/move.ts';
import type { Config } from '../config.ts';
import { directionTyped, dyadTyped, withApi } from './askedDyad.ts';
import { counted, print, printJson, table } from './terminal.ts';

export interface ExplainOptions {
  readonly from: string;
  readonly to?: string;
  readonly model?: string;
  readonly modelTo?: string;
  readonly asOf?: string;
  readonly asOfTo?: string;
  readonly direction: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Causes that fit on a screen; the others are one line. */
const SHOWN = 10;

const KINDS: Readonly<Record<MoveKind, string>> = {
  new: 'new',
  ended: 'ended',
  fading: 'fading',
  revised: 'revised since',
  model: 'other model',
};

export async function explainCommand(config: Config, typed: string, options: ExplainOptions): Promise<number> {
  const dyad = dyadTyped(typed);
  const { from, to, model, modelTo, asOf, asOfTo } = options;
  const query = { from, to, model, modelTo, asOf, asOfTo, direction: directionTyped(options.direction) };
  await withApi(config, async (server) => {
    const body = await server.get(`/api/v1/dyads/${dyad}/move`, query, move);
    if (options.json) printJson(body);
    else print(moveInWords(body, options.all ? Infinity : SHOWN));
  });
  return 0;
}

/** @param most causes that are listed */
export function moveInWords(body: Move, most: number): string {
  const { groups, actors, events, from, to, change, residual } = body;
  const largestFirst = [...events].sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints));
  const { shown, smaller } = foldSmaller(largestFirst, most);
  const right = (head: string) => ({ head, align: 'right' as const });
  const left = (head: string) => ({ head, align: 'left' as const });
  return [
    body.sentence,
    stateOf(body),
    '',
    table(
      [left('Cause'), right('Events'), right('Share')],
      [
        [from.date, '', plain(from.index)],
        ...groups.map(({ kind, category, events, indexPoints }) => [
          `  ${KINDS[kind]}: ${category === null ? 'base or scale' : WORDS.en.causeGroups[category]}`,
          category === null ? '' : String(events),
          sharePoints(indexPoints),
        ]),
        [to.date, '', plain(to.index)],
        ['change', '', signed(changeTo(to.index, change))],
      ],
    ),
    `Shares of the change, in index points. They sum to it; residual ${residual.toExponential(1)}.`,
    ...(actors.length === 0
      ? []
      : [
          '',
          table(
            [left('Whose acts'), right('Events'), right('Share')],
            actors.map(({ actor, events, indexPoints }) => [
              actorName(actor, (code) => code, WORDS.en),
              String(events),
              sharePoints(indexPoints),
            ]),
          ),
        ]),
    ...(shown.length === 0
      ? ['', 'No event is coded up to then.']
      : [
          '',
          table(
            [right('Share'), left('Cause'), left('Date'), left('Event')],
            shown.map(({ indexPoints, kind, date, type, actor, target, summary, verified }) => [
              sharePoints(indexPoints),
              KINDS[kind],
              date,
              `${type}, ${actor} > ${target}${verified ? '' : ' (unverified)'}: ${summary}`,
            ]),
          ),
          ...(smaller
            ? [`${sharePoints(smaller.indexPoints)}  ${counted(smaller.events, 'smaller cause')} (--all lists them)`]
            : []),
          '',
          'Sources',
          ...[...new Map(shown.map(({ eventId, sourceUrl }) => [eventId, sourceUrl]))].map(
            ([eventId, sourceUrl]) => `  ${eventId}  ${sourceUrl === '' ? 'no address' : sourceUrl}`,
          ),
        ]),
  ].join('\n');
}

/** Under which model and as known when; both ends only where they differ. */
function stateOf({ from, to, direction }: Move): string {
  const modelOf = ({ model }: Move['from']): string => `${model.name} ${model.version} (${model.hash})`;
  const knownOf = ({ asOf }: Move['from']): string => (asOf === null ? '' : `as known on ${asOf}`);
  const both = (a: string, b: string): string => (a === b ? a : `${a} to ${b}`);
  return [
    `Model ${both(modelOf(from), modelOf(to))}`,
    both(knownOf(from), knownOf(to)),
    direction === 'both' ? '' : `acts ${direction}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
