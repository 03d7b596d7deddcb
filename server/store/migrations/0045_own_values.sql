-- Rows of a table with a scale of its own: the sum of the values of a story's rows, null where its code says the value.
alter table feed_cell add column own_value double precision;
