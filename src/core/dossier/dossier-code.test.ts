import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochDay, type PlainDate, toEpochDay } from '../time/plain-date.ts';
import { agencyMatches, parseDossierCode } from './dossier-code.ts';

describe('parseDossierCode', () => {
  it('reads the three generations', () => {
    expect(parseDossierCode('000.18.22.H32-230605-0012')).toEqual({
      text: '000.18.22.H32-230605-0012',
      format: 'qcvn',
      agency: '000.18.22.H32',
      receptionDate: '2023-06-05',
      sequence: 12,
    });
    expect(parseDossierCode('H32.22.18-230615-0007')).toEqual({
      text: 'H32.22.18-230615-0007',
      format: 'topDown',
      agency: 'H32.22.18',
      receptionDate: '2023-06-15',
      sequence: 7,
    });
    expect(parseDossierCode('G09.20-20260609-0092637')).toEqual({
      text: 'G09.20-20260609-0092637',
      format: 'national2025',
      agency: 'G09.20',
      receptionDate: '2026-06-09',
      sequence: 92637,
    });
  });

  it('tidies spaces, case and dashes', () => {
    const canonical = parseDossierCode('H32.22.18-230615-0007');
    expect(parseDossierCode('  h32.22.18 - 230615 – 0007\u00a0')).toEqual(canonical);
    expect(parseDossierCode('h32.22.18\u2011230615\u20140007')).toEqual(canonical);
  });

  it.each([
    '',
    ' ',
    '000.18.22.H32',
    '000.18.22.H32-230605',
    '000.18.22.H32-230605-12',
    '000.18.22.H32-230605-00123',
    '000.18.22.H32-20230605-0012',
    'H32.22.18-230615-0092637',
    'H32.22.18-20260609-0007',
    'H32.22.18.01.02-230615-0007',
    'H32.-230615-0007',
    '32.22.18-230615-0007',
    'H32.22.18-230615-000A',
    'H32.22.18-230615-0007; DROP TABLE',
    'H32.22.18-２30615-0007',
    'x'.repeat(100_000),
  ])('refuses %j', (text) => expect(parseDossierCode(text)).toBeUndefined());

  it('refuses days that do not exist', () => {
    expect(parseDossierCode('H32.22.18-230229-0007')).toBeUndefined();
    expect(parseDossierCode('H32.22.18-240229-0007')?.receptionDate).toBe('2024-02-29');
    expect(parseDossierCode('H32.22.18-231301-0007')).toBeUndefined();
    expect(parseDossierCode('H32.22.18-230600-0007')).toBeUndefined();
    expect(parseDossierCode('H32.22.18-19991231-0000007')).toBeUndefined();
    expect(parseDossierCode('H32.22.18-20991231-0000007')?.receptionDate).toBe('2099-12-31');
    expect(parseDossierCode('H32.22.18-21000101-0000007')).toBeUndefined();
  });

  it('reads back what it wrote, whatever the parts', () => {
    const day = fc
      .integer({ min: toEpochDay('2000-01-01' as PlainDate), max: toEpochDay('2099-12-31' as PlainDate) })
      .map(fromEpochDay);
    const pad = (n: number, width: number) => String(n).padStart(width, '0');
    fc.assert(
      fc.property(day, fc.nat(9999), fc.nat(99), fc.nat(99), fc.boolean(), (date, sequence, a, b, bottomUp) => {
        const agency = bottomUp ? `000.${pad(a, 2)}.${pad(b, 2)}.H32` : `H32.${pad(b, 2)}.${pad(a, 2)}`;
        const text = `${agency}-${date.slice(2).replaceAll('-', '')}-${pad(sequence, 4)}`;
        const format = bottomUp ? 'qcvn' : 'topDown';
        const code = parseDossierCode(text);
        expect(code).toEqual({ text, format, agency, receptionDate: date, sequence });
        expect(parseDossierCode((code as { text: string }).text)).toEqual(code);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDossierCode(text)));
  });
});

describe('agencyMatches', () => {
  const old = parseDossierCode('000.18.22.H32-230605-0012')!;
  const recent = parseDossierCode('H32.22.18-230605-0012')!;
  it('compares equal text within a generation', () => {
    expect(agencyMatches(old, ['H32.22.18', '000.18.22.h32 '])).toBe(true);
    expect(agencyMatches(recent, ['H32.22.18'])).toBe(true);
  });
  it('derives no generation from the other, and takes no unit for its parent', () => {
    expect(agencyMatches(old, ['H32.22.18'])).toBe(false);
    expect(agencyMatches(recent, ['000.18.22.H32'])).toBe(false);
    expect(agencyMatches(recent, ['H32.22', 'H32', 'H32.22.1', 'H32.22.18.01'])).toBe(false);
    expect(agencyMatches(recent, [])).toBe(false);
  });
});
