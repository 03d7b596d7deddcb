import type { ComponentChildren } from 'preact';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { asOf, keepingAsOf } from '../state/asOf.ts';
import { connection } from '../state/connection.ts';
import { chooseLanguage, nextLanguage, words } from '../state/language.ts';
import { place } from '../state/location.ts';
import { may } from '../state/person.ts';
import { chooseTheme, type ThemeChoice, themeChoice } from '../state/theme.ts';
import { nameOfLanguage } from '../words/languages.ts';
import { AsOfBanner, AsOfMenu, isDated } from './AsOf.tsx';
import { Banners } from './Banners.tsx';
import { PairSearch } from './PairSearch.tsx';
import { SignedIn } from './SignedIn.tsx';
import { Phrase } from './Phrase.tsx';

const LINKS = [
  { href: '/', label: 'board' },
  { href: '/compare', label: 'compare' },
  { href: '/brief', label: 'brief' },
  { href: '/alerts', label: 'alerts' },
  { href: '/desk', label: 'desk' },
  { href: '/lab', label: 'lab' },
  { href: '/m/baseline', label: 'model' },
  { href: '/method', label: 'method' },
  { href: '/ops', label: 'ops' },
] as const;
const ADMIN = { href: '/admin', label: 'admin' } as const;

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { auto: 'dark', dark: 'light', light: 'auto' };

/** Whether a page is the link's own, or one of its parts. */
const isHere = (href: string, path: string): boolean =>
  path === href ||
  (href === '/m/baseline' && path.startsWith('/m/')) ||
  ((href === '/desk' || href === '/admin') && path.startsWith(`${href}/`));

/** What stands around every page. */
export function Shell({
  children,
  onHelp,
  onCheck,
}: {
  readonly children: ComponentChildren;
  readonly onHelp: () => void;
  readonly onCheck: () => void;
}) {
  const wording = words.value.shell;
  const { path, query } = place.value;
  const choice = themeChoice.value;
  return (
    <>
      <a class="skip" href="#main">
        {wording.skip}
      </a>
      <header class="site-header">
        <a class="site-name" href={keepingAsOf('/')}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M2 17h5l3-9 4 12 3-8h5" />
          </svg>
          {wording.name}
        </a>
        <nav aria-label={wording.pages}>
          {[...LINKS, ...(may('admin') ? [ADMIN] : [])].map(({ href, label }) => (
            <a key={href} href={keepingAsOf(href)} aria-current={isHere(href, path) ? 'page' : undefined}>
              {wording.links[label]}
            </a>
          ))}
        </nav>
        <PairSearch />
        <div class="site-tools">
          <AsOfMenu today={toIsoDate(dayOfMs(Date.now()))} />
          <span
            class={`live live-${connection.value.state}`}
            title={connection.value.state === 'live' ? wording.connected : wording.notConnected}
          >
            {connection.value.state === 'live'
              ? wording.live
              : connection.value.state === 'gone'
                ? wording.offline
                : '…'}
          </span>
          <SignedIn />
          <button
            type="button"
            class="quiet"
            onClick={() => chooseTheme(NEXT[choice])}
            aria-label={wording.coloursChange(wording.colours[choice], wording.colours[NEXT[choice]])}
          >
            {wording.colours[choice]}
          </button>
          <button
            type="button"
            class="quiet"
            lang={nextLanguage.value}
            onClick={() => chooseLanguage(nextLanguage.value)}
          >
            {nameOfLanguage(nextLanguage.value)}
          </button>
          <button type="button" class="quiet" onClick={onHelp} aria-label={wording.keys} aria-keyshortcuts="?">
            ?
          </button>
        </div>
      </header>
      <Banners />
      <AsOfBanner path={path} model={query.get('model')} />
      <main id="main" tabIndex={-1} class={asOf.value !== undefined && isDated(path) ? 'is-as-of' : undefined}>
        {children}
      </main>
      <footer class="site-footer">
        <p>
          <Phrase text={wording.footer} parts={{ method: <a href="/method">{wording.howToRead}</a> }} />
        </p>
        <div class="site-footer-links">
          <button type="button" class="quiet" aria-keyshortcuts="v" onClick={onCheck}>
            {words.value.pictures.button}
          </button>
          <a href="/docs" aria-current={path === '/docs' ? 'page' : undefined}>
            {wording.links.docs}
          </a>
        </div>
      </footer>
    </>
  );
}
