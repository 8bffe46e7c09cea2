/** Signing in (đăng nhập): login name and password, then the steps that the account still needs. */
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { beginOidc, completeOidc, oidcCallbackPath } from '../../../services/oidc.ts';
import { endOwnSessions } from '../../../services/sessions.ts';
import { signInWithPassword } from '../../../services/sign-in.ts';
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
import type { AppContext, AppRouter } from '../../env.ts';
import { errorPage } from '../../errors.tsx';
import { requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { dropSessionCookie } from '../../middleware/session.ts';
import { safeReturn } from '../../middleware/sign-in-path.ts';
import { page } from '../../page.tsx';
import { enrolmentPages } from './enrolment.tsx';
import { secondFactorPages } from './second-factor.tsx';
import { callerOf, goOn, LOCKED_SENTENCE, rememberBack, STEP_PATHS, signInDeps } from './steps.ts';

const SIGN_IN = z.object({
  loginName: requiredText('tên đăng nhập', 100),
  password: requiredText('mật khẩu', 1000),
});

/** One sentence for every reason, so that nobody learns which login names exist. */
const WRONG =
  'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa. Nhập sai nhiều lần sẽ bị khóa tạm. Nếu quên mật khẩu, hãy nhờ quản trị đơn vị.';
const STATE_COOKIE = 'motcua_dinh_danh';

function SignIn({ form, providerLabel }: { readonly form: FormState; readonly providerLabel: string | undefined }) {
  return (
    <>
      <PageHeading title="Đăng nhập" />
      <ErrorSummary form={form} title="Chưa đăng nhập được" />
      <Form action="/dang-nhap">
        <TextField
          name="loginName"
          label="Tên đăng nhập"
          form={form}
          autocomplete="username"
          maxLength={100}
          autofocus
        />
        <TextField
          name="password"
          label="Mật khẩu"
          type="password"
          form={form}
          autocomplete="current-password"
          maxLength={1000}
        />
        <ButtonRow>
          <Button>Đăng nhập</Button>
          {providerLabel === undefined ? null : (
            <Button kind="secondary" href="/dang-nhap/dinh-danh">
              Đăng nhập bằng {providerLabel}
            </Button>
          )}
        </ButtonRow>
      </Form>
    </>
  );
}

export function signInPages(app: AppRouter): void {
  const show = (c: AppContext, form: FormState) =>
    page(c, { title: 'Đăng nhập', bare: true, form }, <SignIn form={form} providerLabel={c.get('deps').oidc?.label} />);

  app.get('/dang-nhap', (c) => {
    if (c.get('user') !== undefined) return c.redirect(safeReturn(c.req.query('tiep')), 303);
    rememberBack(c, c.req.query('tiep'));
    return show(c, EMPTY_FORM);
  });

  app.post('/dang-nhap', async (c) => {
    const read = await readForm(c, SIGN_IN);
    const withoutPassword = (form: FormState): FormState => ({
      errors: form.errors,
      typed: { loginName: form.typed['loginName'] ?? [] },
    });
    if (!read.ok) return show(c, withoutPassword(read.form));
    const result = await signInWithPassword(signInDeps(c), { ...read.values, caller: callerOf(c) });
    if (result.ok) return goOn(c, result);
    if (result.reason === 'tooMany') return errorPage(c, 429, 'tooMany');
    return show(c, withError(withoutPassword(read.form), '', WRONG));
  });

  app.post('/dang-xuat', async (c) => {
    const session = c.get('session');
    if (session !== undefined) {
      const { homeUnitId, accountId, sessionId } = session;
      await endOwnSessions(c.get('deps').installation, { homeUnitId, accountId }, { sessionId });
    }
    dropSessionCookie(c);
    return c.redirect('/dang-xuat', 303);
  });
  app.get('/dang-xuat', (c) =>
    page(
      c,
      { title: 'Đã đăng xuất', bare: true },
      <>
        <PageHeading title="Đã đăng xuất" />
        <Notice kind="success">Phiên làm việc trên máy này đã kết thúc.</Notice>
        <ButtonRow>
          <Button href="/dang-nhap">Đăng nhập lại</Button>
        </ButtonRow>
      </>,
    ),
  );

  oidcPages(app);
  secondFactorPages(app);
  enrolmentPages(app);

  // A session in the middle of signing in knows nothing but its next step.
  app.use(async (c, next) => {
    const session = c.get('session');
    if (session === undefined || session.stage === 'complete') return next();
    return c.redirect(STEP_PATHS[session.stage], 303);
  });
}

function oidcPages(app: AppRouter): void {
  app.get('/dang-nhap/dinh-danh', async (c) => {
    const provider = c.get('deps').oidc;
    if (provider === undefined) return errorPage(c, 404, 'notFound');
    const begun = await beginOidc(signInDeps(c), provider, c.get('origin'));
    if (begun === undefined) {
      flash(c, 'error', `Không liên lạc được với ${provider.label}. Hãy đăng nhập bằng mật khẩu hoặc thử lại sau.`);
      return c.redirect('/dang-nhap', 303);
    }
    setCookie(c, STATE_COOKIE, begun.state, {
      httpOnly: true,
      // The provider sends the browser back from its own site, by a link: lax cookies come along.
      sameSite: 'Lax',
      path: oidcCallbackPath,
      maxAge: 600,
      secure: c.get('origin').startsWith('https:'),
    });
    return c.redirect(begun.address, 303);
  });

  app.get(oidcCallbackPath, async (c) => {
    const provider = c.get('deps').oidc;
    if (provider === undefined) return errorPage(c, 404, 'notFound');
    const asked = new URL(c.req.url);
    const result = await completeOidc(signInDeps(c), provider, {
      address: new URL(`${asked.pathname}${asked.search}`, c.get('origin')),
      state: getCookie(c, STATE_COOKIE),
      caller: callerOf(c),
    });
    if (result.ok) return goOn(c, result);
    if (result.reason === 'tooMany') return errorPage(c, 429, 'tooMany');
    const said: Record<typeof result.reason, string> = {
      notLinked: `Người vừa được ${provider.label} xác nhận chưa được gắn với tài khoản nào ở đây, hoặc tài khoản ấy đang ngừng dùng. Hãy nhờ quản trị đơn vị gắn mã định danh.`,
      // The provider has said who this is: they may know more than somebody who types a name.
      locked: LOCKED_SENTENCE,
      refused: `Chưa đăng nhập được: ${provider.label} không xác nhận. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.`,
    };
    flash(c, 'error', said[result.reason]);
    return c.redirect('/dang-nhap', 303);
  });
}
