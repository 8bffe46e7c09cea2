import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PlainDate } from '../../core/time/plain-date.ts';
import {
  checkbox,
  choice,
  date,
  longText,
  money,
  optionalDate,
  optionalText,
  requiredText,
  wholeNumber,
} from './fields.ts';
import { boundaryOf, type FormBody, type MultipartLimits, readMultipart } from './multipart.ts';
import { readFields } from './read-form.ts';

const body = (fields: Readonly<Record<string, string | string[]>>): FormBody => ({
  fields: new Map(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])),
  files: new Map(),
});
const errorOf = (type: z.ZodType, text: string): string | undefined =>
  readFields(body({ x: text }), z.object({ x: type })).form.errors['x'];
const readOf = (type: z.ZodType, text: string): unknown => {
  const read = readFields(body({ x: text }), z.object({ x: type }));
  return read.ok ? read.values['x' as never] : undefined;
};

describe('fields', () => {
  it.each([
    ['05/09/2023', '2023-09-05'],
    ['5/9/2023', '2023-09-05'],
    ['5-9-2023', '2023-09-05'],
    ['05.09.2023', '2023-09-05'],
    ['2023-09-05', '2023-09-05'],
    ['29/02/2024', '2024-02-29'],
  ])('a date %s is %s', (text, expected) => {
    expect(readOf(date('ngày cấp'), text)).toBe(expected);
  });

  it.each([
    '29/02/2023',
    '31/04/2023',
    '00/01/2023',
    '1/13/2023',
    '5/9/23',
    'hôm nay',
    '٠٥/٠٩/٢٠٢٣',
  ])('%s is no date', (text) => {
    expect(errorOf(date('ngày cấp'), text)).toBe('Ngày cấp phải là ngày có thật, viết ngày/tháng/năm như 05/09/2023.');
  });

  it('dates keep their ends, both of which count', () => {
    const type = date('ngày cấp', { from: '2023-01-01' as PlainDate, through: '2023-12-31' as PlainDate });
    expect(errorOf(type, '31/12/2022')).toBe('Ngày cấp không được trước 01/01/2023.');
    expect(errorOf(type, '01/01/2023')).toBeUndefined();
    expect(errorOf(type, '31/12/2023')).toBeUndefined();
    expect(errorOf(type, '01/01/2024')).toBe('Ngày cấp không được sau 31/12/2023.');
    expect(readOf(optionalDate('ngày cấp'), '')).toBeUndefined();
    expect(errorOf(optionalDate('ngày cấp'), '')).toBeUndefined();
    expect(errorOf(date('ngày cấp'), '')).toBe('Hãy nhập ngày cấp.');
  });

  it.each([
    ['20.000', 20_000],
    ['20 000 đ', 20_000],
    ['20000', 20_000],
    ['1.234.567 đồng', 1_234_567],
    ['0', 0],
  ])('an amount %s is %i', (text, expected) => {
    expect(readOf(money('lệ phí'), text)).toBe(expected);
  });

  it.each([
    ['-1', 'không được âm'],
    ['20,5', 'số tiền nguyên đồng'],
    ['2.00', 'số tiền nguyên đồng'],
    ['1e9', 'số tiền nguyên đồng'],
    ['9999999999999999999', 'quá lớn'],
    ['Infinity', 'số tiền nguyên đồng'],
    ['', 'Hãy nhập lệ phí.'],
  ])('an amount %s is refused', (text, sentence) => {
    expect(errorOf(money('lệ phí'), text)).toContain(sentence);
  });

  it('whole numbers, choices and boxes take what they are declared to take', () => {
    expect(readOf(wholeNumber('số bản', 1, 100), '100')).toBe(100);
    for (const text of ['0', '101', '1.5', '', 'x', '1e1'])
      expect(errorOf(wholeNumber('số bản', 1, 100), text)).toContain('từ 1 đến 100');
    expect(errorOf(choice('hình thức', ['counter', 'post']), 'online')).toBe('Hãy chọn hình thức.');
    expect(readOf(checkbox(), 'on')).toBe(true);
    expect(readOf(checkbox(), '')).toBe(false);
  });

  it('texts are counted as people count, cleaned, and kept to their lines', () => {
    expect(readOf(requiredText('họ tên', 5), '  Hòa\u00a0 '.normalize('NFD'))).toBe('Hòa'.normalize('NFC'));
    expect(errorOf(requiredText('họ tên', 5), '👩👩👩👩👩')).toBeUndefined();
    expect(errorOf(requiredText('họ tên', 5), '👩👩👩👩👩👩')).toContain('5 ký tự');
    expect(errorOf(optionalText('họ tên', 5), '')).toBeUndefined();
    expect(readOf(longText('nội dung', 100), 'một\r\nhai\rba')).toBe('một\nhai\nba');
    expect(errorOf(longText('nội dung', 100), ' \n ')).toBe('Hãy nhập nội dung.');
  });

  it('any text gives a value or a sentence, and what was typed comes back', () => {
    const schema = z.object({ a: requiredText('a', 50), b: optionalDate('b'), c: money('c') });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (a, b, c) => {
        const read = readFields(body({ a, b, c }), schema);
        if (read.ok) {
          expect(read.values.a).toBe(read.values.a.normalize('NFC').trim());
          // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them passes is what is tested
          expect(read.values.a).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        } else {
          expect(Object.values(read.form.errors).every((sentence) => sentence.length > 5)).toBe(true);
          expect(Object.keys(read.form.typed)).toEqual(['a', 'b', 'c']);
        }
      }),
    );
  });

  it('says errors in the order of the fields', () => {
    const schema = z.object({ first: requiredText('một', 9), second: requiredText('hai', 9) });
    const read = readFields(body({ second: '\u0000', first: '' }), schema);
    expect(Object.keys(read.form.errors)).toEqual(['first', 'second']);
  });
});

