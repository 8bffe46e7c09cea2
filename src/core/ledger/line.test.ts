import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerLineArbitrary } from '../../../test/support/ledger-arbitrary.ts';
import { generateLedger } from '../../../test/support/ledger-generator.ts';
import { ledgerTable } from '../../../test/support/ledger-printer.ts';
import {
  cellsWith,
  codesOf,
  fullHeader,
  lineOf,
  noticesOf,
  PENDING,
  readRow,
  SOUND,
} from '../../../test/support/ledger-row.ts';
import { closesAt, opensAt, reportingPeriod } from '../reporting/period.ts';
import { LEDGER_COLUMNS, type LedgerColumnKey } from './columns.ts';
import { ledgerLineDigestText } from './digest.ts';
import { recogniseHeader } from './header.ts';
import { formatLedgerIssue } from './issue.ts';
import { type LedgerLine, parseLedgerLine } from './line.ts';

describe('a sound row', () => {
  it('is read whole, without notices', () => {
    const result = readRow({});
    expect(result).toEqual({
      ok: true,
      notices: [],
      line: {
        dossierCode: 'H32.22.18-230615-0007',
        codeFormat: 'topDown',
        codeAgency: 'H32.22.18',
        procedureCode: '1.001193',
        procedureName: 'Đăng ký khai sinh',
        sector: 'Hộ tịch',
        applicantName: 'Nguyễn Văn An',
        identityNumber: '056012345678',
        phone: '0901234567',
        channel: 'online',
        receivedAt: '2023-06-15T08:00',
        slipDueAt: '2023-06-20T17:00',
        suspendedDuring: [],
        resolvedAt: '2023-06-19T10:00',
        handedOverAt: '2023-06-19T15:00',
        handOverChannel: 'counter',
        status: 'handedOver',
        cancelledAt: null,
        feeDue: 20000,
        payment: 'online',
        paidAt: '2023-06-15T08:05',
        certifiedECopy: false,
        resultDigitised: true,
        kept: {},
      },
    });
  });

  it('may leave every optional cell blank', () => {
    const required: LedgerColumnKey[] = ['dossierCode', 'procedureCode', 'sector', 'channel', 'receivedAt'];
    const blank = Object.fromEntries(
      LEDGER_COLUMNS.filter(({ key }) => !required.includes(key)).map(({ key }) => [key, '']),
    );
    expect(lineOf(blank)).toMatchObject({
      slipDueAt: null,
      status: null,
      payment: null,
      feeDue: 0,
      certifiedECopy: false,
    });
    for (const key of required) expect(codesOf({ ...blank, [key]: ' ' })).toEqual([expect.stringMatching(/: blank$/)]);
  });

  it('may come without any optional column', () => {
    const columns = LEDGER_COLUMNS.filter((column) => column.required);
    const narrow = recogniseHeader(columns.map((column) => column.name));
    const result = parseLedgerLine(
      narrow,
      columns.map(({ key }) => SOUND[key]),
      2,
    );
    expect(result).toMatchObject({
      ok: true,
      line: { resolvedAt: '2023-06-19T10:00', slipDueAt: null, payment: null },
    });
  });

  it('keeps unknown columns and lets no name of theirs do harm', () => {
    const wide = recogniseHeader([...LEDGER_COLUMNS.map((column) => column.name), '__proto__', 'Ghi chú', 'Trống']);
    const result = parseLedgerLine(wide, [...cellsWith({}), '=1+1', ' a\n b ', ''], 2);
    if (!result.ok) throw new Error('refused');
    expect(Object.entries(result.line.kept)).toEqual([
      ['__proto__', '=1+1'],
      ['Ghi chú', 'a b'],
    ]);
    expect(({} as Record<string, unknown>)['Ghi chú']).toBeUndefined();
  });
});

