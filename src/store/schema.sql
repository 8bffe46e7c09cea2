-- The schema that the migrations make, written by schema.test.ts and compared by it; never edited.
-- After a new migration: MOTCUA_UPDATE_GOLDEN=1 npx vitest run --project quick src/store/schema.test.ts

create table account (
  home_unit_id text not null,
  account_id uuid not null,
  login_name text not null,
  full_name text not null,
  "position" text not null,
  roles text[] not null,
  password_hash text,
  must_change_password boolean not null,
  totp_secret text,
  totp_last_step bigint,
  oidc_subject text,
  disabled boolean not null default false,
  failed_attempts integer not null default 0,
  locked_until timestamp with time zone,
  version integer not null,
  recorded_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (home_unit_id, account_id),
  constraint account_home_unit_id_login_name_key UNIQUE (home_unit_id, login_name),
  constraint account_home_unit_id_oidc_subject_key UNIQUE (home_unit_id, oidc_subject)
);
CREATE INDEX account_by_login ON public.account USING btree (login_name);
CREATE INDEX account_by_subject ON public.account USING btree (oidc_subject);
alter table account enable row level security;
create policy of_units on account for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on account to motcua_app;

create table account_passkey (
  home_unit_id text not null,
  credential_id text not null,
  account_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  recorded_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint account_passkey_pkey PRIMARY KEY (home_unit_id, credential_id),
  constraint account_passkey_home_unit_id_account_id_fkey FOREIGN KEY (home_unit_id, account_id) REFERENCES account(home_unit_id, account_id)
);
alter table account_passkey enable row level security;
create policy of_units on account_passkey for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on account_passkey to motcua_app;

create table account_recovery_code (
  home_unit_id text not null,
  account_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint account_recovery_code_pkey PRIMARY KEY (home_unit_id, account_id, code_hash),
  constraint account_recovery_code_home_unit_id_account_id_fkey FOREIGN KEY (home_unit_id, account_id) REFERENCES account(home_unit_id, account_id)
);
alter table account_recovery_code enable row level security;
create policy of_units on account_recovery_code for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on account_recovery_code to motcua_app;

create table account_session (
  home_unit_id text not null,
  token_hash text not null,
  session_id uuid not null,
  account_id uuid not null,
  stage text not null,
  method text not null,
  address text not null,
  agent text not null,
  began_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  pending text,
  constraint account_session_pkey PRIMARY KEY (home_unit_id, token_hash),
  constraint account_session_home_unit_id_account_id_fkey FOREIGN KEY (home_unit_id, account_id) REFERENCES account(home_unit_id, account_id)
);
CREATE INDEX account_session_of_account ON public.account_session USING btree (home_unit_id, account_id);
alter table account_session enable row level security;
create policy of_units on account_session for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on account_session to motcua_app;

create table audit_entry (
  home_unit_id text not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  act text not null,
  detail jsonb not null,
  event_count integer not null,
  events_digest text not null,
  previous_hash text not null,
  hash text not null,
  dossier_code text generated always as ((detail ->> 'dossierCode'::text)) stored,
  constraint audit_entry_pkey PRIMARY KEY (home_unit_id, sequence)
);
CREATE INDEX audit_entry_by_act ON public.audit_entry USING btree (home_unit_id, act, sequence);
CREATE INDEX audit_entry_by_actor ON public.audit_entry USING btree (home_unit_id, actor, sequence);
CREATE INDEX audit_entry_by_dossier ON public.audit_entry USING btree (home_unit_id, dossier_code, sequence) WHERE (dossier_code IS NOT NULL);
alter table audit_entry enable row level security;
create policy of_units on audit_entry for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on audit_entry to motcua_app;

create table audit_head (
  home_unit_id text not null,
  sequence bigint not null,
  hash text not null,
  recorded_at timestamp with time zone not null,
  constraint audit_head_pkey PRIMARY KEY (home_unit_id)
);
alter table audit_head enable row level security;
create policy of_units on audit_head for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on audit_head to motcua_app;

