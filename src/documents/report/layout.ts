/**
 * The report as it stands on paper, before it is DOCX or PDF: which lines, in which order, in which cells. Both writers
 * print this and nothing else, so that the two files cannot say different things.
 * @legalBasis NĐ 30/2020/NĐ-CP Phụ lục I
 */

import type { FormModel, ReportModel, Run, SectionModel } from '../../core/reporting/model.ts';
import { formatLocal, fromInstant, type Instant } from '../../core/time/local-date-time.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';
import { textWidthMm } from '../fonts.ts';
import { type FormLayout, layoutForm } from './form-layout.ts';
import { printable, printableLine } from './printable.ts';

/** Page of the text, portrait, and of the annexes, landscape; millimetres. */
export const PAGE = { widthMm: 210, heightMm: 297, topMm: 20, bottomMm: 20, leftMm: 30, rightMm: 15 } as const;
export const TEXT_WIDTH_MM = PAGE.widthMm - PAGE.leftMm - PAGE.rightMm;
export const ANNEX_WIDTH_MM = PAGE.heightMm - PAGE.leftMm - PAGE.rightMm;
const ANNEX_HEIGHT_PT = (PAGE.widthMm - PAGE.topMm - PAGE.bottomMm) * (72 / 25.4);

/** Sizes of type in points, within the bounds of the decree. */
export const TYPE = {
  body: 14,
  nation: 13,
  motto: 14,
  authority: 13,
  number: 13,
  dateLine: 14,
  title: 14,
  signature: 14,
  recipientsHead: 12,
  recipients: 11,
  pageNumber: 13,
  small: 9,
  formTitle: 13,
  formLine: 12,
} as const;

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
const BLANK = '.....';

export interface TextRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

export type BlockStyle =
  | 'section'
  | 'subsection'
  | 'paragraph'
  | 'bullet'
  | 'subBullet'
  | 'note'
  | 'attachment'
  | 'closing';

export interface Block {
  readonly style: BlockStyle;
  readonly runs: readonly TextRun[];
}

