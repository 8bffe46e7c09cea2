/** A slip as a PDF: A5 upright, the register A4 across; tagged, its text selectable, the same slip always the same bytes. */
import type { Slip } from '../../core/reception/slip.ts';
import { SHIPPED_FAMILY } from '../fonts.ts';
import { typeset } from '../report/pdf-engine.ts';
import { composeSlip } from './compose.ts';
import { type Block, MOTTO, NATION, type SlipLayout } from './layout.ts';
import { qrCode, qrSvg } from './qr.ts';

/** A word longer than this may break anywhere; otherwise it would run off the slip. */
const LONGEST_WORD = 30;
const ZERO_WIDTH_SPACE = '\u200b';

const breakable = (text: string): string =>
  text.replace(/\S+/g, (word) =>
    [...word].length <= LONGEST_WORD
      ? word
      : [...word].map((letter, i) => (i > 0 && i % 8 === 0 ? ZERO_WIDTH_SPACE + letter : letter)).join(''),
  );

/** Every text of the layout, with places to break in words that are too long. */
function printable<T>(value: T): T {
  if (typeof value === 'string') return breakable(value) as T;
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printable(one)])) as T;
  }
  return value;
}

/** In narrow columns long codes may break behind their dots and dashes too. */
const inColumn = (text: string): string =>
  text.replace(/\S{13,}/g, (word) => word.replace(/[.\-/](?=.)/g, (sign) => sign + ZERO_WIDTH_SPACE));

function withBreaks(block: Block): Block {
  return block.kind === 'table' ? { ...block, rows: block.rows.map((row) => row.map(inColumn)) } : block;
}

/** The layout as the template reads it. */
export function slipPdfData(layout: SlipLayout) {
  return {
    family: SHIPPED_FAMILY,
    nation: NATION,
    motto: MOTTO,
    ...printable({ ...layout, code: '', blocks: layout.blocks.map(withBreaks) }),
    qr: layout.code === '' ? '' : qrSvg(qrCode(layout.code)),
  };
}

/** Phiếu as PDF. @throws Error when the typesetter complains, be it only a warning: content could be missing. */
export function writeSlipPdf(slip: Slip): Promise<Uint8Array> {
  return typeset(new TextEncoder().encode(JSON.stringify(slipPdfData(composeSlip(slip)))), 'slip');
}
