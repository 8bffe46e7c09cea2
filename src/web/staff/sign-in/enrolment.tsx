/** First sign-in: a password of one's own, then the second factor with its recovery codes. */
import { z } from 'zod';
import { SHORTEST_PASSWORD } from '../../../core/access/login-name.ts';
import { readAccountDetail } from '../../../services/accounts.ts';
import { confirmTotp, finishEnrolment, proposeTotp, replaceGivenPassword } from '../../../services/enrolment.ts';
import { passkeyRegistrationOptions, passkeysPossible, registerPasskey } from '../../../services/passkeys.ts';
import { totpAddress } from '../../../services/second-factor.ts';
import {
  Button,
  ButtonRow,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
  PageHeading,
  TextField,
} from '../../components/index.ts';
import { QrCode } from '../../components/qr.tsx';
import type { AppContext, AppRouter } from '../../env.ts';
import { requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { page } from '../../page.tsx';
import { PasskeyBox } from './passkey-box.tsx';
import { siteOf } from './second-factor.tsx';
import { callerOf, goOn, LOCKED_SENTENCE, STEP_PATHS, signInDeps } from './steps.ts';

const CODE = z.object({ code: requiredText('mã 6 số', 40) });
const ANSWER = z.object({ answer: requiredText('câu trả lời của khóa', 16_000) });
export const NEW_PASSWORD = z.object({
  password: requiredText('mật khẩu mới', 1000),
  again: requiredText('lại mật khẩu mới', 1000),
});
export const PASSWORD_HINT = `Ít nhất ${SHORTEST_PASSWORD} ký tự. Một câu dễ nhớ tốt hơn một từ khó nhớ.`;
export const NOT_THE_SAME = 'Hai lần nhập không giống nhau. Hãy nhập lại.';

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <>
      <p>
        Mỗi mã dùng được một lần, thay cho điện thoại hoặc khóa khi mất. Hãy in hoặc chép lại và cất nơi kín. Hệ thống
        không hiện lại các mã này.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A secret in groups of four, as people type it. */
export const spaced = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ');

/** The code to scan, the same as text, and the field for the first code. */
export function TotpSetUp(props: {
  readonly secret: string;
  readonly address: string;
  readonly form: FormState;
  readonly action: string;
}) {
  return (
    <>
      <ol>
        <li>Mở ứng dụng xác thực trên điện thoại (loại tạo mã 6 số) và quét mã QR này.</li>
        <li>Nhập mã 6 số mà ứng dụng hiện ra.</li>
      </ol>
      <QrCode text={props.address} label="Mã QR để thêm tài khoản vào ứng dụng xác thực" />
      <details>
        <summary>Không quét được? Nhập khóa bằng tay</summary>
        <p>
          <code class="secret">{spaced(props.secret)}</code>
        </p>
      </details>
      <Form action={props.action}>
        <TextField
          name="code"
          label="Mã 6 số trong ứng dụng"
          form={props.form}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={40}
          width={10}
        />
        <ButtonRow>
          <Button>Xác nhận</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

async function showEnrolment(c: AppContext, form: FormState): Promise<Response> {
  const session = c.get('session');
  if (session === undefined || session.stage !== 'enrol') return c.redirect('/dang-nhap', 303);
  const deps = signInDeps(c);
  const secret = await proposeTotp(deps, session);
  const detail = await readAccountDetail(deps.installation, session);
  const address = totpAddress(secret, detail?.loginName ?? '', c.get('unit')?.shortName ?? '');
  const withPasskeys = passkeysPossible(c.get('origin'));
  return page(
    c,
    {
      title: 'Thiết lập xác thực bước hai',
      bare: true,
      form,
      ...(withPasskeys ? { scripts: ['webauthn.js', 'passkey.js'] } : {}),
    },
    <>
      <PageHeading
        title="Thiết lập xác thực bước hai"
        note="Từ lần sau, ngoài mật khẩu cần thêm mã này, để người biết mật khẩu của bạn vẫn không vào được."
      />
      <ErrorSummary form={form} title="Chưa thiết lập được" />
      <TotpSetUp secret={secret} address={address} form={form} action={STEP_PATHS.enrol} />
      {withPasskeys ? (
        <PasskeyBox
          act="register"
          optionsPath="/dang-nhap/thiet-lap/khoa/yeu-cau"
          action="/dang-nhap/thiet-lap/khoa"
          button="Dùng khóa truy cập (vân tay, khóa USB) thay cho ứng dụng"
        />
      ) : null}
    </>,
  );
}

function showCodes(c: AppContext, codes: readonly string[]): Response {
  return page(
    c,
    { title: 'Mã khôi phục', bare: true },
    <>
      <PageHeading title="Mã khôi phục" />
      <Notice kind="success">Đã thiết lập xác thực bước hai.</Notice>
      <RecoveryCodes codes={codes} />
      <Form action="/dang-nhap/thiet-lap/xong">
        <ButtonRow>
          <Button>Tôi đã cất các mã, vào làm việc</Button>
        </ButtonRow>
      </Form>
    </>,
  );
}

function showPassword(c: AppContext, form: FormState): Response {
  return page(
    c,
    { title: 'Đặt mật khẩu của riêng bạn', bare: true, form },
    <>
      <PageHeading
        title="Đặt mật khẩu của riêng bạn"
        note="Mật khẩu vừa dùng do quản trị cấp, chỉ để đăng nhập lần đầu."
      />
      <ErrorSummary form={form} title="Chưa đổi được mật khẩu" />
      <Form action={STEP_PATHS.password}>
        <TextField
          name="password"
          label="Mật khẩu mới"
          type="password"
          hint={PASSWORD_HINT}
          form={form}
          autocomplete="new-password"
          autofocus
        />
        <TextField name="again" label="Nhập lại mật khẩu mới" type="password" form={form} autocomplete="new-password" />
        <ButtonRow>
          <Button>Đặt mật khẩu</Button>
        </ButtonRow>
      </Form>
    </>,
  );
}

export function enrolmentPages(app: AppRouter): void {
  app.get(STEP_PATHS.password, (c) =>
    c.get('session')?.stage === 'password' ? showPassword(c, EMPTY_FORM) : c.redirect('/dang-nhap', 303),
  );
  app.post(STEP_PATHS.password, async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'password') return c.redirect('/dang-nhap', 303);
    const read = await readForm(c, NEW_PASSWORD);
    const bare = (form: FormState): FormState => ({ typed: {}, errors: form.errors });
    if (!read.ok) return showPassword(c, bare(read.form));
    if (read.values.password !== read.values.again)
      return showPassword(c, withError(EMPTY_FORM, 'again', NOT_THE_SAME));
    const result = await replaceGivenPassword(signInDeps(c), session, {
      password: read.values.password,
      caller: callerOf(c),
    });
    if (result.ok) return goOn(c, result);
    if (result.reason === 'weak') return showPassword(c, withError(EMPTY_FORM, 'password', result.message));
    if (result.reason === 'locked') flash(c, 'error', LOCKED_SENTENCE);
    return c.redirect('/dang-nhap', 303);
  });

  app.get(STEP_PATHS.enrol, (c) => showEnrolment(c, EMPTY_FORM));
  app.post(STEP_PATHS.enrol, async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'enrol') return c.redirect('/dang-nhap', 303);
    const read = await readForm(c, CODE);
    if (!read.ok) return showEnrolment(c, read.form);
    const result = await confirmTotp(signInDeps(c), session, read.values.code);
    return result.ok
      ? showCodes(c, result.recoveryCodes)
      : showEnrolment(c, withError(EMPTY_FORM, 'code', result.message));
  });
  app.post('/dang-nhap/thiet-lap/khoa/yeu-cau', async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'enrol') return c.json({ error: 'signIn' }, 403);
    return c.json(await passkeyRegistrationOptions(signInDeps(c), session, siteOf(c)));
  });
  app.post('/dang-nhap/thiet-lap/khoa', async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'enrol') return c.redirect('/dang-nhap', 303);
    const read = await readForm(c, ANSWER);
    if (!read.ok) return showEnrolment(c, withError(EMPTY_FORM, '', 'Khóa truy cập chưa trả lời. Hãy thử lại.'));
    const result = await registerPasskey(signInDeps(c), session, siteOf(c), {
      answer: read.values.answer,
      label: 'Khóa thiết lập khi đăng nhập lần đầu',
    });
    return result.ok ? showCodes(c, result.recoveryCodes) : showEnrolment(c, withError(EMPTY_FORM, '', result.message));
  });
  app.post('/dang-nhap/thiet-lap/xong', async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'enrol') return c.redirect('/dang-nhap', 303);
    const result = await finishEnrolment(signInDeps(c), session, callerOf(c));
    if (result.ok) return goOn(c, result);
    if (result.reason !== 'locked') return c.redirect(STEP_PATHS.enrol, 303);
    flash(c, 'error', LOCKED_SENTENCE);
    return c.redirect('/dang-nhap', 303);
  });
}