create table catalogue_sector (
  home_unit_id text not null,
  sector_key text not null,
  version integer not null,
  "position" integer not null,
  name text not null,
  effective_from date not null,
  effective_through date,
  recorded_at timestamp with time zone not null,
  constraint catalogue_sector_pkey PRIMARY KEY (home_unit_id, sector_key, version)
);
alter table catalogue_sector enable row level security;
create policy of_units on catalogue_sector for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on catalogue_sector to motcua_app;

create table certification_entry (
  home_unit_id text not null,
  book text not null,
  year integer not null,
  number integer not null,
  version integer not null,
  kind text not null,
  entered_on date not null,
  entered_at timestamp with time zone not null,
  applicant text not null,
  identity_number text not null,
  document_name text not null,
  pages integer not null,
  copies integer not null,
  e_copy_number integer,
  e_copy_voided boolean not null,
  payment text not null,
  fee bigint not null,
  signer text not null,
  note text not null,
  dossier_id uuid not null,
  dossier_code text not null,
  void_reason text not null,
  officer text not null,
  officer_name text not null,
  recorded_at timestamp with time zone not null,
  constraint certification_entry_pkey PRIMARY KEY (home_unit_id, book, year, number),
  constraint certification_entry_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
CREATE INDEX certification_entry_by_day ON public.certification_entry USING btree (home_unit_id, entered_on, recorded_at);
CREATE UNIQUE INDEX certification_entry_e_copy ON public.certification_entry USING btree (home_unit_id, year, e_copy_number) WHERE (e_copy_number IS NOT NULL);
alter table certification_entry enable row level security;
create policy of_units on certification_entry for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on certification_entry to motcua_app;

create table certification_version (
  home_unit_id text not null,
  book text not null,
  year integer not null,
  number integer not null,
  version integer not null,
  reason text not null,
  body jsonb not null,
  actor text not null,
  actor_name text not null,
  recorded_at timestamp with time zone not null,
  constraint certification_version_pkey PRIMARY KEY (home_unit_id, book, year, number, version),
  constraint certification_version_home_unit_id_book_year_number_fkey FOREIGN KEY (home_unit_id, book, year, number) REFERENCES certification_entry(home_unit_id, book, year, number)
);
alter table certification_version enable row level security;
create policy of_units on certification_version for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on certification_version to motcua_app;

create table digitised_paper (
  home_unit_id text not null,
  paper_id uuid not null,
  dossier_id uuid not null,
  dossier_code text not null,
  kind text not null,
  name text not null,
  form text not null,
  state text not null,
  document_number text not null,
  issued_on date,
  valid_through date,
  applicant text not null,
  identity_number text collate "C" not null,
  source_paper_id uuid,
  file_sha256 text not null,
  officer text not null,
  recorded_at timestamp with time zone not null,
  version integer not null default 1,
  file_id uuid,
  required_paper text not null default ''::text,
  kept_elsewhere text not null default ''::text,
  void_reason text not null default ''::text,
  constraint digitised_paper_pkey PRIMARY KEY (home_unit_id, paper_id),
  constraint digitised_paper_home_unit_id_dossier_id_file_id_fkey FOREIGN KEY (home_unit_id, dossier_id, file_id) REFERENCES dossier_file(home_unit_id, dossier_id, file_id),
  constraint digitised_paper_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id),
  constraint digitised_paper_home_unit_id_source_paper_id_fkey FOREIGN KEY (home_unit_id, source_paper_id) REFERENCES digitised_paper(home_unit_id, paper_id)
);
CREATE INDEX digitised_paper_by_identity ON public.digitised_paper USING btree (home_unit_id, identity_number) WHERE (identity_number <> ''::text);
CREATE INDEX digitised_paper_by_source ON public.digitised_paper USING btree (home_unit_id, source_paper_id) WHERE (source_paper_id IS NOT NULL);
CREATE INDEX digitised_paper_by_time ON public.digitised_paper USING btree (home_unit_id, recorded_at);
CREATE INDEX digitised_paper_of_dossier ON public.digitised_paper USING btree (home_unit_id, dossier_id);
alter table digitised_paper enable row level security;
create policy of_units on digitised_paper for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on digitised_paper to motcua_app;