describe('words', () => {
  it.each([
    ['Trực tuyến', 'online'],
    ['TRUC TUYEN', 'online'],
    ['trực tiếp'.normalize('NFD'), 'counter'],
    ['BCCI', 'post'],
    ['Qua bưu chính công ích', 'post'],
  ])('channel %s', (word, channel) => expect(lineOf({ channel: word }).channel).toBe(channel));
  it.each([
    ['Đang xử lý', 'processing'],
    ['Đã huỷ', 'cancelled'],
    ['Đã hủy', 'cancelled'],
    ['Yêu cầu bổ sung giấy tờ', 'awaitingSupplement'],
  ])('status %s', (word, status) => {
    const cancelled = status === 'cancelled' ? { cancelledAt: '16/06/2023 08:00' } : {};
    expect(lineOf({ ...PENDING, ...cancelled, status: word }).status).toBe(status);
  });
  it('refuses a channel, payment or answer that it does not know, and names those it does', () => {
    const result = readRow({
      channel: 'Bồ câu',
      payment: 'Đã thanh toán',
      certifiedECopy: 'Có lẽ',
      handOverChannel: '?',
    });
    if (result.ok) throw new Error('accepted');
    expect(result.problems.map((problem) => problem.column).sort()).toEqual(
      ['Hình thức nộp', 'Thanh toán', 'Bản sao điện tử', 'Hình thức trả'].sort(),
    );
    expect(result.problems[0]?.message).toContain('Trực tuyến, Trực tiếp, Bưu chính công ích');
  });
  it('lets a state that it does not know decide nothing, and says so', () => {
    expect(lineOf({ status: 'Đang bay' }).status).toBeNull();
    expect(noticesOf({ status: 'Đang bay' })).toEqual(['Trạng thái: statusUnknown']);
  });
  it('refuses what was never received', () => {
    expect(codesOf({ ...PENDING, status: 'Không được tiếp nhận' })).toEqual(['Trạng thái: notReceived']);
    expect(codesOf({ ...PENDING, status: 'Mới đăng ký' })).toEqual(['Trạng thái: notReceived']);
  });
});

describe('what spreadsheets do', () => {
  it('completes a procedure code taken for a number, and says so', () => {
    expect(lineOf({ procedureCode: '2.00262' }).procedureCode).toBe('2.002620');
    expect(lineOf({ procedureCode: '1,001193' }).procedureCode).toBe('1.001193');
    expect(noticesOf({ procedureCode: '2.00262' })).toEqual(['Mã TTHC: procedureCodeCompleted']);
    expect(noticesOf({ procedureCode: '2.002620' })).toEqual([]);
    expect(lineOf({ procedureCode: '1.001193.000.00.00.h32' }).procedureCode).toBe('1.001193.000.00.00.H32');
    expect(codesOf({ procedureCode: 'khai sinh' })).toEqual(['Mã TTHC: procedureCodeFormat']);
  });
  it('notices a leading zero that is gone', () => {
    expect(noticesOf({ identityNumber: '56012345678', phone: '901234567' })).toEqual([
      'Số giấy tờ: leadingZeroLost',
      'Điện thoại: leadingZeroLost',
    ]);
    expect(noticesOf({ identityNumber: 'B1234567', phone: '02583822222' })).toEqual([]);
    expect(noticesOf({ identityNumber: '01234567890', phone: '012345678' })).toEqual([]);
  });
  it('refuses what a broken formula left', () => {
    expect(codesOf({ sector: '#N/A', applicantName: '#REF!' })).toEqual([
      'Lĩnh vực: excelError',
      'Người nộp: excelError',
    ]);
  });
  it('takes text that looks like a formula for text', () => {
    expect(lineOf({ applicantName: '=HYPERLINK("http://x","y")' }).applicantName).toBe('=HYPERLINK("http://x","y")');
  });
});

