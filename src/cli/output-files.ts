/** Files that a command writes where its user wants them (ghi ra tệp): all of them or none, and a sentence where it cannot be. */
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ServiceError } from '../services/errors.ts';
import { makeFolders } from '../services/output-folder.ts';

/** What stands in the way, and what to do. */
export function unwritable(place: string, error: unknown): ServiceError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = (): string => {
    switch (code) {
      case 'EEXIST':
      case 'ENOTDIR':
        return `«${place}» không phải thư mục, hoặc nằm dưới một tệp; hãy chọn thư mục khác.`;
      case 'EISDIR':
        return `«${place}» là thư mục, không ghi đè được; hãy chuyển nó đi hoặc chọn thư mục khác.`;
      case 'ENOENT':
        return `Không tạo được thư mục «${place}» ở đó; hãy chọn thư mục khác.`;
      case 'EACCES':
      case 'EPERM':
        return `Không có quyền ghi vào «${place}»; hãy chọn thư mục khác hoặc sửa quyền.`;
      case 'EROFS':
        return `«${place}» nằm trên đĩa chỉ đọc; hãy chọn thư mục khác.`;
      case 'ENOSPC':
      case 'EDQUOT':
        return `Đĩa đầy, không ghi được vào «${place}»; hãy giải phóng dung lượng rồi làm lại.`;
      case 'ENAMETOOLONG':
        return `Đường dẫn «${place}» quá dài; hãy chọn tên ngắn hơn.`;
      default:
        return `Không ghi được vào «${place}» (${code === '' ? 'không rõ lý do' : code}); hãy kiểm tra quyền và dung lượng đĩa.`;
    }
  };
  return new ServiceError('UNWRITABLE', sentence());
}

export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files into a folder that is there: beside their places first, then moved, so that a full disk leaves nothing
 * half-written. @throws the system's error
 */
export async function putWhole(folder: string, files: readonly OutputFile[]): Promise<void> {
  const drafts = await mkdtemp(join(resolve(folder), '.motcua-'));
  try {
    for (const { name, bytes } of files) await writeFile(join(drafts, name), bytes);
    for (const { name } of files) await rename(join(drafts, name), join(folder, name));
  } finally {
    await rm(drafts, { recursive: true, force: true });
  }
}

/**
 * Writes files into a folder, made where it is missing; files of the same names are replaced, by whole ones. Where one
 * cannot be written, none is changed.
 * @returns their paths as they were asked for @throws ServiceError `UNWRITABLE`
 */
export async function writeInto(folder: string, files: readonly OutputFile[]): Promise<string[]> {
  let place = folder;
  try {
    makeFolders(folder);
    for (const { name } of files) {
      place = join(folder, name);
      const there = await stat(place).catch(() => undefined);
      if (there?.isDirectory() === true) throw Object.assign(new Error(place), { code: 'EISDIR' });
    }
    place = folder;
    await putWhole(folder, files);
    return files.map(({ name }) => join(folder, name));
  } catch (error) {
    throw unwritable(place, error);
  }
}
