/**
 * Acts that happened earlier and are recorded now (ghi sau): reading the actual time (thời điểm thực tế) as an officer
 * types it, and everything that speaks against it. Absent, an act happens now. The only place that decides how far back.
 */
import type { DossierDefinition } from '../dossier/definition.ts';
import type { Refusal, StandingAct } from '../dossier/dossier.ts';
import { closesAt, periodLabel, type ReportingPeriod } from '../reporting/period.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { atMinute, dateOf, formatLocal, formatMinuteOfDay, type LocalDateTime } from '../time/local-date-time.ts';
import { formatDate, fromEpochDay, isPlainDate, type PlainDate, toEpochDay } from '../time/plain-date.ts';

/** The setting under which a unit keeps how far back its officers may record; dated, over the rule in `law`. */
export const LATE_RECORDING_SETTING = 'lateRecording';

/** Giới hạn ghi sau. Working days (ngày làm việc) back from the day of recording, which is not counted. */
export interface LateRecordingRule {
  readonly effectiveFrom: PlainDate;
  /** Counts; null: until changed. */
  readonly effectiveThrough: PlainDate | null;
  /** For whoever may do the act. */
  readonly ordinaryWorkingDays: number;
  /** For an officer who may also correct dossiers (đính chính dữ liệu hồ sơ), after saying so. */
  readonly correctorWorkingDays: number;
  readonly basis: string;
  readonly status: 'verified-from-use' | 'provisional';
}

/** What a unit decides of it (mức ghi sau của đơn vị). */
export type LateRecordingDays = Pick<LateRecordingRule, 'ordinaryWorkingDays' | 'correctorWorkingDays'>;

/** As a unit keeps it under {@link LATE_RECORDING_SETTING}. */
export interface LateRecordingSetting extends LateRecordingDays {
  /** Căn cứ of the unit's choice. */
  readonly basis: string;
}

/** So far back nobody records anything one by one: a ledger is imported instead. */
export const MOST_LATE_WORKING_DAYS = 250;

/** Why two numbers of days are no limit, beside the number that is wrong; empty where they are one. */
export function lateRecordingProblems(days: {
  readonly ordinaryWorkingDays?: unknown;
  readonly correctorWorkingDays?: unknown;
}): Readonly<Partial<Record<keyof LateRecordingDays, string>>> {
  const { ordinaryWorkingDays: ordinary, correctorWorkingDays: corrector } = days;
  const range = `phải là số nguyên từ 0 đến ${MOST_LATE_WORKING_DAYS}`;
  return {
    ...(isDays(ordinary) ? {} : { ordinaryWorkingDays: `Số ngày làm việc cho mọi người ${range}.` }),
    ...(!isDays(corrector)
      ? { correctorWorkingDays: `Số ngày làm việc cho người đính chính ${range}.` }
      : isDays(ordinary) && corrector < ordinary
        ? {
            correctorWorkingDays: `Người đính chính phải ghi được ít nhất ${ordinary} ngày làm việc như mọi người; nhập số từ ${ordinary} đến ${MOST_LATE_WORKING_DAYS}.`,
          }
        : {}),
  };
}

/**
 * The rule of a unit on a day: its own setting where it has one, else that of `law`.
 * @param own values of the unit's setting in force on the day; undefined where there is none
 * @throws RangeError for a setting that is not one, and for a day that no rule covers
 */
export function lateRecordingRule(
  rules: readonly LateRecordingRule[],
  own: { readonly effectiveFrom: PlainDate; readonly value: unknown } | undefined,
  on: PlainDate,
): LateRecordingRule {
  if (own !== undefined) {
    const value = (own.value ?? {}) as Partial<LateRecordingSetting>;
    const problems = Object.values(lateRecordingProblems(value));
    if (problems.length > 0)
      throw new RangeError(`Giới hạn ghi sau của đơn vị sai. ${problems.join(' ')} Quản trị đơn vị sửa lại cài đặt.`);
    const { ordinaryWorkingDays, correctorWorkingDays } = value as LateRecordingDays;
    return {
      effectiveFrom: own.effectiveFrom,
      effectiveThrough: null,
      ordinaryWorkingDays,
      correctorWorkingDays,
      basis: typeof value.basis === 'string' ? value.basis : 'Cài đặt của đơn vị',
      status: 'verified-from-use',
    };
  }
  const rule = rules.find(
    (one) => one.effectiveFrom <= on && (one.effectiveThrough === null || on <= one.effectiveThrough),
  );
  if (rule === undefined) throw new RangeError(`Chưa có giới hạn ghi sau cho ngày ${formatDate(on)}.`);
  return rule;
}

const isDays = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_LATE_WORKING_DAYS;

/** Fields as a form sends them; all empty: the act happens now. */
export interface RawActualTime {
  /** `14/08/2023` */
  readonly actualDate: string;
  /** `16:30`, also `16h30` */
  readonly actualTime: string;
  readonly actualReason: string;
  /** The officer says yes to recording further back than is usual. */
  readonly confirmOld: boolean;
  /** The officer knows that figures which are closed will differ. */
  readonly confirmClosed: boolean;
}

