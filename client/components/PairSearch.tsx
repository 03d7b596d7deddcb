/** The search of the header: any pair of states, by names and codes, and any view by its code. A combobox with a list (WAI-ARIA), by keyboard, mouse and finger. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ReadCode, readViewCode } from '../charts/view.ts';
import { keepingAsOf } from '../state/asOf.ts';
import { dyadName } from '../state/countryNames.ts';
import { useKeys } from '../state/keys.ts';
import { words } from '../state/language.ts';
import { navigate } from '../state/location.ts';
import { type Pair, type PairSearch as PairSearchResult, usePairSearch } from '../state/pairSearch.ts';
import { openView } from '../state/pictures.ts';

const LIST = 'pair-list';
const FIELD = 'pair-search';

export function PairSearch() {
  const wording = words.value.search;
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const read = readViewCode(text);
  // A name of nine letters may be a code as well.
  const isView = 'code' in read && /[\d/]/.test(text.normalize('NFKC'));
  const found = usePairSearch(text.trim(), isOpen && !isView);
  const pairs = isOpen && !isView ? (found?.pairs ?? []) : [];
  const options: readonly Option[] = isOpen && 'code' in read ? [...pairs, { view: read.code }] : pairs;
  const current = Math.min(active, options.length - 1);
  useKeys({
    '/': () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  useEffect(() => {
    if (current >= 0) document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  useEffect(() => {
    const close = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, []);

  const open = (option: Option): void => {
    setOpen(false);
    setText('');
    field.current?.blur();
    if ('view' in option) return openView(option.view);
    const pair = option;
    // Asked for at once, because nothing is coded by hand.
    const isMachineOnly = pair.events === 0 && pair.feeds.some(({ feed }) => feed === 'gdelt');
    navigate(keepingAsOf(`/d/${pair.dyad}${isMachineOnly ? '?model=gdelt' : ''}`));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const step: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    if (Object.hasOwn(step, event.key)) {
      if (isOpen && options.length > 0) setActive((current + step[event.key]! + options.length) % options.length);
      else setOpen(true);
    } else if (event.key === 'Enter') {
      // An answer to fewer letters than stand there would open another pair than was meant.
      const chosen = isView || found?.query === text.trim() ? options[current] : undefined;
      if (!isOpen || !chosen) return;
      open(chosen);
    } else if (event.key === 'Escape' && (isOpen || text !== '')) {
      if (!isOpen) setText('');
      setOpen(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      class="pair-search"
      ref={root}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget))) setOpen(false);
      }}
    >
      <label class="visually-hidden" for={FIELD}>
        {wording.label}
      </label>
      <input
        ref={field}
        id={FIELD}
        type="search"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        placeholder={wording.hint}
        aria-expanded={options.length > 0}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-keyshortcuts="/"
        aria-activedescendant={isOpen && current >= 0 ? optionId(current) : undefined}
        value={text}
        onFocus={() => setOpen(true)}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={press}
      />
      <div class="pair-results" hidden={!isOpen || (found === undefined && !isView)}>
        <ul id={LIST} role="listbox" aria-label={wording.pairs}>
          {options.map((option, i) => (
            <li
              key={'view' in option ? option.view : option.dyad}
              id={optionId(i)}
              role="option"
              aria-selected={i === current}
              class={i === current ? 'is-active' : undefined}
              onPointerMove={() => setActive(i)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => open(option)}
            >
              {'view' in option ? (
                <span class="pair-name">{wording.view(option.view)}</span>
              ) : (
                <>
                  <span class="pair-name">{dyadName(option.dyad, option.name)}</span>
                  <code>{option.dyad}</code>
                  <PairData pair={option} />
                </>
              )}
            </li>
          ))}
        </ul>
        <p class="pair-note" role="status">
          {isView || found === undefined ? '' : (found.fault ?? noteOf(found, read))}
        </p>
      </div>
    </div>
  );
}

type Option = Pair | { readonly view: string };

const optionId = (at: number): string => `pair-${at}`;

/** What there is of a pair: coded by hand, by machine, or nothing yet. */
function PairData({ pair }: { readonly pair: Pair }) {
  const wording = words.value.search;
  return (
    <span class="pair-data">
      {pair.events > 0 ? <span class="source-tag is-curated">{wording.curated(pair.events)}</span> : null}
      {pair.feeds.map(({ feed, name, rows }) => (
        <span key={feed} class="source-tag is-machine">
          {wording.machine(name, rows)}
        </span>
      ))}
      {pair.events === 0 && pair.feeds.length === 0 ? <span class="source-tag">{wording.nothing}</span> : null}
    </span>
  );
}

function noteOf({ pairs, total, query }: PairSearchResult, read: ReadCode): string {
  const wording = words.value.search;
  if (pairs.length > 0) return pairs.length < total ? wording.more(pairs.length, total) : wording.found(total);
  if ('code' in read) return '';
  return read.kind === 'check' ? words.value.pictures.codeFaults.check : wording.none(query);
}
