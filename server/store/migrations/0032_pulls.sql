-- The pull of each feed that is under way, or the last one. The server that leads pulls; a pull goes on while its leader does.
create table feed_pull (
  feed text primary key,
  pull_id text not null,           -- random, its own for each pull
  owner text not null,             -- who led when it began, as in lease
  term bigint not null,
  account text not null,           -- how far it is, as JSON
  ended boolean not null,
  noted_at timestamptz not null    -- by the database's clock
);

-- Pulls that other servers ask the leader to start or to stop.
create table pull_request (
  id text primary key,
  feed text not null,
  what text not null,              -- pull or stop
  options text not null,           -- of a pull, as JSON
  asked_at timestamptz not null,
  answer text                      -- JSON, once the leader has given one
);
