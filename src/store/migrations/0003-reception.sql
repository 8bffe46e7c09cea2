-- Reception: people whom the desk knows, running numbers of dossier codes, what was handed in, slips that were issued.

-- People (người nộp) as the desk last saw them; a dossier keeps its own copy in dossier_person.
create table person (
  home_unit_id text not null,
  person_id uuid not null,
  kind text not null,
  full_name text not null,
  identity_kind text not null,
  -- Empty where there is none; else one person of the unit bears it.
  identity_number text collate "C" not null,
  phone text collate "C" not null,
  email text not null,
  address text not null,
  recorded_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (home_unit_id, person_id)
);
create unique index person_identity on person (home_unit_id, identity_number) where identity_number <> '';
create index person_phone on person (home_unit_id, phone) where phone <> '';

-- Words of their names without marks. Order of text in "C", unlike LIKE, may be decided before row-level security.
create table person_word (
  home_unit_id text not null,
  word text collate "C" not null,
  person_id uuid not null,
  primary key (home_unit_id, word, person_id),
  foreign key (home_unit_id, person_id) references person (home_unit_id, person_id)
);
create index person_word_of on person_word (home_unit_id, person_id);

-- The last running number of a unit and day; its row lock and the rollback of whoever fails leave no gap.
create table dossier_code_counter (
  home_unit_id text not null,
  agency text not null,
  day date not null,
  last_number integer not null,
  primary key (home_unit_id, agency, day)
);

-- What was asked for and how the result is to reach the applicant. Rows of dossiers that came in otherwise are absent.
create table dossier_reception (
  home_unit_id text not null,
  dossier_id uuid not null,
  person_id uuid,
  procedure_code text not null,
  procedure_name text not null,
  request text not null,
  sets integer not null,
  result_channel text not null,
  result_address text not null,
  -- Of a child of a linked application: who handles it, and its part.
  authority text not null,
  authority_part text not null,
  -- When it was filed online; null: at the desk or by post.
  submitted_at timestamptz,
  officer text not null,
  officer_name text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, dossier_id),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);
create index dossier_reception_by_officer on dossier_reception (home_unit_id, officer, recorded_at);
create index dossier_reception_by_person on dossier_reception (home_unit_id, person_id, recorded_at);
-- The inbox of the desk: filed, not yet received.
create index dossier_before_receipt on dossier (home_unit_id, business_state) where received_at is null;
create index dossier_children on dossier (home_unit_id, parent_dossier_id) where parent_dossier_id is not null;

create table dossier_paper (
  home_unit_id text not null,
  dossier_id uuid not null,
  position integer not null,
  name text not null,
  form text not null,
  copies integer not null,
  required boolean not null,
  received boolean not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, dossier_id, position),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);

-- How the fee of a dossier came about; what is owed stands in its events.
create table dossier_fee (
  home_unit_id text not null,
  dossier_id uuid not null,
  position integer not null,
  schedule_key text not null,
  label text not null,
  kind text not null,
  per text not null,
  pages integer not null,
  copies integer not null,
  full_amount bigint not null,
  amount bigint not null,
  exemption text not null,
  exemption_label text not null,
  legal_basis text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, dossier_id, position),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);

-- Slips as they were issued; numbered without gap by kind and year. dossier_id is null for those who were turned away.
create table slip (
  home_unit_id text not null,
  slip_kind text not null,
  year integer not null,
  number integer not null,
  dossier_id uuid,
  issued_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  body jsonb not null,
  primary key (home_unit_id, slip_kind, year, number)
);
create index slip_of_dossier on slip (home_unit_id, dossier_id) where dossier_id is not null;

create table procedure_favourite (
  home_unit_id text not null,
  account_id uuid not null,
  procedure_code text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, account_id, procedure_code)
);

grant select, insert, update on person, dossier_code_counter, dossier_reception to motcua_app;
grant select, insert, delete on person_word, procedure_favourite to motcua_app;
-- Papers may be added to or replaced while a dossier is completed.
grant select, insert, update, delete on dossier_paper, dossier_fee to motcua_app;
grant select, insert on slip to motcua_app;

alter table person enable row level security;
alter table person_word enable row level security;
alter table dossier_code_counter enable row level security;
alter table dossier_reception enable row level security;
alter table dossier_paper enable row level security;
alter table dossier_fee enable row level security;
alter table slip enable row level security;
alter table procedure_favourite enable row level security;

create policy of_units on person to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on person_word to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_code_counter to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_reception to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_paper to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_fee to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on slip to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on procedure_favourite to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
