/** Papers handed in (thành phần hồ sơ): original, copy or electronic, how many, and which of the required ones are missing. */
import { type FieldErrors, tidyText, tooLong } from './applicant.ts';

export const PAPER_FORMS = ['original', 'copy', 'electronic'] as const;
/** Loại bản: bản chính, bản sao, bản điện tử. */
export type PaperForm = (typeof PAPER_FORMS)[number];

export const PAPER_FORM_LABELS = {
  original: 'Bản chính',
  copy: 'Bản sao',
  electronic: 'Bản điện tử',
} as const satisfies Record<PaperForm, string>;

/** A paper that a procedure asks for (giấy tờ phải nộp). */
export interface RequiredPaper {
  readonly name: string;
  readonly form: PaperForm;
  readonly copies: number;
  /** False: only in some cases. */
  readonly required: boolean;
}

/** A line of the checklist as the desk filled it. */
export interface PaperLine extends RequiredPaper {
  readonly received: boolean;
}

export const MOST_PAPERS = 40;
export const MOST_PAPER_COPIES = 999;
const LONGEST_NAME = 300;

export interface RawPaper {
  readonly name: string;
  readonly form: string;
  readonly copies: string;
  readonly required: boolean;
  readonly received: boolean;
}

export type PapersCheck =
  | { readonly ok: true; readonly papers: readonly PaperLine[] }
  | { readonly ok: false; readonly errors: FieldErrors };

/** The names of a line's fields on a form. */
export const paperField = (index: number, part: 'name' | 'form' | 'copies' | 'received' | 'required'): string =>
  `paper-${index}-${part}`;

/** Kiểm tra thành phần hồ sơ: empty lines fall away; errors carry the names of {@link paperField}. */
export function checkPapers(raw: readonly RawPaper[]): PapersCheck {
  const errors: Record<string, string> = {};
  const papers: PaperLine[] = [];
  for (const [index, line] of raw.entries()) {
    const name = tidyText(line.name);
    if (name === '' && !line.received) continue;
    const at = (part: 'name' | 'form' | 'copies', message: string | undefined): void => {
      if (message !== undefined) errors[paperField(index, part)] ??= message;
    };
    if (name === '') at('name', 'Hãy ghi tên giấy tờ, hoặc bỏ dấu đã nhận.');
    at('name', tooLong('Tên giấy tờ', name, LONGEST_NAME));
    const form = PAPER_FORMS.find((one) => one === line.form);
    if (form === undefined) at('form', 'Hãy chọn bản chính, bản sao hay bản điện tử.');
    const copies = /^\d{1,4}$/.test(line.copies.trim()) ? Number(line.copies) : Number.NaN;
    if (!(copies >= 1 && copies <= MOST_PAPER_COPIES))
      at('copies', `Số bản là số nguyên từ 1 đến ${MOST_PAPER_COPIES}.`);
    if (form !== undefined && copies >= 1)
      papers.push({ name, form, copies, required: line.required, received: line.received });
  }
  if (raw.length > MOST_PAPERS)
    errors['papers'] = `Nhiều nhất ${MOST_PAPERS} loại giấy tờ; hãy gộp những loại giống nhau.`;
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, papers };
}

/** Giấy tờ bắt buộc còn thiếu. */
export function missingPapers(papers: readonly PaperLine[]): readonly PaperLine[] {
  return papers.filter((paper) => paper.required && !paper.received);
}

/** `Tờ khai (bản chính, 1 bản)`, as slips list it. */
export function paperText(paper: RequiredPaper): string {
  return `${paper.name} (${PAPER_FORM_LABELS[paper.form].toLowerCase()}, ${paper.copies} bản)`;
}

/** What a procedure's version says of its papers; undefined where it says nothing usable. */
export function papersOfProcedure(value: unknown): readonly RequiredPaper[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const papers: RequiredPaper[] = [];
  for (const one of value.slice(0, MOST_PAPERS)) {
    if (typeof one === 'string') {
      papers.push({ name: tidyText(one), form: 'copy', copies: 1, required: true });
      continue;
    }
    if (typeof one !== 'object' || one === null || !('name' in one) || typeof one.name !== 'string') continue;
    const { form, copies, required } = one as { form?: unknown; copies?: unknown; required?: unknown };
    papers.push({
      name: tidyText(one.name),
      form: PAPER_FORMS.find((known) => known === form) ?? 'copy',
      copies: Number.isInteger(copies) && (copies as number) >= 1 ? Math.min(copies as number, MOST_PAPER_COPIES) : 1,
      required: required !== false,
    });
  }
  return papers.length === 0 ? undefined : papers;
}
