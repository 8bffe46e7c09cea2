/** Numbers of papers as people read them off (số, ký hiệu): `01/BPTNTKQ`, `số 12/GXN-UBND`, `12/2023/BS`. Pure. */

export interface DocumentNumber {
  readonly number: number;
  /** Năm, where it is part of the number. */
  readonly year: number | null;
  /** Ký hiệu in capitals. */
  readonly notation: string;
}

/** A notation has a letter in it, so that a day such as 31/8/2023 is none. */
const SHAPE = /^(?:số\s*:?\s*)?0*(\d{1,7})\s*\/\s*(?:(\d{4})\s*\/\s*)?(\p{L}[\p{L}\d.-]{0,39})$/iu;

/** Đọc số, ký hiệu; undefined where the text is none. */
export function readDocumentNumber(text: string): DocumentNumber | undefined {
  const match = SHAPE.exec(text.normalize('NFC').trim());
  if (match === null) return undefined;
  const [, number = '', year, notation = ''] = match;
  return { number: Number(number), year: year === undefined ? null : Number(year), notation: notation.toUpperCase() };
}
