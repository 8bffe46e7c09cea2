/** What the services of the certification desk share: the kind and its procedure on a day, who the applicant is. */
import type pg from 'pg';
import type { CertificationKind } from '../../core/certification/kinds.ts';
import { checkLine, type Line, type RawLine } from '../../core/certification/line.ts';
import { formatDate, type PlainDate } from '../../core/time/plain-date.ts';
import { certificationKind } from '../../law/certification/kinds.ts';
import { FEE_SCHEDULES } from '../../law/fees/index.ts';
import { type EntryKey, findEntry, type StoredEntry } from '../../store/certification.ts';
import { putPerson } from '../../store/dossiers.ts';
import { ServiceError } from '../errors.ts';
import { type DeskProcedure, loadDeskProcedure, Refused } from '../reception/desk.ts';
import type { Recording } from '../record-acts.ts';

export interface ReadLine {
  readonly line: Line;
  readonly kind: CertificationKind;
  readonly procedure: DeskProcedure;
}

/** Reads a typed line for a day. @throws Refused with all that is wrong, by field */
export async function readLine(client: pg.ClientBase, unitId: string, raw: RawLine, on: PlainDate): Promise<ReadLine> {
  const kind = certificationKind(raw.kind);
  const check = checkLine(raw, kind, FEE_SCHEDULES, on);
  if (!check.ok || kind === undefined) throw new Refused(check.ok ? {} : check.errors);
  const procedure = await loadDeskProcedure(client, unitId, kind.procedureCode, on);
  if (procedure === undefined || procedure.term === null) {
    throw new Refused({
      kind: `Danh mục của đơn vị ngày ${formatDate(on)} ${procedure === undefined ? 'không có' : 'chưa có thời hạn của'} thủ tục ${kind.procedureCode} (${kind.label}). Bổ sung danh mục rồi vào sổ.`,
    });
  }
  return { line: check.line, kind, procedure };
}

/**
 * The line before the typed one was filled from it: its whole identity number stands in for the masked one on the page.
 * @param sameAs the line whose applicant is here again; undefined where there is none
 */
export async function withWholeIdentity(
  client: pg.ClientBase,
  raw: RawLine,
  sameAs: EntryKey | undefined,
): Promise<RawLine> {
  if (!raw.identityNumber.includes('*')) return raw;
  const before = sameAs === undefined ? null : await findEntry(client, sameAs);
  if (before === null || before.applicant !== raw.applicant) {
    throw new Refused({ identityNumber: 'Số giấy tờ đang che một phần. Xóa ô này rồi nhập lại đủ số.' });
  }
  return { ...raw, identityNumber: before.identityNumber };
}

/** @throws ServiceError `NOT_FOUND` */
export async function requireEntry(client: pg.ClientBase, key: EntryKey): Promise<StoredEntry> {
  const entry = await findEntry(client, key);
  if (entry === null) throw new ServiceError('NOT_FOUND', 'Không có dòng sổ chứng thực này.', { exitCode: 1 });
  return entry;
}

/** Keeps the applicant with the dossier, so that searching finds it. */
export async function rememberApplicant(recording: Recording, dossierId: string, line: Line): Promise<void> {
  await putPerson(
    recording.client,
    { homeUnitId: recording.unitId, dossierId },
    { role: 'applicant', fullName: line.applicant, identityNumber: line.identityNumber, phone: '', other: {} },
    recording.place.recordedAt,
    recording.index,
  );
}
