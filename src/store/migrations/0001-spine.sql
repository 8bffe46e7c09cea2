-- The spine: units, catalogue, dossiers with their events and counting facts, registers, reports, audit.
--
-- Rules (checked by dialect.test.ts): every key of case data begins with home_unit_id, the unit that first received the
-- row; it never changes. No triggers. Append-only tables grant SELECT and INSERT alone. Instants are timestamptz.
-- Row-level security: a session sees the units named in the setting motcua.units (comma separated, or * for all).

-- Reference data ---------------------------------------------------------------------------------------------------

-- The dated tree of units (cây đơn vị), one row per version of a unit's record.
create table unit_record (
  unit_id text not null,
  version integer not null,
  recorded_at timestamptz not null,
  body jsonb not null,
  primary key (unit_id, version)
);

-- Catalogue (danh mục TTHC) ------------------------------------------------------------------------------------------

create table catalogue_sector (
  home_unit_id text not null,
  sector_key text not null,
  version integer not null,
  position integer not null,
  name text not null,
  effective_from date not null,
  effective_through date,
  recorded_at timestamptz not null,
  primary key (home_unit_id, sector_key, version)
);

create table procedure_version (
  home_unit_id text not null,
  procedure_code text not null,
  version integer not null,
  sector_key text not null,
  name text not null,
  effective_from date not null,
  effective_through date,
  recorded_at timestamptz not null,
  vertical_agency boolean not null,
  body jsonb not null,
  primary key (home_unit_id, procedure_code, version)
);

-- Dossiers (hồ sơ) ---------------------------------------------------------------------------------------------------

-- What happened, and when it was recorded. Holds no personal data, so that it never has to be altered.
create table dossier_event (
  home_unit_id text not null,
  dossier_id uuid not null,
  sequence integer not null,
  act text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  audit_sequence bigint not null,
  retracts integer[] not null default '{}',
  data jsonb not null,
  primary key (home_unit_id, dossier_id, sequence)
);
create index dossier_event_audit on dossier_event (home_unit_id, audit_sequence);

-- The current row: where the four machines of a dossier stand now.
create table dossier (
  home_unit_id text not null,
  dossier_id uuid not null,
  dossier_code text not null,
  procedure_code text not null,
  procedure_version integer,
  sector_key text not null,
  business_state text not null,
  payment_state text not null,
  hand_over_state text not null,
  synchronisation_state text not null,
  national_status smallint not null,
  parent_dossier_id uuid,
  received_at timestamptz,
  due_at timestamptz,
  last_sequence integer not null,
  ledger_digest text,
  recorded_at timestamptz not null,
  primary key (home_unit_id, dossier_id),
  unique (home_unit_id, dossier_code)
);

-- Personal data of the people in a dossier, apart from the events so that it can be corrected and erased.
create table dossier_person (
  home_unit_id text not null,
  dossier_id uuid not null,
  role text not null,
  full_name text not null,
  identity_number text not null,
  phone text not null,
  other jsonb not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, dossier_id, role),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);

-- Counting facts as they stand now. active_until: the last instant at which the dossier can matter to a period.
create table dossier_fact (
  home_unit_id text not null,
  dossier_id uuid not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  resolved_at timestamptz,
  cancelled_at timestamptz,
  handed_over_at timestamptz,
  paid_online_at timestamptz,
  active_until timestamptz not null,
  recorded_from timestamptz not null,
  fee_due bigint not null,
  paid_online_amount bigint not null,
  linked_child boolean not null,
  vertical_agency boolean not null,
  copy_certification boolean not null,
  certified_e_copy boolean not null,
  result_digitised boolean not null,
  channel text not null,
  hand_over_channel text,
  sector_key text not null,
  procedure_code text not null,
  dossier_code text not null,
  suspended_during tstzmultirange,
  lapsed_during tstzmultirange,
  primary key (home_unit_id, dossier_id)
);
create index dossier_fact_active on dossier_fact (home_unit_id, active_until);

-- Superseded facts: what was known from recorded_from (counted) until recorded_to (not counted).
create table dossier_fact_history (
  home_unit_id text not null,
  dossier_id uuid not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  resolved_at timestamptz,
  cancelled_at timestamptz,
  handed_over_at timestamptz,
  paid_online_at timestamptz,
  active_until timestamptz not null,
  recorded_from timestamptz not null,
  fee_due bigint not null,
  paid_online_amount bigint not null,
  linked_child boolean not null,
  vertical_agency boolean not null,
  copy_certification boolean not null,
  certified_e_copy boolean not null,
  result_digitised boolean not null,
  channel text not null,
  hand_over_channel text,
  sector_key text not null,
  procedure_code text not null,
  dossier_code text not null,
  suspended_during tstzmultirange,
  lapsed_during tstzmultirange,
  recorded_to timestamptz not null,
  primary key (home_unit_id, dossier_id, recorded_from)
);

