/** The cells of one row, each read for what its column means; what is wrong goes to the row's issues. */
import { type DossierCode, type DossierCodeFormat, parseDossierCode } from '../dossier/dossier-code.ts';
import { dateOf, formatLocal, type LocalDateTime } from '../time/local-date-time.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { atCellDate, CELL_DATE_FAULTS, END_OF_OFFICE_DAY, parseCellDate, START_OF_OFFICE_DAY } from './cell-date.ts';
import { CELL_MONEY_FAULTS, parseCellMoney } from './cell-money.ts';
import { CELL_TEXT_FAULTS, cleanCell } from './cell-text.ts';
import { LEDGER_COLUMN_NAMES, type LedgerColumnKey } from './columns.ts';
import type { LedgerHeader } from './header.ts';
import { quoted, type RowIssues } from './issue.ts';
import {
  CHANNEL_WORDS,
  type LedgerStatus,
  PAYMENT_WORDS,
  readStatus,
  readYesNo,
  type WordReader,
} from './vocabulary.ts';

export interface Row {
  readonly header: LedgerHeader;
  readonly cells: readonly string[];
  readonly issues: RowIssues;
}

/** Most characters of each text; what is longer was pasted into the wrong cell. */
const MOST_CHARACTERS: Readonly<Record<LedgerColumnKey, number>> = {
  dossierCode: 64,
  procedureCode: 64,
  procedureName: 1_000,
  sector: 200,
  applicantName: 300,
  identityNumber: 50,
  phone: 50,
  channel: 100,
  receivedAt: 64,
  slipDueAt: 64,
  suspendedDuring: 5_000,
  resolvedAt: 64,
  handedOverAt: 64,
  handOverChannel: 100,
  status: 200,
  cancelledAt: 64,
  feeDue: 64,
  payment: 100,
  paidAt: 64,
  certifiedECopy: 64,
  resultDigitised: 64,
};
const MOST_KEPT_CHARACTERS = 5_000;

const NOTHING_KEPT: Readonly<Record<string, string>> = Object.freeze({});

/** A row must be as wide as its header, as far as known columns go: a shorter one was cut, a longer one has slipped. */
export function checkWidth(header: LedgerHeader, cells: readonly string[], issues: RowIssues): void {
  const whole = { name: '' };
  if (cells.length < header.width) {
    const cut = Object.entries(header.index).filter(([, position]) => position >= cells.length);
    if (cut.length > 0) {
      const names = cut.map(([key]) => `«${LEDGER_COLUMN_NAMES[key as LedgerColumnKey]}»`).join(', ');
      issues.problem(
        whole,
        'tooFewCells',
        String(cells.length),
        `Dòng chỉ có ${cells.length} ô trong khi tiêu đề có ${header.width} cột, thiếu ${names}. Dòng có thể đã bị cắt; bổ sung cho đủ ô (ô trống cũng phải có dấu phân cách).`,
      );
    }
  } else if (cells.length > header.width) {
    const extra = cells.findIndex((cell, position) => position >= header.width && cell.trim() !== '');
    if (extra >= 0) {
      issues.problem(
        whole,
        'tooManyCells',
        cells[extra] as string,
        `Ô thứ ${extra + 1} có chữ nhưng tiêu đề chỉ có ${header.width} cột. Nếu một ô có chứa dấu phân cách, đặt ô đó trong dấu ngoặc kép.`,
      );
    }
  }
}

/** The cell of a column, cleaned; empty where column or cell is, or where it is refused. */
export function readText(row: Row, key: LedgerColumnKey): string {
  const position = row.header.index[key];
  if (position === undefined) return '';
  const raw = row.cells[position];
  if (raw === undefined || raw === '') return '';
  const text = cleanCell(raw);
  if (typeof text !== 'string') {
    row.issues.problem(key, text.fault, raw, `Ô này ${CELL_TEXT_FAULTS[text.fault]}`);
    return '';
  }
  if (text.length > MOST_CHARACTERS[key]) {
    row.issues.problem(
      key,
      'tooLong',
      text,
      `Ô dài ${text.length} ký tự, quá mức ${MOST_CHARACTERS[key]}. Kiểm tra xem có dán nhầm ô không rồi rút ngắn lại.`,
    );
    return '';
  }
  return text;
}

