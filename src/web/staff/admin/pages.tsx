/** The unit's accounts (quản lý tài khoản), for its administrator. */
import { z } from 'zod';
import { foldLoginName, loginNameProblem } from '../../../core/access/login-name.ts';
import { ROLE_DUTIES, ROLE_LABELS, ROLES } from '../../../core/access/permissions.ts';
import {
  type AccountDetail,
  type AccountView,
  changeAccount,
  createAccount,
  listAccounts,
  readAccountDetail,
  resetPassword,
  resetSecondFactor,
  setDisabled,
  unlockAccount,
} from '../../../services/accounts.ts';
import { ServiceError } from '../../../services/errors.ts';
import {
  Button,
  ButtonRow,
  CheckboxesField,
  ConfirmPage,
  DescriptionList,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { shownInstant } from '../../dates.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { choices, optionalText, requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { QUESTIONS } from './questions.ts';

const LIST = { label: 'Tài khoản', href: '/quan-tri/tai-khoan' } as const;

const ACCOUNT = z.object({
  fullName: requiredText('họ và tên', 100),
  position: optionalText('chức vụ', 100),
  roles: choices('vai trò', ROLES, 1),
  oidcSubject: optionalText('mã định danh', 200),
});
const LOGIN_NAME = requiredText('tên đăng nhập', 60).superRefine((text, context) => {
  const problem = loginNameProblem(foldLoginName(text));
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});
const NEW_ACCOUNT = z.object({ loginName: LOGIN_NAME, ...ACCOUNT.shape });

/** Which fields a refusal of the service belongs to. */
const FIELD_OF: Readonly<Record<string, string>> = {
  BAD_LOGIN_NAME: 'loginName',
  LOGIN_NAME_TAKEN: 'loginName',
  SUBJECT_TAKEN: 'oidcSubject',
  NO_ROLE: 'roles',
  LAST_ADMINISTRATOR: 'roles',
};

function State({ account }: { readonly account: AccountView }) {
  if (account.state === 'disabled') return <Tag>Ngừng dùng</Tag>;
  if (account.state === 'locked') return <Tag colour="red">Đang bị khóa</Tag>;
  return account.mustChangePassword ? (
    <Tag colour="amber">Chưa đăng nhập lần đầu</Tag>
  ) : (
    <Tag colour="green">Đang dùng</Tag>
  );
}

function AccountFields({
  form,
  account,
  providerLabel,
}: {
  readonly form: FormState;
  readonly account?: AccountDetail;
  readonly providerLabel: string | undefined;
}) {
  return (
    <>
      <TextField
        name="fullName"
        label="Họ và tên"
        form={form}
        value={account?.fullName ?? ''}
        maxLength={100}
        width={30}
      />
      <TextField
        name="position"
        label="Chức vụ"
        optional
        form={form}
        value={account?.position ?? ''}
        maxLength={100}
        width={30}
      />
      <CheckboxesField
        name="roles"
        label="Vai trò"
        form={form}
        values={account?.roles ?? []}
        choices={ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role], hint: ROLE_DUTIES[role] }))}
      />
      {providerLabel === undefined && account?.oidcSubject == null ? null : (
        <TextField
          name="oidcSubject"
          label={`Mã định danh (sub) ở ${providerLabel ?? 'hệ thống định danh'}`}
          hint="Người mang mã này đăng nhập được vào đúng tài khoản này."
          optional
          form={form}
          value={account?.oidcSubject ?? ''}
          maxLength={200}
        />
      )}
    </>
  );
}

async function showList(c: AppContext): Promise<Response> {
  const accounts = await listAccounts(c.get('deps').installation, signedIn(c).unitId);
  return page(
    c,
    { title: 'Tài khoản của đơn vị' },
    <>
      <PageHeading title="Tài khoản của đơn vị">
        <Button href="/quan-tri/tai-khoan/moi">Thêm tài khoản</Button>
      </PageHeading>
      <Table
        caption={`${accounts.length} tài khoản`}
        stack
        rows={accounts}
        rowKey={(row) => row.accountId}
        columns={[
          {
            title: 'Họ và tên',
            heading: true,
            cell: (row) => <a href={`/quan-tri/tai-khoan/${row.accountId}`}>{row.fullName}</a>,
          },
          { title: 'Tên đăng nhập', noWrap: true, minor: true, cell: (row) => row.loginName },
          { title: 'Chức vụ', minor: true, cell: (row) => row.position },
          { title: 'Vai trò', cell: (row) => row.roles.map((role) => ROLE_LABELS[role]).join(', ') },
          { title: 'Tình trạng', noWrap: true, cell: (row) => <State account={row} /> },
        ]}
      />
    </>,
  );
}

