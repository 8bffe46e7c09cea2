/**
 * What a dossier may go through, as data: four separate machines, each one typed table `state × act → state` in which an
 * empty place means forbidden; what each business state does to the clock; and the national status as a projection.
 * The engine (`decide`, `fold`) knows no state or act by name except those that carry facts to count.
 */

/** Bảng chuyển trạng thái. */
export interface Machine {
  readonly initial: string;
  readonly table: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const MACHINES = ['business', 'payment', 'handOver', 'synchronisation'] as const;
export type MachineName = (typeof MACHINES)[number];

/**
 * What the clock (đồng hồ tính hạn) does in a business state: not yet started; running; suspended (dừng tính); stopped
 * because the result exists (có kết quả); ended without a result (hủy, dừng giải quyết, từ chối).
 */
export type ClockInState = 'notStarted' | 'running' | 'suspended' | 'resolved' | 'ended';

export interface ActDefinition {
  /** The machine it moves; null for an act that only records a fact. */
  readonly machine: MachineName | null;
  /** Tên thao tác, as buttons and refusals say it. */
  readonly label: string;
  /** States of other machines in which alone the act is allowed. */
  readonly requires?: Readonly<Partial<Record<MachineName, readonly string[]>>>;
  /** Fields of the event's data that must be given, with the words to ask for them. */
  readonly needs?: Readonly<Record<string, string>>;
  /** At most so many times in a dossier. */
  readonly atMost?: number;
  readonly legalBasis?: string;
}

export interface DossierDefinition {
  readonly id: string;
  readonly effectiveFrom: string;
  readonly machines: Readonly<Record<MachineName, Machine>>;
  readonly acts: Readonly<Record<string, ActDefinition>>;
  readonly stateLabels: Readonly<Record<MachineName, Readonly<Record<string, string>>>>;
  readonly clock: Readonly<Record<string, ClockInState>>;
  /** National status 1–10 by business state; `handedOver` wins once the result is with the citizen. */
  readonly nationalStatus: { readonly business: Readonly<Record<string, number>>; readonly handedOver: number };
}

const isNationalStatus = (status: number | undefined): boolean =>
  status !== undefined && Number.isInteger(status) && status >= 1 && status <= 10;

/** Everything that is wrong with a definition, in Vietnamese; empty when it can be used. */
export function definitionProblems(definition: DossierDefinition): string[] {
  const problems: string[] = [];
  for (const name of MACHINES) {
    const machine = definition.machines[name];
    const states = new Set(Object.keys(machine.table));
    const reached = new Set([machine.initial]);
    if (!states.has(machine.initial)) problems.push(`Máy «${name}» thiếu trạng thái đầu «${machine.initial}».`);
    for (const [state, row] of Object.entries(machine.table)) {
      if (definition.stateLabels[name][state] === undefined)
        problems.push(`Trạng thái «${name}.${state}» chưa có tên.`);
      for (const [act, to] of Object.entries(row)) {
        if (!states.has(to)) problems.push(`«${name}.${state}» → «${act}» dẫn tới trạng thái không có: «${to}».`);
        if (to !== machine.initial) reached.add(to);
        if (!Object.hasOwn(definition.acts, act)) problems.push(`Thao tác «${act}» chưa được định nghĩa.`);
        else if (definition.acts[act]?.machine !== name) problems.push(`Thao tác «${act}» không thuộc máy «${name}».`);
      }
    }
    for (const state of states) {
      if (!reached.has(state)) problems.push(`Không thao tác nào dẫn tới trạng thái «${name}.${state}».`);
    }
  }
  if (!isNationalStatus(definition.nationalStatus.handedOver))
    problems.push('Hồ sơ đã trả kết quả chưa có mã trạng thái quốc gia 1–10.');
  for (const state of Object.keys(definition.machines.business.table)) {
    if (definition.clock[state] === undefined) problems.push(`Trạng thái «${state}» chưa nói đồng hồ chạy hay dừng.`);
    const status = definition.nationalStatus.business[state];
    if (!isNationalStatus(status)) {
      problems.push(`Trạng thái «${state}» chưa có mã trạng thái quốc gia 1–10.`);
    }
  }
  for (const [act, { machine: name, requires, atMost }] of Object.entries(definition.acts)) {
    for (const of of MACHINES) {
      for (const state of requires?.[of] ?? []) {
        if (!Object.hasOwn(definition.machines[of].table, state))
          problems.push(`Thao tác «${act}» đòi trạng thái không có: «${of}.${state}».`);
      }
    }
    if (atMost !== undefined && (!Number.isInteger(atMost) || atMost < 1))
      problems.push(`Thao tác «${act}» giới hạn ${atMost} lần; phải là số nguyên từ 1.`);
    if (name === null) continue;
    const machine = definition.machines[name];
    if (!Object.values(machine.table).some((row) => row[act] !== undefined)) {
      problems.push(`Thao tác «${act}» không dùng được ở trạng thái nào.`);
    }
  }
  return problems;
}
