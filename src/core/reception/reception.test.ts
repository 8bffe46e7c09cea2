import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDossierCode } from '../dossier/dossier-code.ts';
import { dong } from '../money/dong.ts';
import type { FeeSchedule } from '../money/fee.ts';
import { plainDate } from '../time/plain-date.ts';
import { checkPerson, checkRepresentative, classifyPersonQuery, isCitizenId, readPhone } from './applicant.ts';
import { codeOf, codeSeries } from './code.ts';
import { checkFee, feeQuestion, readProcedureFee } from './fees.ts';
import { authoritiesOfProcedure } from './linked.ts';
import { maskAddress, maskEmail, maskNumber } from './masking.ts';
import { checkPapers, papersOfProcedure } from './papers.ts';
import { indexProcedures, searchProcedures } from './procedure-search.ts';

const PERSON = {
  kind: 'citizen',
  fullName: 'Lê  Thị   Mẫu Hoà'.normalize('NFD'),
  identityKind: 'citizenId',
  identityNumber: ' 056 199-001.234 ',
  phone: '+84 901 234 567',
  email: '',
  address: ' 12  đường Mẫu ',
};

describe('an applicant', () => {
  it('comes out tidy', () => {
    expect(checkPerson(PERSON)).toEqual({
      ok: true,
      person: {
        kind: 'citizen',
        fullName: 'Lê Thị Mẫu Hoà',
        identityKind: 'citizenId',
        identityNumber: '056199001234',
        phone: '0901234567',
        email: '',
        address: '12 đường Mẫu',
      },
    });
  });

  it.each([
    ['001199001234', true],
    ['096199001234', true],
    ['000199001234', false],
    ['097199001234', false],
    ['05619900123', false],
    ['0561990012345', false],
    ['05619900123a', false],
    ['', false],
  ])('has the citizen number %j: %s', (number, good) => expect(isCitizenId(number)).toBe(good));

  it.each([
    ['0901234567', '0901234567'],
    ['84901234567', '0901234567'],
    ['02583 123 456', '02583123456'],
    ['901234567', undefined],
    ['090123456', undefined],
    ['090123456789', undefined],
    ['0901234567x', undefined],
  ])('has the phone %j: %j', (text, phone) => expect(readPhone(text)).toBe(phone));

  const errorsOf = (more: Partial<typeof PERSON>): string[] => {
    const checked = checkPerson({ ...PERSON, ...more });
    return checked.ok ? [] : Object.keys(checked.errors);
  };
  it('is refused field by field', () => {
    expect(errorsOf({ fullName: 'a'.repeat(150) })).toEqual([]);
    expect(errorsOf({ fullName: 'a'.repeat(151) })).toEqual(['fullName']);
    expect(errorsOf({ fullName: 'Lê 😀' })).toEqual(['fullName']);
    expect(errorsOf({ fullName: '<b>' })).toEqual(['fullName']);
    expect(errorsOf({ identityKind: 'passport', identityNumber: 'c1234567' })).toEqual([]);
    expect(errorsOf({ identityKind: 'passport', identityNumber: 'C12' })).toEqual(['identityNumber']);
    expect(
      errorsOf({
        kind: 'organisation',
        identityKind: 'taxCode',
        identityNumber: '4200123456',
        fullName: 'Công ty TNHH 1 Mẫu & Bạn',
      }),
    ).toEqual([]);
    expect(errorsOf({ identityKind: 'taxCode', identityNumber: '42001234567' })).toEqual(['identityNumber']);
    expect(errorsOf({ identityKind: 'none', identityNumber: '' })).toEqual([]);
    expect(errorsOf({ identityKind: 'none', identityNumber: '1' })).toEqual(['identityNumber']);
    expect(errorsOf({ email: 'a@b' })).toEqual(['email']);
    expect(errorsOf({ email: 'a.b@thu.example' })).toEqual([]);
    expect(errorsOf({ phone: '', address: '' })).toEqual(['phone', 'address']);
    expect(errorsOf({ kind: 'x', identityKind: 'y' })).toEqual(['kind', 'identityKind']);
  });

  it('is never an exception, whatever is typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(
        fc.record({
          kind: text,
          fullName: text,
          identityKind: text,
          identityNumber: text,
          phone: text,
          email: text,
          address: text,
        }),
        (raw) => {
          const checked = checkPerson(raw);
          if (!checked.ok) expect(Object.values(checked.errors).every((one) => one.endsWith('.'))).toBe(true);
          void classifyPersonQuery(raw.fullName);
        },
      ),
    );
  });

  it('may send somebody, who needs a name, a number and a ground', () => {
    expect(checkRepresentative({ repName: '', repIdentity: '', repPhone: 'x', repAuthority: '' })).toMatchObject({
      ok: false,
      errors: {
        repName: expect.any(String),
        repIdentity: expect.any(String),
        repPhone: expect.any(String),
        repAuthority: expect.any(String),
      },
    });
    expect(
      checkRepresentative({ repName: 'Trần Mẫu', repIdentity: '056199001234', repPhone: '', repAuthority: 'Con' }),
    ).toMatchObject({ ok: true, representative: { phone: '' } });
  });

  it('is looked for by what the text most likely is', () => {
    expect(classifyPersonQuery('056 199 001 234')).toEqual({ kind: 'identity', value: '056199001234' });
    expect(classifyPersonQuery('0901.234.567')).toEqual({ kind: 'phone', value: '0901234567' });
    expect(classifyPersonQuery('C1234567')).toEqual({ kind: 'identity', value: 'C1234567' });
    expect(classifyPersonQuery('nguyen')).toEqual({ kind: 'name', value: 'nguyen' });
    expect(classifyPersonQuery('  ')).toBeUndefined();
  });
});

