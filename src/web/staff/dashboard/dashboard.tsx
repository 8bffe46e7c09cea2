/** The dashboard's page: first what needs a hand today, then the period's figures, then who has what. */
import { STANDINGS, type WorkloadRow, workloadBy } from '../../../core/dashboard/workload.ts';
import { formatInteger, formatPercent } from '../../../core/reporting/format.ts';
import { periodLabel, periodRange, previousPeriod } from '../../../core/reporting/period.ts';
import { dateOf, formatLocal } from '../../../core/time/local-date-time.ts';
import { addDays, formatDate } from '../../../core/time/plain-date.ts';
import type { Dashboard, ShownIndicator } from '../../../services/dashboard/dashboard.ts';
import { BarChart, DUE_STATES, EmptyState, PageHeading, Section, ShareBar, Table } from '../../components/index.ts';
import { listHref, NOBODY, PATH, pendingHref, STANDING_IDS } from './query.ts';

const shortDay = (day: string): string => `${day.slice(8)}/${day.slice(5, 7)}`;

export function DashboardPage({ board }: { readonly board: Dashboard }) {
  return (
    <>
      <PageHeading title="Tổng quan" note={`Số liệu lúc ${formatLocal(board.now)}`}>
        <a class="button button-secondary" href={pendingHref({})}>
          Mọi hồ sơ đang giải quyết
        </a>
      </PageHeading>
      <Today board={board} />
      <PeriodFigures board={board} />
      <div class="wide-columns">
        <Weeks board={board} />
        <Channels board={board} />
      </div>
      <Workload board={board} />
    </>
  );
}

function Today({ board }: { readonly board: Dashboard }) {
  const today = dateOf(board.now);
  const days = [1, 2, 3, 4, 5, 6, 7].map((ahead) => addDays(today, ahead));
  const dueOn = (day: string): number =>
    board.pending.filter((item) => item.dueAt.slice(0, 10) === day && item.standing !== 'suspended').length;
  const big: readonly [keyof typeof STANDING_IDS, string][] = [
    ['overdue', 'quá hạn'],
    ['dueToday', 'đến hạn hôm nay'],
    ['dueSoon', 'đến hạn trong hai ngày làm việc'],
    ['suspended', 'đang dừng tính'],
  ];
  return (
    <Section title="Cần làm ngay">
      <ul class="figures">
        {big.map(([standing, words]) => (
          <li key={standing} class={standing === 'overdue' && board.standings.overdue > 0 ? 'figure-wrong' : undefined}>
            <a href={pendingHref({ 'tinh-trang': STANDING_IDS[standing] })}>
              {formatInteger(board.standings[standing])}
              <span class="visually-hidden"> hồ sơ {words}</span>
            </a>
            <p aria-hidden="true">{words}</p>
          </li>
        ))}
      </ul>
      <Table
        caption="Đến hạn trong bảy ngày tới"
        rows={[days]}
        rowKey={() => 'days'}
        columns={days.map((day) => ({
          title: shortDay(day),
          numeric: true,
          cell: () => <a href={pendingHref({ han: day })}>{formatInteger(dueOn(day))}</a>,
        }))}
      />
    </Section>
  );
}

const COUNTS: readonly [ShownIndicator, string][] = [
  ['dossiers.carriedOver', 'kỳ trước chuyển sang'],
  ['dossiers.received.inPeriod', 'tiếp nhận trong kỳ'],
  ['dossiers.resolved.total', 'đã giải quyết'],
  ['dossiers.resolved.overdue', 'đã giải quyết quá hạn'],
  ['dossiers.pending.total', 'đang giải quyết'],
  ['dossiers.pending.overdue', 'đang giải quyết, quá hạn'],
  ['dossiers.cancelled', 'rút, hủy, dừng giải quyết'],
];
const RATIOS: readonly ShownIndicator[] = [
  'dossiers.onTimeShare',
  'dossiers.onlineShare',
  'dossiers.paidOnlineShare',
  'dossiers.resultDigitisedShare',
];

