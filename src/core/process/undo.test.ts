import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../time/local-date-time.ts';
import { localDateTime } from '../time/local-date-time.ts';
import { type RecordedEvent, UNDOABLE_ACTS, undoChoice } from './undo.ts';

const NOW = localDateTime('2023-07-10T16:59');
const TODAY = '2023-07-10T02:00:00.000Z' as Instant;
const event = (sequence: number, act: string, more: Partial<RecordedEvent> = {}): RecordedEvent => ({
  sequence,
  act,
  happenedAt: localDateTime('2023-07-10T09:00'),
  recordedAt: `2023-07-10T02:00:00.${String(sequence).padStart(3, '0')}Z` as Instant,
  actor: 'mai',
  data: {},
  ...more,
});
const choose = (events: readonly RecordedEvent[], officer = 'mai', now = NOW) =>
  undoChoice(events, officer, now, (act) => act);

describe('what may be taken back', () => {
  it('is what was recorded last, together with what was recorded with it', () => {
    expect(choose([event(1, 'receive'), event(2, 'draftResult')])).toEqual({
      allowed: true,
      sequences: [2],
      acts: ['draftResult'],
    });
    const together = [
      event(1, 'receive'),
      event(2, 'assign', { recordedAt: TODAY }),
      event(3, 'beginProcessing', { recordedAt: TODAY }),
    ];
    expect(choose(together)).toMatchObject({ sequences: [2, 3] });
    expect(choose([...together, event(4, 'retract', { retracts: [2, 3] })])).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('rút hồ sơ'),
    });
    expect(choose([])).toMatchObject({ allowed: false });
  });

  it('ends with the day in Vietnam, not in UTC', () => {
    // 17:30 UTC on the 10th is 00:30 on the 11th in Vietnam.
    const late = [event(1, 'receive'), event(2, 'draftResult', { recordedAt: '2023-07-10T17:30:00.000Z' as Instant })];
    expect(choose(late, 'mai', localDateTime('2023-07-10T23:59')).allowed).toBe(false);
    expect(choose(late, 'mai', localDateTime('2023-07-11T00:31')).allowed).toBe(true);
    const early = [event(1, 'receive'), event(2, 'draftResult', { recordedAt: '2023-07-10T16:59:00.000Z' as Instant })];
    expect(choose(early, 'mai', localDateTime('2023-07-10T23:59')).allowed).toBe(true);
    expect(choose(early, 'mai', localDateTime('2023-07-11T00:00')).allowed).toBe(false);
  });

  it('is never what another recorded, or an act that has gone out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('assign', 'reschedule', 'discontinue', 'handOver', 'refund', 'ledgerLine'), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom('mai', 'lan'),
        (acts, officer) => {
          const choice = choose(
            acts.map((act, index) => event(index + 1, act)),
            officer,
          );
          const last = acts.at(-1) as string;
          expect(choice.allowed).toBe(officer === 'mai' && UNDOABLE_ACTS.has(last));
          if (choice.allowed) expect(choice.sequences).toEqual([acts.length]);
          else expect(choice.reason.endsWith('.')).toBe(true);
        },
      ),
    );
  });
});
