/**
 * The same document with Word comments at the places found. The text of `document.xml` is spliced, never rebuilt: all
 * that the linter does not understand stays byte for byte as it was.
 */
import { zipSync } from 'fflate';
import type { Anchor } from '../../core/checking/document.ts';
import { rawOffset } from './normalise.ts';
import { openPackage } from './open-package.ts';
import { type DocxSource, holderKey, type SourceParagraph, type SourcePiece } from './read-docx.ts';
import { READING_LIMITS, UnreadableDocument } from './unreadable.ts';
import { decodeXml } from './walk-xml.ts';
import { escapeXml } from './xml-text.ts';

export interface DocumentComment {
  readonly anchor: Anchor;
  readonly text: string;
}

export interface CommentStamp {
  /** ISO instant in UTC. */
  readonly date: string;
  readonly author: string;
}

/** Where a comment begins and ends inside one piece of text: raw offsets of its characters. */
interface Mark {
  readonly at: number;
  readonly order: number;
  readonly xml: string;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly xml: string;
}

const WORD_PREFIX = /<([A-Za-z_][\w.-]*):document[\s>]/;

/** @throws UnreadableDocument when the package inflates beyond what a report can be */
export async function annotateDocx(
  source: DocxSource,
  comments: readonly DocumentComment[],
  stamp: CommentStamp,
  name: string,
): Promise<Uint8Array> {
  const docx = await openPackage(source.bytes, name);
  const parts: Record<string, Uint8Array> = {};
  let total = 0;
  for (const part of docx.names) {
    const bytes = await docx.read(part);
    total += bytes.length;
    if (total > READING_LIMITS.packageBytes) {
      throw new UnreadableDocument(
        `Tệp «${name}» giải nén ra hơn ${READING_LIMITS.packageBytes / 1024 / 1024} MB nên không ghi lại được; hãy bỏ bớt ảnh.`,
      );
    }
    parts[part] = bytes;
  }
  const w = `${WORD_PREFIX.exec(source.xml)?.[1] ?? 'w'}:`;
  const folder = source.documentPart.slice(0, source.documentPart.lastIndexOf('/') + 1);
  const relationsPart = `${folder}_rels/${source.documentPart.slice(folder.length)}.rels`;
  const relations = parts[relationsPart] === undefined ? null : decodeXml(parts[relationsPart], name);
  const commentsPart = `${folder}${existingComments(relations) ?? 'comments.xml'}`;
  const before = parts[commentsPart] === undefined ? null : decodeXml(parts[commentsPart], name);
  const firstId = before === null ? 0 : nextId(before);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const { xml, written } = spliceComments(source, comments, firstId, w);
  parts[source.documentPart] = encode(xml);
  parts[commentsPart] = encode(commentsXml(before, written, stamp, source.xml, w));
  if (before === null) {
    parts[relationsPart] = encode(withRelation(relations, commentsPart.slice(folder.length)));
    const types = parts['[Content_Types].xml'];
    if (types !== undefined)
      parts['[Content_Types].xml'] = encode(withContentType(decodeXml(types, name), `/${commentsPart}`));
  }
  return zipSync(parts, { level: 6, mtime: new Date(Date.UTC(2000, 0, 1, 12)) });
}

function existingComments(relations: string | null): string | null {
  const match = /<Relationship\b[^>]*Type="[^"]*\/comments"[^>]*>/.exec(relations ?? '');
  return match === null ? null : (/Target="\/?(?:word\/)?([^"]+)"/.exec(match[0])?.[1] ?? null);
}

function nextId(comments: string): number {
  return (
    Math.max(
      -1,
      ...[...comments.matchAll(/<(?:[\w.-]+:)?comment\b[^>]*?:id="(\d{1,9})"/g)].map((match) => Number(match[1])),
    ) + 1
  );
}

function withRelation(relations: string | null, target: string): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments';
  const relation = `<Relationship Id="rIdMotcuaComments" Type="${type}" Target="${target}"/>`;
  if (relations === null || /<Relationships\b[^>]*\/>/.test(relations)) {
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation}</Relationships>`;
  }
  return relations.replace(/<\/((?:[\w.-]+:)?)Relationships>/, (end) => relation + end);
}

function withContentType(types: string, part: string): string {
  const override = `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>`;
  return types.includes(`PartName="${part}"`)
    ? types
    : types.replace(/<\/((?:[\w.-]+:)?)Types>/, (end) => override + end);
}

interface Written {
  readonly id: number;
  readonly text: string;
}

function commentsXml(
  before: string | null,
  written: readonly Written[],
  stamp: CommentStamp,
  documentXml: string,
  w: string,
): string {
  const one = ({ id, text }: Written): string =>
    `<${w}comment ${w}id="${id}" ${w}author="${escapeXml(stamp.author)}" ${w}date="${stamp.date}" ${w}initials="MC">` +
    `<${w}p><${w}r><${w}t xml:space="preserve">${escapeXml(text)}</${w}t></${w}r></${w}p></${w}comment>`;
  const all = written.map(one).join('');
  if (before !== null) {
    const closed = before.replace(/<((?:[\w.-]+:)?comments)((?:\s[^>]*)?)\/>\s*$/, '<$1$2></$1>');
    return closed.replace(/<\/((?:[\w.-]+:)?)comments>\s*$/, (end) => all + end);
  }
  const strict = documentXml.includes('http://purl.oclc.org/ooxml/wordprocessingml/main');
  const uri = strict
    ? 'http://purl.oclc.org/ooxml/wordprocessingml/main'
    : 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><${w}comments xmlns:${w.slice(0, -1)}="${uri}">${all}</${w}comments>`;
}

