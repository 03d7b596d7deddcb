-- Machine-coded feeds. The ledger of files: one row for each file that a feed should have, whatever became of it.
create table feed_file (
  feed text not null,
  name text not null,
  address text not null,
  first_day date,                  -- days that the file reports on; null where its name does not say
  last_day date,
  expected_bytes bigint,
  expected_md5 text,
  state text not null,             -- pending | done | missing | failed | refused
  attempts integer not null,
  first_tried_at timestamptz,
  last_tried_at timestamptz,
  next_try_at timestamptz,         -- null: not by itself
  reason text not null,            -- why it is not done; empty otherwise
  take_id integer,                 -- what it brought; null unless it is done
  primary key (feed, name)
);

-- What was stored when. Append-only: a file whose content changed is taken again, and the new take says which one it replaces.
-- What counted at a moment are the takes up to it without those that a take up to it replaces.
create table feed_take (
  take_id integer primary key,     -- grows in the order of commits
  feed text not null,
  name text not null,
  taken_at timestamptz not null,   -- one moment for all files of a commit, later than every moment before
  replaces integer,
  bytes bigint not null,
  md5 text not null,
  row_count bigint not null,
  taken bigint not null,
  stories bigint not null,
  faulty bigint not null,
  account text not null            -- JSON: faults, rows left out and remarks by reason, first faults in words
);

-- What two states did to each other, as far as one file tells: one row for each story of it. Parts of one story in several files
-- have the same dyad, day, side and code, and their counts add up. DuckDB gets no key, for the reason given in 0001_ledger.sql.
create table feed_cell (
  feed text not null,
  take_id integer not null,
  dyad integer not null,           -- six letters as a number in base 26, as server/feeds/packedDyad.ts writes it: five times as fast to find as text
  day date not null,               -- of the act
  first_acts boolean not null,     -- whether the first side of the dyad acts
  code text not null,
  row_count integer not null,
  mentions integer not null,
  articles integer not null,
  sources integer not null,        -- the most behind one row
  late_rows integer not null,      -- rows that were found more than a day after the day of the act
  first_added date,                -- when the feed found it; null where it does not say
  last_added date
);

-- only PostgreSQL
create index feed_cell_dyad on feed_cell (dyad, feed);

-- only PostgreSQL
create index feed_cell_take on feed_cell (take_id);

-- How much a file reports in the whole world about each day: the denominators.
create table feed_world (
  feed text not null,
  take_id integer not null,
  day date not null,
  row_count bigint not null,
  quad1 bigint not null,           -- verbal cooperation
  quad2 bigint not null,           -- material cooperation
  quad3 bigint not null,           -- verbal conflict
  quad4 bigint not null,           -- material conflict
  interstate bigint not null,
  intensity_tenths bigint not null
);

-- only PostgreSQL
create index feed_world_take on feed_world (take_id);

-- Reports behind the stories of watched dyads, and of others that were asked for.
create table feed_report (
  feed text not null,
  take_id integer not null,
  dyad integer not null,
  day date not null,
  first_acts boolean not null,
  code text not null,
  first_row_id text not null,
  place text,
  reports text not null            -- addresses or names of reports, one a line
);

-- only PostgreSQL
create index feed_report_dyad on feed_report (dyad, feed);
