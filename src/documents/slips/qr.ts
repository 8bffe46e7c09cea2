/** The dossier code as a QR code: one SVG path, for the page and for the PDF alike. */
import { create } from 'qrcode';

export interface QrCode {
  /** Modules along a side, with a quiet zone of four around. */
  readonly size: number;
  /** Path of the dark modules in units of one module. */
  readonly path: string;
}

const QUIET = 4;

export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; ) {
      if (modules.get(y, x) === 0) {
        x += 1;
        continue;
      }
      // Neighbours in a row are one stroke, so that no hair lines show between them in print.
      let end = x;
      while (end < modules.size && modules.get(y, end) !== 0) end += 1;
      path += `M${x + QUIET} ${y + QUIET}h${end - x}v1h-${end - x}z`;
      x = end;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}

export function qrSvg(code: QrCode): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${code.size} ${code.size}"><path fill="#fff" d="M0 0h${code.size}v${code.size}H0z"/><path d="${code.path}"/></svg>`;
}
