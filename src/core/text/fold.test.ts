import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMarks, foldWords, normaliseTonePlacement, sameText } from './fold.ts';

const VIETNAMESE = [...'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbcghklmnpqrstvx'];
const word = fc
  .array(fc.constantFrom(...VIETNAMESE), { minLength: 1, maxLength: 7 })
  .map((letters) => letters.join(''));
const phrase = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));

describe('foldMarks', () => {
  it('takes off every Vietnamese mark and turns đ into d', () => {
    expect(foldMarks('Đường Nguyễn Thị Minh Khai')).toBe('duong nguyen thi minh khai');
    expect(foldMarks('ẮẶẴẲẰ ẤẬẪẨẦ ỐỘỖỔỒ ỚỢỠỞỜ ỨỰỮỬỪ ẾỆỄỂỀ ÝỴỸỶỲ')).toBe('aaaaa aaaaa ooooo ooooo uuuuu eeeee yyyyy');
  });
  it('reads eth as đ, as old typefaces write it', () => {
    expect(foldMarks('Ðơn ðề nghị')).toBe('don de nghi');
  });
  it('collapses every kind of space and keeps punctuation', () => {
    expect(foldMarks('  Phí,\u00a0\n lệ\t phí ')).toBe('phi, le phi');
  });
  it('gives the same for NFC and NFD, for upper and lower case, and is idempotent', () => {
    fc.assert(
      fc.property(phrase, (text) => {
        const folded = foldMarks(text);
        expect(foldMarks(text.normalize('NFD'))).toBe(folded);
        expect(foldMarks(text.toUpperCase())).toBe(folded);
        expect(foldMarks(folded)).toBe(folded);
        expect(folded).toMatch(/^[a-z ]*$/);
      }),
    );
  });
  it('foldWords leaves only words', () => {
    expect(foldWords('Phí, lệ phí (đồng)')).toBe('phi le phi dong');
    expect(foldWords('--- ')).toBe('');
  });
});

describe('normaliseTonePlacement', () => {
  it.each([
    ['hoà', 'hòa'],
    ['Khánh Hoà', 'Khánh Hòa'],
    ['HOÀ', 'HÒA'],
    ['khoẻ', 'khỏe'],
    ['xoè', 'xòe'],
    ['thuý', 'thúy'],
    ['huỷ', 'hủy'],
    ['thuỵ', 'thụy'],
    ['hoạ', 'họa'],
    ['loã', 'lõa'],
  ])('%s → %s', (from, to) => {
    expect(normaliseTonePlacement(from)).toBe(to);
    expect(normaliseTonePlacement(from.normalize('NFD'))).toBe(to);
    expect(normaliseTonePlacement(to)).toBe(to);
  });
  it.each([
    'quý',
    'Quý',
    'hoàn',
    'ngoài',
    'toàn',
    'khoản',
    'quyền',
    'huỳnh',
    'oanh',
    'ước',
    'khuỷu',
    'loắt choắt',
    'quà',
    'quả',
  ])('leaves %s as it is', (text) => expect(normaliseTonePlacement(text)).toBe(text));
  it('puts a slipped tone of quý back', () => {
    expect(normaliseTonePlacement('qúy')).toBe('quý');
    expect(normaliseTonePlacement('qùa')).toBe('quà');
  });
  it('is idempotent, gives NFC and never changes the letters', () => {
    fc.assert(
      fc.property(phrase, (text) => {
        const once = normaliseTonePlacement(text);
        expect(normaliseTonePlacement(once)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
        expect(foldMarks(once)).toBe(foldMarks(text));
      }),
    );
  });
});

describe('sameText', () => {
  it('sets case, form, spacing and tone placement aside', () => {
    expect(sameText('Khánh Hoà', ' khánh  HÒA'.normalize('NFD'))).toBe(true);
  });
  it('counts the marks', () => {
    expect(sameText('Hòa', 'Hoa')).toBe(false);
    expect(sameText('đúng', 'dừng')).toBe(false);
    expect(sameText('tạm dừng', 'tạm đứng')).toBe(false);
  });
});
