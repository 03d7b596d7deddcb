-- Who pinned a view: a name, '' for somebody who did not sign in, null where nobody noted it.
alter table pinned_view add column pinned_by text;

-- Views that are shown no more. The code stays taken, and its page says why.
create table withdrawn_view (
  code text primary key,
  reason text not null,
  withdrawn_by text not null,
  withdrawn_at timestamptz not null
);