function PeriodFigures({ board }: { readonly board: Dashboard }) {
  const { period, figures } = board;
  const before = previousPeriod(period);
  return (
    <Section title={`${periodLabel(period)} đến ${formatDate(dateOf(board.asOf))}`}>
      <p class="soft">
        {periodRange(period)}, tính như trong báo cáo. Xem <a href={`${PATH}?ky=${before.id}`}>{periodLabel(before)}</a>
        {board.asOf === board.now ? null : (
          <>
            {' '}
            hoặc <a href={PATH}>quý hiện tại</a>
          </>
        )}
        .
      </p>
      <ul class="figures">
        {RATIOS.map((id) => {
          const { definition, value, numerator, denominator } = figures[id];
          if (definition.kind !== 'ratio') return null;
          return (
            <li key={id}>
              <a href={listHref({ 'chi-tieu': id, ky: period.id })}>
                {value === null ? '–' : formatPercent(value)}
                <span class="visually-hidden"> {definition.label}</span>
              </a>
              <p aria-hidden="true">{definition.label}</p>
              <p class="soft">
                {formatInteger(numerator ?? 0)}/{formatInteger(denominator ?? 0)} {definition.denominatorName}
              </p>
            </li>
          );
        })}
      </ul>
      <ul class="figures figures-small">
        {COUNTS.map(([id, words]) => (
          <li key={id}>
            <a href={listHref({ 'chi-tieu': id, ky: period.id })}>
              {formatInteger(figures[id].value ?? 0)}
              <span class="visually-hidden"> {figures[id].definition.label}</span>
            </a>
            <p aria-hidden="true">{words}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Weeks({ board }: { readonly board: Dashboard }) {
  const series = ['Tiếp nhận', 'Có kết quả'];
  const week = (of: { from: string; through: string }) => ({ tu: of.from, den: of.through, ky: board.period.id });
  return (
    <Section title="Tiếp nhận và giải quyết theo tuần">
      <BarChart
        title={`Hồ sơ tiếp nhận và có kết quả, ${board.weeks.length} tuần đến ${formatDate(dateOf(board.asOf))}`}
        series={series}
        groups={board.weeks.map((of) => ({ label: shortDay(of.from), values: [of.received, of.resolved] }))}
      />
      <details>
        <summary>Số liệu của biểu đồ</summary>
        <Table
          caption="Theo tuần, từ thứ hai đến chủ nhật"
          rows={[...board.weeks].reverse()}
          rowKey={(of) => of.from}
          columns={[
            {
              title: 'Tuần',
              heading: true,
              noWrap: true,
              cell: (of) => `${shortDay(of.from)} – ${formatDate(of.through)}`,
            },
            {
              title: 'Tiếp nhận',
              numeric: true,
              cell: (of) => (
                <a href={listHref({ 'chi-tieu': 'dossiers.received.inPeriod', ...week(of) })}>
                  {formatInteger(of.received)}
                </a>
              ),
            },
            {
              title: 'Có kết quả',
              numeric: true,
              cell: (of) => (
                <a href={listHref({ 'chi-tieu': 'dossiers.resolved.total', ...week(of) })}>
                  {formatInteger(of.resolved)}
                </a>
              ),
            },
          ]}
        />
      </details>
    </Section>
  );
}

function Channels({ board }: { readonly board: Dashboard }) {
  const { figures, period } = board;
  const value = (id: ShownIndicator): number => figures[id].value ?? 0;
  const post = value('dossiers.post.received');
  const rows = [
    { label: 'Trực tuyến', value: value('dossiers.received.online'), id: 'dossiers.received.online' as const },
    {
      label: 'Trực tiếp, bưu chính',
      value: value('dossiers.received.counterAndPost'),
      id: 'dossiers.received.counterAndPost' as const,
    },
  ];
  const whole = value('dossiers.received.inPeriod');
  return (
    <Section title="Hình thức nộp trong kỳ">
      {whole === 0 ? (
        <EmptyState title="Kỳ này chưa tiếp nhận hồ sơ nào." />
      ) : (
        <>
          <ShareBar title={`Hình thức nộp của ${formatInteger(whole)} hồ sơ tiếp nhận trong kỳ`} shares={rows} />
          <Table
            caption="Hồ sơ tiếp nhận trong kỳ theo hình thức nộp"
            hideCaption
            rows={[
              ...rows,
              { label: 'Trong đó: bưu chính công ích', value: post, id: 'dossiers.post.received' as const },
            ]}
            rowKey={(row) => row.id}
            columns={[
              { title: 'Hình thức', heading: true, cell: (row) => row.label },
              {
                title: 'Hồ sơ',
                numeric: true,
                cell: (row) => <a href={listHref({ 'chi-tieu': row.id, ky: period.id })}>{formatInteger(row.value)}</a>,
              },
            ]}
          />
          <p class="soft">
            Tỷ lệ trực tuyến{' '}
            {figures['dossiers.onlineShare'].value === null
              ? '–'
              : formatPercent(figures['dossiers.onlineShare'].value)}{' '}
            trên {formatInteger(whole)} hồ sơ tiếp nhận trong kỳ.
          </p>
        </>
      )}
    </Section>
  );
}

function Workload({ board }: { readonly board: Dashboard }) {
  if (board.pending.length === 0)
    return (
      <Section title="Ai đang giữ bao nhiêu hồ sơ">
        <EmptyState title="Không có hồ sơ nào đang giải quyết.">
          Hồ sơ vừa tiếp nhận hiện ở đây theo bước và người giữ.
        </EmptyState>
      </Section>
    );
  const byStep = workloadBy(board.pending, (item) => ({ key: item.step, label: item.step }));
  const byOfficer = workloadBy(board.pending, (item) => ({
    key: item.officer ?? NOBODY,
    label: item.officer === null ? 'Chưa giao cho ai' : (board.officerNames.get(item.officer) ?? item.officer),
  }));
  return (
    <Section title="Ai đang giữ bao nhiêu hồ sơ">
      <div class="wide-columns">
        <WorkloadTable caption="Theo bước" head="Bước" rows={byStep} parameter="buoc" />
        <WorkloadTable caption="Theo cán bộ" head="Cán bộ" rows={byOfficer} parameter="can-bo" />
      </div>
    </Section>
  );
}

function WorkloadTable(props: {
  readonly caption: string;
  readonly head: string;
  readonly rows: readonly WorkloadRow[];
  readonly parameter: string;
}) {
  return (
    <Table
      caption={props.caption}
      rows={props.rows}
      rowKey={(row) => row.key}
      columns={[
        {
          title: props.head,
          heading: true,
          cell: (row) => <a href={pendingHref({ [props.parameter]: row.key })}>{row.label}</a>,
        },
        ...STANDINGS.map((standing) => ({
          title: DUE_STATES[standing],
          numeric: true,
          cell: (row: WorkloadRow) =>
            row.counts[standing] === 0 ? (
              '0'
            ) : (
              <a href={pendingHref({ [props.parameter]: row.key, 'tinh-trang': STANDING_IDS[standing] })}>
                {formatInteger(row.counts[standing])}
              </a>
            ),
        })),
        { title: 'Tổng', numeric: true, cell: (row) => formatInteger(row.total) },
      ]}
    />
  );
}
