import { describe, expect, it } from 'vitest';
import { homesOf, parentOn, responsibleFor, unitOn, unitTree } from '../../core/organisation/tree.ts';
import { treeProblems } from '../../core/organisation/tree-problems.ts';
import { placeUpper } from '../../core/organisation/unit.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { KHANH_HOA_UNITS } from './khanh-hoa.ts';

const tree = unitTree(KHANH_HOA_UNITS);
const LAST = plainDate('2025-06-30');
const FIRST = plainDate('2025-07-01');

describe('cây đơn vị mẫu', () => {
  it('is sound', () => expect(treeProblems(KHANH_HOA_UNITS)).toEqual([]));

  it('has three tiers to 30/6/2025 and two after', () => {
    expect(parentOn(tree, 'phuoc-long', LAST)?.id).toBe('nha-trang');
    expect(parentOn(tree, 'nha-trang', LAST)?.id).toBe('khanh-hoa');
    expect(parentOn(tree, 'khanh-hoa', LAST)?.id).toBe('viet-nam');
    expect(unitOn(tree, 'phuoc-long', FIRST)).toBeUndefined();
    expect(unitOn(tree, 'nha-trang', FIRST)).toBeUndefined();
    expect(unitOn(tree, 'nam-nha-trang', LAST)).toBeUndefined();
    expect(parentOn(tree, 'nam-nha-trang', FIRST)?.id).toBe('khanh-hoa');
  });

  it('rolls both wards up into the city before, and leaves both to the new ward after', () => {
    expect(homesOf(tree, 'phuoc-long', LAST)).toEqual(['phuoc-long']);
    expect(homesOf(tree, 'nha-trang', LAST)).toEqual(['nha-trang', 'phuoc-long', 'vinh-truong']);
    expect(homesOf(tree, 'nam-nha-trang', FIRST)).toEqual(['phuoc-long', 'vinh-truong', 'nam-nha-trang']);
    expect(homesOf(tree, 'nha-trang', FIRST)).toEqual([]);
    expect(responsibleFor(tree, 'phuoc-long', plainDate('2023-09-14'))?.id).toBe('phuoc-long');
    expect(responsibleFor(tree, 'phuoc-long', FIRST)?.id).toBe('nam-nha-trang');
  });

  it('names the receiver, the heading and the code of the ward', () => {
    const ward = unitOn(tree, 'phuoc-long', plainDate('2023-09-14'));
    expect(ward?.name).toBe('UBND phường Phước Long');
    expect(ward?.report.receiverName).toBe('UBND TP Nha Trang');
    expect(ward?.agencyCodes.qcvn).toBe('000.18.22.H32');
    expect(ward && placeUpper(ward)).toBe('PHƯỜNG PHƯỚC LONG');
  });

  it('invents no top-down code for a unit whose new number is not known: QĐ 20/2020 gave some agencies other numbers', () => {
    for (const { level, agencyCodes } of KHANH_HOA_UNITS)
      if (level === 'commune' || level === 'district') expect(agencyCodes.topDown).toBeUndefined();
  });

  it('sends every report to the unit above on the day it begins', () => {
    for (const unit of KHANH_HOA_UNITS) {
      expect(unit.report.receiverId).toBe(parentOn(tree, unit.id, unit.effectiveFrom)?.id ?? null);
    }
  });
});
