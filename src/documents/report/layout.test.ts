import { describe, expect, it } from 'vitest';
import type { Instant } from '../../core/time/local-date-time.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { assertHeadCovers, layoutForm } from './form-layout.ts';
import { cell, form, HEAD_06A, longPart06a, part06a } from './forms.fixture.ts';
import { authorityLines, basisLine, documentDate, documentNumber, footerLine, layoutReport } from './layout.ts';
import { sampleModel } from './report-model.fixture.ts';

const withDocument = (changes: Partial<ReturnType<typeof sampleModel>['document']>) => {
  const model = sampleModel();
  return { ...model, document: { ...model.document, ...changes } };
};

describe('the lines that the decree asks for', () => {
  it('pads the number of the document and leaves dots until the clerk gives one', () => {
    expect(documentNumber(withDocument({ number: '5' }).document)).toBe('05/BC-UBND');
    expect(documentNumber(withDocument({ number: '123' }).document)).toBe('123/BC-UBND');
    expect(documentNumber(withDocument({ number: null }).document)).toBe('...../BC-UBND');
  });

  it('pads days below ten and the months one and two, no others', () => {
    const blank = { month: 9, year: 2023 };
    expect(documentDate(plainDate('2023-09-05'), blank)).toBe('ngày 05 tháng 9 năm 2023');
    expect(documentDate(plainDate('2024-01-31'), blank)).toBe('ngày 31 tháng 01 năm 2024');
    expect(documentDate(plainDate('2024-02-10'), blank)).toBe('ngày 10 tháng 02 năm 2024');
    expect(documentDate(plainDate('2024-03-10'), blank)).toBe('ngày 10 tháng 3 năm 2024');
    expect(documentDate(plainDate('2024-12-10'), blank)).toBe('ngày 10 tháng 12 năm 2024');
    expect(documentDate(null, blank)).toBe('ngày ..... tháng 9 năm 2023');
  });

  it("sets a people's committee over two lines and another body on its own", () => {
    expect(authorityLines(sampleModel().unit)).toEqual(['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN MẪU']);
    expect(authorityLines({ ...sampleModel().unit, name: 'Sở Tư pháp' })).toEqual(['SỞ TƯ PHÁP']);
  });

  it('ends recipients with semicolons and the last one with a full stop, whatever was typed', () => {
    const { recipients } = layoutReport(withDocument({ recipients: ['- Như trên;', 'Văn phòng.', 'Lưu: VT'] }));
    expect(recipients).toEqual(['- Như trên;', '- Văn phòng;', '- Lưu: VT.']);
  });

  it('begins bullets with a dash and sub-bullets with a plus, once', () => {
    const model = sampleModel({
      sections: [
        {
          id: 'a',
          number: '1.',
          level: 2,
          title: 'Mục',
          paragraphs: [
            { style: 'bullet', runs: [{ text: 'Một' }] },
            { style: 'bullet', runs: [{ text: '- Hai' }] },
            { style: 'subBullet', runs: [{ figure: 'f', text: '3', value: 3 }] },
            { style: 'paragraph', runs: [{ text: '' }] },
          ],
        },
      ],
      attachments: [],
    });
    const texts = layoutReport(model).blocks.map((block) => block.runs.map((run) => run.text).join(''));
    expect(texts.slice(1, -2)).toEqual(['1. Mục', '- Một', '- Hai', '+ 3']);
  });

  it('ends the text with its closing, after the list of forms', () => {
    const { blocks } = layoutReport(sampleModel());
    expect(blocks.at(-1)?.style).toBe('closing');
    expect(blocks.filter((block) => block.style === 'attachment')).toHaveLength(5);
  });

  it('says what the figures rest on', () => {
    // 2023-09-15T01:30Z is half past eight in the morning in Vietnam.
    expect(basisLine(sampleModel())).toBe(
      'Ghi chú: số liệu tính đến 23:59 ngày 14/09/2023, theo dữ liệu ghi nhận đến 08:30 ngày 15/09/2023; trước hạn, đúng hạn, quá hạn được so theo giờ, phút.',
    );
    expect(basisLine(sampleModel({ timelinessGranularity: 'day' }))).toMatch(/so theo ngày\.$/);
    const notes = layoutReport(sampleModel()).blocks.filter((block) => block.style === 'note');
    expect(notes.at(-1)?.runs[0]?.text).toBe(basisLine(sampleModel()));
  });

  it('says that a draft is one, and which version a restatement replaces', () => {
    expect(layoutReport(sampleModel()).draftMark).toBe('');
    expect(layoutReport(sampleModel({ version: null })).draftMark).toBe('DỰ THẢO');
    const second = sampleModel({ version: { number: 2, closedAt: '2023-10-01T00:00:00.000Z' as Instant } });
    expect(footerLine(second)).toBe('Mã kiểm tra số liệu: 7F3A-91C2-0D5E · Bản số 2, thay bản số 1');
    expect(layoutReport(second).issuedAt).toBe('2023-10-01T00:00:00.000Z');
    expect(layoutReport(sampleModel({ version: null })).issuedAt).toBe('2023-09-15T01:30:00.000Z');
  });
});

