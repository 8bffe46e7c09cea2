/** Lines of the register of dossiers (sổ theo dõi hồ sơ), in the order in which they were received. */
import type pg from 'pg';
import type { Channel } from '../core/dossier/facts.ts';
import { fromInstant, type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';

export interface RegisterRow {
  readonly dossierCode: string;
  readonly procedureName: string;
  readonly sets: number;
  readonly applicant: string;
  readonly address: string;
  readonly phone: string;
  readonly receivedAt: LocalDateTime;
  readonly dueAt: LocalDateTime;
  readonly resolvedAt: LocalDateTime | null;
  readonly cancelledAt: LocalDateTime | null;
  readonly handedOverAt: LocalDateTime | null;
  readonly handOverChannel: Channel | null;
}

/** Dossiers received in [from, through], both ends counted. @param most lines at most, after `skip` lines */
export async function listRegister(
  client: pg.ClientBase,
  homeUnitId: string,
  from: LocalDateTime,
  through: LocalDateTime,
  skip: number,
  most: number,
): Promise<{ readonly rows: readonly RegisterRow[]; readonly total: number }> {
  const range = [homeUnitId, toInstant(from), toInstant(through)];
  const counted = await client.query<{ total: number }>(
    'select count(*)::int as total from dossier_fact where home_unit_id = $1 and received_at >= $2 and received_at <= $3',
    range,
  );
  const { rows } = await client.query<{
    dossier_code: string;
    name: string | null;
    procedure_code: string;
    sets: number | null;
    full_name: string | null;
    address: string | null;
    phone: string | null;
    received_at: Instant;
    due_at: Instant;
    resolved_at: Instant | null;
    cancelled_at: Instant | null;
    handed_over_at: Instant | null;
    hand_over_channel: Channel | null;
  }>(
    `select f.dossier_code, coalesce(r.procedure_name, v.name) as name, f.procedure_code, r.sets, p.full_name, p.other->>'address' as address, p.phone,
       f.received_at, f.due_at, f.resolved_at, f.cancelled_at, f.handed_over_at, f.hand_over_channel
     from (select * from dossier_fact where home_unit_id = $1 and received_at >= $2 and received_at <= $3
       order by received_at, dossier_code limit $5 offset $4) f
     join dossier d on d.home_unit_id = f.home_unit_id and d.dossier_id = f.dossier_id
     left join dossier_reception r on r.home_unit_id = f.home_unit_id and r.dossier_id = f.dossier_id
     left join dossier_person p on p.home_unit_id = f.home_unit_id and p.dossier_id = f.dossier_id and p.role = 'applicant'
     left join procedure_version v on v.home_unit_id = f.home_unit_id and v.procedure_code = f.procedure_code and v.version = d.procedure_version
     order by f.received_at, f.dossier_code`,
    [...range, skip, most],
  );
  const local = (at: Instant | null): LocalDateTime | null => (at === null ? null : fromInstant(at));
  return {
    total: counted.rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      dossierCode: row.dossier_code,
      procedureName: row.name ?? row.procedure_code,
      sets: row.sets ?? 1,
      applicant: row.full_name ?? '',
      address: row.address ?? '',
      phone: row.phone ?? '',
      receivedAt: fromInstant(row.received_at),
      dueAt: fromInstant(row.due_at),
      resolvedAt: local(row.resolved_at),
      cancelledAt: local(row.cancelled_at),
      handedOverAt: local(row.handed_over_at),
      handOverChannel: row.hand_over_channel,
    })),
  };
}
