import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMarks, foldWords } from '../text/fold.ts';
import { LEDGER_COLUMN_KEYS, LEDGER_COLUMNS } from './columns.ts';
import { headerProblems, looksLikeLedgerHeader, recogniseHeader } from './header.ts';
import { CHANNEL_WORDS, NOT_RECEIVED_WORDS, PAYMENT_WORDS, STATUS_WORDS, YES_NO_WORDS } from './vocabulary.ts';

const names = LEDGER_COLUMNS.map((column) => column.name);

describe('the table of columns', () => {
  it('has every key once', () => {
    expect(LEDGER_COLUMNS.map((column) => column.key).sort()).toEqual([...LEDGER_COLUMN_KEYS].sort());
  });
  it('gives no two columns a common name, however it is written', () => {
    const all = LEDGER_COLUMNS.flatMap((column) => [column.name, ...column.otherNames].map(foldWords));
    expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
  });
  it('gives no word of a vocabulary two meanings', () => {
    const vocabularies: Record<string, readonly string[]>[] = [
      CHANNEL_WORDS,
      { ...STATUS_WORDS, NOT_RECEIVED_WORDS },
      PAYMENT_WORDS,
      YES_NO_WORDS,
    ];
    for (const words of vocabularies) {
      const all = Object.values(words).flatMap((list) => list.map((word) => foldWords(word) || word));
      expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
    }
  });
});

describe('recogniseHeader', () => {
  const disguises: ((name: string) => string)[] = [
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => name.toLowerCase(),
    (name) => name.normalize('NFD'),
    (name) => foldMarks(name),
    (name) => `  ${name.replaceAll(' ', '  ')}\u00a0`,
    (name) => `${name}:`,
    (name) => name.replaceAll(' ', '_'),
    (name) => `"${name}" *`,
    (name) => name.replace('Hủy', 'Huỷ').replace('hủy', 'huỷ').replace('hóa', 'hoá'),
  ];

  it('finds every column in any order, under any of its names, in any disguise', () => {
    const entries = fc
      .shuffledSubarray([...LEDGER_COLUMNS], { minLength: LEDGER_COLUMNS.length })
      .chain((columns) =>
        fc.tuple(
          ...columns.map((column) =>
            fc.tuple(
              fc.constant(column.key),
              fc.constantFrom(column.name, ...column.otherNames),
              fc.constantFrom(...disguises),
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(entries, (columns) => {
        const header = recogniseHeader(columns.map(([, name, disguise]) => disguise(name)));
        for (const [position, [key]] of columns.entries()) expect(header.index[key]).toBe(position);
        expect(header).toMatchObject({ unknown: [], missing: [], duplicated: [], lost: [], width: columns.length });
      }),
    );
  });

  it('names what is missing and what is lost', () => {
    const header = recogniseHeader(names.filter((name) => name !== 'Lĩnh vực' && name !== 'Ngày hẹn trả'));
    expect(header.missing).toEqual(['Lĩnh vực']);
    expect(header.lost.map((column) => column.name)).toEqual(['Ngày hẹn trả']);
    expect(headerProblems(header)).toEqual([expect.stringContaining('«Lĩnh vực»')]);
    expect(recogniseHeader([]).missing).toEqual([
      'Mã hồ sơ',
      'Mã TTHC',
      'Lĩnh vực',
      'Hình thức nộp',
      'Ngày tiếp nhận',
      'Ngày hoàn thành',
    ]);
  });

  it('keeps unknown columns under a name of their own', () => {
    const header = recogniseHeader([...names, 'Ghi chú', 'Ghi chú', '', 'x', '', '']);
    expect(header.unknown).toEqual([
      { position: 21, name: 'Ghi chú' },
      { position: 22, name: 'Ghi chú (2)' },
      { position: 23, name: '(cột 24 không tên)' },
      { position: 24, name: 'x' },
    ]);
    expect(header.width).toBe(25);
    expect(headerProblems(header)).toEqual([]);
  });

  it('refuses a column that stands there twice, also under two names', () => {
    const header = recogniseHeader([...names, 'Ngày có kết quả', 'MA HO SO']);
    expect(header.duplicated).toEqual(['Ngày hoàn thành', 'Mã hồ sơ']);
    expect(headerProblems(header)).toEqual([expect.stringContaining('«Ngày hoàn thành», «Mã hồ sơ»')]);
  });

  it('takes neither a title line nor a row of data for a header', () => {
    expect(looksLikeLedgerHeader(names)).toBe(true);
    expect(looksLikeLedgerHeader(names.filter((name) => name !== 'Mã TTHC'))).toBe(true);
    expect(looksLikeLedgerHeader(['SỔ THEO DÕI HỒ SƠ', '', ''])).toBe(false);
    expect(looksLikeLedgerHeader(['H32.22.18-230615-0007', '1.001193', 'Đăng ký khai sinh', 'Hộ tịch'])).toBe(false);
    expect(looksLikeLedgerHeader(['Mã hồ sơ,Mã TTHC,Lĩnh vực,Hình thức nộp,Ngày tiếp nhận,Ngày hoàn thành'])).toBe(
      false,
    );
  });

  it('survives any cells', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (cells) => void recogniseHeader(cells)));
  });
});
