/** What every page of one report has in common: its name and state, its tabs, what can be done with it. */
import type { ComponentChildren } from 'preact';
import { formatInteger } from '../../../core/reporting/format.ts';
import { nextSignature } from '../../../core/reporting/issue.ts';
import type { ReportModel } from '../../../core/reporting/model.ts';
import { fromInstant, type Instant } from '../../../core/time/local-date-time.ts';
import type { LateRecords } from '../../../services/report/late-records.ts';
import type { Issuance } from '../../../services/signing/issue.ts';
import { Button, Notice, PageHeading, Tabs, Tag } from '../../components/index.ts';
import { useView } from '../../view.ts';
import { at } from './figure.tsx';
import { reportHref, type Which } from './query.ts';

export interface ReportFrame {
  readonly model: ReportModel;
  /** The version shown; null: the log as it stands. */
  readonly version: number | null;
  /** The newest closed version; null where the period is not closed. */
  readonly newest: number | null;
  readonly over: boolean;
  readonly issuance: Issuance | null;
  readonly late: LateRecords | null;
  readonly which: Which;
}

export const instantText = (of: Instant): string => at(fromInstant(of));

export function Frame(props: { readonly frame: ReportFrame; readonly children: ComponentChildren }) {
  const { frame } = props;
  const { model, which, version } = frame;
  const { path } = useView();
  const base = reportHref({ period: which.period });
  const tab = (label: string, rest: string, count?: number) => ({
    label,
    href: reportHref(which, rest),
    current: decodeURIComponent(path) === decodeURIComponent(`${base}${rest}`),
    ...(count === undefined ? {} : { count }),
  });
  const failing = model.checks.filter((check) => !check.holds).length;
  return (
    <>
      <PageHeading
        title={`Báo cáo ${model.period.label}`}
        note={
          <>
            {model.period.range}.{' '}
            {version === null ? <Tag colour="amber">Đang tính</Tag> : <VersionTag frame={frame} />} Số liệu đến{' '}
            {at(model.asOf)}. Mã kiểm tra <code>{model.fingerprint}</code>.
          </>
        }
      >
        <Actions frame={frame} />
      </PageHeading>
      {version !== null && frame.newest !== null && version < frame.newest ? (
        <Notice kind="warning">
          Đây là phiên bản {version}; báo cáo đã có{' '}
          <a href={reportHref({ period: which.period })}>phiên bản {frame.newest}</a> thay thế.
        </Notice>
      ) : null}
      {frame.late === null || frame.late.dossiers === 0 ? null : (
        <Notice kind="warning">
          Sau khi chốt có {formatInteger(frame.late.dossiers)} hồ sơ được ghi hoặc sửa cho thời gian đến hết kỳ. Bản đã
          chốt giữ nguyên; <a href={`${reportHref({ period: which.period }, '/phien-ban')}#ghi-sau`}>xem các hồ sơ</a>,{' '}
          <a href={reportHref({ period: which.period, live: true })}>số tính lại lúc này</a>; khác nhau thì chốt lại
          thành số liệu điều chỉnh.
        </Notice>
      )}
      {version === null && frame.newest !== null ? (
        <Notice kind="info">
          Số liệu tính lại từ nhật ký lúc này, không phải bản đã chốt.{' '}
          <a href={reportHref({ period: which.period })}>Xem phiên bản {frame.newest} đã chốt</a>.
        </Notice>
      ) : null}
      <Tabs
        label="Phần của báo cáo"
        tabs={[
          tab('Thuyết minh', ''),
          ...model.forms.map((form) => tab(`Biểu ${form.shortCode}`, `/bieu/${form.shortCode}`)),
          tab('Kiểm tra', '/kiem-tra', failing),
          tab('Phiên bản, ký', '/phien-ban'),
        ]}
      />
      {props.children}
    </>
  );
}

function VersionTag({ frame }: { readonly frame: ReportFrame }) {
  const { issuance } = frame;
  const signatures = issuance?.signatures.length ?? 0;
  return (
    <>
      <Tag colour="green">Đã chốt, phiên bản {frame.version}</Tag>{' '}
      {issuance === null || issuance.issue === null ? null : (
        <Tag colour="blue">
          Số {issuance.issue.number}/{frame.model.document.notation}
        </Tag>
      )}{' '}
      {signatures === 0 ? null : <Tag colour="blue">{signatures === 2 ? 'Đã ký đủ' : 'Người ký đã ký'}</Tag>}
    </>
  );
}

/** The one next step as the main button; the files beside it. */
function Actions({ frame }: { readonly frame: ReportFrame }) {
  const { may } = useView();
  const { which, version, newest, issuance } = frame;
  const here = { period: which.period };
  const next = issuance === null ? null : nextSignature(issuance.signatures.map((signature) => signature.role));
  const current = version !== null && version === newest;
  return (
    <>
      {version === null && newest === null && frame.over && may('report.close') ? (
        <Button href={reportHref(here, '/chot')}>Chốt số liệu</Button>
      ) : null}
      {current && issuance?.issue === null && may('report.number') ? (
        <Button href={reportHref(here, '/cho-so')}>Cho số, ngày</Button>
      ) : null}
      {current && issuance !== null && issuance.issue !== null && next === 'leader' && may('report.sign') ? (
        <Button href={reportHref(here, '/ky')}>Ký báo cáo</Button>
      ) : null}
      {current && issuance !== null && issuance.issue !== null && next === 'organisation' && may('report.seal') ? (
        <Button href={reportHref(here, '/ky')}>Ký của cơ quan</Button>
      ) : null}
      {(['docx', 'xlsx', 'pdf', 'json'] as const).map((format) => (
        <Button key={format} kind="secondary" href={reportHref(which, '/tai-ve', { dang: format })}>
          {format.toUpperCase()}
          <span class="visually-hidden"> (tải về)</span>
        </Button>
      ))}
    </>
  );
}
