-- A stretch that was declared by mistake is taken back by a row that repeats it, with the reason: of the rows of a stretch the newest
-- says whether it holds. The operation is declare or withdraw; the reason is empty where nothing was taken back.
alter table coverage_stretch add column operation text default 'declare';
alter table coverage_stretch add column reason text default '';

-- Each import looks up rows of one act, and ids that differ from another in capitals only.
-- only PostgreSQL
create index event_revision_act on event_revision (act_id) where act_id <> '';

-- only PostgreSQL
create index event_revision_letters on event_revision (lower(event_id));
