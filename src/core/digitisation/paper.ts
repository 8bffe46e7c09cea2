/** Digitisation (số hóa): papers handed in and results, their state, and when an earlier result may be used again. */
import { type FieldErrors, tidyText, tooLong } from '../reception/applicant.ts';
import { formatDate, type PlainDate } from '../time/plain-date.ts';

/** Loại: thành phần hồ sơ 0, kết quả 1. */
export const PAPER_KINDS = ['component', 'result'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
export const PAPER_KIND_LABELS = {
  component: 'Thành phần hồ sơ',
  result: 'Kết quả giải quyết',
} as const satisfies Record<PaperKind, string>;

/** Trạng thái số hóa, in the order of the national codes 0 to 3. */
export const DIGITAL_STATES = ['notDigitised', 'digitised', 'reused', 'reusedResult'] as const;
export type DigitalState = (typeof DIGITAL_STATES)[number];
export const DIGITAL_STATE_LABELS = {
  notDigitised: 'Chưa số hóa',
  digitised: 'Được số hóa',
  reused: 'Tái sử dụng',
  reusedResult: 'Tái sử dụng từ kết quả hồ sơ khác',
} as const satisfies Record<DigitalState, string>;

/** The code of a state as data are exchanged, 0 to 3. */
export const digitalStateCode = (state: DigitalState): number => DIGITAL_STATES.indexOf(state);

/** Loại bản: bản chính 0, bản sao 1, bản điện tử 2. */
export const PAPER_COPIES = ['original', 'copy', 'electronic'] as const;
export type PaperCopy = (typeof PAPER_COPIES)[number];
export const PAPER_COPY_LABELS = {
  original: 'Bản chính',
  copy: 'Bản sao',
  electronic: 'Bản điện tử',
} as const satisfies Record<PaperCopy, string>;

/** Where the digital form of a paper comes from, as an officer chooses it (nguồn bản số). */
export const SCAN_CHOICES = ['keep', 'upload', 'attached', 'elsewhere', 'none'] as const;
export type ScanChoice = (typeof SCAN_CHOICES)[number];
export const SCAN_CHOICE_LABELS = {
  keep: 'Giữ bản số đang có',
  upload: 'Tệp quét hoặc tệp ký số, chọn bên dưới',
  attached: 'Tệp đã đính trong hồ sơ',
  elsewhere: 'Lưu ở hệ thống khác',
  none: 'Chưa số hóa, ghi để số hóa sau',
} as const satisfies Record<ScanChoice, string>;

/** As typed; dates are read before. */
export interface RawDigitisation {
  readonly kind: string;
  readonly name: string;
  readonly form: string;
  readonly documentNumber: string;
  readonly issuedOn: PlainDate | undefined;
  /** The last day on which it may be used again (counted). */
  readonly validThrough: PlainDate | undefined;
  /** The line of the checklist that it stands for, by its name; empty: none. */
  readonly requiredPaper: string;
  readonly scan: string;
  /** The chosen file of the dossier, for `attached`. */
  readonly attachedFile: string;
  /** The system that keeps it, for `elsewhere`. */
  readonly elsewhere: string;
}

/** What a paper is checked against. */
export interface PaperSurroundings {
  readonly today: PlainDate;
  /** What a digital form may come from here: a new paper has none to keep, a digital one does not become paper again. */
  readonly choices: readonly ScanChoice[];
  /** A file was sent with the form. */
  readonly uploaded: boolean;
  /** Files of the dossier that may be a digital form, by their ids. */
  readonly attached: readonly string[];
  /** Names of the dossier's checklist. */
  readonly required: readonly string[];
}

export interface Digitisation {
  readonly kind: PaperKind;
  readonly name: string;
  readonly form: PaperCopy;
  readonly documentNumber: string;
  readonly issuedOn: PlainDate | null;
  readonly validThrough: PlainDate | null;
  readonly requiredPaper: string;
  /** The system that keeps the digital form; empty: it is here, or there is none. */
  readonly keptElsewhere: string;
}

/** The chosen digital form; a file that was sent has yet to be kept. */
export type ScanSource =
  | { readonly from: 'keep' | 'upload' | 'elsewhere' | 'none' }
  | { readonly from: 'attached'; readonly fileId: string };

export type DigitisationCheck =
  | { readonly ok: true; readonly paper: Digitisation; readonly scan: ScanSource }
  | { readonly ok: false; readonly errors: FieldErrors };

const LONGEST_NAME = 300;
const LONGEST_NUMBER = 60;
const LONGEST_PLACE = 200;

const oneOf = <V extends string>(values: readonly V[], text: string): V | undefined =>
  values.find((value) => value === text);

/** The chosen digital form, or what is wrong with the choice, written into `errors`. */
function checkScan(
  raw: Pick<RawDigitisation, 'scan' | 'attachedFile' | 'elsewhere'>,
  around: Omit<PaperSurroundings, 'today' | 'required'>,
  errors: Record<string, string>,
): ScanSource | undefined {
  const from = oneOf(around.choices, raw.scan);
  if (from === undefined) {
    errors['scan'] = 'Hãy chọn bản số lấy từ đâu.';
    return undefined;
  }
  // A file that was chosen and then not kept would be lost without a word.
  if (from !== 'upload' && around.uploaded) {
    errors['scan'] =
      `Có tệp kèm theo nhưng đang chọn «${SCAN_CHOICE_LABELS[from]}». Hãy chọn «${SCAN_CHOICE_LABELS.upload}», rồi chọn lại tệp.`;
    return undefined;
  }
  switch (from) {
    case 'upload':
      if (!around.uploaded) errors['file'] ??= 'Hãy chọn tệp quét hoặc tệp ký số.';
      return { from };
    case 'attached': {
      const fileId = oneOf(around.attached, raw.attachedFile);
      if (fileId !== undefined) return { from, fileId };
      errors['attachedFile'] = 'Hãy chọn một tệp PDF hoặc ảnh đã đính trong hồ sơ.';
      return undefined;
    }
    case 'elsewhere': {
      const place = tidyText(raw.elsewhere);
      const wrong =
        place === ''
          ? 'Hãy ghi tên hệ thống đang lưu bản số, ví dụ Kho dữ liệu điện tử trên Cổng dịch vụ công.'
          : tooLong('Tên hệ thống', place, LONGEST_PLACE);
      if (wrong !== undefined) errors['elsewhere'] = wrong;
      return { from };
    }
    case 'keep':
    case 'none':
      return { from };
  }
}

/** Kiểm tra một giấy tờ: all that is wrong at once, by field. Issued later than today is refused. */
export function checkDigitisation(raw: RawDigitisation, around: PaperSurroundings): DigitisationCheck {
  const errors: Record<string, string> = {};
  const kind = oneOf(PAPER_KINDS, raw.kind);
  const form = oneOf(PAPER_COPIES, raw.form);
  const name = tidyText(raw.name);
  const documentNumber = tidyText(raw.documentNumber);
  const requiredPaper = raw.requiredPaper === '' ? '' : oneOf(around.required, raw.requiredPaper);
  if (kind === undefined) errors['kind'] = 'Hãy chọn thành phần hồ sơ hay kết quả giải quyết.';
  if (form === undefined) errors['form'] = 'Hãy chọn bản chính, bản sao hay bản điện tử.';
  const longName = name === '' ? 'Hãy nhập tên giấy tờ.' : tooLong('Tên giấy tờ', name, LONGEST_NAME);
  if (longName !== undefined) errors['name'] = longName;
  const longNumber = tooLong('Số, ký hiệu', documentNumber, LONGEST_NUMBER);
  if (longNumber !== undefined) errors['documentNumber'] = longNumber;
  if (raw.issuedOn !== undefined && raw.issuedOn > around.today)
    errors['issuedOn'] = `Ngày cấp không được sau hôm nay, ${formatDate(around.today)}.`;
  if (raw.issuedOn !== undefined && raw.validThrough !== undefined && raw.validThrough < raw.issuedOn)
    errors['validThrough'] = `Hạn sử dụng không được trước ngày cấp, ${formatDate(raw.issuedOn)}.`;
  if (requiredPaper === undefined) errors['requiredPaper'] = 'Hãy chọn một giấy tờ trong danh sách của hồ sơ.';
  else if (requiredPaper !== '' && kind === 'result')
    errors['requiredPaper'] = 'Kết quả giải quyết không thay cho giấy tờ phải nộp. Hãy bỏ trống ô này.';
  const scan = checkScan(raw, around, errors);
  if (kind === undefined || form === undefined || scan === undefined || requiredPaper === undefined)
    return { ok: false, errors };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    scan,
    paper: {
      kind,
      name,
      form,
      documentNumber,
      issuedOn: raw.issuedOn ?? null,
      validThrough: raw.validThrough ?? null,
      requiredPaper,
      keptElsewhere: scan.from === 'elsewhere' ? tidyText(raw.elsewhere) : '',
    },
  };
}

