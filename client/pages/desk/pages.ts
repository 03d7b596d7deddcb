/** The pages of the desk, by the part of the address after /desk/: each is fetched when it is first shown. */
import type { ComponentType } from 'preact';

export const DESK_PAGES: Readonly<Record<string, () => Promise<ComponentType>>> = {
  code: () => import('./Code.tsx').then(({ Code }) => Code),
  rounds: () => import('./Rounds.tsx').then(({ Rounds }) => Rounds),
  act: () => import('./Act.tsx').then(({ Act }) => Act),
  audit: () => import('./Audit.tsx').then(({ Audit }) => Audit),
  import: () => import('./Import.tsx').then(({ Import }) => Import),
  imports: () => import('./Imports.tsx').then(({ Imports }) => Imports),
  queue: () => import('./Queue.tsx').then(({ Queue }) => Queue),
};
