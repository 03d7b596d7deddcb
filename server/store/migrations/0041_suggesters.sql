-- Whether the server knew who suggested it, or the name is only typed. Null for suggestions of before.
alter table suggestion add column signed_in boolean;
