/** The second step of signing in: a code of the app, a recovery code, or a passkey. */
import { z } from 'zod';
import { readAccountDetail } from '../../../services/accounts.ts';
import {
  confirmPasskey,
  type PasskeySite,
  passkeyAuthenticationOptions,
  passkeysPossible,
} from '../../../services/passkeys.ts';
import { confirmSecondFactor } from '../../../services/sign-in.ts';
import {
  Button,
  ButtonRow,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  TextField,
} from '../../components/index.ts';
import type { AppContext, AppRouter } from '../../env.ts';
import { errorPage } from '../../errors.tsx';
import { requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { page } from '../../page.tsx';
import { PasskeyBox } from './passkey-box.tsx';
import { callerOf, goOn, STEP_PATHS, signInDeps } from './steps.ts';

const CODE = z.object({ code: requiredText('mã xác thực', 40) });
const ANSWER = z.object({ answer: requiredText('câu trả lời của khóa', 16_000) });

const WRONG = 'Mã không đúng, đã dùng rồi, hoặc tài khoản vừa bị khóa tạm. Hãy đợi mã mới trong ứng dụng rồi nhập lại.';

export const siteOf = (c: AppContext): PasskeySite => ({
  origin: c.get('origin'),
  name: c.get('unit')?.shortName ?? '',
});

function SecondFactor({
  form,
  hasTotp,
  hasPasskey,
}: {
  readonly form: FormState;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
}) {
  return (
    <>
      <PageHeading title="Xác thực bước hai" />
      <ErrorSummary form={form} title="Chưa xác thực được" />
      {hasPasskey ? (
        <PasskeyBox
          act="authenticate"
          optionsPath="/dang-nhap/buoc-hai/khoa/yeu-cau"
          action="/dang-nhap/buoc-hai/khoa"
          button="Dùng khóa truy cập"
        />
      ) : null}
      <Form action={STEP_PATHS.secondFactor}>
        <TextField
          name="code"
          label="Mã xác thực"
          hint={
            hasTotp
              ? 'Mã 6 số đang hiện trong ứng dụng xác thực, hoặc một mã khôi phục nếu không có điện thoại.'
              : 'Một mã khôi phục, nếu không có khóa truy cập bên mình.'
          }
          form={form}
          autocomplete="one-time-code"
          // Recovery codes have letters, which a phone's keypad for figures does not offer.
          inputMode="text"
          maxLength={40}
          width={14}
          autofocus
        />
        <ButtonRow>
          <Button>Tiếp tục</Button>
        </ButtonRow>
      </Form>
      <Form action="/dang-xuat">
        <p>
          <button type="submit" class="as-link">
            Đăng nhập bằng tài khoản khác
          </button>
        </p>
      </Form>
    </>
  );
}

async function show(c: AppContext, form: FormState): Promise<Response> {
  const session = c.get('session');
  if (session === undefined || session.stage !== 'secondFactor') return c.redirect('/dang-nhap', 303);
  const detail = await readAccountDetail(c.get('deps').installation, session);
  const hasPasskey = (detail?.passkeys.length ?? 0) > 0 && passkeysPossible(c.get('origin'));
  return page(
    c,
    {
      title: 'Xác thực bước hai',
      bare: true,
      form,
      ...(hasPasskey ? { scripts: ['webauthn.js', 'passkey.js'] } : {}),
    },
    <SecondFactor form={form} hasTotp={detail?.hasTotp === true} hasPasskey={hasPasskey} />,
  );
}

export function secondFactorPages(app: AppRouter): void {
  app.get(STEP_PATHS.secondFactor, (c) => show(c, EMPTY_FORM));

  app.post(STEP_PATHS.secondFactor, async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'secondFactor') return c.redirect('/dang-nhap', 303);
    const read = await readForm(c, CODE);
    if (!read.ok) return show(c, read.form);
    const result = await confirmSecondFactor(signInDeps(c), session, { ...read.values, caller: callerOf(c) });
    if (result.ok) return goOn(c, result);
    if (result.reason === 'tooMany') return errorPage(c, 429, 'tooMany');
    return show(c, withError(EMPTY_FORM, 'code', WRONG));
  });

  app.post('/dang-nhap/buoc-hai/khoa/yeu-cau', async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'secondFactor') return c.json({ error: 'signIn' }, 403);
    return c.json(await passkeyAuthenticationOptions(signInDeps(c), session, siteOf(c)));
  });

  app.post('/dang-nhap/buoc-hai/khoa', async (c) => {
    const session = c.get('session');
    if (session === undefined || session.stage !== 'secondFactor') return c.redirect('/dang-nhap', 303);
    const read = await readForm(c, ANSWER);
    if (!read.ok) return show(c, withError(EMPTY_FORM, '', 'Khóa truy cập chưa trả lời. Hãy thử lại.'));
    const result = await confirmPasskey(signInDeps(c), session, siteOf(c), { ...read.values, caller: callerOf(c) });
    if (result.ok) return goOn(c, result);
    if (result.reason === 'tooMany') return errorPage(c, 429, 'tooMany');
    return show(c, withError(EMPTY_FORM, '', 'Khóa truy cập chưa được xác nhận. Hãy thử lại, hoặc nhập mã.'));
  });
}
