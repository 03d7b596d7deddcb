-- Up to when the corrections of a feed are known.
create table feed_look (
  feed text primary key,
  looked_through timestamptz not null
);

-- Ids of the rows that a file held, where a server says later that it has deleted some: sorted, one a line, deflated.
create table feed_row_ids (
  take_id integer primary key,
  ids bytea not null
);
