-- Work on dossiers: tasks of the internal process, notes, hand-overs, numbered documents, files.

-- Tasks (việc), a copy of what the events say; written anew with every act, so that inboxes can be listed quickly.
create table dossier_task (
  home_unit_id text not null,
  dossier_id uuid not null,
  task_number integer not null,
  kind text not null,
  step integer not null,
  name text not null,
  role text not null,
  output text not null,
  -- Login name; null: whoever has the role.
  assignee text,
  state text not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  done_at timestamptz,
  done_by integer,
  outcome text,
  primary key (home_unit_id, dossier_id, task_number),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);
create index dossier_task_waiting on dossier_task (home_unit_id, kind, dossier_id) where state = 'open' or state = 'onHold';

-- Dossiers on which there is something left to do; few among the many that have ended.
create index dossier_unfinished on dossier (home_unit_id, dossier_id)
  where business_state in ('submitted', 'incomplete', 'received', 'processing', 'awaitingSupplement', 'awaitingObligation', 'suspended', 'withdrawalRequested')
     or (business_state = 'resolved' and hand_over_state <> 'handedOver');

-- Notes (ghi chú) of officers; may name people, so they stand apart from the events. Text is emptied when it is withdrawn.
create table dossier_note (
  home_unit_id text not null,
  dossier_id uuid not null,
  note_id uuid not null,
  body text not null,
  author text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (home_unit_id, dossier_id, note_id),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);

-- To whom a result was handed over, beside the event that says when.
create table hand_over_record (
  home_unit_id text not null,
  dossier_id uuid not null,
  event_sequence integer not null,
  recipient_name text not null,
  recipient_identity text not null,
  relation text not null,
  tracking_number text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, dossier_id, event_sequence),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);

-- Books of documents (sổ văn bản): the last number of a notation in a year. Its row lock keeps numbers without gaps.
create table document_book (
  home_unit_id text not null,
  notation text not null,
  year integer not null,
  last_number integer not null,
  primary key (home_unit_id, notation, year)
);

-- Numbered documents. A number is never given twice; one that was taken back stays, marked.
create table numbered_document (
  home_unit_id text not null,
  notation text not null,
  year integer not null,
  number integer not null,
  dossier_id uuid not null,
  purpose text not null,
  numbered_by text not null,
  numbered_at timestamptz not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  primary key (home_unit_id, notation, year, number),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);
create index numbered_document_of_dossier on numbered_document (home_unit_id, dossier_id);

-- Files by content: the same bytes are kept once in a unit. Parts of at most 256 KiB, so that reading streams.
create table stored_file (
  home_unit_id text not null,
  sha256 text not null,
  media_type text not null,
  size_bytes bigint not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, sha256)
);
create table stored_file_part (
  home_unit_id text not null,
  sha256 text not null,
  part integer not null,
  bytes bytea not null,
  primary key (home_unit_id, sha256, part),
  foreign key (home_unit_id, sha256) references stored_file (home_unit_id, sha256)
);

-- Files of a dossier (tệp của hồ sơ): what they are called and what for. A removed one keeps its line.
create table dossier_file (
  home_unit_id text not null,
  dossier_id uuid not null,
  file_id uuid not null,
  sha256 text not null,
  name text not null,
  purpose text not null,
  paper text not null,
  uploaded_by text not null,
  recorded_at timestamptz not null,
  removed_at timestamptz,
  removed_by text,
  removal_reason text,
  primary key (home_unit_id, dossier_id, file_id),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id),
  foreign key (home_unit_id, sha256) references stored_file (home_unit_id, sha256)
);

grant select, insert, update, delete on dossier_task to motcua_app;
grant select, insert, update on dossier_note, document_book, numbered_document, dossier_file to motcua_app;
grant select, insert on hand_over_record, stored_file, stored_file_part to motcua_app;

alter table dossier_task enable row level security;
alter table dossier_note enable row level security;
alter table hand_over_record enable row level security;
alter table document_book enable row level security;
alter table numbered_document enable row level security;
alter table stored_file enable row level security;
alter table stored_file_part enable row level security;
alter table dossier_file enable row level security;

create policy of_units on dossier_task to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_note to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on hand_over_record to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on document_book to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on numbered_document to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on stored_file to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on stored_file_part to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on dossier_file to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
