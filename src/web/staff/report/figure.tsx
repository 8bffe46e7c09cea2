/** The page of one figure: value, definition, equations, the four periods before, the dossiers. */
import { CHANNEL_LABELS } from '../../../core/dossier/channel-labels.ts';
import { TIMELINESS_LABELS } from '../../../core/dossier/timeliness-labels.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatLocal, type LocalDateTime } from '../../../core/time/local-date-time.ts';
import type { CellDossier } from '../../../services/report/cell.ts';
import type { Figure, FigureInPeriod } from '../../../services/report/figure.ts';
import {
  BarChart,
  Button,
  DescriptionList,
  DossierCode,
  EmptyState,
  PageHeading,
  Pagination,
  Section,
  Table,
  Tag,
} from '../../components/index.ts';
import { dossierHref } from '../search/pages.tsx';
import { indicatorHref, reportHref, type Which } from './query.ts';

const ROWS = 50;

export const at = (time: string | null): string => (time === null ? '' : formatLocal(time as LocalDateTime));

export function FigurePage(props: {
  readonly figure: Figure;
  readonly which: Which;
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
}) {
  const { figure, which } = props;
  const unit = figure.indicator?.unit ?? '';
  return (
    <>
      <PageHeading title={figure.title} note={`${figure.where}, ${figure.model.period.label}`} />
      <p class="big-figure">
        {figure.text === '' ? '–' : figure.text} {unit === '%' ? '' : <span class="soft">{unit}</span>}
      </p>
      <div class="wide-columns">
        <Definition figure={figure} which={which} />
        <Series figure={figure} which={which} query={props.query} />
      </div>
      <Dossiers {...props} />
    </>
  );
}

