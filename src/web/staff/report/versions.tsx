/** Checks of a report, its versions with what was signed, and the differences between two of them. */

import { formatInteger } from '../../../core/reporting/format.ts';
import { SIGNATURE_ROLE_LABELS } from '../../../core/reporting/issue.ts';
import type { CheckModel, ReportModel } from '../../../core/reporting/model.ts';
import { formatDate } from '../../../core/time/plain-date.ts';
import type { Comparison } from '../../../services/report/compare-reports.ts';
import { type LateRecords, MOST_LATE_RECORDS } from '../../../services/report/late-records.ts';
import type { PeriodEntry } from '../../../services/report/list-periods.ts';
import type { Verification } from '../../../services/report/verify-report.ts';
import type { Issuance } from '../../../services/signing/issue.ts';
import { actLabel } from '../../../services/work/undo-act.ts';
import { Button, ButtonRow, EmptyState, Notice, PageHeading, Section, Table, Tag } from '../../components/index.ts';
import { useView } from '../../view.ts';
import { dossierHref } from '../search/pages.tsx';
import { adviceFor } from './advice.ts';
import { at } from './figure.tsx';
import { instantText, type ReportFrame } from './frame.tsx';
import { reportHref } from './query.ts';

const order = (check: CheckModel): number => (check.holds ? 2 : check.severity === 'error' ? 0 : 1);

export function Checks({ model }: { readonly model: ReportModel }) {
  const checks = [...model.checks].sort((a, b) => order(a) - order(b));
  const blocking = checks.filter((check) => order(check) === 0).length;
  const warnings = checks.filter((check) => order(check) === 1).length;
  return (
    <>
      <Notice kind={blocking > 0 ? 'error' : warnings > 0 ? 'warning' : 'success'}>
        {blocking > 0
          ? `${blocking} kiểm tra không đạt, chưa chốt và ký được.`
          : warnings > 0
            ? `Chốt và ký được; có ${warnings} điều cần xem lại.`
            : `Cả ${checks.length} kiểm tra đều đạt.`}
      </Notice>
      <Table
        caption="Các kiểm tra"
        hideCaption
        rows={checks}
        rowKey={(check) => `${check.code} ${check.message}`}
        columns={[
          { title: 'Số', heading: true, noWrap: true, cell: (check) => check.code },
          {
            title: 'Kết quả',
            noWrap: true,
            cell: (check) =>
              check.holds ? (
                <Tag colour="green">Đạt</Tag>
              ) : check.severity === 'error' ? (
                <Tag colour="red">Chặn ký</Tag>
              ) : (
                <Tag colour="amber">Xem lại</Tag>
              ),
          },
          { title: 'Nội dung', cell: (check) => check.message },
          { title: 'Cần làm', cell: (check) => adviceFor(check) },
        ]}
      />
    </>
  );
}

export interface VersionRow {
  readonly version: PeriodEntry['versions'][number];
  readonly issuance: Issuance;
  readonly fingerprint: string;
}

