import { describe, expect, it } from 'vitest';
import { IndicatorCatalogue } from '../../core/reporting/indicators.ts';
import { foldWords } from '../../core/text/fold.ts';
import { INDICATORS } from './index.ts';

describe('danh mục chỉ tiêu', () => {
  it('holds together', () => {
    expect(INDICATORS.length).toBeGreaterThan(60);
    expect(() => new IndicatorCatalogue(INDICATORS)).not.toThrow();
  });

  it('is plain data: the same after a trip through JSON', () =>
    expect(JSON.parse(JSON.stringify(INDICATORS))).toEqual(INDICATORS));

  it('every figure has a name, a unit and one sentence; every share names its denominator', () => {
    for (const indicator of INDICATORS) {
      expect(indicator.id).toMatch(/^[a-z][A-Za-z.]*$/);
      for (const text of [indicator.label, indicator.unit]) expect(text, indicator.id).not.toBe('');
      expect(indicator.explanation, indicator.id).toMatch(/\.$/);
      if (indicator.kind === 'ratio') expect(indicator.denominatorName).not.toBe('');
    }
  });

  it('no two figures share a name', () => {
    const labels = INDICATORS.map((indicator) => foldWords(indicator.label).trim());
    expect(labels.filter((label, n) => labels.indexOf(label) !== n)).toEqual([]);
  });

  it('every dossier figure leaves out the parts of linked applications and, but for their own, vertical agencies', () => {
    for (const indicator of INDICATORS) {
      if ((indicator.kind !== 'count' && indicator.kind !== 'sum') || indicator.population !== 'dossier') continue;
      const text = JSON.stringify(indicator.where);
      if (indicator.id === 'dossiers.verticalAgency') expect(text).toContain('{"flag":"verticalAgency"}');
      else {
        expect(text, indicator.id).toContain('{"not":{"flag":"linkedChild"}}');
        expect(text, indicator.id).toContain('{"not":{"flag":"verticalAgency"}}');
      }
    }
  });
});
