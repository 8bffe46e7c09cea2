-- Certification books (sổ chứng thực) and the digitisation of papers and results (số hóa).

-- A line of a book as it stands; numbered without gap by book and year. A voided line keeps its number.
create table certification_entry (
  home_unit_id text not null,
  book text not null,
  year integer not null,
  number integer not null,
  version integer not null,
  kind text not null,
  entered_on date not null,
  entered_at timestamptz not null,
  applicant text not null,
  identity_number text not null,
  document_name text not null,
  pages integer not null,
  copies integer not null,
  -- Number in the register of certified e-copies of the year; null: none was issued.
  e_copy_number integer,
  -- A number once given stays with its line even where no e-copy was issued after all.
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
  recorded_at timestamptz not null,
  primary key (home_unit_id, book, year, number),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id)
);
create index certification_entry_by_day on certification_entry (home_unit_id, entered_on, recorded_at);
create unique index certification_entry_e_copy on certification_entry (home_unit_id, year, e_copy_number) where e_copy_number is not null;

-- Every state in which a line stood, and why it was changed.
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
  recorded_at timestamptz not null,
  primary key (home_unit_id, book, year, number, version),
  foreign key (home_unit_id, book, year, number) references certification_entry (home_unit_id, book, year, number)
);

-- A paper of a dossier (thành phần) or its result (kết quả), and whether it is digital.
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
  -- The last day on which it may be used again (counted); null: no end.
  valid_through date,
  applicant text not null,
  identity_number text collate "C" not null,
  -- The paper whose digital form is used again; null: digitised here, or not at all.
  source_paper_id uuid,
  -- Of a stored file; empty: kept elsewhere.
  file_sha256 text not null,
  officer text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, paper_id),
  foreign key (home_unit_id, dossier_id) references dossier (home_unit_id, dossier_id),
  foreign key (home_unit_id, source_paper_id) references digitised_paper (home_unit_id, paper_id)
);
create index digitised_paper_of_dossier on digitised_paper (home_unit_id, dossier_id);
create index digitised_paper_by_identity on digitised_paper (home_unit_id, identity_number) where identity_number <> '';
create index digitised_paper_by_time on digitised_paper (home_unit_id, recorded_at);

-- Words of applicants and papers without marks.
create table digitised_paper_word (
  home_unit_id text not null,
  word text collate "C" not null,
  paper_id uuid not null,
  primary key (home_unit_id, word, paper_id),
  foreign key (home_unit_id, paper_id) references digitised_paper (home_unit_id, paper_id)
);

grant select, insert, update on certification_entry, digitised_paper to motcua_app;
grant select, insert on certification_version, digitised_paper_word to motcua_app;

alter table certification_entry enable row level security;
alter table certification_version enable row level security;
alter table digitised_paper enable row level security;
alter table digitised_paper_word enable row level security;

create policy of_units on certification_entry to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on certification_version to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on digitised_paper to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on digitised_paper_word to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
