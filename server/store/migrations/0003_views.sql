-- Views that were pinned: a code on a picture opens for ever, so rows are never updated or deleted.
create table pinned_view (
  code text primary key,           -- client/charts/view.ts
  view text not null,              -- canonical JSON: what the code is of
  created_at timestamptz not null
);

-- The definitions of the models that pinned views name: the file of a model may go, the pictures made with it stay.
create table view_model (
  model_hash text primary key,
  name text not null,
  version integer not null,
  definition text not null,        -- JSON
  created_at timestamptz not null
);
