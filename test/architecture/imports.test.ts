/**
 * The walls of the house: which room may import which, what core and law may not touch, and no import that comes back to
 * itself. It first makes sure that it saw the house: a check over no files is green for the wrong reason.
 */
import { describe, expect, it } from 'vitest';
import { codeOf, cycleOf, importsOf, isTest, readSources, roomOf, type Sources } from './imports.ts';

/** Rooms that a room may import beside itself, and whether it may use packages and `node:` modules. */
const ROOMS: Record<string, { readonly may: readonly string[]; readonly packages: boolean }> = {
  core: { may: [], packages: false },
  law: { may: ['core'], packages: false },
  store: { may: ['core'], packages: true },
  documents: { may: ['core'], packages: true },
  services: { may: ['core', 'law', 'store', 'documents'], packages: true },
  web: { may: ['services', 'core'], packages: true },
  cli: { may: ['services', 'core'], packages: true },
  main: { may: ['core', 'law', 'store', 'documents', 'services', 'web', 'cli'], packages: true },
};

/** What would make an answer of core or law depend on the machine it runs on. */
const IMPURE = [
  /(?<![.\w$])Date\b/,
  /\bMath\s*\.\s*random\b/,
  // by its members: an internal process is a word of the law, and may be a variable
  /(?<![.\w$])process\s*\.\s*(?:env|argv|cwd|exit|exitCode|hrtime|std\w+|on|once|nextTick|platform|arch|pid|memoryUsage|uptime|versions?)\b/,
  /(?<![.\w$])(?:globalThis|performance|crypto|console|fetch|setTimeout|setInterval|queueMicrotask|Temporal|Intl|eval|Function)\b\s*[.([]/,
  /\.\s*toLocale\w*\s*\(/,
  /\.\s*localeCompare\s*\(/,
];

function violations(sources: Sources): string[] {
  const found: string[] = [];
  for (const [file, source] of sources) {
    if (isTest(file)) continue;
    const room = roomOf(file);
    const rule = ROOMS[room];
    if (rule === undefined) {
      found.push(`${file}: the room «${room}» is not in the plan`);
      continue;
    }
    for (const { specifier, target } of importsOf(file, source)) {
      if (target === null) {
        if (!rule.packages) found.push(`${file}: ${room} uses no packages, not ${specifier}`);
      } else if (target.startsWith('../')) {
        if (!rule.packages) found.push(`${file}: ${room} does not leave src, not for ${specifier}`);
      } else {
        const to = roomOf(target);
        if (to !== room && !rule.may.includes(to)) found.push(`${file}: ${room} may not import ${to} (${specifier})`);
        if (isTest(target)) found.push(`${file}: imports the test ${specifier}`);
        if (!/\.(tsx?|json)$/.test(target)) found.push(`${file}: ${specifier} does not end in .ts`);
        else if (/\.tsx?$/.test(target) && !sources.has(target)) found.push(`${file}: ${specifier} is not there`);
      }
    }
    if (room === 'core' || room === 'law') {
      const code = codeOf(source, false);
      for (const pattern of IMPURE) {
        const match = pattern.exec(code);
        if (match !== null) found.push(`${file}: ${room} is pure, not ${match[0]}`);
      }
    }
  }
  const cycle = cycleOf(
    [...sources].filter(([file]) => !isTest(file)).flatMap(([file, source]) => importsOf(file, source)),
  );
  if (cycle.length > 0) found.push(`cycle: ${cycle.join(' → ')}`);
  return found;
}

describe('the house', () => {
  const sources = readSources();
  const files = [...sources.keys()].filter((file) => !isTest(file));

  it('was seen: rooms, files and imports in plausible numbers', () => {
    const least = { core: 60, law: 30, store: 20, documents: 15, services: 15, cli: 5, main: 2 };
    for (const [room, count] of Object.entries(least))
      expect(files.filter((file) => roomOf(file) === room).length, room).toBeGreaterThanOrEqual(count);
    expect([...sources.keys()].filter(isTest).length).toBeGreaterThan(30);
    const imports = files.flatMap((file) => importsOf(file, sources.get(file) as string));
    expect(imports.length).toBeGreaterThan(2 * files.length);
    // crossing from room to room happens, or the walls are not tested
    for (const [from, to] of [
      ['law', 'core'],
      ['store', 'core'],
      ['services', 'store'],
      ['main', 'cli'],
    ] as const)
      expect(
        imports.some(({ file, target }) => roomOf(file) === from && target !== null && roomOf(target) === to),
        `${from} → ${to}`,
      ).toBe(true);
    expect(imports.some(({ file, specifier }) => roomOf(file) === 'store' && specifier.startsWith('node:'))).toBe(true);
  });

  it('keeps its walls', () => expect(violations(sources)).toEqual([]));
});

describe('the check itself', () => {
  const clean: [string, string][] = [
    [
      'core/a.ts',
      "import { b } from './b.ts';\nexport const a = b; // new Date(), import 'node:fs'\nconst s = 'Date.now() process.env';",
    ],
    ['core/b.ts', `/** Math.random() is not used */ export const b: PlainDate = \`Date \${x.Date} Math.random()\`;`],
    ['law/c.ts', "import type { b } from '../core/b.ts';\nconst name = (process: X) => process.steps;"],
    ['law/e.ts', "import type { F } from './f.ts';"],
    ['law/f.ts', "import { e } from './e.ts';"],
    ['store/d.ts', "import fs from 'node:fs';\nimport { b } from '../core/b.ts';\nimport pg from 'pg';\nDate.now();"],
    ['web/x.tsx', "import { b } from '../core/b.ts';"],
    ['core/a.test.ts', "import { it } from 'vitest';\nimport { d } from '../store/d.ts';\nnew Date();"],
  ];
  const planted = (file: string, source: string) => violations(new Map([...clean, [file, source]]));

  it('finds nothing where nothing is', () => expect(violations(new Map(clean))).toEqual([]));

  it.each([
    ['core/p.ts', "import { c } from '../law/c.ts';", 'core may not import law'],
    ['core/p.ts', "import type { D } from '../store/d.ts';", 'core may not import store'],
    ['core/p.ts', "export * from '../store/d.ts';", 'core may not import store'],
    ['core/p.ts', "const d = await import('../store/d.ts');", 'core may not import store'],
    ['core/p.ts', "type D = import('../store/d.ts').D;", 'core may not import store'],
    ['core/p.ts', "import {\n  readFileSync,\n} from 'node:fs';", 'core uses no packages'],
    ['core/p.ts', "import 'fs';", 'core uses no packages'],
    ['law/p.ts', 'import { z } from "zod";', 'law uses no packages'],
    ['law/p.ts', "import { d } from '../store/d.ts';", 'law may not import store'],
    ['core/p.ts', "import p from '../../package.json';", 'core does not leave src'],
    ['core/p.ts', 'const now = new Date();', 'core is pure, not Date'],
    ['core/p.ts', 'const now = Date.now();', 'core is pure, not Date'],
    ['core/p.ts', `const now = \`\${Date.now()}\`;`, 'core is pure, not Date'],
    ['core/p.ts', 'const re = /[/*]/; const n = Math . random();', 'core is pure, not Math . random'],
    ['law/p.ts', "const home = process.env['HOME'];", 'law is pure, not process.env'],
    ['law/p.ts', 'const x = globalThis.Date;', 'law is pure, not globalThis.'],
    ['core/p.ts', 'const c = a.localeCompare(b);', 'core is pure, not .localeCompare('],
    ['store/p.ts', "import { c } from '../law/c.ts';", 'store may not import law'],
    ['store/p.ts', "import { s } from '../services/s.ts';", 'store may not import services'],
    ['documents/p.ts', "import { d } from '../store/d.ts';", 'documents may not import store'],
    ['services/p.ts', "import { x } from '../web/x.tsx';", 'services may not import web'],
    ['web/p.tsx', "import { d } from '../store/d.ts';", 'web may not import store'],
    ['web/p.tsx', "import { y } from '../cli/y.ts';", 'web may not import cli'],
    ['cli/p.ts', "import { x } from '../web/x.tsx';", 'cli may not import web'],
    ['cli/p.ts', "import { c } from '../law/c.ts';", 'cli may not import law'],
    ['cli/p.ts', "import { m } from '../main/main.ts';", 'cli may not import main'],
    ['attic/p.ts', '', 'the room «attic» is not in the plan'],
    ['core/p.ts', "import { a } from './a.test.ts';", 'imports the test'],
    ['core/p.ts', "import { b } from './b.js';", 'does not end in .ts'],
    ['core/p.ts', "import { b } from './gone.ts';", 'is not there'],
    ['core/b.ts', "import { a } from './a.ts';\nexport const b = 1;", 'cycle: core/a.ts → core/b.ts → core/a.ts'],
    ['law/e.ts', "import { type F } from './f.ts';", 'cycle: law/e.ts → law/f.ts → law/e.ts'],
    ['core/p.ts', "import { p } from './p.ts';", 'cycle: core/p.ts → core/p.ts'],
  ])('finds in %s: %s', (file, source, said) => expect(planted(file, source).join('\n')).toContain(said));
});
