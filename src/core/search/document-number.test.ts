import { describe, expect, it } from 'vitest';
import { readDocumentNumber } from './document-number.ts';

describe('the number of a paper', () => {
  it.each([
    ['01/BPTNTKQ', 1, null, 'BPTNTKQ'],
    [' số 12 / gxn-ubnd ', 12, null, 'GXN-UBND'],
    ['Số: 7/QĐ-UBND'.normalize('NFD'), 7, null, 'QĐ-UBND'],
    ['12/2023/BS', 12, 2023, 'BS'],
  ])('%s is read', (text, number, year, notation) => {
    expect(readDocumentNumber(text)).toEqual({ number, year, notation });
  });

  it.each([
    '31/8/2023',
    '8/2023',
    '230915-0005',
    '0905 123 456',
    'Bùi Hoài Liên',
    '12/',
    '/BS',
    '1/2023',
    '',
  ])('«%s» is none', (text) => {
    expect(readDocumentNumber(text)).toBeUndefined();
  });
});
