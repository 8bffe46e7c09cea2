/** A text report as a Word document, block for block, so that its findings can be written beside their places. */
import { zipSync } from 'fflate';
import type { DocumentModel, TableBlock } from '../../core/checking/document.ts';
import { escapeXml } from './xml-text.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const run = (text: string): string =>
  text === ''
    ? ''
    : `<w:r>${text
        .split('\n')
        .map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`)
        .join('<w:br/>')}</w:r>`;

const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${run(text)}</w:p>`;

/** Tables of a form have many columns: a smaller letter. */
const cellParagraph = (text: string): string =>
  `<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>${run(text).replace('<w:r>', '<w:r><w:rPr><w:sz w:val="18"/></w:rPr>')}</w:p>`;

/** Twentieths of a point between the margins of an A4 page turned on its side. */
const TABLE_WIDTH = 14_000;

function table(block: TableBlock): string {
  // A column is as wide as its longest text asks, within reason; a formula such as (11)=(12)+(13) may break.
  const longest = Array.from({ length: block.columnCount }, (_, column) =>
    Math.min(
      24,
      Math.max(7, ...block.cells.filter((cell) => cell.column === column).map((cell) => cell.text.length * 0.75)),
    ),
  );
  const sum = longest.reduce((a, b) => a + b, 0);
  const widths = longest.map((length) => Math.floor((TABLE_WIDTH * length) / sum));
  const side = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side).join('');
  const rows: string[] = [];
  for (let row = 0; row < block.rowCount; row += 1) {
    const cells = block.cells
      .filter((cell) => cell.row === row)
      .map(
        (cell) =>
          `<w:tc><w:tcPr><w:tcW w:w="${widths[cell.column] ?? 800}" w:type="dxa"/></w:tcPr>${cellParagraph(cell.text)}</w:tc>`,
      );
    rows.push(`<w:tr>${cells.join('')}</w:tr>`);
  }
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${TABLE_WIDTH}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

const PORTRAIT =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
const LANDSCAPE =
  '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';

/** The blocks keep their order and number: a place in the model is the same place in the document read back. */
export function txtAsDocx(model: DocumentModel): Uint8Array {
  const wide = model.blocks.some((block) => block.kind === 'table' && block.columnCount > 6);
  const body = model.blocks
    .map((block) => (block.kind === 'paragraph' ? paragraph(block.text, '<w:spacing w:after="120"/>') : table(block)))
    .join('');
  const encode = (text: string): Uint8Array =>
    new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
  return zipSync(
    {
      '[Content_Types].xml': encode(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
      ),
      '_rels/.rels': encode(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
      'word/_rels/document.xml.rels': encode(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
      ),
      'word/styles.xml': encode(
        `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`,
      ),
      'word/document.xml': encode(
        `<w:document xmlns:w="${W}"><w:body>${body}${wide ? LANDSCAPE : PORTRAIT}</w:body></w:document>`,
      ),
    },
    { level: 6, mtime: new Date(Date.UTC(2000, 0, 1, 12)) },
  );
}
