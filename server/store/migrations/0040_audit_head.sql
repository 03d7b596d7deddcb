-- How long the chain of the audit was when a run began, and the hash of its last entry: a chain that is cut off later is shorter. Null for runs of before.
alter table rollup_run add column audit_entries bigint;
alter table rollup_run add column audit_hash text;
