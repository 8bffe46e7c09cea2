/** Checks of a report, its versions with what was signed, and the differences between two of them. */

import { wasCompared } from '../../../core/reporting/equations.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { SIGNATURE_ROLE_LABELS } from '../../../core/reporting/issue.ts';
import type { CheckModel, ReportModel } from '../../../core/reporting/model.ts';
import { formatDate } from '../../../core/time/plain-date.ts';
import type { Comparison } from '../../../services/report/compare-reports.ts';
import { type LateRecords, MOST_LATE_RECORDS } from '../../../services/report/late-records.ts';
import type { PeriodEntry } from '../../../services/report/list-periods.ts';
import type { ExplainedDifference, Move, MovedDossier } from '../../../services/report/moved-dossiers.ts';
import type { Verification } from '../../../services/report/verify-report.ts';
import type { Issuance } from '../../../services/signing/issue.ts';
import { actLabel } from '../../../services/work/undo-act.ts';
import {
  Button,
  ButtonRow,
  DossierCode,
  EmptyState,
  Notice,
  PageHeading,
  Section,
  Table,
  Tag,
} from '../../components/index.ts';
import { useView } from '../../view.ts';
import { dossierHref } from '../search/pages.tsx';
import { adviceFor } from './advice.ts';
import { at } from './figure.tsx';
import { instantText, type ReportFrame } from './frame.tsx';
import { cellHref, reportHref, type Which } from './query.ts';

const order = (check: CheckModel): number =>
  check.holds ? (wasCompared(check) ? 3 : 2) : check.severity === 'error' ? 0 : 1;

