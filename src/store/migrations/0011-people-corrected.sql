-- People corrected and joined: one entry of the directory for one person, with everything that it was before.

-- Joined: this entry is the same person as another one, which stands for both; null: it stands for itself.
alter table person add column joined_into uuid;
create index person_joined on person (home_unit_id, joined_into) where joined_into is not null;

-- What was changed, by whom, when and why. Personal data, kept apart from the events; never altered.
create table person_change (
  home_unit_id text not null,
  person_id uuid not null,
  change_number integer not null,
  -- corrected, joined, separated
  kind text not null,
  -- The fields that changed, as they were and as they became; empty for joining and separating.
  before jsonb not null,
  after jsonb not null,
  -- The number that the person bore before, where it changed; empty elsewhere.
  former_number text collate "C" not null,
  -- The entry joined or separated.
  other_person_id uuid,
  reason text not null,
  actor text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, person_id, change_number),
  foreign key (home_unit_id, person_id) references person (home_unit_id, person_id)
);
create index person_change_former on person_change (home_unit_id, former_number) where former_number <> '';

-- Dossiers of people who came otherwise than through reception are found by the number in them.
create index dossier_person_identity on dossier_person (home_unit_id, identity_number) where identity_number <> '';

grant select, insert on person_change to motcua_app;
alter table person_change enable row level security;
create policy of_units on person_change to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