-- Messages to other systems, written in the transaction of the act that causes them.
create table outbox (
  home_unit_id text not null,
  outbox_id uuid not null,
  topic text not null,
  idempotency_key text not null,
  payload jsonb not null,
  recorded_at timestamptz not null,
  delivered_at timestamptz,
  primary key (home_unit_id, outbox_id),
  unique (home_unit_id, topic, idempotency_key)
);

create table import_batch (
  home_unit_id text not null,
  batch_id uuid not null,
  recorded_at timestamptz not null,
  actor text not null,
  file_name text not null,
  file_digest text not null,
  rows_read integer not null,
  rows_new integer not null,
  rows_changed integer not null,
  rows_same integer not null,
  primary key (home_unit_id, batch_id)
);

-- Registers, settings, reports ---------------------------------------------------------------------------------------

-- Review plan, feedback, outreach, initiatives, inspections, statements: one row per version of an entry.
create table register_entry (
  home_unit_id text not null,
  kind text not null,
  entry_id text not null,
  version integer not null,
  happened_on date not null,
  recorded_at timestamptz not null,
  removed boolean not null default false,
  payload jsonb not null,
  primary key (home_unit_id, kind, entry_id, version)
);

-- Dated settings of a unit (office hours, timeliness by minute or day, switchable days off).
create table unit_setting (
  home_unit_id text not null,
  key text not null,
  effective_from date not null,
  version integer not null,
  recorded_at timestamptz not null,
  value jsonb not null,
  primary key (home_unit_id, key, effective_from, version)
);

-- Closed reports (chốt số liệu) and their restatements: the figures, what lies behind each, and the very definitions.
create table report_version (
  home_unit_id text not null,
  period_id text not null,
  version integer not null,
  as_of timestamptz not null,
  recorded_through timestamptz not null,
  closed_at timestamptz not null,
  closed_by text not null,
  reason text not null,
  definition_hash text not null,
  definition text not null,
  model text not null,
  cells text not null,
  differences text not null,
  primary key (home_unit_id, period_id, version)
);

-- Audit (nhật ký): a hash chain per unit over everything that was recorded.
create table audit_entry (
  home_unit_id text not null,
  sequence bigint not null,
  recorded_at timestamptz not null,
  actor text not null,
  act text not null,
  detail jsonb not null,
  event_count integer not null,
  events_digest text not null,
  previous_hash text not null,
  hash text not null,
  primary key (home_unit_id, sequence)
);

-- The head of each unit's chain; its row lock puts the unit's transactions in one order.
create table audit_head (
  home_unit_id text not null,
  sequence bigint not null,
  hash text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id)
);

-- Who may do what ------------------------------------------------------------------------------------------------------

grant select, insert on unit_record to motcua_app;
grant select, insert on catalogue_sector, procedure_version to motcua_app;
grant select, insert on dossier_event, audit_entry, register_entry, unit_setting, report_version to motcua_app;
grant select, insert on import_batch to motcua_app;
grant select, insert, update on dossier, dossier_person, outbox, audit_head to motcua_app;
grant select, insert, update on dossier_fact to motcua_app;
grant select, insert on dossier_fact_history to motcua_app;

alter table catalogue_sector enable row level security;
alter table procedure_version enable row level security;
alter table dossier_event enable row level security;
alter table dossier enable row level security;
alter table dossier_person enable row level security;
alter table dossier_fact enable row level security;
alter table dossier_fact_history enable row level security;
alter table outbox enable row level security;
alter table import_batch enable row level security;
alter table register_entry enable row level security;
alter table unit_setting enable row level security;
alter table report_version enable row level security;
alter table audit_entry enable row level security;
alter table audit_head enable row level security;

-- The sub-selects are evaluated once a statement, not once a row.
create policy of_units on catalogue_sector to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on procedure_version to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_event to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_person to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_fact to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_fact_history to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on outbox to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on import_batch to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on register_entry to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on unit_setting to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on report_version to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on audit_entry to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on audit_head to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
