/** The list of periods (các kỳ báo cáo): the running one first, then those to be closed, then what was closed. */
import type { PeriodEntry } from '../../../services/report/list-periods.ts';
import {
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { instantText } from './frame.tsx';
import { PATH, reportHref } from './query.ts';

const STATES = {
  running: { label: 'Đang diễn ra', colour: 'blue' },
  open: { label: 'Chưa chốt', colour: 'amber' },
  closed: { label: 'Đã chốt', colour: 'green' },
} as const;

export function PeriodList({ periods, form }: { readonly periods: readonly PeriodEntry[]; readonly form: FormState }) {
  return (
    <>
      <PageHeading title="Báo cáo" note="Kiểm soát thủ tục hành chính, tính từ nhật ký hồ sơ." />
      <Table
        caption="Các quý, mới nhất trước"
        hideCaption
        rows={periods}
        rowKey={(entry) => entry.period.id}
        empty={
          <EmptyState title="Chưa có kỳ nào để báo cáo.">
            <p>Kỳ đầu tiên hiện ra khi có hồ sơ đầu tiên.</p>
          </EmptyState>
        }
        columns={[
          {
            title: 'Kỳ',
            heading: true,
            noWrap: true,
            cell: (entry) => <a href={reportHref({ period: entry.period.id })}>{entry.label}</a>,
          },
          { title: 'Khoảng thời gian', minor: true, cell: (entry) => entry.range },
          {
            title: 'Tình trạng',
            noWrap: true,
            cell: (entry) => <Tag colour={STATES[entry.state].colour}>{STATES[entry.state].label}</Tag>,
          },
          {
            title: 'Phiên bản',
            cell: (entry) =>
              entry.versions.map((version, index) => (
                <span key={version.version}>
                  {index > 0 ? ', ' : ''}
                  <a href={reportHref({ period: entry.period.id, version: version.version })}>
                    {version.version}
                    <span class="visually-hidden"> của {entry.label}</span>
                  </a>
                </span>
              )),
          },
          {
            title: 'Chốt lúc',
            noWrap: true,
            minor: true,
            cell: (entry) => (entry.versions[0] === undefined ? '' : instantText(entry.versions[0].closedAt)),
          },
          { title: 'Người chốt', minor: true, cell: (entry) => entry.versions[0]?.closedBy ?? '' },
        ]}
      />
      <ErrorSummary form={form} title="Chưa mở được:" />
      <Form action={PATH} method="get" class="filters" label="Mở kỳ khác">
        <TextField
          name="ky"
          label="Mở kỳ khác"
          hint="2023-Q3 (quý), 2023-09 (tháng), 2023-H2 (6 tháng), 2023 (năm)"
          form={form}
          width={10}
          maxLength={10}
        />
        <Button kind="secondary">Mở</Button>
      </Form>
    </>
  );
}
