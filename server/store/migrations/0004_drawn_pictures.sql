-- Every PNG that was drawn of a view, by its digest: a picture is known again when a later version of the program draws it otherwise.
create table drawn_picture (
  code text not null,
  digest text not null,            -- SHA-256 of the file, hex
  drawn_at timestamptz not null,   -- for the first time
  primary key (code, digest)
);
