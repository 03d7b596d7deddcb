-- Published values as stretches of days, kept per run where they changed: the value of a day as run R served it is that of the
-- row with the greatest run_id <= R. The program carries what published_point has over (server/store/carriedPoints.ts).
create table published_stretch (
  dyad text not null,
  model_hash text not null,
  run_id bigint not null,
  first_day integer not null,      -- days since 1970-01-01
  days integer not null,
  base double precision,           -- see server/store/packedDays.ts
  packed bytea not null,
  first_runs text,                 -- of a row that stands for several earlier ones: the runs that first published its days
  first_tension bytea              -- and, where they differ, the tensions of then
);

-- only PostgreSQL
create index published_stretch_dyad on published_stretch (dyad, model_hash, run_id);

-- only PostgreSQL
create index published_stretch_day on published_stretch (model_hash, first_day);

-- Doubles hardly get smaller, and trying takes longer than writing them.
-- only PostgreSQL
alter table published_stretch alter column packed set storage external;

-- The rows of the board, for the models that a run scored; without a row, the dyad has no event any more. Only what the last runs need is kept.
create table published_dyad (
  dyad text not null,
  model_hash text not null,
  run_id bigint not null,
  first_day integer,               -- of its events
  board text                       -- JSON
);

-- only PostgreSQL
create index published_dyad_model on published_dyad (model_hash, dyad, run_id);
