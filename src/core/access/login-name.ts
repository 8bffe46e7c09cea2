/** Login names (tên đăng nhập) and the rules of passwords (mật khẩu). */
import { foldMarks } from '../text/fold.ts';

const LOGIN_NAME = /^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$/;

/** As it is kept and compared: `Tiếp Nhận ` and `tiepnhan` typed with marks or capitals find the same account. */
export function foldLoginName(text: string): string {
  return foldMarks(text.slice(0, 200)).replace(/\s+/g, '');
}

/** What is wrong with a login name that an administrator gives out, or undefined. */
export function loginNameProblem(folded: string): string | undefined {
  return LOGIN_NAME.test(folded)
    ? undefined
    : 'Tên đăng nhập gồm 3 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch ngang, ví dụ nguyenvana.';
}

/** Characters. Length is what counts; kinds of characters are not asked for (NIST SP 800-63B §3.1.1.2). */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** Beginnings of what people choose first. */
const COMMON = ['matkhau', 'password', '123456', 'qwerty', 'abc123', 'abcdef', 'motcua', 'vietnam', 'admin', '111111'];

/** As it is hashed: NFC, so that every keyboard gives the same password. */
export function foldPassword(text: string): string {
  return text.normalize('NFC');
}

/** What is wrong with a password that a person chooses, or undefined. */
export function passwordProblem(password: string, loginName: string): string | undefined {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD)
    return `Mật khẩu phải có ít nhất ${SHORTEST_PASSWORD} ký tự. Một câu ngắn dễ nhớ là tốt nhất.`;
  if (length > LONGEST_PASSWORD) return `Mật khẩu dài quá ${LONGEST_PASSWORD} ký tự.`;
  const bare = foldMarks(password).replace(/[^a-z0-9]/g, '');
  if (loginName.length >= 3 && bare.includes(loginName.replace(/[^a-z0-9]/g, '')))
    return 'Mật khẩu không được chứa tên đăng nhập.';
  if (new Set(password).size < 5) return 'Mật khẩu lặp lại quá ít ký tự. Hãy chọn một câu khác.';
  // A common word that is most of the password is guessed first.
  if (COMMON.some((word) => bare.includes(word) && bare.length - word.length < 8))
    return 'Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn một câu khác.';
  return undefined;
}
