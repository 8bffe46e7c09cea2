/** The forms of acts on a report: closing, numbering, signing. */

import { formatCell } from '../../../core/reporting/format.ts';
import { SIGNATURE_ROLE_LABELS, type SignatureRole } from '../../../core/reporting/issue.ts';
import type { CheckModel } from '../../../core/reporting/model.ts';
import type { sinceClosing } from '../../../services/report/moved-dossiers.ts';
import {
  Button,
  ButtonRow,
  DateField,
  DescriptionList,
  ErrorSummary,
  FileField,
  Form,
  type FormState,
  Notice,
  PageHeading,
  TextArea,
  TextField,
} from '../../components/index.ts';
import { adviceFor } from './advice.ts';
import { instantText, type ReportFrame } from './frame.tsx';
import { reportHref } from './query.ts';
import { CellDifferences, MovedDossiers } from './versions.tsx';

export function CloseForm(props: {
  readonly frame: ReportFrame;
  readonly form: FormState;
  /** Against the newest version; null: nothing is closed yet. */
  readonly changed: Awaited<ReturnType<typeof sinceClosing>> | null;
}) {
  const { frame, form, changed } = props;
  const { model } = frame;
  const here = { period: frame.which.period };
  const again = frame.newest !== null;
  const blocking = model.checks.filter((check) => !check.holds && check.severity === 'error');
  const warnings = model.checks.filter((check) => !check.holds && check.severity === 'warning');
  const total = model.forms.find((of) => of.shortCode === 'II.06a')?.parts[0]?.total;
  return (
    <>
      <PageHeading title={again ? 'Chốt lại (số liệu điều chỉnh)' : `Chốt số liệu ${model.period.label}`} />
      {changed === null || frame.newest === null ? null : changed.cells.length === 0 ? (
        <Notice kind="info">
          Không ô số liệu nào khác phiên bản {frame.newest}. Chốt lại chỉ tạo phiên bản mới khi thuyết minh đã đổi.
        </Notice>
      ) : (
        <>
          <CellDifferences
            cells={changed.cells}
            from={{ label: `phiên bản ${frame.newest}`, which: { ...here, version: frame.newest } }}
            to={{ label: 'lúc này', which: { ...here, live: true } }}
          />
          <MovedDossiers moved={changed.moved} />
        </>
      )}
      <div class="panel">
        <ErrorSummary form={form} title="Chưa chốt được:" />
        {frame.over || Object.keys(form.errors).length > 0 ? null : (
          <Notice kind="info">
            {model.period.label} chưa kết thúc ({model.period.range}). Sau ngày cuối của kỳ mới chốt được; dưới đây là
            số liệu đến lúc này.
          </Notice>
        )}
        <CheckList title="Chặn chốt số liệu:" kind="error" checks={blocking} />
        <CheckList title="Nên xem lại trước khi chốt:" kind="warning" checks={warnings} />
        <p>
          Khi chốt, những điều sau được giữ nguyên mãi: mọi số trong {model.forms.length} biểu và trong thuyết minh,
          định nghĩa của từng số, và danh sách hồ sơ đứng sau từng số, như nhật ký biết đến lúc chốt. Sửa hồ sơ về sau
          không đổi bản này; muốn đổi thì chốt lại thành phiên bản mới kèm chênh lệch.
        </p>
        <DescriptionList
          facts={[
            { term: 'Kỳ', value: `${model.period.label}. ${model.period.range}` },
            ...(total === null || total === undefined
              ? []
              : [
                  {
                    term: 'Biểu II.06a',
                    value: `tiếp nhận ${formatCell(total.cells['3'] ?? 0, 'integer')}, đã giải quyết ${formatCell(total.cells['7'] ?? 0, 'integer')}, đang giải quyết ${formatCell(total.cells['11'] ?? 0, 'integer')}`,
                  },
                ]),
            { term: 'Mã kiểm tra', value: <code>{model.fingerprint}</code> },
            { term: 'Phiên bản', value: String((frame.newest ?? 0) + 1) },
          ]}
        />
        <Form action={reportHref(here, '/chot')} once>
          {again ? (
            <TextArea
              name="reason"
              label="Lý do điều chỉnh"
              hint="In trong bản so sánh hai phiên bản."
              form={form}
              rows={2}
              maxLength={500}
            />
          ) : null}
          <ButtonRow>
            {blocking.length > 0 || !frame.over ? null : <Button>{again ? 'Chốt lại' : 'Chốt số liệu'}</Button>}
            <Button kind="secondary" href={reportHref(here)}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>
  );
}

