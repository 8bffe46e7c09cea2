import { describe, expect, it } from 'vitest';
import { LOCKED_FOR_GOOD, lockAfter } from './lock-out.ts';
import { foldLoginName, loginNameProblem, passwordProblem } from './login-name.ts';

describe('the lock after failed attempts', () => {
  it('comes at the fifth and the tenth, and for good from the fifteenth on', () => {
    expect(Array.from({ length: 17 }, (_, index) => lockAfter(index + 1))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      15,
      undefined,
      undefined,
      undefined,
      undefined,
      60,
      undefined,
      undefined,
      undefined,
      undefined,
      'untilUnlocked',
      'untilUnlocked',
      'untilUnlocked',
    ]);
    expect(lockAfter(0)).toBeUndefined();
    expect(lockAfter(LOCKED_FOR_GOOD + 1000)).toBe('untilUnlocked');
  });
});

describe('login names', () => {
  it.each([
    ['tiepnhan', 'tiepnhan'],
    [' Tiếp Nhận ', 'tiepnhan'],
    ['Tiếp Nhận'.normalize('NFD'), 'tiepnhan'],
    ['ĐẶNG.Sơn', 'dang.son'],
  ])('%s is %s', (typed, folded) => {
    expect(foldLoginName(typed)).toBe(folded);
    expect(loginNameProblem(folded)).toBeUndefined();
  });

  it.each([
    '',
    'ab',
    '-ab',
    'ab-',
    'a b',
    "a'b--",
    'x'.repeat(41),
    'tên',
    '😀😀😀',
    'a/b',
  ])('«%s» is refused', (name) => {
    expect(loginNameProblem(name)).toContain('3 đến 40');
  });

  it('have three to forty characters', () => {
    expect(loginNameProblem('abc')).toBeUndefined();
    expect(loginNameProblem('x'.repeat(40))).toBeUndefined();
  });
});

describe('passwords', () => {
  it('are long enough from twelve characters on, counted as people count', () => {
    expect(passwordProblem('trèo cây cau', 'an')).toBeUndefined();
    expect(passwordProblem('trèo câycau', 'an')).toContain('12');
    expect(passwordProblem('🐈🐕🐎🐖🐄🐑🐓🦆🐐🐇🐁', 'an')).toContain('12');
    expect(passwordProblem(`a b c d e ${'x'.repeat(119)}`, 'an')).toContain('dài quá');
  });

  it.each([
    ['matkhau12345', 'phổ biến'],
    ['Mật khẩu 123', 'phổ biến'],
    ['tiếpnhận của tôi', 'tên đăng nhập'],
    ['aaaaaaaaaaaaaaaa', 'lặp lại'],
    ['123456789012', 'phổ biến'],
  ])('«%s» is refused', (password, reason) => {
    expect(passwordProblem(password, 'tiepnhan')).toContain(reason);
  });
});
