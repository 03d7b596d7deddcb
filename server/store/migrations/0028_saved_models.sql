-- Models that were saved here, beside those that come with the program as files. A row is never changed or deleted.
create table saved_model (
  name text not null,
  version integer not null,
  model_hash text not null,
  definition text not null,        -- JSON
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (name, version)
);
