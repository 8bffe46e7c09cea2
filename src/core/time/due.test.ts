import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { CalendarGapError, WorkCalendar } from './calendar.ts';
import { dueAt } from './due.ts';
import { explainDue, explanationLines } from './explain-due.ts';
import { fromCivilMinute, localDateTime, toCivilMinute } from './local-date-time.ts';
import { parseTerm } from './term.ts';

const calendar = new WorkCalendar(CALENDARS);
const due = (received: string, term: string, ...suspensions: readonly string[]): string =>
  dueAt(
    calendar,
    localDateTime(received),
    parseTerm(term),
    suspensions.map((span) => {
      const [from, to] = span.split('/') as [string, string];
      return { from: localDateTime(from), to: to === '' ? null : localDateTime(to) };
    }),
  );

describe('hạn trả: giờ làm việc', () => {
  it.each([
    ['2023-09-06T06:59', '8 workingHour', '2023-09-06T17:00'],
    ['2023-09-06T07:00', '8 workingHour', '2023-09-06T17:00'],
    ['2023-09-06T07:01', '8 workingHour', '2023-09-07T07:01'],
    ['2023-09-06T10:29', '1 workingHour', '2023-09-06T11:29'],
    ['2023-09-06T10:30', '1 workingHour', '2023-09-06T11:30'],
    ['2023-09-06T10:31', '1 workingHour', '2023-09-06T13:31'],
    ['2023-09-06T11:29', '1 workingHour', '2023-09-06T14:29'],
    ['2023-09-06T11:30', '1 workingHour', '2023-09-06T14:30'],
    ['2023-09-06T11:31', '1 workingHour', '2023-09-06T14:30'],
    ['2023-09-06T13:29', '1 workingHour', '2023-09-06T14:30'],
    ['2023-09-06T13:30', '1 workingHour', '2023-09-06T14:30'],
    ['2023-09-06T13:31', '1 workingHour', '2023-09-06T14:31'],
    ['2023-09-06T15:59', '1 workingHour', '2023-09-06T16:59'],
    ['2023-09-06T16:00', '1 workingHour', '2023-09-06T17:00'],
    ['2023-09-06T16:01', '1 workingHour', '2023-09-07T07:01'],
    ['2023-09-06T16:59', '1 workingHour', '2023-09-07T07:59'],
    ['2023-09-06T17:00', '1 workingHour', '2023-09-07T08:00'],
    ['2023-09-06T17:01', '1 workingHour', '2023-09-07T08:00'],
    ['2023-09-08T23:59', '1 workingHour', '2023-09-11T08:00'],
    ['2023-09-09T12:00', '1 workingHour', '2023-09-11T08:00'],
    ['2023-08-31T16:30', '1 workingHour', '2023-09-05T07:30'],
    ['2024-05-03T16:30', '1 workingHour', '2024-05-04T07:30'],
  ])('%s + %s: %s', (received, term, expected) => expect(due(received, term)).toBe(expected));
});

