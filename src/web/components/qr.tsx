/** A QR code (mã QR) as one path of an inline drawing: no picture to fetch, nothing for the content policy to refuse. */
import QRCode from 'qrcode';

/** @param label what the code leads to, for those who do not see it */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const border = 4;
  const side = modules.size + 2 * border;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) path += `M${column + border} ${row + border}h1v1h-1z`;
    }
  }
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <title>{label}</title>
      <path d={path} />
    </svg>
  );
}
