import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerLineArbitrary } from '../../../test/support/ledger-arbitrary.ts';
import { generateLedger } from '../../../test/support/ledger-generator.ts';
import { ledgerTable } from '../../../test/support/ledger-printer.ts';
import { closesAt, opensAt, reportingPeriod } from '../reporting/period.ts';
import { LEDGER_COLUMNS, type LedgerColumnKey } from './columns.ts';
import { ledgerLineDigestText } from './digest.ts';
import { recogniseHeader } from './header.ts';
import { formatLedgerIssue } from './issue.ts';
import { type LedgerLine, parseLedgerLine } from './line.ts';

const header = recogniseHeader(LEDGER_COLUMNS.map((column) => column.name));

/** A dossier received, resolved and handed over without fault; tests change single cells of it. */
const SOUND: Readonly<Record<LedgerColumnKey, string>> = {
  dossierCode: 'H32.22.18-230615-0007',
  procedureCode: '1.001193',
  procedureName: 'Đăng ký khai sinh',
  sector: 'Hộ tịch',
  applicantName: 'Nguyễn Văn An',
  identityNumber: '056012345678',
  phone: '0901234567',
  channel: 'Trực tuyến',
  receivedAt: '15/06/2023 08:00',
  slipDueAt: '20/06/2023 17:00',
  suspendedDuring: '',
  resolvedAt: '19/06/2023 10:00',
  handedOverAt: '19/06/2023 15:00',
  handOverChannel: 'Trực tiếp',
  status: 'Đã trả kết quả',
  cancelledAt: '',
  feeDue: '20.000',
  payment: 'Trực tuyến',
  paidAt: '15/06/2023 08:05',
  certifiedECopy: 'Không',
  resultDigitised: 'Có',
};
const PENDING = { resolvedAt: '', handedOverAt: '', handOverChannel: '', status: 'Đang giải quyết' } as const;

const cellsWith = (changes: Partial<Record<LedgerColumnKey, string>>): string[] =>
  LEDGER_COLUMNS.map(({ key }) => changes[key] ?? SOUND[key]);
const read = (changes: Partial<Record<LedgerColumnKey, string>>) => parseLedgerLine(header, cellsWith(changes), 12);
function lineOf(changes: Partial<Record<LedgerColumnKey, string>>): LedgerLine {
  const result = read(changes);
  if (!result.ok) throw new Error(result.problems.map(formatLedgerIssue).join('\n'));
  return result.line;
}
function codesOf(changes: Partial<Record<LedgerColumnKey, string>>): string[] {
  const result = read(changes);
  return result.ok ? [] : result.problems.map((problem) => `${problem.column}: ${problem.code}`);
}
function noticesOf(changes: Partial<Record<LedgerColumnKey, string>>): string[] {
  const result = read(changes);
  return result.ok ? result.notices.map((notice) => `${notice.column}: ${notice.code}`) : ['refused'];
}

