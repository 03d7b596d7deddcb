-- Which process leads: it alone runs the roll-up and polls the feeds. One row, without a leader at first.
create table lease (
  id integer primary key check (id = 1),
  owner text not null,             -- random, its own for each process
  place text not null,             -- host and process id, for people
  term bigint not null,            -- grows with each leader: what an earlier one still writes is refused
  until timestamptz not null       -- by the database's clock: from then on another may lead
);
insert into lease (id, owner, place, term, until) values (1, '', '', 0, cast('1970-01-01T00:00:00Z' as timestamptz));

-- In a key the term is locked apart from the rest of the row: a publication keeps others from taking the lease, but not its leader from renewing it.
-- only PostgreSQL
create unique index lease_term on lease (term);

-- Runs that other processes ask the leader for.
create table run_request (
  id text primary key,
  trigger text not null,
  asked_at timestamptz not null,
  run_id bigint                    -- the run that does it, once the leader has said so
);
