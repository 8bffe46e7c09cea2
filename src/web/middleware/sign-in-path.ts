/** The way to signing in and back to the page that was asked for (đường về sau khi đăng nhập). */

/** Where signing in sends a person afterwards: a path of ours, never another address. */
export function safeReturn(path: string | undefined): string {
  if (path === undefined || path.length > 500) return '/';
  return /^\/(?![/\\])[\w\-./~%?=&:+,@]*$/.test(path) && !path.startsWith('/dang-') ? path : '/';
}

/** Where to sign in so as to come back to a page; without one, to the first page. */
export function signInPath(page: string | undefined): string {
  const back = safeReturn(page);
  return back === '/' ? '/dang-nhap' : `/dang-nhap?tiep=${encodeURIComponent(back)}`;
}