export function Versions({ frame, rows }: { readonly frame: ReportFrame; readonly rows: readonly VersionRow[] }) {
  const { may } = useView();
  const here = { period: frame.which.period };
  if (rows.length === 0)
    return (
      <EmptyState title="Kỳ này chưa chốt số liệu.">
        <p>
          {frame.over
            ? 'Chốt xong sẽ có phiên bản 1, văn thư cho số và lãnh đạo ký trên phiên bản đó.'
            : 'Kỳ còn đang diễn ra; chốt được sau ngày cuối kỳ.'}
        </p>
      </EmptyState>
    );
  return (
    <>
      {rows.map(({ version, issuance, fingerprint }, index) => (
        <Section key={version.version} title={`Phiên bản ${version.version}`}>
          <p>
            Chốt lúc {instantText(version.closedAt)} bởi {version.closedBy}. {version.reason}. Mã kiểm tra{' '}
            <code>{fingerprint}</code>.
          </p>
          <Signing issuance={issuance} notation={frame.model.document.notation} here={here} version={version.version} />
          <ButtonRow>
            <Button kind="quiet" href={reportHref({ ...here, version: version.version })}>
              Xem
            </Button>
            <Button kind="quiet" href={reportHref({ ...here, version: version.version }, '/kiem-chung')}>
              Kiểm chứng
            </Button>
            {index + 1 < rows.length ? (
              <Button
                kind="quiet"
                href={reportHref(here, '/so-sanh', {
                  tu: String(rows[index + 1]?.version.version),
                  den: String(version.version),
                })}
              >
                So với phiên bản {rows[index + 1]?.version.version}
              </Button>
            ) : null}
            {index === 0 && may('report.number') ? (
              <Button kind="quiet" href={reportHref(here, '/cho-so')}>
                {issuance.issue === null ? 'Cho số, ngày' : 'Đổi số, ngày'}
              </Button>
            ) : null}
          </ButtonRow>
        </Section>
      ))}
      {frame.late === null || frame.late.dossiers === 0 ? null : <LateTable late={frame.late} />}
      {may('report.close') ? (
        <p>
          <a href={reportHref({ ...here, live: true })}>Xem số liệu tính lại lúc này</a> hoặc{' '}
          <a href={reportHref(here, '/chot')}>chốt lại (số liệu điều chỉnh)</a> nếu có hồ sơ được sửa sau khi chốt.
        </p>
      ) : null}
    </>
  );
}

/** What was recorded after the newest closing for the time up to the period's end. */
function LateTable({ late }: { readonly late: LateRecords }) {
  const shown = late.records.length;
  return (
    <Section title="Ghi sau khi chốt" id="ghi-sau">
      <Table
        caption={`${formatInteger(late.dossiers)} hồ sơ được ghi hoặc sửa sau khi chốt cho thời gian đến hết kỳ${shown < MOST_LATE_RECORDS ? '' : `; ${formatInteger(shown)} việc ghi gần nhất`}`}
        rows={late.records}
        rowKey={(record) => `${record.dossierCode} ${record.recordedAt} ${record.act}`}
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: true,
            cell: (record) => <a href={dossierHref(record.dossierCode)}>{record.dossierCode}</a>,
          },
          {
            title: 'Việc',
            cell: (record) =>
              record.act === 'retract'
                ? 'Hoàn tác, đính chính'
                : record.act === 'ledgerLine'
                  ? 'Nhập sổ theo dõi'
                  : actLabel(record.act),
          },
          { title: 'Xảy ra lúc', noWrap: true, cell: (record) => at(record.happenedAt) },
          { title: 'Ghi lúc', noWrap: true, cell: (record) => instantText(record.recordedAt) },
          { title: 'Người ghi', minor: true, cell: (record) => record.actor },
          { title: 'Lý do', minor: true, cell: (record) => record.reason },
        ]}
      />
    </Section>
  );
}