export interface ReportLayout {
  /** Title of the file, as viewers and screen readers announce it. */
  readonly fileTitle: string;
  readonly author: string;
  /** Dates the file: when the version was closed, otherwise the last instant whose records are in the figures. */
  readonly issuedAt: Instant;
  /** `DỰ THẢO` on every page until a version is closed; otherwise empty. */
  readonly draftMark: string;
  readonly footer: string;
  /** Cơ quan ban hành, one line each. */
  readonly authority: readonly string[];
  /** Lengths of the rules under the authority, the motto and the subject. */
  readonly rulesMm: { readonly authority: number; readonly motto: number; readonly subject: number };
  readonly numberLine: string;
  readonly dateLine: string;
  readonly type: string;
  readonly subject: string;
  readonly periodLine: string;
  readonly blocks: readonly Block[];
  readonly signatureLines: readonly string[];
  readonly signatureName: string;
  readonly recipients: readonly string[];
  readonly forms: readonly FormLayout[];
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** Cơ quan ban hành: a people's committee over two lines, any other body on one. */
export function authorityLines(unit: ReportModel['unit']): readonly string[] {
  const isCommittee = /^(UBND|[UỦ][yỷ] ban nhân dân)\s/iu.test(printableLine(unit.name));
  return isCommittee ? ['ỦY BAN NHÂN DÂN', printableLine(unit.placeUpper)] : [printableLine(unit.name).toUpperCase()];
}

/** `05/BC-UBND`; dots where the clerk has not given the number yet. One-digit numbers are padded. */
export function documentNumber(document: ReportModel['document']): string {
  const number = document.number === null ? BLANK : printableLine(document.number).padStart(2, '0');
  return `${number}/${printableLine(document.notation).replace(/^\//, '')}`;
}

/** `ngày 05 tháng 9 năm 2023`: days below 10 and the months 1 and 2 are padded. Dots until the day is given. */
export function documentDate(date: PlainDate | null, blank: ReportModel['document']['blankDate']): string {
  const day = date === null ? BLANK : date.slice(8, 10);
  const month = date === null ? blank.month : Number(date.slice(5, 7));
  const year = date === null ? blank.year : Number(date.slice(0, 4));
  return `ngày ${day} tháng ${month <= 2 ? `0${month}` : month} năm ${year}`;
}

/** `(Kèm theo Báo cáo số 05/BC-UBND ngày … của …)`, which the decree asks for on every annex. */
export function enclosureLine(model: ReportModel): string {
  const { document, unit } = model;
  const date = documentDate(document.date, document.blankDate);
  return `(Kèm theo ${capitalised(printableLine(document.type))} số ${documentNumber(document)} ${date} của ${printableLine(unit.name)})`;
}

const COMPARED_BY = { minute: 'giờ, phút', day: 'ngày' } as const satisfies Record<
  ReportModel['timelinessGranularity'],
  string
>;

/** What the figures rest on: as of when, recorded until when, and whether terms are compared to the minute or the day. */
export function basisLine(model: ReportModel): string {
  const asOf = formatLocal(model.asOf);
  const recorded = formatLocal(fromInstant(model.recordedThrough));
  return `Ghi chú: số liệu tính đến ${asOf}, theo dữ liệu ghi nhận đến ${recorded}; trước hạn, đúng hạn, quá hạn được so theo ${COMPARED_BY[model.timelinessGranularity]}.`;
}

export function footerLine(model: ReportModel): string {
  const code = `Mã kiểm tra số liệu: ${printableLine(model.fingerprint)}`;
  return model.version !== null && model.version.number > 1
    ? `${code} · Bản số ${model.version.number}, thay bản số ${model.version.number - 1}`
    : code;
}

const PREFIX = { paragraph: '', bullet: '- ', subBullet: '+ ', note: '' } as const;

function plain(text: string): TextRun {
  return { text, bold: false, italic: false };
}

function runsOf(runs: readonly Run[], prefix: string): readonly TextRun[] {
  const out = runs
    .map((run) => {
      const emphasis = 'figure' in run ? undefined : run.emphasis;
      return { text: printable(run.text), bold: emphasis === 'bold', italic: emphasis === 'italic' };
    })
    .filter((run) => run.text !== '');
  const first = out[0];
  if (prefix === '' || first === undefined || first.text.startsWith(prefix)) return out;
  return [plain(prefix), ...out];
}

function sectionBlocks(section: SectionModel): readonly Block[] {
  const head = [section.number, section.title].map(printableLine).filter((part) => part !== '');
  const paragraphs: Block[] = section.paragraphs.map(({ style, runs }) => ({
    style,
    runs: runsOf(runs, PREFIX[style]),
  }));
  return [
    { style: section.level === 1 ? 'section' : 'subsection', runs: [plain(head.join(' '))] },
    ...paragraphs.filter((block) => block.runs.length > 0),
  ];
}

function attachmentBlocks(attachments: readonly string[]): readonly Block[] {
  if (attachments.length === 0) return [];
  const items = attachments.map((title, index) => `${index + 1}. ${printableLine(title).replace(/^\d+\.\s*/, '')}`);
  return ['Kèm theo báo cáo này các biểu mẫu:', ...items].map((text) => ({ style: 'attachment', runs: [plain(text)] }));
}

function paragraphOf(style: BlockStyle, text: string): readonly Block[] {
  return printable(text).trim() === '' ? [] : [{ style, runs: [plain(printable(text))] }];
}

/** `- Lưu: VT.` and its like, each with its dash and its mark of end. */
function recipientLines(recipients: readonly string[]): readonly string[] {
  return recipients.map((recipient, index) => {
    const text = printableLine(recipient)
      .replace(/^-\s*/, '')
      .replace(/[;.]\s*$/, '');
    return `- ${text}${index === recipients.length - 1 ? '.' : ';'}`;
  });
}

/** Everything the printed report says, line by line; the same model always gives the same layout. */
export function layoutReport(model: ReportModel): ReportLayout {
  const { document, unit } = model;
  const authority = authorityLines(unit);
  const subject = printableLine(document.subject);
  const widest = (lines: readonly string[], size: number) =>
    Math.max(...lines.map((line) => textWidthMm(line, size, 'bold')));
  return {
    fileTitle: `${capitalised(printableLine(document.type))} ${printableLine(unit.name)} ${printableLine(model.period.label)}`,
    author: printableLine(unit.name),
    issuedAt: model.version?.closedAt ?? model.recordedThrough,
    draftMark: model.version === null ? 'DỰ THẢO' : '',
    footer: footerLine(model),
    authority,
    rulesMm: {
      authority: Math.min(60, widest(authority.slice(-1), TYPE.authority)) * 0.45,
      motto: textWidthMm(MOTTO, TYPE.motto, 'bold'),
      subject: 50,
    },
    numberLine: `Số: ${documentNumber(document)}`,
    dateLine: `${printableLine(unit.place)}, ${documentDate(document.date, document.blankDate)}`,
    type: printableLine(document.type),
    subject,
    periodLine: printableLine(document.periodLine),
    blocks: [
      ...paragraphOf('paragraph', document.opening),
      ...model.sections.flatMap(sectionBlocks),
      ...paragraphOf('note', basisLine(model)),
      ...attachmentBlocks(model.attachments),
      ...paragraphOf('closing', document.closing),
    ],
    signatureLines: document.signature.lines.map(printableLine),
    signatureName: printableLine(document.signature.name),
    recipients: recipientLines(document.recipients),
    forms: model.forms.map((form: FormModel) =>
      layoutForm(form, enclosureLine(model), ANNEX_WIDTH_MM, ANNEX_HEIGHT_PT),
    ),
  };
}
