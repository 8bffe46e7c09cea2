/**
 * The acts of the audit (nhật ký) in words that a leader reads, one line each: the kind of act, its name, and what an entry
 * tells. An act that is not in this table cannot be appended (`AuditAct`), so no entry is ever without words.
 */
import { ROLE_LABELS } from '../access/permissions.ts';
import { DESK_ACTS } from '../process/desk-acts.ts';
import { formatInteger } from '../reporting/format.ts';
import { parsePeriod, periodLabel } from '../reporting/period.ts';
import { formatDatePadded, isPlainDate } from '../time/plain-date.ts';

/** Kinds of acts (nhóm việc) in the order in which the filter lists them. */
export const AUDIT_GROUPS = {
  dossier: 'Hồ sơ',
  person: 'Xem thông tin người nộp',
  book: 'Sổ chứng thực, số hóa',
  report: 'Báo cáo',
  account: 'Đăng nhập, tài khoản',
  setting: 'Cài đặt',
  data: 'Nhập, tải dữ liệu',
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

/** What an entry carries, as its act wrote it. */
export type AuditDetail = Readonly<Record<string, unknown>>;

interface ActLine {
  readonly group: AuditGroup;
  readonly label: string;
  /** What the entry tells beyond the label: a part of a sentence, empty where there is nothing more. Never free text. */
  readonly about?: (detail: AuditDetail) => string;
  /** The part of the entry that people typed; it may name a person, so only those who may see dossiers read it. */
  readonly words?: (detail: AuditDetail) => string;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
const count = (value: unknown): number => (typeof value === 'number' ? value : list(value).length);
const tally = (value: unknown): string => formatInteger(count(value));
const day = (value: unknown): string => (isPlainDate(text(value)) ? formatDatePadded(value as never) : text(value));
const roles = (value: unknown): string =>
  list(value)
    .map((role) => ROLE_LABELS[role as keyof typeof ROLE_LABELS] ?? role)
    .join(', ');
const period = (detail: AuditDetail): string => {
  const found = parsePeriod(text(detail['period']));
  const version = text(detail['version']);
  const name = found === undefined ? text(detail['period']) : periodLabel(found);
  return version === '' ? name : `${name}, phiên bản ${version}`;
};

const periodOrLive = (detail: AuditDetail): string =>
  text(detail['version']) === '' ? `${period(detail)}, số đang tính` : period(detail);

const dossier = (detail: AuditDetail): string => {
  const children = list(detail['childCodes']).length;
  const code = text(detail['dossierCode']);
  if (code === '') return '';
  return `hồ sơ ${code}${children === 0 ? '' : ` và ${children} hồ sơ liên thông`}`;
};
const BOOK_NAMES: Readonly<Record<string, string>> = { copy: 'BS', signature: 'CK', contract: 'GD' };
const bookLine = (detail: AuditDetail): string =>
  `số ${text(detail['number'])}/${text(detail['year'])}/${BOOK_NAMES[text(detail['book'])] ?? text(detail['book'])}`;
const account = (detail: AuditDetail): string => `tài khoản «${text(detail['loginName'])}»`;
const given = (detail: AuditDetail): string =>
  `${tally(detail['dossierCodes'])} hồ sơ cho «${text(detail['assignee'])}»`;
const slip = (detail: AuditDetail): string =>
  text(detail['procedureCode']) === '' ? '' : `thủ tục ${text(detail['procedureCode'])}`;
const reason = (detail: AuditDetail): string => text(detail['reason']);
const from = (detail: AuditDetail): string =>
  text(detail['effectiveFrom']) === '' ? '' : `từ ngày ${day(detail['effectiveFrom'])}`;
const moved = (detail: AuditDetail): string => {
  const dossiers = count(detail['moved']);
  return [from(detail), dossiers === 0 ? '' : `${formatInteger(dossiers)} hồ sơ đang giải quyết đổi hạn`]
    .filter((one) => one !== '')
    .join(', ');
};
const setting = (detail: AuditDetail): string =>
  [text(detail['what']), moved(detail)].filter((one) => one !== '').join(': ');
const range = (detail: AuditDetail): string => `từ ${day(detail['from'])} đến ${day(detail['through'])}`;

const METHODS: Readonly<Record<string, string>> = {
  password: 'bằng mật khẩu',
  totp: 'bằng ứng dụng xác thực',
  recoveryCode: 'bằng mã khôi phục',
  passkey: 'bằng khóa truy cập',
  oidc: 'qua hệ thống định danh',
};
const SIGNATURES: Readonly<Record<string, string>> = { signer: 'của người ký', seal: 'của cơ quan' };

const of = (group: AuditGroup, label: string, about?: ActLine['about'], words?: ActLine['words']): ActLine => ({
  group,
  label,
  ...(about === undefined ? {} : { about }),
  ...(words === undefined ? {} : { words }),
});

/** Every act that is appended under a name of its own. Acts of the desk come from their own table, see below. */
export const AUDIT_ACTS = {
  receiveDossier: of('dossier', 'Tiếp nhận hồ sơ', dossier),
  submitOnline: of('dossier', 'Nộp hồ sơ trực tuyến', dossier),
  completeOnline: of('dossier', 'Bổ sung hồ sơ trực tuyến', dossier),
  acceptOnline: of('dossier', 'Tiếp nhận hồ sơ trực tuyến', dossier),
  refuseOnline: of('dossier', 'Từ chối hồ sơ trực tuyến', dossier),
  requestOnlineCompletion: of('dossier', 'Yêu cầu hoàn thiện hồ sơ trực tuyến', dossier),
  refuseAtDesk: of('dossier', 'Từ chối tiếp nhận tại quầy', slip),
  requestCompletionAtDesk: of('dossier', 'Hướng dẫn hoàn thiện hồ sơ tại quầy', slip),
  recordActs: of('dossier', 'Ghi diễn biến hồ sơ', dossier),
  'desk.attach': of(
    'dossier',
    'Đính kèm tệp',
    (detail) => `${tally(detail['files'])} tệp vào hồ sơ ${text(detail['dossierCode'])}`,
  ),
  'desk.removeFile': of('dossier', 'Gỡ tệp đính kèm', dossier),
  'desk.note': of('dossier', 'Ghi chú', dossier),
  'desk.withdrawNote': of('dossier', 'Rút ghi chú', dossier),
  'desk.undo': of('dossier', 'Hoàn tác việc vừa làm', dossier),
  'desk.assignMany': of('dossier', 'Phân công cùng lúc', given),
  'desk.takeOver': of('dossier', 'Chuyển việc của người vắng', given),
  viewPersonUnmasked: of('person', 'Xem đầy đủ một người nộp khi tiếp nhận', undefined, (detail) =>
    text(detail['purpose']),
  ),
  'person.viewUnmasked': of(
    'person',
    'Xem đầy đủ số giấy tờ, điện thoại',
    (detail) => (text(detail['book']) === '' ? dossier(detail) : `dòng chứng thực ${bookLine(detail)}`),
    reason,
  ),
  'person.correct': of(
    'person',
    'Đính chính thông tin người nộp',
    (detail) => `${tally(detail['dossiers'])} hồ sơ theo`,
    reason,
  ),
  'person.join': of('person', 'Ghép hai mục của một người nộp', undefined, reason),
  'person.separate': of('person', 'Tách mục người nộp đã ghép nhầm', undefined, reason),
  'certification.enter': of('book', 'Vào sổ chứng thực', bookLine),
  'certification.correct': of('book', 'Đính chính dòng chứng thực', bookLine, reason),
  'certification.void': of('book', 'Hủy dòng chứng thực', bookLine, reason),
  'digitisation.add': of('book', 'Ghi giấy tờ số hóa', dossier),
  'digitisation.digitise': of('book', 'Số hóa giấy tờ', dossier),
  'digitisation.scan': of('book', 'Số hóa giấy tờ theo danh mục của hồ sơ', dossier),
  'digitisation.attach': of('book', 'Thêm tệp cho giấy tờ đã số hóa', dossier),
  'digitisation.correct': of('book', 'Sửa giấy tờ đã số hóa', dossier, reason),
  'digitisation.void': of('book', 'Hủy giấy tờ đã số hóa', dossier, reason),
  'digitisation.reuse': of('book', 'Dùng lại giấy tờ đã số hóa', dossier),
  'register.print': of('data', 'In sổ theo dõi hồ sơ', (detail) => `${range(detail)}, ${tally(detail['lines'])} dòng`),
  closeReport: of('report', 'Chốt số liệu', period),
  numberReport: of(
    'report',
    'Cho số báo cáo',
    (detail) => `${period(detail)}: số ${text(detail['number'])}, ngày ${day(detail['date'])}`,
  ),
  signReport: of('report', 'Ký số báo cáo', (detail) =>
    [period(detail), SIGNATURES[text(detail['role'])] ?? ''].filter((one) => one !== '').join(', chữ ký '),
  ),
  'report.download': of(
    'report',
    'Tải báo cáo',
    (detail) => `${periodOrLive(detail)}, tệp ${text(detail['format']).toUpperCase()}`,
  ),
  'report.downloadSigned': of(
    'report',
    'Tải báo cáo đã ký',
    (detail) => `${period(detail)}, chữ ký thứ ${text(detail['place'])}`,
  ),
  'report.downloadFigure': of(
    'report',
    'Tải danh sách hồ sơ đứng sau số liệu',
    (detail) => `${text(detail['figure'])}; ${periodOrLive(detail)}, ${count(detail['dossiers'])} hồ sơ`,
  ),
  signIn: of('account', 'Đăng nhập', (detail) => METHODS[text(detail['method'])] ?? ''),
  lockAccount: of(
    'account',
    'Tài khoản bị khóa vì nhập sai',
    (detail) => `${text(detail['failures'])} lần, từ địa chỉ ${text(detail['address'])}`,
  ),
  createAccount: of('account', 'Tạo', (detail) => `${account(detail)}, vai trò ${roles(detail['roles'])}`),
  createSampleAccounts: of('account', 'Tạo tài khoản mẫu', (detail) => `${tally(detail['loginNames'])} tài khoản`),
  changeAccount: of('account', 'Sửa', (detail) => {
    const [before, after] = [roles(detail['rolesBefore']), roles(detail['roles'])];
    return `${account(detail)}${before === after ? '' : `, vai trò từ «${before}» thành «${after}»`}`;
  }),
  disableAccount: of('account', 'Ngừng dùng', account),
  enableAccount: of('account', 'Cho dùng lại', account),
  unlockAccount: of('account', 'Mở khóa', account),
  resetPassword: of('account', 'Cấp lại mật khẩu', (detail) => `cho ${account(detail)}`),
  resetSecondFactor: of('account', 'Đặt lại xác thực bước hai', (detail) => `của ${account(detail)}`),
  changePassword: of('account', 'Đổi mật khẩu của mình'),
  enrolTotp: of('account', 'Thiết lập ứng dụng xác thực của mình'),
  enrolPasskey: of('account', 'Thêm khóa truy cập của mình'),
  removePasskey: of('account', 'Bỏ khóa truy cập của mình'),
  renewRecoveryCodes: of('account', 'Làm mới mã khôi phục của mình'),
  setCalendar: of('setting', 'Đặt lịch làm việc của đơn vị', moved),
  'setting.calendar': of('setting', 'Đổi lịch làm việc', setting, reason),
  'setting.timeliness': of('setting', 'Đổi cách tính đúng hạn', setting, reason),
  'setting.reportIdentity': of('setting', 'Đổi thông tin in trên báo cáo', setting, reason),
  'setting.lateRecording': of('setting', 'Đổi giới hạn ghi sau', setting, reason),
  'setting.withdraw': of('setting', 'Rút thay đổi chưa áp dụng', setting, reason),
  importCatalogue: of('data', 'Nhập danh mục thủ tục', (detail) => `${tally(detail['written'])} thay đổi`),
  importRegisters: of(
    'data',
    'Nhập các sổ kiểm soát thủ tục',
    (detail) => `thêm ${tally(detail['added'])}, sửa ${tally(detail['changed'])}`,
  ),
  importLedger: of(
    'data',
    'Nhập sổ theo dõi hồ sơ',
    (detail) => `thêm ${tally(detail['added'])}, đính chính ${tally(detail['changed'])}`,
    (detail) => `tệp ${text(detail['file'])}`,
  ),
  'audit.download': of('data', 'Tải nhật ký', (detail) => `${range(detail)}, ${tally(detail['entries'])} mục`),
} as const satisfies Record<string, ActLine>;

/** An act of the desk that one form does: `desk.` and the act of the log. */
type DeskAuditAct = `desk.${string}`;
export type AuditAct = keyof typeof AUDIT_ACTS | DeskAuditAct;

const LINES: ReadonlyMap<string, ActLine> = new Map<string, ActLine>([
  ...DESK_ACTS.map((act): [string, ActLine] => [`desk.${act.act}`, of('dossier', act.label, dossier)]),
  ...Object.entries(AUDIT_ACTS),
]);

/** Whether the table has words for an act. */
export const hasAuditLabel = (act: string): boolean => LINES.has(act);

/** Acts that the table knows, by kind; for choosing among them. */
export function auditActsOf(group: AuditGroup): readonly { readonly act: string; readonly label: string }[] {
  return [...LINES].flatMap(([act, line]) => (line.group === group ? [{ act, label: auditActName(act) }] : []));
}

/** An act by itself, for a list of acts: `Tạo tài khoản`. */
export function auditActName(act: string): string {
  const line = LINES.get(act);
  if (line === undefined) return `Việc khác («${act}»)`;
  return line.group === 'account' && /^(Tạo|Sửa|Ngừng dùng|Cho dùng lại|Mở khóa)$/.test(line.label)
    ? `${line.label} tài khoản`
    : line.label;
}

/**
 * What an entry tells, as one sentence without its subject: «Tiếp nhận hồ sơ H32… và 2 hồ sơ liên thông.» An act of an older
 * or newer program that the table does not know is named as it was recorded.
 * @param options.words with what people typed (lý do, mục đích), for those who may see dossiers
 */
export function auditSentence(act: string, detail: AuditDetail, options: { readonly words: boolean }): string {
  const line = LINES.get(act);
  if (line === undefined) return `${auditActName(act)}.`;
  const about = line.about?.(detail) ?? '';
  const words = options.words ? (line.words?.(detail) ?? '').trim().replace(/\s+/g, ' ') : '';
  const joined = joinLabel(line.label, about);
  return `${joined}${words === '' ? '' : ` (${words})`}.`;
}

/** «Phê duyệt» + «hồ sơ X» is «Phê duyệt: hồ sơ X»; where the label ends as the rest begins, it is said once. */
function joinLabel(label: string, about: string): string {
  if (about === '') return label;
  if (about.startsWith('hồ sơ ') && /hồ sơ( trực tuyến)?$/i.test(label))
    return `${label} ${about.slice('hồ sơ '.length)}`;
  if (/^(tài khoản|của|cho|bằng|qua|từ) /.test(about)) return `${label} ${about}`;
  return `${label}: ${about}`;
}
