/** Acts on a report: closing, numbering, signing. Each asks first and says afterwards what was done. */
import { z } from 'zod';
import { permits } from '../../../core/access/permissions.ts';
import {
  nextSignature,
  SIGNATURE_ROLE_LABELS,
  SIGNATURE_ROLES,
  type SignatureRole,
} from '../../../core/reporting/issue.ts';
import { ServiceError } from '../../../services/errors.ts';
import type { RestatementDifferences } from '../../../services/report/close-report.ts';
import { SAME_FIGURES } from '../../../services/report/differences.ts';
import { sinceClosing } from '../../../services/report/moved-dossiers.ts';
import { closeReportAs } from '../../../services/signing/close-as.ts';
import { numberReport } from '../../../services/signing/issue.ts';
import { ACT_OF_ROLE, MOST_CERTIFICATE_BYTES, signReport } from '../../../services/signing/sign-report.ts';
import { EMPTY_FORM, type FormState } from '../../components/index.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { choice, date, files, longText, requiredText, wholeNumber } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { CloseForm, NumberForm, SignForm } from './acts.tsx';
import { frameOf, orRefusal } from './load.ts';
import { PATH, periodName, reportHref } from './query.ts';

const CLOSE = z.object({ reason: longText('lý do điều chỉnh', 500, false) });
const NUMBER = z.object({
  version: wholeNumber('phiên bản', 1, 10_000),
  number: requiredText('số văn bản', 6),
  date: date('ngày ban hành'),
});
const SIGN = z.object({
  version: wholeNumber('phiên bản', 1, 10_000),
  role: choice('vai trò ký', SIGNATURE_ROLES),
  certificate: files('tệp chứng thư số', { min: 1, maxBytes: MOST_CERTIFICATE_BYTES }),
  password: z.string().max(200, 'Mật khẩu quá dài.'),
});

const crumbs = (period: string, label: string) => [
  { label: 'Báo cáo', href: PATH },
  { label: periodName(period), href: reportHref({ period }) },
  { label },
];
const periodOf = (c: AppContext): string => c.req.param('ky') ?? '';

/** What a new version tells of the one before it, after a space; nothing for the first. */
const sinceBefore = (differences: RestatementDifferences | null): string => {
  if (differences === null) return '';
  return differences.cells.length === 0 ? ` ${SAME_FIGURES}` : ` Khác phiên bản trước ở ${differences.cells.length} ô.`;
};

