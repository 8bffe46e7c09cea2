import { describe, expect, it } from 'vitest';
import { NATIONAL_DOSSIER } from '../../law/statuses/national-10.ts';
import { fromCivilMinute, localDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { type DossierDefinition, MACHINES, type MachineName } from './definition.ts';
import { type Dossier, decide, emptyDossier, fold, nextState, standingEvents } from './dossier.ts';
import { type DossierEvent, type EventData, LEDGER_LINE, type LedgerClaims, RETRACT } from './event.ts';
import { LIBRARY } from './library.testkit.ts';
import { randomFrom, randomLog } from './random-log.testkit.ts';

const NOW = localDateTime('2023-12-31T12:00');
const at = localDateTime;
const library: DossierDefinition = LIBRARY;

/** A log from `act@time` texts, recorded in the given order. */
const log = (...acts: readonly string[]): DossierEvent[] =>
  acts.map((text, index) => {
    const [act, time] = text.split('@') as [string, string];
    return { sequence: index + 1, act, happenedAt: at(time), data: {} };
  });
const codes = (dossier: Dossier, act: string, time = '2023-06-30T08:00', data: EventData = {}, now = NOW) => {
  const decision = decide(library, dossier, { act, happenedAt: at(time), data }, now);
  return decision.accepted ? [] : decision.refusals.map((refusal) => refusal.code);
};
const ENOUGH: EventData = { note: 'bạn đọc', reason: 'lý do', document: '01' };

describe('every state × act', () => {
  const acts = Object.keys(library.acts);
  for (const machine of MACHINES) {
    for (const state of Object.keys(library.machines[machine].table)) {
      it(`${machine} ${state}`, () => {
        const dossier = { ...emptyDossier(library), states: { ...emptyDossier(library).states, [machine]: state } };
        let tried = 0;
        for (const act of acts) {
          if (library.acts[act]?.machine !== machine) continue;
          const to = library.machines[machine].table[state]?.[act];
          const refusals = codes(dossier, act, '2023-06-30T08:00', ENOUGH);
          expect(refusals.includes('FORBIDDEN_IN_STATE')).toBe(to === undefined);
          expect(nextState(library, dossier, act)).toBe(to);
          tried += 1;
        }
        expect(tried > 0 || machine === 'synchronisation').toBe(true);
      });
    }
  }

  it('reaches every state of the business machine by a path that decide accepts and fold repeats', () => {
    const reached = new Set<string>([library.machines.business.initial]);
    const frontier: DossierEvent[][] = [[]];
    for (let events = frontier.shift(); events !== undefined; events = frontier.shift()) {
      const dossier = fold(library, events);
      for (const act of Object.keys(library.machines.business.table[dossier.states.business] ?? {})) {
        const decision = decide(library, dossier, { act, happenedAt: at('2023-06-30T08:00'), data: ENOUGH }, NOW);
        if (!decision.accepted) continue;
        const next = [...events, { sequence: events.length + 1, ...decision.event }];
        const state = fold(library, next).states.business;
        expect(state).toBe(nextState(library, dossier, act));
        if (!reached.has(state)) frontier.push(next);
        reached.add(state);
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(library.machines.business.table).sort());
  });
});

describe('decide', () => {
  const lent = fold(library, log('borrow@2023-06-15T08:00'));

  it('gives all reasons at once', () => {
    expect(codes(emptyDossier(library), 'lose', '2024-01-01T08:00').sort()).toEqual([
      'FORBIDDEN_IN_STATE',
      'IN_FUTURE',
      'MISSING_DATA',
      'MISSING_DATA',
    ]);
    const twice = fold(library, log('borrow@2023-06-15T08:00', 'prolong@2023-06-20T08:00', 'prolong@2023-06-21T08:00'));
    const decision = decide(library, twice, { act: 'prolong', happenedAt: at('2023-06-19T08:00'), data: {} }, NOW);
    expect(decision).toMatchObject({ accepted: false });
    if (decision.accepted) return;
    expect(decision.refusals.map((refusal) => refusal.code)).toEqual(['BEFORE_LAST_ACT', 'TOO_OFTEN']);
    // The basis of the act speaks of how often, not of which came first.
    expect(decision.refusals.map((refusal) => refusal.legalBasis)).toEqual([undefined, 'Nội quy thư viện, Điều 3']);
    expect(decision.refusals[0]?.message).toContain('08:00 ngày 21/06/2023');
  });

  it('accepts an act up to its limit and refuses the next', () => {
    const once = fold(library, log('borrow@2023-06-15T08:00', 'prolong@2023-06-20T08:00'));
    expect(codes(once, 'prolong')).toEqual([]);
    expect(
      codes(
        fold(library, [...log('borrow@2023-06-15T08:00', 'prolong@2023-06-20T08:00', 'prolong@2023-06-20T08:00')]),
        'prolong',
      ),
    ).toEqual(['TOO_OFTEN']);
  });

  it.each([
    ['2023-06-15T07:59', ['BEFORE_LAST_ACT']],
    ['2023-06-15T08:00', []],
    ['2023-12-31T12:00', []],
    ['2023-12-31T12:01', ['IN_FUTURE']],
  ])('compares to the minute: %s', (time, expected) => expect(codes(lent, 'giveBack', time)).toEqual(expected));

  it.each([undefined, null, '', '   '])('asks for what is missing: %j', (note) => {
    expect(codes(emptyDossier(library), 'borrow', '2023-06-30T08:00', { note } as EventData)).toEqual(['MISSING_DATA']);
  });

  it('asks for the state of another machine, now and at the time given', () => {
    const back = fold(library, log('borrow@2023-06-15T08:00', 'giveBack@2023-06-20T08:00'));
    expect(codes(lent, 'reshelve')).toEqual(['REQUIRES_STATE']);
    expect(codes(back, 'reshelve', '2023-06-20T08:00')).toEqual([]);
    // the book was not back yet: a result cannot be handed over before it exists
    expect(codes(back, 'reshelve', '2023-06-20T07:59')).toEqual(['BEFORE_LAST_ACT']);
    expect(codes(back, 'stamp', '2023-06-18T08:00')).toEqual(['REQUIRES_STATE']);
    expect(codes(lent, 'stamp', '2023-06-15T07:59')).toEqual(['BEFORE_LAST_ACT']);
  });

  it('keeps each machine in its own order', () => {
    const paid = fold(library, log('borrow@2023-06-15T08:00', 'giveBack@2023-06-20T08:00', 'fine@2023-06-25T08:00'));
    expect(codes(paid, 'payFine', '2023-06-24T08:00')).toEqual(['BEFORE_LAST_ACT']);
    expect(codes(paid, 'reshelve', '2023-06-24T08:00')).toEqual([]);
  });

  it.each([
    'steal',
    '',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
  ])('does not know the act «%s»', (act) => {
    expect(codes(lent, act)).toEqual(['UNKNOWN_ACT']);
    expect(() => fold(library, log(`${act}@2023-06-15T08:00`))).toThrow('không hợp lệ');
  });
});

describe('fold', () => {
  it('throws on a log that the tables forbid', () => {
    expect(() => fold(library, log('giveBack@2023-06-15T08:00'))).toThrow('Nhật ký hồ sơ');
    expect(() => fold(library, log('borrow@2023-06-15T08:00', 'giveBack@2023-06-14T08:00'))).toThrow('Nhật ký hồ sơ');
  });

  it('follows the clock', () => {
    const dossier = fold(
      library,
      log(
        'reserve@2023-06-10T08:00',
        'borrow@2023-06-15T08:00',
        'closeForTet@2023-06-16T08:00',
        'reopen@2023-06-17T09:00',
        'giveBack@2023-06-20T08:00',
        'reshelve@2023-06-21T08:00',
      ),
    );
    expect(dossier).toMatchObject({
      receivedAt: '2023-06-15T08:00',
      suspensions: [{ from: '2023-06-16T08:00', to: '2023-06-17T09:00' }],
      resolvedAt: '2023-06-20T08:00',
      cancelledAt: null,
      clock: 'resolved',
      nationalStatus: 9,
      actCounts: { borrow: 1, reshelve: 1 },
    });
  });

  it('ends a suspension with what ends the loan, and keeps an open one open', () => {
    const lost = fold(library, log('borrow@2023-06-15T08:00', 'closeForTet@2023-06-16T08:00', 'lose@2023-06-17T09:00'));
    expect(lost).toMatchObject({
      suspensions: [{ to: '2023-06-17T09:00' }],
      cancelledAt: '2023-06-17T09:00',
      resolvedAt: null,
    });
    const open = fold(library, log('borrow@2023-06-15T08:00', 'closeForTet@2023-06-16T08:00'));
    expect(open.suspensions).toEqual([{ from: '2023-06-16T08:00', to: null }]);
  });

  it('a suspension of no length is none; two that touch are one', () => {
    const start = ['borrow@2023-06-15T08:00', 'closeForTet@2023-06-16T08:00'];
    expect(fold(library, log(...start, 'reopen@2023-06-16T08:00')).suspensions).toEqual([]);
    const touching = [...start, 'reopen@2023-06-17T09:00', 'closeForTet@2023-06-17T09:00'];
    expect(fold(library, log(...touching)).suspensions).toEqual([{ from: '2023-06-16T08:00', to: null }]);
    expect(fold(library, log(...touching, 'reopen@2023-06-18T09:00')).suspensions).toEqual([
      { from: '2023-06-16T08:00', to: '2023-06-18T09:00' },
    ]);
    const apart = [...start, 'reopen@2023-06-17T09:00', 'closeForTet@2023-06-17T09:01'];
    expect(fold(library, log(...apart)).suspensions).toHaveLength(2);
  });

  it('what never started is not cancelled', () => {
    expect(fold(library, log('discard@2023-06-15T08:00'))).toMatchObject({
      cancelledAt: null,
      receivedAt: null,
      clock: 'ended',
    });
  });

  it('orders by when things happened, within a minute by recording, whatever order they arrive in', () => {
    const random = randomFrom(7);
    const edges = [at('2023-06-14T23:59'), at('2023-06-15T00:00'), at('2023-09-14T23:59'), at('2023-09-15T00:00')];
    for (let n = 0; n < 300; n += 1) {
      const { events } = randomLog(n % 2 === 0 ? library : NATIONAL_DOSSIER, random, { edges, tries: 40 });
      const shuffled = [...events].sort(() => random(3) - 1);
      const definition = n % 2 === 0 ? library : NATIONAL_DOSSIER;
      expect(fold(definition, shuffled)).toEqual(fold(definition, events));
    }
  });
});

describe('random acts through decide', () => {
  const edges = [at('2023-06-14T23:59'), at('2023-06-15T00:00'), at('2023-09-14T23:59'), at('2023-09-15T00:00')];
  it.each([
    ['library', library, 1],
    ['national', NATIONAL_DOSSIER as DossierDefinition, 2],
  ])('never make fold throw: %s', (_, definition, seed) => {
    const random = randomFrom(seed);
    let accepted = 0;
    let refused = 0;
    const seen = new Set<string>();
    for (let n = 0; n < 600; n += 1) {
      const made = randomLog(definition, random, { edges, tries: 90 });
      accepted += made.events.length;
      refused += made.refused;
      const dossier = fold(definition, made.events);
      for (const machine of MACHINES) {
        seen.add(`${machine}.${definition.machines[machine].initial}`);
        for (const passage of dossier.passages[machine]) seen.add(`${machine}.${passage.state}`);
      }
      expect(dossier.nationalStatus).toBeGreaterThanOrEqual(1);
      expect(dossier.nationalStatus).toBeLessThanOrEqual(10);
      expect(dossier.resolvedAt === null || dossier.cancelledAt === null).toBe(true);
      if (dossier.handedOverAt !== null) expect(dossier.handedOverAt >= (dossier.resolvedAt as string)).toBe(true);
      const spans = dossier.suspensions;
      for (const [index, span] of spans.entries()) {
        expect(span.from >= (dossier.receivedAt as string)).toBe(true);
        if (span.to === null) expect(index).toBe(spans.length - 1);
        else expect(span.from < span.to && span.to < (spans[index + 1]?.from ?? '9')).toBe(true);
      }
    }
    expect(accepted).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(1000);
    // the walk is worth something only if it goes everywhere
    const all = MACHINES.flatMap((machine: MachineName) =>
      Object.keys(definition.machines[machine].table).map((state) => `${machine}.${state}`),
    );
    expect(all.filter((state) => !seen.has(state))).toEqual([]);
  });
});

describe('đính chính', () => {
  const retract = (sequence: number, ...retracts: number[]): DossierEvent => ({
    sequence,
    act: RETRACT,
    happenedAt: at('2023-06-30T08:00'),
    retracts,
    data: {},
  });
  const borrowed = log('borrow@2023-06-15T08:00', 'giveBack@2023-06-20T08:00');

  it('takes an event back', () => {
    expect(fold(library, [...borrowed, retract(3, 2)]).states.business).toBe('lent');
    expect(standingEvents([...borrowed, retract(3, 1, 2)])).toEqual([]);
  });

  it('a retraction that is itself taken back takes nothing back', () => {
    expect(fold(library, [...borrowed, retract(3, 2), retract(4, 3)]).states.business).toBe('returned');
    expect(fold(library, [...borrowed, retract(3, 2), retract(4, 3), retract(5, 4)]).states.business).toBe('lent');
  });

  it('an event can take back and stand for itself; none takes back what comes after it', () => {
    const replaced: DossierEvent = {
      sequence: 3,
      act: 'giveBack',
      happenedAt: at('2023-06-21T08:00'),
      retracts: [2],
      data: {},
    };
    expect(fold(library, [...borrowed, replaced]).resolvedAt).toBe('2023-06-21T08:00');
    const early: DossierEvent = { ...(borrowed[0] as DossierEvent), retracts: [1, 2] };
    expect(fold(library, [early, borrowed[1] as DossierEvent]).states.business).toBe('returned');
  });
});

describe('dòng sổ', () => {
  const claims: LedgerClaims = {
    procedureCode: '1.001193',
    procedureVersion: null,
    sectorKey: 'ho-tich',
    channel: 'online',
    receivedAt: at('2023-06-15T08:00'),
    term: { value: 3, unit: 'workingDay' },
    slipDueAt: null,
    slipIncludesSuspensions: false,
    suspendedDuring: [],
    resolvedAt: at('2023-06-16T08:00'),
    cancelledAt: null,
    handedOverAt: null,
    handOverChannel: null,
    feeDue: 8000,
    payment: 'online',
    paidAt: at('2023-06-15T09:00'),
    certifiedECopy: false,
    resultDigitised: true,
    verticalAgency: false,
    copyCertification: false,
  };
  const line = (sequence: number, more: Partial<LedgerClaims> = {}): DossierEvent => ({
    sequence,
    act: LEDGER_LINE,
    happenedAt: claims.receivedAt,
    data: { ledger: { ...claims, ...more } },
  });
  const read = (...events: DossierEvent[]) => fold(NATIONAL_DOSSIER, events);

  it('is read as what happened', () => {
    expect(read(line(1))).toMatchObject({
      receivedAt: '2023-06-15T08:00',
      resolvedAt: '2023-06-16T08:00',
      paidOnlineAt: '2023-06-15T09:00',
      paidOnlineAmount: 8000,
      resultDigitised: true,
      nationalStatus: 9,
    });
  });

  it('the latest replaces the ones before it, in whatever order they arrive', () => {
    const corrected = line(2, { resolvedAt: null, payment: 'cash' });
    for (const events of [
      [line(1), corrected],
      [corrected, line(1)],
    ])
      expect(read(...events)).toMatchObject({ resolvedAt: null, paidOnlineAt: null, clock: 'running' });
  });

  it('a retracted line gives way to the one before it', () => {
    const back: DossierEvent = { sequence: 3, act: RETRACT, happenedAt: NOW, retracts: [2], data: {} };
    expect(read(line(1), line(2, { resolvedAt: null }), back).resolvedAt).toBe('2023-06-16T08:00');
  });

  it('two suspensions that touch, an open one, a withdrawal, a hand-over by post', () => {
    const spans = [
      { from: at('2023-06-15T09:00'), to: at('2023-06-15T10:00') },
      { from: at('2023-06-15T10:00'), to: at('2023-06-15T11:00') },
    ];
    expect(read(line(1, { suspendedDuring: spans })).suspensions).toEqual([
      { from: '2023-06-15T09:00', to: '2023-06-15T11:00' },
    ]);
    const open = line(1, { resolvedAt: null, suspendedDuring: [{ from: at('2023-06-15T09:00'), to: null }] });
    expect(read(open)).toMatchObject({ clock: 'suspended', nationalStatus: 8 });
    const withdrawn = read(line(1, { resolvedAt: null, cancelledAt: at('2023-06-16T08:00') }));
    expect(withdrawn).toMatchObject({ cancelledAt: '2023-06-16T08:00', nationalStatus: 7 });
    const posted = read(line(1, { handedOverAt: at('2023-06-17T08:00'), handOverChannel: 'post' }));
    expect(posted).toMatchObject({ handOverChannel: 'post', nationalStatus: 10 });
  });

  it('acts recorded later come after the line that they follow', () => {
    const events = [
      line(1),
      { sequence: 2, act: 'handOver', happenedAt: at('2023-06-16T08:00'), data: { channel: 'post' as const } },
    ];
    expect(read(...events).handedOverAt).toBe('2023-06-16T08:00');
    expect(fromCivilMinute(toCivilMinute(at('2023-06-16T08:00')))).toBe('2023-06-16T08:00');
  });
});
