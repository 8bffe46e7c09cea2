/** Acts recorded later than they happened: what is read, what is refused, what is asked; and that figures follow. */
import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { LATE_RECORDING_RULES } from '../../law/recording/late-recording.ts';
import { NATIONAL_DOSSIER } from '../../law/statuses/national-10.ts';
import { fold, standingActs } from '../dossier/dossier.ts';
import type { DossierEvent } from '../dossier/event.ts';
import { factsOf } from '../dossier/facts-of.ts';
import { randomFrom, randomLog } from '../dossier/random-log.testkit.ts';
import { reportingPeriod } from '../reporting/period.ts';
import { WorkCalendar } from '../time/calendar.ts';
import { localDateTime as at } from '../time/local-date-time.ts';
import { plainDate } from '../time/plain-date.ts';
import {
  ACTS_WITHOUT_FIGURES,
  closedOver,
  HAPPENS_NOW,
  judgeActualTime,
  type LateContext,
  lastToFollow,
  lateRecordingProblems,
  lateRecordingRule,
  readActualTime,
} from './late-recording.ts';

const calendar = new WorkCalendar(CALENDARS);
const typed = (actualDate: string, actualTime: string, actualReason = 'mất điện') =>
  readActualTime({ ...HAPPENS_NOW, actualDate, actualTime, actualReason });

describe('đọc thời điểm thực tế', () => {
  it('is now where nothing was typed, spaces included', () => {
    expect(readActualTime(HAPPENS_NOW)).toBeNull();
    expect(typed(' ', '', '  ')).toBeNull();
  });

  it.each([
    ['14/08/2023', '16:30', '2023-08-14T16:30'],
    ['4-8-2023', '7h05', '2023-08-04T07:05'],
    ['2023-08-14', '16', '2023-08-14T16:00'],
    ['14.08.2023', '16g', '2023-08-14T16:00'],
  ])('%s %s', (date, time, expected) => {
    expect(typed(date, time)).toEqual({ happenedAt: expected, reason: 'mất điện', errors: {} });
  });

  it('says everything that is wrong at once, beside its field', () => {
    expect(Object.keys(typed('31/02/2023', '25:00', '')?.errors ?? {})).toEqual([
      'actualDate',
      'actualTime',
      'actualReason',
    ]);
    expect(typed('', '', 'mất điện')?.errors).toEqual({
      actualDate: 'Nhập ngày thực tế; nếu việc vừa xảy ra thì xóa trống cả ba ô.',
      actualTime: 'Nhập giờ thực tế, ví dụ 16:30.',
    });
    expect(typed('14/08/2023', '16:30', 'x'.repeat(301))?.errors.actualReason).toContain('301 ký tự');
  });
});

/** Monday 14/8/2023, 10:00. Five working days before is Monday 7/8; sixty before is Thursday 18/5. */
const context = (more: Partial<LateContext> = {}): LateContext => ({
  label: 'Phê duyệt',
  happenedAt: at('2023-08-11T16:30'),
  now: at('2023-08-14T10:00'),
  follows: undefined,
  order: [],
  rule: lateRecordingRule(LATE_RECORDING_RULES, undefined, plainDate('2023-08-14')),
  calendar,
  mayCorrect: false,
  closed: [],
  ...more,
});

describe('mức ghi sau của đơn vị', () => {
  it.each([
    [0, 0, []],
    [5, 60, []],
    [250, 250, []],
    [0, 250, []],
    [-1, 60, ['ordinaryWorkingDays']],
    [251, 251, ['ordinaryWorkingDays', 'correctorWorkingDays']],
    [5, 251, ['correctorWorkingDays']],
    [6, 5, ['correctorWorkingDays']],
    [1.5, '60', ['ordinaryWorkingDays', 'correctorWorkingDays']],
    [undefined, null, ['ordinaryWorkingDays', 'correctorWorkingDays']],
  ])('%s, %s', (ordinaryWorkingDays, correctorWorkingDays, wrong) => {
    const days = { ordinaryWorkingDays, correctorWorkingDays };
    expect(Object.keys(lateRecordingProblems(days))).toEqual(wrong);
    const own = { effectiveFrom: plainDate('2023-08-14'), value: days };
    const rule = () => lateRecordingRule(LATE_RECORDING_RULES, own, plainDate('2023-08-14'));
    if (wrong.length === 0) expect(rule()).toMatchObject(days);
    else expect(rule).toThrow('Giới hạn ghi sau của đơn vị sai.');
  });
});

