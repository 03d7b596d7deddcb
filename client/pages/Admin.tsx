/** The pages of an admin: people, keys, sessions, sign-ins, the audit, and what the server does. */
import '../styles/deskForms.css';
import '../styles/admin.css';
import type { ComponentType } from 'preact';
import { AdminNav, SECTIONS } from '../admin/AdminNav.tsx';
import { Access } from '../admin/Access.tsx';
import { Jobs } from '../admin/Jobs.tsx';
import { Keys } from '../admin/Keys.tsx';
import { People } from '../admin/People.tsx';
import { Servers } from '../admin/Servers.tsx';
import { Sessions } from '../admin/Sessions.tsx';
import { NeedsRole } from '../components/NeedsRole.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { AuditLog } from '../desk/AuditLog.tsx';
import { words } from '../state/language.ts';
import { place } from '../state/location.ts';
import { may, me } from '../state/person.ts';
import { useTitle } from '../state/title.ts';
import { NotFound } from './NotFound.tsx';

type Section = (typeof SECTIONS)[number]['label'];

const BODIES: Readonly<Record<Section, ComponentType>> = {
  people: People,
  keys: Keys,
  sessions: Sessions,
  access: Access,
  audit: AuditLog,
  jobs: Jobs,
  servers: Servers,
};

export function Admin() {
  const { admin, adminPeople, adminKeys, adminSessions, adminAccess, adminJobs, adminServers, audit } = words.value;
  const { path } = place.value;
  const section = SECTIONS.find(({ href }) => href === path)?.label;
  const title = section === undefined ? admin.title : admin.sections[section];
  useTitle(section === undefined ? title : `${admin.title}: ${title}`);
  if (section === undefined) return <NotFound path={path} />;
  const ledes: Readonly<Record<Section, string>> = {
    people: adminPeople.lede,
    keys: adminKeys.lede,
    sessions: adminSessions.lede,
    access: adminAccess.lede,
    audit: audit.lede,
    jobs: adminJobs.lede,
    servers: adminServers.lede,
  };
  const Body = BODIES[section];
  return (
    <article class="plain-page desk-page admin-page">
      <AdminNav />
      <h1 tabIndex={-1}>{title}</h1>
      <p class="lede">{ledes[section]}</p>
      {may('admin') ? (
        <>
          {me.value?.auth === 'token' && section === 'people' ? (
            <p class="admin-mode">
              <Phrase text={admin.tokenMode} parts={{ keys: <a href="/admin/keys">{admin.tokenModeKey}</a> }} />
            </p>
          ) : null}
          <Body />
        </>
      ) : (
        <NeedsRole role="admin" byToken={admin.byToken} />
      )}
    </article>
  );
}
