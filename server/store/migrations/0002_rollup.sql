-- The roll-up: one row for each run, whatever became of it.
create table rollup_run (
  id bigint primary key,
  trigger text not null,
  status text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  as_of timestamptz,               -- the ledger's watermark that was scored; null for an empty ledger
  through_day date not null,
  dyads integer not null,
  points bigint not null,
  error text
);

-- The run that is served: one row, replaced in the transaction that completes a run.
create table published_run (
  id integer primary key check (id = 1),
  run_id bigint not null
);

-- The definitions under which anything was ever published, so that an old series can be explained.
create table rollup_model (
  model_hash text primary key,
  name text not null,
  version integer not null,
  definition text not null,        -- JSON
  first_run bigint not null
);

-- Published values, kept per run where they changed: the value of a day as run R served it is the one with the greatest run_id <= R.
create table published_point (
  dyad text not null,
  model_hash text not null,
  day date not null,
  run_id bigint not null,
  tension double precision not null,
  conflict double precision not null,
  cooperation double precision not null,
  sd double precision not null
);

-- DuckDB gets no index here, for the reason given in 0001_ledger.sql.
-- only PostgreSQL
create unique index published_point_key on published_point (dyad, model_hash, day, run_id);
