-- A feed that is removed with its rows: a take without a file, from which on the takes of the feed before it no longer count.
alter table feed_take add column is_removal boolean;

-- The days that a file reports on, as the take knew them: what was known of a day at a moment does not depend on what becomes of the file.
alter table feed_take add column first_day date;
alter table feed_take add column last_day date;
update feed_take set
  first_day = (select file.first_day from feed_file as file where file.feed = feed_take.feed and file.name = feed_take.name),
  last_day = (select file.last_day from feed_file as file where file.feed = feed_take.feed and file.name = feed_take.name);

-- When a feed was removed: what its codes meant is kept, for what was known before.
alter table feed_config add column removed_at timestamptz;
