/** Reads what source files import and which globals they touch: by scanning, so that it also works on samples. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src');

/** Source by path below `src/`, with `/`. */
export type Sources = ReadonlyMap<string, string>;

export function readSources(folder = SRC): Map<string, string> {
  const sources = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    sources.set(
      file
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
      readFileSync(file, 'utf8'),
    );
  }
  return sources;
}

export const isTest = (file: string): boolean => /\.(test|testkit)\.tsx?$/.test(file);
export const roomOf = (file: string): string => file.split('/')[0] as string;

/** The text with comments blanked; with `strings` false also the words inside quotes, not those inside `${…}`. */
export function codeOf(source: string, strings: boolean): string {
  let out = '';
  const templates: number[] = [];
  let braces = 0;
  for (let i = 0; i < source.length; ) {
    const two = source.slice(i, i + 2);
    const one = source[i] as string;
    if (two === '//') {
      while (i < source.length && source[i] !== '\n') i += 1;
    } else if (two === '/*') {
      const end = source.indexOf('*/', i + 2);
      i = end < 0 ? source.length : end + 2;
      out += ' ';
    } else if (one === '/' && /(^|[=(,:!&|?{};+\n]|\breturn|=>)\s*$/.test(out.slice(-20))) {
      // A regular expression, by what stands before it.
      let inClass = false;
      for (i += 1; i < source.length && source[i] !== '\n'; i += 1) {
        if (source[i] === '\\') i += 1;
        else if (source[i] === '[') inClass = true;
        else if (source[i] === ']') inClass = false;
        else if (source[i] === '/' && !inClass) break;
      }
      i += 1;
      out += '/x/';
    } else if (one === "'" || one === '"') {
      let end = i + 1;
      while (end < source.length && source[end] !== one && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1;
      out += strings ? source.slice(i, end + 1) : `${one}${one}`;
      i = end + 1;
    } else if (one === '`' || (one === '}' && templates.at(-1) === braces)) {
      if (one === '}') templates.pop();
      out += one;
      i += 1;
      while (i < source.length && source[i] !== '`' && source.slice(i, i + 2) !== '${') i += source[i] === '\\' ? 2 : 1;
      if (source[i] === '`') {
        out += '`';
        i += 1;
      } else {
        templates.push(braces);
        out += '${';
        i += 2;
      }
    } else {
      if (one === '{') braces += 1;
      if (one === '}') braces -= 1;
      out += one;
      i += 1;
    }
  }
  return out;
}

export interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Path below `src/` for a relative import; null for packages. A file outside `src/` keeps its `../`. */
  readonly target: string | null;
  /** `import type`: gone when the program runs, so it closes no cycle. */
  readonly typeOnly: boolean;
}

const IMPORTS = [
  /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*(['"])([^'"]+)\1/g,
  /\bimport\s*(['"])([^'"]+)\1/g,
  /\bimport\s*\(\s*(['"])([^'"]+)\1/g,
  /\brequire\s*\(\s*(['"])([^'"]+)\1/g,
];

export function importsOf(file: string, source: string): Import[] {
  const code = codeOf(source, true);
  return IMPORTS.flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => {
      const specifier = match[2] as string;
      const target = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : null;
      return { file, specifier, target, typeOnly: /^(?:import|export)\s+type\b/.test(match[0]) };
    }),
  );
}

/** One way round through files that import each other; empty where there is none. */
export function cycleOf(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { file, target, typeOnly } of imports)
    if (target !== null && !typeOnly) next.set(file, [...(next.get(file) ?? []), target]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return [];
    for (const target of next.get(file) ?? []) {
      const found = visit(target, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const file of next.keys()) {
    const found = visit(file, []);
    if (found.length > 0) return found;
  }
  return [];
}
