-- What an act has beside its bearing on one dyad: which act a row codes (empty: an act of one row), the ids of the events that it
-- undoes with a semicolon between them, the last day of an act that lasted, and its caption. Rows of before have none of these.
alter table event_revision add column act_id text default '';
alter table event_revision add column ends text default '';
alter table event_revision add column end_date text default '';
alter table event_revision add column headline text default '';
alter table event_revision add column headline_ko text default '';
