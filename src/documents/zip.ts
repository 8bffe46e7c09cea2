/**
 * Office files are ZIP archives. Written here, the same parts always give the same bytes: entries in one order, one
 * date, no attributes of the machine that wrote them.
 */
import { unzipSync, type Zippable, zipSync } from 'fflate';

export type ZipParts = Readonly<Record<string, Uint8Array>>;

/**
 * ZIP counts from 1980 in local time without a zone. Built from local parts and read back as local parts, this date
 * gives the same two words under every time zone.
 */
const FIXED_DATE = new Date(1980, 0, 1, 12, 0, 0);

const COMPRESSION_LEVEL = 6;

/** Sorted by code unit; in office files that also puts `[Content_Types].xml` first, where some readers want it. */
function inOrder(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The parts as one archive; the same parts give the same bytes. */
export function writeZip(parts: ZipParts): Uint8Array {
  const entries: Zippable = {};
  for (const name of inOrder(Object.keys(parts))) {
    entries[name] = [parts[name] as Uint8Array, { level: COMPRESSION_LEVEL, mtime: FIXED_DATE, os: 0, attrs: 0 }];
  }
  return zipSync(entries);
}

/**
 * Rewrites an archive made by another writer. `replace` gives the new content of a part, or `undefined` to drop it.
 * Only for archives that the program itself has just made: nothing limits what they inflate to.
 */
export function normaliseZip(
  archive: Uint8Array,
  replace: (name: string, content: Uint8Array) => Uint8Array | undefined = (_name, content) => content,
): Uint8Array {
  const kept: Record<string, Uint8Array> = {};
  for (const [name, content] of Object.entries(unzipSync(archive))) {
    if (name.endsWith('/')) continue;
    const next = replace(name, content);
    if (next !== undefined) kept[name] = next;
  }
  return writeZip(kept);
}
