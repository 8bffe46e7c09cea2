-- The audit read on screen: by person, by act, by dossier, each newest first along an index, however long the chain.

-- The dossier that an entry names, from what was hashed, so that nobody can write the two apart. Entries that name several
-- are found by their events.
alter table audit_entry add column dossier_code text generated always as (detail ->> 'dossierCode') stored;

create index audit_entry_by_actor on audit_entry (home_unit_id, actor, sequence);
create index audit_entry_by_act on audit_entry (home_unit_id, act, sequence);
create index audit_entry_by_dossier on audit_entry (home_unit_id, dossier_code, sequence) where dossier_code is not null;
