import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../access/permissions.ts';
import { readInternalProcess, STEP_KINDS, stepAfter, USUAL_PROCESS } from './internal-process.ts';

const step = (role: string, workingHours: unknown = 4) => ({
  name: 'Bước',
  role,
  position: '',
  workingHours,
  output: '',
});
const kinds = (...roles: string[]) =>
  readInternalProcess({ steps: roles.map((role) => step(role)) }).steps.map((one) => one.kind);

describe('what a step is for', () => {
  it('follows from who does it and where it stands', () => {
    expect(kinds('receptionist', 'leader', 'specialist', 'leader', 'clerk', 'receptionist')).toEqual([...STEP_KINDS]);
    // Two signatures; a desk that passes on without an assignment; four steps done at the desk.
    expect(kinds('receptionist', 'specialist', 'leader', 'leader', 'clerk', 'receptionist')).toEqual([
      'receive',
      'process',
      'approve',
      'approve',
      'issue',
      'handOver',
    ]);
    expect(kinds('receptionist', 'leader', 'receptionist')).toEqual(['receive', 'process', 'handOver']);
  });

  it('is the usual six steps where the catalogue says nothing', () => {
    for (const nothing of [null, undefined, {}, { steps: [] }, { steps: 'x' }, 7])
      expect(readInternalProcess(nothing)).toBe(USUAL_PROCESS);
    expect(USUAL_PROCESS.steps.map((one) => one.kind)).toEqual([...STEP_KINDS]);
  });

  it('says everything that is wrong with a process at once', () => {
    expect(() => readInternalProcess({ steps: [step('mayor', 0), step('receptionist', 0.3)] })).toThrow(
      /Bước 1 có vai trò lạ «mayor».*Bước 1 phải có thời gian.*Bước 2 phải có thời gian/s,
    );
    expect(() => readInternalProcess({ steps: [step('receptionist'), step('clerk')] })).toThrow(/không ai giải quyết/);
    expect(() => readInternalProcess({ steps: Array.from({ length: 31 }, () => step('specialist')) })).toThrow(
      /31 bước/,
    );
    expect(readInternalProcess({ steps: [step('specialist', 0.5)] }).steps[0]?.workingHours).toBe(0.5);
  });

  it('keeps the order of any process that can be followed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 12 }), (roles) => {
        fc.pre(roles.some((role) => role === 'specialist' || role === 'leader'));
        const { steps } = readInternalProcess({ steps: roles.map((role) => step(role)) });
        expect(steps.map((one) => one.role)).toEqual(roles);
        expect(steps.map((one) => one.number)).toEqual(roles.map((_, index) => index + 1));
        expect(steps.some((one) => one.kind === 'process')).toBe(true);
        for (const one of steps) {
          const next = stepAfter({ steps, usual: false }, one.number, STEP_KINDS);
          expect(next === undefined || next.number === one.number + 1).toBe(true);
        }
      }),
    );
  });
});
