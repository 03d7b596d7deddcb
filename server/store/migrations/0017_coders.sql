-- Rounds in which a second coder codes what a first has coded. Nothing is updated or deleted: a change is a row with a higher version.
create table coding_round (
  round_id text primary key,
  title text not null,
  kind text not null,              -- sample, drafts
  first_coder text not null,
  second_coder text not null,
  share double precision,          -- of a sample
  seed bigint,
  key_hash text not null,          -- SHA-256 of the second coder's key, hex
  created_at timestamptz not null,
  created_by text not null
);

create table coding_unit (
  round_id text not null,
  unit integer not null,           -- its number in the round
  event_id text not null,          -- of a sample; empty for drafts
  revision integer not null,       -- of the event when it was drawn; 0 for drafts
  act integer not null,            -- of drafts: its place among the acts sent; -1 for a sample
  bearing integer not null,
  content text not null,           -- JSON: what the second coder sees
  first_codes text not null,       -- JSON
  primary key (round_id, unit)
);

create table coding_act (
  round_id text not null,
  act integer not null,
  content text not null,           -- JSON: the draft as it was sent
  primary key (round_id, act)
);

create table coding_code (
  round_id text not null,
  unit integer not null,
  version integer not null,
  codes text not null,             -- JSON: what the second coder said
  coded_at timestamptz not null,
  primary key (round_id, unit, version)
);

create table coding_closed (
  round_id text primary key,
  closed_at timestamptz not null,
  closed_by text not null
);

create table coding_decision (
  round_id text not null,
  unit integer not null,
  version integer not null,
  taken text not null,             -- first, second, third
  codes text not null,             -- JSON: what was accepted
  reason text not null,
  event_id text not null,          -- the event that holds it; empty while nothing was recorded
  decided_at timestamptz not null,
  decided_by text not null,
  primary key (round_id, unit, version)
);
