-- The ledger: append-only and bitemporal. One row is one revision of an event; rows are never updated or deleted.
create table event_revision (
  event_id text not null,
  revision integer not null,       -- 1 for the first
  operation text not null,         -- create | revise | retract
  recorded_at timestamptz not null, -- one moment for all rows of an import, later than every moment before
  recorded_by text not null,
  import_id text not null,         -- empty for a retraction
  reason text not null,            -- why it was retracted; empty otherwise
  content_hash text not null,      -- of the columns below, as server/ledger/content.ts writes them
  dyad text not null,
  date date not null,
  date_precision text not null,
  actor text not null,
  target text not null,
  others text not null,            -- codes with a semicolon between them
  role text not null,
  type text not null,
  cameo text not null,
  polarity integer not null,
  severity integer not null,
  summary text not null,
  source_name text not null,
  source_url text not null,
  source_date text not null,
  verified boolean not null,
  note text not null
);

-- DuckDB gets no key here: it scans columns, and a key makes appending slower and is held in memory (figures in
-- server/store/README.md). The ledger assigns revisions inside its transaction, and writers wait for one another.
-- only PostgreSQL
create unique index event_revision_key on event_revision (event_id, revision);

-- only PostgreSQL
create index event_revision_dyad on event_revision (dyad, date);

-- only PostgreSQL
create index event_revision_recorded on event_revision (recorded_at);

-- What was imported when, from where: one row for each import that recorded something.
create table import_log (
  import_id text primary key,
  source text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  row_count bigint not null,
  created bigint not null,
  unchanged bigint not null,
  revised bigint not null,
  faulty bigint not null
);