describe('hạn trả: ngày làm việc', () => {
  it.each([
    ['2023-08-31T15:20', '3 workingDay', '2023-09-07T17:00'],
    // opening time does not matter, closing time does
    ['2023-09-06T06:59', '1 workingDay', '2023-09-07T17:00'],
    ['2023-09-06T07:00', '1 workingDay', '2023-09-07T17:00'],
    ['2023-09-06T12:00', '1 workingDay', '2023-09-07T17:00'],
    ['2023-09-06T16:59', '1 workingDay', '2023-09-07T17:00'],
    ['2023-09-06T17:00', '1 workingDay', '2023-09-08T17:00'],
    ['2023-09-06T17:01', '1 workingDay', '2023-09-08T17:00'],
    // weekend
    ['2023-09-08T16:59', '1 workingDay', '2023-09-11T17:00'],
    ['2023-09-08T17:00', '1 workingDay', '2023-09-12T17:00'],
    ['2023-09-09T10:00', '1 workingDay', '2023-09-12T17:00'],
    ['2023-09-10T23:59', '1 workingDay', '2023-09-12T17:00'],
    ['2023-09-11T00:00', '1 workingDay', '2023-09-12T17:00'],
    // Quốc khánh 2023: 1/9 and 4/9 are off
    ['2023-08-31T16:59', '1 workingDay', '2023-09-05T17:00'],
    ['2023-08-31T17:00', '1 workingDay', '2023-09-06T17:00'],
    ['2023-09-01T08:00', '1 workingDay', '2023-09-06T17:00'],
    ['2023-09-04T23:59', '1 workingDay', '2023-09-06T17:00'],
    ['2023-09-05T00:00', '1 workingDay', '2023-09-06T17:00'],
    // 29/4/2024 is swapped for Saturday 4/5/2024
    ['2024-04-26T10:00', '1 workingDay', '2024-05-02T17:00'],
    ['2024-04-26T10:00', '3 workingDay', '2024-05-04T17:00'],
    ['2024-04-26T10:00', '4 workingDay', '2024-05-06T17:00'],
    ['2024-05-04T16:59', '1 workingDay', '2024-05-06T17:00'],
    ['2024-05-04T17:00', '1 workingDay', '2024-05-07T17:00'],
    ['2024-05-11T10:00', '1 workingDay', '2024-05-14T17:00'],
  ])('%s + %s: %s', (received, term, expected) => expect(due(received, term)).toBe(expected));
});

describe('hạn trả: trong ngày', () => {
  it.each([
    ['2023-09-06T00:00', '2023-09-06T17:00'],
    ['2023-09-06T14:59', '2023-09-06T17:00'],
    ['2023-09-06T15:00', '2023-09-07T17:00'],
    ['2023-09-06T15:01', '2023-09-07T17:00'],
    ['2023-09-06T17:00', '2023-09-07T17:00'],
    ['2023-09-08T14:59', '2023-09-08T17:00'],
    ['2023-09-08T15:00', '2023-09-11T17:00'],
    ['2023-09-09T08:00', '2023-09-11T17:00'],
    ['2023-08-31T15:00', '2023-09-05T17:00'],
    ['2023-09-01T08:00', '2023-09-05T17:00'],
    ['2023-09-04T08:00', '2023-09-05T17:00'],
    ['2024-05-04T14:59', '2024-05-04T17:00'],
    ['2024-05-04T15:00', '2024-05-06T17:00'],
  ])('received %s: %s', (received, expected) => expect(due(received, 'sameDay')).toBe(expected));
});

describe('hạn trả: ngày, tháng theo lịch', () => {
  it.each([
    ['2023-08-25T08:00', '6 calendarDay', '2023-08-31T17:00'],
    ['2023-08-25T08:00', '7 calendarDay', '2023-09-05T17:00'],
    ['2023-08-25T08:00', '10 calendarDay', '2023-09-05T17:00'],
    ['2023-08-25T08:00', '11 calendarDay', '2023-09-05T17:00'],
    ['2023-08-25T08:00', '12 calendarDay', '2023-09-06T17:00'],
    // the hour of receipt plays no part
    ['2023-08-30T23:59', '1 calendarDay', '2023-08-31T17:00'],
    ['2023-08-31T00:00', '1 calendarDay', '2023-09-05T17:00'],
    ['2024-05-03T10:00', '1 calendarDay', '2024-05-04T17:00'],
    // month ends
    ['2023-01-31T09:00', '1 month', '2023-02-28T17:00'],
    ['2024-01-31T09:00', '1 month', '2024-02-29T17:00'],
    ['2024-01-30T09:00', '1 month', '2024-02-29T17:00'],
    ['2024-01-28T09:00', '1 month', '2024-02-28T17:00'],
    ['2024-02-29T09:00', '12 month', '2025-02-28T17:00'],
    ['2023-12-31T09:00', '2 month', '2024-02-29T17:00'],
    // 30/9/2023 is a Saturday; 1/9/2023 is a holiday before a long week-end
    ['2023-08-31T09:00', '1 month', '2023-10-02T17:00'],
    ['2023-08-01T09:00', '1 month', '2023-09-05T17:00'],
    ['2024-04-04T09:00', '1 month', '2024-05-04T17:00'],
  ])('%s + %s: %s', (received, term, expected) => expect(due(received, term)).toBe(expected));
});

