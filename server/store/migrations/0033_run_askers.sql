-- Who asked for a run: a person or a key by name. Null where nobody did: the schedule, a start, a command; and for runs of before.
alter table rollup_run add column asked_by text;
alter table run_request add column asked_by text;
