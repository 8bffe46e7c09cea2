import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildContext, type RuleContext } from '../../core/checking/context.ts';
import type { Block, DocumentModel, TableBlock } from '../../core/checking/document.ts';
import { formatInteger } from '../../core/checking/numbers.ts';
import { settleMeanings } from '../../core/checking/rules/meaning.ts';
import { CHECKING_LAW } from './index.ts';

type Piece = string | readonly (readonly string[])[];

function model(...pieces: readonly Piece[]): DocumentModel {
  const blocks: Block[] = pieces.map((piece, index) => {
    if (typeof piece === 'string')
      return { kind: 'paragraph', index, text: piece, marker: '', headingLevel: null, listLevel: null };
    const columnCount = Math.max(...piece.map((row) => row.length));
    const cells = piece.flatMap((row, r) =>
      Array.from({ length: columnCount }, (_, column) => ({
        text: row[column] ?? '',
        row: r,
        column,
        rowSpan: 1,
        columnSpan: 1,
      })),
    );
    return {
      kind: 'table',
      index,
      rowCount: piece.length,
      columnCount,
      cells,
      mergesKnown: false,
    } satisfies TableBlock;
  });
  return { source: 'txt', blocks };
}

const contextOf = (...pieces: readonly Piece[]): RuleContext =>
  buildContext({ model: model(...pieces), law: CHECKING_LAW, period: null, known: null }).context;

/** `indicator=value` of each figure that is recognised. */
function recognised(...pieces: readonly Piece[]): string[] {
  const context = contextOf(...pieces);
  const meanings = settleMeanings(context);
  return context.facts.flatMap((fact) => {
    const id = meanings.of(fact);
    return id === null ? [] : [`${id}=${fact.value}`];
  });
}

describe('one figure, many wordings', () => {
  it.each([
    ['Tổng số hồ sơ đã giải quyết là: 2011 hồ sơ', ['dossiers.resolved.total=2011']],
    ['Đã giải quyết xong 2.011 hồ sơ', ['dossiers.resolved.total=2011']],
    ['Số hồ sơ trễ hẹn: 5', ['dossiers.resolved.overdue=5']],
    ['Hồ sơ đã giải quyết sớm hạn và đúng hạn: 12 hồ sơ', ['dossiers.resolved.notOverdue=12']],
    ['Còn 63 hồ sơ đang giải quyết', ['dossiers.pending.total=63']],
    ['384 hồ sơ nộp trực tuyến', ['dossiers.received.online=384']],
    ['Tổng số hồ sơ trực tuyến đã tiếp nhận là 383/476 hồ sơ, đạt tỷ lệ 80,46%', ['dossiers.received.online=383']],
    ['Tổng số TTHC cần rà soát theo Kế hoạch (Quyết định số 104/QĐ-UBND ngày 04/3/2020): 42', ['review.planned=42']],
    ['Không có hồ sơ quá hạn', ['dossiers.resolved.overdue=0']],
    ['Số phản ánh, kiến nghị đang xử lý: 3', ['feedback.pending=3']],
    [
      '1858 hồ sơ được thanh toán trực tuyến với tổng số tiền 36.970.500 đồng',
      ['dossiers.paidOnline=1858', 'payments.online.amount=36970500'],
    ],
  ])('%s', (text, figures) => expect(recognised(text)).toEqual(figures));

  it('"trong đó", brackets, colons and lists say what a part is a part of', () => {
    expect(recognised('Tổng số hồ sơ đã tiếp nhận: 2074 hồ sơ (trong đó có 89 hồ sơ kỳ trước chuyển sang).')).toContain(
      'dossiers.carriedOver=89',
    );
    expect(recognised('Số hồ sơ đang giải quyết: 84 hồ sơ (còn trong hạn 80 hồ sơ, quá hạn 4 hồ sơ).')).toEqual([
      'dossiers.pending.total=84',
      'dossiers.pending.withinTime=80',
      'dossiers.pending.overdue=4',
    ]);
    expect(recognised('Còn 117 hồ sơ đang giải quyết: 111 hồ sơ trong hạn, 6 hồ sơ quá hạn.')).toEqual([
      'dossiers.pending.total=117',
      'dossiers.pending.withinTime=111',
      'dossiers.pending.overdue=6',
    ]);
    expect(recognised('- Đã giải quyết 638 hồ sơ, trong đó:', '+ Trước hạn: 567 hồ sơ;', '+ Quá hạn: 5 hồ sơ')).toEqual(
      ['dossiers.resolved.total=638', 'dossiers.resolved.early=567', 'dossiers.resolved.overdue=5'],
    );
  });

  it('a whole is never a part of its part', () => {
    expect(recognised('Đã tiếp nhận: 500 hồ sơ, trong đó: trong kỳ 440, chuyển sang 50.')).toEqual([
      'dossiers.received.total=500',
      'dossiers.received.inPeriod=440',
      'dossiers.carriedOver=50',
    ]);
    expect(recognised('Đã giải quyết 500 hồ sơ: trước hạn 300, đúng hạn 180, quá hạn 20.')).toEqual([
      'dossiers.resolved.total=500',
      'dossiers.resolved.early=300',
      'dossiers.resolved.onTime=180',
      'dossiers.resolved.overdue=20',
    ]);
    expect(recognised('Tiếp nhận 500 hồ sơ (mới 440; kỳ trước 60), trong đó trực tuyến 300')).toContain(
      'dossiers.received.online=300',
    );
  });

  it('short labels say what they say only in the list that they stand in', () => {
    expect(recognised('Công an xã chuyển sang 50 hồ sơ')).not.toContain('dossiers.carriedOver=50');
    expect(recognised('Đã tiếp nhận 500 hồ sơ, trong đó còn tồn 50')).not.toContain('dossiers.carriedOver=50');
    expect(recognised('Đã giải quyết 500 hồ sơ, trong đó chuyển sang 50')).not.toContain('dossiers.carriedOver=50');
  });

  it('figures of a sector are not those of the report', () => {
    for (const text of [
      'Lĩnh vực Hộ tịch: tiếp nhận 120 hồ sơ; giải quyết 118 hồ sơ',
      'Riêng lĩnh vực đất đai tiếp nhận 80 hồ sơ, giải quyết 70 hồ sơ',
    ])
      expect(recognised(text), text).toEqual([]);
    expect(recognised('- Lĩnh vực Hộ tịch:', '+ Đã giải quyết: 118 hồ sơ')).toEqual([]);
    expect(recognised('Trong lĩnh vực kiểm soát TTHC, đã giải quyết 118 hồ sơ')).toEqual([
      'dossiers.resolved.total=118',
    ]);
  });

  it('the words behind a fraction that is spelled out are of its lower figure', () => {
    expect(recognised('Đã giải quyết 480 trên tổng số 500 hồ sơ đã tiếp nhận')).toEqual([
      'dossiers.resolved.total=480',
      'dossiers.received.total=500',
    ]);
  });

  it('reads nothing into what is no figure of the period', () => {
    for (const text of [
      'So với cùng kỳ năm 2022, số hồ sơ tiếp nhận tăng 214 hồ sơ',
      'Phấn đấu giải quyết trên 95 hồ sơ đúng hạn',
      'Đã rà soát tại 04 lĩnh vực',
      'Phát 1.200 tờ rơi, tổ chức 6 buổi tuyên truyền',
      'Bình quân mỗi ngày tiếp nhận 25 hồ sơ',
    ]) {
      expect(recognised(text), text).toEqual([]);
    }
  });

  it('a figure means the same in NFD, in capitals, with the other tone placement', () => {
    const texts = ['Hồ sơ hủy: 7 hồ sơ', 'HỒ SƠ HUỶ: 7 HỒ SƠ', 'Hồ sơ huỷ: 7 hồ sơ'];
    for (const text of texts) expect(recognised(text)).toEqual(['dossiers.cancelled=7']);
  });

  it('reads any whole number in a label', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), (value) => {
        expect(recognised(`Tổng số hồ sơ đã giải quyết: ${formatInteger(value)} hồ sơ`)).toEqual([
          `dossiers.resolved.total=${value}`,
        ]);
      }),
    );
  });
});

