import { describe, expect, it } from 'vitest';
import { plainDate } from '../../core/time/plain-date.ts';
import { CALENDARS } from '../calendars/index.ts';
import { FEE_SCHEDULES } from '../fees/index.ts';
import { FORMS, INDICATORS, NARRATIVES } from '../index.ts';
import { inForceOn, type LegalAct } from './act.ts';
import { actCited, LEGAL_ACTS } from './index.ts';

const actOf = (code: string) => LEGAL_ACTS.find((candidate) => candidate.code === code) as LegalAct;

describe('căn cứ pháp lý', () => {
  it('lists each act once, with a title and sane dates', () => {
    expect(LEGAL_ACTS.length).toBeGreaterThan(45);
    expect(new Set(LEGAL_ACTS.map((a) => a.code)).size).toBe(LEGAL_ACTS.length);
    for (const { code, title, issued, effectiveFrom, effectiveThrough } of LEGAL_ACTS) {
      expect([code, title.trim() !== '']).toEqual([code, true]);
      if (issued !== null && effectiveFrom !== null) expect([code, issued <= effectiveFrom]).toEqual([code, true]);
      if (effectiveFrom !== null && effectiveThrough !== null) {
        expect([code, effectiveFrom <= effectiveThrough]).toEqual([code, true]);
      }
    }
  });

  it('names a known successor for each act that ended, in force from the very next day', () => {
    for (const { code, effectiveThrough, replacedBy } of LEGAL_ACTS) {
      expect([code, replacedBy.length > 0]).toEqual([code, effectiveThrough !== null]);
      for (const successor of replacedBy) {
        const next = actOf(successor);
        expect([code, next.effectiveFrom !== null && effectiveThrough !== null]).toEqual([code, true]);
        expect(inForceOn(next, effectiveThrough as never)).toBe(false);
        const dayAfter = next.effectiveFrom as NonNullable<typeof next.effectiveFrom>;
        expect(Date.parse(dayAfter) - Date.parse(effectiveThrough as string)).toBe(86_400_000);
      }
    }
  });

  it('says what is not sure about every recalled act, and about every missing date', () => {
    for (const { code, certainty, note, effectiveFrom } of LEGAL_ACTS) {
      if (certainty === 'recalled' || effectiveFrom === null) expect([code, note !== '']).toEqual([code, true]);
    }
  });

  it.each([
    ['NĐ 61/2018/NĐ-CP', '2025-06-30', true],
    ['NĐ 61/2018/NĐ-CP', '2025-07-01', false],
    ['NĐ 118/2025/NĐ-CP', '2025-06-30', false],
    ['NĐ 118/2025/NĐ-CP', '2025-07-01', true],
    ['TT 01/2018/TT-VPCP', '2025-09-14', true],
    ['TT 01/2018/TT-VPCP', '2025-09-15', false],
    ['TT 01/2020/TT-VPCP', '2026-02-14', true],
    ['TT 5/2025/TT-VPCP', '2026-02-14', false],
    ['TT 5/2025/TT-VPCP', '2026-02-15', true],
    ['NĐ 13/2023/NĐ-CP', '2023-09-14', true],
    ['NĐ 356/2025/NĐ-CP', '2026-01-01', true],
    ['Luật 03/2026/QH16', '2026-11-23', false],
    ['Luật 03/2026/QH16', '2027-03-01', true],
    ['NĐ 367/2025/NĐ-CP', '2026-11-23', null],
    ['NĐ 09/2019/NĐ-CP', '2023-09-14', true],
  ])('%s on %s: %s', (code, date, expected) => expect(inForceOn(actOf(code), plainDate(date))).toBe(expected));

  it('is what the rest of the law cites', () => {
    const cited = [
      ...FORMS.flatMap((form) => form.legalBasis),
      ...NARRATIVES.flatMap((narrative) => narrative.legalBasis),
      ...INDICATORS.flatMap((indicator) => indicator.legalBasis ?? []),
      ...FEE_SCHEDULES.map((schedule) => schedule.legalBasis),
      ...CALENDARS.flatMap(({ holidays }) => holidays.flatMap((day) => (day.kind === 'swap' ? [] : [day.basis]))),
    ];
    expect(cited.length).toBeGreaterThan(100);
    expect([...new Set(cited.filter((citation) => actCited(citation) === undefined))]).toEqual([]);
  });

  it('finds an act only by its whole code', () => {
    expect(actCited('NĐ 09/2019/NĐ-CP Điều 12')?.code).toBe('NĐ 09/2019/NĐ-CP');
    expect(actCited('QĐ 06/QĐ-TTgX')).toBeUndefined();
    expect(actCited('NĐ 09/2019')).toBeUndefined();
    expect(actCited('')).toBeUndefined();
  });
});
