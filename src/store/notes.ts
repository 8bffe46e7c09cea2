/** What officers write beside the events: notes (ghi chú), and to whom a result was handed over. Both may name people. */
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';

export interface Note {
  readonly noteId: string;
  readonly body: string;
  readonly author: string;
  readonly recordedAt: Instant;
  readonly withdrawnAt: Instant | null;
}

export async function insertNote(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  note: Omit<Note, 'withdrawnAt'>,
): Promise<void> {
  await client.query(
    'insert into dossier_note (home_unit_id, dossier_id, note_id, body, author, recorded_at) values ($1, $2, $3, $4, $5, $6)',
    [homeUnitId, dossierId, note.noteId, note.body, note.author, note.recordedAt],
  );
}

/** Notes of a dossier, the latest first. */
export async function listNotes(client: pg.ClientBase, homeUnitId: string, dossierId: string): Promise<Note[]> {
  const { rows } = await client.query<{
    note_id: string;
    body: string;
    author: string;
    recorded_at: Instant;
    withdrawn_at: Instant | null;
  }>(
    `select note_id, body, author, recorded_at, withdrawn_at from dossier_note
     where home_unit_id = $1 and dossier_id = $2 order by recorded_at desc, note_id`,
    [homeUnitId, dossierId],
  );
  return rows.map((row) => ({
    noteId: row.note_id,
    body: row.body,
    author: row.author,
    recordedAt: row.recorded_at,
    withdrawnAt: row.withdrawn_at,
  }));
}

/** Empties a note that its author wrote. @returns false when there is no such note of theirs */
export async function withdrawNote(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  noteId: string,
  author: string,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update dossier_note set body = '', withdrawn_at = $5
     where home_unit_id = $1 and dossier_id = $2 and note_id = $3 and author = $4 and withdrawn_at is null`,
    [homeUnitId, dossierId, noteId, author, at],
  );
  return rowCount === 1;
}

/** Người nhận kết quả. */
export interface HandOverRecord {
  readonly eventSequence: number;
  readonly recipientName: string;
  readonly recipientIdentity: string;
  readonly relation: string;
  readonly trackingNumber: string;
}

export async function insertHandOver(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  record: HandOverRecord,
  recordedAt: Instant,
): Promise<void> {
  await client.query(
    `insert into hand_over_record (home_unit_id, dossier_id, event_sequence, recipient_name, recipient_identity, relation, tracking_number, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      homeUnitId,
      dossierId,
      record.eventSequence,
      record.recipientName,
      record.recipientIdentity,
      record.relation,
      record.trackingNumber,
      recordedAt,
    ],
  );
}

export async function listHandOvers(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<HandOverRecord[]> {
  const { rows } = await client.query<{
    event_sequence: number;
    recipient_name: string;
    recipient_identity: string;
    relation: string;
    tracking_number: string;
  }>(
    `select event_sequence, recipient_name, recipient_identity, relation, tracking_number from hand_over_record
     where home_unit_id = $1 and dossier_id = $2 order by event_sequence`,
    [homeUnitId, dossierId],
  );
  return rows.map((row) => ({
    eventSequence: row.event_sequence,
    recipientName: row.recipient_name,
    recipientIdentity: row.recipient_identity,
    relation: row.relation,
    trackingNumber: row.tracking_number,
  }));
}
