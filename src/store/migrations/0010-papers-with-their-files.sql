-- A digitised paper and the file behind it (bản số của giấy tờ): which file of its dossier, or where else it lies.

alter table digitised_paper
  add column version integer not null default 1,
  -- The file of the paper's own dossier that is its digital form; null: none here, or that of the paper used again.
  add column file_id uuid,
  -- The line of the dossier's checklist that it stands for; empty: none.
  add column required_paper text not null default '',
  -- The system that keeps the digital form where it is not here; empty: none is named.
  add column kept_elsewhere text not null default '',
  -- Empty: it stands.
  add column void_reason text not null default '',
  add foreign key (home_unit_id, dossier_id, file_id) references dossier_file (home_unit_id, dossier_id, file_id);
create index digitised_paper_by_source on digitised_paper (home_unit_id, source_paper_id) where source_paper_id is not null;
-- The papers that wait are those of dossiers received in a period.
create index dossier_by_receipt on dossier (home_unit_id, received_at);

-- A paper as it stood before a change, and who changed it and why.
create table digitised_paper_version (
  home_unit_id text not null,
  paper_id uuid not null,
  version integer not null,
  reason text not null,
  body jsonb not null,
  actor text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, paper_id, version),
  foreign key (home_unit_id, paper_id) references digitised_paper (home_unit_id, paper_id)
);

grant select, insert on digitised_paper_version to motcua_app;
-- A corrected name or number is found by its new words only.
grant delete on digitised_paper_word to motcua_app;

alter table digitised_paper_version enable row level security;

create policy of_units on digitised_paper_version to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
