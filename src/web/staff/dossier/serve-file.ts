/**
 * A stored file as an answer (trả tệp): only under the type that its content was found to have; it may neither run scripts
 * nor be taken for another type.
 */
import { type OpenedFile, streamFile } from '../../../services/files/dossier-files.ts';
import type { AppContext } from '../../env.ts';

/** Only pictures and PDF are shown in the browser; the rest is saved. */
const SHOWN: readonly string[] = ['image/png', 'image/jpeg', 'application/pdf'];

/** With `?tai` in the address it is saved, whatever it is. */
export function serveFile(
  c: AppContext,
  file: Pick<OpenedFile, 'homeUnitId' | 'sha256' | 'name' | 'mediaType' | 'sizeBytes'>,
): Response {
  const inline = SHOWN.includes(file.mediaType) && c.req.query('tai') === undefined;
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return new Response(streamFile(c.get('deps').installation, file), {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.sizeBytes),
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
      // A PDF viewer does not start in a sandbox; it gets no script, frame or address to speak to.
      'Content-Security-Policy':
        file.mediaType === 'application/pdf'
          ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
          : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    },
  });
}