/** {@link readText} of a cell that may not be blank. */
export function readRequired(row: Row, key: LedgerColumnKey): string {
  const before = row.issues.problems?.length ?? 0;
  const text = readText(row, key);
  // A column that is absent was reported with the header, a refused cell just now.
  if (
    text === '' &&
    (row.issues.problems?.length ?? 0) === before &&
    (row.header.index[key] ?? -1) < row.cells.length
  ) {
    row.issues.problem(key, 'blank', '', `Ô «${LEDGER_COLUMN_NAMES[key]}» để trống. Điền vào rồi nhập lại.`);
  }
  return text;
}

interface ReadCode {
  readonly text: string;
  readonly format: DossierCodeFormat;
  readonly agency: string;
  readonly receptionDate: PlainDate | undefined;
}

export function readDossierCode(row: Row): ReadCode {
  const text = readRequired(row, 'dossierCode');
  const code: DossierCode | undefined = text === '' ? undefined : parseDossierCode(text);
  if (code !== undefined) return code;
  if (text !== '') {
    row.issues.problem(
      'dossierCode',
      'codeFormat',
      text,
      `«${quoted(text)}» không phải mã hồ sơ. Mã có dạng 000.18.22.H32-230605-0012, H32.22.18-230605-0012 hoặc H32.22.18-20260605-0000012, với ngày có thật.`,
    );
  }
  return { text: '', format: 'qcvn', agency: '', receptionDate: undefined };
}

/** `1.001193`; also with the agency's tail, `1.001193.000.00.00.H32`, or a local code of letters, digits, points, hyphens. */
const PROCEDURE_CODE = /^[0-9A-ZĐ][0-9A-ZĐ._/-]*$/;
/** What is left of `2.002620` when a spreadsheet took it for a number; and with a comma, of a Vietnamese one. */
const CODE_TAKEN_FOR_NUMBER = /^(\d)[.,](\d{1,6})$/;
/** National procedure codes have one digit, a point, six digits. */
const NATIONAL_CODE_DIGITS = 6;

export function readProcedureCode(row: Row): string {
  const text = readRequired(row, 'procedureCode');
  if (text === '') return '';
  const number = text.length <= 8 ? CODE_TAKEN_FOR_NUMBER.exec(text) : null;
  if (number !== null) {
    const code = `${number[1]}.${(number[2] as string).padEnd(NATIONAL_CODE_DIGITS, '0')}`;
    if (code !== text) {
      row.issues.notice(
        'procedureCode',
        'procedureCodeCompleted',
        text,
        `«${text}» được hiểu là ${code}: bảng tính đã coi mã là số. Trong Excel, định dạng cột này là Văn bản (Text).`,
      );
    }
    return code;
  }
  const code = text.toUpperCase();
  if (PROCEDURE_CODE.test(code)) return code;
  row.issues.problem(
    'procedureCode',
    'procedureCodeFormat',
    text,
    `«${quoted(text)}» không phải mã thủ tục hành chính. Viết như 1.001193, không có dấu cách hay chữ khác.`,
  );
  return '';
}

/** Text of digits; says so where a spreadsheet has taken the 0 off its beginning. */
export function readDigits(row: Row, key: 'identityNumber' | 'phone'): string {
  const text = readText(row, key);
  const usual = key === 'phone' ? 10 : 12;
  if (text.length === usual - 1 && text.charCodeAt(0) !== 0x30 && isDigits(text)) {
    row.issues.notice(
      key,
      'leadingZeroLost',
      text,
      `«${text}» có ${usual - 1} chữ số; có thể bảng tính đã bỏ số 0 ở đầu. Giữ nguyên như trong tệp. Trong Excel, định dạng cột này là Văn bản (Text).`,
    );
  }
  return text;
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}

/** Ngày tiếp nhận: required; a day without time counts from 07:00. */
export function readReceivedAt(row: Row): LocalDateTime | null {
  const text = readRequired(row, 'receivedAt');
  return text === '' ? null : instant(row, 'receivedAt', text, START_OF_OFFICE_DAY, null);
}

/**
 * An instant that may be blank; a day without time counts at 17:00, or at `notBefore` where that is later the same day:
 * a dossier received at 17:20 and resolved "that day" was not resolved before its receipt.
 */
export function readInstant(row: Row, key: LedgerColumnKey, notBefore: LocalDateTime | null): LocalDateTime | null {
  const text = readText(row, key);
  return text === '' ? null : instant(row, key, text, END_OF_OFFICE_DAY, notBefore);
}

