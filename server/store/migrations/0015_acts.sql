-- Who wrote what, when and why: one row for each change, written in its transaction. Rows are never updated or deleted, and each
-- holds the hash of the one before it, so that a row that was changed or taken out afterwards is found.
-- An operation of event_revision can be restore from now on: a retracted event holds again. A revision has a reason too.
create table audit_entry (
  number bigint primary key,
  recorded_at timestamptz not null,
  recorded_by text not null,
  action text not null,            -- create, revise, retract, restore, import, retract-import, declare-coverage ...
  subject text not null,           -- the id of an event, of an import, a dyad ...
  before text not null,            -- canonical JSON: the fields that changed, as they were; null
  after text not null,             -- the same, as they are now
  why text not null,
  hash text not null,              -- SHA-256 of the row with previous_hash, as server/ledger/audit.ts writes it
  previous_hash text not null      -- empty for the first
);

-- Imports that were taken back.
create table import_retraction (
  import_id text primary key,
  recorded_at timestamptz not null,
  recorded_by text not null,
  reason text not null,
  retracted bigint not null,       -- events that it had created
  reverted bigint not null,        -- events that have their content of before again
  left_alone bigint not null       -- events that changed since
);

-- Requests with a key of their own: asked again after a lost answer, they record nothing and give the first answer.
create table recorded_request (
  key text primary key,
  fingerprint text not null,       -- of what was asked
  answer text not null,            -- JSON
  recorded_at timestamptz not null
);
