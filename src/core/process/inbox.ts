/** Inboxes (hộp việc): waiting tasks by step, narrowed, ordered and cut into pages. Pure; the rows come from the store. */
import type { Role } from '../access/permissions.ts';
import type { LocalDateTime } from '../time/local-date-time.ts';
import type { DueStanding } from './due-state.ts';
import type { TaskKind } from './tasks.ts';

export interface InboxTab {
  /** In addresses: `/viec-cua-toi?hop=phe-duyet`. */
  readonly id: string;
  readonly label: string;
  readonly kinds: readonly TaskKind[];
  /** Whether it shows what stands still. */
  readonly hold: 'open' | 'onHold';
  /** Only dossiers whose fee or charge is still to be paid, whatever their step and their clock. */
  readonly owing?: true;
  /** What to say when it is empty. */
  readonly empty: string;
}

/** Payment states of a dossier that has still to pay (còn phải thu phí, lệ phí). */
export const OWING_STATES = ['unpaid', 'awaiting'] as const;

const EVERY_KIND: readonly TaskKind[] = [
  'accept',
  'receive',
  'assign',
  'process',
  'approve',
  'issue',
  'handOver',
  'withdrawal',
  'collect',
];

/** Việc của tôi: given to me, or waiting for somebody of my roles; for a cashier, what is still to be paid. */
export const MINE = 'cua-toi';

export const INBOX_TABS: readonly InboxTab[] = [
  { id: MINE, label: 'Việc của tôi', kinds: EVERY_KIND, hold: 'open', empty: 'Không có việc nào đang chờ bạn.' },
  {
    id: 'truc-tuyen',
    label: 'Trực tuyến',
    kinds: ['accept'],
    hold: 'open',
    empty: 'Không có hồ sơ trực tuyến nào chờ tiếp nhận.',
  },
  {
    id: 'phan-cong',
    label: 'Phân công',
    kinds: ['receive', 'assign'],
    hold: 'open',
    empty: 'Mọi hồ sơ đã tiếp nhận đều đã được phân công.',
  },
  {
    id: 'xu-ly',
    label: 'Xử lý',
    kinds: ['process'],
    hold: 'open',
    empty: 'Không có hồ sơ nào đang thẩm định, dự thảo.',
  },
  {
    id: 'phe-duyet',
    label: 'Phê duyệt',
    kinds: ['approve'],
    hold: 'open',
    empty: 'Không có dự thảo nào chờ phê duyệt.',
  },
  {
    id: 'phat-hanh',
    label: 'Phát hành',
    kinds: ['issue'],
    hold: 'open',
    empty: 'Không có kết quả nào chờ cho số, phát hành.',
  },
  {
    id: 'tra-ket-qua',
    label: 'Trả kết quả',
    kinds: ['handOver'],
    hold: 'open',
    empty: 'Mọi kết quả đã phát hành đều đã được trả.',
  },
  {
    id: 'thu-phi',
    label: 'Thu phí',
    kinds: EVERY_KIND,
    hold: 'open',
    owing: true,
    empty: 'Không hồ sơ nào còn nợ phí, lệ phí, kể cả hồ sơ đã trả kết quả.',
  },
  {
    id: 'cho-bo-sung',
    label: 'Chờ bổ sung, dừng',
    kinds: EVERY_KIND,
    hold: 'onHold',
    empty: 'Không có hồ sơ nào đang chờ bổ sung hoặc tạm dừng.',
  },
  {
    id: 'rut',
    label: 'Rút',
    kinds: ['withdrawal'],
    hold: 'open',
    empty: 'Không có đề nghị rút hồ sơ nào chờ xem xét.',
  },
];

export const inboxTab = (id: string): InboxTab =>
  INBOX_TABS.find((tab) => tab.id === id) ?? (INBOX_TABS[0] as InboxTab);

/** What of a waiting task decides whether it belongs to a tab. */
export interface TabbedTask {
  readonly kind: TaskKind;
  readonly onHold: boolean;
  readonly assignee: string | null;
  readonly role: string;
  /** Còn phải thu phí, lệ phí. */
  readonly owing: boolean;
}

export function belongsTo(
  tab: InboxTab,
  task: TabbedTask,
  officer: { readonly loginName: string; readonly roles: readonly Role[] },
): boolean {
  if (tab.owing === true) return task.owing;
  // Taking a fee is beside the steps: it may be done at each of them.
  if (tab.id === MINE && task.owing && officer.roles.includes('cashier')) return true;
  if (!tab.kinds.includes(task.kind) || task.onHold !== (tab.hold === 'onHold')) return false;
  if (tab.id !== MINE) return true;
  return task.assignee === null
    ? officer.roles.some((role) => role === task.role)
    : task.assignee === officer.loginName;
}

export const INBOX_SORTS = ['han', 'ma', 'nguoi-nop', 'tiep-nhan', 'buoc'] as const;
export type InboxSort = (typeof INBOX_SORTS)[number];

export interface InboxFilter {
  /** Sector key; empty: all. */
  readonly sector: string;
  /** Login name, `-` for what nobody has; empty: all. */
  readonly officer: string;
  readonly due: DueStanding | '';
  readonly sort: InboxSort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

export interface InboxRow {
  readonly dossierCode: string;
  readonly applicant: string;
  readonly sectorKey: string;
  readonly assignee: string | null;
  readonly dueAt: LocalDateTime | null;
  readonly receivedAt: LocalDateTime | null;
  readonly stepDueAt: LocalDateTime | null;
  readonly standing: DueStanding | null;
}

export const INBOX_PAGE_SIZE = 25;

export interface InboxPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pageCount: number;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** What has no date comes last. */
const LAST = '9999';

function keyOf(row: InboxRow, sort: InboxSort): string {
  switch (sort) {
    case 'han':
      return row.dueAt ?? row.stepDueAt ?? LAST;
    case 'ma':
      return row.dossierCode;
    case 'nguoi-nop':
      return row.applicant.normalize('NFD').toLowerCase();
    case 'tiep-nhan':
      return row.receivedAt ?? LAST;
    case 'buoc':
      return row.stepDueAt ?? LAST;
  }
}

/** A page of an inbox. The code breaks ties, so that pages never repeat or lose a row. */
export function inboxPage<Row extends InboxRow>(rows: readonly Row[], filter: InboxFilter): InboxPage<Row> {
  const chosen = rows.filter(
    (row) =>
      (filter.sector === '' || row.sectorKey === filter.sector) &&
      (filter.officer === '' || (filter.officer === '-' ? row.assignee === null : row.assignee === filter.officer)) &&
      (filter.due === '' || row.standing === filter.due),
  );
  const sign = filter.descending ? -1 : 1;
  chosen.sort(
    (a, b) => sign * compare(keyOf(a, filter.sort), keyOf(b, filter.sort)) || compare(a.dossierCode, b.dossierCode),
  );
  const pageCount = Math.max(1, Math.ceil(chosen.length / INBOX_PAGE_SIZE));
  const page = Math.min(Math.max(1, filter.page), pageCount);
  return {
    rows: chosen.slice((page - 1) * INBOX_PAGE_SIZE, page * INBOX_PAGE_SIZE),
    total: chosen.length,
    page,
    pageCount,
  };
}