export function Checks({ model }: { readonly model: ReportModel }) {
  const checks = [...model.checks].sort((a, b) => order(a) - order(b));
  const blocking = checks.filter((check) => order(check) === 0).length;
  const warnings = checks.filter((check) => order(check) === 1).length;
  const skipped = checks.filter((check) => order(check) === 2).length;
  return (
    <>
      <Notice kind={blocking > 0 ? 'error' : warnings > 0 ? 'warning' : 'success'}>
        {blocking > 0
          ? `${blocking} kiểm tra không đạt, chưa chốt và ký được.`
          : warnings > 0
            ? `Chốt và ký được; có ${warnings} điều cần xem lại.`
            : skipped > 0
              ? `${checks.length - skipped} kiểm tra đều đạt; ${skipped} chưa có gì để đối chiếu.`
              : `Cả ${checks.length} kiểm tra đều đạt.`}
      </Notice>
      <Table
        caption="Các kiểm tra"
        hideCaption
        stack
        rows={checks}
        rowKey={(check) => `${check.code} ${check.message}`}
        columns={[
          { title: 'Số', heading: true, noWrap: true, cell: (check) => check.code },
          {
            title: 'Kết quả',
            noWrap: true,
            cell: (check) =>
              check.holds && !wasCompared(check) ? (
                <Tag colour="grey">Chưa đối chiếu</Tag>
              ) : check.holds ? (
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
          { title: 'Người ghi', minor: true, cell: (record) => record.recordedBy },
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

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `+1`, `−1`; the minus of print, as wide as the plus. */
const difference = (from: number, to: number): string =>
  to > from ? `+${formatInteger(to - from)}` : `−${formatInteger(from - to)}`;

/** Cells that differ between two states of a report; each figure leads to what is behind it in its own state. */
export function CellDifferences(props: {
  readonly cells: readonly ExplainedDifference[];
  readonly from: { readonly label: string; readonly which: Which };
  readonly to: { readonly label: string; readonly which: Which };
}) {
  const figure = (cell: ExplainedDifference, which: Which, value: number | string | null) =>
    value === null || cell.rowKey === '' ? (
      shown(value)
    ) : (
      <a href={cellHref(which, cell.shortCode, cell.rowKey, cell.column)}>{shown(value)}</a>
    );
  return (
    <Table
      caption={`${formatInteger(props.cells.length)} ô số liệu khác nhau`}
      rows={props.cells}
      rowKey={(cell) => `${cell.form} ${cell.part} ${cell.row} ${cell.column}`}
      empty={<EmptyState title="Không ô số liệu nào khác nhau." />}
      columns={[
        { title: 'Biểu', noWrap: true, minor: true, cell: (cell) => cell.shortCode },
        { title: 'Hàng', heading: true, cell: (cell) => cell.row },
        {
          title: 'Cột',
          cell: (cell) => (
            <>
              ({cell.column}) <span class="minor">{cell.heading}</span>
            </>
          ),
        },
        {
          title: capital(props.from.label),
          numeric: true,
          cell: (cell) => figure(cell, props.from.which, cell.from),
        },
        { title: capital(props.to.label), numeric: true, cell: (cell) => figure(cell, props.to.which, cell.to) },
        {
          title: 'Chênh lệch',
          numeric: true,
          cell: (cell) =>
            cell.sameFigure
              ? 'từ các hồ sơ khác'
              : typeof cell.from === 'number' && typeof cell.to === 'number'
                ? difference(cell.from, cell.to)
                : '',
        },
      ]}
    />
  );
}

/** `Hộ tịch: ra khỏi cột (8), vào cột (10)`, a line for each row of a form. */
function movesText(moves: readonly Move[]): string[] {
  const rows = new Map<string, string[]>();
  for (const move of moves) {
    const key = `${move.form}, ${move.row}`;
    rows.set(key, [...(rows.get(key) ?? []), `${move.into ? 'vào' : 'ra khỏi'} cột (${move.column})`]);
  }
  return [...rows].map(([key, texts]) => `${key}: ${texts.join(', ')}`);
}

type Recorded = Comparison['dossiers'][number];

/** Dossiers that make the difference; how and by whom they were changed, where that is known. */
export function MovedDossiers(props: {
  readonly moved: readonly MovedDossier[];
  readonly recorded?: readonly Recorded[];
}) {
  const known = new Map((props.recorded ?? []).map((dossier) => [dossier.dossierCode, dossier]));
  const moved = new Set(props.moved.map((dossier) => dossier.dossierCode));
  const others = [...known.keys()].filter((code) => !moved.has(code)).length;
  const recorded = (dossier: MovedDossier): Recorded | undefined => known.get(dossier.dossierCode);
  return (
    <>
      <Table
        caption={`${formatInteger(props.moved.length)} hồ sơ làm nên khác nhau`}
        rows={props.moved.slice(0, MOST_SHOWN)}
        rowKey={(dossier) => dossier.dossierCode}
        empty={<EmptyState title="Khác nhau không từ hồ sơ nào: từ danh mục, các sổ hoặc định nghĩa." />}
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
          {
            title: 'Đổi ở đâu',
            cell: (dossier) => movesText(dossier.moves).map((text) => <div key={text}>{text}</div>),
          },
          ...(props.recorded === undefined
            ? []
            : [
                {
                  title: 'Vì sao',
                  cell: (dossier: MovedDossier) => {
                    const found = recorded(dossier);
                    if (found === undefined) return '';
                    return `${found.change === 'added' ? 'Ghi thêm' : 'Sửa'}: ${actLabel(found.act)}`;
                  },
                },
                {
                  title: 'Ghi lúc',
                  cell: (dossier: MovedDossier) => {
                    const found = recorded(dossier);
                    return found === undefined ? '' : `${instantText(found.recordedAt)}, ${found.recordedBy}`;
                  },
                },
              ]),
        ]}
      />
      {props.moved.length > MOST_SHOWN ? (
        <p class="soft">Còn {formatInteger(props.moved.length - MOST_SHOWN)} hồ sơ nữa; mở từng số ở bảng trên.</p>
      ) : null}
      {others === 0 ? null : (
        <p class="soft">
          Giữa hai lần chốt còn {formatInteger(others)} hồ sơ được ghi hoặc xử lý tiếp mà không đổi số nào của kỳ này.
        </p>
      )}
    </>
  );
}

const MOST_SHOWN = 200;

export function Differences(props: {
  readonly of: Comparison;
  readonly cells: readonly ExplainedDifference[];
  readonly moved: readonly MovedDossier[];
  readonly period: string;
  readonly versions: readonly [number, number];
}) {
  const { of, period, versions } = props;
  return (
    <>
      <PageHeading
        title={`Khác nhau giữa ${of.from} và ${of.to}`}
        {...(of.reason === null ? {} : { note: `Lý do: ${of.reason}` })}
      />
      <CellDifferences
        cells={props.cells}
        from={{ label: of.from, which: { period, version: versions[0] } }}
        to={{ label: of.to, which: { period, version: versions[1] } }}
      />
      <MovedDossiers moved={props.moved} recorded={of.dossiers} />
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
