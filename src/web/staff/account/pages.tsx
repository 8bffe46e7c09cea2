/** One's own account (tài khoản của tôi): sessions, password, second factor. */
import { z } from 'zod';
import { ROLE_LABELS } from '../../../core/access/permissions.ts';
import { readAccountDetail } from '../../../services/accounts.ts';
import {
  changeOwnPassword,
  confirmTotp,
  proposeTotp,
  removePasskey,
  renewRecoveryCodes,
} from '../../../services/enrolment.ts';
import { passkeyRegistrationOptions, passkeysPossible, registerPasskey } from '../../../services/passkeys.ts';
import { totpAddress } from '../../../services/second-factor.ts';
import { endOwnSessions, listSessions, type Session, type SessionSummary } from '../../../services/sessions.ts';
import {
  Button,
  ButtonRow,
  ConfirmPage,
  DescriptionList,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  Section,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { shownInstant } from '../../dates.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { page } from '../../page.tsx';
import { NEW_PASSWORD, NOT_THE_SAME, PASSWORD_HINT, RecoveryCodes, TotpSetUp } from '../sign-in/enrolment.tsx';
import { PasskeyBox } from '../sign-in/passkey-box.tsx';
import { siteOf } from '../sign-in/second-factor.tsx';
import { signInDeps } from '../sign-in/steps.ts';

const HOME = { label: 'Tài khoản của tôi', href: '/tai-khoan' } as const;

const METHOD_LABELS = {
  // The last proof; the step before it may have been a password or the provider.
  totp: 'Ứng dụng xác thực',
  passkey: 'Khóa truy cập',
  recoveryCode: 'Mã khôi phục',
  oidc: 'Hệ thống định danh',
  oidcMfa: 'Hệ thống định danh',
  enrolment: 'Đăng nhập lần đầu',
  password: 'Mật khẩu',
} as const satisfies Record<SessionSummary['method'], string>;

/** The browser's name for itself in words: which browser on which system. */
export function agentName(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /coc_coc/i.test(agent)
        ? 'Cốc Cốc'
        : /Chrom(e|ium)\//.test(agent)
          ? 'Chrome'
          : /Safari\//.test(agent)
            ? 'Safari'
            : 'Trình duyệt khác';
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Android/.test(agent)
      ? 'Android'
      : /iPhone|iPad/.test(agent)
        ? 'iOS'
        : /Mac OS X/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : '';
  return system === '' ? browser : `${browser} trên ${system}`;
}

function requireSession(c: AppContext): Session {
  const session = c.get('session');
  if (session === undefined) throw new Error('Trang này cần phiên làm việc.');
  return session;
}

async function showAccount(c: AppContext): Promise<Response> {
  const user = signedIn(c);
  const session = requireSession(c);
  const { installation } = c.get('deps');
  const [detail, sessions] = [
    await readAccountDetail(installation, session),
    await listSessions(installation, session),
  ];
  if (detail === undefined) return notFound(c);
  return page(
    c,
    { title: HOME.label },
    <>
      <PageHeading title={HOME.label} />
      <DescriptionList
        columns={2}
        facts={[
          { term: 'Họ và tên', value: user.fullName },
          { term: 'Tên đăng nhập', value: user.loginName },
          { term: 'Chức vụ', value: user.position === '' ? '–' : user.position },
          { term: 'Vai trò', value: user.roles.map((role) => ROLE_LABELS[role]).join(', ') },
        ]}
      />
      <Section title="Cách đăng nhập">
        <Table
          caption="Mật khẩu và xác thực bước hai"
          hideCaption
          rows={[
            ...(detail.hasPassword
              ? [{ name: 'Mật khẩu', state: 'Đã đặt', href: '/tai-khoan/mat-khau', act: 'Đổi mật khẩu' }]
              : []),
            {
              name: 'Ứng dụng xác thực',
              state: detail.hasTotp ? 'Đang dùng' : 'Chưa dùng',
              href: '/tai-khoan/ung-dung',
              act: detail.hasTotp ? 'Chuyển sang điện thoại khác' : 'Thiết lập ứng dụng',
            },
            ...detail.passkeys.map((passkey) => ({
              name: `Khóa truy cập: ${passkey.label}`,
              state: `Thêm lúc ${shownInstant(passkey.recordedAt)}`,
              href: `/tai-khoan/khoa/${passkey.credentialId}/go`,
              act: `Gỡ khóa ${passkey.label}`,
            })),
            {
              name: 'Mã khôi phục',
              state: `Còn ${detail.recoveryCodesLeft} mã`,
              href: '/tai-khoan/ma-khoi-phuc',
              act: 'Lấy bộ mã mới',
            },
          ]}
          rowKey={(row) => row.href}
          columns={[
            { title: 'Cách', heading: true, cell: (row) => row.name },
            { title: 'Tình trạng', cell: (row) => row.state },
            { title: 'Việc', cell: (row) => <a href={row.href}>{row.act}</a> },
          ]}
        />
        {passkeysPossible(c.get('origin')) ? (
          <Button kind="secondary" href="/tai-khoan/khoa">
            Thêm khóa truy cập
          </Button>
        ) : null}
      </Section>
      <Section title="Phiên đang mở">
        <Table
          caption="Các máy đang đăng nhập bằng tài khoản này"
          stack
          rows={sessions}
          rowKey={(row) => row.sessionId}
          columns={[
            {
              title: 'Máy',
              heading: true,
              cell: (row) => (
                <>
                  {agentName(row.agent)} {row.sessionId === session.sessionId ? <Tag colour="blue">Máy này</Tag> : null}
                </>
              ),
            },
            { title: 'Địa chỉ', noWrap: true, cell: (row) => row.address },
            { title: 'Xác thực bằng', minor: true, cell: (row) => METHOD_LABELS[row.method] },
            { title: 'Bắt đầu', noWrap: true, minor: true, cell: (row) => shownInstant(row.beganAt) },
            { title: 'Dùng gần nhất', noWrap: true, cell: (row) => shownInstant(row.lastSeenAt) },
            {
              title: 'Việc',
              cell: (row) =>
                row.sessionId === session.sessionId ? null : (
                  <Form action="/tai-khoan/phien/ket-thuc">
                    <input type="hidden" name="sessionId" value={row.sessionId} />
                    <button type="submit" class="as-link">
                      Kết thúc phiên
                    </button>
                  </Form>
                ),
            },
          ]}
        />
        {sessions.length > 1 ? (
          <Form action="/tai-khoan/phien/ket-thuc-khac">
            <Button kind="secondary">Kết thúc mọi phiên khác</Button>
          </Form>
        ) : null}
      </Section>
    </>,
  );
}

function passwordPages(app: AppRouter): void {
  // In the order of the page, which is also that of the summary of errors.
  const schema = z.object({ present: requiredText('mật khẩu đang dùng', 1000), ...NEW_PASSWORD.shape });
  const show = (c: AppContext, form: FormState): Response =>
    page(
      c,
      { title: 'Đổi mật khẩu', form, crumbs: [HOME, { label: 'Đổi mật khẩu' }] },
      <>
        <PageHeading title="Đổi mật khẩu" note="Các phiên đang mở ở máy khác sẽ kết thúc." />
        <ErrorSummary form={form} title="Chưa đổi được mật khẩu" />
        <Form action="/tai-khoan/mat-khau">
          <TextField
            name="present"
            label="Mật khẩu đang dùng"
            type="password"
            form={form}
            autocomplete="current-password"
          />
          <TextField
            name="password"
            label="Mật khẩu mới"
            type="password"
            hint={PASSWORD_HINT}
            form={form}
            autocomplete="new-password"
          />
          <TextField
            name="again"
            label="Nhập lại mật khẩu mới"
            type="password"
            form={form}
            autocomplete="new-password"
          />
          <ButtonRow>
            <Button>Đổi mật khẩu</Button>
            <Button kind="secondary" href="/tai-khoan">
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </>,
    );
  app.get('/tai-khoan/mat-khau', (c) => show(c, EMPTY_FORM));
  app.post('/tai-khoan/mat-khau', async (c) => {
    const read = await readForm(c, schema);
    if (!read.ok) return show(c, { typed: {}, errors: read.form.errors });
    if (read.values.password !== read.values.again) return show(c, withError(EMPTY_FORM, 'again', NOT_THE_SAME));
    const problem = await changeOwnPassword(signInDeps(c), requireSession(c), read.values);
    if (problem !== undefined) return show(c, withError(EMPTY_FORM, problem.field, problem.message));
    flash(c, 'success', 'Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc.');
    return c.redirect('/tai-khoan', 303);
  });
}

const CODE = z.object({ code: requiredText('mã 6 số', 40) });
const PASSKEY = z.object({
  label: requiredText('tên gợi nhớ', 60),
  answer: requiredText('câu trả lời của khóa', 16_000),
});

function showCodes(c: AppContext, codes: readonly string[]): Response {
  return page(
    c,
    { title: 'Mã khôi phục mới', crumbs: [HOME, { label: 'Mã khôi phục mới' }] },
    <>
      <PageHeading title="Mã khôi phục mới" note="Các mã cũ không còn dùng được." />
      <div class="panel">
        <RecoveryCodes codes={codes} />
        <ButtonRow>
          <Button href="/tai-khoan">Tôi đã cất các mã</Button>
        </ButtonRow>
      </div>
    </>,
  );
}

function factorPages(app: AppRouter): void {
  const showTotp = async (c: AppContext, form: FormState): Promise<Response> => {
    const secret = await proposeTotp(signInDeps(c), requireSession(c));
    const address = totpAddress(secret, signedIn(c).loginName, c.get('unit')?.shortName ?? '');
    return page(
      c,
      { title: 'Ứng dụng xác thực', form, crumbs: [HOME, { label: 'Ứng dụng xác thực' }] },
      <>
        <PageHeading title="Ứng dụng xác thực" note="Ứng dụng trên điện thoại cũ, nếu có, sẽ không còn dùng được." />
        <ErrorSummary form={form} title="Chưa thiết lập được" />
        <TotpSetUp secret={secret} address={address} form={form} action="/tai-khoan/ung-dung" />
      </>,
    );
  };
  app.get('/tai-khoan/ung-dung', (c) => showTotp(c, EMPTY_FORM));
  app.post('/tai-khoan/ung-dung', async (c) => {
    const read = await readForm(c, CODE);
    if (!read.ok) return showTotp(c, read.form);
    const result = await confirmTotp(signInDeps(c), requireSession(c), read.values.code);
    if (!result.ok) return showTotp(c, withError(EMPTY_FORM, 'code', result.message));
    return showCodes(c, result.recoveryCodes);
  });

  app.get('/tai-khoan/ma-khoi-phuc', (c) =>
    page(
      c,
      { title: 'Lấy bộ mã khôi phục mới', crumbs: [HOME, { label: 'Mã khôi phục' }] },
      <ConfirmPage
        title="Lấy bộ mã khôi phục mới"
        action="/tai-khoan/ma-khoi-phuc"
        confirm="Lấy bộ mã mới"
        cancelHref="/tai-khoan"
      >
        <p>Các mã đang có sẽ không còn dùng được. Bộ mã mới chỉ hiện một lần.</p>
      </ConfirmPage>,
    ),
  );
  app.post('/tai-khoan/ma-khoi-phuc', async (c) =>
    showCodes(c, await renewRecoveryCodes(signInDeps(c), requireSession(c))),
  );

  const showPasskey = (c: AppContext, form: FormState): Response =>
    page(
      c,
      {
        title: 'Thêm khóa truy cập',
        form,
        crumbs: [HOME, { label: 'Thêm khóa truy cập' }],
        scripts: ['webauthn.js', 'passkey.js'],
      },
      <>
        <PageHeading
          title="Thêm khóa truy cập"
          note="Vân tay hoặc mã PIN của máy, hoặc khóa USB. Cần trình duyệt có JavaScript."
        />
        <ErrorSummary form={form} title="Chưa thêm được khóa" />
        <PasskeyBox
          act="register"
          optionsPath="/tai-khoan/khoa/yeu-cau"
          action="/tai-khoan/khoa"
          button="Thêm khóa truy cập"
        >
          <TextField name="label" label="Tên gợi nhớ" hint="Ví dụ: Máy ở quầy 2, Khóa USB" form={form} maxLength={60} />
        </PasskeyBox>
        <ButtonRow>
          <Button kind="secondary" href="/tai-khoan">
            Quay lại
          </Button>
        </ButtonRow>
      </>,
    );
  app.get('/tai-khoan/khoa', (c) => (passkeysPossible(c.get('origin')) ? showPasskey(c, EMPTY_FORM) : notFound(c)));
  app.post('/tai-khoan/khoa/yeu-cau', async (c) =>
    c.json(await passkeyRegistrationOptions(signInDeps(c), requireSession(c), siteOf(c))),
  );
  app.post('/tai-khoan/khoa', async (c) => {
    const read = await readForm(c, PASSKEY);
    if (!read.ok) {
      // The key is only asked for once it has a name; that it has not answered is no mistake of the person's.
      const { label, answer } = read.form.errors;
      const errors = label === undefined ? { '': answer ?? '' } : { label };
      return showPasskey(c, { typed: { label: read.form.typed['label'] ?? [] }, errors });
    }
    const result = await registerPasskey(signInDeps(c), requireSession(c), siteOf(c), read.values);
    if (!result.ok) return showPasskey(c, withError(EMPTY_FORM, '', result.message));
    if (result.recoveryCodes.length > 0) return showCodes(c, result.recoveryCodes);
    flash(c, 'success', `Đã thêm khóa truy cập «${read.values.label}».`);
    return c.redirect('/tai-khoan', 303);
  });

  app.get('/tai-khoan/khoa/:id/go', async (c) => {
    const detail = await readAccountDetail(c.get('deps').installation, requireSession(c));
    const passkey = detail?.passkeys.find((one) => one.credentialId === c.req.param('id'));
    if (passkey === undefined) return notFound(c);
    return page(
      c,
      { title: 'Gỡ khóa truy cập', crumbs: [HOME, { label: 'Gỡ khóa truy cập' }] },
      <ConfirmPage
        title={`Gỡ khóa «${passkey.label}»`}
        action={`/tai-khoan/khoa/${passkey.credentialId}/go`}
        confirm="Gỡ khóa"
        cancelHref="/tai-khoan"
        warning
      >
        <p>Khóa này sẽ không còn đăng nhập được nữa.</p>
      </ConfirmPage>,
    );
  });
  app.post('/tai-khoan/khoa/:id/go', async (c) => {
    const problem = await removePasskey(signInDeps(c), requireSession(c), c.req.param('id'));
    if (problem === undefined) flash(c, 'success', 'Đã gỡ khóa truy cập.');
    else flash(c, 'error', problem);
    return c.redirect('/tai-khoan', 303);
  });
}

const SESSION = z.object({ sessionId: z.uuid('Phiên không đọc được.') });

export function pages(app: AppRouter): void {
  app.get('/tai-khoan', showAccount);
  app.post('/tai-khoan/phien/ket-thuc', async (c) => {
    const read = await readForm(c, SESSION);
    const ended = read.ok
      ? await endOwnSessions(c.get('deps').installation, requireSession(c), { sessionId: read.values.sessionId })
      : 0;
    if (ended > 0) flash(c, 'success', 'Đã kết thúc phiên.');
    else flash(c, 'warning', 'Phiên này đã kết thúc từ trước.');
    return c.redirect('/tai-khoan', 303);
  });
  app.post('/tai-khoan/phien/ket-thuc-khac', async (c) => {
    const session = requireSession(c);
    const ended = await endOwnSessions(c.get('deps').installation, session, { exceptSessionId: session.sessionId });
    flash(c, 'success', `Đã kết thúc ${ended} phiên khác.`);
    return c.redirect('/tai-khoan', 303);
  });
  passwordPages(app);
  factorPages(app);
}
