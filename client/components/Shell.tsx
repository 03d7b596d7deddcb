import type { ComponentChildren } from 'preact';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { asOf, keepingAsOf } from '../state/asOf.ts';
import { connection } from '../state/connection.ts';
import { place } from '../state/location.ts';
import { chooseTheme, type ThemeChoice, themeChoice } from '../state/theme.ts';
import { AsOfBanner, AsOfMenu, isDated } from './AsOf.tsx';
import { Banners } from './Banners.tsx';

const LINKS = [
  { href: '/', label: 'Board' },
  { href: '/compare', label: 'Compare' },
  { href: '/lab', label: 'Lab' },
  { href: '/m/baseline', label: 'Model' },
  { href: '/method', label: 'Method' },
  { href: '/ops', label: 'Operations' },
  { href: '/docs', label: 'API' },
] as const;

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { auto: 'dark', dark: 'light', light: 'auto' };

/** What stands around every page. */
export function Shell({ children, onHelp }: { readonly children: ComponentChildren; readonly onHelp: () => void }) {
  const { path, query } = place.value;
  const choice = themeChoice.value;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="site-header">
        <a class="site-name" href={keepingAsOf('/')}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M2 17h5l3-9 4 12 3-8h5" />
          </svg>
          Tension
        </a>
        <nav aria-label="Pages">
          {LINKS.map(({ href, label }) => (
            <a key={href} href={keepingAsOf(href)} aria-current={path === href || (href === '/m/baseline' && path.startsWith('/m/')) ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <div class="site-tools">
          <AsOfMenu today={toIsoDate(dayOfMs(Date.now()))} />
          <span class={`live live-${connection.value.state}`} title={connection.value.state === 'live' ? 'Connected: the page follows new roll-ups' : 'Not connected'}>
            {connection.value.state === 'live' ? 'live' : connection.value.state === 'gone' ? 'offline' : '…'}
          </span>
          <button type="button" class="quiet" onClick={() => chooseTheme(NEXT[choice])} aria-label={`Colours: ${choice}. Change to ${NEXT[choice]}`}>
            {choice === 'auto' ? 'Auto' : choice === 'dark' ? 'Dark' : 'Light'}
          </button>
          <button type="button" class="quiet" onClick={onHelp} aria-label="Keys" aria-keyshortcuts="?">
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
          Every point on a line is the exact sum of sourced events. <a href="/method">How to read the index</a>. Events: CC BY 4.0. Times are UTC.
        </p>
      </footer>
    </>
  );
}