describe('xét thời điểm thực tế', () => {
  it.each([
    ['the first minute of the fifth working day back', '2023-08-07T00:00', 0],
    ['the minute before', '2023-08-06T23:59', 1],
    ['a day off between', '2023-08-12T09:00', 0],
    ['the present minute', '2023-08-14T10:00', 0],
    ['the next minute', '2023-08-14T10:01', 1],
  ])('%s', (_, happenedAt, problems) => {
    expect(judgeActualTime(context({ happenedAt: at(happenedAt) })).problems).toHaveLength(problems);
  });

  it('further back asks who may correct, and has an end for them too', () => {
    const old = { happenedAt: at('2023-08-04T16:30') };
    expect(judgeActualTime(context(old)).problems.join()).toContain(
      'Chỉ ghi sau được trong 5 ngày làm việc, từ ngày 7/8/2023',
    );
    const asked = judgeActualTime(context({ ...old, mayCorrect: true }));
    expect(asked.problems).toEqual([]);
    expect(Object.keys(asked.questions)).toEqual(['confirmOld']);
    // 60 working days, among them no holiday: twelve weeks
    expect(judgeActualTime(context({ mayCorrect: true, happenedAt: at('2023-05-22T07:00') })).problems).toEqual([]);
    expect(judgeActualTime(context({ mayCorrect: true, happenedAt: at('2023-05-21T07:00') })).problems).toHaveLength(1);
    // before any calendar
    expect(judgeActualTime(context({ mayCorrect: true, happenedAt: at('1999-05-21T07:00') })).problems).toHaveLength(1);
  });

  it('names the act that must come before, and says nothing of it twice', () => {
    const follows = { label: 'Trình dự thảo kết quả', at: at('2023-08-14T08:10') };
    const order = [{ code: 'BEFORE_LAST_ACT' as const, message: 'Kiểm tra lại giờ.' }];
    const { problems } = judgeActualTime(context({ follows, order, happenedAt: at('2023-07-01T08:00') }));
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('«Trình dự thảo kết quả» (08:10 ngày 14/08/2023)');
    expect(judgeActualTime(context({ follows, happenedAt: follows.at })).problems).toEqual([]);
    expect(judgeActualTime(context({ order })).problems).toEqual(['Kiểm tra lại giờ.']);
  });

  it('asks about closed periods that end at it or later, and about no others', () => {
    const closed = ['2023-Q2', '2023-Q3', '2023-08'].map((id, index) => ({
      period: reportingPeriod(id),
      version: index + 1,
    }));
    expect(closedOver(closed, at('2023-06-14T23:59')).map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(closedOver(closed, at('2023-06-15T00:00')).map(({ version }) => version)).toEqual([2, 3]);
    expect(closedOver(closed, at('2023-08-15T00:00')).map(({ version }) => version)).toEqual([2]);
    expect(closedOver(closed, at('2023-09-15T00:00'))).toEqual([]);
    const { problems, questions } = judgeActualTime(context({ closed: closedOver(closed, at('2023-08-11T16:30')) }));
    expect(problems).toEqual([]);
    expect(questions.confirmClosed).toContain('Quý III năm 2023 (phiên bản 2), Tháng 8 năm 2023 (phiên bản 3)');
  });

  it('takes the unit’s own limit, and refuses one that is none', () => {
    const own = (value: unknown) =>
      lateRecordingRule(
        LATE_RECORDING_RULES,
        { effectiveFrom: plainDate('2023-07-01'), value },
        plainDate('2023-08-14'),
      );
    expect(own({ ordinaryWorkingDays: 2, correctorWorkingDays: 10 })).toMatchObject({ ordinaryWorkingDays: 2 });
    for (const bad of [
      null,
      {},
      { ordinaryWorkingDays: 5, correctorWorkingDays: 4 },
      { ordinaryWorkingDays: -1, correctorWorkingDays: 4 },
      { ordinaryWorkingDays: 1.5, correctorWorkingDays: 4 },
    ])
      expect(() => own(bad)).toThrow('Giới hạn ghi sau');
    expect(() => lateRecordingRule([], undefined, plainDate('2023-08-14'))).toThrow('Chưa có giới hạn');
  });
});

describe('việc phải có trước', () => {
  const log = (...acts: readonly (readonly [string, string])[]): DossierEvent[] =>
    acts.map(([act, happenedAt], index) => ({ sequence: index + 1, act, happenedAt: at(happenedAt), data: {} }));
  const events = log(
    ['receive', '2023-08-10T08:00'],
    ['assign', '2023-08-10T09:00'],
    ['beginProcessing', '2023-08-10T09:00'],
    ['draftResult', '2023-08-11T09:00'],
    ['recordPayment', '2023-08-11T10:00'],
  );
  it.each([
    ['approveResult', 'draftResult'],
    ['resolve', 'draftResult'],
    ['suspend', 'draftResult'],
    ['refund', 'recordPayment'],
    ['handOver', 'receive'],
    ['explainOverdue', 'receive'],
  ])('%s follows %s', (act, before) => {
    expect(lastToFollow(NATIONAL_DOSSIER, standingActs(events), act)?.act).toBe(before);
  });
  it('nothing comes before the first act', () => {
    expect(lastToFollow(NATIONAL_DOSSIER, [], 'receive')).toBeUndefined();
  });
});

describe('hồ sơ bất kỳ', () => {
  const identity = { homeUnitId: 'phuoc-long', dossierId: 'd1', dossierCode: 'H32.1' };
  const edges = ['2023-06-14T23:59', '2023-06-15T00:00', '2023-09-14T23:59', '2023-09-15T00:00'].map(at);
  const facts = (events: readonly DossierEvent[]) => factsOf(identity, fold(NATIONAL_DOSSIER, events), calendar);

  it('acts without figures leave the facts as they are', () => {
    const random = randomFrom(11);
    let compared = 0;
    for (let n = 0; n < 1500; n += 1) {
      const { events } = randomLog(NATIONAL_DOSSIER, random, { edges, tries: 45 });
      for (const [index, event] of events.entries()) {
        if (!ACTS_WITHOUT_FIGURES.has(event.act)) continue;
        compared += 1;
        expect(facts(events.slice(0, index + 1))).toEqual(facts(events.slice(0, index)));
      }
    }
    expect(compared).toBeGreaterThan(3000);
  });

  it('what must come before never comes after in a log that was told in order', () => {
    const random = randomFrom(12);
    let recordedLate = 0;
    for (let n = 0; n < 1000; n += 1) {
      const { events } = randomLog(NATIONAL_DOSSIER, random, { edges, tries: 45 });
      const inOrder = standingActs(events);
      // Recording in any order that respects what must come before gives the same dossier.
      const waiting = [...inOrder];
      const told: DossierEvent[] = [];
      while (waiting.length > 0) {
        const ready = waiting.filter((act, index) => {
          const before = waiting.slice(0, index);
          return (
            lastToFollow(NATIONAL_DOSSIER, before, act.act) === undefined &&
            // Acts of the citizen's side that need a state wait for the act that made it.
            (NATIONAL_DOSSIER.acts[act.act as keyof typeof NATIONAL_DOSSIER.acts] as { requires?: object }).requires ===
              undefined
          );
        });
        const next = ready.length > 0 ? ready[random(ready.length)] : waiting[0];
        if (next === undefined) break;
        if (next !== waiting[0]) recordedLate += 1;
        waiting.splice(waiting.indexOf(next), 1);
        told.push({ ...next, sequence: told.length + 1 });
      }
      const [late, onTime] = [fold(NATIONAL_DOSSIER, told), fold(NATIONAL_DOSSIER, events)];
      expect(late.states).toEqual(onTime.states);
      expect(facts(told)).toEqual(facts(events));
    }
    expect(recordedLate).toBeGreaterThan(200);
  });
});
