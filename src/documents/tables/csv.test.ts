import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCsvSplitter, type Separator } from './csv-splitter.ts';
import { readTable } from './read-table.ts';
import { DEFAULT_TABLE_LIMITS, type TableOptions, type TableRow } from './table.ts';
import { TableError } from './table-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'motcua-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function fileOf(content: string | Uint8Array, name = 'so.csv'): Promise<string> {
  files += 1;
  const file = path.join(folder, `${files}-${name}`);
  await writeFile(file, content);
  return file;
}
async function rowsOf(content: string | Uint8Array, options?: TableOptions, name?: string): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of readTable(await fileOf(content, name), options)) rows.push(...batch);
  return rows;
}
async function errorOf(content: string | Uint8Array, options?: TableOptions, name?: string): Promise<TableError> {
  const error = await rowsOf(content, options, name).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TableError);
  return error as TableError;
}

/** Splits text handed over in pieces of the given lengths, over and over. */
function split(text: string, separator: Separator, lengths: readonly number[]): TableRow[] {
  const rows: TableRow[] = [];
  const splitter = createCsvSplitter(separator, DEFAULT_TABLE_LIMITS);
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] as number;
    splitter.push(text.slice(at, at + length), rows);
    at += length;
  }
  splitter.finish(rows);
  return rows;
}

/** Descriptors of this process that hold a file open; none where the system does not list them. */
async function openCopies(file: string): Promise<string[]> {
  const list = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(list.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target === file);
}

