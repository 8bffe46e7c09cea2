import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochDay, type PlainDate, toEpochDay } from '../time/plain-date.ts';
import { parseCellDate } from './cell-date.ts';
import { parseCellMoney } from './cell-money.ts';
import { cleanCell } from './cell-text.ts';

describe('dates in cells', () => {
  it.each([
    ['5/6/2023', '2023-06-05', undefined],
    ['05/06/2023', '2023-06-05', undefined],
    ['05/06/2023 07:33', '2023-06-05', 453],
    ['05/06/2023 7:33', '2023-06-05', 453],
    ['05/06/2023 07:33:59', '2023-06-05', 453],
    ['05-06-2023 07:33', '2023-06-05', 453],
    ['5.6.2023', '2023-06-05', undefined],
    ['2023-06-05', '2023-06-05', undefined],
    ['2023-06-05 07:33', '2023-06-05', 453],
    ['2023-06-05T07:33', '2023-06-05', 453],
    ['2023-06-05T07:33:20.123', '2023-06-05', 453],
    ['07:33 05/06/2023', '2023-06-05', 453],
    ['29/02/2024 00:00', '2024-02-29', 0],
    ['31/12/2099 23:59', '2099-12-31', 1439],
    ['01/01/2000 00:00', '2000-01-01', 0],
  ])('%s', (text, date, minuteOfDay) => expect(parseCellDate(text)).toEqual({ date, minuteOfDay }));

  it.each([
    ['31/02/2023', 'dateUnreal'],
    ['31/02/2023 10:00', 'dateUnreal'],
    ['29/02/2023 10:00', 'dateUnreal'],
    ['00/06/2023 10:00', 'dateUnreal'],
    ['06/13/2023', 'dateUnreal'],
    ['2023-02-31', 'dateUnreal'],
    ['05/06/2023 24:00', 'timeUnreal'],
    ['05/06/2023 10:60', 'timeUnreal'],
    ['05/06/2023 10:00:60', 'timeUnreal'],
    ['05/06/1999 10:00', 'dateYear'],
    ['05/06/2100', 'dateYear'],
    ['05/06/23', 'dateYear'],
    ['05/06/2566', 'dateYear'],
    ['05/06/2023 10', 'dateShape'],
    ['05/06/2023 10:0', 'dateShape'],
    ['05/06-2023', 'dateShape'],
    ['2023-06-05T10:00Z', 'dateShape'],
    ['2023-06-05T10:00+07:00', 'dateShape'],
    ['05/06/2023 08:00 SA', 'dateShape'],
    ['45082.3', 'dateShape'],
    ['hôm qua', 'dateShape'],
    ['0٥/06/2023 10:00', 'dateShape'],
    [`05/06/2023${' '.repeat(50_000)}x`, 'dateShape'],
  ])('refuses %s', (text, fault) => expect(parseCellDate(text)).toBe(fault));

  it('reads every minute of 2000–2099 as it was written', () => {
    const day = fc.integer({ min: toEpochDay('2000-01-01' as PlainDate), max: toEpochDay('2099-12-31' as PlainDate) });
    fc.assert(
      fc.property(day, fc.nat(1439), (epochDay, minuteOfDay) => {
        const date = fromEpochDay(epochDay);
        const [y, m, d] = date.split('-') as [string, string, string];
        const time = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
        expect(parseCellDate(`${d}/${m}/${y} ${time}`)).toEqual({ date, minuteOfDay });
        expect(parseCellDate(`${Number(d)}/${Number(m)}/${y} ${time}:07`)).toEqual({ date, minuteOfDay });
        expect(parseCellDate(`${date}T${time}`)).toEqual({ date, minuteOfDay });
      }),
    );
  });
});

describe('money in cells', () => {
  it.each([
    ['0', 0],
    ['20000', 20_000],
    ['20.000', 20_000],
    ['20,000 đ', 20_000],
    ['20.000đ', 20_000],
    ['20 000 đồng', 20_000],
    ['36.970.500 VNĐ', 36_970_500],
    ['1000000000000', 1_000_000_000_000],
    ['1.000.000.000.000', 1_000_000_000_000],
    ['-0', 0],
    ['007', 7],
  ])('%s', (text, amount) => expect(parseCellMoney(text)).toBe(amount));

  it.each([
    ['-1', 'moneyNegative'],
    ['-20.000 đ', 'moneyNegative'],
    ['−5', 'moneyNegative'],
    ['1000000000001', 'moneyTooLarge'],
    ['999.999.999.999.999', 'moneyTooLarge'],
    ['20.5', 'moneyShape'],
    ['20000,5', 'moneyShape'],
    ['1.500,00', 'moneyShape'],
    ['20.00', 'moneyShape'],
    ['2.0000', 'moneyShape'],
    ['1.000,000', 'moneyShape'],
    ['20000 USD', 'moneyShape'],
    ['hai mươi nghìn', 'moneyShape'],
    ['1e6', 'moneyShape'],
    ['đ', 'moneyShape'],
    ['９９', 'moneyShape'],
    ['9'.repeat(50_000), 'moneyShape'],
  ])('refuses %s', (text, fault) => expect(parseCellMoney(text)).toBe(fault));
});

describe('text in cells', () => {
  it('gives NFC, single spaces, none at the ends, nothing invisible', () => {
    expect(cleanCell('  Trần\u00a0 Thị\r\nHoà \t')).toBe('Trần Thị Hoà');
    expect(cleanCell('Hộ tịch'.normalize('NFD'))).toBe('Hộ tịch');
    expect(cleanCell('a\u200bb\ufeffc\u00add')).toBe('abcd');
    expect(cleanCell('Hộ\u00ad tịch')).toBe('Hộ tịch');
    expect(cleanCell('   ')).toBe('');
  });
  it('leaves formulas the text that they are', () => {
    for (const text of ['=1+1', '+84', '-5', '@x', "=cmd|' /C calc'!A0", '#hashtag', '#'])
      expect(cleanCell(text)).toBe(text);
  });
  it.each([
    '\u0000',
    'a\u0007b',
    '\u001b[31m',
    'x\u007f',
    '\u0090',
    'a\u202eb',
    '\u2066',
    '\ud800',
    'x\udc00y',
  ])('refuses %j', (text) => expect(cleanCell(text)).toEqual({ fault: 'controlCharacter' }));
  it.each(['#N/A', '#REF!', ' #VALUE! ', '#DIV/0!', '#NAME?'])('knows the error %s of a spreadsheet', (text) =>
    expect(cleanCell(text)).toEqual({ fault: 'excelError' }));
  it('is idempotent on anything, and its short cut changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const once = cleanCell(text);
        if (typeof once !== 'string') return;
        expect(cleanCell(once)).toBe(once);
        expect(once).toBe(once.normalize('NFC').trim());
        expect(once).not.toMatch(/\s\s|[\r\n\t]/);
      }),
      { numRuns: 2_000 },
    );
  });
  it('keeps a pair of surrogates', () => expect(cleanCell('🏠 nhà')).toBe('🏠 nhà'));
});
