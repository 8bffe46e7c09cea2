import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('JSON to be hashed', () => {
  it('depends on the value alone, not on the order of its keys', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, item]) => [key, shuffled(item)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(JSON.stringify(JSON.parse(text)))));
      }),
    );
  });

  it('is written without spaces, keys by code unit', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'ệ'], B: { z: undefined, y: -0 } })).toBe(
      '{"B":{"y":0},"a":[true,null,"ệ"],"b":1}',
    );
    expect(canonicalJson({ đ: 1, z: 2, '10': 3, '9': 4 })).toBe('{"10":3,"9":4,"z":2,"đ":1}');
    expect(canonicalJson([undefined])).toBe('[null]');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, () => 1, Symbol('x')])('refuses %s', (value) =>
    expect(() => canonicalJson(value)).toThrow('JSON không ghi được'));
});