describe('splitting', () => {
  it('reads quotes, doubled quotes, separators and line ends in cells, and counts physical lines', () => {
    const text = 'a,b,c\r\n"x, ""y""","1\r\n2",\n"",z,"é\n"\rlast,row,here';
    const expected = [
      { line: 1, cells: ['a', 'b', 'c'] },
      { line: 2, cells: ['x, "y"', '1\r\n2', ''] },
      { line: 4, cells: ['', 'z', 'é\n'] },
      { line: 6, cells: ['last', 'row', 'here'] },
    ];
    for (const length of [1, 2, 3, 5, 7, 1000]) expect(split(text, ',', [length])).toEqual(expected);
  });
  it('takes a quotation mark inside an unquoted cell for itself', () => {
    expect(split('a "b" c,5"\n', ',', [4])).toEqual([{ line: 1, cells: ['a "b" c', '5"'] }]);
  });
  it('leaves blank lines out and keeps the numbers of the others', () => {
    expect(split('a,b\n\n , \n,\r\nc,d\n\n', ',', [3])).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 5, cells: ['c', 'd'] },
    ]);
  });
  it('gives any table back, however it is cut, ended and quoted', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', '""', '\r\n', '\n', '\r', ',', ';', '\t', ' a '),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    const separators = fc.constantFrom<Separator[]>(',', ';', '\t');
    const ends = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 3 });
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(table, separators, ends, lengths, fc.boolean(), (rows, separator, lineEnds, pieces, endLast) => {
        const quote = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        let text = '';
        const expected: TableRow[] = [];
        let line = 1;
        rows.forEach((cells, at) => {
          const written = cells.map(quote).join(separator);
          if (cells.some((value) => value.trim() !== '')) expected.push({ line, cells });
          const end = lineEnds[at % lineEnds.length] as string;
          text += at === rows.length - 1 && !endLast ? written : written + end;
          line += written.split(/\r\n|\n|\r/).length;
        });
        // A CR that ends one line and an LF that would begin the next blank one cannot be told from CRLF.
        if (/\r"?\n/.test(text.replaceAll('\r\n', ''))) return;
        expect(split(text, separator, pieces)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('CSV files', () => {
  it('are read with comma, semicolon or tab, with and without a byte order mark', async () => {
    for (const separator of [',', ';', '\t']) {
      for (const mark of ['', '\ufeff']) {
        const rows = await rowsOf(
          `${mark}Mã,x;Tên\n1,5;2\n`.replaceAll(';', separator).replaceAll(',x', '').replaceAll(',5', ''),
        );
        expect(rows).toEqual([
          { line: 1, cells: ['Mã', 'Tên'] },
          { line: 2, cells: ['1', '2'] },
        ]);
      }
    }
  });
  it('are not misled by other separators in quotes, nor by those of the data', async () => {
    expect((await rowsOf('"a,b,c,d";e\n1,2,3,4,5;6\n'))[1]?.cells).toEqual(['1,2,3,4,5', '6']);
    const options = {
      acceptsHeader: (cells: readonly string[]) => cells.length === 2 && cells[0] === 'Phí, lệ phí, khác',
    };
    expect((await rowsOf('Phí, lệ phí, khác;Ngày\n1;2\n', options))[1]?.cells).toEqual(['1', '2']);
  });
  it('may name their separator to Excel', async () => {
    expect(await rowsOf('sep=;\r\na,b;c\r\n1;2\r\n')).toEqual([
      { line: 2, cells: ['a,b', 'c'] },
      { line: 3, cells: ['1', '2'] },
    ]);
  });
  it('may have title lines above the header that is looked for', async () => {
    const options = { acceptsHeader: (cells: readonly string[]) => cells.includes('Mã') };
    expect(await rowsOf('UBND PHƯỜNG\n"Sổ, quý III"\n\nMã,Tên\n1,2\n', options)).toEqual([
      { line: 4, cells: ['Mã', 'Tên'] },
      { line: 5, cells: ['1', '2'] },
    ]);
    expect((await rowsOf('a,b\n1,2\n', options))[0]).toEqual({ line: 1, cells: ['a', 'b'] });
    expect(await rowsOf('chỉ một dòng, không phải sổ\n', options)).toHaveLength(1);
  });
  it('come in batches of a thousand, with the share of bytes read', async () => {
    const file = await fileOf(`a,b\n${'1,2\n'.repeat(2_500)}`);
    const reading = readTable(file);
    const sizes: number[] = [];
    for await (const batch of reading) sizes.push(batch.length);
    expect(sizes).toEqual([1000, 1000, 501]);
    expect(reading.progress).toEqual({ bytesRead: 10_004, totalBytes: 10_004 });
  });
  it('lose no row of 100,001 with mixed line ends', async () => {
    const ends = ['\n', '\r\n', '\r\n', '\n', '\n'];
    const pieces = ['Mã,Tên\r\n'];
    for (let row = 0; row < 100_001; row += 1) pieces.push(`${row},"Đỗ, ${row}"${ends[row % ends.length]}`);
    let next = 0;
    for await (const batch of readTable(await fileOf(pieces.join('')))) {
      for (const row of batch) {
        if (row.line === 1) continue;
        const right = row.line === next + 2 && row.cells[0] === String(next) && row.cells[1] === `Đỗ, ${next}`;
        if (!right) expect(row).toEqual({ line: next + 2, cells: [String(next), `Đỗ, ${next}`] });
        next += 1;
      }
    }
    expect(next).toBe(100_001);
  });
  it('keep characters whole that a piece of the file cuts', async () => {
    // Pieces are 256 KiB; letters of two, three and four bytes at every offset cross their borders in every way.
    for (const letter of ['đ', 'ế', '🏠']) {
      for (const shift of [0, 1, 2, 3]) {
        const cell = letter.repeat(4_500);
        const rows = await rowsOf(`a,b${'x'.repeat(shift)}\n${`1,${cell}\n`.repeat(60)}`);
        expect(rows.filter((row) => row.cells[1] === cell)).toHaveLength(60);
      }
    }
  });
  it('can be left early, and the file is closed', async () => {
    const file = await fileOf(`a,b\n${'1,2\n'.repeat(5_000)}`);
    for await (const batch of readTable(file)) {
      expect(batch).toHaveLength(1000);
      break;
    }
    expect(await openCopies(file)).toEqual([]);
    for await (const _ of readTable(file));
    expect(await openCopies(file)).toEqual([]);
  });
});

describe('what is refused', () => {
  const sentence = /^\p{Lu}.*[.»)]$|^«/u;
  it.each<[string, string | Uint8Array, string, RegExp]>([
    ['an empty file', '', 'empty', /trống/],
    ['only a byte order mark', '\ufeff', 'empty', /trống/],
    ['blank lines', '\n\r\n , ;\n\n'.replace(' , ;', ''), 'empty', /trống/],
    ['a header alone', 'a,b\n', 'headerOnly', /chỉ có dòng tiêu đề/],
    ['a quote never closed', 'a,b\n1,"2\n3,4\n', 'quote', /Dòng 2, ô thứ 2/],
    ['text behind a closed quote', 'a,b\n1,"2"x\n', 'quote', /Dòng 2, ô thứ 2/],
    ['UTF-16 with mark', Buffer.from('\ufeffMã,Tên\n1,2\n', 'utf16le'), 'wrongKind', /UTF-16/],
    ['UTF-16 without mark', Buffer.from('Ma ho so,Ten thu tuc\n1,2\n', 'utf16le'), 'wrongKind', /UTF-16/],
    ['a PDF', '%PDF-1.7\n%\xe2\xe3\n1 0 obj', 'wrongKind', /Tệp tên \.csv nhưng nội dung là tài liệu PDF/],
    ['a program', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), 'wrongKind', /chương trình/],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n\x00\x00', 'latin1'), 'wrongKind', /hình ảnh/],
    ['a photograph', Buffer.from('\xff\xd8\xff\xe0\x00\x10JFIF', 'latin1'), 'wrongKind', /hình ảnh/],
    ['an old workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'wrongKind', /\.xls/],
    ['a web page', '\n<html><table><tr><td>Mã hồ sơ', 'wrongKind', /HTML/],
    ['a web page with a declaration', '<?xml version="1.0"?><html></html>', 'wrongKind', /HTML/],
    ['JSON', '{"a": [1,2]}', 'wrongKind', /JSON/],
    ['bytes of nothing known', Buffer.from([0, 1, 2, 3, 0xfe, 0, 7]), 'wrongKind', /nhị phân/],
    ['something compressed', Buffer.from([0x1f, 0x8b, 8, 0]), 'wrongKind', /tệp nén/],
  ])('%s', async (_, content, code, message) => {
    const error = await errorOf(content);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(sentence);
  });

  it('text that is not UTF-8, by its line and with what to do', async () => {
    const latin1 = Buffer.concat([
      Buffer.from('Mã,Tên\n1,"a\nb"\n2,'),
      Buffer.from([0xd0, 0xe1]),
      Buffer.from('\n3,c\n'),
    ]);
    const error = await errorOf(latin1);
    expect(error).toMatchObject({ code: 'encoding', line: 4 });
    expect(error.message).toMatch(/Dòng 4.*CSV UTF-8/);
    const late = Buffer.concat([
      Buffer.from('a,b\n'),
      Buffer.from('1,xếp\n'.repeat(100_000)),
      Buffer.from([0x31, 0x2c, 0xff]),
    ]);
    expect(await errorOf(late)).toMatchObject({ code: 'encoding', line: 100_002 });
    expect(await errorOf(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xe1, 0xbb]))).toMatchObject({
      code: 'encoding',
      line: 2,
    });
  });

  it('a word that only begins like a program is text', async () => {
    expect(await rowsOf('MZ,BM\nRIFF,#!\n')).toHaveLength(2);
  });

  it('what passes a limit, each with its own sentence', async () => {
    const limits = { fileBytes: 100, rows: 4, columns: 3, cellCharacters: 5 };
    expect(await errorOf(`a,b\n${'1,2\n'.repeat(50)}`, { limits })).toMatchObject({
      code: 'limit',
      message: expect.stringContaining('MB'),
    });
    expect(await errorOf('a,b\n1,2\n3,4\n5,6\n7,8\n', { limits })).toMatchObject({ code: 'limit', line: 5 });
    expect(await rowsOf('a,b\n1,2\n3,4\n5,6\n', { limits })).toHaveLength(4);
    expect(await errorOf('a,b,c,d\n1,2\n', { limits })).toMatchObject({ code: 'limit', line: 1 });
    expect(await errorOf('a,b\n1,123456\n', { limits })).toMatchObject({ code: 'limit', line: 2, column: 2 });
    expect(await errorOf('a,b\n1,"123456"\n', { limits })).toMatchObject({ code: 'limit', line: 2, column: 2 });
    expect(await rowsOf('a,b\n12345,"12345"\n', { limits })).toHaveLength(2);
    expect((await rowsOf('a,b\n1,"""""""""""",\n', { limits }))[1]?.cells[1]).toBe('"""""');
    expect(await errorOf(`a,b\n1,"${'x\n'.repeat(40)}`, { limits })).toMatchObject({
      code: 'quote',
      line: 2,
      column: 2,
    });
    for (const error of [await errorOf('a,b,c,d\n', { limits }), await errorOf('a,123456\n', { limits })]) {
      expect(error.message).toMatch(/[.]$/);
    }
  });

  it('what is no file', async () => {
    const missing = readTable(path.join(folder, 'không-có.csv'));
    await expect(missing[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'unreadable' });
    await expect(readTable(folder)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'unreadable' });
    const pipe = path.join(folder, 'ống');
    execFileSync('mkfifo', [pipe]);
    await expect(readTable(pipe)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'unreadable' });
    await expect(readTable('/dev/zero')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('text under the name of a workbook', async () => {
    expect(await errorOf('a,b\n1,2\n', {}, 'so.xlsx')).toMatchObject({ code: 'wrongKind' });
  });

  it('any bytes: rows or a TableError, soon', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', 'ế', '\t', ' '), maxLength: 300 })
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        try {
          await rowsOf(content, { acceptsHeader: (cells) => cells.includes('a') });
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