/**
 * Where the digital form of a paper is (bản số ở đâu). `unrecorded`: it was recorded as digital before papers had their
 * files here, and nobody has said since where it lies.
 */
export type ScanPlace = 'here' | 'elsewhere' | 'unrecorded' | 'none';

export function scanPlace(paper: {
  readonly state: DigitalState;
  /** Of the file that is opened; empty: none here. */
  readonly fileSha256: string;
  readonly keptElsewhere: string;
}): ScanPlace {
  if (paper.state === 'notDigitised') return 'none';
  if (paper.fileSha256 !== '') return 'here';
  return paper.keptElsewhere === '' ? 'unrecorded' : 'elsewhere';
}

/** What the checklist asks of a recorded paper. */
export interface RecordedPaper {
  readonly kind: PaperKind;
  readonly name: string;
  readonly requiredPaper: string;
  readonly state: DigitalState;
  /** Empty: it stands. */
  readonly voidReason: string;
}

export interface ChecklistEntry<Line, Paper> {
  readonly line: Line;
  /** Papers that stand for it, the digital ones first. */
  readonly papers: readonly Paper[];
  readonly state: DigitalState;
}

/** The best first: an own scan says more than one used again, and that more than a line that was only written down. */
const PREFERENCE = ['digitised', 'reusedResult', 'reused', 'notDigitised'] as const satisfies readonly DigitalState[];