describe('hạn trả: dừng tính', () => {
  // 17, 18, 19, 27 and 30 January 2023: Tết lies between.
  const received = '2023-01-16T09:00';
  it.each([
    ['none', [], '2023-01-30T17:00'],
    // 300 minutes on 18/1, 480 on 19/1, 480 on 27/1, 180 on 30/1: three days of work
    ['over Tết', ['2023-01-18T10:00/2023-01-30T10:00'], '2023-02-02T17:00'],
    ['wholly inside Tết', ['2023-01-20T00:00/2023-01-26T23:59'], '2023-01-30T17:00'],
    ['over a lunch break', ['2023-01-17T11:30/2023-01-17T13:30'], '2023-01-30T17:00'],
    ['of one minute', ['2023-01-17T08:00/2023-01-17T08:01'], '2023-01-31T07:01'],
    ['a minute before due', ['2023-01-30T16:59/2023-01-31T16:59'], '2023-01-31T17:00'],
    ['exactly at due', ['2023-01-30T17:00/2023-01-31T17:00'], '2023-01-30T17:00'],
    ['after due', ['2023-01-30T17:01/2023-01-31T17:00'], '2023-01-30T17:00'],
    ['open', ['2023-01-17T08:00/'], '2023-01-30T17:00'],
    [
      'the first moves due past the second',
      ['2023-01-17T08:00/2023-01-18T08:00', '2023-01-31T08:00/2023-02-01T08:00'],
      '2023-02-01T17:00',
    ],
    [
      'the first moves due up to the second only',
      ['2023-01-17T08:00/2023-01-18T08:00', '2023-01-31T17:00/2023-02-01T17:00'],
      '2023-01-31T17:00',
    ],
    ['closed, then open', ['2023-01-17T08:00/2023-01-18T08:00', '2023-01-31T08:00/'], '2023-01-31T17:00'],
  ] as const)('%s', (_, spans, expected) => expect(due(received, '5 workingDay', ...spans)).toBe(expected));
});

describe('what no calendar covers', () => {
  it.each([
    ['2027-12-31T10:00', '1 workingDay', 2028],
    ['2027-12-31T10:00', 'sameDay', undefined],
    ['2027-12-31T15:00', 'sameDay', 2028],
    ['2027-12-31T16:00', '1 workingHour', undefined],
    ['2027-12-31T16:01', '1 workingHour', 2028],
    ['2027-12-01T10:00', '31 calendarDay', 2028],
    ['2024-02-29T09:00', '48 month', 2028],
    ['2019-12-31T10:00', '1 workingHour', 2019],
    ['2019-12-31T10:00', '1 workingDay', 2019],
    ['2019-12-31T10:00', 'sameDay', 2019],
    ['2019-12-31T10:00', '5 calendarDay', 2019],
    ['2019-12-31T10:00', '1 month', 2019],
  ])('%s + %s names the year %s', (received, term, year) => {
    if (year === undefined) {
      expect(due(received, term)).toBe('2027-12-31T17:00');
      return;
    }
    for (const ask of [
      () => due(received, term),
      () => explainDue(calendar, localDateTime(received), parseTerm(term)),
    ]) {
      expect(ask).toThrow(CalendarGapError);
      expect(ask).toThrow(`Lịch năm ${year} chưa công bố`);
    }
  });

  it('a suspension that ends beyond the calendar is an error too', () => {
    expect(() => due('2027-12-20T10:00', '3 workingDay', '2027-12-21T08:00/2028-01-05T08:00')).toThrow('Lịch năm 2028');
  });
});