create table digitised_paper_version (
  home_unit_id text not null,
  paper_id uuid not null,
  version integer not null,
  reason text not null,
  body jsonb not null,
  actor text not null,
  actor_name text not null,
  recorded_at timestamp with time zone not null,
  constraint digitised_paper_version_pkey PRIMARY KEY (home_unit_id, paper_id, version),
  constraint digitised_paper_version_home_unit_id_paper_id_fkey FOREIGN KEY (home_unit_id, paper_id) REFERENCES digitised_paper(home_unit_id, paper_id)
);
alter table digitised_paper_version enable row level security;
create policy of_units on digitised_paper_version for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on digitised_paper_version to motcua_app;

create table digitised_paper_word (
  home_unit_id text not null,
  word text collate "C" not null,
  paper_id uuid not null,
  constraint digitised_paper_word_pkey PRIMARY KEY (home_unit_id, word, paper_id),
  constraint digitised_paper_word_home_unit_id_paper_id_fkey FOREIGN KEY (home_unit_id, paper_id) REFERENCES digitised_paper(home_unit_id, paper_id)
);
alter table digitised_paper_word enable row level security;
create policy of_units on digitised_paper_word for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select on digitised_paper_word to motcua_app;

create table document_book (
  home_unit_id text not null,
  notation text not null,
  year integer not null,
  last_number integer not null,
  constraint document_book_pkey PRIMARY KEY (home_unit_id, notation, year)
);
alter table document_book enable row level security;
create policy of_units on document_book for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on document_book to motcua_app;

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
  received_at timestamp with time zone,
  due_at timestamp with time zone,
  last_sequence integer not null,
  ledger_digest text,
  recorded_at timestamp with time zone not null,
  search_ordinal integer,
  papers_waiting integer not null default 0,
  constraint dossier_pkey PRIMARY KEY (home_unit_id, dossier_id),
  constraint dossier_home_unit_id_dossier_code_key UNIQUE (home_unit_id, dossier_code),
  constraint dossier_search_place UNIQUE (home_unit_id, search_ordinal)
);
CREATE INDEX dossier_before_receipt ON public.dossier USING btree (home_unit_id, business_state) WHERE (received_at IS NULL);
CREATE INDEX dossier_by_receipt ON public.dossier USING btree (home_unit_id, received_at);
CREATE INDEX dossier_children ON public.dossier USING btree (home_unit_id, parent_dossier_id) WHERE (parent_dossier_id IS NOT NULL);
CREATE INDEX dossier_unfinished ON public.dossier USING btree (home_unit_id, dossier_id) WHERE ((business_state = ANY (ARRAY['submitted'::text, 'incomplete'::text, 'received'::text, 'processing'::text, 'awaitingSupplement'::text, 'awaitingObligation'::text, 'suspended'::text, 'withdrawalRequested'::text])) OR ((business_state = 'resolved'::text) AND (hand_over_state <> 'handedOver'::text)));
CREATE INDEX dossier_unsearchable ON public.dossier USING btree (home_unit_id) WHERE (search_ordinal IS NULL);
CREATE INDEX dossier_with_papers_waiting ON public.dossier USING btree (home_unit_id, received_at, dossier_code) INCLUDE (papers_waiting, dossier_id) WHERE (papers_waiting > 0);
alter table dossier enable row level security;
create policy of_units on dossier for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier to motcua_app;