function instant(
  row: Row,
  key: LedgerColumnKey,
  text: string,
  minuteIfNone: number,
  notBefore: LocalDateTime | null,
): LocalDateTime | null {
  const parsed = parseCellDate(text);
  if (typeof parsed === 'string') {
    row.issues.problem(key, parsed, text, `«${quoted(text)}» ${CELL_DATE_FAULTS[parsed]}`);
    return null;
  }
  let at = atCellDate(parsed, minuteIfNone);
  if (parsed.minuteOfDay === undefined) {
    if (notBefore !== null && at < notBefore && dateOf(notBefore) === parsed.date) at = notBefore;
    row.issues.notice(key, 'timeAssumed', text, `Không ghi giờ, được coi là ${formatLocal(at)}.`);
  } else if (parsed.minuteOfDay === 0 && key !== 'receivedAt') {
    row.issues.notice(
      key,
      'midnight',
      text,
      'Ghi đúng 00:00 nên tính là nửa đêm đầu ngày. Nếu thật ra chỉ biết ngày, bỏ phần giờ để được coi là 17:00.',
    );
  }
  return at;
}

const ACCEPTED_WORDS = {
  channel: Object.values(CHANNEL_WORDS),
  handOverChannel: Object.values(CHANNEL_WORDS),
  payment: Object.values(PAYMENT_WORDS),
} as const;

/** A word of a closed vocabulary; `null` where the cell is blank or refused. */
export function readWord<T>(row: Row, key: keyof typeof ACCEPTED_WORDS, text: string, read: WordReader<T>): T | null {
  if (text === '') return null;
  const meaning = read(text);
  if (meaning !== undefined) return meaning;
  const accepted = ACCEPTED_WORDS[key].map((words) => words[0]).join(', ');
  row.issues.problem(key, 'unknownWord', text, `Không hiểu «${quoted(text)}». Ghi một trong: ${accepted}.`);
  return null;
}

/** Trạng thái. One that is not understood decides nothing, because the dates do; one that means "never received" is refused. */
export function readStatusCell(row: Row): LedgerStatus | null {
  const text = readText(row, 'status');
  if (text === '') return null;
  const status = readStatus(text);
  if (status === 'notReceived') {
    row.issues.problem(
      'status',
      'notReceived',
      text,
      `Hồ sơ «${quoted(text)}» chưa được tiếp nhận nên không thuộc sổ theo dõi. Bỏ dòng này khỏi tệp, hoặc sửa trạng thái nếu đã tiếp nhận.`,
    );
    return null;
  }
  if (status === undefined) {
    row.issues.notice(
      'status',
      'statusUnknown',
      text,
      `Không hiểu trạng thái «${quoted(text)}» nên chỉ căn cứ các ngày trong dòng. Kiểm tra xem các ngày đã đủ chưa.`,
    );
    return null;
  }
  return status;
}

/** Phí, lệ phí in đồng; blank is 0. */
export function readFee(row: Row): number {
  const text = readText(row, 'feeDue');
  if (text === '') return 0;
  const amount = parseCellMoney(text);
  if (typeof amount === 'number') return amount;
  row.issues.problem('feeDue', amount, text, `«${quoted(text)}» ${CELL_MONEY_FAULTS[amount]}`);
  return 0;
}

export function readYes(row: Row, key: 'certifiedECopy' | 'resultDigitised'): boolean {
  const text = readText(row, key);
  if (text === '') return false;
  const answer = readYesNo(text);
  if (answer === undefined) {
    row.issues.problem(key, 'unknownWord', text, `Không hiểu «${quoted(text)}». Ghi Có hoặc Không, hoặc để trống.`);
  }
  return answer === 'yes';
}

/** The cells of unknown columns, for those who need them later; blank ones say nothing and are left out. */
export function readKept(row: Row): Readonly<Record<string, string>> {
  if (row.header.unknown.length === 0) return NOTHING_KEPT;
  const kept: [string, string][] = [];
  for (const { position, name } of row.header.unknown) {
    const raw = row.cells[position];
    if (raw === undefined || raw === '') continue;
    const text = cleanCell(raw);
    if (typeof text !== 'string') {
      row.issues.problem({ name }, text.fault, raw, `Ô này ${CELL_TEXT_FAULTS[text.fault]}`);
    } else if (text.length > MOST_KEPT_CHARACTERS) {
      row.issues.problem(
        { name },
        'tooLong',
        text,
        `Ô dài ${text.length} ký tự, quá mức ${MOST_KEPT_CHARACTERS}. Rút ngắn lại.`,
      );
    } else if (text !== '') {
      kept.push([name, text]);
    }
  }
  // From entries, because a column may be named `__proto__`.
  return Object.fromEntries(kept);
}
