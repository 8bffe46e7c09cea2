/** The audit of some days as a file for spreadsheets (tải nhật ký); the log keeps who took which days. */
import { auditActName } from '../../core/audit/acts.ts';
import { formatInteger } from '../../core/reporting/format.ts';
import { dateOf, formatLocal, fromInstant } from '../../core/time/local-date-time.ts';
import { csvFile } from '../../documents/tables/csv-out.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { type LoggedEntry, listLog } from '../../store/audit-log.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from '../work/permission.ts';
import { filterOf, type LogQuestion, namesOf, shownEntry } from './read-log.ts';

/** Entries of one file: a busy ward's quarter, and still a file that a spreadsheet opens. */
export const ENTRIES_DOWNLOADED = 50_000;
const AT_ONCE = 5_000;

const HEAD = [
  'Mục',
  'Thời gian',
  'Tên đăng nhập',
  'Họ và tên',
  'Việc',
  'Nội dung',
  'Mã hồ sơ',
  'Số diễn biến',
  'Mã băm',
] as const;

/**
 * Entries of the filtered range in the order in which they were recorded.
 * @param taken false where only the head of the answer is asked for: nothing leaves, so nothing is noted
 * @throws ServiceError `FORBIDDEN`, `EMPTY`, `TOO_LONG`
 */
export async function downloadLog(
  { store, clock }: Installation,
  user: SignedIn,
  question: LogQuestion,
  taken = true,
): Promise<Uint8Array> {
  requirePermission(user, ['audit.view']);
  const { unitId } = user;
  const { rows, names } = await within(
    store,
    [unitId],
    async (client) => {
      const filter = await filterOf(client, unitId, question);
      const all: LoggedEntry[] = [];
      for (let from = filter.from ?? 1; ; ) {
        const found = await listLog(client, unitId, { ...filter, from }, { order: 'oldest', limit: AT_ONCE });
        all.push(...found);
        const last = found[found.length - 1];
        if (found.length < AT_ONCE || last === undefined || all.length > ENTRIES_DOWNLOADED) break;
        from = last.sequence + 1;
      }
      return { rows: all, names: await namesOf(client, unitId) };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (first === undefined || last === undefined)
    throw new ServiceError('EMPTY', 'Không có mục nhật ký nào như đã lọc, nên không có gì để tải.', { exitCode: 1 });
  if (rows.length > ENTRIES_DOWNLOADED)
    throw new ServiceError(
      'TOO_LONG',
      `Mỗi tệp chứa nhiều nhất ${formatInteger(ENTRIES_DOWNLOADED)} mục nhật ký. Hãy chọn khoảng ngày ngắn hơn rồi tải từng phần.`,
      { exitCode: 1 },
    );
  if (taken)
    await within(store, [unitId], async (client) => {
      const place = await takeAuditHead(client, unitId, clock.now());
      await appendAudit(client, place, {
        actor: user.loginName,
        act: 'audit.download',
        detail: {
          from: dateOf(fromInstant(first.recordedAt)),
          through: dateOf(fromInstant(last.recordedAt)),
          entries: rows.length,
        },
      });
    });
  return csvFile(
    HEAD,
    rows.map((row) => {
      const entry = shownEntry(user, names, row);
      return [
        String(entry.sequence),
        formatLocal(fromInstant(entry.recordedAt)),
        entry.actor,
        entry.fullName ?? '',
        auditActName(entry.act),
        entry.sentence,
        entry.dossierCode ?? '',
        String(entry.eventCount),
        entry.hash,
      ];
    }),
  );
}
