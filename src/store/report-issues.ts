/** Numbers, dates and signed files of closed reports: append-only, each kept to the byte. */
import type pg from 'pg';
import type { SignatureRole } from '../core/reporting/issue.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';

export interface ReportKey {
  readonly homeUnitId: string;
  readonly periodId: string;
  readonly version: number;
}

export interface StoredIssue extends ReportKey {
  /** 1, 2…; the last one holds. */
  readonly issue: number;
  readonly number: string;
  readonly date: PlainDate;
  readonly recordedAt: Instant;
  readonly actor: string;
}

interface IssueRow {
  version: number;
  issue: number;
  document_number: string;
  document_date: PlainDate;
  recorded_at: Instant;
  actor: string;
}

/** Issues of a version, the first one first. */
export async function listIssues(client: pg.ClientBase, key: ReportKey): Promise<StoredIssue[]> {
  const { rows } = await client.query<IssueRow>(
    `select version, issue, document_number, document_date, recorded_at, actor from report_issue
     where home_unit_id = $1 and period_id = $2 and version = $3 order by issue`,
    [key.homeUnitId, key.periodId, key.version],
  );
  return rows.map((row) => ({
    ...key,
    issue: row.issue,
    number: row.document_number,
    date: row.document_date,
    recordedAt: row.recorded_at,
    actor: row.actor,
  }));
}

/** Whether another report of the unit already carries a number in the year of a date. */
export async function numberTaken(
  client: pg.ClientBase,
  key: ReportKey,
  number: string,
  date: PlainDate,
): Promise<{ readonly periodId: string; readonly version: number } | null> {
  const { rows } = await client.query<{ period_id: string; version: number }>(
    `select period_id, version from report_issue
     where home_unit_id = $1 and document_number = $2 and document_date between $3 and $4
       and not (period_id = $5 and version = $6) limit 1`,
    [key.homeUnitId, number, `${date.slice(0, 4)}-01-01`, `${date.slice(0, 4)}-12-31`, key.periodId, key.version],
  );
  const row = rows[0];
  return row === undefined ? null : { periodId: row.period_id, version: row.version };
}

export async function insertIssue(client: pg.ClientBase, issue: StoredIssue): Promise<void> {
  await client.query(
    `insert into report_issue (home_unit_id, period_id, version, issue, document_number, document_date, recorded_at, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      issue.homeUnitId,
      issue.periodId,
      issue.version,
      issue.issue,
      issue.number,
      issue.date,
      issue.recordedAt,
      issue.actor,
    ],
  );
}

export interface StoredSignature extends ReportKey {
  readonly issue: number;
  /** 1, 2: the order of signing. */
  readonly place: number;
  readonly role: SignatureRole;
  readonly signer: string;
  readonly certificate: Readonly<Record<string, string>>;
  readonly signedAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly fileName: string;
  readonly sha256: string;
}

/** Signatures of every issue of a version in the order of signing, without the files. */
export async function listSignatures(client: pg.ClientBase, key: ReportKey): Promise<StoredSignature[]> {
  const { rows } = await client.query<{
    issue: number;
    place: number;
    role: SignatureRole;
    signer: string;
    certificate: Record<string, string>;
    signed_at: Instant;
    recorded_at: Instant;
    actor: string;
    file_name: string;
    sha256: string;
  }>(
    `select issue, place, role, signer, certificate, signed_at, recorded_at, actor, file_name, sha256 from report_signature
     where home_unit_id = $1 and period_id = $2 and version = $3 order by issue, place`,
    [key.homeUnitId, key.periodId, key.version],
  );
  return rows.map((row) => ({
    ...key,
    issue: row.issue,
    place: row.place,
    role: row.role,
    signer: row.signer,
    certificate: row.certificate,
    signedAt: row.signed_at,
    recordedAt: row.recorded_at,
    actor: row.actor,
    fileName: row.file_name,
    sha256: row.sha256,
  }));
}

/** The bytes of one signed file; null where there is none. */
export async function findSignedFile(
  client: pg.ClientBase,
  key: ReportKey,
  issue: number,
  place: number,
): Promise<{ readonly fileName: string; readonly sha256: string; readonly bytes: Uint8Array } | null> {
  const { rows } = await client.query<{ file_name: string; sha256: string; bytes: Uint8Array }>(
    `select file_name, sha256, bytes from report_signature
     where home_unit_id = $1 and period_id = $2 and version = $3 and issue = $4 and place = $5`,
    [key.homeUnitId, key.periodId, key.version, issue, place],
  );
  const row = rows[0];
  return row === undefined ? null : { fileName: row.file_name, sha256: row.sha256, bytes: row.bytes };
}

export async function insertSignature(
  client: pg.ClientBase,
  signature: StoredSignature,
  bytes: Uint8Array,
): Promise<void> {
  await client.query(
    `insert into report_signature (home_unit_id, period_id, version, issue, place, role, signer, certificate, signed_at, recorded_at, actor, file_name, sha256, bytes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      signature.homeUnitId,
      signature.periodId,
      signature.version,
      signature.issue,
      signature.place,
      signature.role,
      signature.signer,
      JSON.stringify(signature.certificate),
      signature.signedAt,
      signature.recordedAt,
      signature.actor,
      signature.fileName,
      signature.sha256,
      Buffer.from(bytes),
    ],
  );
}