/** Marks of all comments, by the piece of text that they fall into; a comment on blank space goes to its paragraph's end. */
function spliceComments(
  source: DocxSource,
  comments: readonly DocumentComment[],
  firstId: number,
  w: string,
): { xml: string; written: Written[] } {
  const marks = new Map<SourcePiece, Mark[]>();
  const bare: Splice[] = [];
  const written: Written[] = [];
  const put = (piece: SourcePiece, mark: Mark): void => {
    marks.set(piece, [...(marks.get(piece) ?? []), mark]);
  };
  for (const [i, comment] of comments.entries()) {
    const id = firstId + i;
    const start = `<${w}commentRangeStart ${w}id="${id}"/>`;
    const end = `<${w}commentRangeEnd ${w}id="${id}"/><${w}r><${w}commentReference ${w}id="${id}"/></${w}r>`;
    const place = locate(source, comment.anchor);
    if (place === null) continue;
    if (place.kind === 'paragraph') bare.push({ start: place.at, end: place.at, xml: start + end });
    else {
      put(place.first, { at: place.from, order: i * 2, xml: start });
      put(place.last, { at: place.to, order: i * 2 + 1, xml: end });
    }
    written.push({ id, text: comment.text });
  }
  const splices = [...bare, ...[...marks].map(([piece, list]) => splitPiece(source.xml, piece, list, w))];
  // Several comments at one empty place keep their order.
  splices.sort((a, b) => a.start - b.start);
  let xml = '';
  let at = 0;
  for (const splice of splices) {
    xml += source.xml.slice(at, splice.start) + splice.xml;
    at = splice.end;
  }
  return { xml: xml + source.xml.slice(at), written };
}

type Location =
  | {
      readonly kind: 'span';
      readonly first: SourcePiece;
      readonly from: number;
      readonly last: SourcePiece;
      readonly to: number;
    }
  | { readonly kind: 'paragraph'; readonly at: number };

function locate(source: DocxSource, anchor: Anchor): Location | null {
  const holder = source.holders.get(holderKey(anchor.block, anchor.row, anchor.column));
  if (holder === undefined) return null;
  const paragraph =
    holder.findLast((candidate) => candidate.offset <= anchor.from && candidate.pieces.length > 0) ??
    holder.find((candidate) => candidate.pieces.length > 0);
  if (paragraph === undefined) {
    const empty = holder[0];
    return empty === undefined || empty.end < 0 ? null : { kind: 'paragraph', at: empty.end };
  }
  const from = rawOffset(paragraph.normalised, Math.max(0, anchor.from - paragraph.offset), paragraph.rawLength);
  const to = Math.max(
    from + 1,
    rawOffset(paragraph.normalised, Math.max(0, anchor.to - paragraph.offset), paragraph.rawLength),
  );
  const first = pieceAt(paragraph, from);
  const last = pieceAt(paragraph, Math.min(to, paragraph.rawLength) - 1);
  if (first === null || last === null) return paragraph.end < 0 ? null : { kind: 'paragraph', at: paragraph.end };
  return {
    kind: 'span',
    first: first.piece,
    from: from - first.offset,
    last: last.piece,
    to: Math.min(to, paragraph.rawLength) - last.offset,
  };
}

function pieceAt(paragraph: SourceParagraph, raw: number): { piece: SourcePiece; offset: number } | null {
  let offset = 0;
  for (const piece of paragraph.pieces) {
    if (raw < offset + piece.text.length) return { piece, offset };
    offset += piece.text.length;
  }
  return null;
}

/** Cuts a run at its marks: the text in pieces, each in a run with the same properties, the marks between the runs. */
function splitPiece(xml: string, piece: SourcePiece, marks: readonly Mark[], w: string): Splice {
  // Ends before beginnings at one place, so that ranges that touch do not cross.
  const sorted = [...marks].sort((a, b) => a.at - b.at || (b.order % 2) - (a.order % 2) || a.order - b.order);
  const leave = `</${w}r>`;
  const enter = `<${w}r>${piece.properties}`;
  if (!piece.isText) {
    const before = sorted
      .filter((mark) => mark.at <= 0)
      .map((mark) => mark.xml)
      .join('');
    const after = sorted
      .filter((mark) => mark.at > 0)
      .map((mark) => mark.xml)
      .join('');
    return {
      start: piece.start,
      end: piece.end,
      xml: leave + before + enter + xml.slice(piece.start, piece.end) + leave + after + enter,
    };
  }
  const text = (from: number, to: number): string =>
    from >= to ? '' : `<${w}t xml:space="preserve">${escapeXml(piece.text.slice(from, to))}</${w}t>`;
  let out = '';
  let at = 0;
  for (const mark of sorted) {
    const cut = Math.min(Math.max(mark.at, at), piece.text.length);
    out += `${text(at, cut)}${leave}${mark.xml}${enter}`;
    at = cut;
  }
  return { start: piece.start, end: piece.end, xml: out + text(at, piece.text.length) };
}
