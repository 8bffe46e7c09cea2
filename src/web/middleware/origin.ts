/** Where a request comes from (nguồn của yêu cầu), as the browser says it. */
import type { AppContext } from '../env.ts';

/**
 * Whether the request comes from a page of ours.
 * @param silence what is answered where the browser says nothing
 */
export function comesFromUs(c: AppContext, { silence }: { readonly silence: boolean }): boolean {
  const origin = c.req.header('origin');
  if (origin !== undefined) return origin === c.get('origin');
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const referer = c.req.header('referer');
  return referer === undefined ? silence : referer.startsWith(`${c.get('origin')}/`);
}
