import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalDateTime } from '../time/local-date-time.ts';
import { belongsTo, INBOX_PAGE_SIZE, INBOX_SORTS, INBOX_TABS, type InboxRow, inboxPage, inboxTab } from './inbox.ts';

const row = fc.record({
  dossierCode: fc.string({ minLength: 1, maxLength: 6 }),
  applicant: fc.constantFrom('Ánh', 'an', 'Đức', ''),
  sectorKey: fc.constantFrom('a', 'b'),
  assignee: fc.constantFrom(null, 'x', 'y'),
  dueAt: fc.constantFrom(null, '2023-07-10T17:00', '2023-07-11T17:00') as fc.Arbitrary<LocalDateTime | null>,
  receivedAt: fc.constantFrom(null, '2023-07-01T08:00') as fc.Arbitrary<LocalDateTime | null>,
  stepDueAt: fc.constantFrom(null, '2023-07-09T17:00') as fc.Arbitrary<LocalDateTime | null>,
  standing: fc.constantFrom(null, 'overdue', 'withinTime'),
}) as fc.Arbitrary<InboxRow>;

describe('pages of an inbox', () => {
  it('hold every row that fits exactly once, in order, whatever the sort', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: (one) => one.dossierCode, maxLength: 120 }),
        fc.constantFrom(...INBOX_SORTS),
        fc.boolean(),
        fc.constantFrom('', 'a'),
        fc.constantFrom('', '-', 'x'),
        fc.constantFrom('' as const, 'overdue' as const),
        (rows, sort, descending, sector, officer, due) => {
          const filter = { sector, officer, due, sort, descending, page: 1 };
          const expected = rows.filter(
            (one) =>
              (sector === '' || one.sectorKey === sector) &&
              (officer === '' || one.assignee === (officer === '-' ? null : officer)) &&
              (due === '' || one.standing === due),
          );
          const first = inboxPage(rows, filter);
          const pages = Array.from({ length: first.pageCount }, (_, index) =>
            inboxPage(rows, { ...filter, page: index + 1 }),
          );
          const seen = pages.flatMap((page) => page.rows.map((one) => one.dossierCode));
          expect(first.total).toBe(expected.length);
          expect([...seen].sort()).toEqual(expected.map((one) => one.dossierCode).sort());
          expect(pages.slice(0, -1).every((page) => page.rows.length === INBOX_PAGE_SIZE)).toBe(true);
          if (sort === 'ma') expect(seen).toEqual(descending ? [...seen].sort().reverse() : [...seen].sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('stay within the pages that there are', () => {
    const filter = { sector: '', officer: '', due: '' as const, sort: 'han' as const, descending: false };
    expect(inboxPage([], { ...filter, page: 99 })).toMatchObject({ page: 1, pageCount: 1, rows: [] });
    expect(inboxPage([], { ...filter, page: -3 }).page).toBe(1);
  });
});

describe('tabs', () => {
  const me = { loginName: 'mai', roles: ['specialist'] as const };
  const task = { kind: 'process' as const, onHold: false, assignee: null, role: 'specialist', owing: false };
  it('show as mine what is given to me, or to nobody and my role', () => {
    const mine = inboxTab('cua-toi');
    expect(belongsTo(mine, task, me)).toBe(true);
    expect(belongsTo(mine, { ...task, assignee: 'mai' }, me)).toBe(true);
    expect(belongsTo(mine, { ...task, assignee: 'lan' }, me)).toBe(false);
    expect(belongsTo(mine, { ...task, role: 'leader' }, me)).toBe(false);
    expect(belongsTo(mine, { ...task, assignee: 'mai', onHold: true }, me)).toBe(false);
    expect(belongsTo(inboxTab('cho-bo-sung'), { ...task, onHold: true }, me)).toBe(true);
    expect(inboxTab('không có')).toBe(INBOX_TABS[0]);
  });

  it('show a cashier whatever is still to be paid, at any step, and nobody else as theirs', () => {
    const cashier = { loginName: 'thu', roles: ['cashier'] as const };
    for (const onHold of [false, true])
      for (const owing of [false, true]) {
        const one = { ...task, role: 'leader', onHold, owing };
        expect(belongsTo(inboxTab('cua-toi'), one, cashier)).toBe(owing);
        expect(belongsTo(inboxTab('cua-toi'), one, me)).toBe(false);
        expect(belongsTo(inboxTab('thu-phi'), one, me)).toBe(owing);
      }
  });
});
