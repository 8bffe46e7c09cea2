/** The report as a PDF: the same lines and cells as the Word file, typeset with the shipped font, tagged. */
import type { ReportModel } from '../../core/reporting/model.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { SHIPPED_FAMILY } from '../fonts.ts';
import type { FormLayout, PartLayout } from './form-layout.ts';
import { layoutReport, MOTTO, NATION, PAGE, type ReportLayout, TYPE } from './layout.ts';
import { typeset } from './pdf-engine.ts';
import { type Piece, pieces } from './printable.ts';
import { CELL_PADDING_MM } from './widths.ts';

const LEFT_MM = 66;

/** A word longer than this is given places at which it may break; otherwise it would run off the page. */
const LONGEST_WORD = 24;
const BREAK_EVERY = 12;
const ZERO_WIDTH_SPACE = '\u200b';

function breakable(text: string): string {
  return text.replace(/\S+/g, (word) => {
    const letters = [...word];
    if (letters.length <= LONGEST_WORD) return word;
    return letters.map((letter, i) => (i > 0 && i % BREAK_EVERY === 0 ? ZERO_WIDTH_SPACE + letter : letter)).join('');
  });
}

function shown(text: string): readonly Piece[] {
  return pieces(text).map((piece) => (piece.whole ? piece : { text: breakable(piece.text), whole: false }));
}

function partData(part: PartLayout) {
  return {
    title: part.title ?? '',
    measure: part.measure ?? '',
    size: part.sizePt,
    columns: part.columns.map(({ widthMm, align }) => ({ width: widthMm, align })),
    'head-rows': part.head.length,
    head: part.head.map((cells, y) =>
      cells.map((cell) => ({
        text: breakable(cell.text),
        x: cell.column,
        y,
        colspan: cell.colSpan,
        rowspan: cell.rowSpan,
      })),
    ),
    numbers: part.numbers ?? [],
    'row-count': part.rows.length,
    cells: part.rows.flat().map(shown),
    total: (part.total ?? []).map(breakable),
    'total-span': part.totalSpan,
    'empty-text': part.emptyText,
  };
}

function formData(form: FormLayout) {
  return {
    code: breakable(form.code),
    'status-note': breakable(form.statusNote ?? ''),
    title: form.title.map(breakable),
    lines: [...form.period, form.enclosure].map(shown),
    names: [form.reporter, form.receiver].filter((text) => text !== '').map((text) => shown(`- ${text}`)),
    measure: breakable(form.measure),
    parts: form.parts.map(partData),
  };
}

/** Year, month, day, hour, minute, second in UTC. */
function instantParts(instant: Instant): readonly number[] {
  return [0, 5, 8, 11, 14, 17].map((at) => Number(instant.slice(at, at === 0 ? 4 : at + 2)) || 0);
}

function pdfData(layout: ReportLayout) {
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
    'footer-pieces': shown(layout.footer),
    authority: layout.authority.map(breakable),
    nation: NATION,
    motto: MOTTO,
    rules: layout.rulesMm,
    'number-line': breakable(layout.numberLine),
    'date-line': breakable(layout.dateLine),
    type: layout.type,
    subject: shown(layout.subject),
    'period-line': shown(layout.periodLine),
    blocks: layout.blocks.map(({ style, runs }) => ({
      style,
      runs: runs.map(({ text, bold, italic }) => ({ pieces: shown(text), bold, italic })),
    })),
    'signature-lines': layout.signatureLines.map(breakable),
    'signature-name': breakable(layout.signatureName),
    recipients: layout.recipients.map(shown),
    forms: layout.forms.map(formData),
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
