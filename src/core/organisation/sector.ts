/** Sectors (lĩnh vực): the same name gives the same key, however it is typed. */
import { foldWords } from '../text/fold.ts';

/** `Bảo trợ xã hội (LĐTBXH)` → `bao-tro-xa-hoi-ldtbxh`; a name without letters keeps itself as its key. */
export function sectorKeyOf(name: string): string {
  const key = foldWords(name).trim().replace(/\s+/g, '-');
  return key === '' ? name.trim() : key;
}
