import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FONT_FACES, fontPath, textWidthMm } from './fonts.ts';

/** At this size a font unit (2048 an em) is a point. */
const UNITS = 2048;
const inUnits = (text: string, face?: 'bold'): number => Math.round(textWidthMm(text, UNITS, face) / (25.4 / 72));

describe('the shipped font', () => {
  it('is there in four faces', () => {
    expect(FONT_FACES.map(fontPath).every(existsSync)).toBe(true);
  });

  it('is as wide as Times New Roman (a 909, A 1479, W 1933, digits half an em)', () => {
    expect(['a', 'A', 'W'].map((letter) => inUnits(letter))).toEqual([909, 1479, 1933]);
    expect([...'0123456789'].map((digit) => inUnits(digit))).toEqual(Array(10).fill(1024));
  });

  it('gives a letter with marks the width of the letter', () => {
    for (const [plain, marked] of [
      ['e', 'ế'],
      ['o', 'ộ'],
      ['A', 'Ẵ'],
      ['u', 'ũ'],
      ['Y', 'Ỹ'],
    ] as const) {
      expect(inUnits(marked)).toBe(inUnits(plain));
    }
  });

  it('adds up, grows with the size, and has a bold face of its own', () => {
    expect(textWidthMm('một cửa', 13)).toBeCloseTo(textWidthMm('một', 13) + textWidthMm(' cửa', 13), 9);
    expect(textWidthMm('một cửa', 26)).toBeCloseTo(2 * textWidthMm('một cửa', 13), 9);
    expect(inUnits('một cửa', 'bold')).toBeGreaterThan(inUnits('một cửa'));
    expect(textWidthMm('', 13)).toBe(0);
    expect(textWidthMm('😀', 13)).toBeGreaterThan(0);
  });
});
