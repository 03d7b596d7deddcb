-- How files of a header are mapped: kept under a name, the newest row of a name counts. Nothing is updated or deleted.
create table import_mapping (
  name text not null,
  header text not null,
  mapping text not null,
  recorded_at timestamptz not null,
  recorded_by text not null
);
