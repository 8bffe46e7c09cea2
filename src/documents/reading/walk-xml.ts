/** A strict walk over one XML part that knows where in the text each element begins and ends. No DTD, no entities of its own. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { READING_LIMITS, UnreadableDocument } from './unreadable.ts';

/** Transitional and strict WordprocessingML. */
const WORD_NAMESPACES = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]);
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

export interface XmlElement {
  /** Local name of a Word element, `mc:…` for the compatibility ones, `other:…` for all else. */
  readonly name: string;
  /** Attribute by local name. */
  readonly attribute: (local: string) => string | undefined;
  /** Offset of `<`. */
  readonly start: number;
  /** Offset just behind `>` of the start tag. */
  readonly contentStart: number;
  readonly selfClosing: boolean;
}

export interface XmlVisitor {
  readonly open: (element: XmlElement) => void;
  /** @param end offset just behind the end tag */
  readonly close: (element: XmlElement, end: number) => void;
  readonly text?: (text: string) => void;
}

function nameOf(tag: SaxesTagNS): string {
  if (WORD_NAMESPACES.has(tag.uri)) return tag.local;
  return tag.uri === COMPATIBILITY ? `mc:${tag.local}` : `other:${tag.local}`;
}

function attributeOf(tag: SaxesTagNS, local: string): string | undefined {
  for (const attribute of Object.values(tag.attributes)) if (attribute.local === local) return attribute.value;
  return undefined;
}

/** @throws UnreadableDocument when the XML is not well-formed, has a DOCTYPE or is nested beyond reason */
export function walkXml(xml: string, name: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: XmlElement[] = [];
  const behind = (): number => xml.lastIndexOf('>', parser.position - 1) + 1;
  parser.on('error', () => {
    throw new UnreadableDocument(`Tệp «${name}» có nội dung XML bị hỏng; hãy mở bằng Word, lưu lại rồi thử lại.`);
  });
  parser.on('doctype', () => {
    throw new UnreadableDocument(
      `Tệp «${name}» chứa khai báo DOCTYPE mà văn bản Word không bao giờ có; vì an toàn, tệp bị từ chối.`,
    );
  });
  parser.on('opentag', (tag) => {
    if (stack.length >= READING_LIMITS.depth) {
      throw new UnreadableDocument(
        `Tệp «${name}» lồng nhau quá ${READING_LIMITS.depth} tầng, không phải một báo cáo bình thường.`,
      );
    }
    const contentStart = behind();
    const element: XmlElement = {
      name: nameOf(tag),
      attribute: (local) => attributeOf(tag, local),
      start: xml.lastIndexOf('<', contentStart - 1),
      contentStart,
      selfClosing: tag.isSelfClosing,
    };
    stack.push(element);
    visitor.open(element);
  });
  parser.on('closetag', () => {
    const element = stack.pop();
    if (element !== undefined) visitor.close(element, element.selfClosing ? element.contentStart : behind());
  });
  const onText = visitor.text;
  if (onText !== undefined) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  parser.write(xml).close();
}

/** UTF-8 or UTF-16 by its byte order mark; what else Word never writes. */
export function decodeXml(bytes: Uint8Array, name: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableDocument(`Tệp «${name}» có nội dung XML sai bảng mã; hãy mở bằng Word, lưu lại rồi thử lại.`);
  }
}
