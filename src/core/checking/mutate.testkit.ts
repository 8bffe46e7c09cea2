/** For tests: changes one number of a document at a time, to see which changes the linter notices. */

import { canonical } from './canonical.ts';
import type { Block, DocumentModel } from './document.ts';
import { parseCell, scanNumbers } from './numbers.ts';

export interface Mutant {
  readonly model: DocumentModel;
  /** `text`: a figure of a sentence; `table`: a cell of the body or total; `layout`: row numbers, column numbers, periods. */
  readonly where: 'text' | 'table' | 'layout';
  readonly before: string;
  readonly after: string;
  readonly context: string;
}

/** +1; ten times; two digits swapped: typing slips as they happen. Deterministic; never the same value. */
export const SLIPS: readonly (readonly [string, (digits: string) => string])[] = [
  ['thêm 1', (digits) => String(Number(digits) + 1)],
  ['bớt 1', (digits) => String(digits === '0' || /^0+$/.test(digits) ? 2 : Number(digits) - 1)],
  ['gõ thừa số', (digits) => `${digits}${(Number(digits.at(-1)) + 1) % 10}`],
  [
    'đảo số',
    (digits) =>
      digits.length > 1 && digits[0] !== digits[1]
        ? `${digits[1]}${digits[0]}${digits.slice(2)}`
        : String(Number(digits) + 3),
  ],
];

/** The digits of a number as written, separators kept where they were as far as they go. */
function slipped(raw: string, slip: (digits: string) => string): string {
  const comma = raw.indexOf(',');
  const lastDigits = /\d+/g;
  if (comma >= 0) {
    const parts = [...raw.matchAll(lastDigits)];
    const last = parts.at(-1);
    if (last === undefined) return raw;
    const changed = slip(last[0]).padStart(last[0].length, '0').slice(-last[0].length);
    return raw.slice(0, last.index) + changed + raw.slice(last.index + last[0].length);
  }
  const match = /[\d.]*\d/.exec(raw);
  if (match === null) return raw;
  const grouped = match[0].includes('.');
  const digits = slip(match[0].replaceAll('.', ''));
  const written = grouped ? digits.replace(/\B(?=(\d{3})+(?!\d))/g, '.') : digits;
  return raw.slice(0, match.index) + written + raw.slice(match.index + match[0].length);
}

function withBlock(model: DocumentModel, index: number, block: Block): DocumentModel {
  return { ...model, blocks: model.blocks.map((old, i) => (i === index ? block : old)) };
}

const FIGURES = new Set(['count', 'money', 'percent', 'ratio', 'decimal']);

/** Every number of the document changed by one slip, one at a time. Numbers and dates of cited documents are left alone. */
export function* mutants(model: DocumentModel, slip: (digits: string) => string): Generator<Mutant> {
  for (const [index, block] of model.blocks.entries()) {
    if (block.kind === 'paragraph') {
      for (const token of scanNumbers(canonical(block.text))) {
        if (!FIGURES.has(token.kind)) continue;
        const spans =
          token.kind === 'ratio'
            ? [...token.raw.matchAll(/[\d.]+/g)].map(
                (part) => [token.from + part.index, token.from + part.index + part[0].length] as const,
              )
            : [[token.from, token.to] as const];
        for (const [from, to] of spans) {
          const before = block.text.slice(from, to);
          const after = slipped(before, slip);
          if (after === before) continue;
          const text = block.text.slice(0, from) + after + block.text.slice(to);
          const isMark = /^\s*\d{1,2}[.)]/.test(block.text) && from <= 1;
          yield {
            model: withBlock(model, index, { ...block, text }),
            where: isMark ? 'layout' : 'text',
            before,
            after,
            context: block.text.slice(Math.max(0, from - 50), to + 15),
          };
        }
      }
      continue;
    }
    for (const [c, cell] of block.cells.entries()) {
      const figure = parseCell(cell.text);
      if (figure === null) continue;
      const after = slipped(cell.text, slip);
      if (after === cell.text) continue;
      const cells = block.cells.map((old, i) => (i === c ? { ...old, text: after } : old));
      yield {
        model: withBlock(model, index, { ...block, cells }),
        where: cell.column === 0 ? 'layout' : 'table',
        before: cell.text,
        after,
        context: `bảng ${index}, hàng ${cell.row}, cột ${cell.column}`,
      };
    }
  }
}
