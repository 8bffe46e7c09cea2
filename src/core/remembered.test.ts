import { describe, expect, it } from 'vitest';
import { Remembered } from './remembered.ts';

describe('Remembered', () => {
  it('finds what was kept and hands it back', () => {
    const lengths = new Remembered<number>(3);
    expect(lengths.find('bốn')).toBeUndefined();
    expect(lengths.keep('bốn', 3)).toBe(3);
    expect(lengths.find('bốn')).toBe(3);
  });

  it('never holds more than it may: the newest stays, the older ones are forgotten', () => {
    const seen = new Remembered<number>(3);
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) seen.keep(key, index);
    expect(['a', 'b', 'c', 'd'].map((key) => seen.find(key))).toEqual([undefined, undefined, undefined, 3]);
  });
});
