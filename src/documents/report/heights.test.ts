import { describe, expect, it } from 'vitest';
import { cell, HEAD_06A } from './forms.fixture.ts';
import { cellHeightPt, headHeightsPt, IN_SHEET, ON_PAGE, rowHeightPt } from './heights.ts';

const WIDE = Array<number>(15).fill(80);

describe('heights of rows', () => {
  it('are lines of the type and what stands around them', () => {
    expect(cellHeightPt('Hộ tịch', 40, 10, 'regular', ON_PAGE)).toBeCloseTo(10 * 1.15 + 4.2, 9);
    expect(cellHeightPt('Hộ\ntịch', 40, 10, 'regular', IN_SHEET)).toBeCloseTo(2 * 10 * 1.25 + 4, 9);
    expect(rowHeightPt(['1', 'hai\nhàng', '3'], WIDE, 10, 'regular', ON_PAGE)).toBeCloseTo(2 * 10 * 1.15 + 4.2, 9);
  });

  it('are one line a head row where there is room', () => {
    const line = 11 * 1.15 + 4.2;
    for (const height of headHeightsPt(HEAD_06A, WIDE, 11, ON_PAGE)) expect(height).toBeCloseTo(line, 9);
  });

  it('give a tall cell over several rows what it needs by the last of them', () => {
    const head = [[cell('một\nhai\nba\nbốn\nnăm', 0, 1, 2), cell('Nhóm', 1)], [cell('Con', 1)]];
    const [first, second] = headHeightsPt(head, [40, 40], 10, ON_PAGE) as [number, number];
    expect(first).toBeCloseTo(10 * 1.15 + 4.2, 9);
    expect(first + second).toBeCloseTo(5 * 10 * 1.15 + 4.2, 9);
  });

  it('count the merged width of a head over several columns', () => {
    const text = 'Số lượng hồ sơ đã giải quyết trong kỳ báo cáo';
    const narrow = headHeightsPt([[cell(text, 0)]], [20], 11, ON_PAGE)[0] as number;
    const merged = headHeightsPt([[cell(text, 0, 5)]], Array<number>(5).fill(20), 11, ON_PAGE)[0] as number;
    expect(merged).toBeLessThan(narrow / 2);
  });
});
