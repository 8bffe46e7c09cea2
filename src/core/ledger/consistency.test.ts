import { describe, expect, it } from 'vitest';
import { codesOf, lineOf, noticesOf, PENDING, SOUND } from '../../../test/support/ledger-row.ts';
import { LEDGER_COLUMNS, type LedgerColumnKey } from './columns.ts';
import { recogniseHeader } from './header.ts';
import { parseLedgerLine } from './line.ts';

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
