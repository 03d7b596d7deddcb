-- What stood in files of the data folder, where another server of the database would miss it.

-- The feeds that are fetched.
create table feed_config (
  name text primary key,
  config text not null,            -- JSON: the feed as it was added, with its mapping
  changed_at timestamptz not null
);

-- Names, people and patterns that users added to the dictionaries of drafting.
create table drafting_words (
  id integer primary key,          -- 1: the only row
  words text not null,             -- JSON
  changed_at timestamptz not null
);

-- Files of data/events that were taken, each in the version that was taken last.
create table shipped_file (
  path text primary key,
  digest text not null,            -- first half of its SHA-256, hex
  taken_at timestamptz not null
);

-- The settings of the server that started last, but for those that are each server's own: only digests.
create table shared_setting (
  name text primary key,
  digest text not null,            -- 32 bits: enough to see a difference, too few to find the value
  said_at timestamptz not null
);
