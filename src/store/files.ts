/**
 * Files of dossiers (tệp): bytes by their digest in parts, once in a unit; names and purposes beside them. They lie in the
 * database, so that they are written, backed up and protected with the dossiers they belong to.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';

const PART_BYTES = 262_144;

/** Keeps bytes; the same bytes again write nothing. @returns their sha256 */
export async function putContent(
  client: pg.ClientBase,
  homeUnitId: string,
  content: { readonly bytes: Uint8Array; readonly mediaType: string },
  recordedAt: Instant,
): Promise<string> {
  const sha256 = createHash('sha256').update(content.bytes).digest('hex');
  const { rowCount } = await client.query(
    `insert into stored_file (home_unit_id, sha256, media_type, size_bytes, recorded_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [homeUnitId, sha256, content.mediaType, content.bytes.byteLength, recordedAt],
  );
  if (rowCount === 0) return sha256;
  for (let part = 0; part * PART_BYTES < content.bytes.byteLength; part += 1) {
    await client.query('insert into stored_file_part (home_unit_id, sha256, part, bytes) values ($1, $2, $3, $4)', [
      homeUnitId,
      sha256,
      part,
      Buffer.from(content.bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)),
    ]);
  }
  return sha256;
}

/** One part of the bytes, from 0; undefined after the last one. */
export async function readPart(
  client: pg.ClientBase,
  homeUnitId: string,
  sha256: string,
  part: number,
): Promise<Uint8Array | undefined> {
  const { rows } = await client.query<{ bytes: Buffer }>(
    'select bytes from stored_file_part where home_unit_id = $1 and sha256 = $2 and part = $3',
    [homeUnitId, sha256, part],
  );
  return rows[0]?.bytes;
}

export interface DossierFile {
  readonly fileId: string;
  readonly sha256: string;
  readonly name: string;
  readonly purpose: string;
  readonly paper: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly uploadedBy: string;
  readonly recordedAt: Instant;
  readonly removedAt: Instant | null;
  readonly removedBy: string | null;
  readonly removalReason: string | null;
}

export async function insertDossierFile(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  file: Pick<DossierFile, 'fileId' | 'sha256' | 'name' | 'purpose' | 'paper' | 'uploadedBy' | 'recordedAt'>,
): Promise<void> {
  await client.query(
    `insert into dossier_file (home_unit_id, dossier_id, file_id, sha256, name, purpose, paper, uploaded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      homeUnitId,
      dossierId,
      file.fileId,
      file.sha256,
      file.name,
      file.purpose,
      file.paper,
      file.uploadedBy,
      file.recordedAt,
    ],
  );
}

/** Files of a dossier in the order in which they came, removed ones too. */
export async function listFiles(client: pg.ClientBase, homeUnitId: string, dossierId: string): Promise<DossierFile[]> {
  const { rows } = await client.query<{
    file_id: string;
    sha256: string;
    name: string;
    purpose: string;
    paper: string;
    media_type: string;
    size_bytes: string;
    uploaded_by: string;
    recorded_at: Instant;
    removed_at: Instant | null;
    removed_by: string | null;
    removal_reason: string | null;
  }>(
    `select f.file_id, f.sha256, f.name, f.purpose, f.paper, s.media_type, s.size_bytes, f.uploaded_by, f.recorded_at, f.removed_at,
       f.removed_by, f.removal_reason
     from dossier_file f join stored_file s on s.home_unit_id = f.home_unit_id and s.sha256 = f.sha256
     where f.home_unit_id = $1 and f.dossier_id = $2 order by f.recorded_at, f.name, f.file_id`,
    [homeUnitId, dossierId],
  );
  return rows.map((row) => ({
    fileId: row.file_id,
    sha256: row.sha256,
    name: row.name,
    purpose: row.purpose,
    paper: row.paper,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    uploadedBy: row.uploaded_by,
    recordedAt: row.recorded_at,
    removedAt: row.removed_at,
    removedBy: row.removed_by,
    removalReason: row.removal_reason,
  }));
}

/** @returns false when there is no such file, or it was removed before */
export async function removeDossierFile(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  fileId: string,
  removal: { readonly at: Instant; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update dossier_file set removed_at = $4, removed_by = $5, removal_reason = $6
     where home_unit_id = $1 and dossier_id = $2 and file_id = $3 and removed_at is null`,
    [homeUnitId, dossierId, fileId, removal.at, removal.by, removal.reason],
  );
  return rowCount === 1;
}

/** What kind of file the bytes of a digest are, and how many; null: none are kept. */
export async function findContent(
  client: pg.ClientBase,
  homeUnitId: string,
  sha256: string,
): Promise<{ readonly mediaType: string; readonly sizeBytes: number } | null> {
  const { rows } = await client.query<{ media_type: string; size_bytes: string }>(
    'select media_type, size_bytes from stored_file where home_unit_id = $1 and sha256 = $2',
    [homeUnitId, sha256],
  );
  const row = rows[0];
  return row === undefined ? null : { mediaType: row.media_type, sizeBytes: Number(row.size_bytes) };
}
