/**
 * What was typed and could not be taken (nội dung còn giữ lại), because the session had ended while it was typed: the answer
 * holds it, so that it can be sent once its author is signed in again. Nothing of it is stored.
 */
import { Button, ButtonRow, Form, PageHeading } from './components/index.ts';
import type { AppContext } from './env.ts';
import { formBody } from './forms/body.ts';
import { comesFromUs } from './middleware/origin.ts';
import { page } from './page.tsx';

/** Never given back to the browser, wherever they stand. */
export const SECRET_FIELDS: readonly string[] = ['password', 'present', 'again', 'code'];

interface KeptForm {
  /** Where it was sent to. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * The fields of the form that was sent. None where it held files, which no page can hold again, or something secret; and
 * none where the browser does not say that it comes from a page of ours: what somebody else filled in must not lie ready
 * to be sent.
 */
async function keptForm(c: AppContext): Promise<KeptForm | undefined> {
  if (c.req.method !== 'POST' || !comesFromUs(c, { silence: false })) return undefined;
  const body = await formBody(c);
  if (body.problem !== undefined || body.files.size > 0) return undefined;
  const names = [...body.fields.keys()].filter((name) => name !== '_token');
  if (names.length === 0 || names.some((name) => SECRET_FIELDS.includes(name))) return undefined;
  const url = new URL(c.req.url);
  return {
    action: `${url.pathname}${url.search}`,
    fields: names.flatMap((name) => (body.fields.get(name) ?? []).map((value) => [name, value] as const)),
  };
}

function KeptFormAgain({ kept, label }: { readonly kept: KeptForm; readonly label: string }) {
  return (
    <Form action={kept.action}>
      {kept.fields.map(([name, value], index) => (
        <input key={`${index} ${name}`} type="hidden" name={name} value={value} />
      ))}
      <ButtonRow>
        <Button>{label}</Button>
      </ButtonRow>
    </Form>
  );
}

/** To somebody whose session is over: what was typed waits on this page until he is signed in, in another tab. Nothing where nothing is kept. */
export async function keptUntilSignedIn(c: AppContext): Promise<Response | undefined> {
  const kept = await keptForm(c);
  if (kept === undefined) return undefined;
  const title = 'Phiên làm việc đã kết thúc, chưa ghi được';
  return page(
    c,
    { title, status: 403, bare: true },
    <>
      <PageHeading title={title} />
      <p>
        Máy để lâu không dùng, hoặc phiên này đã được kết thúc từ máy khác. Nội dung vừa nhập chưa được ghi, nhưng còn
        giữ ở trang này: đừng đóng trang.
      </p>
      <ol>
        <li>
          <a href="/dang-nhap" target="_blank" rel="noopener">
            Đăng nhập ở thẻ mới
          </a>
          .
        </li>
        <li>Quay lại thẻ này, bấm «Gửi lại».</li>
      </ol>
      <KeptFormAgain kept={kept} label="Gửi lại" />
    </>,
  );
}

/** To somebody who is signed in, but was not, or not so, when the form was opened: sent under his name, if he says so. */
export async function keptForWhoIsSignedIn(c: AppContext): Promise<Response | undefined> {
  const user = c.get('user');
  const kept = user === undefined ? undefined : await keptForm(c);
  if (user === undefined || kept === undefined) return undefined;
  const title = 'Gửi lại nội dung đã nhập?';
  return page(
    c,
    { title, status: 403 },
    <>
      <PageHeading title={title} />
      <p>
        Biểu nhập được mở từ trước khi bạn đăng nhập lại. Chưa có gì được ghi; nội dung đã nhập còn giữ ở trang này và
        sẽ được gửi dưới tên <strong>{user.fullName}</strong>.
      </p>
      <KeptFormAgain kept={kept} label={`Gửi dưới tên ${user.fullName}`} />
      <ButtonRow>
        <Button kind="secondary" href="/">
          Không gửi, về trang đầu
        </Button>
      </ButtonRow>
    </>,
  );
}
