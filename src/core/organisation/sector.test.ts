import { describe, expect, it } from 'vitest';
import { sectorKeyOf } from './sector.ts';

describe('lĩnh vực', () => {
  it.each([
    ['Hộ tịch', 'ho-tich'],
    ['  HỘ   TỊCH ', 'ho-tich'],
    ['Hộ tịch'.normalize('NFD'), 'ho-tich'],
    ['Đất đai', 'dat-dai'],
    ['Bảo trợ xã hội (LĐTBXH)', 'bao-tro-xa-hoi-ldtbxh'],
  ])('«%s» is %s', (name, key) => expect(sectorKeyOf(name)).toBe(key));
  it('is the same for both placements of the tone mark', () =>
    expect(sectorKeyOf('Hoà giải')).toBe(sectorKeyOf('Hòa giải')));
  it('keeps a name without letters', () => expect(sectorKeyOf(' – ')).not.toBe(''));
});
