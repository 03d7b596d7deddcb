-- Texts and their drafts, as pages keep them. The newest version stands, with who saved it and when; saving one makes no entry in audit_entry.
create table saved_draft (
  id text primary key,
  version integer not null,        -- 1 for the first
  title text not null,
  content text not null,           -- JSON, which the server does not read
  state text not null,             -- open | recorded | discarded
  saved_at timestamptz not null,
  saved_by text not null
);

-- Changes that somebody without the right to record asks for.
create table suggestion (
  id text primary key,
  kind text not null,              -- act | revision | retraction | restoration
  subject text not null,           -- the id of an event or act; empty for a new act
  change text not null,            -- JSON: the body that the route would take
  by_whom text not null,
  reason text not null,
  made_at timestamptz not null,
  state text not null,             -- open | accepted | declined
  decided_by text,
  decided_at timestamptz,
  decision text not null           -- what the editor said; empty while open
);