create table dossier_code_counter (
  home_unit_id text not null,
  agency text not null,
  day date not null,
  last_number integer not null,
  constraint dossier_code_counter_pkey PRIMARY KEY (home_unit_id, agency, day)
);
alter table dossier_code_counter enable row level security;
create policy of_units on dossier_code_counter for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier_code_counter to motcua_app;

create table dossier_event (
  home_unit_id text not null,
  dossier_id uuid not null,
  sequence integer not null,
  act text not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  audit_sequence bigint not null,
  retracts integer[] not null default '{}'::integer[],
  data jsonb not null,
  constraint dossier_event_pkey PRIMARY KEY (home_unit_id, dossier_id, sequence)
);
CREATE INDEX dossier_event_audit ON public.dossier_event USING btree (home_unit_id, audit_sequence);
alter table dossier_event enable row level security;
create policy of_units on dossier_event for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on dossier_event to motcua_app;

create table dossier_fact (
  received_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  active_until timestamp with time zone not null,
  home_number integer not null,
  linked_child boolean not null,
  vertical_agency boolean not null,
  copy_certification boolean not null,
  certified_e_copy boolean not null,
  result_digitised boolean not null,
  home_unit_id text not null,
  sector_key text not null,
  channel text not null,
  resolved_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  suspended_during tstzmultirange,
  lapsed_during tstzmultirange,
  handed_over_at timestamp with time zone,
  paid_online_at timestamp with time zone,
  hand_over_channel text,
  fee_due bigint not null,
  paid_online_amount bigint not null,
  procedure_code text not null,
  recorded_from timestamp with time zone not null,
  dossier_id uuid not null,
  dossier_code text not null,
  constraint dossier_fact_pkey PRIMARY KEY (home_unit_id, dossier_id)
);
CREATE INDEX dossier_fact_active ON public.dossier_fact USING btree (home_unit_id, active_until);
alter table dossier_fact enable row level security;
create policy of_units on dossier_fact for all to motcua_app using ((get_bit(( SELECT units_in_sight.bits
   FROM units_in_sight), home_number) <> 0)) with check (((home_unit_id, home_number) IN ( SELECT unit_in_sight.unit_id,
    unit_in_sight.number
   FROM unit_in_sight)));
grant insert, select, update on dossier_fact to motcua_app;

create table dossier_fact_history (
  received_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  active_until timestamp with time zone not null,
  home_number integer not null,
  linked_child boolean not null,
  vertical_agency boolean not null,
  copy_certification boolean not null,
  certified_e_copy boolean not null,
  result_digitised boolean not null,
  home_unit_id text not null,
  sector_key text not null,
  channel text not null,
  resolved_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  suspended_during tstzmultirange,
  lapsed_during tstzmultirange,
  handed_over_at timestamp with time zone,
  paid_online_at timestamp with time zone,
  hand_over_channel text,
  fee_due bigint not null,
  paid_online_amount bigint not null,
  procedure_code text not null,
  recorded_from timestamp with time zone not null,
  dossier_id uuid not null,
  dossier_code text not null,
  recorded_to timestamp with time zone not null,
  constraint dossier_fact_history_pkey PRIMARY KEY (home_unit_id, dossier_id, recorded_from)
);
alter table dossier_fact_history enable row level security;
create policy of_units on dossier_fact_history for all to motcua_app using ((get_bit(( SELECT units_in_sight.bits
   FROM units_in_sight), home_number) <> 0)) with check (((home_unit_id, home_number) IN ( SELECT unit_in_sight.unit_id,
    unit_in_sight.number
   FROM unit_in_sight)));
grant insert, select on dossier_fact_history to motcua_app;

