-- Who shared a list, and may change it beside admins; null of one that was shared before that was kept.
alter table watch_list add column keeper text;
