-- Rules of alerts that were written here: they go before the rule of a file with the same name.
create table alert_rule (
  name text primary key,
  rule text,                       -- JSON; null: the rule of a file that was taken away here
  changed_at timestamptz not null,
  changed_by text not null
);

-- By which ways somebody is told.
create table alert_channel (
  name text primary key,
  channel text not null,           -- JSON, with addresses and secrets that no answer shows
  disabled text not null,          -- why nothing goes by it any more; empty while it does
  changed_at timestamptz not null,
  changed_by text not null
);

-- What was told of, written in the transaction of the run that found it.
create table alert_outbox (
  id text primary key,             -- of rule, subject, condition and first day: the same however often it is sent
  rule text not null,
  subject text not null,           -- a dyad, a state or a feed; empty for the runs
  what text not null,              -- raised, clear or test
  day integer not null,            -- epoch: the day on which it came to hold, or was over
  run_id bigint,                   -- which found it; null: the clock did
  made_at timestamptz not null,
  alert text not null,             -- JSON: the rule as it was, what was measured, the acts, the model
  acknowledged_at timestamptz,
  acknowledged_by text not null
);
create index alert_outbox_made on alert_outbox (made_at);

-- An alert on its way by a channel.
create table alert_delivery (
  alert_id text not null,
  channel text not null,
  state text not null,             -- waiting, sent, dead (given up) or silenced
  message_id text not null,        -- of what is sent: of the alert, of a repetition, or of many folded into one
  attempts integer not null,
  next_at timestamptz not null,    -- not sent before
  until timestamptz not null,      -- given up then
  sent_at timestamptz,
  repeats integer not null,
  fault text not null,             -- why the last attempt failed
  primary key (alert_id, channel)
);
create index alert_delivery_state on alert_delivery (state, next_at);

-- What is known of each rule and subject: what was told before, and silences.
create table alert_state (
  rule text not null,
  subject text not null,           -- empty: the rule as a whole
  state text not null,             -- JSON
  primary key (rule, subject)
);
create index alert_state_subject on alert_state (subject);