const showNew = (c: AppContext, form: FormState, onceKey?: string): Response =>
  page(
    c,
    { title: 'Thêm tài khoản', form, crumbs: [LIST, { label: 'Thêm tài khoản' }] },
    <>
      <PageHeading
        title="Thêm tài khoản"
        note="Hệ thống tạo mật khẩu dùng một lần; khi đăng nhập lần đầu, người dùng tự đặt mật khẩu và xác thực bước hai."
      />
      <ErrorSummary form={form} />
      <Form action="/quan-tri/tai-khoan/moi" once {...(onceKey === undefined ? {} : { onceKey })} guardUnsaved>
        <TextField
          name="loginName"
          label="Tên đăng nhập"
          hint="Chữ thường không dấu và số, ví dụ nguyenvana. Không đổi được về sau."
          form={form}
          maxLength={60}
          width={20}
        />
        <AccountFields form={form} providerLabel={c.get('deps').oidc?.label} />
        <ButtonRow>
          <Button>Tạo tài khoản</Button>
          <Button kind="secondary" href={LIST.href}>
            Quay lại
          </Button>
        </ButtonRow>
      </Form>
    </>,
  );

/** A password that was just made, shown this once. */
function showPassword(c: AppContext, loginName: string, password: string, accountId: string): Response {
  return page(
    c,
    { title: 'Mật khẩu dùng một lần', crumbs: [LIST, { label: 'Mật khẩu dùng một lần' }] },
    <>
      <PageHeading title="Mật khẩu dùng một lần" />
      <Notice kind="success">Hãy đưa tận tay người dùng. Hệ thống không hiện lại mật khẩu này.</Notice>
      <DescriptionList
        facts={[
          { term: 'Tên đăng nhập', value: <code class="secret">{loginName}</code> },
          { term: 'Mật khẩu', value: <code class="secret">{password}</code> },
        ]}
      />
      <ButtonRow>
        <Button href={`/quan-tri/tai-khoan/${accountId}`}>Xong</Button>
      </ButtonRow>
    </>,
  );
}

function showDetail(c: AppContext, account: AccountDetail, form: FormState): Response {
  const path = `/quan-tri/tai-khoan/${account.accountId}`;
  const own = account.accountId === signedIn(c).accountId;
  return page(
    c,
    { title: account.fullName, form, crumbs: [LIST, { label: account.fullName }] },
    <>
      <PageHeading title={account.fullName} />
      <ErrorSummary form={form} />
      <DescriptionList
        columns={2}
        facts={[
          { term: 'Tên đăng nhập', value: account.loginName },
          { term: 'Tình trạng', value: <State account={account} /> },
          {
            term: 'Xác thực bước hai',
            value:
              [
                account.hasTotp ? 'ứng dụng xác thực' : '',
                account.passkeys.length > 0 ? `${account.passkeys.length} khóa truy cập` : '',
              ]
                .filter((one) => one !== '')
                .join(', ') || 'chưa thiết lập',
          },
          { term: 'Mã khôi phục còn', value: String(account.recoveryCodesLeft) },
          { term: 'Phiên đang mở', value: String(account.openSessions) },
          ...(account.lockedUntil === null
            ? []
            : [
                {
                  term: 'Bị khóa đến',
                  value: account.lockedUntil === 'infinity' ? 'khi được mở khóa' : shownInstant(account.lockedUntil),
                },
              ]),
        ]}
      />
      <div class="heading-actions">
        {account.state === 'locked' ? <Button href={`${path}/mo-khoa`}>Mở khóa</Button> : null}
        <Button kind="secondary" href={`${path}/cap-mat-khau`}>
          Cấp lại mật khẩu
        </Button>
        <Button kind="secondary" href={`${path}/dat-lai-buoc-hai`}>
          Đặt lại xác thực bước hai
        </Button>
        {own ? null : account.state === 'disabled' ? (
          <Button kind="secondary" href={`${path}/dung-lai`}>
            Cho dùng lại
          </Button>
        ) : (
          <Button kind="secondary" href={`${path}/ngung-dung`}>
            Ngừng dùng
          </Button>
        )}
      </div>
      <Section title="Thông tin và vai trò">
        <Form action={path} guardUnsaved>
          <AccountFields form={form} account={account} providerLabel={c.get('deps').oidc?.label} />
          <ButtonRow>
            <Button>Ghi thay đổi</Button>
          </ButtonRow>
        </Form>
      </Section>
    </>,
  );
}

