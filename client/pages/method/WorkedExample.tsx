/** The four numbers of one act, each worked out by hand from what the API answers: nothing is typed in. */
import type { Contributions } from '../../../models/contract/contributions.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Series } from '../../../models/contract/series.ts';
import { epochDay, toIsoDate } from '../../../models/calendar.ts';
import { headlineOf } from '../../charts/headline.ts';
import { plain, signed } from '../../charts/format.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { longDate, words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';

/** The case that the index was made for: the veto, the sanction and the summons of spring 2024. */
const DYAD = 'KOR-RUS';
const EVENT = 'kor-rus-2024-04-02-sanction';
const DAY = '2024-04-02';
const FROM = '2024-03-01';
const TO = '2024-04-05';

const moveOf = (from: string, to: string): string => `/api/v1/dyads/${DYAD}/move?from=${from}&to=${to}`;

/** Nothing where the ledger does not hold the act. */
export function WorkedExample() {
  const dayMove = useResource<Move>(moveOf(toIsoDate(epochDay(DAY) - 1), DAY)).data;
  const step = dayMove?.events.find(({ eventId }) => eventId === EVENT);
  const ifKnown = (path: string): string | null => (step ? path : null);
  const move = useResource<Move>(ifKnown(moveOf(FROM, TO))).data;
  const level = useResource<Contributions>(ifKnown(`/api/v1/dyads/${DYAD}/contributions?date=${TO}`)).data;
  const without = useResource<Series>(
    ifKnown(`/api/v1/dyads/${DYAD}/series?from=${TO}&to=${TO}&whatIf=${encodeURIComponent(`event:${EVENT}`)}`),
  ).data?.points[0]?.index;
  const share = move?.events.find(({ eventId }) => eventId === EVENT);
  const part = level?.contributions.find(({ eventId }) => eventId === EVENT);
  if (!dayMove || !step || !move || !share || !level || !part || typeof without !== 'number') return null;
  const wording = words.value.method.example;
  const on = (date: string): string => longDate(epochDay(date));
  /** @example '5.1 × (78.5 − 76.3) / (51.8 − 46.7)' */
  const worked = (points: number, { from, to }: Pick<Move, 'from' | 'to'>): string =>
    `${plain(points, 2)} × (${plain(to.index, 2)} − ${plain(from.index, 2)}) / (${plain(to.tension, 2)} − ${plain(from.tension, 2)})`;
  const rows = [
    {
      name: wording.step,
      where: wording.stepWhere,
      how: worked(step.tensionPoints, dayMove),
      value: step.indexPoints,
    },
    {
      name: wording.shareOfChange,
      where: wording.shareOfChangeWhere(on(FROM), on(TO)),
      how: worked(share.tensionPoints, move),
      value: share.indexPoints,
    },
    {
      name: wording.shareOfLevel,
      where: wording.shareOfLevelWhere(on(TO)),
      how: `${plain(part.tensionPoints, 2)} × (${plain(level.index, 2)} − ${plain(level.neutral, 2)}) / ${plain(level.tension, 2)}`,
      value: part.indexPoints,
    },
    {
      name: wording.withoutIt,
      where: wording.withoutItWhere(on(TO)),
      how: `${plain(level.index, 2)} − ${plain(without, 2)}`,
      value: level.index - without,
    },
  ];
  return (
    <>
      <h3>{words.value.method.exampleHeading}</h3>
      <p>
        {wording.lede(headlineOf(step, words.value), on(DAY), plain(step.tensionPoints, 2))}{' '}
        <a href={`/d/${DYAD}?from=${FROM}&to=${TO}&a=${FROM}&b=${TO}`}>{wording.seeChart}</a>{' '}
        <a href={`/d/${DYAD}/e/${EVENT}`}>{wording.seeEvent}</a>
      </p>
      <DataTable
        class="worked-example"
        caption={wording.caption}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { key: 'word', heading: wording.word, isRowHeading: true, cell: ({ name }) => name },
          { key: 'where', heading: wording.where, cell: ({ where }) => where },
          { key: 'how', heading: wording.how, class: 'num', cell: ({ how }) => how },
          { key: 'value', heading: wording.value, class: 'num', cell: ({ value }) => signed(value, 2) },
        ]}
      />
    </>
  );
}