create table dossier_fee (
  home_unit_id text not null,
  dossier_id uuid not null,
  "position" integer not null,
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
  recorded_at timestamp with time zone not null,
  constraint dossier_fee_pkey PRIMARY KEY (home_unit_id, dossier_id, "position"),
  constraint dossier_fee_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
alter table dossier_fee enable row level security;
create policy of_units on dossier_fee for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on dossier_fee to motcua_app;

create table dossier_file (
  home_unit_id text not null,
  dossier_id uuid not null,
  file_id uuid not null,
  sha256 text not null,
  name text not null,
  purpose text not null,
  paper text not null,
  uploaded_by text not null,
  recorded_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  removed_by text,
  removal_reason text,
  constraint dossier_file_pkey PRIMARY KEY (home_unit_id, dossier_id, file_id),
  constraint dossier_file_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id),
  constraint dossier_file_home_unit_id_sha256_fkey FOREIGN KEY (home_unit_id, sha256) REFERENCES stored_file(home_unit_id, sha256)
);
alter table dossier_file enable row level security;
create policy of_units on dossier_file for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier_file to motcua_app;

create table dossier_note (
  home_unit_id text not null,
  dossier_id uuid not null,
  note_id uuid not null,
  body text not null,
  author text not null,
  recorded_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint dossier_note_pkey PRIMARY KEY (home_unit_id, dossier_id, note_id),
  constraint dossier_note_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
alter table dossier_note enable row level security;
create policy of_units on dossier_note for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier_note to motcua_app;

create table dossier_paper (
  home_unit_id text not null,
  dossier_id uuid not null,
  "position" integer not null,
  name text not null,
  form text not null,
  copies integer not null,
  required boolean not null,
  received boolean not null,
  recorded_at timestamp with time zone not null,
  constraint dossier_paper_pkey PRIMARY KEY (home_unit_id, dossier_id, "position"),
  constraint dossier_paper_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
alter table dossier_paper enable row level security;
create policy of_units on dossier_paper for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on dossier_paper to motcua_app;

create table dossier_person (
  home_unit_id text not null,
  dossier_id uuid not null,
  role text not null,
  full_name text not null,
  identity_number text not null,
  phone text not null,
  other jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint dossier_person_pkey PRIMARY KEY (home_unit_id, dossier_id, role)
);
CREATE INDEX dossier_person_identity ON public.dossier_person USING btree (home_unit_id, identity_number) WHERE (identity_number <> ''::text);
alter table dossier_person enable row level security;
create policy of_units on dossier_person for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier_person to motcua_app;

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
  authority text not null,
  authority_part text not null,
  submitted_at timestamp with time zone,
  officer text not null,
  officer_name text not null,
  recorded_at timestamp with time zone not null,
  constraint dossier_reception_pkey PRIMARY KEY (home_unit_id, dossier_id),
  constraint dossier_reception_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
CREATE INDEX dossier_reception_by_officer ON public.dossier_reception USING btree (home_unit_id, officer, recorded_at);
CREATE INDEX dossier_reception_by_person ON public.dossier_reception USING btree (home_unit_id, person_id, recorded_at);
alter table dossier_reception enable row level security;
create policy of_units on dossier_reception for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier_reception to motcua_app;

create table dossier_search_word (
  home_unit_id text not null,
  block integer not null,
  word text collate "C" not null,
  members bytea not null,
  constraint dossier_search_word_pkey PRIMARY KEY (home_unit_id, block, word)
);
alter table dossier_search_word enable row level security;
create policy of_units on dossier_search_word for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on dossier_search_word to motcua_app;

create table dossier_task (
  home_unit_id text not null,
  dossier_id uuid not null,
  task_number integer not null,
  kind text not null,
  step integer not null,
  name text not null,
  role text not null,
  output text not null,
  assignee text,
  state text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by integer,
  outcome text,
  constraint dossier_task_pkey PRIMARY KEY (home_unit_id, dossier_id, task_number),
  constraint dossier_task_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
CREATE INDEX dossier_task_waiting ON public.dossier_task USING btree (home_unit_id, kind, dossier_id) WHERE ((state = 'open'::text) OR (state = 'onHold'::text));
alter table dossier_task enable row level security;
create policy of_units on dossier_task for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on dossier_task to motcua_app;

create table form_answer (
  home_unit_id text not null,
  account_id uuid not null,
  form_key uuid not null,
  act text not null,
  answer jsonb,
  recorded_at timestamp with time zone not null,
  constraint form_answer_pkey PRIMARY KEY (home_unit_id, account_id, form_key)
);
alter table form_answer enable row level security;
create policy of_units on form_answer for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on form_answer to motcua_app;

create table hand_over_record (
  home_unit_id text not null,
  dossier_id uuid not null,
  event_sequence integer not null,
  recipient_name text not null,
  recipient_identity text not null,
  relation text not null,
  tracking_number text not null,
  recorded_at timestamp with time zone not null,
  constraint hand_over_record_pkey PRIMARY KEY (home_unit_id, dossier_id, event_sequence),
  constraint hand_over_record_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
alter table hand_over_record enable row level security;
create policy of_units on hand_over_record for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on hand_over_record to motcua_app;

create table import_batch (
  home_unit_id text not null,
  batch_id uuid not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  file_name text not null,
  file_digest text not null,
  rows_read integer not null,
  rows_new integer not null,
  rows_changed integer not null,
  rows_same integer not null,
  constraint import_batch_pkey PRIMARY KEY (home_unit_id, batch_id)
);
alter table import_batch enable row level security;
create policy of_units on import_batch for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on import_batch to motcua_app;

create table motcua_migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  program_version text not null,
  constraint motcua_migration_pkey PRIMARY KEY (number)
);

create table numbered_document (
  home_unit_id text not null,
  notation text not null,
  year integer not null,
  number integer not null,
  dossier_id uuid not null,
  purpose text not null,
  numbered_by text not null,
  numbered_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  void_reason text,
  constraint numbered_document_pkey PRIMARY KEY (home_unit_id, notation, year, number),
  constraint numbered_document_home_unit_id_dossier_id_fkey FOREIGN KEY (home_unit_id, dossier_id) REFERENCES dossier(home_unit_id, dossier_id)
);
CREATE INDEX numbered_document_of_dossier ON public.numbered_document USING btree (home_unit_id, dossier_id);
alter table numbered_document enable row level security;
create policy of_units on numbered_document for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on numbered_document to motcua_app;

create table outbox (
  home_unit_id text not null,
  outbox_id uuid not null,
  topic text not null,
  idempotency_key text not null,
  payload jsonb not null,
  recorded_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (home_unit_id, outbox_id),
  constraint outbox_home_unit_id_topic_idempotency_key_key UNIQUE (home_unit_id, topic, idempotency_key)
);
alter table outbox enable row level security;
create policy of_units on outbox for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on outbox to motcua_app;

create table person (
  home_unit_id text not null,
  person_id uuid not null,
  kind text not null,
  full_name text not null,
  identity_kind text not null,
  identity_number text collate "C" not null,
  phone text collate "C" not null,
  email text not null,
  address text not null,
  recorded_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  joined_into uuid,
  constraint person_pkey PRIMARY KEY (home_unit_id, person_id)
);
CREATE UNIQUE INDEX person_identity ON public.person USING btree (home_unit_id, identity_number) WHERE (identity_number <> ''::text);
CREATE INDEX person_joined ON public.person USING btree (home_unit_id, joined_into) WHERE (joined_into IS NOT NULL);
CREATE INDEX person_phone ON public.person USING btree (home_unit_id, phone) WHERE (phone <> ''::text);
alter table person enable row level security;
create policy of_units on person for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select, update on person to motcua_app;

create table person_change (
  home_unit_id text not null,
  person_id uuid not null,
  change_number integer not null,
  kind text not null,
  before jsonb not null,
  after jsonb not null,
  former_number text collate "C" not null,
  other_person_id uuid,
  reason text not null,
  actor text not null,
  actor_name text not null,
  recorded_at timestamp with time zone not null,
  constraint person_change_pkey PRIMARY KEY (home_unit_id, person_id, change_number),
  constraint person_change_home_unit_id_person_id_fkey FOREIGN KEY (home_unit_id, person_id) REFERENCES person(home_unit_id, person_id)
);
CREATE INDEX person_change_former ON public.person_change USING btree (home_unit_id, former_number) WHERE (former_number <> ''::text);
alter table person_change enable row level security;
create policy of_units on person_change for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on person_change to motcua_app;

create table person_word (
  home_unit_id text not null,
  word text collate "C" not null,
  person_id uuid not null,
  constraint person_word_pkey PRIMARY KEY (home_unit_id, word, person_id),
  constraint person_word_home_unit_id_person_id_fkey FOREIGN KEY (home_unit_id, person_id) REFERENCES person(home_unit_id, person_id)
);
CREATE INDEX person_word_of ON public.person_word USING btree (home_unit_id, person_id);
alter table person_word enable row level security;
create policy of_units on person_word for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select on person_word to motcua_app;

create table procedure_favourite (
  home_unit_id text not null,
  account_id uuid not null,
  procedure_code text not null,
  recorded_at timestamp with time zone not null,
  constraint procedure_favourite_pkey PRIMARY KEY (home_unit_id, account_id, procedure_code)
);
alter table procedure_favourite enable row level security;
create policy of_units on procedure_favourite for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select on procedure_favourite to motcua_app;

create table procedure_version (
  home_unit_id text not null,
  procedure_code text not null,
  version integer not null,
  sector_key text not null,
  name text not null,
  effective_from date not null,
  effective_through date,
  recorded_at timestamp with time zone not null,
  vertical_agency boolean not null,
  body jsonb not null,
  constraint procedure_version_pkey PRIMARY KEY (home_unit_id, procedure_code, version)
);
alter table procedure_version enable row level security;
create policy of_units on procedure_version for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on procedure_version to motcua_app;

create table register_entry (
  home_unit_id text not null,
  kind text not null,
  entry_id text not null,
  version integer not null,
  happened_on date not null,
  recorded_at timestamp with time zone not null,
  removed boolean not null default false,
  payload jsonb not null,
  constraint register_entry_pkey PRIMARY KEY (home_unit_id, kind, entry_id, version)
);
alter table register_entry enable row level security;
create policy of_units on register_entry for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on register_entry to motcua_app;

create table report_issue (
  home_unit_id text not null,
  period_id text not null,
  version integer not null,
  issue integer not null,
  document_number text not null,
  document_date date not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  constraint report_issue_pkey PRIMARY KEY (home_unit_id, period_id, version, issue),
  constraint report_issue_home_unit_id_period_id_version_fkey FOREIGN KEY (home_unit_id, period_id, version) REFERENCES report_version(home_unit_id, period_id, version)
);
alter table report_issue enable row level security;
create policy of_units on report_issue for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on report_issue to motcua_app;

create table report_signature (
  home_unit_id text not null,
  period_id text not null,
  version integer not null,
  issue integer not null,
  place integer not null,
  role text not null,
  signer text not null,
  certificate jsonb not null,
  signed_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  file_name text not null,
  sha256 text not null,
  bytes bytea not null,
  constraint report_signature_pkey PRIMARY KEY (home_unit_id, period_id, version, issue, place),
  constraint report_signature_home_unit_id_period_id_version_issue_fkey FOREIGN KEY (home_unit_id, period_id, version, issue) REFERENCES report_issue(home_unit_id, period_id, version, issue)
);
alter table report_signature enable row level security;
create policy of_units on report_signature for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on report_signature to motcua_app;

create table report_version (
  home_unit_id text not null,
  period_id text not null,
  version integer not null,
  as_of timestamp with time zone not null,
  recorded_through timestamp with time zone not null,
  closed_at timestamp with time zone not null,
  closed_by text not null,
  reason text not null,
  definition_hash text not null,
  definition text not null,
  model text not null,
  cells text not null,
  differences text not null,
  constraint report_version_pkey PRIMARY KEY (home_unit_id, period_id, version)
);
alter table report_version enable row level security;
create policy of_units on report_version for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on report_version to motcua_app;

create table sign_in_challenge (
  home_unit_id text not null,
  challenge_hash text not null,
  purpose text not null,
  body text not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_challenge_pkey PRIMARY KEY (home_unit_id, challenge_hash)
);
alter table sign_in_challenge enable row level security;
create policy of_units on sign_in_challenge for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on sign_in_challenge to motcua_app;

create table sign_in_throttle (
  home_unit_id text not null,
  subject text not null,
  failures integer not null,
  began_at timestamp with time zone not null,
  constraint sign_in_throttle_pkey PRIMARY KEY (home_unit_id, subject)
);
alter table sign_in_throttle enable row level security;
create policy of_units on sign_in_throttle for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant delete, insert, select, update on sign_in_throttle to motcua_app;

create table slip (
  home_unit_id text not null,
  slip_kind text not null,
  year integer not null,
  number integer not null,
  dossier_id uuid,
  issued_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  body jsonb not null,
  constraint slip_pkey PRIMARY KEY (home_unit_id, slip_kind, year, number)
);
CREATE INDEX slip_of_dossier ON public.slip USING btree (home_unit_id, dossier_id) WHERE (dossier_id IS NOT NULL);
alter table slip enable row level security;
create policy of_units on slip for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on slip to motcua_app;

create table stored_file (
  home_unit_id text not null,
  sha256 text not null,
  media_type text not null,
  size_bytes bigint not null,
  recorded_at timestamp with time zone not null,
  constraint stored_file_pkey PRIMARY KEY (home_unit_id, sha256)
);
alter table stored_file enable row level security;
create policy of_units on stored_file for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on stored_file to motcua_app;

create table stored_file_part (
  home_unit_id text not null,
  sha256 text not null,
  part integer not null,
  bytes bytea not null,
  constraint stored_file_part_pkey PRIMARY KEY (home_unit_id, sha256, part),
  constraint stored_file_part_home_unit_id_sha256_fkey FOREIGN KEY (home_unit_id, sha256) REFERENCES stored_file(home_unit_id, sha256)
);
alter table stored_file_part enable row level security;
create policy of_units on stored_file_part for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on stored_file_part to motcua_app;

create table unit_number (
  unit_id text not null,
  number integer not null generated always as identity,
  constraint unit_number_pkey PRIMARY KEY (unit_id),
  constraint unit_number_number_key UNIQUE (number)
);
grant insert, select on unit_number to motcua_app;

create table unit_record (
  unit_id text not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  body jsonb not null,
  constraint unit_record_pkey PRIMARY KEY (unit_id, version)
);
grant insert, select on unit_record to motcua_app;

create table unit_setting (
  home_unit_id text not null,
  key text not null,
  effective_from date not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  value jsonb not null,
  constraint unit_setting_pkey PRIMARY KEY (home_unit_id, key, effective_from, version)
);
alter table unit_setting enable row level security;
create policy of_units on unit_setting for all to motcua_app using (((( SELECT current_setting('motcua.units'::text, true) AS current_setting) = '*'::text) OR (home_unit_id = ANY (( SELECT string_to_array(current_setting('motcua.units'::text, true), ','::text) AS string_to_array)::text[]))));
grant insert, select on unit_setting to motcua_app;

create view unit_in_sight (
  unit_id text,
  number integer
) with (security_invoker=true);
grant select on unit_in_sight to motcua_app;

create view units_in_sight (
  bits "bit"
) with (security_invoker=true);
grant select on units_in_sight to motcua_app;