function Signing(props: {
  readonly issuance: Issuance;
  readonly notation: string;
  readonly here: { readonly period: string };
  readonly version: number;
}) {
  const { issuance } = props;
  const issues = [...(issuance.issue === null ? [] : [issuance.issue]), ...[...issuance.earlier].reverse()];
  if (issues.length === 0) return <p class="soft">Chưa cho số, chưa ký.</p>;
  const all = [...issuance.signatures, ...issuance.earlierSignatures];
  return (
    <ul>
      {issues.map((issue) => (
        <li key={issue.issue}>
          Số {issue.number}/{props.notation}, ngày {formatDate(issue.date)}
          {issue.issue === issuance.issue?.issue ? '' : ' (đã thay)'}
          {all
            .filter((signature) => signature.issue === issue.issue)
            .map((signature) => (
              <div key={signature.place}>
                {SIGNATURE_ROLE_LABELS[signature.role]}: {signature.signer}, {instantText(signature.signedAt)}.{' '}
                <a href={reportHref(props.here, `/ban-ky/${props.version}/${signature.issue}/${signature.place}`)}>
                  Tải bản ký {signature.fileName}
                </a>{' '}
                <span class="soft">SHA-256 {signature.sha256.slice(0, 16)}…</span>
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}

const shown = (value: number | string | null): string =>
  value === null ? '–' : typeof value === 'number' ? formatInteger(value) : value;

export function Differences({ of, period }: { readonly of: Comparison; readonly period: string }) {
  return (
    <>
      <PageHeading
        title={`Khác nhau giữa ${of.from} và ${of.to}`}
        {...(of.reason === null ? {} : { note: `Lý do: ${of.reason}` })}
      />
      <Table
        caption={`${formatInteger(of.cells.length)} ô số liệu khác nhau`}
        rows={of.cells}
        rowKey={(cell) => `${cell.form} ${cell.part} ${cell.row} ${cell.column}`}
        empty={<EmptyState title="Không ô số liệu nào khác nhau." />}
        columns={[
          { title: 'Biểu', noWrap: true, cell: (cell) => cell.form },
          { title: 'Hàng', heading: true, cell: (cell) => cell.row },
          { title: 'Cột', noWrap: true, cell: (cell) => `(${cell.column})` },
          { title: of.from, numeric: true, cell: (cell) => shown(cell.from) },
          { title: of.to, numeric: true, cell: (cell) => shown(cell.to) },
          {
            title: 'Chênh lệch',
            numeric: true,
            cell: (cell) =>
              cell.sameFigure
                ? 'từ các hồ sơ khác'
                : typeof cell.from === 'number' && typeof cell.to === 'number'
                  ? `${cell.to > cell.from ? '+' : ''}${formatInteger(cell.to - cell.from)}`
                  : '',
          },
        ]}
      />
      <Section title="Hồ sơ làm nên khác nhau">
        <Table
          caption={`${formatInteger(of.dossiers.length)} hồ sơ được ghi hoặc sửa giữa hai lần chốt`}
          rows={of.dossiers.slice(0, 200)}
          rowKey={(dossier) => dossier.dossierCode}
          empty={<EmptyState title="Không có hồ sơ nào." />}
          columns={[
            {
              title: 'Mã hồ sơ',
              heading: true,
              noWrap: true,
              cell: (dossier) => <a href={dossierHref(dossier.dossierCode)}>{dossier.dossierCode}</a>,
            },
            { title: 'Thay đổi', cell: (dossier) => (dossier.change === 'added' ? 'Ghi thêm' : 'Sửa') },
            { title: 'Ghi lúc', noWrap: true, cell: (dossier) => instantText(dossier.recordedAt) },
            { title: 'Người ghi', cell: (dossier) => dossier.actor },
          ]}
        />
      </Section>
      <p>
        <a href={reportHref({ period }, '/phien-ban')}>Về danh sách phiên bản</a>
      </p>
    </>
  );
}

export function Verified({ of, period }: { readonly of: Verification; readonly period: string }) {
  return (
    <>
      <PageHeading title={`Kiểm chứng phiên bản ${of.version}`} />
      <Notice kind={of.holds ? 'success' : 'error'}>
        {of.holds
          ? `Lập lại từ nhật ký như lúc chốt: ${formatInteger(of.cells)} ô số liệu và ${formatInteger(of.dossiers)} hồ sơ đều khớp. Báo cáo không bị sửa.`
          : `Lập lại từ nhật ký như lúc chốt có ${of.faults.length} điểm không khớp. Hãy báo người quản trị; đừng ký hay gửi bản này.`}
      </Notice>
      {of.faults.length === 0 ? null : (
        <ul>
          {of.faults.slice(0, 100).map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <p>
        <a href={reportHref({ period }, '/phien-ban')}>Về danh sách phiên bản</a>
      </p>
    </>
  );
}
