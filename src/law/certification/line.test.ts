import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOKS, entryNumber, parseEntryNumber } from '../../core/certification/kinds.ts';
import { checkLine, type RawLine } from '../../core/certification/line.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { FEE_SCHEDULES } from '../fees/index.ts';
import { CERTIFICATION_KINDS, certificationKind } from './kinds.ts';

const DAY = plainDate('2023-08-15');
const COPY: RawLine = {
  kind: 'copy',
  applicant: 'Nguyễn Thị Mẫu',
  identityNumber: '',
  documentName: 'Bằng tốt nghiệp',
  pages: '3',
  copies: '2',
  eCopy: false,
  payment: 'cash',
  signer: 'Trần Văn Ví Dụ, Phó Chủ tịch',
  note: '',
};
const check = (change: Partial<RawLine>) => {
  const raw = { ...COPY, ...change };
  return checkLine(raw, certificationKind(raw.kind), FEE_SCHEDULES, DAY);
};
const feeOf = (change: Partial<RawLine>): number | undefined => {
  const result = check(change);
  return result.ok ? result.line.fee : undefined;
};
const errorsOf = (change: Partial<RawLine>): string[] => {
  const result = check(change);
  return result.ok ? [] : Object.keys(result.errors).sort();
};

describe('a line of a certification book', () => {
  // 2.000 đ for each of two pages, 1.000 đ from the third on, 200.000 đ a copy at most; signature 10.000 đ a case.
  it.each([
    [{ pages: '1', copies: '1' }, 2000],
    [{ pages: '2', copies: '1' }, 4000],
    [{ pages: '3', copies: '2' }, 10_000],
    [{ pages: '198', copies: '1' }, 200_000],
    [{ pages: '199', copies: '3' }, 600_000],
    [{ kind: 'signature', identityNumber: '056304001880', pages: '40', copies: '3' }, 30_000],
    [{ kind: 'will', identityNumber: '056304001880', pages: '', copies: '1' }, 50_000],
    [{ kind: 'amendment', identityNumber: '056304001880', pages: '', copies: '2' }, 60_000],
    [{ kind: 'correction', identityNumber: '056304001880', pages: '', copies: '1' }, 25_000],
    [{ payment: 'exempt', note: 'Hộ nghèo' }, 0],
  ])('%j costs %d đ', (change, fee) => expect(feeOf(change)).toBe(fee));

  it.each([
    [{ applicant: '  ' }, ['applicant']],
    [{ applicant: '12345' }, ['applicant']],
    [{ applicant: 'Lê 😀' }, ['applicant']],
    [{ applicant: '<b>Lê</b>' }, ['applicant']],
    [{ signer: 'Trần Văn Ví Dụ 🖋' }, ['signer']],
    [{ applicant: 'ă'.repeat(151) }, ['applicant']],
    [{ documentName: '' }, ['documentName']],
    [{ documentName: 'x'.repeat(201) }, ['documentName']],
    [{ pages: '0' }, ['pages']],
    [{ pages: '-1' }, ['pages']],
    [{ pages: '1,5' }, ['pages']],
    [{ pages: '1e3' }, ['pages']],
    [{ pages: '10001' }, ['pages']],
    [{ copies: '' }, ['copies']],
    [{ copies: '٣' }, ['copies']],
    [{ identityNumber: '12345' }, ['identityNumber']],
    [{ identityNumber: '056***880' }, ['identityNumber']],
    [{ kind: 'signature' }, ['identityNumber']],
    [{ kind: 'signature', identityNumber: '056304001880', eCopy: true }, ['eCopy']],
    [{ kind: 'copyOfTransaction', eCopy: true }, ['eCopy']],
    [{ payment: 'exempt' }, ['note']],
    [{ payment: 'bitcoin' }, ['payment']],
    [{ kind: 'constructor' }, ['kind']],
    [{ signer: '' }, ['signer']],
    [
      { applicant: '', documentName: '', pages: 'ba', copies: 'hai', signer: '' },
      ['applicant', 'copies', 'documentName', 'pages', 'signer'],
    ],
  ])('refuses %j beside %j', (change, fields) => expect(errorsOf(change)).toEqual(fields));

  it('is kept in NFC, numbers of papers without their spaces', () => {
    const result = check({ applicant: '  Nguyễn  Thị Mẫu '.normalize('NFD'), identityNumber: '056 304.001 880' });
    expect(result).toMatchObject({ ok: true, line: { applicant: 'Nguyễn Thị Mẫu', identityNumber: '056304001880' } });
  });

  it('never throws, whatever is typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 250 });
    fc.assert(
      fc.property(
        fc.record({
          applicant: text,
          identityNumber: text,
          documentName: text,
          pages: text,
          copies: text,
          payment: text,
          signer: text,
          note: text,
        }),
        fc.constantFrom(...CERTIFICATION_KINDS.map(({ key }) => key), 'none'),
        (typed, kind) => {
          const result = check({ ...typed, kind });
          expect(result.ok || Object.keys(result.errors).length > 0).toBe(true);
        },
      ),
    );
  });

  it('has a schedule for every kind, and one book each', () => {
    for (const kind of CERTIFICATION_KINDS)
      expect(feeOf({ kind: kind.key, identityNumber: '056304001880' })).toBeGreaterThan(0);
    expect(new Set(CERTIFICATION_KINDS.map(({ key }) => key)).size).toBe(CERTIFICATION_KINDS.length);
  });
});

describe('the number of a line', () => {
  it('is read as it is written', () => {
    expect(entryNumber('copy', 12, 2023)).toBe('12/2023/BS');
    fc.assert(
      fc.property(
        fc.constantFrom(...BOOKS),
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.integer({ min: 2000, max: 2099 }),
        (book, number, year) => {
          expect(parseEntryNumber(entryNumber(book, number, year))).toEqual({ book, number, year });
          expect(parseEntryNumber(entryNumber(book, number, year).replaceAll('/', '-'))).toEqual({
            book,
            number,
            year,
          });
        },
      ),
    );
    for (const text of ['', '0/2023/BS', '1/2023', '1/1999/BS', '1/2023/XX', '1/2023/BS/1'])
      expect(parseEntryNumber(text)).toBeUndefined();
  });
});
