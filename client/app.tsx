/** Which page an address means. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { KeysDialog } from './components/KeysDialog.tsx';
import { PictureCheck } from './components/PictureCheck.tsx';
import { LazyPage } from './components/LazyPage.tsx';
import { Shell } from './components/Shell.tsx';
import { Board } from './pages/Board.tsx';
import { Compare } from './pages/Compare.tsx';
import { DESK_PAGES } from './pages/desk/pages.ts';
import { Docs } from './pages/Docs.tsx';
import { Dyad } from './pages/Dyad.tsx';
import { Event } from './pages/Event.tsx';
import { Method } from './pages/Method.tsx';
import { ModelCard } from './pages/ModelCard.tsx';
import { NotFound } from './pages/NotFound.tsx';
import { View } from './pages/View.tsx';
import { useKeys } from './state/keys.ts';
import { words } from './state/language.ts';
import { place } from './state/location.ts';

export function App() {
  const { path } = place.value;
  const isHelpOpen = useSignal(false);
  const isCheckOpen = useSignal(false);
  useKeys({ '?': () => (isHelpOpen.value = true), v: () => (isCheckOpen.value = true) });
  const first = useRef(true);
  useEffect(() => {
    // A page that opens without loading must tell so: the heading takes the focus.
    if (first.current) {
      first.current = false;
      return;
    }
    return focusHeading();
  }, [path]);
  return (
    <>
      <Shell onHelp={() => (isHelpOpen.value = true)} onCheck={() => (isCheckOpen.value = true)}>
        {pageOf(path)}
      </Shell>
      <PictureCheck
        isOpen={isCheckOpen.value}
        onOpen={() => (isCheckOpen.value = true)}
        onClose={() => (isCheckOpen.value = false)}
      />
      <KeysDialog isOpen={isHelpOpen.value} onClose={() => (isHelpOpen.value = false)} />
    </>
  );
}

/** The lab brings the schema of models along, which no other page needs. */
const loadLab = () => import('./pages/Lab.tsx').then(({ Lab }) => Lab);

/** Who watches the board and the dyads needs nothing of the cards. */
const loadBrief = () => import('./pages/Brief.tsx').then(({ Brief }) => Brief);

/** Dictionaries, models of language and readers of files come with it. */
const loadDesk = () => import('./pages/Desk.tsx').then(({ Desk }) => Desk);

/** Few need it, and seldom. */
const loadAdmin = () => import('./pages/Admin.tsx').then(({ Admin }) => Admin);

/** Its form and what it replays are seldom needed. */
const loadOps = () => import('./pages/Ops.tsx').then(({ Ops }) => Ops);
const loadAlerts = () => import('./pages/Alerts.tsx').then(({ Alerts }) => Alerts);

/** Who has no feed needs none of it. */
const loadUnusual = () => import('./pages/Unusual.tsx').then(({ Unusual }) => Unusual);

const loadComparison = () => import('./lab/Comparison.tsx').then(({ Comparison }) => Comparison);

/** Gives the focus to the page's heading, at once or when it has loaded, unless the reader has gone elsewhere by then. */
function focusHeading(): () => void {
  const main = document.querySelector<HTMLElement>('main');
  const heading = (): HTMLElement | null => document.querySelector<HTMLElement>('main h1');
  (heading() ?? main)?.focus({ preventScroll: true });
  const observer = new MutationObserver(() => {
    if (!heading()) return;
    observer.disconnect();
    if (document.activeElement === main || document.activeElement === document.body)
      heading()?.focus({ preventScroll: true });
  });
  if (main && !heading()) observer.observe(main, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function pageOf(path: string) {
  const wording = words.value.shell;
  const [first, second, third, fourth, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (first === undefined) return <Board />;
  if (rest.length === 0 && first === 'd' && second !== undefined) {
    if (third === undefined) return <Dyad id={second} />;
    if (third === 'e' && fourth !== undefined) return <Event key={fourth} dyad={second} id={fourth} />;
  }
  // Whoever pastes a whole address behind /v/ means its view.
  if (first === 'v' && second !== undefined) return <View typed={decoded(path.slice('/v/'.length))} />;
  if (first === 'm' && second !== undefined && third === undefined) return <ModelCard name={second} />;
  if (rest.length === 0 && first === 'm' && second !== undefined && third === 'vs' && fourth !== undefined)
    return <LazyPage load={loadComparison} what={wording.theComparison} />;
  if (first === 'desk' && second !== undefined && Object.hasOwn(DESK_PAGES, second))
    return <LazyPage key={second} load={DESK_PAGES[second]!} what={words.value.deskNav.title} />;
  if (first === 'admin' && third === undefined) return <LazyPage load={loadAdmin} what={words.value.admin.title} />;
  if (second === undefined) {
    if (first === 'lab') return <LazyPage load={loadLab} what={wording.theLab} />;
    if (first === 'desk') return <LazyPage load={loadDesk} what={words.value.shell.theDesk} />;
    if (first === 'compare') return <Compare />;
    if (first === 'brief') return <LazyPage load={loadBrief} what={words.value.brief.title} />;
    if (first === 'alerts') return <LazyPage load={loadAlerts} what={words.value.alertPage.title} />;
    if (first === 'unusual') return <LazyPage load={loadUnusual} what={words.value.unusual.title} />;
    if (first === 'ops') return <LazyPage load={loadOps} what={words.value.ops.title} />;
    if (first === 'docs') return <Docs />;
    if (first === 'method') return <Method />;
  }
  return <NotFound path={path} />;
}

/** A part of the path as it was meant; an address that is no valid encoding stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
