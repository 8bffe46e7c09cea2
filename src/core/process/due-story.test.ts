import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { emptyDossier, fold } from '../dossier/dossier.ts';
import { dueHistory } from '../dossier/facts-of.ts';
import { randomFrom, randomLog } from '../dossier/random-log.testkit.ts';
import { WorkCalendar } from '../time/calendar.ts';
import { formatLocal, localDateTime } from '../time/local-date-time.ts';
import { dueStory } from './due-story.ts';

const calendar = new WorkCalendar(CALENDARS);

describe('the story of a due date', () => {
  it('ends with the very date that counts, for any life of a dossier', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { events } = randomLog(NATIONAL_DOSSIER, randomFrom(seed), {
          edges: [localDateTime('2023-07-10T08:00'), localDateTime('2023-09-14T17:00')],
          tries: 25,
        });
        const dossier = fold(NATIONAL_DOSSIER, events);
        const history = dueHistory(calendar, dossier);
        const story = dueStory(calendar, dossier);
        if (history === null) return;
        const told = `Hạn trả hiện nay: ${formatLocal(history.dueAt)}.`;
        expect(story.at(-1)).toBe(told);
        // The step before it names the same date, unless the clock stands still now or moved nothing.
        const moved = story
          .slice(0, -1)
          .findLast((line) => /hạn dời đến|hạn mới|Hạn theo|hạn theo giấy hẹn/.test(line));
        expect(moved).toContain(formatLocal(history.dueAt));
      }),
      { numRuns: 300 },
    );
  });

  it('tells a slip, a suspension over a holiday and a reschedule in the order in which they came', () => {
    const event = (sequence: number, act: string, at: string, data = {}) => ({
      sequence,
      act,
      happenedAt: localDateTime(at),
      data,
    });
    const dossier = fold(NATIONAL_DOSSIER, [
      event(1, 'receive', '2023-08-31T08:00', {
        channel: 'counter',
        procedureCode: '1',
        term: { value: 3, unit: 'workingDay' },
      }),
      event(2, 'beginProcessing', '2023-08-31T08:00'),
      event(3, 'suspend', '2023-08-31T09:00', { ground: 'g', document: 'd' }),
      event(4, 'resume', '2023-09-05T09:00'),
      event(5, 'reschedule', '2023-09-06T08:00', { newDueAt: localDateTime('2023-09-20T17:00'), reason: 'r' }),
    ]);
    const story = dueStory(calendar, dossier);
    // 1/9 and 4/9 are days off: 5, 6 and 7/9 are the three days; stood still 6 h on 31/8 and 2 h on 5/9, so on to 8/9.
    expect(story).toContainEqual(
      'Dừng tính từ 09:00 ngày 31/08/2023 đến 09:00 ngày 05/09/2023 = 8 giờ làm việc; hạn dời đến 17:00 ngày 08/09/2023.',
    );
    expect(story.slice(-2)).toEqual([
      'Xin lỗi và hẹn lại lúc 08:00 ngày 06/09/2023: hạn mới 17:00 ngày 20/09/2023.',
      'Hạn trả hiện nay: 17:00 ngày 20/09/2023.',
    ]);
    expect(dueStory(calendar, emptyDossier(NATIONAL_DOSSIER))).toEqual([
      'Hồ sơ chưa được tiếp nhận nên chưa có hạn trả.',
    ]);
  });
});