export const ACTUAL_TIME_FIELDS = ['actualDate', 'actualTime', 'actualReason'] as const;
export const ACTUAL_TIME_QUESTIONS = ['confirmOld', 'confirmClosed'] as const;
export type ActualTimeField = (typeof ACTUAL_TIME_FIELDS)[number];
export type ActualTimeQuestion = (typeof ACTUAL_TIME_QUESTIONS)[number];

export const HAPPENS_NOW: RawActualTime = {
  actualDate: '',
  actualTime: '',
  actualReason: '',
  confirmOld: false,
  confirmClosed: false,
};

/** Characters of a reason. */
export const LONGEST_LATE_REASON = 300;

export interface ReadActualTime {
  /** Undefined where date and time cannot be read. */
  readonly happenedAt: LocalDateTime | undefined;
  readonly reason: string;
  readonly errors: Readonly<Partial<Record<ActualTimeField, string>>>;
}

/** Thời điểm thực tế as typed; null where nothing was: the act happens now. */
export function readActualTime(raw: RawActualTime): ReadActualTime | null {
  const [date, time, reason] = [raw.actualDate, raw.actualTime, raw.actualReason].map((text) =>
    text.normalize('NFC').replace(/\s+/gu, ' ').trim(),
  ) as [string, string, string];
  if (date === '' && time === '' && reason === '') return null;
  const errors: Partial<Record<ActualTimeField, string>> = {};
  const day = readDay(date);
  if (day === undefined)
    errors.actualDate =
      date === ''
        ? 'Nhập ngày thực tế; nếu việc vừa xảy ra thì xóa trống cả ba ô.'
        : 'Ngày thực tế phải là ngày có thật, viết ngày/tháng/năm như 05/09/2023.';
  const minute = readMinute(time);
  if (minute === undefined)
    errors.actualTime =
      time === '' ? 'Nhập giờ thực tế, ví dụ 16:30.' : 'Giờ thực tế viết giờ:phút từ 00:00 đến 23:59, ví dụ 16:30.';
  const length = [...reason].length;
  if (reason === '') errors.actualReason = 'Nêu lý do ghi sau, ví dụ: mất điện buổi sáng, nhận trên giấy.';
  else if (length > LONGEST_LATE_REASON)
    errors.actualReason = `Lý do ghi sau dài ${length} ký tự, nhiều nhất ${LONGEST_LATE_REASON}. Hãy rút ngắn lại.`;
  return {
    happenedAt: day === undefined || minute === undefined ? undefined : atMinute(day, minute),
    reason,
    errors,
  };
}

function readDay(text: string): PlainDate | undefined {
  const match = /^(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})$/.exec(text);
  const iso = match === null ? text : `${match[3]}-${pad(match[2] as string)}-${pad(match[1] as string)}`;
  return isPlainDate(iso) ? iso : undefined;
}

function readMinute(text: string): number | undefined {
  const match = /^(\d{1,2})\s?(?:[:hg]\s?(\d{2})?)?$/i.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  return hour <= 23 && minute <= 59 ? hour * 60 + minute : undefined;
}

const pad = (text: string): string => text.padStart(2, '0');

/** `14/08/2023` and `16:30`, as the fields show an instant. */
export const shownActual = (at: LocalDateTime): readonly [string, string] => [
  `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`,
  formatMinuteOfDay(Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16))),
];

/** A period of the unit whose figures are closed (đã chốt số liệu). */
export interface ClosedPeriod {
  readonly period: ReportingPeriod;
  /** The newest version. */
  readonly version: number;
}

/** Closed periods whose figures an act at an instant may change: those that end at it or later. */
export function closedOver(closed: readonly ClosedPeriod[], happenedAt: LocalDateTime): readonly ClosedPeriod[] {
  return closed.filter(({ period }) => happenedAt <= closesAt(period));
}

/**
 * Acts that leave the counting facts of a dossier as they are, whenever they happened: they move work, not figures.
 * Proven on random logs.
 */
export const ACTS_WITHOUT_FIGURES: ReadonlySet<string> = new Set([
  'assign',
  'beginProcessing',
  'draftResult',
  'returnDraft',
  'approveResult',
  'numberResult',
  'explainOverdue',
  'requestPayment',
  'beginPayment',
  'failPayment',
  'exempt',
  'queue',
  'confirmSync',
  'failSync',
]);

/** Acts of the internal process that move no state: tasks and the stage of the result follow from their order. */
const ORDERED_WORK: ReadonlySet<string> = new Set([
  'assign',
  'draftResult',
  'returnDraft',
  'approveResult',
  'numberResult',
]);

/**
 * The last act that stands and that another act cannot come before: of its own machine; for work of the internal process
 * any other work; for any act the receipt. Undefined where nothing stands in the way.
 */
