import { describe, expect, it } from 'vitest';
import { type DossierDefinition, definitionProblems, MACHINES } from '../../core/dossier/definition.ts';
import { decide, emptyDossier, fold } from '../../core/dossier/dossier.ts';
import type { DossierEvent, EventData } from '../../core/dossier/event.ts';
import { localDateTime } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from './national-10.ts';

const national: DossierDefinition = NATIONAL_DOSSIER;
const business = national.machines.business.table;
const status = (state: string): number => national.nationalStatus.business[state] as number;
const at = localDateTime;

describe('trạng thái quốc gia 1–10', () => {
  it('the definition holds together', () => expect(definitionProblems(national)).toEqual([]));

  it('every state has one, from 1 to 9; 10 comes with the hand-over', () => {
    for (const state of Object.keys(business)) {
      expect(status(state)).toBeGreaterThanOrEqual(1);
      expect(status(state)).toBeLessThanOrEqual(9);
    }
    expect(national.nationalStatus.handedOver).toBe(10);
    expect(new Set(Object.keys(business).map(status))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  it('only the recommended moves lead from one number to another', () => {
    const recommended: Record<number, readonly number[]> = {
      1: [2, 3, 5],
      2: [4, 5, 6, 7, 8],
      4: [5, 6, 7, 8, 9],
      5: [2, 4, 3, 7, 8],
      6: [2, 4, 7, 8],
      7: [4],
      8: [4],
      9: [10],
    };
    // Three that the list leaves open: an applicant may take back what was not yet received, may hand in the completed
    // online form again, and may withdraw while the clock stands still.
    const further = new Set(['1>7 cancelSubmission', '5>1 complete', '8>7 requestWithdrawal']);
    let moves = 0;
    for (const [state, row] of Object.entries(business)) {
      for (const [act, to] of Object.entries(row)) {
        const [from, next] = [status(state), status(to)];
        moves += 1;
        if (from === next) continue;
        const allowed = recommended[from]?.includes(next) === true || further.has(`${from}>${next} ${act}`);
        expect(allowed, `${state} → ${act} → ${to}: ${from} → ${next}`).toBe(true);
      }
    }
    expect(moves).toBeGreaterThan(30);
  });

  it('3, the withdrawn, the discontinued and the resolved lead nowhere', () => {
    for (const state of ['refused', 'rejected', 'withdrawn', 'cancelledSubmission', 'discontinued', 'resolved'])
      expect(business[state]).toEqual({});
  });

  it('the clock stands still in 5 after receipt, 6 and 8, and runs while a withdrawal is only asked for', () => {
    expect(
      Object.entries(national.clock)
        .filter(([, clock]) => clock === 'suspended')
        .map(([state]) => state)
        .sort(),
    ).toEqual(['awaitingObligation', 'awaitingSupplement', 'suspended']);
    expect(national.clock['withdrawalRequested']).toBe('running');
    expect(national.clock['incomplete']).toBe('notStarted');
  });

  it('every state × act of every machine is accepted with the state of the table, or refused', () => {
    const data = {
      channel: 'online',
      procedureCode: '1.001193',
      reason: 'x',
      ground: 'x',
      document: 'x',
      newDueAt: at('2023-09-30T17:00'),
      amount: 1,
      method: 'cash',
    } satisfies EventData;
    for (const machine of MACHINES) {
      for (const [state, row] of Object.entries(national.machines[machine].table)) {
        for (const [act, { machine: of, requires }] of Object.entries(national.acts)) {
          if (of !== machine) continue;
          const business = requires?.business?.[0];
          const before = emptyDossier(national);
          const dossier = {
            ...before,
            states: { ...before.states, ...(business === undefined ? {} : { business }), [machine]: state },
          };
          const passages =
            business === undefined
              ? before.passages
              : { ...before.passages, business: [{ at: at('2023-09-01T08:00'), state: business }] };
          const decision = decide(
            national,
            { ...dossier, passages },
            { act, happenedAt: at('2023-09-06T08:00'), data },
            at('2023-09-06T08:00'),
          );
          expect(decision.accepted, `${state} × ${act}`).toBe(row[act] !== undefined);
          if (!decision.accepted)
            expect(decision.refusals.map((refusal) => refusal.code)).toEqual(['FORBIDDEN_IN_STATE']);
        }
      }
    }
  });

  it('projects a day at the desk: 1, 5, 1, 2, 4, 5, 4, 6, 4, 8, 4, 9, 10, 9, 10', () => {
    const acts = [
      'submit',
      'requestCompletion',
      'complete',
      'receive',
      'beginProcessing',
      'requestSupplement',
      'supplement',
      'requireObligation',
      'fulfilObligation',
      'suspend',
      'resume',
      'resolve',
      'handOver',
      'returnUndelivered',
      'handOver',
    ];
    const events: DossierEvent[] = [];
    const seen = acts.map((act, n) => {
      events.push({
        sequence: n + 1,
        act,
        happenedAt: at(`2023-09-${String(n + 4).padStart(2, '0')}T08:00`),
        data: {},
      });
      return fold(national, events).nationalStatus;
    });
    expect(seen).toEqual([1, 5, 1, 2, 4, 5, 4, 6, 4, 8, 4, 9, 10, 9, 10]);
  });

  it('a reschedule is allowed once', () => {
    const events: DossierEvent[] = ['receive', 'beginProcessing', 'reschedule'].map((act, n) => ({
      sequence: n + 1,
      act,
      happenedAt: at('2023-09-06T08:00'),
      data: {},
    }));
    const again = decide(
      national,
      fold(national, events),
      {
        act: 'reschedule',
        happenedAt: at('2023-09-07T08:00'),
        data: { newDueAt: at('2023-09-30T17:00'), reason: 'x' },
      },
      at('2023-09-07T08:00'),
    );
    expect(again).toMatchObject({ accepted: false, refusals: [{ code: 'TOO_OFTEN' }] });
  });
});