async function act(c: AppContext, name: keyof typeof QUESTIONS, account: AccountDetail): Promise<Response> {
  const user = signedIn(c);
  const { installation, random } = c.get('deps');
  switch (name) {
    case 'mo-khoa':
      await unlockAccount(installation, user, account.accountId);
      break;
    case 'cap-mat-khau':
      return showPassword(
        c,
        account.loginName,
        await resetPassword({ installation, random }, user, account.accountId),
        account.accountId,
      );
    case 'dat-lai-buoc-hai':
      await resetSecondFactor(installation, user, account.accountId);
      break;
    case 'ngung-dung':
      await setDisabled(installation, user, account.accountId, true);
      break;
    case 'dung-lai':
      await setDisabled(installation, user, account.accountId, false);
      break;
  }
  flash(c, 'success', QUESTIONS[name].done);
  return c.redirect(`/quan-tri/tai-khoan/${account.accountId}`, 303);
}

export function pages(app: AppRouter): void {
  const guard = requires('user.manage');
  const find = (c: AppContext): Promise<AccountDetail | undefined> =>
    readAccountDetail(c.get('deps').installation, {
      homeUnitId: signedIn(c).unitId,
      accountId: c.req.param('id') ?? '',
    });
  const emptyToNull = (text: string): string | null => (text === '' ? null : text);

  app.get('/quan-tri/tai-khoan', guard, showList);
  app.get('/quan-tri/tai-khoan/moi', guard, (c) => showNew(c, EMPTY_FORM));
  app.post('/quan-tri/tai-khoan/moi', guard, async (c) => {
    const read = await readForm(c, NEW_ACCOUNT);
    if (!read.ok) return showNew(c, read.form, read.onceKey);
    try {
      const { installation, random } = c.get('deps');
      const created = await createAccount({ installation, random }, signedIn(c), {
        ...read.values,
        oidcSubject: emptyToNull(read.values.oidcSubject),
        formKey: read.onceKey,
      });
      if (created.password !== undefined)
        return showPassword(c, created.loginName, created.password, created.accountId);
      flash(
        c,
        'warning',
        'Tài khoản này đã được tạo ở lần bấm trước. Nếu chưa ghi lại mật khẩu, hãy cấp lại mật khẩu.',
      );
      return c.redirect(`/quan-tri/tai-khoan/${created.accountId}`, 303);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return showNew(c, withError(read.form, FIELD_OF[error.code] ?? '', error.message), read.onceKey);
    }
  });
  app.get('/quan-tri/tai-khoan/:id', guard, async (c) => {
    const account = await find(c);
    return account === undefined ? notFound(c) : showDetail(c, account, EMPTY_FORM);
  });
  app.post('/quan-tri/tai-khoan/:id', guard, async (c) => {
    const account = await find(c);
    if (account === undefined) return notFound(c);
    const read = await readForm(c, ACCOUNT);
    if (!read.ok) return showDetail(c, account, read.form);
    try {
      await changeAccount(c.get('deps').installation, signedIn(c), account.accountId, {
        ...read.values,
        oidcSubject: emptyToNull(read.values.oidcSubject),
      });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return showDetail(c, account, withError(read.form, FIELD_OF[error.code] ?? '', error.message));
    }
    flash(c, 'success', 'Đã ghi thay đổi.');
    return c.redirect(`/quan-tri/tai-khoan/${account.accountId}`, 303);
  });
  for (const name of Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]) {
    const question = QUESTIONS[name];
    app.get(`/quan-tri/tai-khoan/:id/${name}`, guard, async (c) => {
      const account = await find(c);
      if (account === undefined) return notFound(c);
      const path = `/quan-tri/tai-khoan/${account.accountId}`;
      return page(
        c,
        { title: question.title, crumbs: [LIST, { label: account.fullName, href: path }, { label: question.title }] },
        <ConfirmPage
          title={`${question.title}: ${account.fullName}`}
          action={`${path}/${name}`}
          confirm={question.confirm}
          cancelHref={path}
          warning={question.warning}
        >
          <p>{question.what}</p>
        </ConfirmPage>,
      );
    });
    app.post(`/quan-tri/tai-khoan/:id/${name}`, guard, async (c) => {
      const account = await find(c);
      if (account === undefined) return notFound(c);
      try {
        return await act(c, name, account);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        flash(c, 'error', error.message);
        return c.redirect(`/quan-tri/tai-khoan/${account.accountId}`, 303);
      }
    });
  }
}
