/**
 * Files that browsers fetch (tệp tĩnh): style, script, fonts, icon. Each is served under a name that carries its hash, so
 * that it may be kept for ever; nothing is fetched from any other address.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly gzip?: Uint8Array;
  readonly brotli?: Uint8Array;
}

export interface Assets {
  /** By address: `/tai-nguyen/desk.1a2b3c4d5e.css`. */
  readonly byPath: ReadonlyMap<string, Asset>;
  /** The address of `desk.css`. @throws Error for a file that is not there */
  path(name: string): string;
}

const OWN_FILES = ['desk.js', 'passkey.js', 'certification.js', 'reception.js', 'icon.svg'] as const;

/**
 * The parts of `desk.css`, files of `assets/desk/`, in the order in which their rules are delivered: what all pages share,
 * then rooms and components, then what overrides them on narrow screens and on paper.
 */
export const DESK_PARTS = [
  'fonts',
  'base',
  'top-bar',
  'frame',
  'messages',
  'forms',
  'tables',
  'blocks',
  'account',
  'certification',
  'charts',
  'dashboard',
  'report',
  'dossier',
  'digitisation',
  'reception',
  'slips',
  'narrow',
  'paper',
] as const;

/** Names as the style sheet uses them, and where the packages keep them. */
const PACKAGE_FILES = {
  'latin.woff2': '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  'vietnamese.woff2': '@fontsource-variable/source-sans-3/files/source-sans-3-vietnamese-wght-normal.woff2',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

export const ASSET_FOLDER = '/tai-nguyen/';

/** @param packageRoot where the program's own files are */
export function loadAssets(packageRoot: string): Assets {
  const require = createRequire(join(packageRoot, 'package.json'));
  const byPath = new Map<string, Asset>();
  const paths = new Map<string, string>();
  const add = (name: string, bytes: Uint8Array): void => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    const dot = name.lastIndexOf('.');
    const extension = name.slice(dot + 1);
    const path = `${ASSET_FOLDER}${name.slice(0, dot)}.${hash}.${extension}`;
    const text = extension !== 'woff2';
    byPath.set(path, {
      path,
      contentType: TYPES[extension] ?? 'application/octet-stream',
      bytes,
      ...(text ? { gzip: gzipSync(bytes, { level: 9 }), brotli: brotliCompressSync(bytes) } : {}),
    });
    paths.set(name, path);
  };
  for (const [name, file] of Object.entries(PACKAGE_FILES)) add(name, readFileSync(require.resolve(file)));
  add(
    'webauthn.js',
    readFileSync(join(packageRoot, 'node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js')),
  );
  const withPaths = (name: string, text: string): string =>
    text.replace(/asset:([\w.-]+)/g, (_, other: string) => {
      const path = paths.get(other);
      if (path === undefined) throw new Error(`${name} dùng tệp «${other}» không có trong danh sách.`);
      return path;
    });
  const own = (...names: string[]): string => readFileSync(join(packageRoot, 'src/web/assets', ...names), 'utf8');
  // The style sheet names the fonts as `url(asset:latin.woff2)`.
  const style = DESK_PARTS.map((part) => own('desk', `${part}.css`)).join('');
  add('desk.css', Buffer.from(withoutComments(withPaths('desk.css', style)), 'utf8'));
  for (const name of OWN_FILES) add(name, Buffer.from(withPaths(name, own(name)), 'utf8'));
  return {
    byPath,
    path(name) {
      const path = paths.get(name);
      if (path === undefined) throw new Error(`Không có tệp tĩnh «${name}».`);
      return path;
    },
  };
}

/** The style sheet without its comments and indentation: a quarter of its bytes. */
function withoutComments(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\n\s+/g, '\n')
    .replace(/\n{2,}/g, '\n');
}
