-- Notes on the line: a day or a stretch, in words, with a source. A change or a withdrawal is a further revision; nothing is overwritten.
create table note_revision (
  note_id text not null,
  revision integer not null,
  dyad text not null,              -- empty: of all dyads; the same in every revision
  first_day text not null,         -- ISO dates
  last_day text not null,          -- of a day the same; empty: it goes on
  note text not null,
  note_ko text not null,           -- empty: there is none
  source text not null,            -- an address or a citation
  is_shipped boolean not null,     -- it comes from context.csv
  is_withdrawn boolean not null,
  recorded_at timestamptz not null, -- later than that of every revision before
  recorded_by text not null,
  primary key (note_id, revision)
);
