import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, printable, printableLine } from './printable.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
);

describe('text made printable', () => {
  it('never holds what XML refuses, a half character, or a mark that turns the reading direction', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const out = printable(text);
        expect(() => encodeURIComponent(out)).not.toThrow();
        // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must be gone
        expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/);
        expect(printable(out)).toBe(out);
        expect(printableLine(text)).not.toContain('\n');
      }),
    );
  });

  it('keeps what people write', () => {
    const text = 'Quyết định số 104/QĐ-UBND: “Ỹ” <b> & \\ = 36.970.500 ₫ 😀👩‍👧';
    expect(printable(text)).toBe(text);
    expect(printable('Hộ tịch'.normalize('NFD'))).toBe('Hộ tịch');
    expect(printable('a\r\nb\rc\u2028d\te')).toBe('a\nb\nc\nd e');
    expect(printableLine('Lĩnh vực \n đất đai')).toBe('Lĩnh vực đất đai');
    expect(printable('nửa \ud800 chữ \udc00.')).toBe('nửa \ufffd chữ \ufffd.');
  });
});

describe('pieces that stay on one line', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('keeps numbers of documents and dates whole', () => {
    const whole = (text: string) =>
      pieces(text)
        .filter((piece) => piece.whole)
        .map((piece) => piece.text);
    expect(
      whole('Thực hiện Quyết định số 104/QĐ-UBND ngày 04/3/2020, NĐ 61/2018/NĐ-CP; Biểu II.06a/VPCP/KSTT.'),
    ).toEqual(['104/QĐ-UBND', '04/3/2020', '61/2018/NĐ-CP', 'II.06a/VPCP/KSTT']);
    expect(whole('hỗ trợ/mai táng và/hoặc 2.074 hồ sơ')).toEqual([]);
    expect(whole(`1/${'a'.repeat(60)}`)).toEqual([]);
  });
});
