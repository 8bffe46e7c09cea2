/** Reads entries of registers that come from outside, and says everything that is wrong with one, in Vietnamese. */
import { formatDate, isPlainDate } from '../time/plain-date.ts';
import {
  REGISTER_KINDS,
  REVIEW_STATES,
  type RegisterEntry,
  type RegisterKind,
  SIMPLIFICATION_OPTIONS,
  STATEMENT_STYLES,
} from './entry.ts';

/** Upper limits: a text of a statement, a short text, a count, and money in đồng a year. */
const LONG_TEXT = 4000;
const SHORT_TEXT = 500;
const LARGEST_COUNT = 1_000_000;
const LARGEST_COST = 1_000_000_000_000_000;

type Fields = Readonly<Record<string, unknown>>;
/** A complaint about one field, or `undefined`. */
type Check = (value: unknown) => string | undefined;

const text =
  (limit = SHORT_TEXT): Check =>
  (value) => {
    if (typeof value !== 'string' || value.trim() === '') return 'phải là chữ và không được trống';
    if (value.length > limit) return `dài quá ${limit} ký tự`;
    return value === value.normalize('NFC') ? undefined : 'phải ở dạng Unicode dựng sẵn (NFC)';
  };
const anyText: Check = (value) => (value === '' ? undefined : text()(value));
const date: Check = (value) =>
  typeof value === 'string' && isPlainDate(value) ? undefined : 'phải là ngày có thật dạng YYYY-MM-DD';
