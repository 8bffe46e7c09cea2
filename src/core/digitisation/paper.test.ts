import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../time/plain-date.ts';
import {
  checkDigitisation,
  checklistOf,
  DIGITAL_STATES,
  decideReuse,
  hasDigitalResult,
  PAPER_KINDS,
  type PaperSurroundings,
  type RawDigitisation,
  type Reusable,
  SCAN_CHOICES,
  scanPlace,
} from './paper.ts';

const TODAY = plainDate('2023-08-15');
const RAW: RawDigitisation = {
  kind: 'component',
  name: 'Giấy khai sinh',
  form: 'original',
  documentNumber: '',
  issuedOn: undefined,
  validThrough: undefined,
  requiredPaper: '',
  scan: 'upload',
  attachedFile: '',
  elsewhere: '',
};
const AROUND: PaperSurroundings = {
  today: TODAY,
  choices: SCAN_CHOICES,
  uploaded: true,
  attached: ['a'],
  required: ['Tờ khai'],
};
const wrong = (raw: Partial<RawDigitisation>, around: Partial<PaperSurroundings> = {}): string[] => {
  const check = checkDigitisation({ ...RAW, ...raw }, { ...AROUND, ...around });
  return check.ok ? [] : Object.keys(check.errors);
};

describe('a paper and its digital form', () => {
  it('wants the file, the chosen one, or the name of the system that its choice speaks of', () => {
    const none = { uploaded: false };
    expect(wrong({})).toEqual([]);
    expect(wrong({}, none)).toEqual(['file']);
    expect(wrong({ scan: 'attached', attachedFile: 'a' }, none)).toEqual([]);
    expect(wrong({ scan: 'attached', attachedFile: 'of another dossier' }, none)).toEqual(['attachedFile']);
    expect(wrong({ scan: 'elsewhere', elsewhere: ' ' }, none)).toEqual(['elsewhere']);
    expect(wrong({ scan: 'elsewhere', elsewhere: 'x'.repeat(201) }, none)).toEqual(['elsewhere']);
    expect(wrong({ scan: 'none' }, none)).toEqual([]);
    expect(wrong({ scan: 'constructor' }, none)).toEqual(['scan']);
    expect(wrong({ scan: 'none' }, { ...none, choices: ['keep', 'upload'] })).toEqual(['scan']);
  });

  it('never loses a file that was sent under another choice', () => {
    for (const scan of ['keep', 'attached', 'elsewhere', 'none']) expect(wrong({ scan })).toEqual(['scan']);
  });

  it('stands for a line of the checklist, never as a result', () => {
    expect(wrong({ requiredPaper: 'Tờ khai' })).toEqual([]);
    expect(wrong({ requiredPaper: 'Không có' })).toEqual(['requiredPaper']);
    expect(wrong({ requiredPaper: 'Tờ khai', kind: 'result' })).toEqual(['requiredPaper']);
  });

  it('keeps names in one form and refuses those beyond their length', () => {
    const check = checkDigitisation({ ...RAW, name: '  Giấy  chứng nhận '.normalize('NFD') }, AROUND);
    expect(check.ok ? check.paper.name : check.errors).toBe('Giấy chứng nhận');
    expect(wrong({ name: 'x'.repeat(300), documentNumber: 'y'.repeat(60) })).toEqual([]);
    expect(wrong({ name: 'x'.repeat(301), documentNumber: 'y'.repeat(61) })).toEqual(['name', 'documentNumber']);
  });

  it('is answered whatever was sent', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom('', ...SCAN_CHOICES, 'a'));
    fc.assert(
      fc.property(fc.record({ kind: text, name: text, form: text, scan: text, elsewhere: text }), (raw) => {
        const check = checkDigitisation({ ...RAW, ...raw }, AROUND);
        if (check.ok) expect(check.scan.from).toBe('upload');
        else for (const message of Object.values(check.errors)) expect(message.length).toBeGreaterThan(10);
      }),
    );
  });

  it('lies here, elsewhere, nowhere, or nobody said where', () => {
    const paper = { state: 'digitised', fileSha256: '', keptElsewhere: '' } as const;
    expect(scanPlace({ ...paper, fileSha256: 'ab' })).toBe('here');
    expect(scanPlace({ ...paper, keptElsewhere: 'Kho' })).toBe('elsewhere');
    expect(scanPlace(paper)).toBe('unrecorded');
    expect(scanPlace({ ...paper, state: 'notDigitised', fileSha256: 'ab' })).toBe('none');
  });
});

describe('the checklist', () => {
  const papers = fc.array(
    fc.record({
      kind: fc.constantFrom(...PAPER_KINDS),
      name: fc.constantFrom('a', 'b', 'c'),
      requiredPaper: fc.constantFrom('', 'a', 'b'),
      state: fc.constantFrom(...DIGITAL_STATES),
      voidReason: fc.constantFrom('', 'nhầm'),
    }),
    { maxLength: 8 },
  );
  const lines = [{ name: 'a' }, { name: 'b' }];

  it('places every standing paper once, the best first, and no voided one', () => {
    fc.assert(
      fc.property(papers, (list) => {
        const { entries, others } = checklistOf(lines, list);
        const placed = [...entries.flatMap((entry) => entry.papers), ...others];
        expect(placed.length).toBe(new Set(placed).size);
        expect(new Set(placed)).toEqual(new Set(list.filter((paper) => paper.voidReason === '')));
        for (const entry of entries) {
          expect(entry.state === 'notDigitised').toBe(entry.papers.every(({ state }) => state === 'notDigitised'));
          expect(entry.papers.every(({ kind }) => kind === 'component')).toBe(true);
        }
      }),
    );
  });

  it('counts a result only as digital in itself', () => {
    const result = { kind: 'result', name: 'r', requiredPaper: '', state: 'digitised', voidReason: '' } as const;
    expect(hasDigitalResult([result])).toBe(true);
    expect(
      hasDigitalResult([
        { ...result, voidReason: 'nhầm' },
        { ...result, kind: 'component' },
      ]),
    ).toBe(false);
    expect(hasDigitalResult([{ ...result, state: 'reusedResult' }])).toBe(false);
  });
});

describe('using again', () => {
  const SOURCE: Reusable = {
    kind: 'component',
    state: 'digitised',
    validThrough: TODAY,
    dossierCode: 'A',
    identityNumber: '056304000001',
    voidReason: '',
    place: 'here',
  };
  const into = { dossierCode: 'B', identityNumber: SOURCE.identityNumber };
  it('wants a standing digital form that can be found, of the same person, through its last day', () => {
    expect(decideReuse(SOURCE, into, TODAY)).toEqual({ ok: true, state: 'reused' });
    expect(decideReuse({ ...SOURCE, kind: 'result', place: 'elsewhere' }, into, TODAY)).toEqual({
      ok: true,
      state: 'reusedResult',
    });
    for (const [change, words] of [
      [{ voidReason: 'nhầm' }, 'đã hủy'],
      [{ state: 'notDigitised' }, 'chưa số hóa'],
      [{ dossierCode: 'B' }, 'chính hồ sơ'],
      [{ identityNumber: '' }, 'người khác'],
      [{ validThrough: plainDate('2023-08-14') }, 'hết hạn'],
      [{ place: 'unrecorded' }, 'chưa có tệp'],
    ] as const) {
      const decision = decideReuse({ ...SOURCE, ...change }, into, TODAY);
      expect(decision.ok ? 'used' : decision.reason).toContain(words);
    }
  });
});