describe('properties', () => {
  const minute = fc
    .integer({
      min: toCivilMinute(localDateTime('2020-01-01T00:00')),
      max: toCivilMinute(localDateTime('2026-06-30T23:59')),
    })
    .map(fromCivilMinute);
  const term = fc
    .record({
      unit: fc.constantFrom('workingHour', 'workingDay', 'sameDay', 'calendarDay', 'month'),
      value: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ unit, value }) => ({ unit, value: unit === 'sameDay' ? 1 : value }) as const);
  const spans = (received: string) =>
    fc
      .array(fc.tuple(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 1, max: 6000 })), { maxLength: 4 })
      .map((gaps) => {
        let at = toCivilMinute(localDateTime(received));
        return gaps.map(([gap, length]) => {
          const from = at + gap;
          at = from + length;
          return { from: fromCivilMinute(from), to: fromCivilMinute(at) };
        });
      });

  it('a suspension never makes due earlier, and due is never before receipt', () => {
    fc.assert(
      fc.property(
        minute.chain((at) => fc.tuple(fc.constant(at), term, spans(at))),
        ([received, length, suspended]) => {
          for (let n = 0; n < suspended.length; n += 1) {
            const without = dueAt(calendar, received, length, suspended.slice(0, n));
            expect(dueAt(calendar, received, length, suspended.slice(0, n + 1)) >= without).toBe(true);
            expect(without > received).toBe(true);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('later receipt is never due earlier', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 5000 }), term, (received, wait, length) => {
        const later = fromCivilMinute(toCivilMinute(received) + wait);
        expect(dueAt(calendar, later, length) >= dueAt(calendar, received, length)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('a holiday inserted never makes due earlier', () => {
    fc.assert(
      fc.property(minute, term, fc.integer({ min: 0, max: 40 }), (received, length, days) => {
        const date = fromCivilMinute(toCivilMinute(received) + days * 1440).slice(0, 10);
        const more = new WorkCalendar(
          CALENDARS.map((year) =>
            date.startsWith(`${year.year}`)
              ? {
                  ...year,
                  makeUpDays: year.makeUpDays.filter((day) => day.date !== date),
                  holidays: [
                    ...year.holidays.filter((day) => day.date !== date),
                    {
                      date: date as (typeof year.holidays)[number]['date'],
                      name: 'bão',
                      basis: 'thử',
                      status: 'decided',
                      kind: 'swap',
                    },
                  ],
                }
              : year,
          ),
        );
        expect(more.isWorkingDay(Math.floor(toCivilMinute(localDateTime(`${date}T00:00`)) / 1440))).toBe(false);
        expect(dueAt(more, received, length) >= dueAt(calendar, received, length)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('the explanation ends at the due instant, counts the whole term and skips only days off, once each', () => {
    fc.assert(
      fc.property(
        minute.chain((at) => fc.tuple(fc.constant(at), term, spans(at))),
        ([received, length, suspended]) => {
          const explained = explainDue(calendar, received, length, suspended);
          expect(explained.dueAt).toBe(dueAt(calendar, received, length, suspended));
          const { steps } = explained;
          const moves = steps.flatMap((step) =>
            step.kind === 'due' ? [step.at] : step.kind === 'suspended' ? [step.movedTo] : [],
          );
          expect(moves[0]).toBe(dueAt(calendar, received, length));
          expect(moves.at(-1)).toBe(explained.dueAt);
          const counted = steps.filter((step) => step.kind === 'counted');
          if (length.unit === 'workingHour') {
            expect(counted.reduce((sum, step) => sum + step.minutes, 0)).toBe(length.value * 60);
            expect(counted.at(-1)?.to).toBe(moves[0]);
          }
          if (length.unit === 'workingDay') {
            expect(counted.map((step) => step.ordinal)).toEqual(Array.from({ length: length.value }, (_, n) => n + 1));
            expect(counted.at(-1)?.to).toBe(moves[0]);
          }
          const skipped = steps.flatMap((step) => (step.kind === 'skipped' ? [step.day.date] : []));
          expect(new Set(skipped).size).toBe(skipped.length);
          const spoken = steps.filter((step) => step.kind === 'suspended' || step.kind === 'ignoredSuspension');
          expect(spoken.length).toBe(suspended.length);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('vì sao hạn trả là ngày đó', () => {
  it('says of the hours of each day how many are left, and of the last that nothing is', () => {
    const lines = explanationLines(explainDue(calendar, localDateTime('2023-09-06T07:01'), parseTerm('8 workingHour')));
    expect(lines.filter((line) => line.includes('làm việc, từ')).map((line) => line.split('; ')[1])).toEqual([
      'còn 1 phút.',
      'đủ thời hạn.',
    ]);
  });

  it('names the days skipped with their basis', () => {
    const lines = explanationLines(explainDue(calendar, localDateTime('2023-08-31T15:20'), parseTerm('3 workingDay')));
    expect(lines.join('\n')).toMatch(/Bỏ qua thứ Sáu 1\/9\/2023: .+ \(.+\)/);
    expect(lines.join('\n')).toContain('Bỏ qua Chủ nhật 3/9/2023');
    expect(lines.join('\n')).toContain('Ngày làm việc thứ 3: thứ Năm 7/9/2023');
    expect(lines.at(-1)).toContain('17:00 ngày 07/09/2023');
  });

  it('says why a late receipt counts as of the next day, and what 15:00 does', () => {
    const first = (received: string, term: string) =>
      explainDue(calendar, localDateTime(received), parseTerm(term)).steps[0]?.text ?? '';
    expect(first('2023-09-06T17:00', '1 workingDay')).toContain('giờ đóng cửa (17:00)');
    expect(first('2023-09-09T08:00', '1 workingDay')).toContain('là ngày nghỉ');
    expect(first('2023-09-06T16:59', '1 workingDay')).not.toContain('nên');
    expect(first('2023-09-06T15:00', 'sameDay')).toContain('15 giờ');
    expect(first('2023-09-06T14:59', 'sameDay')).not.toContain('15 giờ');
  });

  it('is provisional only where an unconfirmed day takes part', () => {
    const provisional = (received: string, term: string) =>
      explainDue(calendar, localDateTime(received), parseTerm(term)).provisional;
    expect(provisional('2023-08-31T15:20', '3 workingDay')).toBe(false);
    // 31/8/2026 is not confirmed in the data of 2026
    expect(provisional('2026-08-28T09:00', '1 workingDay')).toBe(true);
    expect(provisional('2026-08-27T09:00', '1 workingDay')).toBe(false);
  });

  it('counts a suspension in working time and says that an open or late one moves nothing', () => {
    const spans = ['2023-01-18T10:00/2023-01-30T10:00', '2023-02-02T17:00/2023-02-03T08:00'].map((span) => {
      const [from, to] = span.split('/') as [string, string];
      return { from: localDateTime(from), to: localDateTime(to) };
    });
    const { steps } = explainDue(calendar, localDateTime('2023-01-16T09:00'), parseTerm('5 workingDay'), [
      ...spans,
      { from: localDateTime('2023-02-06T08:00'), to: null },
    ]);
    const said = steps.filter((step) => step.kind === 'suspended' || step.kind === 'ignoredSuspension');
    expect(said.map((step) => step.kind)).toEqual(['suspended', 'ignoredSuspension', 'ignoredSuspension']);
    expect(said[0]).toMatchObject({ minutes: 1440, movedTo: '2023-02-02T17:00' });
  });
});