/**
 * Thành phần hồ sơ against what is recorded: which of the checklist is digital, and what is recorded beside it. A paper
 * stands for the line that it names; one that names none, for the line of its own name. Voided papers stand for nothing.
 */
export function checklistOf<Line extends { readonly name: string }, Paper extends RecordedPaper>(
  lines: readonly Line[],
  papers: readonly Paper[],
): { readonly entries: readonly ChecklistEntry<Line, Paper>[]; readonly others: readonly Paper[] } {
  const standing = papers.filter(({ voidReason }) => voidReason === '');
  const lineName = (paper: Paper): string => (paper.requiredPaper === '' ? paper.name : paper.requiredPaper);
  const entries = lines.map((line) => {
    const own = standing
      .filter((paper) => paper.kind === 'component' && lineName(paper) === line.name)
      .sort((a, b) => PREFERENCE.indexOf(a.state) - PREFERENCE.indexOf(b.state));
    return { line, papers: own, state: own[0]?.state ?? ('notDigitised' as const) };
  });
  const placed = new Set(entries.flatMap((entry) => entry.papers));
  return { entries, others: standing.filter((paper) => !placed.has(paper)) };
}

/** Whether the result of a dossier is digital in itself, as the report counts it (số hóa kết quả). */
export const hasDigitalResult = (papers: readonly RecordedPaper[]): boolean =>
  papers.some(({ kind, state, voidReason }) => kind === 'result' && state === 'digitised' && voidReason === '');

export interface Reusable {
  readonly kind: PaperKind;
  readonly state: DigitalState;
  readonly validThrough: PlainDate | null;
  readonly dossierCode: string;
  /** Số giấy tờ of whom it belongs to. */
  readonly identityNumber: string;
  /** Empty: it stands. */
  readonly voidReason: string;
  readonly place: ScanPlace;
}

export type ReuseDecision =
  | { readonly ok: true; readonly state: 'reused' | 'reusedResult' }
  | { readonly ok: false; readonly reason: string };

/**
 * Tái sử dụng: whether a digital paper may stand in a dossier instead of being asked for again, and as what.
 * @param today its last day counts
 */
export function decideReuse(
  source: Reusable,
  into: { readonly dossierCode: string; readonly identityNumber: string },
  today: PlainDate,
): ReuseDecision {
  const no = (reason: string): ReuseDecision => ({ ok: false, reason });
  if (source.voidReason !== '') return no('Bản số này đã hủy. Hãy dùng bản khác hoặc số hóa lại.');
  if (source.state === 'notDigitised') return no('Giấy tờ này chưa số hóa nên chưa dùng lại được. Hãy số hóa trước.');
  if (source.dossierCode === into.dossierCode) return no('Giấy tờ này thuộc chính hồ sơ đang làm.');
  if (source.identityNumber === '' || source.identityNumber !== into.identityNumber)
    return no('Giấy tờ này của người khác, hoặc chưa ghi số giấy tờ của người nộp, nên không dùng lại cho hồ sơ này.');
  if (source.validThrough !== null && source.validThrough < today)
    return no(`Giấy tờ này hết hạn từ sau ngày ${formatDate(source.validThrough)}. Hãy xin bản mới.`);
  // Nobody could look at what is used again.
  if (source.place === 'unrecorded')
    return no(`Giấy tờ này chưa có tệp ở đây để mở. Hãy bổ sung bản số ở hồ sơ ${source.dossierCode} trước.`);
  return { ok: true, state: source.kind === 'result' ? 'reusedResult' : 'reused' };
}
