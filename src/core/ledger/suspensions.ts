/** The cell of suspensions (tạm dừng, dừng tính): `dd/MM/yyyy HH:mm - dd/MM/yyyy HH:mm; …`, the last with an open end. */
import type { Span } from '../dossier/facts.ts';
import { formatLocal, type LocalDateTime } from '../time/local-date-time.ts';
import {
  atCellDate,
  CELL_DATE_FAULTS,
  type CellDate,
  END_OF_OFFICE_DAY,
  parseCellDate,
  START_OF_OFFICE_DAY,
} from './cell-date.ts';
import { quoted, type RowIssues } from './issue.ts';

/** Most suspensions of one dossier. */
export const MOST_SUSPENSIONS = 100;

const NONE: readonly Span[] = [];
const DASHES = /[\u2010-\u2015\u2212]/g;
/** «đến» between two dates, whatever its case. */
const UNTIL = / ?(?:đến|tới|->) ?/gi;

/**
 * The suspensions that a cell claims, in order of time. Problems (shape, order, overlap) go to `issues`; where there
 * are any the answer is not to be used.
 * @param text cleaned by `cleanCell`; empty for none
 * @param receivedAt a start without time on the day of receipt means the receipt itself
 */
export function parseSuspensions(text: string, receivedAt: LocalDateTime | null, issues: RowIssues): readonly Span[] {
  if (text === '') return NONE;
  const spans: Span[] = [];
  let broken = false;
  for (const part of text.split(';', MOST_SUSPENSIONS + 1)) {
    const entry = part.trim();
    if (entry === '') continue;
    const span = parseSpan(entry, receivedAt, issues);
    if (span === undefined) broken = true;
    else spans.push(span);
  }
  if (spans.length > MOST_SUSPENSIONS) {
    issues.problem(
      'suspendedDuring',
      'suspensionShape',
      text,
      `Có quá ${MOST_SUSPENSIONS} lần tạm dừng trong một ô. Kiểm tra lại ô này.`,
    );
    return NONE;
  }
  spans.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  if (broken) return spans;
  for (let at = 1; at < spans.length; at += 1) {
    const before = spans[at - 1] as Span;
    const after = spans[at] as Span;
    if (before.to !== null && before.to <= after.from) continue;
    issues.problem(
      'suspendedDuring',
      'suspensionOverlap',
      text,
      before.to === null
        ? `Lần tạm dừng từ ${formatLocal(before.from)} chưa kết thúc mà đã có lần khác từ ${formatLocal(after.from)}. Ghi lúc kết thúc của lần trước.`
        : `Hai lần tạm dừng chồng nhau: một lần đến ${formatLocal(before.to)}, lần sau đã bắt đầu ${formatLocal(after.from)}. Gộp lại hoặc sửa cho rời nhau.`,
    );
  }
  return spans;
}

function parseSpan(entry: string, receivedAt: LocalDateTime | null, issues: RowIssues): Span | undefined {
  const text = entry.replace(DASHES, '-').replace(UNTIL, ' - ');
  const dash = separatingDash(text);
  if (dash < 0) {
    issues.problem(
      'suspendedDuring',
      'suspensionShape',
      entry,
      `«${quoted(entry)}» không phải khoảng thời gian. Viết như 10/07/2023 08:00 - 14/07/2023 16:30; đang dừng thì để trống sau dấu gạch: 10/07/2023 08:00 -.`,
    );
    return undefined;
  }
  const from = parseEnd(text.slice(0, dash).trim(), entry, issues);
  const endText = text.slice(dash + 1).trim();
  const to = endText === '' ? null : parseEnd(endText, entry, issues);
  if (from === undefined || to === undefined) return undefined;
  if (from.minuteOfDay === undefined || (to !== null && to.minuteOfDay === undefined)) {
    issues.notice(
      'suspendedDuring',
      'timeAssumed',
      entry,
      'Không ghi giờ: bắt đầu được coi là 07:00, kết thúc là 17:00.',
    );
  }
  let start = atCellDate(from, START_OF_OFFICE_DAY);
  if (from.minuteOfDay === undefined && receivedAt !== null && start < receivedAt && receivedAt.startsWith(from.date)) {
    start = receivedAt;
  }
  const end = to === null ? null : atCellDate(to, END_OF_OFFICE_DAY);
  if (end !== null && end <= start) {
    issues.problem(
      'suspendedDuring',
      'suspensionOrder',
      entry,
      `Tạm dừng kết thúc ${formatLocal(end)} không sau lúc bắt đầu ${formatLocal(start)}. Sửa lại hai đầu của khoảng này.`,
    );
    return undefined;
  }
  return { from: start, to: end };
}

/** The hyphen between the two ends: one with a space beside it, the one that ends the text, or the only one. */
function separatingDash(text: string): number {
  const spaced = text.indexOf(' -');
  if (spaced >= 0) return spaced + 1;
  const before = text.indexOf('- ');
  if (before >= 0) return before;
  if (text.endsWith('-')) return text.length - 1;
  const only = text.indexOf('-');
  return only >= 0 && only === text.lastIndexOf('-') ? only : -1;
}

function parseEnd(text: string, entry: string, issues: RowIssues): CellDate | undefined {
  const parsed = parseCellDate(text);
  if (typeof parsed !== 'string') return parsed;
  issues.problem('suspendedDuring', parsed, entry, `«${quoted(text)}» ${CELL_DATE_FAULTS[parsed]}`);
  return undefined;
}
