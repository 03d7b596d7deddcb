-- Dyads under a name: shared, or somebody's own.
create table watch_list (
  owner text not null,             -- who alone sees it; empty: it is shared
  name text not null,
  title text not null,
  dyads text not null,             -- JSON
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (owner, name)
);
