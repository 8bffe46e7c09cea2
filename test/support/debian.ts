/**
 * Outside readers for the end-to-end tests (an office suite, PDF tools), from the packages of Debian. They are installed
 * only where something is missing; a test that needs one fails with a sentence that says how to get it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What must be there — a program's name, or an absolute path — and the packages that bring it. */
export type DebianNeeds = Readonly<Record<string, readonly string[]>>;

export const OFFICE_SUITE = {
  soffice: ['libreoffice-writer-nogui', 'libreoffice-calc-nogui'],
  '/usr/lib/libreoffice/program/libswlo.so': ['libreoffice-writer-nogui'],
  '/usr/lib/libreoffice/program/libsclo.so': ['libreoffice-calc-nogui'],
  // The package without the 2 lacks Vietnamese letters.
  '/usr/share/fonts/truetype/liberation2': ['fonts-liberation2'],
} as const satisfies DebianNeeds;

export const PDF_TOOLS = {
  pdftotext: ['poppler-utils'],
  pdffonts: ['poppler-utils'],
  pdfinfo: ['poppler-utils'],
} as const satisfies DebianNeeds;

function isThere(need: string): boolean {
  if (need.startsWith('/')) return existsSync(need);
  return (process.env['PATH'] ?? '/usr/bin:/bin').split(delimiter).some((folder) => existsSync(join(folder, need)));
}

function missing(needs: DebianNeeds): readonly string[] {
  return Object.keys(needs).filter((need) => !isThere(need));
}

function run(command: string, args: readonly string[]): string | null {
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 540_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return done.status === 0 ? null : `${done.stderr ?? ''}${done.error?.message ?? ''}`.trim().slice(-500);
}

/**
 * Installs what is missing; does nothing where all is there.
 * @throws Error when it cannot: not Debian, no rights, no package source.
 */
export function ensureDebian(needs: DebianNeeds): void {
  const before = missing(needs);
  if (before.length === 0) return;
  const packages = [...new Set(before.flatMap((need) => needs[need] ?? []))].sort();
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const isRoot = process.getuid?.() === 0;
  const apt = (args: readonly string[]): string | null =>
    isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]);
  const trouble = apt(['update']) ?? apt(install);
  const after = missing(needs);
  if (after.length === 0) return;
  throw new Error(
    `Thiếu ${after.join(', ')} để chạy thử nghiệm này và không tự cài được. Hãy chạy bằng quyền quản trị: apt-get update && apt-get ${install.join(' ')}${trouble === null ? '' : `\n${trouble}`}`,
  );
}
