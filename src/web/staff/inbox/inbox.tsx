/** The inbox as a page (hộp việc): tabs with counts, how many are late, filter, table, giving work to somebody. */
import { type InboxFilter, MINE } from '../../../core/process/inbox.ts';
import { TASK_KIND_LABELS } from '../../../core/process/tasks.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatLocal, type LocalDateTime } from '../../../core/time/local-date-time.ts';
import type { Inbox, InboxEntry } from '../../../services/work/list-inbox.ts';
import { withRole } from '../../../services/work/officers.ts';
import { stateLabel } from '../../../services/work/view-dossier.ts';
import {
  Button,
  type Column,
  DossierCode,
  DUE_STATES,
  type DueState,
  DueTag,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  Pagination,
  SelectField,
  Table,
  Tabs,
  Tag,
} from '../../components/index.ts';
import { useView } from '../../view.ts';
import { INBOX_PATH, inboxHref } from './query.ts';

/** `14/09 17:00`, of the present year; with the year otherwise. */
export function shortLocal(at: LocalDateTime, now: LocalDateTime): string {
  const year = at.slice(0, 4) === now.slice(0, 4) ? '' : `/${at.slice(0, 4)}`;
  return `${at.slice(8, 10)}/${at.slice(5, 7)}${year} ${at.slice(11)}`;
}

export const dossierHref = (code: string): string => `/ho-so/${encodeURIComponent(code)}`;

function columnsFor(inbox: Inbox, choosing: boolean, taking: boolean): Column<InboxEntry>[] {
  const nameOf = (login: string | null): string =>
    login === null ? '' : (inbox.officers.find((officer) => officer.loginName === login)?.fullName ?? login);
  const columns: Column<InboxEntry>[] = [];
  if (choosing) {
    columns.push({
      title: 'Chọn',
      cell: (row) => (
        <input type="checkbox" name="dossier" value={row.dossierCode} aria-label={`Chọn hồ sơ ${row.dossierCode}`} />
      ),
    });
  }
  columns.push(
    {
      title: 'Mã hồ sơ',
      sort: 'ma',
      heading: true,
      noWrap: 'wide',
      cell: (row) => (
        <a href={dossierHref(row.dossierCode)}>
          <DossierCode code={row.dossierCode} />
        </a>
      ),
    },
    {
      title: 'Người nộp',
      sort: 'nguoi-nop',
      noWrap: 'wide',
      cell: (row) => row.applicant || <span class="soft">chưa ghi tên</span>,
    },
    { title: 'Thủ tục', cell: (row) => <span class="clip">{row.procedureName}</span> },
    {
      title: inbox.tab.hold === 'onHold' ? 'Đang chờ' : 'Bước',
      sort: 'buoc',
      noWrap: 'wide',
      cell: (row) =>
        row.onHold ? (
          stateLabel('business', row.businessState)
        ) : (
          <>
            {TASK_KIND_LABELS[row.kind]}
            {row.stepLate ? (
              <>
                {' '}
                <Tag colour="amber">chậm</Tag>
              </>
            ) : null}
          </>
        ),
    },
    taking
      ? { title: 'Phải thu', numeric: true, noWrap: true, cell: (row) => `${formatInteger(row.feeDue)} đồng` }
      : {
          title: 'Người xử lý',
          minor: true,
          noWrap: 'wide',
          cell: (row) => nameOf(row.assignee) || <span class="soft">chưa giao</span>,
        },
    {
      title: 'Tiếp nhận',
      sort: 'tiep-nhan',
      minor: 'wide',
      noWrap: true,
      cell: (row) => (row.receivedAt === null ? '' : shortLocal(row.receivedAt, inbox.now).slice(0, -6)),
    },
    {
      title: 'Hạn trả',
      sort: 'han',
      noWrap: true,
      cell: (row) => {
        const due = row.dueAt ?? row.stepDueAt;
        if (row.resolvedAt !== null) return <span class="soft">đã có kết quả</span>;
        return due === null ? '' : shortLocal(due, inbox.now);
      },
    },
    {
      title: 'Tình trạng',
      noWrap: true,
      cell: (row) => (row.standing === null ? null : <DueTag state={row.standing} />),
    },
  );
  return columns;
}

/** What fills an inbox, where it is not the step before. */
const TEACH: Readonly<Record<string, string>> = {
  'truc-tuyen': 'Hồ sơ nộp qua mạng hiện ở đây ngay khi người dân gửi; trả lời trong 8 giờ làm việc.',
  'phan-cong': 'Hồ sơ hiện ở đây ngay khi được tiếp nhận.',
  'thu-phi': 'Hồ sơ có phí, lệ phí hiện ở đây ngay khi được tiếp nhận, đến khi thu xong hoặc được miễn.',
  'cho-bo-sung': 'Hồ sơ hiện ở đây khi đã yêu cầu bổ sung, yêu cầu nghĩa vụ tài chính hoặc tạm dừng.',
  rut: 'Đề nghị rút hiện ở đây khi người nộp xin rút hồ sơ đang xử lý.',
};

