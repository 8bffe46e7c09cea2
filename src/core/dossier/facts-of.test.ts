import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { NATIONAL_DOSSIER } from '../../law/statuses/national-10.ts';
import { WorkCalendar } from '../time/calendar.ts';
import { fromCivilMinute, localDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { parseTerm } from '../time/term.ts';
import { type Dossier, emptyDossier, fold } from './dossier.ts';
import { dueHistory, factsOf } from './facts-of.ts';
import { randomFrom, randomLog } from './random-log.testkit.ts';
import { timeliness } from './timeliness.ts';

const calendar = new WorkCalendar(CALENDARS);
const at = localDateTime;
const span = (text: string) => {
  const [from, to] = text.split('/') as [string, string];
  return { from: at(from), to: to === '' ? null : at(to) };
};
/** Received on Wednesday 6/9/2023 at 09:00, three working days: due Monday 11/9 at 17:00. */
const dossier = (more: Partial<Dossier> = {}): Dossier => ({
  ...emptyDossier(NATIONAL_DOSSIER),
  receivedAt: at('2023-09-06T09:00'),
  term: parseTerm('3 workingDay'),
  ...more,
});
const due = (more: Partial<Dossier> = {}) => dueHistory(calendar, dossier(more));
const moved = (rescheduledAt: string, dueAt: string) => ({ at: at(rescheduledAt), dueAt: at(dueAt) });

describe('hạn trả của hồ sơ', () => {
  it('comes from the term, and from the slip where there is one', () => {
    expect(due()).toEqual({ dueAt: '2023-09-11T17:00', lapsedDuring: [] });
    expect(due({ slipDueAt: at('2023-09-12T11:30') })?.dueAt).toBe('2023-09-12T11:30');
    expect(due({ term: null })).toBeNull();
    expect(due({ term: null, slipDueAt: at('2023-09-12T11:30') })?.dueAt).toBe('2023-09-12T11:30');
    expect(due({ receivedAt: null })).toBeNull();
  });

  it('is moved by suspensions, but not where the slip reckons with them already', () => {
    const suspensions = [span('2023-09-07T07:00/2023-09-08T07:00')];
    expect(due({ suspensions })?.dueAt).toBe('2023-09-12T17:00');
    expect(due({ suspensions, slipDueAt: at('2023-09-11T17:00') })?.dueAt).toBe('2023-09-12T17:00');
    expect(due({ suspensions, slipDueAt: at('2023-09-11T17:00'), slipIncludesSuspensions: true })?.dueAt).toBe(
      '2023-09-11T17:00',
    );
    // the flag speaks of the date on the slip; without one there is nothing that could include them
    expect(due({ suspensions, slipIncludesSuspensions: true })?.dueAt).toBe('2023-09-12T17:00');
  });

  it.each([
    ['a minute before due', '2023-09-11T16:59', []],
    ['at due', '2023-09-11T17:00', []],
    ['a minute after due, when it was never overdue for a whole minute before', '2023-09-11T17:01', []],
    ['two minutes after', '2023-09-11T17:02', [span('2023-09-11T17:01/2023-09-11T17:02')]],
    ['days after', '2023-09-13T08:00', [span('2023-09-11T17:01/2023-09-13T08:00')]],
  ])('rescheduled %s', (_, rescheduledAt, lapsedDuring) => {
    expect(due({ reschedules: [moved(rescheduledAt, '2023-09-20T17:00')] })).toEqual({
      dueAt: '2023-09-20T17:00',
      lapsedDuring,
    });
  });

  it('suspensions before a reschedule moved the old date, those after it move the new one', () => {
    const reschedules = [moved('2023-09-13T08:00', '2023-09-20T17:00')];
    const before = span('2023-09-07T07:00/2023-09-08T07:00');
    const after = span('2023-09-14T07:00/2023-09-15T07:00');
    expect(due({ reschedules, suspensions: [before] })).toEqual({
      dueAt: '2023-09-20T17:00',
      lapsedDuring: [span('2023-09-12T17:01/2023-09-13T08:00')],
    });
    expect(due({ reschedules, suspensions: [before, after] })?.dueAt).toBe('2023-09-21T17:00');
    expect(due({ reschedules, suspensions: [after] })?.dueAt).toBe('2023-09-21T17:00');
    // one that begins in the very minute of the reschedule comes after it
    expect(due({ reschedules, suspensions: [span('2023-09-13T08:00/2023-09-14T08:00')] })).toEqual({
      dueAt: '2023-09-21T17:00',
      lapsedDuring: [span('2023-09-11T17:01/2023-09-13T08:00')],
    });
  });

  it('two reschedules, both too late, lapse twice', () => {
    const reschedules = [moved('2023-09-12T08:00', '2023-09-13T17:00'), moved('2023-09-15T08:00', '2023-09-20T17:00')];
    expect(due({ reschedules })?.lapsedDuring).toEqual([
      span('2023-09-11T17:01/2023-09-12T08:00'),
      span('2023-09-13T17:01/2023-09-15T08:00'),
    ]);
  });
});

describe('số liệu để đếm', () => {
  const identity = { homeUnitId: 'phuoc-long', dossierId: 'd1', dossierCode: 'H32.1' };
  it('are none for what was never received or has no due date', () => {
    expect(factsOf(identity, emptyDossier(NATIONAL_DOSSIER), calendar)).toBeNull();
    expect(factsOf(identity, dossier({ term: null }), calendar)).toBeNull();
  });

  it('keep who it is and say what it counts as', () => {
    expect(
      factsOf(
        identity,
        dossier({ parentDossierId: 'p', verticalAgency: true, channel: 'post', feeDue: 8000 }),
        calendar,
      ),
    ).toMatchObject({
      ...identity,
      channel: 'post',
      dueAt: '2023-09-11T17:00',
      linkedChild: true,
      verticalAgency: true,
      feeDue: 8000,
      resolvedAt: null,
      lapsedDuring: [],
    });
    expect(factsOf(identity, dossier(), calendar)?.linkedChild).toBe(false);
  });

  it('a dossier beyond the calendar is an error, not another year', () => {
    expect(() => factsOf(identity, dossier({ receivedAt: at('2027-12-31T09:00') }), calendar)).toThrow('Lịch năm 2028');
  });

  it('say of a past instant what was said then: what happens later changes nothing', () => {
    const random = randomFrom(2023);
    const edges = ['2023-06-14T23:59', '2023-06-15T00:00', '2023-09-14T23:59', '2023-09-15T00:00'].map(at);
    let compared = 0;
    let overdue = 0;
    for (let n = 0; n < 1500; n += 1) {
      const { events } = randomLog(NATIONAL_DOSSIER, random, { edges, tries: 45 });
      const later = factsOf(identity, fold(NATIONAL_DOSSIER, events), calendar);
      if (later === null) continue;
      const asked = [
        ...edges,
        ...events.flatMap((event) => [-1, 0, 1].map((d) => fromCivilMinute(toCivilMinute(event.happenedAt) + d))),
      ];
      for (const asOf of asked) {
        const then = events.filter((event) => event.happenedAt <= asOf);
        const before = factsOf(identity, fold(NATIONAL_DOSSIER, then), calendar);
        if (before === null) continue;
        for (const granularity of ['minute', 'day'] as const) {
          const said = timeliness(before, asOf, granularity);
          if (said === 'overdue') overdue += 1;
          compared += 1;
          if (timeliness(later, asOf, granularity) !== said)
            expect.fail(
              `${asOf} (${granularity}): ${said} then, ${timeliness(later, asOf, granularity)} later: ${JSON.stringify(later)}`,
            );
        }
      }
    }
    expect(compared).toBeGreaterThan(10_000);
    expect(overdue).toBeGreaterThan(500);
  });
});
