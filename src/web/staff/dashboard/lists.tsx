/** The dossiers behind a number of the dashboard, fifty a page. */

import type { Week } from '../../../core/dashboard/weeks.ts';
import type { PendingItem } from '../../../core/dashboard/workload.ts';
import { CHANNEL_LABELS } from '../../../core/dossier/channel-labels.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { periodLabel } from '../../../core/reporting/period.ts';
import { formatLocal, type LocalDateTime } from '../../../core/time/local-date-time.ts';
import { formatDate } from '../../../core/time/plain-date.ts';
import type { Dashboard, dossiersBehind } from '../../../services/dashboard/dashboard.ts';
import { DossierCode, DUE_STATES, DueTag, EmptyState, PageHeading, Pagination, Table } from '../../components/index.ts';
import { dossierHref } from '../search/pages.tsx';
import { LIST_PATH, NOBODY, PENDING_PATH, STANDING_IDS } from './query.ts';

const ROWS = 50;
const at = (time: string | null): string => (time === null ? '' : formatLocal(time as LocalDateTime));

const hrefOf = (path: string, query: Readonly<Record<string, string>>) => (page: number) =>
  `${path}?${new URLSearchParams({ ...query, trang: String(page) })}`;

export function PendingList(props: {
  readonly board: Dashboard;
  readonly items: readonly PendingItem[];
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
}) {
  const { items, board, query } = props;
  const pageCount = Math.max(1, Math.ceil(items.length / ROWS));
  const page = Math.min(props.page, pageCount);
  const standing = Object.entries(STANDING_IDS).find(([, id]) => id === query['tinh-trang'])?.[0];
  const said = [
    standing === undefined ? '' : DUE_STATES[standing as keyof typeof DUE_STATES].toLowerCase(),
    query['buoc'] === undefined ? '' : `ở bước «${query['buoc']}»`,
    query['can-bo'] === undefined
      ? ''
      : query['can-bo'] === NOBODY
        ? 'chưa giao cho ai'
        : `của ${board.officerNames.get(query['can-bo']) ?? query['can-bo']}`,
    query['han'] === undefined ? '' : `hẹn trả ngày ${query['han'].split('-').reverse().join('/')}`,
  ].filter((part) => part !== '');
  return (
    <>
      <PageHeading
        title="Hồ sơ đang giải quyết"
        note={`${formatInteger(items.length)} hồ sơ${said.length === 0 ? '' : ` ${said.join(', ')}`}, lúc ${formatLocal(board.now)}`}
      />
      <Table
        caption="Hồ sơ đang giải quyết, hạn gần trước"
        hideCaption
        stack
        rows={items.slice((page - 1) * ROWS, page * ROWS)}
        rowKey={(item) => item.dossierCode}
        empty={<EmptyState title="Không có hồ sơ nào như vậy." />}
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: 'wide',
            cell: (item) => (
              <a href={dossierHref(item.dossierCode)}>
                <DossierCode code={item.dossierCode} />
              </a>
            ),
          },
          { title: 'Mã thủ tục', noWrap: true, minor: true, cell: (item) => item.procedureCode },
          { title: 'Bước', cell: (item) => item.step },
          {
            title: 'Cán bộ',
            minor: true,
            cell: (item) => (item.officer === null ? '' : (board.officerNames.get(item.officer) ?? item.officer)),
          },
          { title: 'Tiếp nhận', noWrap: 'wide', minor: true, cell: (item) => at(item.receivedAt) },
          { title: 'Hẹn trả', noWrap: 'wide', cell: (item) => at(item.dueAt) },
          { title: 'Tình trạng', noWrap: true, cell: (item) => <DueTag state={item.standing} /> },
        ]}
      />
      <Pagination page={page} pageCount={pageCount} total={items.length} href={hrefOf(PENDING_PATH, query)} />
    </>
  );
}

export function FigureList(props: {
  readonly found: Awaited<ReturnType<typeof dossiersBehind>>;
  readonly week: Week | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
}) {
  const { definition, dossiers, period } = props.found;
  const pageCount = Math.max(1, Math.ceil(dossiers.length / ROWS));
  const page = Math.min(props.page, pageCount);
  const span =
    props.week === undefined
      ? periodLabel(period)
      : `tuần ${formatDate(props.week.from)} – ${formatDate(props.week.through)}`;
  return (
    <>
      <PageHeading title={definition.label} note={definition.explanation} />
      <p>
        {formatInteger(dossiers.length)} hồ sơ, {span}.
        {definition.kind === 'ratio' ? ' Đây là các hồ sơ của tử số.' : ''}
      </p>
      <Table
        caption={`${definition.label}, ${span}`}
        hideCaption
        stack
        rows={dossiers.slice((page - 1) * ROWS, page * ROWS)}
        rowKey={(fact) => fact.dossierId}
        empty={<EmptyState title="Không có hồ sơ nào." />}
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: 'wide',
            cell: (fact) => (
              <a href={dossierHref(fact.dossierCode)}>
                <DossierCode code={fact.dossierCode} />
              </a>
            ),
          },
          { title: 'Mã thủ tục', noWrap: true, minor: true, cell: (fact) => fact.procedureCode },
          { title: 'Hình thức nộp', cell: (fact) => CHANNEL_LABELS[fact.channel] },
          { title: 'Tiếp nhận', noWrap: 'wide', cell: (fact) => at(fact.receivedAt) },
          { title: 'Hẹn trả', noWrap: 'wide', cell: (fact) => at(fact.dueAt) },
          { title: 'Có kết quả', noWrap: 'wide', cell: (fact) => at(fact.resolvedAt) },
        ]}
      />
      <Pagination page={page} pageCount={pageCount} total={dossiers.length} href={hrefOf(LIST_PATH, props.query)} />
    </>
  );
}
