/** The address of an inbox (địa chỉ hộp việc): filter, order and page as its query, read and written in one place. */
import type { DueStanding } from '../../../core/process/due-state.ts';
import { INBOX_SORTS, type InboxFilter, type InboxSort } from '../../../core/process/inbox.ts';
import { DUE_STATES } from '../../components/index.ts';

export const INBOX_PATH = '/viec-cua-toi';

/** Reads the query; what is not understood counts as not given. */
export function readInboxQuery(query: Readonly<Record<string, string>>): { tabId: string; filter: InboxFilter } {
  const due = query['han'] ?? '';
  const sort = query['xep'] ?? '';
  const page = Number(query['trang'] ?? '1');
  return {
    tabId: query['hop'] ?? '',
    filter: {
      sector: (query['linh-vuc'] ?? '').slice(0, 100),
      officer: (query['nguoi'] ?? '').slice(0, 60),
      due: Object.hasOwn(DUE_STATES, due) ? (due as DueStanding) : '',
      sort: (INBOX_SORTS as readonly string[]).includes(sort) ? (sort as InboxSort) : 'han',
      descending: query['chieu'] === 'giam',
      page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
    },
  };
}

/** The address of an inbox with some of its query changed. */
export function inboxHref(tabId: string, filter: InboxFilter, change: Partial<InboxFilter> = {}): string {
  const { sector, officer, due, sort, descending, page } = { ...filter, ...change };
  const query = new URLSearchParams();
  query.set('hop', tabId);
  if (sector !== '') query.set('linh-vuc', sector);
  if (officer !== '') query.set('nguoi', officer);
  if (due !== '') query.set('han', due);
  if (sort !== 'han') query.set('xep', sort);
  if (descending) query.set('chieu', 'giam');
  if (page > 1) query.set('trang', String(page));
  return `${INBOX_PATH}?${query}`;
}
