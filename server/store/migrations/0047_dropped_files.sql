-- Files of feeds that somebody dropped on a page: kept here, so that every server on the database reads them and a backup has them.
-- A file goes with the last feed that names it. DuckDB gets no key, for the reason given in 0001_ledger.sql.
create table feed_dropped_file (
  feed text not null,
  file text not null,              -- as the feed names it: dropped:MD5/name
  bytes integer not null,
  content bytea not null,
  kept_at timestamptz not null,
  kept_by text not null
);