export function lastToFollow(
  definition: DossierDefinition,
  acts: readonly StandingAct[],
  act: string,
): StandingAct | undefined {
  const machineOf = (name: string) => definition.acts[name]?.machine ?? null;
  const isWork = (name: string): boolean => machineOf(name) === 'business' || ORDERED_WORK.has(name);
  return acts.findLast(
    (before) =>
      before.act === 'receive' ||
      (isWork(act) && isWork(before.act)) ||
      (machineOf(act) !== null && machineOf(before.act) === machineOf(act)),
  );
}

export interface LateContext {
  /** The act as buttons name it. */
  readonly label: string;
  readonly happenedAt: LocalDateTime;
  readonly now: LocalDateTime;
  /** From {@link lastToFollow}, with its name. */
  readonly follows: { readonly label: string; readonly at: LocalDateTime } | undefined;
  /** Further refusals of the table of states that concern the time. */
  readonly order: readonly Refusal[];
  readonly rule: LateRecordingRule;
  readonly calendar: WorkCalendar;
  /** May correct dossiers (dossier.correct). */
  readonly mayCorrect: boolean;
  /** Closed periods that the act may change; empty for acts without figures. */
  readonly closed: readonly ClosedPeriod[];
}

export interface LateVerdict {
  /** All reasons against the time at once, each saying what to do. */
  readonly problems: readonly string[];
  /** What the officer has to say yes to; nothing is recorded before. */
  readonly questions: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
}

/** Xét thời điểm thực tế. An instant of the present minute is never against the rules of how far back. */
export function judgeActualTime(context: LateContext): LateVerdict {
  const { label, happenedAt, now, follows } = context;
  const problems: string[] = [];
  const questions: Partial<Record<ActualTimeQuestion, string>> = {};
  const at = formatLocal(happenedAt);
  if (happenedAt > now) {
    problems.push(`Thời điểm ${at} chưa đến (bây giờ là ${formatLocal(now)}). Kiểm tra lại ngày, giờ.`);
  }
  if (follows !== undefined && happenedAt < follows.at) {
    problems.push(
      `«${label}» lúc ${at} sớm hơn «${follows.label}» (${formatLocal(follows.at)}) là việc phải có trước. Nhập thời điểm từ đó trở đi; nếu việc kia ghi sai giờ thì hoàn tác hoặc đính chính việc kia trước.`,
    );
  } else problems.push(...context.order.map((refusal) => refusal.message));
  if (happenedAt <= now) {
    const day = dateOf(happenedAt);
    const { ordinaryWorkingDays: ordinary, correctorWorkingDays: most } = context.rule;
    const earliest = earliestDay(context.calendar, dateOf(now), ordinary);
    const earliestOfAll = earliestDay(context.calendar, dateOf(now), most);
    if (earliestOfAll === undefined || day < earliestOfAll) {
      problems.push(
        `Không ghi được việc xảy ra trước ${earliestOfAll === undefined ? 'lịch làm việc đã công bố' : `ngày ${formatDate(earliestOfAll)}`} (quá ${most} ngày làm việc). Việc cũ hơn thì nhập bằng sổ theo dõi hồ sơ.`,
      );
    } else if (earliest === undefined || day < earliest) {
      if (context.mayCorrect)
        questions.confirmOld = `Việc xảy ra quá ${ordinary} ngày làm việc trước. Đánh dấu nếu đã có giấy tờ chứng minh thời điểm ${at} và vẫn ghi.`;
      else
        problems.push(
          `Chỉ ghi sau được trong ${ordinary} ngày làm việc, từ ngày ${formatDate(earliest ?? earliestOfAll)}. Xa hơn, đến ${most} ngày làm việc, phải là người có thêm quyền «Đính chính dữ liệu hồ sơ»; nhờ người đó ghi.`,
        );
    }
  }
  if (context.closed.length > 0 && problems.length === 0) {
    questions.confirmClosed = `Thời điểm ${at} thuộc thời gian đã chốt số liệu: ${closedText(context.closed)}. Bản đã chốt giữ nguyên; số tính lại sẽ khác và phải lập số liệu điều chỉnh (phiên bản mới). Đánh dấu nếu vẫn ghi.`;
  }
  return { problems, questions };
}

const MOST_NAMED = 3;

function closedText(closed: readonly ClosedPeriod[]): string {
  const named = closed
    .slice(0, MOST_NAMED)
    .map(({ period, version }) => `${periodLabel(period)} (phiên bản ${version})`)
    .join(', ');
  return closed.length > MOST_NAMED ? `${named} và ${closed.length - MOST_NAMED} kỳ khác` : named;
}

/** The working day `count` working days before a day; undefined where the calendar does not reach so far. */
export function earliestDay(calendar: WorkCalendar, today: PlainDate, count: number): PlainDate | undefined {
  let day = toEpochDay(today);
  for (let left = count; left > 0; ) {
    day -= 1;
    if (day < calendar.firstDay) return undefined;
    if (calendar.isWorkingDay(day)) left -= 1;
  }
  return fromEpochDay(day);
}
