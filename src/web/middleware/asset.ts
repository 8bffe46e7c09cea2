/** Serves the program's own files under their hashed names, kept by browsers for a year. */
import type { AppContext } from '../env.ts';
import { errorPage } from '../errors.tsx';

export function serveAsset(c: AppContext): Response {
  const asset = c.get('deps').assets.byPath.get(c.req.path);
  if (asset === undefined) return errorPage(c, 404, 'notFound');
  const accepted = c.req.header('accept-encoding') ?? '';
  const [encoding, bytes] =
    asset.brotli !== undefined && /\bbr\b/.test(accepted)
      ? ['br', asset.brotli]
      : asset.gzip !== undefined && /\bgzip\b/.test(accepted)
        ? ['gzip', asset.gzip]
        : [undefined, asset.bytes];
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': asset.contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    },
  });
}
