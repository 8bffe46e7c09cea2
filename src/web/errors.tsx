/** Pages for what did not work (trang lỗi): what happened and what to do, with the number to tell the maintainer. */
import { Button, ButtonRow, PageHeading } from './components/index.ts';
import type { AppContext } from './env.ts';
import { signInPath } from './middleware/sign-in-path.ts';
import { page } from './page.tsx';

interface Trouble {
  readonly title: string;
  readonly what: string;
  readonly todo: string;
}

const TROUBLES = {
  notFound: {
    title: 'Không tìm thấy trang',
    what: 'Địa chỉ này không dẫn đến trang nào, hoặc hồ sơ, tài liệu không thuộc đơn vị của bạn.',
    todo: 'Hãy kiểm tra lại địa chỉ, hoặc gõ mã hồ sơ vào ô tìm kiếm ở đầu trang.',
  },
  forbidden: {
    title: 'Bạn không có quyền làm việc này',
    what: 'Vai trò của tài khoản bạn đang dùng không được giao việc này.',
    todo: 'Nếu công việc cần đến, hãy đề nghị quản trị đơn vị cấp thêm vai trò.',
  },
  notYet: {
    title: 'Chưa đến lúc',
    what: 'Việc này còn phải chờ một việc khác, hoặc chờ đến ngày.',
    todo: 'Chưa có gì thay đổi. Khi đến lúc, hãy mở lại trang này.',
  },
  alreadyDone: {
    title: 'Việc này đã làm xong',
    what: 'Không còn gì phải làm ở trang này.',
    todo: 'Chưa có gì thay đổi.',
  },
  forged: {
    title: 'Yêu cầu không đến từ trang của hệ thống',
    what: 'Trình duyệt cho biết yêu cầu này được gửi từ một trang web khác, nên đã bị từ chối. Chưa có gì thay đổi.',
    todo: 'Hãy mở lại hệ thống từ địa chỉ quen dùng và làm lại.',
  },
  stale: {
    title: 'Trang đã cũ, chưa ghi được',
    what: 'Biểu nhập được mở từ trước khi bạn đăng nhập lại, hoặc trình duyệt đang chặn cookie. Chưa có gì thay đổi.',
    todo: 'Hãy quay lại trang trước, tải lại trang rồi gửi lại.',
  },
  ended: {
    title: 'Phiên làm việc đã kết thúc, chưa ghi được',
    what: 'Máy để lâu không dùng, hoặc phiên này đã được kết thúc từ máy khác. Nội dung vừa gửi chưa được ghi.',
    todo: 'Hãy đăng nhập lại rồi làm lại việc vừa gửi.',
  },
  tooLarge: {
    title: 'Dữ liệu gửi lên quá lớn',
    what: 'Phần gửi lên vượt quá dung lượng mà hệ thống nhận. Chưa có gì được ghi.',
    todo: 'Hãy quay lại, chọn tệp nhỏ hơn hoặc chia thành nhiều tệp.',
  },
  badRequest: {
    title: 'Không đọc được dữ liệu gửi lên',
    what: 'Dữ liệu gửi lên bị ngắt giữa chừng hoặc không đúng dạng. Chưa có gì được ghi.',
    todo: 'Hãy quay lại trang trước và gửi lại.',
  },
  tooMany: {
    title: 'Gửi quá nhiều lần',
    what: 'Địa chỉ máy này đã gửi quá nhiều lần trong thời gian ngắn.',
    todo: 'Hãy chờ 15 phút rồi thử lại.',
  },
  fault: {
    title: 'Hệ thống gặp lỗi',
    what: 'Việc vừa làm chưa hoàn thành. Những gì đã ghi trước đó vẫn còn nguyên.',
    todo: 'Hãy thử lại. Nếu vẫn lỗi, báo quản trị kèm số yêu cầu dưới đây.',
  },
  unavailable: {
    title: 'Hệ thống tạm thời không trả lời được',
    what: 'Cơ sở dữ liệu đang ngừng, đầy hoặc quá tải. Việc vừa làm chưa được ghi.',
    todo: 'Hãy thử lại sau ít phút. Nếu vẫn lỗi, báo quản trị kèm số yêu cầu dưới đây.',
  },
} as const satisfies Record<string, Trouble>;

export type TroubleName = keyof typeof TROUBLES;

/** @param detail one more sentence about this very case */
export function errorPage(
  c: AppContext,
  status: 400 | 403 | 404 | 409 | 413 | 429 | 500 | 503,
  name: TroubleName,
  detail?: string,
): Response {
  const { title, what, todo } = TROUBLES[name];
  return page(
    c,
    { title, status, bare: c.get('user') === undefined },
    <>
      <PageHeading title={title} />
      <p>{detail ?? what}</p>
      <p>{todo}</p>
      {status >= 500 ? (
        <p>
          Số yêu cầu: <code>{c.get('requestId')}</code>
        </p>
      ) : null}
      <ButtonRow>
        {name === 'ended' ? (
          <Button href={signInPath(pageBefore(c))}>Đăng nhập lại</Button>
        ) : (
          <Button kind="secondary" href="/">
            Về trang đầu
          </Button>
        )}
      </ButtonRow>
    </>,
  );
}

/** The page of ours that a form was sent from, as the browser tells it. */
function pageBefore(c: AppContext): string | undefined {
  const referer = c.req.header('referer');
  const origin = c.get('origin');
  return referer?.startsWith(`${origin}/`) === true ? referer.slice(origin.length) : undefined;
}

/** The page for an address that leads nowhere, also for things of another unit: it must not tell which. */
export const notFound = (c: AppContext, detail?: string): Response => errorPage(c, 404, 'notFound', detail);
