/** Papers by their number (tra số, ký hiệu): documents of the books and slips of the desk. */
import type pg from 'pg';
import { SLIP_KINDS, type SlipKind } from '../core/reception/slip.ts';

export interface NumberedPaper {
  readonly number: number;
  readonly year: number;
  readonly notation: string;
  /** Tên phiếu; empty for a document of a book. */
  readonly title: string;
  /** Null: no slip of the desk. */
  readonly slipKind: SlipKind | null;
  /** Null: the slip of somebody whose dossier was not taken in. */
  readonly dossierCode: string | null;
  readonly applicant: string;
  /** Số đã thu hồi: the reason; null while it stands. */
  readonly voidReason: string | null;
}

/** @param years those looked at, so that each is one look into the key */
export async function findNumbered(
  client: pg.ClientBase,
  homeUnitId: string,
  wanted: { readonly number: number; readonly notation: string; readonly years: readonly number[] },
): Promise<NumberedPaper[]> {
  const { rows } = await client.query<{
    number: number;
    year: number;
    notation: string;
    title: string;
    slip_kind: SlipKind | null;
    dossier_code: string | null;
    applicant: string | null;
    void_reason: string | null;
  }>(
    `select f.number, f.year, f.notation, f.title, f.slip_kind, d.dossier_code, coalesce(p.full_name, f.person) as applicant, f.void_reason
     from (
       select n.number, n.year, n.notation, '' as title, null as slip_kind, n.dossier_id, null as person, n.void_reason
       from document_book b
       join numbered_document n on n.home_unit_id = b.home_unit_id and n.notation = b.notation and n.year = b.year and n.number = $2
       where b.home_unit_id = $1 and upper(b.notation) = $3 and b.year = any ($4)
       union all
       select s.number, s.year, s.body->'form'->>'notation', s.body->'form'->>'title', s.slip_kind, s.dossier_id,
         s.body->'person'->>'fullName', null
       from slip s
       where s.home_unit_id = $1 and s.slip_kind = any ($5) and s.year = any ($4) and s.number = $2
         and upper(s.body->'form'->>'notation') = $3) f
     left join dossier d on d.home_unit_id = $1 and d.dossier_id = f.dossier_id
     left join dossier_person p on p.home_unit_id = $1 and p.dossier_id = f.dossier_id and p.role = 'applicant'
     order by f.year desc, f.slip_kind nulls first`,
    [homeUnitId, wanted.number, wanted.notation, wanted.years, SLIP_KINDS],
  );
  return rows.map((row) => ({
    number: row.number,
    year: row.year,
    notation: row.notation,
    title: row.title,
    slipKind: row.slip_kind,
    dossierCode: row.dossier_code,
    applicant: row.applicant ?? '',
    voidReason: row.void_reason,
  }));
}
