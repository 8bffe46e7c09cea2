import { describe, expect, it } from 'vitest';
import type { Person, RawPerson } from './applicant.ts';
import { NOBODY } from './nobody.testkit.ts';
import { changedFields, checkCorrection, claimedFields } from './person-change.ts';

const KNOWN: Person = {
  kind: 'citizen',
  fullName: 'Lê Thị Mẫu Hoà',
  identityKind: 'citizenId',
  identityNumber: '056199001234',
  phone: '0901234567',
  email: 'hoa@thu.example',
  address: '12 đường Mẫu, phường Phước Long',
};
const check = (raw: Partial<RawPerson>, current: Person = KNOWN, reason = 'nhập nhầm') =>
  checkCorrection(current, { ...NOBODY, ...raw }, reason);

describe('đính chính người nộp', () => {
  it('takes what was typed, tidy, and leaves the rest', () => {
    const answer = check({ identityNumber: '056 199 001 243', fullName: ' Lê  Thị Mẫu Hoa ' });
    expect(answer).toMatchObject({ ok: true, fields: ['fullName', 'identityNumber'], reason: 'nhập nhầm' });
    expect(answer.ok ? answer.person : {}).toEqual({
      ...KNOWN,
      identityNumber: '056199001243',
      fullName: 'Lê Thị Mẫu Hoa',
    });
  });

  it('an entry without a telephone or an address can have its number corrected', () => {
    const old = { ...KNOWN, phone: '', address: '', email: '' };
    const answer = check({ identityNumber: '056199001243' }, old);
    expect(answer.ok ? answer.person : answer.errors).toEqual({ ...old, identityNumber: '056199001243' });
  });

  it.each([
    ['a number that is none', { identityNumber: '0561' }, ['identityNumber']],
    ['a kind of paper to which the number does not belong', { identityKind: 'none' }, ['identityNumber']],
    ['several at once', { phone: '12', email: 'x', identityNumber: '0' }, ['email', 'identityNumber', 'phone']],
    ['the same as before', { phone: '+84 901 234 567' }, ['']],
    ['nothing', {}, ['']],
  ])('refuses %s', (_, raw, fields) => {
    const answer = check(raw);
    expect(answer.ok ? [] : Object.keys(answer.errors).sort()).toEqual(fields);
  });

  it('wants a reason of some words, not of many', () => {
    for (const reason of ['', '  ', 'x'.repeat(301)]) {
      const answer = check({ phone: '0909999888' }, KNOWN, reason);
      expect(answer.ok ? [] : Object.keys(answer.errors)).toEqual(['reason']);
    }
  });

  it('differs in exactly the fields that differ', () => {
    expect(changedFields(KNOWN, KNOWN)).toEqual([]);
    expect(changedFields(KNOWN, { ...KNOWN, kind: 'organisation', address: '' })).toEqual(['kind', 'address']);
  });
});

describe('khai khác với danh bạ', () => {
  it('is what was said otherwise: not what was left empty, never the number that led to the entry', () => {
    expect(claimedFields(KNOWN, KNOWN)).toEqual([]);
    expect(claimedFields(KNOWN, { ...KNOWN, fullName: 'Tên Khác', address: '', email: '' })).toEqual(['fullName']);
    expect(claimedFields(KNOWN, { ...KNOWN, kind: 'organisation' })).toEqual(['kind']);
    expect(claimedFields(KNOWN, { ...KNOWN, identityKind: 'none', identityNumber: '9' })).toEqual([]);
  });
});
