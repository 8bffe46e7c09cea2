/** Reads the written files back, independently of how they were written, so that tests compare what a reader would see. */
import { XMLParser } from 'fast-xml-parser';
import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Node[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  htmlEntities: true,
});

function toNode(raw: Record<string, unknown>): Node {
  const name = Object.keys(raw).find((key) => key !== ':@') as string;
  const attributes = (raw[':@'] ?? {}) as Record<string, string>;
  if (name === '#text') return { name, attributes, text: String(raw[name]), children: [] };
  return { name, attributes, text: '', children: (raw[name] as Record<string, unknown>[]).map(toNode) };
}

export function parseXml(bytes: Uint8Array | undefined): Node {
  if (bytes === undefined) throw new Error('part is missing');
  return { name: '', attributes: {}, text: '', children: parser.parse(new TextDecoder().decode(bytes)).map(toNode) };
}

/** All elements of a name below a node, in order, not looking inside those that match. */
export function find(node: Node, name: string): readonly Node[] {
  return node.children.flatMap((child) => (child.name === name ? [child] : find(child, name)));
}

export function textOf(node: Node): string {
  if (node.name === '#text') return node.text;
  if (node.name === 'w:br') return '\n';
  return node.children.map(textOf).join('');
}

function wordText(node: Node): string {
  if (node.name === 'w:t') return textOf(node);
  if (node.name === 'w:br') return '\n';
  if (node.name === 'w:tab') return '\t';
  return node.children.map(wordText).join('');
}

export interface ReadDocx {
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly document: Node;
  /** Text of the paragraphs outside tables, with their styles. */
  readonly paragraphs: readonly { readonly style: string; readonly text: string }[];
  /** Tables, rows, cells; a cell covered from above is the empty text. */
  readonly tables: readonly (readonly (readonly string[])[])[];
}

function styleOf(paragraph: Node): string {
  return find(paragraph, 'w:pStyle')[0]?.attributes['w:val'] ?? '';
}

export function readDocx(bytes: Uint8Array): ReadDocx {
  const parts = unzipSync(bytes);
  const document = parseXml(parts['word/document.xml']);
  const body = find(document, 'w:body')[0] as Node;
  return {
    parts,
    document,
    paragraphs: body.children
      .filter((child) => child.name === 'w:p')
      .map((paragraph) => ({ style: styleOf(paragraph), text: wordText(paragraph) })),
    tables: body.children
      .filter((child) => child.name === 'w:tbl')
      .map((table) =>
        find(table, 'w:tr').map((row) => find(row, 'w:tc').map((cell) => find(cell, 'w:p').map(wordText).join('\n'))),
      ),
  };
}

export interface ReadCell {
  readonly text: string | null;
  readonly value: number | null;
  readonly formula: string | null;
}

export interface ReadSheet {
  readonly name: string;
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly merges: readonly string[];
  readonly xml: Node;
}

function readCell(cell: Node, strings: readonly string[]): ReadCell {
  const raw = find(cell, 'v')[0];
  const formula = find(cell, 'f')[0];
  const content = raw === undefined ? null : textOf(raw);
  const type = cell.attributes['t'] ?? 'n';
  const isText = type === 's' || type === 'str' || type === 'inlineStr';
  const inline = find(cell, 'is')[0];
  return {
    text:
      type === 's'
        ? (strings[Number(content)] as string)
        : inline !== undefined
          ? textOf(inline)
          : isText
            ? content
            : null,
    value: isText || content === null ? null : Number(content),
    formula: formula === undefined ? null : textOf(formula),
  };
}

export function readXlsx(bytes: Uint8Array): readonly ReadSheet[] {
  const parts = unzipSync(bytes);
  const shared = parts['xl/sharedStrings.xml'];
  const strings = shared === undefined ? [] : find(parseXml(shared), 'si').map(textOf);
  const targets = new Map(
    find(parseXml(parts['xl/_rels/workbook.xml.rels']), 'Relationship').map(({ attributes }) => [
      attributes['Id'],
      attributes['Target'],
    ]),
  );
  return find(parseXml(parts['xl/workbook.xml']), 'sheet').map(({ attributes }) => {
    const target = (targets.get(attributes['r:id']) as string).replace(/^\/?(xl\/)?/, 'xl/');
    const xml = parseXml(parts[target]);
    return {
      name: attributes['name'] as string,
      cells: new Map(find(xml, 'c').map((cell) => [cell.attributes['r'] as string, readCell(cell, strings)])),
      merges: find(xml, 'mergeCell').map((merge) => merge.attributes['ref'] as string),
      xml,
    };
  });
}

export interface ReadPdf {
  readonly pages: readonly string[];
  readonly language: string | undefined;
  readonly title: string | undefined;
  readonly created: string | undefined;
  /** Structure types of the tagged content, counted over all pages. */
  readonly tags: ReadonlyMap<string, number>;
}

interface TagNode {
  readonly role?: string;
  readonly children?: readonly TagNode[];
}

function countTags(node: TagNode | null, into: Map<string, number>): void {
  if (node === null) return;
  if (node.role !== undefined) into.set(node.role, (into.get(node.role) ?? 0) + 1);
  for (const child of node.children ?? []) countTags(child, into);
}

/** Text as a reader selects it: items in order, invisible break places left out. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), useSystemFonts: false, isEvalSupported: false, verbosity: 0 });
  const document = await task.promise;
  const tags = new Map<string, number>();
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('')
        .replaceAll('\u200b', ''),
    );
    countTags((await page.getStructTree()) as TagNode | null, tags);
  }
  const { info } = (await document.getMetadata()) as unknown as { info: Record<string, string | undefined> };
  await task.destroy();
  return { pages, language: info['Language'], title: info['Title'], created: info['CreationDate'], tags };
}