describe('a form on paper', () => {
  const one = (part = part06a()) => layoutForm(form('II.06a', ['TÊN BIỂU'], 'Số hồ sơ', [part]), '(Kèm theo)', 252);

  it('names code, period, reporter, receiver and unit of measure', () => {
    expect(one()).toMatchObject({
      code: 'Biểu số II.06a/VPCP/KSTT',
      period: ['Kỳ báo cáo: Quý III năm 2023', '(Từ ngày 15/6/2023 đến ngày 14/9/2023)'],
      reporter: 'Đơn vị báo cáo: UBND phường Bến Mẫu',
      receiver: 'Đơn vị nhận báo cáo: UBND thành phố Sông Thử',
      measure: 'Đơn vị tính: Số hồ sơ',
      statusNote: null,
    });
  });

  it('prints every row and the total, number and name first', () => {
    const [part] = one().parts;
    expect(part?.rows[7]).toEqual([
      '8',
      'Hộ tịch',
      '353',
      '270',
      '3',
      '80',
      '297',
      '290',
      '5',
      '2',
      '54',
      '50',
      '4',
      '3',
      '2',
    ]);
    expect(part?.total).toEqual([
      'TỔNG CỘNG',
      '1.996',
      '385',
      '1.523',
      '88',
      '1.929',
      '1.920',
      '6',
      '3',
      '65',
      '60',
      '5',
      '4',
      '2',
    ]);
    expect(part?.numbers?.map((lines) => lines.join(''))).toEqual([
      '(1)',
      '(2)',
      '(3)=(4)+(5)+(6)',
      '(4)',
      '(5)',
      '(6)',
      '(7)=(8)+(9)+(10)',
      '(8)',
      '(9)',
      '(10)',
      '(11)=(12)+(13)',
      '(12)',
      '(13)',
      '',
      '',
    ]);
  });

  it('always carries a note when the form is provisional', () => {
    const provisional = form('II.04', ['TÊN'], 'đồng', [part06a()], 'provisional');
    expect(layoutForm(provisional, '', 252).statusNote).toContain('tạm dùng');
    const unexplained = { ...provisional, definition: { ...provisional.definition, statusNote: null } };
    expect(layoutForm(unexplained, '', 252).statusNote).toContain('chưa đối chiếu');
  });

  it('sets a form that slightly overflows its page in smaller type, a longer one not', () => {
    const sizes = [1, 12, 17, 22, 60].map((rows) => {
      const long = form('II.06a', ['TÊN BIỂU'], 'Số hồ sơ', [longPart06a(rows)]);
      return layoutForm(long, '(Kèm theo)', 252, 480).parts[0]?.sizePt;
    });
    expect(sizes[0]).toBe(11);
    expect(sizes[2]).toBeLessThan(11);
    expect(sizes[2]).toBeGreaterThanOrEqual(9);
    expect(sizes.slice(3)).toEqual([11, 11]);
  });

  it('says which tables have rows too high to be kept whole', () => {
    const [first, ...rest] = part06a().rows as [ReturnType<typeof part06a>['rows'][number]];
    const tall = { ...part06a(), rows: [{ ...first, label: 'từ '.repeat(400) }, ...rest] };
    expect(one(tall).parts[0]?.hasTallRow).toBe(true);
    expect(one().parts[0]?.hasTallRow).toBe(false);
  });

  it('refuses a head with a hole, an overlap, or a cell outside, and says where', () => {
    const part = part06a();
    const head = (first: (typeof HEAD_06A)[number]) => ({ ...part, head: [first, ...HEAD_06A.slice(1)] });
    const [top] = HEAD_06A as [(typeof HEAD_06A)[number]];
    expect(() => assertHeadCovers('II.06a', part)).not.toThrow();
    expect(() => assertHeadCovers('II.06a', head(top.slice(0, -1)))).toThrow(/II\.06a.*bị bỏ trống ở hàng 1, cột 15/);
    expect(() => assertHeadCovers('II.06a', head([...top, cell('Thừa', 2)]))).toThrow(
      /hai ô chồng lên nhau ở hàng 1, cột 3/,
    );
    expect(() => assertHeadCovers('II.06a', head([...top, cell('Ngoài', 14, 2)]))).toThrow(
      /«Ngoài» vượt ra ngoài bảng/,
    );
    expect(() => one(head(top.slice(1)))).toThrow(RangeError);
  });

  it('refuses a figure that is no whole number', () => {
    const part = part06a();
    const [first, ...rest] = part.rows;
    const broken = { ...part, rows: [{ ...(first as NonNullable<typeof first>), cells: { 3: 0.5 } }, ...rest] };
    expect(() => one(broken)).toThrow(/số nguyên/);
  });
});