describe('multipart bodies', () => {
  const LIMITS: MultipartLimits = {
    maxFields: 50,
    maxFieldBytes: 1000,
    maxFiles: 5,
    maxFileBytes: 500,
    maxKeptBytes: 1500,
    maxBodyBytes: 100_000,
  };
  const streamOf = (bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> => {
    const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
      (a, b) => a - b,
    );
    return new ReadableStream({
      start(controller) {
        for (let n = 1; n < places.length; n += 1) controller.enqueue(bytes.slice(places[n - 1], places[n]));
        controller.close();
      },
    });
  };
  const encode = async (form: FormData): Promise<{ bytes: Uint8Array; boundary: string }> => {
    const response = new Response(form);
    const boundary = boundaryOf(response.headers.get('content-type') ?? '') as string;
    return { bytes: new Uint8Array(await response.arrayBuffer()), boundary };
  };

  it('of any content, cut anywhere, come back as they were sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.string({ minLength: 1, maxLength: 10 }).filter((name) => /^[\w ]+$/.test(name)),
            fc.string({ maxLength: 80 }),
          ),
          { maxLength: 5 },
        ),
        fc.array(
          fc.tuple(
            fc.constantFrom('a.pdf', 'ảnh chụp.jpg', '"x".txt'),
            fc.uint8Array({ minLength: 1, maxLength: 400 }),
          ),
          { maxLength: 3 },
        ),
        fc.array(fc.nat()),
        async (fields, files, cuts) => {
          const form = new FormData();
          for (const [name, value] of fields) form.append(name, value);
          for (const [name, bytes] of files) form.append('file', new File([new Uint8Array(bytes)], name));
          const { bytes, boundary } = await encode(form);
          const read = await readMultipart(streamOf(bytes, cuts), boundary, LIMITS);
          expect(read.problem).toBeUndefined();
          const expected = new Map<string, string[]>();
          // Browsers, and FormData here, send line ends as CR LF.
          for (const [name, value] of fields)
            expected.set(name, [...(expected.get(name) ?? []), value.replace(/\r\n|\r|\n/g, '\r\n')]);
          expect([...read.fields]).toEqual([...expected]);
          expect((read.files.get('file') ?? []).map((file) => [file.name, [...file.bytes]])).toEqual(
            files.map(([name, content]) => [name, [...content]]),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('that are cut short, mislabelled or endless end as a problem, never as half a form', async () => {
    const form = new FormData();
    form.append('a', 'b');
    form.append('file', new File([new Uint8Array(100)], 'x.pdf'));
    const { bytes, boundary } = await encode(form);
    for (let length = 0; length < bytes.length - 4; length += 7)
      expect((await readMultipart(streamOf(bytes.slice(0, length), []), boundary, LIMITS)).problem).toBe('malformed');
    expect((await readMultipart(streamOf(bytes, []), 'other', LIMITS)).problem).toBe('malformed');
    expect((await readMultipart(streamOf(bytes, []), boundary, { ...LIMITS, maxBodyBytes: 50 })).problem).toBe(
      'tooLarge',
    );
  });

  it('keep no byte of a file beyond its limit, and the fields after it', async () => {
    const form = new FormData();
    form.append('file', new File([new Uint8Array(501)], 'to.pdf'));
    form.append('file', new File([new Uint8Array(500)], 'vừa.pdf'));
    form.append('after', 'còn đây');
    const { bytes, boundary } = await encode(form);
    const read = await readMultipart(streamOf(bytes, [100, 200, 300]), boundary, LIMITS);
    expect(read.files.get('file')?.map((file) => [file.size, file.bytes.length, file.tooLarge])).toEqual([
      [501, 0, true],
      [500, 500, false],
    ]);
    expect(read.fields.get('after')).toEqual(['còn đây']);
  });

  it('with too many fields or files are too large', async () => {
    const fields = new FormData();
    for (let n = 0; n < 51; n += 1) fields.append('x', 'y');
    const one = await encode(fields);
    expect((await readMultipart(streamOf(one.bytes, []), one.boundary, LIMITS)).problem).toBe('tooLarge');
    const files = new FormData();
    for (let n = 0; n < 6; n += 1) files.append('x', new File(['y'], 'z'));
    const two = await encode(files);
    expect((await readMultipart(streamOf(two.bytes, []), two.boundary, LIMITS)).problem).toBe('tooLarge');
  });
});