describe('masking', () => {
  it('shows the ends only', () => {
    expect(maskNumber('056304001880')).toBe('056***880');
    expect(maskNumber('1234567')).toBe('***67');
    expect(maskNumber('')).toBe('');
    expect(maskEmail('an.nguyen@thu.example')).toBe('a***@thu.example');
    expect(maskAddress('12 Trần Phú, phường Phước Long')).toBe('***, phường Phước Long');
  });
  it('never shows more than six signs of a number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,20}$/), (number) => {
        const shown = maskNumber(number).replace('***', '');
        expect(shown.length).toBeLessThanOrEqual(6);
        if (number.length > 2) expect(shown.length).toBeLessThan(number.length);
      }),
    );
  });
});

describe('codes', () => {
  const unit = (agencyCodes: { qcvn?: string; topDown?: string[]; national2025?: string }) => ({ agencyCodes });
  const old = unit({ qcvn: '000.18.22.H32' });
  it('follow the generation of the day', () => {
    const series = codeSeries(old, plainDate('2023-09-05'));
    expect(series).toMatchObject({ format: 'qcvn', remark: null });
    expect(series && codeOf(series, 12)).toBe('000.18.22.H32-230905-0012');
    const both = unit({ qcvn: '000.18.22.H32', national2025: 'H32.48' });
    expect(codeSeries(both, plainDate('2025-09-14'))?.format).toBe('qcvn');
    const national = codeSeries(both, plainDate('2025-09-15'));
    expect(national && codeOf(national, 92_637)).toBe('H32.48-20250915-0092637');
    expect(national?.remark).toContain('chờ Hệ thống quốc gia');
    expect(codeSeries(unit({ topDown: ['H32.22.18'] }), plainDate('2024-01-02'))?.format).toBe('topDown');
    expect(codeSeries(unit({}), plainDate('2024-01-02'))).toBeUndefined();
  });
  it('are read back as they were written, and have an end', () => {
    const series = codeSeries(old, plainDate('2023-09-05'));
    if (series === undefined) throw new Error('no series');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (number) => {
        expect(parseDossierCode(codeOf(series, number))).toMatchObject({
          sequence: number,
          receptionDate: '2023-09-05',
          format: 'qcvn',
        });
      }),
    );
    for (const number of [0, 10_000, 1.5, -1]) expect(() => codeOf(series, number)).toThrow('từ số 1 đến 9999');
  });
});

