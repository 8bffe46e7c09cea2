/**
 * The type of the printed report: Tinos, shipped with the program, whose letters are exactly as wide as those of
 * Times New Roman. What is measured here therefore also holds in Word and Excel, which use Times New Roman itself.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type FontFace = 'regular' | 'bold' | 'italic' | 'boldItalic';

const FACES = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const satisfies Record<FontFace, string>;

export const FONT_FACES = Object.keys(FACES) as readonly FontFace[];

/** The family name inside the font files. */
export const SHIPPED_FAMILY = 'Tinos';
/** The family that Word and Excel files name; every office has it, or a face of the same widths. */
export const OFFICE_FAMILY = 'Times New Roman';

const POINT_MM = 25.4 / 72;

/** Absolute path of a shipped font file. @throws Error when the package is not installed. */
export function fontPath(face: FontFace): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${FACES[face]}`);
}

interface Metrics {
  readonly unitsPerEm: number;
  /** Advance width of a Unicode code point of the first plane, in font units. */
  advance(codePoint: number): number;
}

function tableOffsets(font: DataView): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (let i = 0; i < font.getUint16(4); i += 1) {
    const record = 12 + i * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => font.getUint8(record + k)));
    offsets.set(tag, font.getUint32(record + 8));
  }
  return offsets;
}

/** The glyph of each code point, read from the font's `cmap` subtable of format 4 (the first plane of Unicode). */
function glyphReader(font: DataView, cmap: number): (codePoint: number) => number {
  let subtable = -1;
  for (let i = 0; i < font.getUint16(cmap + 2); i += 1) {
    const at = cmap + font.getUint32(cmap + 4 + i * 8 + 4);
    if (font.getUint16(at) === 4) subtable = at;
  }
  if (subtable < 0)
    throw new Error('Tệp phông chữ Tinos không có bảng ký tự Unicode; hãy cài lại chương trình (npm ci).');
  const segments = font.getUint16(subtable + 6) / 2;
  const ends = subtable + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const ranges = deltas + segments * 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let s = 0; s < segments; s += 1) {
      if (font.getUint16(ends + s * 2) < codePoint) continue;
      const start = font.getUint16(starts + s * 2);
      if (start > codePoint) return 0;
      const range = font.getUint16(ranges + s * 2);
      const delta = font.getUint16(deltas + s * 2);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = font.getUint16(ranges + s * 2 + range + (codePoint - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

function readMetrics(face: FontFace): Metrics {
  const bytes = readFileSync(fontPath(face));
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = tableOffsets(font);
  const at = (tag: string): number => {
    const offset = offsets.get(tag);
    if (offset === undefined)
      throw new Error(`Tệp phông chữ Tinos thiếu bảng «${tag}»; hãy cài lại chương trình (npm ci).`);
    return offset;
  };
  const glyphOf = glyphReader(font, at('cmap'));
  const hmtx = at('hmtx');
  const longMetrics = font.getUint16(at('hhea') + 34);
  const seen = new Map<number, number>();
  return {
    unitsPerEm: font.getUint16(at('head') + 18),
    advance(codePoint) {
      const known = seen.get(codePoint);
      if (known !== undefined) return known;
      const width = font.getUint16(hmtx + Math.min(glyphOf(codePoint), longMetrics - 1) * 4);
      seen.set(codePoint, width);
      return width;
    },
  };
}

const metrics = new Map<FontFace, Metrics>();

/** Width in millimetres of one line of text at a size in points; kerning and line breaks are not considered. */
export function textWidthMm(text: string, sizePt: number, face: FontFace = 'regular'): number {
  let of = metrics.get(face);
  if (of === undefined) {
    of = readMetrics(face);
    metrics.set(face, of);
  }
  let units = 0;
  for (const character of text) units += of.advance(character.codePointAt(0) as number);
  return (units / of.unitsPerEm) * sizePt * POINT_MM;
}