/** How many of the inbox stand how, each a filter. */
function Standings({ inbox, filter }: { readonly inbox: Inbox; readonly filter: InboxFilter }) {
  const shown = (['overdue', 'dueToday', 'dueSoon', 'withinTime', 'suspended'] as const).filter(
    (state) => inbox.standings[state] > 0,
  );
  if (shown.length === 0) return null;
  return (
    <ul class="standings" aria-label="Tình trạng hạn trong hộp này">
      {shown.map((state) => (
        <li key={state}>
          <a
            href={inboxHref(inbox.tab.id, filter, { due: filter.due === state ? '' : state, page: 1 })}
            aria-current={filter.due === state ? 'true' : undefined}
          >
            <DueTag state={state satisfies DueState} /> <strong>{inbox.standings[state]}</strong>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Filters({ inbox, filter }: { readonly inbox: Inbox; readonly filter: InboxFilter }) {
  return (
    <Form action={INBOX_PATH} method="get" class="filters" label="Lọc việc">
      <input type="hidden" name="hop" value={inbox.tab.id} />
      <SelectField
        name="linh-vuc"
        label="Lĩnh vực"
        value={filter.sector}
        empty="Tất cả"
        choices={inbox.sectors.map((sector) => ({ value: sector.key, label: sector.name }))}
      />
      <SelectField
        name="nguoi"
        label="Người xử lý"
        value={filter.officer}
        empty="Tất cả"
        choices={[
          { value: '-', label: 'Chưa giao' },
          ...inbox.officers.map((officer) => ({ value: officer.loginName, label: officer.fullName })),
        ]}
      />
      <SelectField
        name="han"
        label="Tình trạng hạn"
        value={filter.due}
        empty="Tất cả"
        choices={Object.entries(DUE_STATES).map(([value, label]) => ({ value, label }))}
      />
      <Button kind="secondary">Lọc</Button>
    </Form>
  );
}

export function InboxPage({
  inbox,
  filter,
  form,
}: {
  readonly inbox: Inbox;
  readonly filter: InboxFilter;
  readonly form: FormState;
}) {
  const { may } = useView();
  const { page } = inbox;
  const choosing = may('dossier.assign') && ['phan-cong', 'xu-ly'].includes(inbox.tab.id) && page.rows.length > 0;
  const taking = inbox.tab.owing === true || (inbox.tab.id === MINE && may('payment.record'));
  const table = (
    <Table
      caption={inbox.tab.label}
      hideCaption
      stack
      columns={columnsFor(inbox, choosing, taking)}
      rows={page.rows}
      rowKey={(row) => row.dossierCode}
      rowClass={(row) => (row.standing === 'overdue' ? 'row-overdue' : undefined)}
      sort={{
        by: filter.sort,
        descending: filter.descending,
        href: (by, descending) =>
          inboxHref(inbox.tab.id, filter, { sort: by as InboxFilter['sort'], descending, page: 1 }),
      }}
      empty={
        <EmptyState
          title={page.total === 0 && filterIsOff(filter) ? inbox.tab.empty : 'Không có việc nào khớp bộ lọc.'}
        >
          {filterIsOff(filter) ? (
            (TEACH[taking ? 'thu-phi' : inbox.tab.id] ?? 'Việc mới hiện ở đây ngay khi bước trước hoàn thành.')
          ) : (
            <a href={inboxHref(inbox.tab.id, { ...filter, sector: '', officer: '', due: '', page: 1 })}>Bỏ bộ lọc</a>
          )}
        </EmptyState>
      }
    />
  );
  return (
    <>
      <PageHeading title="Việc của tôi" note={`Tính đến ${formatLocal(inbox.now)}`}>
        {may('dossier.takeOver') ? (
          <Button kind="secondary" href={`${INBOX_PATH}/chuyen-viec`}>
            Chuyển việc người vắng
          </Button>
        ) : null}
      </PageHeading>
      <ErrorSummary form={form} title="Chưa phân công được:" />
      <Tabs
        label="Hộp việc"
        tabs={inbox.counts.map(({ tab, count }) => ({
          label: tab.label,
          href: `${INBOX_PATH}?hop=${tab.id}`,
          current: tab.id === inbox.tab.id,
          count,
        }))}
      />
      <Standings inbox={inbox} filter={filter} />
      <Filters inbox={inbox} filter={filter} />
      {choosing ? (
        <Form action={`${INBOX_PATH}/phan-cong`} once label="Phân công các hồ sơ đã chọn">
          <input type="hidden" name="hop" value={inbox.tab.id} />
          {table}
          <div class="filters">
            <SelectField
              name="assignee"
              label="Giao các hồ sơ đã chọn cho"
              form={form}
              empty="Chọn người xử lý"
              choices={withRole(inbox.officers, 'specialist').map((officer) => ({
                value: officer.loginName,
                label: officer.position === '' ? officer.fullName : `${officer.fullName} – ${officer.position}`,
              }))}
            />
            <Button>Phân công</Button>
          </div>
        </Form>
      ) : (
        table
      )}
      <Pagination
        page={page.page}
        pageCount={page.pageCount}
        total={page.total}
        href={(number) => inboxHref(inbox.tab.id, filter, { page: number })}
      />
    </>
  );
}

const filterIsOff = (filter: InboxFilter): boolean =>
  filter.sector === '' && filter.officer === '' && filter.due === '';
