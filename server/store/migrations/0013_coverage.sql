-- Days that somebody looked at, whether or not anything was found. Append-only and bitemporal, as the events are.
create table coverage_stretch (
  dyad text not null,
  from_day date not null,
  to_day date not null,
  density text not null,           -- all | major | crises
  declared_by text not null,       -- who looked
  sources text not null,           -- where; empty when nobody said
  note text not null,
  recorded_at timestamptz not null,
  recorded_by text not null
);
