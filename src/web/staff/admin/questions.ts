/** What an administrator is asked before an act on an account (câu hỏi xác nhận), by the last part of its address. */
export const QUESTIONS = {
  'mo-khoa': {
    title: 'Mở khóa tài khoản',
    confirm: 'Mở khóa',
    what: 'Người này đăng nhập lại được ngay. Hãy chắc rằng chính họ đã nhập sai, không phải người khác dò mật khẩu.',
    done: 'Đã mở khóa tài khoản.',
    warning: false,
  },
  'cap-mat-khau': {
    title: 'Cấp lại mật khẩu',
    confirm: 'Cấp mật khẩu mới',
    what: 'Mật khẩu đang dùng mất hiệu lực, mọi phiên đang mở kết thúc. Mật khẩu mới chỉ hiện một lần.',
    done: '',
    warning: false,
  },
  'dat-lai-buoc-hai': {
    title: 'Đặt lại xác thực bước hai',
    confirm: 'Đặt lại',
    what: 'Ứng dụng xác thực, khóa truy cập và mã khôi phục của người này bị gỡ; lần đăng nhập sau phải thiết lập lại. Hãy xác nhận đúng người trước khi làm.',
    done: 'Đã gỡ xác thực bước hai. Người dùng sẽ thiết lập lại khi đăng nhập.',
    warning: true,
  },
  'ngung-dung': {
    title: 'Ngừng dùng tài khoản',
    confirm: 'Ngừng dùng',
    what: 'Mọi phiên đang mở kết thúc ngay và người này không đăng nhập được nữa. Những việc họ đã ghi vẫn giữ nguyên.',
    done: 'Đã ngừng dùng tài khoản.',
    warning: true,
  },
  'dung-lai': {
    title: 'Cho dùng lại tài khoản',
    confirm: 'Cho dùng lại',
    what: 'Người này đăng nhập lại được bằng mật khẩu và xác thực bước hai đã có.',
    done: 'Tài khoản dùng lại được.',
    warning: false,
  },
} as const;
