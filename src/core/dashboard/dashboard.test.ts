import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../time/plain-date.ts';
import { weeksThrough } from './weeks.ts';
import { type PendingItem, pendingBehind, STANDINGS, workloadBy, workloadTotal } from './workload.ts';

const items = fc.array(
  fc.record({
    dossierCode: fc.string({ minLength: 1, maxLength: 6 }),
    procedureCode: fc.constant('1.000894'),
    receivedAt: fc.constant('2023-08-01T08:00'),
    dueAt: fc.constantFrom('2023-08-01T17:00', '2023-08-02T17:00', '2023-08-03T17:00'),
    standing: fc.constantFrom(...STANDINGS),
    step: fc.constantFrom('Thẩm định', 'Phê duyệt', 'Trả kết quả'),
    officer: fc.constantFrom('an', 'binh', null),
  }),
);
const byOfficer = (item: PendingItem) => ({ key: item.officer ?? '-', label: item.officer ?? 'Chưa giao' });

describe('workload', () => {
  it('loses and invents nobody: rows add up to the whole, and each figure has as many dossiers behind it', () => {
    fc.assert(
      fc.property(items, (all) => {
        const rows = workloadBy(all, byOfficer);
        const total = workloadTotal(all);
        for (const standing of STANDINGS) {
          expect(rows.reduce((sum, row) => sum + row.counts[standing], 0)).toBe(total[standing]);
          for (const row of rows)
            expect(pendingBehind(all, { standing, officer: row.key === '-' ? null : row.key })).toHaveLength(
              row.counts[standing],
            );
        }
        expect(rows.reduce((sum, row) => sum + row.total, 0)).toBe(all.length);
      }),
    );
  });

  it('puts the most overdue first and lists the earliest due first', () => {
    fc.assert(
      fc.property(items, (all) => {
        const overdue = workloadBy(all, byOfficer).map((row) => row.counts.overdue);
        expect(overdue).toEqual([...overdue].sort((a, b) => b - a));
        const due = pendingBehind(all, {}).map((item) => item.dueAt);
        expect(due).toEqual([...due].sort());
      }),
    );
  });

  it('leaves out of a due day what stands still', () => {
    const item = (standing: PendingItem['standing']): PendingItem => ({
      dossierCode: standing,
      procedureCode: '',
      receivedAt: '',
      dueAt: '2023-08-02T17:00',
      standing,
      step: '',
      officer: null,
    });
    expect(pendingBehind([item('suspended'), item('dueSoon')], { dueOn: '2023-08-02' })).toHaveLength(1);
  });
});

describe('weeks', () => {
  it('run from Monday to Sunday', () => {
    // 14/08/2023 is a Monday, 20/08/2023 a Sunday.
    expect(weeksThrough('2023-08-14' as PlainDate, 1)).toEqual([{ from: '2023-08-14', through: '2023-08-20' }]);
    expect(weeksThrough('2023-08-20' as PlainDate, 2)).toEqual([
      { from: '2023-08-07', through: '2023-08-13' },
      { from: '2023-08-14', through: '2023-08-20' },
    ]);
    expect(weeksThrough('2024-01-01' as PlainDate, 1)[0]).toEqual({ from: '2024-01-01', through: '2024-01-07' });
  });
});