const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value) ? undefined : `phải là một trong: ${allowed.join(', ')}`;
const whole =
  (from: number, to: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to
      ? undefined
      : `phải là số nguyên từ ${from} đến ${to}`;
const truth: Check = (value) => (typeof value === 'boolean' ? undefined : 'phải là true hoặc false');
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

const ACTIVITY: Readonly<Record<string, Check>> = {
  title: text(),
  form: text(),
  on: date,
  quantity: whole(0, LARGEST_COUNT),
  note: anyText,
  commendations: optional(whole(0, LARGEST_COUNT)),
  disciplines: optional(whole(0, LARGEST_COUNT)),
};

const FIELDS = {
  reviewItem: {
    procedureCode: text(40),
    procedureName: text(1000),
    sector: text(),
    planYear: whole(1976, 2999),
    decision: text(),
    state: oneOf(REVIEW_STATES),
    option: orNull(oneOf(SIMPLIFICATION_OPTIONS)),
    documentsToAmend: whole(0, LARGEST_COUNT),
    costBefore: orNull(whole(0, LARGEST_COST)),
    costAfter: orNull(whole(0, LARGEST_COST)),
    approvedBy: orNull(text()),
    reviewedOn: orNull(date),
  },
  feedback: {
    sector: text(),
    about: oneOf(['regulation', 'conduct', 'both']),
    receivedOn: date,
    handledOn: orNull(date),
    forwarded: truth,
    publishedOn: orNull(date),
  },
  outreach: ACTIVITY,
  initiative: ACTIVITY,
  inspection: ACTIVITY,
  statement: { section: text(20), style: oneOf(STATEMENT_STYLES), text: text(LONG_TEXT) },
} as const satisfies Record<RegisterKind, Readonly<Record<string, Check>>>;

/** What only the fields together can say. Called when each field is sound. */
const TOGETHER = {
  reviewItem: (p) => {
    const problems: string[] = [];
    const approved = p['state'] === 'approved' || p['state'] === 'implemented';
    if (approved && p['approvedBy'] === null) problems.push('đã thông qua thì phải ghi quyết định ở approvedBy');
    if (!approved && p['approvedBy'] !== null) problems.push('chưa thông qua thì approvedBy phải để null');
    if (approved && p['option'] === null) problems.push('đã thông qua thì phải có phương án ở option');
    if (approved && p['reviewedOn'] === null) problems.push('đã thông qua thì phải có ngày rà soát ở reviewedOn');
    if (p['state'] === 'planned' && p['reviewedOn'] !== null)
      problems.push('còn trong kế hoạch thì reviewedOn phải để null');
    if ((p['costBefore'] === null) !== (p['costAfter'] === null)) {
      problems.push('chi phí trước và sau phải cùng có hoặc cùng để null');
    }
    return problems;
  },
  feedback: (p) => {
    const problems: string[] = [];
    if (p['handledOn'] !== null && String(p['handledOn']) < String(p['receivedOn'])) {
      problems.push('ngày xử lý đứng trước ngày tiếp nhận');
    }
    if (p['publishedOn'] !== null && (p['handledOn'] === null || String(p['publishedOn']) < String(p['handledOn']))) {
      problems.push('chỉ công khai sau khi đã xử lý; hãy kiểm tra publishedOn');
    }
    return problems;
  },
  outreach: () => [],
  initiative: () => [],
  inspection: () => [],
  statement: () => [],
} as const satisfies Record<RegisterKind, (payload: Fields) => readonly string[]>;

/** On which field of the payload `happenedOn` rests, where the payload has a date of its own. */
const DATED_BY = {
  reviewItem: null,
  feedback: 'receivedOn',
  outreach: 'on',
  initiative: 'on',
  inspection: 'on',
  statement: null,
} as const satisfies Record<RegisterKind, string | null>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every problem of one entry (mục trong sổ) as Vietnamese sentences; empty when it is a {@link RegisterEntry}. */
export function entryProblems(entry: unknown): readonly string[] {
  if (!isFields(entry)) return ['Mục trong sổ phải là một đối tượng có kind, id, happenedOn và payload.'];
  const id = typeof entry['id'] === 'string' && entry['id'] !== '' ? `«${entry['id']}»` : '(chưa có id)';
  const say = (what: string) => `Mục ${id}: ${what}.`;
  const kind = entry['kind'] as RegisterKind;
  if (!REGISTER_KINDS.includes(kind)) return [say(`kind phải là một trong: ${REGISTER_KINDS.join(', ')}`)];
  const problems: string[] = [];
  const check = (fields: Fields, checks: Readonly<Record<string, Check>>, at: string) => {
    for (const [name, test] of Object.entries(checks)) {
      const complaint = test(fields[name]);
      if (complaint !== undefined) problems.push(say(`${at}${name} ${complaint}`));
    }
    for (const name of Object.keys(fields)) {
      if (!Object.hasOwn(checks, name))
        problems.push(say(`không có trường «${at}${name}»; hãy bỏ hoặc sửa tên trường`));
    }
  };
  check(entry, { kind: () => undefined, id: text(100), happenedOn: date, payload: () => undefined }, '');
  const payload = entry['payload'];
  if (!isFields(payload)) return [...problems, say('payload phải là một đối tượng')];
  check(payload, FIELDS[kind], 'payload.');
  if (problems.length > 0) return problems;
  const datedBy = DATED_BY[kind];
  if (datedBy !== null && payload[datedBy] !== entry['happenedOn']) {
    problems.push(say(`happenedOn phải trùng payload.${datedBy} (${formatDate(payload[datedBy] as never)})`));
  }
  return [...problems, ...TOGETHER[kind](payload).map(say)];
}

/** Every problem of a list of entries, also ids used twice within a kind; empty when all are sound. */
export function entriesProblems(entries: readonly unknown[]): readonly string[] {
  const problems = entries.flatMap((entry) => entryProblems(entry));
  const seen = new Set<string>();
  for (const entry of entries) {
    if (!isFields(entry) || typeof entry['kind'] !== 'string' || typeof entry['id'] !== 'string') continue;
    const key = `${entry['kind']} «${entry['id']}»`;
    if (seen.has(key)) problems.push(`Mục ${key} xuất hiện hai lần; hãy đặt id khác cho một mục.`);
    seen.add(key);
  }
  return problems;
}

/** The entry itself. @throws RangeError with all its problems */
export function registerEntry(entry: unknown): RegisterEntry {
  const problems = entryProblems(entry);
  if (problems.length > 0) throw new RangeError(problems.join('\n'));
  return entry as RegisterEntry;
}
