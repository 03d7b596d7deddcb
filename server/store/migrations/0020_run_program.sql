-- Names the program and codebook that scored a run: another one may score the same events differently. Null for a run of before.
alter table rollup_run add column program text;