function CheckList(props: {
  readonly title: string;
  readonly kind: 'error' | 'warning';
  readonly checks: readonly CheckModel[];
}) {
  if (props.checks.length === 0) return null;
  return (
    <Notice kind={props.kind}>
      <strong>{props.title}</strong>
      <ul>
        {props.checks.map((check) => (
          <li key={check.code + check.message}>
            {check.code}: {check.message} {adviceFor(check)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function NumberForm({ frame, form }: { readonly frame: ReportFrame; readonly form: FormState }) {
  const here = { period: frame.which.period };
  const signed = (frame.issuance?.signatures.length ?? 0) > 0;
  const issue = frame.issuance?.issue ?? null;
  return (
    <>
      <PageHeading
        title="Cho số, ngày báo cáo"
        note={`${frame.model.period.label}, phiên bản ${frame.version}. Số và ngày in ở đầu báo cáo, không đổi số liệu nào.`}
      />
      <div class="panel">
        <ErrorSummary form={form} />
        {signed ? (
          <Notice kind="warning">
            Báo cáo đã ký với số {issue?.number}. Đổi số hoặc ngày thì phải ký lại; bản đã ký vẫn được giữ.
          </Notice>
        ) : null}
        <Form action={reportHref(here, '/cho-so')} once guardUnsaved>
          <input type="hidden" name="version" value={String(frame.version)} />
          <TextField
            name="number"
            label="Số văn bản"
            hint={`Theo sổ đăng ký văn bản đi; ký hiệu ${frame.model.document.notation} được in kèm.`}
            form={form}
            width={6}
            maxLength={6}
            autofocus
            {...(issue === null ? {} : { value: issue.number })}
            suffix={`/${frame.model.document.notation}`}
          />
          <DateField
            name="date"
            label="Ngày ban hành"
            form={form}
            {...(issue === null ? {} : { value: issue.date.split('-').reverse().join('/') })}
          />
          <ButtonRow>
            <Button>Ghi số, ngày</Button>
            <Button kind="secondary" href={reportHref(here, '/phien-ban')}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>
  );
}

export function SignForm(props: {
  readonly frame: ReportFrame;
  readonly form: FormState;
  readonly role: SignatureRole;
}) {
  const { frame, form, role } = props;
  const here = { period: frame.which.period };
  const issue = frame.issuance?.issue;
  return (
    <>
      <PageHeading
        title={role === 'leader' ? 'Ký báo cáo' : 'Ký số của cơ quan'}
        note={`${frame.model.period.label}, phiên bản ${frame.version}`}
      />
      <div class="panel">
        <ErrorSummary form={form} title="Chưa ký được:" />
        <DescriptionList
          facts={[
            { term: 'Báo cáo số', value: `${issue?.number}/${frame.model.document.notation}` },
            { term: 'Mã kiểm tra', value: <code>{frame.model.fingerprint}</code> },
            { term: 'Chữ ký', value: SIGNATURE_ROLE_LABELS[role] },
            ...(frame.issuance?.signatures ?? []).map((signature) => ({
              term: 'Đã ký',
              value: `${signature.signer}, ${instantText(signature.signedAt)}`,
            })),
            {
              term: 'Tệp sẽ ký',
              value:
                role === 'leader' ? (
                  <a href={reportHref(here, '/tai-ve', { dang: 'pdf' })}>Xem PDF trước khi ký</a>
                ) : (
                  'bản PDF mà người có thẩm quyền đã ký'
                ),
            },
          ]}
        />
        <Form action={reportHref(here, '/ky')} multipart once>
          <input type="hidden" name="version" value={String(frame.version)} />
          <input type="hidden" name="role" value={role} />
          <FileField
            name="certificate"
            label="Tệp chứng thư số (.p12, .pfx)"
            hint="Chỉ dùng cho lần ký này, không lưu lại."
            accept=".p12,.pfx"
            form={form}
          />
          <TextField
            name="password"
            type="password"
            label="Mật khẩu của tệp chứng thư số"
            hint="Không lưu và không ghi vào nhật ký."
            form={form}
            width={20}
            maxLength={200}
          />
          <ButtonRow>
            <Button>{role === 'leader' ? 'Ký báo cáo' : 'Ký của cơ quan'}</Button>
            <Button kind="secondary" href={reportHref(here, '/phien-ban')}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>
  );
}
