/**
 * The internal process (quy trình nội bộ) of a procedure's version: its steps, who does them, in how many working hours,
 * with what output. The catalogue gives roles and names; what a step is for follows from its place.
 * @legalBasis NĐ 61/2018/NĐ-CP Điều 14 khoản 2
 */
import { isRole, type Role } from '../access/permissions.ts';

/** What a step is for (công đoạn), in the order in which a dossier passes them. */
export const STEP_KINDS = ['receive', 'assign', 'process', 'approve', 'issue', 'handOver'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Bước của quy trình nội bộ. */
export interface ProcessStep {
  /** 1, 2, 3… */
  readonly number: number;
  readonly kind: StepKind;
  readonly name: string;
  readonly role: Role;
  /** Chức danh as the decision names it; may be empty. */
  readonly position: string;
  /** Working hours (giờ làm việc), halves allowed. */
  readonly workingHours: number;
  readonly output: string;
}

export interface InternalProcess {
  readonly steps: readonly ProcessStep[];
  /** True where the catalogue has no process for the procedure and the usual six steps stand in. */
  readonly usual: boolean;
}

/** The usual six steps, for a procedure whose catalogue entry has none. */
export const USUAL_PROCESS: InternalProcess = {
  usual: true,
  steps: [
    usualStep(
      1,
      'receive',
      'receptionist',
      'Tiếp nhận, kiểm tra, nhập hồ sơ',
      2,
      'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    ),
    usualStep(2, 'assign', 'leader', 'Phân công xử lý', 2, 'Phiếu kiểm soát quá trình giải quyết hồ sơ'),
    usualStep(3, 'process', 'specialist', 'Thẩm định, dự thảo kết quả', 8, 'Dự thảo kết quả giải quyết'),
    usualStep(4, 'approve', 'leader', 'Phê duyệt, ký', 4, 'Kết quả đã ký'),
    usualStep(5, 'issue', 'clerk', 'Vào số, đóng dấu, phát hành', 2, 'Kết quả đã đóng dấu'),
    usualStep(6, 'handOver', 'receptionist', 'Trả kết quả, vào sổ', 2, 'Kết quả giao cho công dân'),
  ],
};

function usualStep(
  number: number,
  kind: StepKind,
  role: Role,
  name: string,
  workingHours: number,
  output: string,
): ProcessStep {
  return { number, kind, role, name, position: '', workingHours, output };
}

/** The longest step that is taken for real: a year of working days, in hours. */
const MOST_HOURS = 2_000;
const MOST_STEPS = 30;

interface RawStep {
  readonly name?: unknown;
  readonly role?: unknown;
  readonly position?: unknown;
  readonly workingHours?: unknown;
  readonly output?: unknown;
}

/**
 * Quy trình nội bộ from a catalogue's `internalProcess`; the usual one where there is none. Steps keep their order and are
 * numbered anew from 1.
 * @throws RangeError with every fault of a process that is there but cannot be followed
 */
export function readInternalProcess(raw: unknown): InternalProcess {
  const given = (raw as { steps?: unknown } | null | undefined)?.steps;
  if (!Array.isArray(given) || given.length === 0) return USUAL_PROCESS;
  const problems: string[] = [];
  if (given.length > MOST_STEPS) problems.push(`Quy trình có ${given.length} bước, nhiều nhất là ${MOST_STEPS}.`);
  const steps = (given as RawStep[]).slice(0, MOST_STEPS).map((step, index) => {
    const role = typeof step.role === 'string' && isRole(step.role) ? step.role : undefined;
    if (role === undefined) problems.push(`Bước ${index + 1} có vai trò lạ «${String(step.role)}».`);
    const hours = typeof step.workingHours === 'number' ? step.workingHours : Number.NaN;
    if (!(hours > 0 && hours <= MOST_HOURS && Number.isInteger(hours * 2))) {
      problems.push(`Bước ${index + 1} phải có thời gian từ 0,5 đến ${MOST_HOURS} giờ làm việc.`);
    }
    return {
      number: index + 1,
      name: text(step.name) || `Bước ${index + 1}`,
      role: role ?? 'specialist',
      position: text(step.position),
      workingHours: hours,
      output: text(step.output),
    };
  });
  if (!steps.some((step) => step.role === 'specialist' || step.role === 'leader'))
    problems.push('Quy trình không có bước nào của chuyên môn hoặc lãnh đạo, nên không ai giải quyết được hồ sơ.');
  if (problems.length > 0) throw new RangeError(problems.join(' '));
  return { steps: withKinds(steps), usual: false };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What a step after the work is for, by who does it. */
const KIND_AFTER_WORK = {
  leader: 'approve',
  clerk: 'issue',
  cashier: 'issue',
  specialist: 'process',
  receptionist: 'handOver',
  reportingOfficer: 'handOver',
  unitAdministrator: 'handOver',
} as const satisfies Record<Role, StepKind>;

/**
 * What each step is for: receptionists come before the work (they receive, then pass on) and after it (they hand over);
 * leaders before the first specialist assign, after it approve; clerks issue. Where nobody is a specialist, the first
 * leader does the work.
 */
function withKinds(steps: readonly Omit<ProcessStep, 'kind'>[]): ProcessStep[] {
  const specialist = steps.findIndex((step) => step.role === 'specialist');
  const worker = specialist >= 0 ? specialist : steps.findIndex((step) => step.role === 'leader');
  const kindAt = (index: number, role: Role): StepKind => {
    if (index < worker) return index === 0 ? 'receive' : 'assign';
    return index === worker ? 'process' : KIND_AFTER_WORK[role];
  };
  return steps.map((step, index) => ({ ...step, kind: kindAt(index, step.role) }));
}

/** The first step of one of the kinds after a step; undefined where the process has none. @param after 0: from the start */
export function stepAfter(
  process: InternalProcess,
  after: number,
  kinds: readonly StepKind[],
): ProcessStep | undefined {
  return process.steps.find((step) => step.number > after && kinds.includes(step.kind));
}

/** Whole minutes of work of a step. */
export const stepMinutes = (step: ProcessStep): number => step.workingHours * 60;
