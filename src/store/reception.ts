/** What was handed in at reception, slips that were issued, favourites: read and written in the caller's transaction. */
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Channel } from '../core/dossier/facts.ts';
import type { Dong } from '../core/money/dong.ts';
import type { FeeLine } from '../core/reception/fees.ts';
import type { PaperForm, PaperLine } from '../core/reception/papers.ts';
import type { Slip, SlipKind } from '../core/reception/slip.ts';
import { fromInstant, type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';
import { together } from './together.ts';
import { recountWaiting } from './waiting-papers.ts';

/** Tiếp nhận của một hồ sơ. */
export interface StoredReception {
  readonly dossierId: string;
  readonly personId: string | null;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly request: string;
  readonly sets: number;
  readonly resultChannel: Channel;
  readonly resultAddress: string;
  readonly authority: string;
  readonly authorityPart: string;
  readonly submittedAt: LocalDateTime | null;
  /** Tên đăng nhập. */
  readonly officer: string;
  readonly officerName: string;
}

export async function putReception(
  client: pg.ClientBase,
  homeUnitId: string,
  reception: StoredReception,
  recordedAt: Instant,
): Promise<void> {
  await prepared(
    client,
    `insert into dossier_reception (home_unit_id, dossier_id, person_id, procedure_code, procedure_name, request, sets, result_channel,
       result_address, authority, authority_part, submitted_at, officer, officer_name, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (home_unit_id, dossier_id) do update set person_id = excluded.person_id, procedure_name = excluded.procedure_name,
       request = excluded.request, sets = excluded.sets, result_channel = excluded.result_channel,
       result_address = excluded.result_address, officer = excluded.officer, officer_name = excluded.officer_name,
       recorded_at = excluded.recorded_at`,
    [
      homeUnitId,
      reception.dossierId,
      reception.personId,
      reception.procedureCode,
      reception.procedureName,
      reception.request,
      reception.sets,
      reception.resultChannel,
      reception.resultAddress,
      reception.authority,
      reception.authorityPart,
      reception.submittedAt === null ? null : toInstant(reception.submittedAt),
      reception.officer,
      reception.officerName,
      recordedAt,
    ],
  );
}

export async function findReception(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<StoredReception | null> {
  const { rows } = await client.query<{
    person_id: string | null;
    procedure_code: string;
    procedure_name: string;
    request: string;
    sets: number;
    result_channel: Channel;
    result_address: string;
    authority: string;
    authority_part: string;
    submitted_at: Instant | null;
    officer: string;
    officer_name: string;
  }>(
    `select person_id, procedure_code, procedure_name, request, sets, result_channel, result_address, authority, authority_part,
       submitted_at, officer, officer_name from dossier_reception where home_unit_id = $1 and dossier_id = $2`,
    [homeUnitId, dossierId],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : {
        dossierId,
        personId: row.person_id,
        procedureCode: row.procedure_code,
        procedureName: row.procedure_name,
        request: row.request,
        sets: row.sets,
        resultChannel: row.result_channel,
        resultAddress: row.result_address,
        authority: row.authority,
        authorityPart: row.authority_part,
        submittedAt: row.submitted_at === null ? null : fromInstant(row.submitted_at),
        officer: row.officer,
        officerName: row.officer_name,
      };
}

/**
 * Writes the checklist.
 * @param instead in place of the one before; false: there is none
 */
export async function putPapers(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  papers: readonly PaperLine[],
  recordedAt: Instant,
  instead: boolean,
): Promise<void> {
  const gone = instead
    ? prepared(client, 'delete from dossier_paper where home_unit_id = $1 and dossier_id = $2', [homeUnitId, dossierId])
    : Promise.resolve();
  await together([
    gone,
    prepared(
      client,
      `insert into dossier_paper (home_unit_id, dossier_id, position, name, form, copies, required, received, recorded_at)
       select $1, $2, row_number() over (), name, form, copies, required, received, $3
       from jsonb_to_recordset($4) as line(name text, form text, copies integer, required boolean, received boolean)`,
      [homeUnitId, dossierId, recordedAt, JSON.stringify(papers)],
    ),
    recountWaiting(client, homeUnitId, dossierId),
  ]);
}

export async function listPapers(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<readonly PaperLine[]> {
  const { rows } = await client.query<{
    name: string;
    form: PaperForm;
    copies: number;
    required: boolean;
    received: boolean;
  }>(
    'select name, form, copies, required, received from dossier_paper where home_unit_id = $1 and dossier_id = $2 order by position',
    [homeUnitId, dossierId],
  );
  return rows;
}

/**
 * Writes the fee; null: none.
 * @param instead in place of the one before; false: there is none
 */
export async function putFee(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  fee: FeeLine | null,
  recordedAt: Instant,
  instead: boolean,
): Promise<void> {
  if (instead)
    await prepared(client, 'delete from dossier_fee where home_unit_id = $1 and dossier_id = $2', [
      homeUnitId,
      dossierId,
    ]);
  if (fee === null) return;
  await prepared(
    client,
    `insert into dossier_fee (home_unit_id, dossier_id, position, schedule_key, label, kind, per, pages, copies, full_amount, amount,
       exemption, exemption_label, legal_basis, recorded_at)
     values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      homeUnitId,
      dossierId,
      fee.scheduleKey,
      fee.label,
      fee.kind,
      fee.per,
      fee.pages,
      fee.copies,
      fee.fullAmount,
      fee.amount,
      fee.exemption,
      fee.exemptionLabel,
      fee.legalBasis,
      recordedAt,
    ],
  );
}

/** The fee of a dossier as reception worked it out. */
export async function findFee(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<Omit<FeeLine, 'provisional'> | null> {
  const { rows } = await client.query<{
    schedule_key: string;
    label: string;
    kind: 'fee' | 'charge';
    per: string;
    pages: number;
    copies: number;
    full_amount: string;
    amount: string;
    exemption: string;
    exemption_label: string;
    legal_basis: string;
  }>(
    `select schedule_key, label, kind, per, pages, copies, full_amount::text, amount::text, exemption, exemption_label, legal_basis
     from dossier_fee where home_unit_id = $1 and dossier_id = $2 order by position limit 1`,
    [homeUnitId, dossierId],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : {
        scheduleKey: row.schedule_key,
        label: row.label,
        kind: row.kind,
        per: row.per,
        pages: row.pages,
        copies: row.copies,
        fullAmount: Number(row.full_amount) as Dong,
        amount: Number(row.amount) as Dong,
        exemption: row.exemption,
        exemptionLabel: row.exemption_label,
        legalBasis: row.legal_basis,
      };
}

/** The number that the next slip of a kind and year bears; the caller holds the unit's place in the audit, so it is alone. */
export async function nextSlipNumber(
  client: pg.ClientBase,
  homeUnitId: string,
  kind: SlipKind,
  year: number,
): Promise<number> {
  const { rows } = await prepared<{ number: number }>(
    client,
    'select number from slip where home_unit_id = $1 and slip_kind = $2 and year = $3 order by number desc limit 1',
    [homeUnitId, kind, year],
  );
  return (rows[0]?.number ?? 0) + 1;
}

export async function insertSlip(
  client: pg.ClientBase,
  homeUnitId: string,
  slip: Slip,
  dossierId: string | null,
  actor: string,
  recordedAt: Instant,
): Promise<void> {
  await prepared(
    client,
    `insert into slip (home_unit_id, slip_kind, year, number, dossier_id, issued_at, recorded_at, actor, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      homeUnitId,
      slip.kind,
      Number(slip.issuedAt.slice(0, 4)),
      slip.number,
      dossierId,
      toInstant(slip.issuedAt),
      recordedAt,
      actor,
      canonicalJson(slip),
    ],
  );
}

export async function findSlip(
  client: pg.ClientBase,
  homeUnitId: string,
  kind: SlipKind,
  year: number,
  number: number,
): Promise<Slip | null> {
  const { rows } = await client.query<{ body: Slip }>(
    'select body from slip where home_unit_id = $1 and slip_kind = $2 and year = $3 and number = $4',
    [homeUnitId, kind, year, number],
  );
  return rows[0]?.body ?? null;
}

/** Slips of a dossier in the order in which they were issued. */
export async function listSlipsOf(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<readonly Slip[]> {
  const { rows } = await client.query<{ body: Slip }>(
    'select body from slip where home_unit_id = $1 and dossier_id = $2 order by recorded_at, slip_kind, number',
    [homeUnitId, dossierId],
  );
  return rows.map((row) => row.body);
}

/** Slips given since an instant to people whose dossiers were not taken in (Mẫu 02, 03 at the counter), latest first. */
export async function listTurnedAway(
  client: pg.ClientBase,
  homeUnitId: string,
  limit: number,
): Promise<readonly Slip[]> {
  const { rows } = await client.query<{ body: Slip }>(
    `select body from slip where home_unit_id = $1 and slip_kind in ('completion', 'refusal') and dossier_id is null
     order by recorded_at desc limit $2`,
    [homeUnitId, limit],
  );
  return rows.map((row) => row.body);
}

/** Codes of procedures that an officer received lately, the most used first. */
export async function recentProcedures(
  client: pg.ClientBase,
  homeUnitId: string,
  officer: string,
  since: Instant,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ procedure_code: string }>(
    `select procedure_code from dossier_reception where home_unit_id = $1 and officer = $2 and recorded_at >= $3
     group by procedure_code order by count(*) desc, max(recorded_at) desc, procedure_code limit $4`,
    [homeUnitId, officer, since, limit],
  );
  return rows.map((row) => row.procedure_code);
}

export async function favouriteProcedures(
  client: pg.ClientBase,
  homeUnitId: string,
  accountId: string,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ procedure_code: string }>(
    'select procedure_code from procedure_favourite where home_unit_id = $1 and account_id = $2 order by recorded_at, procedure_code',
    [homeUnitId, accountId],
  );
  return rows.map((row) => row.procedure_code);
}

export async function setFavourite(
  client: pg.ClientBase,
  favourite: { readonly homeUnitId: string; readonly accountId: string; readonly procedureCode: string },
  wanted: boolean,
  recordedAt: Instant,
): Promise<void> {
  const key = [favourite.homeUnitId, favourite.accountId, favourite.procedureCode];
  if (wanted) {
    await client.query(
      `insert into procedure_favourite (home_unit_id, account_id, procedure_code, recorded_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [...key, recordedAt],
    );
  } else {
    await client.query(
      'delete from procedure_favourite where home_unit_id = $1 and account_id = $2 and procedure_code = $3',
      key,
    );
  }
}

/** A dossier that an applicant handed in for a procedure since an instant; null: none. */
export async function recentReceptionOf(
  client: pg.ClientBase,
  homeUnitId: string,
  personId: string,
  procedureCode: string,
  since: Instant,
): Promise<{ readonly dossierCode: string; readonly officerName: string; readonly receivedAt: LocalDateTime } | null> {
  const { rows } = await client.query<{ dossier_code: string; officer_name: string; received_at: Instant }>(
    `select d.dossier_code, r.officer_name, d.received_at from dossier_reception r
     join dossier d on d.home_unit_id = r.home_unit_id and d.dossier_id = r.dossier_id
     where r.home_unit_id = $1 and r.person_id = $2 and r.procedure_code = $3 and r.recorded_at >= $4
       and d.received_at is not null and d.parent_dossier_id is null
     order by r.recorded_at desc limit 1`,
    [homeUnitId, personId, procedureCode, since],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : { dossierCode: row.dossier_code, officerName: row.officer_name, receivedAt: fromInstant(row.received_at) };
}
