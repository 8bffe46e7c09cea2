-- Finding dossiers by what their slips print, and what happens to a closed report on its way out: number and signatures.

-- The place of a dossier in the unit's search index: 1, 2, 3… in the order in which they became known.
create table dossier_search (
  home_unit_id text not null,
  ordinal integer not null,
  dossier_id uuid not null,
  primary key (home_unit_id, ordinal),
  unique (home_unit_id, dossier_id)
);

-- Which dossiers of a block (4096 ordinals) hold a word. members: 512 bytes are a bit for each place of the block, anything
-- shorter is a list of places, two bytes each. Equality and order of text, unlike LIKE and array operators, may be decided
-- before row-level security, so the primary key serves every search. A superfluous bit is allowed: searching looks again.
create table dossier_search_word (
  home_unit_id text not null,
  block integer not null,
  word text collate "C" not null,
  members bytea not null,
  primary key (home_unit_id, block, word)
) with (fillfactor = 80);
alter table dossier_search_word alter column members set storage plain;

-- Number and date of a closed report (số, ngày ban hành), entered by the clerk; a correction is the next issue.
create table report_issue (
  home_unit_id text not null,
  period_id text not null,
  version integer not null,
  issue integer not null,
  document_number text not null,
  document_date date not null,
  recorded_at timestamptz not null,
  actor text not null,
  primary key (home_unit_id, period_id, version, issue),
  foreign key (home_unit_id, period_id, version) references report_version (home_unit_id, period_id, version)
);

-- Signed files of an issue (bản ký số), each with all the signatures before it.
create table report_signature (
  home_unit_id text not null,
  period_id text not null,
  version integer not null,
  issue integer not null,
  place integer not null,
  role text not null,
  signer text not null,
  certificate jsonb not null,
  signed_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  file_name text not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (home_unit_id, period_id, version, issue, place),
  foreign key (home_unit_id, period_id, version, issue) references report_issue (home_unit_id, period_id, version, issue)
);

grant select, insert on dossier_search to motcua_app;
grant select, insert, update on dossier_search_word to motcua_app;
grant select, insert on report_issue, report_signature to motcua_app;

alter table dossier_search enable row level security;
alter table dossier_search_word enable row level security;
alter table report_issue enable row level security;
alter table report_signature enable row level security;

create policy of_units on dossier_search to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_search_word to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on report_issue to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on report_signature to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
