-- People that a provider or a proxy has named here. Name and claimed role are those of the last sign-in.
create table person (
  person_id text primary key,
  issuer text not null,            -- the provider's address; proxy
  subject text not null,           -- its name of the person
  name text not null,              -- stands beside all that she writes; no two people have the same
  claimed_role text not null,      -- none | reader | coder | editor | admin, as the provider's groups say
  given_role text,                 -- what an admin has set instead; null: none
  first_seen timestamptz not null,
  last_seen timestamptz not null
);

-- Sessions of browsers. Of the id, which the cookie holds, only the hash is here.
create table sign_in (
  session_id text primary key,     -- names the session in lists and opens nothing
  secret_hash text not null,       -- SHA-256 of the cookie, hex
  person_id text not null,
  began_at timestamptz not null,
  last_seen timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  id_token text not null           -- for signing out at the provider; empty when the session has ended
);

-- Keys of scripts and people. Nothing is deleted.
create table api_key (
  key_id text primary key,
  secret_hash text not null,       -- SHA-256 of the secret, hex
  name text not null,              -- stands beside all that is written with it, unless it is a person's
  role text not null,
  person_id text,                  -- whose it is; null: nobody's
  made_by text not null,
  maker_id text,                   -- the person who made it; null: the token or the command line
  made_at timestamptz not null,
  ends_at timestamptz,
  last_used timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text
);

-- Sign-ins, sign-outs and refused attempts, the newest of each kind; what is older than these goes.
create table access_note (
  noted_at timestamptz not null,
  kind text not null,              -- sign-in | sign-out | refused
  who text not null,
  address text not null,
  detail text not null,
  times integer not null           -- attempts within a minute are one row
);

-- Who codes a round, where the second coder is a person that this server knows.
create table coding_person (
  round_id text primary key,
  person_id text not null,
  since timestamptz not null,
  left_at timestamptz              -- she codes it no longer; null: she does
);

-- only PostgreSQL
create unique index sign_in_secret on sign_in (secret_hash);
-- only PostgreSQL
create unique index person_subject on person (issuer, subject);
