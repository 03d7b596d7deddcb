-- The models (hashes, with a space between them) that a run scored: of any other model the run published nothing, whatever earlier
-- runs published. Null for a run of before: nothing is known of it, so everything is computed until the next run.
alter table rollup_run add column models text;

-- A random name: ids come again in a database that was restored from a copy. Null for a run of before.
alter table rollup_run add column name text;
