-- How many papers of a dossier wait to be digitised (giấy tờ chờ số hóa), kept with the dossier: to count them anew, every
-- paper of a period had to be read. Whoever writes a checklist or a digitised paper writes it in the same transaction.

alter table dossier add column papers_waiting integer not null default 0;

update dossier d set papers_waiting = w.papers
from (
  select home_unit_id, dossier_id, count(*)::int as papers from (
    select l.home_unit_id, l.dossier_id from dossier_paper l
    where l.received and not exists (
      select from digitised_paper p
      where p.home_unit_id = l.home_unit_id and p.dossier_id = l.dossier_id and p.void_reason = '' and p.kind = 'component'
        and coalesce(nullif(p.required_paper, ''), p.name) = l.name)
    union all
    select home_unit_id, dossier_id from digitised_paper where void_reason = '' and state = 'notDigitised'
  ) one group by home_unit_id, dossier_id
) w
where d.home_unit_id = w.home_unit_id and d.dossier_id = w.dossier_id;

-- Counted and listed from the index alone; a dossier with nothing left to digitise is not in it.
create index dossier_with_papers_waiting on dossier (home_unit_id, received_at, dossier_code) include (papers_waiting, dossier_id)
  where papers_waiting > 0;
