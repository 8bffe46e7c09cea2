import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { formatInteger, isMisgroupedCell, type NumberToken, parseCell, scanNumbers } from './numbers.ts';

const shown = (token: NumberToken): unknown => {
  switch (token.kind) {
    case 'count':
    case 'money':
    case 'decimal':
      return [token.kind, token.value];
    case 'percent':
      return [token.kind, token.percent.digits, token.percent.decimals];
    case 'ratio':
      return [token.kind, token.numerator, token.denominator];
    case 'date':
      return [token.kind, token.day, token.month, token.year];
    case 'month':
      return [token.kind, token.month, token.year];
    case 'quarter':
      return [token.kind, token.quarter, token.year];
    case 'halfYear':
      return [token.kind, token.half, token.year];
    case 'year':
      return [token.kind, token.year];
    case 'citation':
    case 'misgrouped':
    case 'other':
      return [token.kind, token.raw];
  }
};

const read = (text: string): unknown[] => scanNumbers(canonical(text)).map(shown);

describe('numbers as Vietnamese reports write them', () => {
  it.each([
    ['2.074 hồ sơ', [['count', 2074]]],
    ['36.970.500 đồng', [['money', 36_970_500]]],
    ['36 970 500 đồng', [['money', 36_970_500]]],
    ['1,5 tỷ đồng', [['money', 1_500_000_000]]],
    ['80,46%', [['percent', 8046, 2]]],
    ['80.46 %', [['percent', 8046, 2]]],
    ['97 phần trăm', [['percent', 97, 0]]],
    ['00 hồ sơ', [['count', 0]]],
    ['383/476 hồ sơ', [['ratio', 383, 476]]],
    ['1.374/1569 hồ sơ', [['ratio', 1374, 1569]]],
    ['2,074 hồ sơ', [['count', 2074]]],
    ['12,5 điểm', [['decimal', 12.5]]],
    ['480 trên 500 hồ sơ', [['ratio', 480, 500]]],
    ['480 hồ sơ trên tổng số 1.500 hồ sơ', [['ratio', 480, 1500]]],
    ['480 trong số 500 hồ sơ', [['ratio', 480, 500]]],
    ['480 hồ sơ/500 hồ sơ', [['ratio', 480, 500]]],
    [
      '12 hồ sơ trên 5 hồ sơ',
      [
        ['count', 12],
        ['count', 5],
      ],
    ],
    [
      'giải quyết 480 hồ sơ trên 500 hộ dân',
      [
        ['count', 480],
        ['count', 500],
      ],
    ],
    ['5.000.00 đồng', [['misgrouped', '5.000.00']]],
    ['5000.000đ', [['misgrouped', '5000.000']]],
    ['5,000,00 VNĐ', [['misgrouped', '5,000,00']]],
    ['12.50.000 triệu đồng', [['misgrouped', '12.50.000']]],
    ['1.25 triệu đồng', [['money', 1_250_000]]],
    ['1.24 hồ sơ', [['misgrouped', '1.24']]],
    ['1.24 điểm', [['decimal', 1.24]]],
  ])('%s', (text, tokens) => expect(read(text)).toEqual(tokens));

  it.each([
    [
      'Từ ngày 15/6/2023 đến ngày 14/9/2023',
      [
        ['date', 15, 6, 2023],
        ['date', 14, 9, 2023],
      ],
    ],
    ['ngày 04 tháng 3 năm 2020', [['date', 4, 3, 2020]]],
    [
      'từ 15/6 đến 14/9',
      [
        ['date', 15, 6, null],
        ['date', 14, 9, null],
      ],
    ],
    ['Quý III năm 2023', [['quarter', 3, 2023]]],
    ['quý 1/2024', [['quarter', 1, 2024]]],
    ['6 tháng đầu năm 2024', [['halfYear', 1, 2024]]],
    ['tháng 9 năm 2023', [['month', 9, 2023]]],
    ['tháng chín năm 2023', [['month', 9, 2023]]],
    ['tháng 9/2023', [['month', 9, 2023]]],
    ['năm 2022', [['year', 2022]]],
  ])('%s', (text, tokens) => expect(read(text)).toEqual(tokens));

  it.each([
    'Nghị định số 61/2018/NĐ-CP',
    'Quyết định số 104/QĐ-UBND',
    'Công văn 13022/UBND-KSTT',
    'Biểu số II.06a/VPCP/KSTT',
    'Phụ lục 05',
    'Điều 11',
    'mã 1.001193',
    'dịch vụ công mức độ 3',
    '(3)=(4)+(5)+ (6)',
    'kết quả “4 tại chỗ”',
    'hanhchinhcong.khanhhoa.gov.vn',
    'lúc 7h30',
    'giai đoạn 2021-2025',
  ])('holds no figure: %s', (text) => {
    expect(
      scanNumbers(canonical(text)).filter((token) =>
        ['count', 'money', 'percent', 'ratio', 'decimal'].includes(token.kind),
      ),
    ).toEqual([]);
  });

  it('reads back every whole number that it writes, as a cell and in a sentence', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (value) => {
        expect(parseCell(formatInteger(value))?.value).toBe(value);
        expect(read(`có ${formatInteger(value)} hồ sơ`)).toEqual([['count', value]]);
      }),
    );
  });

  it('never takes a blank, a dash or words for a cell figure', () => {
    for (const text of ['', '-', '…', 'Không phát sinh', '(3)', '1/2', 'a1']) expect(parseCell(text)).toBeNull();
  });

  it('knows a cell grouped as no number is', () => {
    for (const text of ['5.000.00', '12.50.000', '5,000,00']) expect(isMisgroupedCell(text), text).toBe(true);
    for (const text of ['5.000.000', '5.000', '12.5.2024', '1.5', 'a.b.c', ''])
      expect(isMisgroupedCell(text), text).toBe(false);
  });

  it('finds tokens in order, never overlapping, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 80 }),
        fc.array(fc.constantFrom('12', '3.400', '80,5%', '1/2', 'ngày', 'năm 2023', '(1)', ' ', 'đồng')),
        (noise, parts) => {
          const text = canonical((noise + parts.join('')).normalize('NFC'));
          let at = 0;
          for (const token of scanNumbers(text)) {
            expect(token.from).toBeGreaterThanOrEqual(at);
            expect(text.slice(token.from, token.to)).toBe(token.raw);
            at = token.to;
          }
        },
      ),
    );
  });
});

describe('canonical', () => {
  it('keeps every position: same length, one tone placement', () => {
    expect(canonical('HOÀ thuý\u00a0Quý')).toBe('hòa thúy quý');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const nfc = text.normalize('NFC');
        expect(canonical(nfc)).toHaveLength(nfc.length);
      }),
    );
  });
});