describe('every indicator that a report can state is recognised by its own label', () => {
  const sayable = CHECKING_LAW.indicators.filter(
    (indicator) =>
      indicator.kind !== 'ratio' &&
      /^(?:dossiers\.(?:received|resolved|pending|carried|cancel)|feedback|procedures\.(?:total|published|oneStop)|review\.(?:planned|approved$))/.test(
        indicator.id,
      ),
  );

  it.each(sayable.map((indicator) => [indicator.id, indicator.label] as const))('%s: %s', (id, label) => {
    const context = contextOf(`${label}: 12345`);
    expect(context.facts.flatMap((fact) => fact.candidates)).toContain(id);
  });
});

describe('tables', () => {
  const HEAD = [
    ['STT', 'Đơn vị', 'Số hồ sơ tiếp nhận', '', 'Số hồ sơ đã giải quyết', '', ''],
    ['', '', 'Tổng số', 'Trực tuyến', 'Tổng số', 'Trước hạn', 'Quá hạn'],
  ];
  const BODY = [
    ['1', 'Xã A', '10', '4', '8', '7', '1'],
    ['2', 'Xã B', '20', '9', '15', '15', '0'],
    ['', 'Tổng cộng', '30', '13', '23', '22', '1'],
  ];

  it('blanks of a tab-separated head are merges where heads stand below', () => {
    const [table] = contextOf([...HEAD, ...BODY]).tables;
    expect(table?.columns.map((column) => column.path.join('/'))).toEqual([
      'STT',
      'Đơn vị',
      'Số hồ sơ tiếp nhận/Tổng số',
      'Số hồ sơ tiếp nhận/Trực tuyến',
      'Số hồ sơ đã giải quyết/Tổng số',
      'Số hồ sơ đã giải quyết/Trước hạn',
      'Số hồ sơ đã giải quyết/Quá hạn',
    ]);
    expect(table?.rows.map((row) => row.kind)).toEqual(['body', 'body', 'total']);
    expect(table?.columns.at(-1)?.candidates).toEqual(['dossiers.resolved.overdue']);
  });

  it('reads printed formulas even when brackets are missing', () => {
    const numbers = ['(1)', '(2)', '(3)=(4)+ (5)+6)', '(4)', '(5)', '(6)', '(7)'];
    const [table] = contextOf([...HEAD, numbers, ...BODY]).tables;
    expect(table?.columns[2]?.formula).toMatchObject({ target: 3, plus: [4, 5, 6], mistyped: true });
    expect(table?.columns[3]?.formula).toMatchObject({ target: 4, plus: [], mistyped: false });
  });

  it('a table that only lays text out is read as text', () => {
    const context = contextOf([
      ['ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      ['Số: 12/BC-UBND', 'Hòa Tân, ngày 16 tháng 6 năm 2023'],
    ]);
    expect(context.tables).toEqual([]);
    expect(context.units.map((unit) => unit.text)).toContain('Số: 12/BC-UBND');
  });
});

describe('places are said so that a person finds them', () => {
  it('by section, paragraph, row and column', () => {
    const context = contextOf('I. TÌNH HÌNH', '4. Kết quả giải quyết', '- Một', '- Đã giải quyết 5 hồ sơ');
    expect(context.facts[0]?.evidence.place).toBe('mục I.4, đoạn 2');
  });
});
