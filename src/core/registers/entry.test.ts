import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesProblems, entryProblems, registerEntry } from './entry-problems.ts';

const SOUND = {
  reviewItem: {
    kind: 'reviewItem',
    id: 'r1',
    happenedOn: '2023-02-15',
    payload: {
      procedureCode: '1.001193',
      procedureName: 'Đăng ký khai sinh',
      sector: 'Hộ tịch',
      planYear: 2023,
      decision: 'Kế hoạch năm 2023',
      state: 'planned',
      option: null,
      documentsToAmend: 0,
      costBefore: null,
      costAfter: null,
      approvedBy: null,
      reviewedOn: null,
    },
  },
  feedback: {
    kind: 'feedback',
    id: 'f1',
    happenedOn: '2023-07-01',
    payload: {
      sector: 'Hộ tịch',
      about: 'conduct',
      receivedOn: '2023-07-01',
      handledOn: '2023-07-01',
      forwarded: false,
      publishedOn: '2023-07-01',
    },
  },
  inspection: {
    kind: 'inspection',
    id: 'i1',
    happenedOn: '2023-08-01',
    payload: {
      title: 'Kiểm tra',
      form: 'Nội bộ',
      on: '2023-08-01',
      quantity: 1,
      note: '',
      commendations: 0,
      disciplines: 0,
    },
  },
  statement: {
    kind: 'statement',
    id: 's1',
    happenedOn: '2023-09-14',
    payload: { section: 'II', style: 'paragraph', text: 'Nhận xét.' },
  },
};
type Kind = keyof typeof SOUND;
const withPayload = (kind: Kind, patch: object) => ({ ...SOUND[kind], payload: { ...SOUND[kind].payload, ...patch } });

describe('entries of registers', () => {
  it.each(Object.values(SOUND))('accepts a sound $kind', (entry) => {
    expect(entryProblems(entry)).toEqual([]);
    expect(registerEntry(entry)).toBe(entry);
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', null, /phải là một đối tượng/],
    ['a list', [], /phải là một đối tượng/],
    ['an unknown kind', { ...SOUND.feedback, kind: 'toString' }, /kind phải là một trong/],
    ['no payload', { ...SOUND.feedback, payload: undefined }, /payload phải là/],
    ['a day that does not exist', { ...SOUND.statement, happenedOn: '2023-02-31' }, /happenedOn phải là ngày/],
    ['an empty id', { ...SOUND.statement, id: '  ' }, /id phải là chữ/],
    ['a field too many', withPayload('statement', { colour: 'red' }), /payload\.colour/],
    ['a field missing', { ...SOUND.statement, payload: { section: 'II', style: 'bullet' } }, /payload\.text/],
    ['a text too long', withPayload('statement', { text: 'x'.repeat(4001) }), /quá 4000/],
    ['decomposed letters', withPayload('statement', { text: 'Hộ tịch'.normalize('NFD') }), /NFC/],
    ['an unknown style', withPayload('statement', { style: 'heading' }), /style phải là một trong/],
    ['a fraction of an activity', withPayload('inspection', { quantity: 1.5 }), /quantity phải là số nguyên/],
    ['a negative count', withPayload('inspection', { disciplines: -1 }), /disciplines/],
    ['a day that is not the one it happened', withPayload('inspection', { on: '2023-08-02' }), /happenedOn phải trùng/],
    [
      'feedback handled before it came',
      withPayload('feedback', { handledOn: '2023-06-30', publishedOn: null }),
      /đứng trước/,
    ],
    ['feedback published unhandled', withPayload('feedback', { handledOn: null }), /sau khi đã xử lý/],
    ['feedback published before handled', withPayload('feedback', { handledOn: '2023-07-02' }), /sau khi đã xử lý/],
    [
      'an approved option without an act',
      withPayload('reviewItem', { state: 'approved', option: 'amend', reviewedOn: '2023-08-01' }),
      /phải ghi quyết định/,
    ],
    [
      'an approved item without option',
      withPayload('reviewItem', { state: 'approved', approvedBy: 'QĐ', reviewedOn: '2023-08-01' }),
      /phải có phương án/,
    ],
    [
      'an approved item without date',
      withPayload('reviewItem', { state: 'approved', approvedBy: 'QĐ', option: 'keep' }),
      /ngày rà soát/,
    ],
    ['an act for what is not approved', withPayload('reviewItem', { approvedBy: 'QĐ' }), /chưa thông qua/],
    [
      'a planned item with a date of review',
      withPayload('reviewItem', { reviewedOn: '2023-08-01' }),
      /còn trong kế hoạch/,
    ],
    ['half a cost', withPayload('reviewItem', { costBefore: 5 }), /cùng có/],
    ['money that is no whole number', withPayload('reviewItem', { costBefore: 0.5, costAfter: 0 }), /costBefore/],
    ['money beyond what numbers hold', withPayload('reviewItem', { costBefore: 2 ** 53, costAfter: 0 }), /costBefore/],
  ])('refuses %s', (_, entry, message) => {
    expect(entryProblems(entry).join('\n')).toMatch(message);
    expect(() => registerEntry(entry)).toThrow(RangeError);
  });

  it('says all that is wrong at once, and finds ids used twice within a kind only', () => {
    expect(entryProblems(withPayload('inspection', { title: '', quantity: -1, on: 'x' }))).toHaveLength(3);
    expect(entriesProblems([SOUND.statement, SOUND.statement]).join()).toMatch(/hai lần/);
    expect(entriesProblems([SOUND.statement, { ...SOUND.inspection, id: 's1' }])).toEqual([]);
  });

  it('never throws while reading anything', () => {
    fc.assert(fc.property(fc.anything(), (value) => Array.isArray(entryProblems(value))));
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(SOUND) as Kind[])),
        fc.string(),
        fc.anything(),
        (kind, name, value) => {
          expect(Array.isArray(entryProblems(withPayload(kind, { [name]: value })))).toBe(true);
        },
      ),
    );
  });
});
