/** A dossier with everything that deciding about it needs (hồ sơ trên bàn): its log, state, tasks, process, progress. */
import type pg from 'pg';
import { type Dossier, fold, standingActs } from '../../core/dossier/dossier.ts';
import { dueHistory } from '../../core/dossier/facts-of.ts';
import type { DeskContext } from '../../core/process/availability.ts';
import type { InternalProcess } from '../../core/process/internal-process.ts';
import { progressOf } from '../../core/process/progress.ts';
import { tasksOf } from '../../core/process/tasks.ts';
import type { WorkCalendar } from '../../core/time/calendar.ts';
import type { LocalDateTime } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { findDossierByCode, loadEvents, type StoredEvent } from '../../store/dossiers.ts';
import { ServiceError } from '../errors.ts';
import { loadProcess, stillOwesAfter } from './follow-tasks.ts';

export interface DeskFile {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly events: readonly StoredEvent[];
  readonly dossier: Dossier;
  readonly process: InternalProcess;
  readonly context: DeskContext;
}

/** @throws ServiceError `NOT_FOUND` for a code that the unit does not have */
export async function loadDeskFile(
  client: pg.ClientBase,
  input: {
    readonly unitId: string;
    readonly dossierCode: string;
    readonly calendar: WorkCalendar;
    readonly now: LocalDateTime;
  },
): Promise<DeskFile> {
  const row = await findDossierByCode(client, input.unitId, input.dossierCode);
  if (row === null)
    throw new ServiceError('NOT_FOUND', `Đơn vị không có hồ sơ mã «${input.dossierCode.slice(0, 60)}».`, {
      exitCode: 1,
    });
  const events = await loadEvents(client, input.unitId, row.dossierId);
  const dossier = fold(NATIONAL_DOSSIER, events);
  const process = await loadProcess(client, input.unitId, dossier);
  const acts = standingActs(events);
  return {
    dossierId: row.dossierId,
    dossierCode: input.dossierCode,
    events,
    dossier,
    process,
    context: {
      definition: NATIONAL_DOSSIER,
      dossier,
      progress: progressOf(process, acts),
      tasks: tasksOf(process, acts, input.calendar, stillOwesAfter),
      dueAt: dueHistory(input.calendar, dossier)?.dueAt ?? null,
      now: input.now,
    },
  };
}
