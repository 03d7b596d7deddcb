/** How to read the index: the formulas in words, and what it cannot say. */
import type { Board } from '../../models/contract/board.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { plain } from '../charts/format.ts';
import { Phrase, type PhraseParts } from '../components/Phrase.tsx';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { TwoCoders } from './method/TwoCoders.tsx';
import { WorkedExample } from './method/WorkedExample.tsx';

/** The section on how levels and changes are taken apart. */
const EXPLAINED = 2;

export function Method() {
  const { method: wording, move } = words.value;
  useTitle(wording.title);
  const model = useResource<ModelDetail>('/api/v1/models/baseline').data?.definition;
  const board = useResource<Board>('/api/v1/dyads').data;
  const parts: PhraseParts = {
    scale: model ? plain(model.scale, 0) : 40,
    days: model?.flag.windowDays ?? 30,
    raise: model?.flag.raiseAt ?? 5,
    card: <a href="/m/baseline">{wording.modelCard}</a>,
    checked: <span class="check">{move.sumChecked}</span>,
    formula: <span class="formula">{wording.formula(model ? plain(model.scale, 0) : 'S')}</span>,
  };
  return (
    <article class="plain-page prose">
      <h1 tabIndex={-1}>{wording.heading}</h1>
      <p class="lede">{wording.lede}</p>
      {wording.sections.map(({ heading, blocks }, i) => (
        <section key={heading}>
          <h2>{heading}</h2>
          {blocks.map((block) => (
            <Block key={block.items[0]} {...block} parts={parts} />
          ))}
          {i === EXPLAINED ? <WorkedExample /> : null}
        </section>
      ))}
      <TwoCoders />
      {board ? (
        <p>
          {wording.thin}{' '}
          {board.dyads.map((dyad, i) => (
            <span key={dyad.id}>
              {i === 0 ? '' : ', '}
              <a href={`/d/${dyad.id}`}>{dyadName(dyad.id, dyad.name)}</a>
            </span>
          ))}
        </p>
      ) : null}
    </article>
  );
}

/** Paragraphs, points, or steps in order. */
function Block({
  as,
  items,
  parts,
}: {
  readonly as: 'p' | 'ul' | 'ol';
  readonly items: readonly string[];
  readonly parts: PhraseParts;
}) {
  if (as === 'p')
    return (
      <>
        {items.map((text) => (
          <p key={text}>
            <Phrase text={text} parts={parts} />
          </p>
        ))}
      </>
    );
  const List = as;
  return (
    <List>
      {items.map((text) => (
        <li key={text}>
          <Phrase text={text} parts={parts} />
        </li>
      ))}
    </List>
  );
}