describe('fees', () => {
  const schedules: FeeSchedule[] = [
    {
      key: 'copy',
      label: 'Bản sao',
      kind: 'fee',
      per: 'bản',
      rule: {
        kind: 'perPage',
        firstPages: 2,
        firstPageAmount: dong(2000),
        furtherPageAmount: dong(1000),
        capPerCopy: dong(200_000),
      },
      effectiveFrom: plainDate('2023-01-01'),
      effectiveThrough: plainDate('2023-12-31'),
      legalBasis: 'Văn bản mẫu',
      status: 'provisional',
    },
  ];
  const exemptions = [
    {
      key: 'poor',
      label: 'Hộ nghèo',
      effectiveFrom: plainDate('2023-01-01'),
      effectiveThrough: plainDate('2023-06-30'),
      legalBasis: 'x',
      provisional: true,
    },
  ];
  const law = { schedules, exemptions };
  const byPage = readProcedureFee({ kind: 'fee', amount: 2000, per: 'page', scheduleKey: 'copy', note: '' });
  const raw = { pages: '3', copies: '2', amount: '', exemption: '' };

  it('come from the schedule of the day; a gap is an error', () => {
    expect(checkFee(byPage, raw, plainDate('2023-12-31'), law)).toMatchObject({ ok: true, line: { amount: 10_000 } });
    expect(checkFee(byPage, raw, plainDate('2024-01-01'), law)).toMatchObject({
      ok: false,
      errors: { feeCopies: expect.stringContaining('Chưa có mức thu') },
    });
  });
  it('are waived on the last day of an exemption, not after', () => {
    const exempt = { ...raw, exemption: 'poor' };
    expect(checkFee(byPage, exempt, plainDate('2023-06-30'), law)).toMatchObject({
      ok: true,
      line: { amount: 0, fullAmount: 10_000 },
    });
    expect(checkFee(byPage, exempt, plainDate('2023-07-01'), law)).toMatchObject({
      ok: false,
      errors: { feeExemption: expect.any(String) },
    });
  });
  it('are typed where the province sets them', () => {
    const typed = readProcedureFee({ kind: 'charge', amount: null, per: 'case', scheduleKey: null, note: '' });
    expect(feeQuestion(typed).kind).toBe('typed');
    const check = (amount: string) =>
      checkFee(typed, { pages: '', copies: '2', amount, exemption: '' }, plainDate('2023-03-01'), law);
    expect(check('5.000 đ')).toMatchObject({ ok: true, line: { amount: 10_000 } });
    expect(check('0')).toMatchObject({ ok: true, line: { amount: 0 } });
    for (const amount of ['', '-5000', '5,5', '1e9', '9'.repeat(20), 'abc'])
      expect([amount, check(amount).ok]).toEqual([amount, false]);
  });
  it('refuse counts out of range', () => {
    for (const copies of ['0', '-1', '10001', '1.5', 'x'])
      expect(checkFee(byPage, { ...raw, copies }, plainDate('2023-03-01'), law)).toMatchObject({ ok: false });
    expect(readProcedureFee('nonsense')).toMatchObject({ kind: 'none' });
  });
});

describe('papers and parts', () => {
  it('drop empty lines, and say where a line is wrong', () => {
    const line = { name: 'Tờ khai', form: 'copy', copies: '2', required: false, received: true };
    expect(checkPapers([line, { ...line, name: ' ', received: false }])).toMatchObject({
      ok: true,
      papers: [{ copies: 2 }],
    });
    expect(checkPapers([line, { ...line, name: '', copies: '0', form: '' }])).toMatchObject({
      ok: false,
      errors: {
        'paper-1-name': expect.any(String),
        'paper-1-copies': expect.any(String),
        'paper-1-form': expect.any(String),
      },
    });
    expect(checkPapers(Array.from({ length: 41 }, () => line)).ok).toBe(false);
  });
  it('are read from a version only where it is usable', () => {
    expect(papersOfProcedure(undefined)).toBeUndefined();
    expect(papersOfProcedure([1, null, {}])).toBeUndefined();
    expect(papersOfProcedure(['Tờ khai', { name: 'Ảnh', form: 'x', copies: -3, required: false }])).toEqual([
      { name: 'Tờ khai', form: 'copy', copies: 1, required: true },
      { name: 'Ảnh', form: 'copy', copies: 1, required: false },
    ]);
    expect(authoritiesOfProcedure([{ key: 'a' }])).toBeUndefined();
    expect(
      authoritiesOfProcedure([{ key: 'a', name: 'A', part: 'x', term: { value: 0, unit: 'workingDay' } }, {}]),
    ).toBeUndefined();
  });
});

describe('searching procedures', () => {
  const list = [
    { code: '1.001193', name: 'Đăng ký khai sinh', sector: 'Hộ tịch' },
    { code: '1.004772', name: 'Đăng ký khai sinh cho người đã có hồ sơ', sector: 'Hộ tịch' },
    { code: '2.000815', name: 'Chứng thực bản sao từ bản chính', sector: 'Chứng thực' },
  ];
  const index = indexProcedures(list);
  const codes = (query: string, first: string[] = []) =>
    searchProcedures(index, query, first, 10).map(({ code }) => code);
  it('finds every procedure by every beginning of its words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...list), fc.nat(20), (procedure, cut) => {
        const words = procedure.name.split(' ').map((word) => word.slice(0, Math.max(1, cut % (word.length + 1))));
        expect(codes(words.join(' '))).toContain(procedure.code);
      }),
    );
  });
  it('puts the usual before the rest, but the typed code before all', () => {
    expect(codes('khai sinh')).toEqual(['1.001193', '1.004772']);
    expect(codes('khai sinh', ['1.004772'])).toEqual(['1.004772', '1.001193']);
    expect(codes('1.001193', ['1.004772'])[0]).toBe('1.001193');
    expect(codes('ho tich')).toEqual(['1.001193', '1.004772']);
    expect(codes('', ['2.000815'])[0]).toBe('2.000815');
    expect(codes('...')).toEqual([]);
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => void codes(query)));
  });
});
