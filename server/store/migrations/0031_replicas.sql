-- What each server process on this database is doing, as it says itself every few seconds. One that ends takes its row out; rows of an hour ago go.
create table replica (
  replica_id text primary key,     -- random, its own for each process
  place text not null,             -- host and process id, as in lease
  version text not null,           -- of the program
  started_at timestamptz not null, -- by the database's clock, as seen_at
  seen_at timestamptz not null,
  serves_run bigint,               -- null before the first run
  run_under_way bigint,            -- the run that it does itself
  pulls text not null,             -- the feeds that it is pulling, as a JSON list
  streams integer not null,        -- event streams open to pages
  memory_bytes bigint not null
);