describe('problems', () => {
  it('are given all at once, each with line, column, value and a sentence', () => {
    const result = readRow({
      dossierCode: 'H32.22.18-230229-0007',
      sector: '',
      channel: 'x',
      receivedAt: '31/02/2023 10:00',
      slipDueAt: 'mai',
      feeDue: '-1',
      applicantName: 'a\u0000b',
      phone: '0'.repeat(51),
    });
    if (result.ok) throw new Error('accepted');
    expect(result.problems.map((problem) => problem.code).sort()).toEqual(
      [
        'codeFormat',
        'blank',
        'unknownWord',
        'dateUnreal',
        'dateShape',
        'moneyNegative',
        'controlCharacter',
        'tooLong',
      ].sort(),
    );
    for (const problem of result.problems) {
      expect(problem.line).toBe(12);
      expect(problem.message).toMatch(/[.]$/);
      expect(formatLedgerIssue(problem)).toMatch(/^Dòng 12, cột «.+»: /);
    }
  });
  it('name no consequence of a cell that could not be read', () => {
    expect(codesOf({ resolvedAt: '31/02/2023 10:00' })).toEqual(['Ngày hoàn thành: dateUnreal']);
    expect(codesOf({ receivedAt: '31/02/2023 10:00', resolvedAt: '01/01/2023 08:00', handedOverAt: '' })).toEqual([
      'Ngày tiếp nhận: dateUnreal',
    ]);
    expect(codesOf({ paidAt: '31/02/2023' })).toEqual(['Ngày thanh toán: dateUnreal']);
    expect(codesOf({ ...PENDING, status: 'Tạm dừng', suspendedDuring: 'x' })).toEqual(['Tạm dừng: suspensionShape']);
  });
  it('tell independent contradictions apart from each other', () => {
    expect(codesOf({ slipDueAt: '01/06/2023 08:00', handedOverAt: '18/06/2023 08:00', paidAt: '' })).toEqual([
      'Ngày hẹn trả: dueBeforeReceipt',
      'Ngày trả kết quả: handedOverBeforeResult',
      'Thanh toán: paymentContradiction',
    ]);
  });
  it('say of a cut row only that it is cut', () => {
    const order = [...LEDGER_COLUMNS].sort((a, b) => Number(a.key === 'resolvedAt') - Number(b.key === 'resolvedAt'));
    const cells = order.map(({ key }) => SOUND[key]).slice(0, -1);
    const result = parseLedgerLine(recogniseHeader(order.map((column) => column.name)), cells, 3);
    if (result.ok) throw new Error('accepted');
    expect(result.problems.map((problem) => problem.code)).toEqual(['tooFewCells']);
    expect(result.problems[0]?.message).toContain('«Ngày hoàn thành»');
  });
  it('allow a text as long as it may be, and no longer', () => {
    expect(codesOf({ sector: 'x'.repeat(200) })).toEqual([]);
    expect(codesOf({ sector: 'x'.repeat(201) })).toEqual(['Lĩnh vực: tooLong']);
  });
  it('find rows that were cut or have slipped', () => {
    const cut = parseLedgerLine(fullHeader, cellsWith({}).slice(0, 15), 3);
    expect(cut).toMatchObject({ ok: false, problems: [{ code: 'tooFewCells', column: '' }] });
    const slipped = parseLedgerLine(fullHeader, ['thừa', ...cellsWith({})], 3);
    if (slipped.ok) throw new Error('accepted');
    expect(slipped.problems[0]?.code).toBe('tooManyCells');
    expect(parseLedgerLine(fullHeader, [...cellsWith({}), '', ' '], 3).ok).toBe(true);
  });
  it('never come as an exception, whatever the cells', () => {
    const wide = recogniseHeader([...LEDGER_COLUMNS.map((column) => column.name), 'Ghi chú']);
    const cell = fc.oneof(
      fc.constantFrom(...Object.values(SOUND)),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('16/06/2023 - ', '31/02/2023', '-', ';', '1,5', 'Đã hủy', '00:00 16/06/2023'),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 24 }), (cells) => {
        const result = parseLedgerLine(wide, cells, 5);
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('reading back', () => {
  it('gives any line that was printed', () => {
    fc.assert(
      fc.property(ledgerLineArbitrary, (line) => {
        const [head = [], cells = []] = [...ledgerTable([line], { keptColumns: Object.keys(line.kept) })];
        const result = parseLedgerLine(recogniseHeader(head), cells, 2);
        expect(result.ok ? [] : result.problems).toEqual([]);
        expect(result.ok && result.line).toEqual(line);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the digest', () => {
  it('is the same text however the row was written', () => {
    const written = {
      receivedAt: '2023-06-15T08:00:30',
      feeDue: '20000 đ',
      channel: 'ONLINE',
      status: 'da tra',
      sector: ' Hộ  tịch'.normalize('NFD'),
    };
    expect(ledgerLineDigestText(lineOf(written))).toBe(ledgerLineDigestText(lineOf({})));
  });
  it('differs where any claim differs', () => {
    const base = lineOf({});
    const others: Partial<Record<keyof LedgerLine, unknown>> = {
      dossierCode: 'H32.22.18-230615-0008',
      procedureCode: '1',
      procedureName: '',
      sector: 'x',
      applicantName: 'x',
      identityNumber: 'x',
      phone: 'x',
      channel: 'post',
      receivedAt: '2023-06-15T08:01',
      slipDueAt: null,
      suspendedDuring: [{ from: '2023-06-16T08:00', to: null }],
      resolvedAt: null,
      handedOverAt: null,
      handOverChannel: null,
      status: null,
      cancelledAt: '2023-06-16T08:00',
      feeDue: 1,
      payment: null,
      paidAt: null,
      certifiedECopy: true,
      resultDigitised: false,
      kept: { 'Ghi chú': 'x' },
    };
    const derived = ['codeFormat', 'codeAgency'];
    expect(Object.keys(others).sort()).toEqual(
      Object.keys(base)
        .filter((key) => !derived.includes(key))
        .sort(),
    );
    const texts = Object.entries(others).map(([key, value]) =>
      ledgerLineDigestText({ ...base, [key]: value } as LedgerLine),
    );
    expect(new Set([...texts, ledgerLineDigestText(base)]).size).toBe(texts.length + 1);
  });
  it('does not depend on the order of kept columns', () => {
    const base = lineOf({});
    expect(ledgerLineDigestText({ ...base, kept: { a: '1', b: '2' } })).toBe(
      ledgerLineDigestText({ ...base, kept: { b: '2', a: '1' } }),
    );
  });
});

describe('generated ledgers', () => {
  const period = reportingPeriod('2023-Q3');
  const plan = { rows: 400, seed: 7, unitAgency: '000.18.22.H32', period };
  it('are the same for the same seed, without problems, with codes of their own', () => {
    const lines = [...generateLedger(plan)];
    expect([...generateLedger(plan)]).toEqual(lines);
    expect([...generateLedger({ ...plan, seed: 8 })]).not.toEqual(lines);
    expect(new Set(lines.map((line) => line.dossierCode)).size).toBe(400);
    const [head = [], ...rows] = [...ledgerTable(lines)];
    const read = rows.map((cells, at) => parseLedgerLine(recogniseHeader(head), cells, at + 2));
    expect(read.flatMap((result) => (result.ok ? [] : result.problems))).toEqual([]);
    expect(read.map((result) => result.ok && result.line)).toEqual(lines);
  });
  it('reach every state, channel, payment and the ends of the period', () => {
    const lines = [...generateLedger(plan)];
    const seen = (pick: (line: LedgerLine) => unknown) => new Set(lines.map(pick));
    expect(seen((line) => line.channel).size).toBe(3);
    expect(seen((line) => line.status).size).toBe(7);
    expect(seen((line) => line.payment).size).toBe(5);
    expect(seen((line) => line.suspendedDuring.length)).toEqual(new Set([0, 1, 2]));
    for (const key of ['receivedAt', 'resolvedAt', 'cancelledAt'] as const) {
      expect(seen((line) => line[key])).toContain(opensAt(period));
      expect(seen((line) => line[key])).toContain(closesAt(period));
    }
    expect(lines.some((line) => line.resolvedAt !== null && line.resolvedAt === line.slipDueAt)).toBe(true);
    expect(lines.some((line) => line.receivedAt < opensAt(period))).toBe(true);
  });
});
