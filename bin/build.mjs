/**
 * Bundles the program into dist/ when it is not fresh. One chunk per command, packages left outside, so that a command
 * starts in a moment. Two programs that build at once do not disturb each other: a build is put in place by renaming.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stampFile = join(dist, 'stamp');

/** Names, sizes and times of everything that goes into the bundle. */
function stamp() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.(ts|tsx|mjs|css)$/.test(entry.name) && !/\.(test|fixture)\.tsx?$/.test(entry.name)) {
        const { mtimeMs, size } = statSync(path);
        hash.update(`${relative(root, path)} ${mtimeMs} ${size}\n`);
      }
    }
  };
  walk(join(root, 'src'));
  hash.update(readFileSync(join(root, 'package.json')));
  return hash.digest('hex');
}

/** The bundle's entry file, built if stale. */
export async function ensureBundle() {
  const wanted = stamp();
  const entry = join(dist, 'main.mjs');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && existsSync(entry)) return entry;
  const { build } = await import('esbuild');
  const draft = `${dist}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await build({
    entryPoints: { main: join(root, 'src/main/main.ts') },
    outdir: draft,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
  writeFileSync(join(draft, 'stamp'), wanted);
  const old = `${dist}.old.${process.pid}`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(draft, dist);
  } catch (error) {
    // Another program put its build in place first; it is of the same sources.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(entry)) throw error;
  }
  rmSync(old, { recursive: true, force: true });
  return entry;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBundle();
