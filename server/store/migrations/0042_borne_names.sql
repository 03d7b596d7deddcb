-- Names stand beside what people write: one that somebody has borne is nobody else's, also after she has another.
create table borne_name (
  plain text primary key,          -- NFKC, lower case, one blank between words
  person_id text not null
);
insert into borne_name (plain, person_id) select lower(name), min(person_id) from person group by lower(name);
