/** The dossiers behind a figure as a file for spreadsheets (tải danh sách hồ sơ). */
import { CHANNEL_LABELS } from '../../core/dossier/channel-labels.ts';
import { TIMELINESS_LABELS } from '../../core/dossier/timeliness-labels.ts';
import { formatLocal, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { csvFile } from '../../documents/tables/csv-out.ts';
import type { CellDossier } from './cell.ts';

const HEAD = [
  'Mã hồ sơ',
  'Mã TTHC',
  'Lĩnh vực',
  'Hình thức nộp',
  'Tiếp nhận',
  'Hẹn trả',
  'Có kết quả',
  'Hủy',
  'Tình trạng',
] as const;

const time = (at: string | null): string => (at === null ? '' : formatLocal(at as LocalDateTime));

/** Without people: names and numbers stay in the system. */
export function figureCsv(dossiers: readonly CellDossier[]): Uint8Array {
  return csvFile(
    HEAD,
    dossiers.map((dossier) => [
      dossier.dossierCode,
      dossier.procedureCode,
      dossier.sectorKey,
      CHANNEL_LABELS[dossier.channel],
      time(dossier.receivedAt),
      time(dossier.dueAt),
      time(dossier.resolvedAt),
      time(dossier.cancelledAt),
      TIMELINESS_LABELS[dossier.timeliness as keyof typeof TIMELINESS_LABELS] ?? dossier.timeliness,
    ]),
  );
}
