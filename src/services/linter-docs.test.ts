import { describe, expect, it } from 'vitest';
import { CHECKING_LAW } from '../law/checks/index.ts';
import { partOf, rulesTable, writePart } from './linter-docs.testkit.ts';

describe('docs/linter.md', () => {
  it('holds the table of rules as the catalogue has it (write it with MOTCUA_WRITE_DOCS=1)', async () => {
    if (process.env['MOTCUA_WRITE_DOCS'] === '1') await writePart('rules', rulesTable());
    expect(await partOf('rules')).toBe(rulesTable());
  });
});

describe('the catalogue of rules', () => {
  it('has one rule per code, and words that end as sentences do', () => {
    const codes = CHECKING_LAW.rules.map((rule) => rule.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const rule of CHECKING_LAW.rules) {
      expect(rule.code).toMatch(/^[A-Z]\d{2}$/);
      expect(rule.explanation).toMatch(/\.$/);
    }
  });

  it('speaks only of indicators that exist', () => {
    const known = new Set(CHECKING_LAW.indicators.map((indicator) => indicator.id));
    const used = [
      ...Object.keys(CHECKING_LAW.wordings),
      ...CHECKING_LAW.identities.flatMap((identity) => [
        identity.total,
        ...identity.parts,
        ...(identity.optionalParts ?? []),
      ]),
      ...CHECKING_LAW.containments.flatMap((rule) => [rule.part, rule.whole]),
      ...CHECKING_LAW.ratios.flatMap((rule) => [
        rule.of,
        ...rule.accepted,
        ...rule.misused.map((misuse) => misuse.denominator),
        ...(rule.share === undefined ? [] : [rule.share]),
      ]),
      ...CHECKING_LAW.comparisons.flatMap((rule) => [rule.left, rule.right]),
      ...CHECKING_LAW.statements.map((rule) => rule.indicator),
      ...CHECKING_LAW.sectorBases.flatMap((rule) => [rule.indicator, rule.total, rule.visibleIn]),
      ...CHECKING_LAW.sectorParts.flatMap((rule) => [...rule.parts, rule.total]),
      ...CHECKING_LAW.lopsided.flatMap((rule) => rule.columns),
      ...CHECKING_LAW.moneySteps.map((rule) => rule.indicator),
    ];
    expect(used.filter((id) => !known.has(id))).toEqual([]);
  });
});
