/** Where the program's own files lie, whether it runs from its sources or from a bundle. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

function isOurs(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed && parsed.name === 'motcua';
}

/** Absolute path of the folder whose package.json is ours. @throws Error when no folder above this file is. */
export function packageRoot(): string {
  if (found !== undefined) return found;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (isOurs(folder)) {
      found = folder;
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(
        'Không tìm thấy thư mục cài đặt của chương trình (package.json «motcua»); hãy cài lại chương trình.',
      );
    }
  }
}