export function actPages(app: AppRouter): void {
  const showClose = async (c: AppContext, form: FormState): Promise<Response> => {
    // What would be closed is what the log says now, whatever was closed before.
    const frame = await frameOf(c, true);
    const { unitId } = signedIn(c);
    const changed =
      frame.newest === null
        ? null
        : await sinceClosing(c.get('deps').installation, { unitId, period: periodOf(c), version: frame.newest });
    return page(
      c,
      { title: 'Chốt số liệu', form, crumbs: crumbs(periodOf(c), 'Chốt số liệu') },
      <CloseForm frame={frame} form={form} changed={changed} />,
    );
  };
  app.get(`${PATH}/:ky/chot`, requires('report.close'), (c) => orRefusal(c, () => showClose(c, EMPTY_FORM)));
  app.post(`${PATH}/:ky/chot`, requires('report.close'), (c) =>
    orRefusal(c, async () => {
      const read = await readForm(c, CLOSE);
      if (!read.ok) return showClose(c, read.form);
      try {
        const done = await closeReportAs(c.get('deps').installation, {
          user: signedIn(c),
          period: periodOf(c),
          reason: read.values.reason,
        });
        flash(
          c,
          done.written ? 'success' : 'warning',
          done.written
            ? `Đã chốt phiên bản ${done.version}, mã kiểm tra ${done.fingerprint}.${sinceBefore(done.differences)}`
            : `Không có gì thay đổi từ phiên bản ${done.version}, nên không tạo phiên bản mới.`,
        );
        return c.redirect(reportHref({ period: periodOf(c) }, '/phien-ban'), 303);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const field = error.code === 'NO_REASON' ? 'reason' : '';
        return showClose(c, withError(read.form, field, [error.message, ...error.details].join(' ')));
      }
    }),
  );

  const showNumber = async (c: AppContext, form: FormState): Promise<Response> => {
    const frame = await frameOf(c);
    if (frame.version === null) throw new ServiceError('NOT_CLOSED', 'Kỳ này chưa chốt số liệu nên chưa cho số được.');
    return page(
      c,
      { title: 'Cho số, ngày báo cáo', form, crumbs: crumbs(periodOf(c), 'Cho số, ngày') },
      <NumberForm frame={frame} form={form} />,
    );
  };
  app.get(`${PATH}/:ky/cho-so`, requires('report.number'), (c) => orRefusal(c, () => showNumber(c, EMPTY_FORM)));
  app.post(`${PATH}/:ky/cho-so`, requires('report.number'), (c) =>
    orRefusal(c, async () => {
      const read = await readForm(c, NUMBER);
      if (!read.ok) return showNumber(c, read.form);
      try {
        const issue = await numberReport(c.get('deps').installation, {
          user: signedIn(c),
          period: periodOf(c),
          ...read.values,
        });
        flash(c, 'success', `Đã cho báo cáo số ${issue.number}, ngày ${issue.date.split('-').reverse().join('/')}.`);
        return c.redirect(reportHref({ period: periodOf(c) }, '/phien-ban'), 303);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        let form = read.form;
        for (const detail of error.details) {
          const [field = '', ...words] = detail.split(': ');
          form = withError(form, field, words.join(': '));
        }
        return showNumber(c, error.details.length > 0 ? form : withError(form, '', error.message));
      }
    }),
  );

  const showSign = async (c: AppContext, form: FormState): Promise<Response> => {
    const frame = await frameOf(c);
    if (frame.issuance === null || frame.issuance.issue === null)
      throw new ServiceError(
        'NOT_NUMBERED',
        'Báo cáo chưa chốt hoặc chưa có số, ngày. Văn thư cho số trước, rồi mới ký.',
      );
    const role = nextSignature(frame.issuance.signatures.map((signature) => signature.role));
    if (role === null) throw new ServiceError('ALREADY_SIGNED', 'Báo cáo đã ký đủ.');
    const user = signedIn(c);
    if (!permits(user, ACT_OF_ROLE[role], user.unitId))
      throw new ServiceError(
        'FORBIDDEN',
        `Báo cáo đang chờ chữ ký «${SIGNATURE_ROLE_LABELS[role]}»; chữ ký này không thuộc vai trò của bạn.`,
      );
    return page(
      c,
      { title: 'Ký báo cáo', form, crumbs: crumbs(periodOf(c), 'Ký') },
      <SignForm frame={frame} form={form} role={role as SignatureRole} />,
    );
  };
  app.get(`${PATH}/:ky/ky`, requires('report.sign', 'report.seal'), (c) => orRefusal(c, () => showSign(c, EMPTY_FORM)));
  app.post(`${PATH}/:ky/ky`, requires('report.sign', 'report.seal'), (c) =>
    orRefusal(c, async () => {
      const read = await readForm(c, SIGN);
      // What was typed as a password is not shown again.
      const form: FormState = { ...read.form, typed: { ...read.form.typed, password: [] } };
      if (!read.ok) return showSign(c, form);
      const [file] = read.values.certificate;
      if (file === undefined) return showSign(c, withError(form, 'certificate', 'Hãy chọn tệp chứng thư số.'));
      try {
        const signature = await signReport(c.get('deps').installation, {
          user: signedIn(c),
          period: periodOf(c),
          version: read.values.version,
          role: read.values.role,
          certificateFile: file.bytes,
          password: read.values.password,
        });
        flash(c, 'success', `Đã ký bằng chứng thư số của ${signature.signer}.`);
        return c.redirect(reportHref({ period: periodOf(c) }, '/phien-ban'), 303);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return showSign(c, withError(form, error.code === 'BAD_CERTIFICATE' ? 'password' : '', error.message));
      }
    }),
  );
}
