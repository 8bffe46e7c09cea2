import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../time/plain-date.ts';
import {
  closesAt,
  opensAt,
  type PeriodKind,
  parsePeriod,
  periodContaining,
  periodLabel,
  periodRange,
  previousPeriod,
  reportingPeriod,
} from './period.ts';

describe('kỳ báo cáo theo NĐ 09/2019 Điều 12', () => {
  it.each([
    ['2023-Q1', '2022-12-15', '2023-03-14', 'Quý I năm 2023'],
    ['2023-Q2', '2023-03-15', '2023-06-14', 'Quý II năm 2023'],
    ['2023-Q3', '2023-06-15', '2023-09-14', 'Quý III năm 2023'],
    ['2023-Q4', '2023-09-15', '2023-12-14', 'Quý IV năm 2023'],
    ['2024-Q1', '2023-12-15', '2024-03-14', 'Quý I năm 2024'],
    ['2023-01', '2022-12-15', '2023-01-14', 'Tháng 1 năm 2023'],
    ['2023-09', '2023-08-15', '2023-09-14', 'Tháng 9 năm 2023'],
    ['2024-03', '2024-02-15', '2024-03-14', 'Tháng 3 năm 2024'],
    ['2023-12', '2023-11-15', '2023-12-14', 'Tháng 12 năm 2023'],
    ['2023-H1', '2022-12-15', '2023-06-14', '6 tháng đầu năm 2023'],
    ['2023-H2', '2023-06-15', '2023-12-14', '6 tháng cuối năm 2023'],
    ['2023', '2022-12-15', '2023-12-14', 'Năm 2023'],
    ['2024', '2023-12-15', '2024-12-14', 'Năm 2024'],
  ])('%s runs from %s to %s', (id, from, through, label) => {
    const period = reportingPeriod(id);
    expect(period).toMatchObject({ id, from, through });
    expect(opensAt(period)).toBe(`${from}T00:00`);
    expect(closesAt(period)).toBe(`${through}T23:59`);
    expect(periodLabel(period)).toBe(label);
  });

  it('is written as the forms print it', () =>
    expect(periodRange(reportingPeriod('2023-Q3'))).toBe('Từ ngày 15/6/2023 đến ngày 14/9/2023'));

  it.each([
    ['2023-Q1', '2022-Q4'],
    ['2023-Q3', '2023-Q2'],
    ['2023-01', '2022-12'],
    ['2023-10', '2023-09'],
    ['2023-H1', '2022-H2'],
    ['2023-H2', '2023-H1'],
    ['2023', '2022'],
  ])('before %s came %s', (id, before) => expect(previousPeriod(reportingPeriod(id)).id).toBe(before));

  it.each([
    '',
    '2023-Q0',
    '2023-Q5',
    '2023-13',
    '2023-00',
    '2023-9',
    '2023-H3',
    '2023-q3',
    'Q3-2023',
    '2023-Q3 ',
    ' 2023',
    '23-Q3',
    '2023-Q33',
    '1976-Q1',
    '0000',
    '3000',
    '2023-Q3\n',
    '２０２３',
  ])('refuses «%s» and shows how to write one', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
    expect(() => reportingPeriod(text)).toThrow('Viết như 2023-Q3');
  });

  it.each<PeriodKind>([
    'month',
    'quarter',
    'halfYear',
    'year',
  ])('every day from 2021 to 2026 lies in exactly one %s', (kind) => {
    let last = '';
    let changes = 0;
    for (let date = plainDate('2021-01-01'); date <= '2026-12-31'; date = addDays(date, 1)) {
      const period = periodContaining(kind, date);
      expect(period.kind).toBe(kind);
      expect(period.from <= date && date <= period.through).toBe(true);
      // consecutive periods touch: neither a day in two nor a day in none
      const before = previousPeriod(period);
      if (addDays(before.through, 1) !== period.from)
        expect.fail(`${before.id} ends ${before.through}, ${period.id} begins ${period.from}`);
      if (period.id !== last) {
        if (last !== '') expect(before.id).toBe(last);
        changes += 1;
        last = period.id;
      }
    }
    expect(changes).toBe({ month: 73, quarter: 25, halfYear: 13, year: 7 }[kind]);
  });
});
