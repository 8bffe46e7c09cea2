/** The report as a Word file (DOCX) that a person goes on editing: styles, real tables, one section a form. */
import {
  BorderStyle,
  Document,
  TextRun as DocxRun,
  Footer,
  Header,
  type ISectionOptions,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
} from 'docx';
import type { ReportModel } from '../../core/reporting/model.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { normaliseZip } from '../zip.ts';
import { formChildren, line, sideBySide, textRuns } from './docx-form.ts';
import { DOCX_STYLES, type StyleId, twips } from './docx-styles.ts';
import {
  ANNEX_WIDTH_MM,
  type Block,
  type BlockStyle,
  layoutReport,
  MOTTO,
  NATION,
  PAGE,
  type ReportLayout,
  TEXT_WIDTH_MM,
} from './layout.ts';

type SectionChild = ISectionOptions['children'][number];

const LEFT_MM = 66;
const RIGHT_MM = TEXT_WIDTH_MM - LEFT_MM;

const STYLE_OF = {
  section: 'Heading1',
  subsection: 'Heading2',
  paragraph: 'BodyParagraph',
  bullet: 'BulletParagraph',
  subBullet: 'SubBulletParagraph',
  note: 'NoteParagraph',
  attachment: 'AttachmentParagraph',
  closing: 'ClosingParagraph',
} as const satisfies Record<BlockStyle, StyleId | 'Heading1' | 'Heading2'>;

/** A centred rule of a given length: the upper edge of an almost empty paragraph. */
function rule(lengthMm: number, withinMm: number): Paragraph {
  const indent = twips(Math.max(0, (withinMm - lengthMm) / 2));
  return new Paragraph({
    style: 'RuleLine',
    indent: { left: indent, right: indent },
    spacing: { before: 50, after: 0, line: 60, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
  });
}

function paragraph(block: Block): Paragraph {
  return new Paragraph({
    style: STYLE_OF[block.style],
    children: block.runs.flatMap((run) =>
      textRuns(run.text, { ...(run.bold ? { bold: true } : {}), ...(run.italic ? { italics: true } : {}) }),
    ),
  });
}

function headingBlock(layout: ReportLayout): SectionChild[] {
  const authority = layout.authority.map((text) => line('Authority', text));
  return [
    sideBySide(
      [LEFT_MM, RIGHT_MM],
      [
        [
          [...authority, rule(layout.rulesMm.authority, LEFT_MM)],
          [line('Nation', NATION), line('Motto', MOTTO), rule(layout.rulesMm.motto, RIGHT_MM)],
        ],
        [[line('DocumentNumber', layout.numberLine)], [line('DateLine', layout.dateLine)]],
      ],
    ),
    line('DocumentType', layout.type),
    line('Subject', layout.subject),
    ...(layout.periodLine === '' ? [] : [line('PeriodLine', layout.periodLine)]),
    rule(layout.rulesMm.subject, TEXT_WIDTH_MM),
    line('RuleLine', ''),
  ];
}

function signatureBlock(layout: ReportLayout): SectionChild {
  const room = [0, 1, 2, 3].map(() => line('SignerTitle', ''));
  return sideBySide(
    [TEXT_WIDTH_MM * 0.46, TEXT_WIDTH_MM * 0.54],
    [
      [
        [line('RecipientsHead', 'Nơi nhận:'), ...layout.recipients.map((text) => line('Recipient', text))],
        [
          ...layout.signatureLines.map((text) => line('SignerTitle', text)),
          ...room,
          line('SignerName', layout.signatureName),
        ],
      ],
    ],
  );
}

function draftHeader(layout: ReportLayout, withNumber: boolean, widthMm: number): Header {
  const children: Paragraph[] = [];
  if (withNumber)
    children.push(
      new Paragraph({ style: 'PageNumberLine', children: [new DocxRun({ children: [PageNumber.CURRENT] })] }),
    );
  if (layout.draftMark !== '') {
    children.push(
      new Paragraph({
        style: 'SmallLine',
        tabStops: [{ type: TabStopType.RIGHT, position: twips(widthMm) }],
        children: [new DocxRun({ text: '\t' }), new DocxRun({ text: layout.draftMark, bold: true })],
      }),
    );
  }
  return new Header({ children: children.length > 0 ? children : [line('SmallLine', '')] });
}

const footer = (layout: ReportLayout): Footer => new Footer({ children: [line('SmallLine', layout.footer)] });

const margin = {
  top: twips(PAGE.topMm),
  bottom: twips(PAGE.bottomMm),
  left: twips(PAGE.leftMm),
  right: twips(PAGE.rightMm),
  header: twips(8),
  footer: twips(8),
};

function textSection(layout: ReportLayout): ISectionOptions {
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width: twips(PAGE.widthMm), height: twips(PAGE.heightMm), orientation: PageOrientation.PORTRAIT },
        margin,
        pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL },
      },
    },
    headers: { first: draftHeader(layout, false, TEXT_WIDTH_MM), default: draftHeader(layout, true, TEXT_WIDTH_MM) },
    footers: { first: footer(layout), default: footer(layout) },
    children: [...headingBlock(layout), ...layout.blocks.map(paragraph), signatureBlock(layout), line('RuleLine', '')],
  };
}

function annexSection(layout: ReportLayout, form: ReportLayout['forms'][number]): ISectionOptions {
  return {
    properties: {
      page: {
        // The package swaps the two for a landscape page.
        size: { width: twips(PAGE.widthMm), height: twips(PAGE.heightMm), orientation: PageOrientation.LANDSCAPE },
        margin,
      },
    },
    headers: { default: draftHeader(layout, true, ANNEX_WIDTH_MM) },
    footers: { default: footer(layout) },
    children: [...formChildren(form, ANNEX_WIDTH_MM), line('RuleLine', '')],
  };
}

/** The package stamps the file with the clock of the machine; the report bears its own date instead. */
function withDate(coreXml: Uint8Array, issuedAt: Instant): Uint8Array {
  const stamp = `${issuedAt.slice(0, 19)}Z`;
  const xml = new TextDecoder().decode(coreXml);
  return new TextEncoder().encode(
    xml.replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<\/dcterms:)/g,
      (_all, open: string, close: string) => `${open}${stamp}${close}`,
    ),
  );
}

/**
 * Báo cáo as DOCX. The same model gives the same bytes, whenever and wherever it is written.
 * @throws RangeError when a form's head does not cover its table exactly or a figure is no whole number.
 * @legalBasis NĐ 30/2020/NĐ-CP Phụ lục I
 */
export async function writeReportDocx(model: ReportModel): Promise<Uint8Array> {
  const layout = layoutReport(model);
  const document = new Document({
    title: layout.fileTitle,
    subject: layout.subject,
    creator: layout.author,
    lastModifiedBy: layout.author,
    description: layout.footer,
    revision: 1,
    styles: DOCX_STYLES,
    features: { updateFields: false },
    sections: [textSection(layout), ...layout.forms.map((form) => annexSection(layout, form))],
  });
  const packed = await Packer.toBuffer(document);
  return normaliseZip(packed, (name, content) =>
    name === 'docProps/core.xml' ? withDate(content, layout.issuedAt) : content,
  );
}