function Definition({ figure, which }: { readonly figure: Figure; readonly which: Which }) {
  const { indicator, status } = figure;
  const ratio = indicator?.kind === 'ratio';
  return (
    <Section title="Số này là gì">
      <DescriptionList
        facts={[
          {
            term: 'Cách tính',
            value:
              indicator?.explanation ?? 'Cột công thức: tính từ các cột khác của cùng hàng theo đẳng thức dưới đây.',
          },
          ...(indicator?.kind === 'ratio' ? [{ term: 'Mẫu số', value: indicator.denominatorName }] : []),
          { term: 'Số liệu đến', value: at(figure.model.asOf) },
          {
            term: 'So với hạn',
            value: figure.model.timelinessGranularity === 'minute' ? 'đến từng phút' : 'theo ngày',
          },
          { term: 'Căn cứ', value: figure.legalBasis.join('; ') },
          {
            term: 'Mẫu',
            value: (
              <>
                {status.pack}{' '}
                {status.verified ? <Tag colour="green">đã đối chiếu</Tag> : <Tag colour="amber">tạm thời</Tag>}
                {status.note === null ? null : ` ${status.note}`}
              </>
            ),
          },
          { term: 'Mã băm định nghĩa', value: <code>{status.hash.slice(0, 12)}</code> },
        ]}
      />
      {figure.parts.length === 0 ? null : (
        <>
          <h3>{ratio ? 'Tử số và mẫu số' : 'Cộng từ'}</h3>
          <ul class="link-list">
            {figure.parts.map((part, index) => (
              <li key={part.indicator}>
                {ratio ? (index === 0 ? 'Tử số: ' : 'Mẫu số: ') : index === 0 ? '' : `${part.sign} `}
                <a href={indicatorHref(which, part.indicator)}>
                  {part.label}: {part.text}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {figure.equations.length === 0 ? null : (
        <>
          <h3>Đẳng thức của biểu</h3>
          <ul>
            {figure.equations.map((equation) => (
              <li key={equation.code}>
                {equation.text} {equation.holds ? <Tag colour="green">đúng</Tag> : <Tag colour="red">sai</Tag>}
                <br />
                <span class="soft">
                  {equation.code}: {equation.message}.
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

const shortLabel = (of: FigureInPeriod): string => of.label.replace(' năm ', '/').replace('Tháng ', 'T');
const numeric = (of: FigureInPeriod): number | null => (typeof of.value === 'number' ? of.value : null);

function Series(props: {
  readonly figure: Figure;
  readonly which: Which;
  readonly query: Readonly<Record<string, string>>;
}) {
  const { figure } = props;
  const ratio = figure.indicator?.kind === 'ratio';
  const scale = (value: number | null): number | null =>
    value === null ? null : ratio ? Math.round(value / 100) : value;
  const { ban: _version, trang: _page, ...same } = props.query;
  return (
    <Section title="Bốn kỳ trước và kỳ này">
      {figure.series.some((of) => numeric(of) !== null) ? (
        <BarChart
          title={`${figure.title}: ${figure.series.map((of) => `${of.label} ${of.text === '' ? 'không có' : of.text}`).join('; ')}`}
          series={[figure.title]}
          groups={figure.series.map((of) => ({
            label: shortLabel(of),
            values: [scale(numeric(of))],
            texts: [of.text],
          }))}
          current={figure.series.length - 1}
          height={190}
          width={480}
        />
      ) : null}
      <Table
        caption="Cùng số liệu ở các kỳ"
        hideCaption
        rows={[...figure.series].reverse()}
        rowKey={(of) => of.period}
        columns={[
          {
            title: 'Kỳ',
            heading: true,
            noWrap: true,
            cell: (of) =>
              of.missing !== undefined || of.period === props.which.period ? (
                of.label
              ) : (
                <a href={reportHref({ period: of.period }, '/so-lieu', same)}>{of.label}</a>
              ),
          },
          { title: 'Số liệu', numeric: true, cell: (of) => of.text },
          {
            title: 'Nguồn',
            cell: (of) =>
              of.missing ?? (of.version === null ? 'đang tính, chưa chốt' : `đã chốt, phiên bản ${of.version}`),
          },
        ]}
      />
    </Section>
  );
}

function Dossiers(props: {
  readonly figure: Figure;
  readonly which: Which;
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
}) {
  const { dossiers } = props.figure;
  const ratio = props.figure.indicator?.kind === 'ratio';
  if (dossiers === null)
    return (
      <Section title="Hồ sơ đứng sau">
        <EmptyState title={props.figure.noDossiers ?? 'Không có danh sách hồ sơ.'} />
      </Section>
    );
  const pageCount = Math.max(1, Math.ceil(dossiers.length / ROWS));
  const page = Math.min(props.page, pageCount);
  const { ban: _version, trang: _page, ...same } = props.query;
  return (
    <Section title={`${formatInteger(dossiers.length)} hồ sơ đứng sau${ratio ? ' tử số' : ''}`} id="ho-so">
      {dossiers.length === 0 ? null : (
        <p class="no-print">
          <Button kind="quiet" href={reportHref(props.which, '/so-lieu.csv', same)}>
            Tải danh sách (CSV)
          </Button>
        </p>
      )}
      <Table<CellDossier>
        caption="Hồ sơ đứng sau số liệu"
        hideCaption
        rows={dossiers.slice((page - 1) * ROWS, page * ROWS)}
        rowKey={(dossier) => `${dossier.homeUnit} ${dossier.dossierCode}`}
        empty={<EmptyState title="Số này bằng 0: không có hồ sơ nào." />}
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: 'wide',
            cell: (dossier) => (
              <a href={dossierHref(dossier.dossierCode)}>
                <DossierCode code={dossier.dossierCode} />
              </a>
            ),
          },
          { title: 'Mã thủ tục', noWrap: true, minor: true, cell: (dossier) => dossier.procedureCode },
          { title: 'Hình thức nộp', minor: true, cell: (dossier) => CHANNEL_LABELS[dossier.channel] },
          { title: 'Tiếp nhận', noWrap: 'wide', cell: (dossier) => at(dossier.receivedAt) },
          { title: 'Hẹn trả', noWrap: 'wide', cell: (dossier) => at(dossier.dueAt) },
          { title: 'Có kết quả', noWrap: 'wide', cell: (dossier) => at(dossier.resolvedAt) },
          {
            title: 'Tình trạng',
            noWrap: true,
            cell: (dossier) =>
              dossier.cancelledAt === null ? (
                <Tag colour={dossier.timeliness === 'overdue' ? 'red' : 'green'}>
                  {TIMELINESS_LABELS[dossier.timeliness as keyof typeof TIMELINESS_LABELS] ?? dossier.timeliness}
                  {dossier.suspended ? ', dừng tính' : ''}
                </Tag>
              ) : (
                <Tag>Hủy</Tag>
              ),
          },
        ]}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        total={dossiers.length}
        href={(number) => `${reportHref(props.which, '/so-lieu', { ...same, trang: String(number) })}#ho-so`}
      />
    </Section>
  );
}
