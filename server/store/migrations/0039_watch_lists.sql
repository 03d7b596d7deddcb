-- Dyads under a name: shared, or somebody's own.
create table watch_list (
  owner text not null,             -- who alone sees it; empty: it is shared
  name text not null,
  title text not null,
  dyads text not null,             -- JSON
  feed_secret text not null,       -- SHA-256 of the secret in the address of its feed; empty: it has no such address
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (owner, name)
);