describe('a sound row', () => {
  it('is read whole, without notices', () => {
    const result = read({});
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
    const result = read({ channel: 'Bồ câu', payment: 'Đã thanh toán', certifiedECopy: 'Có lẽ', handOverChannel: '?' });
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

describe('a day without time', () => {
  it('is 07:00 for the receipt and 17:00 for what ends', () => {
    const changes = {
      receivedAt: '15/06/2023',
      slipDueAt: '20/06/2023',
      resolvedAt: '2023-06-19',
      handedOverAt: '19/6/2023',
    };
    expect(lineOf(changes)).toMatchObject({
      receivedAt: '2023-06-15T07:00',
      slipDueAt: '2023-06-20T17:00',
      resolvedAt: '2023-06-19T17:00',
      handedOverAt: '2023-06-19T17:00',
    });
    expect(noticesOf(changes).filter((notice) => notice.endsWith('timeAssumed'))).toHaveLength(4);
  });
  it('makes due and result of the same day the same minute, which is on time', () => {
    const line = lineOf({ slipDueAt: '19/06/2023', resolvedAt: '19/06/2023', handedOverAt: '19/06/2023' });
    expect(line.resolvedAt).toBe(line.slipDueAt);
  });
  it('does not put the end of a day before what happened late that day', () => {
    const line = lineOf({
      receivedAt: '19/06/2023 17:20',
      slipDueAt: '19/06/2023',
      resolvedAt: '19/06/2023',
      handedOverAt: '19/06/2023',
    });
    expect(line).toMatchObject({
      slipDueAt: '2023-06-19T17:20',
      resolvedAt: '2023-06-19T17:20',
      handedOverAt: '2023-06-19T17:20',
    });
  });
  it('stays before an event of another day', () => {
    expect(
      codesOf({ receivedAt: '20/06/2023 08:00', slipDueAt: '', resolvedAt: '19/06/2023', handedOverAt: '' }),
    ).toEqual(['Ngày hoàn thành: resolvedBeforeReceipt']);
  });
  it('says when midnight is meant literally', () => {
    expect(noticesOf({ receivedAt: '15/06/2023 00:00' })).toEqual([]);
    expect(noticesOf({ slipDueAt: '20/06/2023 00:00' })).toEqual(['Ngày hẹn trả: midnight']);
    expect(lineOf({ slipDueAt: '20/06/2023 00:00' }).slipDueAt).toBe('2023-06-20T00:00');
  });
});

describe('order of events', () => {
  it.each<[Partial<Record<LedgerColumnKey, string>>, string[]]>([
    [{ slipDueAt: '15/06/2023 07:59' }, ['Ngày hẹn trả: dueBeforeReceipt']],
    [{ resolvedAt: '15/06/2023 07:59' }, ['Ngày hoàn thành: resolvedBeforeReceipt']],
    [{ handedOverAt: '19/06/2023 09:59' }, ['Ngày trả kết quả: handedOverBeforeResult']],
    [{ resolvedAt: '', status: '' }, ['Ngày trả kết quả: handedOverWithoutResult']],
    [{ ...PENDING, status: 'Đã hủy', cancelledAt: '15/06/2023 07:59' }, ['Ngày hủy: cancelledBeforeReceipt']],
    [{ status: '', cancelledAt: '19/06/2023 10:00' }, ['Ngày hủy: cancelledAndResolved']],
  ])('refuses %j', (changes, codes) => expect(codesOf(changes)).toEqual(codes));

  it.each<Partial<Record<LedgerColumnKey, string>>>([
    { slipDueAt: '15/06/2023 08:00' },
    { resolvedAt: '15/06/2023 08:00' },
    { handedOverAt: '19/06/2023 10:00' },
    { ...PENDING, status: 'Đã hủy', cancelledAt: '15/06/2023 08:00' },
  ])('accepts the same minute: %j', (changes) => expect(codesOf(changes)).toEqual([]));

  it('notices a code of a later day than the receipt, and none of an earlier one', () => {
    expect(noticesOf({ dossierCode: 'H32.22.18-230616-0007' })).toEqual(['Mã hồ sơ: codeDateAfterReceipt']);
    expect(noticesOf({ dossierCode: 'H32.22.18-230614-0007' })).toEqual([]);
  });
});

describe('state against dates', () => {
  it.each<[Partial<Record<LedgerColumnKey, string>>, string[]]>([
    [{ ...PENDING, status: 'Đã trả kết quả' }, ['Trạng thái: statusContradiction']],
    [{ ...PENDING, status: 'Đã có kết quả' }, ['Trạng thái: statusContradiction']],
    [{ ...PENDING, status: 'Đã hủy' }, ['Trạng thái: statusContradiction']],
    [{ status: 'Đã hủy' }, ['Trạng thái: statusContradiction']],
    [{ status: 'Đang giải quyết' }, ['Trạng thái: statusContradiction']],
    [{ status: 'Được tiếp nhận' }, ['Trạng thái: statusContradiction']],
    [{ ...PENDING, cancelledAt: '16/06/2023 08:00' }, ['Trạng thái: statusContradiction']],
    [{ ...PENDING, status: 'Tạm dừng' }, ['Trạng thái: statusContradiction']],
    [
      { ...PENDING, status: 'Tạm dừng', suspendedDuring: '16/06/2023 08:00 - 17/06/2023 08:00' },
      ['Trạng thái: statusContradiction'],
    ],
    [{ ...PENDING, status: 'Tạm dừng', suspendedDuring: '16/06/2023 08:00 -' }, []],
  ])('%j', (changes, codes) => expect(codesOf(changes)).toEqual(codes));

  it('only notices what changes no figure', () => {
    expect(noticesOf({ handedOverAt: '' })).toEqual(['Ngày trả kết quả: statusMismatch']);
    expect(noticesOf({ status: 'Đã có kết quả' })).toEqual(['Trạng thái: statusMismatch']);
    expect(noticesOf({ ...PENDING, suspendedDuring: '16/06/2023 08:00 -' })).toEqual(['Trạng thái: statusMismatch']);
    expect(noticesOf({ ...PENDING, status: 'Chờ bổ sung' })).toEqual(['Trạng thái: statusMismatch']);
  });
});

describe('suspensions', () => {
  const spans = (text: string) => lineOf({ ...PENDING, status: '', suspendedDuring: text }).suspendedDuring;
  it('are read in any order and put in order', () => {
    expect(spans('20/06/2023 08:00 - 21/06/2023 09:30; 16/06/2023 08:00 - 17/06/2023 08:00;')).toEqual([
      { from: '2023-06-16T08:00', to: '2023-06-17T08:00' },
      { from: '2023-06-20T08:00', to: '2023-06-21T09:30' },
    ]);
  });
  it.each([
    '16/06/2023 08:00 -',
    '16/06/2023 08:00 - ',
    '16/06/2023 08:00-',
    '16/06/2023 08:00 –',
    '2023-06-16 08:00 - ',
    '16/06/2023 08:00 đến',
  ])('open end: %j', (text) => expect(spans(text)).toEqual([{ from: '2023-06-16T08:00', to: null }]));
  it.each([
    '16/06/2023 08:00 - 17/06/2023 09:00',
    '16/06/2023 08:00-17/06/2023 09:00',
    '16/06/2023 08:00—17/06/2023 09:00',
    '16/06/2023 08:00 đến 17/06/2023 09:00',
    '2023-06-16T08:00 - 2023-06-17T09:00',
  ])('both ends: %j', (text) => expect(spans(text)).toEqual([{ from: '2023-06-16T08:00', to: '2023-06-17T09:00' }]));
  it('one after the other without a gap is not an overlap', () => {
    expect(spans('16/06/2023 08:00 - 17/06/2023 08:00; 17/06/2023 08:00 -')).toHaveLength(2);
  });
  it('days without time run from opening to closing, on the day of receipt from the receipt', () => {
    expect(spans('15/06/2023 - 16/06/2023')).toEqual([{ from: '2023-06-15T08:00', to: '2023-06-16T17:00' }]);
    expect(spans('16/06/2023 - 16/06/2023')).toEqual([{ from: '2023-06-16T07:00', to: '2023-06-16T17:00' }]);
  });
  it.each([
    ['16/06/2023', 'suspensionShape'],
    ['từ hôm qua', 'suspensionShape'],
    ['31/02/2023 08:00 - 01/03/2023 08:00', 'dateUnreal'],
    ['17/06/2023 08:00 - 16/06/2023 08:00', 'suspensionOrder'],
    ['16/06/2023 08:00 - 16/06/2023 08:00', 'suspensionOrder'],
    ['16/06/2023 08:00 - 18/06/2023 08:00; 18/06/2023 07:59 -', 'suspensionOverlap'],
    ['16/06/2023 08:00 -; 18/06/2023 08:00 - 19/06/2023 08:00', 'suspensionOverlap'],
    ['15/06/2023 07:59 - 16/06/2023 08:00', 'suspensionBeforeReceipt'],
    [Array(200).fill('16/06/2023 08:00 -').join(';'), 'suspensionShape'],
  ])('refuses %j', (text, code) => {
    expect(codesOf({ ...PENDING, status: '', suspendedDuring: text })).toEqual([`Tạm dừng: ${code}`]);
  });
  it('may not begin after the cancellation either, but may stay open behind it', () => {
    const cancelled = { ...PENDING, status: 'Đã hủy', cancelledAt: '19/06/2023 10:00' };
    expect(codesOf({ ...cancelled, suspendedDuring: '19/06/2023 10:01 -' })).toEqual(['Tạm dừng: suspensionAfterEnd']);
    expect(codesOf({ ...cancelled, suspendedDuring: '19/06/2023 09:00 -' })).toEqual([]);
  });
  it('may neither begin after the result nor stay open behind it', () => {
    expect(codesOf({ suspendedDuring: '19/06/2023 10:00 - 20/06/2023 08:00' })).toEqual([]);
    expect(codesOf({ suspendedDuring: '19/06/2023 10:01 - 20/06/2023 08:00' })).toEqual([
      'Tạm dừng: suspensionAfterEnd',
    ]);
    expect(codesOf({ suspendedDuring: '19/06/2023 09:00 -' })).toEqual(['Tạm dừng: suspensionOpen']);
    expect(noticesOf({ suspendedDuring: '19/06/2023 09:00 - 19/06/2023 10:01' })).toEqual([
      'Tạm dừng: suspensionPastEnd',
    ]);
    expect(noticesOf({ suspendedDuring: '19/06/2023 09:00 - 19/06/2023 10:00' })).toEqual([]);
  });
});

describe('payment', () => {
  it.each<[Partial<Record<LedgerColumnKey, string>>, string[]]>([
    [{ paidAt: '' }, ['Thanh toán: paymentContradiction']],
    [{ payment: 'Chưa thanh toán' }, ['Thanh toán: paymentContradiction']],
    [{ payment: '' }, ['Thanh toán: paymentContradiction']],
    [{ payment: 'Tiền mặt', paidAt: '' }, []],
    [{ payment: 'Chưa thanh toán', paidAt: '' }, []],
    [{ feeDue: '-5' }, ['Phí, lệ phí: moneyNegative']],
    [{ feeDue: '1.000.000.000.001' }, ['Phí, lệ phí: moneyTooLarge']],
  ])('%j', (changes, codes) => expect(codesOf(changes)).toEqual(codes));
  it('a date is enough where the whole column of payments is absent', () => {
    const columns = LEDGER_COLUMNS.filter(({ key }) => key !== 'payment');
    const cells = columns.map(({ key }) => SOUND[key]);
    const result = parseLedgerLine(recogniseHeader(columns.map((column) => column.name)), cells, 2);
    expect(result).toMatchObject({ ok: true, line: { payment: null, paidAt: '2023-06-15T08:05' } });
  });
  it('a payment is enough where the whole column of dates is absent', () => {
    const columns = LEDGER_COLUMNS.filter(({ key }) => key !== 'paidAt');
    const cells = columns.map(({ key }) => SOUND[key]);
    const narrow = recogniseHeader(columns.map((column) => column.name));
    expect(narrow.lost).toEqual([{ name: 'Ngày thanh toán', without: expect.stringContaining('trực tuyến') }]);
    expect(parseLedgerLine(narrow, cells, 2)).toMatchObject({ ok: true, line: { payment: 'online', paidAt: null } });
  });
  it('notices an online payment of nothing and a date on an exempt one', () => {
    expect(noticesOf({ feeDue: '0' })).toEqual(['Thanh toán: paymentMismatch']);
    expect(noticesOf({ payment: 'Miễn' })).toEqual(['Thanh toán: paymentMismatch']);
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
    const result = read({
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
    const cut = parseLedgerLine(header, cellsWith({}).slice(0, 15), 3);
    expect(cut).toMatchObject({ ok: false, problems: [{ code: 'tooFewCells', column: '' }] });
    const slipped = parseLedgerLine(header, ['thừa', ...cellsWith({})], 3);
    if (slipped.ok) throw new Error('accepted');
    expect(slipped.problems[0]?.code).toBe('tooManyCells');
    expect(parseLedgerLine(header, [...cellsWith({}), '', ' '], 3).ok).toBe(true);
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
