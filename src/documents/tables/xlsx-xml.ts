/** The XML parts of a workbook, streamed, with bounds on everything that a hostile part could let grow. */
import { SaxesParser } from 'saxes';
import { damaged } from './zip-package.ts';

/** Attributes by their name as written, prefix and all; an object without prototype. */
export type XmlAttributes = Readonly<Partial<Record<string, string>>>;

/** What is told of a part. Names are without prefix, because some writers put one before every element. */
export interface XmlHandlers {
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** Elements within elements; a workbook has about ten. */
const MOST_DEPTH = 64;
/** Characters between one tag and the next: a text, a comment. The longest cell of Excel has 32,767, each escaped at worst. */
const MOST_BETWEEN_TAGS = 1024 * 1024;

/** Feeds a part to the handlers. @throws TableError (see `table-error.ts`) where it is not well-formed, declares a DTD, or is out of bounds */
export async function parseXml(part: string, pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of streamXml(part, pieces, handlers)) {
    // Everything is done by the handlers.
  }
}

/** {@link parseXml} piece by piece: stops after each one, so that what the handlers gathered can be taken. */
export async function* streamXml(
  part: string,
  pieces: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  let betweenTags = 0;
  let depth = 0;
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    betweenTags = 0;
    depth += 1;
    if (depth > MOST_DEPTH) throw damaged(`phần ${part} lồng nhau quá sâu`);
    handlers.open(localName(tag.name), tag.attributes as XmlAttributes);
  });
  parser.on('closetag', (tag) => {
    betweenTags = 0;
    depth -= 1;
    handlers.close(localName(tag.name));
  });
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  parser.on('doctype', () => {
    throw damaged(`phần ${part} có khai báo DTD, không được phép trong bảng tính`);
  });
  parser.on('error', () => {
    throw damaged(`phần ${part} không phải XML đúng`);
  });

  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw damaged(`phần ${part} không phải UTF-8`);
    }
  };
  for await (const bytes of pieces) {
    betweenTags += bytes.length;
    parser.write(decode(bytes));
    if (betweenTags > MOST_BETWEEN_TAGS) throw damaged(`phần ${part} có đoạn chữ dài bất thường`);
    yield;
  }
  parser.write(decode());
  parser.close();
  yield;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
