/** The report as a PDF: the same lines and cells as the Word file, typeset with the shipped font, tagged. */
import type { ReportModel } from '../../core/reporting/model.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { SHIPPED_FAMILY, textWidthMm } from '../fonts.ts';
import type { FormLayout, PartLayout } from './form-layout.ts';
import { ANNEX_WIDTH_MM, layoutReport, MOTTO, NATION, PAGE, type ReportLayout, TEXT_WIDTH_MM, TYPE } from './layout.ts';
import { typeset } from './pdf-engine.ts';
import { type Piece, pieces } from './printable.ts';
import { CELL_PADDING_MM } from './widths.ts';

const LEFT_MM = 66;

const ZERO_WIDTH_SPACE = '\u200b';
/** In a word that is too long for its line, a break is allowed after so many letters. */
const BREAK_EVERY = 8;

/** Where a text stands: how wide the line is and how large the type. */
interface Place {
  readonly widthMm: number;
  readonly sizePt: number;
}

const IN_TEXT: Place = { widthMm: TEXT_WIDTH_MM - 13, sizePt: TYPE.body };
const IN_FORM: Place = { widthMm: ANNEX_WIDTH_MM * 0.55, sizePt: TYPE.formTitle };
const IN_LEFT: Place = { widthMm: LEFT_MM - 4, sizePt: TYPE.authority };
const IN_RIGHT: Place = { widthMm: TEXT_WIDTH_MM * 0.44, sizePt: TYPE.signature };

const fits = (word: string, place: Place): boolean => textWidthMm(word, place.sizePt, 'bold') <= place.widthMm;

/**
 * Gives a word that is wider than its line places at which it may break; otherwise it would run off the page. Other
 * words stay as they are: who copies text from the PDF gets the invisible places along with it.
 */
function breakable(text: string, place: Place): string {
  return text.replace(/\S+/g, (word) => {
    if (fits(word, place)) return word;
    return [...word].map((letter, i) => (i > 0 && i % BREAK_EVERY === 0 ? ZERO_WIDTH_SPACE + letter : letter)).join('');
  });
}

function shown(text: string, place: Place): readonly Piece[] {
  return pieces(text).map((piece) =>
    piece.whole && fits(piece.text, place) ? piece : { text: breakable(piece.text, place), whole: false },
  );
}

function partData(part: PartLayout, id: string) {
  const placeAt = (from: number, span: number): Place => ({
    widthMm: part.columns.slice(from, from + span).reduce((sum, column) => sum + column.widthMm, -2 * CELL_PADDING_MM),
    sizePt: part.sizePt,
  });
  const span = part.totalSpan;
  return {
    id,
    title: breakable(part.title ?? '', IN_FORM),
    measure: breakable(part.measure ?? '', IN_FORM),
    size: part.sizePt,
    columns: part.columns.map(({ widthMm, align }) => ({ width: widthMm, align })),
    'head-rows': part.head.length,
    head: part.head.map((cells, y) =>
      cells.map(({ text, column, colSpan, rowSpan }) => ({
        text: breakable(text, placeAt(column, colSpan)),
        x: column,
        y,
        colspan: colSpan,
        rowspan: rowSpan,
      })),
    ),
    breakable: part.hasTallRow,
    numbers: part.numbers ?? [],
    'row-count': part.rows.length,
    cells: part.rows.flatMap((row) => row.map((text, column) => shown(text, placeAt(column, 1)))),
    total: (part.total ?? []).map((text, i) => breakable(text, i === 0 ? placeAt(0, span) : placeAt(i - 1 + span, 1))),
    'total-span': span,
    'empty-text': breakable(part.emptyText, IN_FORM),
  };
}

function formData(form: FormLayout, index: number) {
  return {
    code: breakable(form.code, IN_FORM),
    'status-note': breakable(form.statusNote ?? '', IN_FORM),
    title: form.title.map((text) => breakable(text, IN_FORM)),
    lines: [...form.period, form.enclosure].map((text) => shown(text, IN_FORM)),
    names: [form.reporter, form.receiver].filter((text) => text !== '').map((text) => shown(`- ${text}`, IN_FORM)),
    measure: breakable(form.measure, { ...IN_FORM, widthMm: ANNEX_WIDTH_MM * 0.38 }),
    parts: form.parts.map((part, i) => partData(part, `${index}-${i}`)),
  };
}

/** Year, month, day, hour, minute, second in UTC. */
function instantParts(instant: Instant): readonly number[] {
  return [0, 5, 8, 11, 14, 17].map((at) => Number(instant.slice(at, at === 0 ? 4 : at + 2)) || 0);
}

/** The layout as the template reads it. */
export function pdfData(layout: ReportLayout) {
  return {
    family: SHIPPED_FAMILY,
    'type-sizes': TYPE,
    page: PAGE,
    'left-mm': LEFT_MM,
    'cell-padding-mm': CELL_PADDING_MM,
    'file-title': layout.fileTitle,
    author: layout.author,
    issued: instantParts(layout.issuedAt),
    'draft-mark': layout.draftMark,
    footer: layout.footer,
    'footer-pieces': shown(layout.footer, IN_TEXT),
    authority: layout.authority.map((text) => breakable(text, IN_LEFT)),
    nation: NATION,
    motto: MOTTO,
    rules: layout.rulesMm,
    'number-line': breakable(layout.numberLine, IN_LEFT),
    'date-line': breakable(layout.dateLine, IN_RIGHT),
    type: breakable(layout.type, IN_TEXT),
    subject: shown(layout.subject, IN_TEXT),
    'period-line': shown(layout.periodLine, IN_TEXT),
    blocks: layout.blocks.map(({ style, runs }) => ({
      style,
      runs: runs.map(({ text, bold, italic }) => ({ pieces: shown(text, IN_TEXT), bold, italic })),
    })),
    'signature-lines': layout.signatureLines.map((text) => breakable(text, IN_RIGHT)),
    'signature-name': breakable(layout.signatureName, IN_RIGHT),
    recipients: layout.recipients.map((text) => shown(text, { ...IN_RIGHT, sizePt: TYPE.recipients })),
    forms: layout.forms.map((form, index) => formData(form, index)),
  };
}

/**
 * Báo cáo as PDF: tagged (table heads as heads), its text selectable, no font or clock but the report's own. The same
 * model gives the same bytes.
 * @throws RangeError when a form's head does not cover its table exactly or a figure is no whole number.
 * @throws Error when the typesetter complains, be it only a warning: content could be missing.
 * @legalBasis NĐ 30/2020/NĐ-CP Phụ lục I
 */
export async function writeReportPdf(model: ReportModel): Promise<Uint8Array> {
  return typeset(new TextEncoder().encode(JSON.stringify(pdfData(layoutReport(model)))));
}
