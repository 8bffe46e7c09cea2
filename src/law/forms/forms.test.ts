/** The forms, the indicators and the text as they stand in the law's folder: they hold together, and their heads are as printed. */
import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '../../core/reporting/definition.ts';
import { effectiveOn, formProblems, headOf } from '../../core/reporting/form-engine.ts';
import { IndicatorCatalogue } from '../../core/reporting/indicators.ts';
import { addDays, plainDate } from '../../core/time/plain-date.ts';
import { FORMS, INDICATORS, NARRATIVES } from '../index.ts';

const catalogue = new IndicatorCatalogue(INDICATORS);
const form = (shortCode: string, date = '2023-09-14'): FormDefinition =>
  effectiveOn(
    FORMS.filter((candidate) => candidate.shortCode === shortCode),
    date,
  ) as FormDefinition;
/** `text@column+colSpan/rowSpan`, row by row. */
const drawn = (of: FormDefinition, part = 0) =>
  headOf(of.parts[part]?.columns ?? []).map((cells) =>
    cells.map((cell) => `${cell.text}@${cell.column}+${cell.colSpan}/${cell.rowSpan}`),
  );

describe('biểu mẫu', () => {
  it('each is sound', () => {
    expect(FORMS.length).toBeGreaterThanOrEqual(8);
    expect(FORMS.flatMap((candidate) => formProblems(candidate, catalogue))).toEqual([]);
  });

  it('of each code exactly one governs every day from 15/12/2020 on, none before', () => {
    for (const shortCode of ['II.04', 'II.05a', 'II.06a', 'II.07b']) {
      const versions = FORMS.filter((candidate) => candidate.shortCode === shortCode);
      const governing = (date: string) =>
        versions.filter((v) => v.effectiveFrom <= date && (v.effectiveThrough === null || date <= v.effectiveThrough))
          .length;
      expect(governing('2020-12-14')).toBe(0);
      for (let date = plainDate('2020-12-15'); date <= '2028-01-01'; date = addDays(date, 1))
        if (governing(date) !== 1) expect.fail(`${shortCode} on ${date}: ${governing(date)}`);
    }
  });

  it('the pack changes with periods that end on 15/02/2026', () => {
    expect(form('II.06a', '2026-02-14').pack).toBe('TT01-2020');
    expect(form('II.06a', '2026-02-15')).toMatchObject({ pack: 'TT5-2025', status: 'provisional' });
    for (const [date, pack] of [
      ['2026-02-14', 'TT01-2020'],
      ['2026-02-15', 'TT5-2025'],
    ] as const)
      expect(effectiveOn(NARRATIVES, date)?.pack).toBe(pack);
    expect(effectiveOn(NARRATIVES, '2020-12-14')).toBeUndefined();
  });

  it('what is not verified says so', () => {
    for (const candidate of FORMS) {
      expect(candidate.status === 'provisional', candidate.shortCode).toBe(candidate.statusNote !== undefined);
      expect(candidate.legalBasis.length).toBeGreaterThan(0);
    }
  });

  it('equation codes are unique over all forms of one time', () => {
    const codes = ['II.04', 'II.05a', 'II.06a', 'II.07b'].flatMap((code) => form(code).equations.map((e) => e.code));
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('II.06a as printed', () => {
  it('has thirteen numbered columns and two local ones', () => {
    const { columns } = form('II.06a').parts[0] as FormDefinition['parts'][number];
    expect(columns.map((column) => column.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, null, null]);
    expect(columns.filter((column) => column.local).map((column) => column.heading)).toEqual([
      ['Dừng tính'],
      ['Hồ sơ hủy'],
    ]);
  });

  it('has this head', () =>
    expect(drawn(form('II.06a'))).toEqual([
      [
        'STT@0+1/3',
        'Lĩnh vực, công việc giải quyết theo cấp@1+1/3',
        'Số lượng hồ sơ tiếp nhận@2+4/1',
        'Số lượng hồ sơ đã giải quyết@6+4/1',
        'Số lượng hồ sơ đang giải quyết@10+3/1',
        'Dừng tính@13+1/3',
        'Hồ sơ hủy@14+1/3',
      ],
      [
        'Tổng số@2+1/2',
        'Trong kỳ@3+2/1',
        'Từ kỳ trước@5+1/2',
        'Tổng số@6+1/2',
        'Trước hạn@7+1/2',
        'Đúng hạn@8+1/2',
        'Quá hạn@9+1/2',
        'Tổng số@10+1/2',
        'Trong hạn@11+1/2',
        'Quá hạn@12+1/2',
      ],
      ['Trực tuyến@3+1/1', 'Trực tiếp, dịch vụ bưu chính@4+1/1'],
    ]));
});

describe('II.07b as printed', () => {
  it('part I has this head', () =>
    expect(drawn(form('II.07b'))).toEqual([
      [
        'STT@0+1/2',
        'Lĩnh vực@1+1/2',
        'Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương@2+4/1',
        'TTHC được thực hiện theo CCMC, MCLT@6+4/1',
        'Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT được ban hành@10+4/1',
      ],
      [
        'Tổng số TTHC@2+1/1',
        'Cấp tỉnh@3+1/1',
        'Cấp huyện@4+1/1',
        'Cấp xã@5+1/1',
        'Tổng số TTHC@6+1/1',
        'Tại BPMC cấp tỉnh@7+1/1',
        'Tại BPMC cấp huyện@8+1/1',
        'Tại BPMC cấp xã@9+1/1',
        'Tổng số quy trình@10+1/1',
        'Cấp tỉnh@11+1/1',
        'Cấp huyện@12+1/1',
        'Cấp xã@13+1/1',
      ],
    ]));
  it('part II has no column for a commune', () =>
    expect(drawn(form('II.07b'), 1)).toEqual([
      ['STT@0+1/2', 'Lĩnh vực@1+1/2', 'Cấp tỉnh@2+2/1', 'Cấp huyện@4+2/1'],
      ['Số lượng TTHC@2+1/1', 'Tỷ lệ@3+1/1', 'Số lượng TTHC@4+1/1', 'Tỷ lệ@5+1/1'],
    ]));
});
