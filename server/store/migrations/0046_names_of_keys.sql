-- What a key writes stands beside its name: a person who comes later gets another.
insert into borne_name (plain, person_id)
  select lower(name), 'keys' from api_key where person_id is null and lower(name) not in (select plain from borne_name) group by lower(name);
