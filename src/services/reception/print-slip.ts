/** In phiếu: a slip as a file, or as what a page prints. */
import type { Slip } from '../../core/reception/slip.ts';
import { composeSlip, slipFileName } from '../../documents/slips/compose.ts';
import { MOTTO, NATION, type SlipLayout } from '../../documents/slips/layout.ts';
import { writeSlipPdf } from '../../documents/slips/pdf.ts';
import { type QrCode, qrCode } from '../../documents/slips/qr.ts';

export async function slipPdf(slip: Slip): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
  return { fileName: slipFileName(slip), bytes: await writeSlipPdf(slip) };
}

export interface SlipPage extends SlipLayout {
  readonly nation: string;
  readonly motto: string;
  readonly qr: QrCode | undefined;
}

export function slipPage(slip: Slip): SlipPage {
  const layout = composeSlip(slip);
  return { ...layout, nation: NATION, motto: MOTTO, qr: layout.code === '' ? undefined : qrCode(layout.code) };
}
