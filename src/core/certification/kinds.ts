/** Kinds of certification (loại việc chứng thực) and the books (sổ) in which they are numbered. */
import type { PlainDate } from '../time/plain-date.ts';

export const BOOKS = ['copy', 'signature', 'contract'] as const;
/** Sổ chứng thực; each is numbered from 1 within a year. */
export type Book = (typeof BOOKS)[number];

export const BOOK_LABELS = {
  copy: 'Sổ chứng thực bản sao từ bản chính',
  signature: 'Sổ chứng thực chữ ký',
  contract: 'Sổ chứng thực giao dịch',
} as const satisfies Record<Book, string>;

/** What stands behind number and year: `12/2023/BS`. */
export const BOOK_NOTATIONS = { copy: 'BS', signature: 'CK', contract: 'GD' } as const satisfies Record<Book, string>;

/** Loại việc chứng thực that is done while the applicant waits. */
export interface CertificationKind {
  readonly key: string;
  readonly label: string;
  readonly book: Book;
  readonly procedureCode: string;
  /** Of `law/fees`. */
  readonly scheduleKey: string;
  /** What the number of copies counts: `bản`, `trường hợp`. */
  readonly per: string;
  /** Copies of originals, of which an electronic one may be made (bản sao điện tử). */
  readonly mayBeElectronic: boolean;
  /** The book of this kind must say by which paper the applicant is known. */
  readonly needsIdentity: boolean;
  readonly effectiveFrom: PlainDate;
  readonly legalBasis: string;
}

/** `12/2023/BS`, as it is stamped and as people ask for it. @param number from 1 */
export function entryNumber(book: Book, number: number, year: number): string {
  return `${number}/${year}/${BOOK_NOTATIONS[book]}`;
}

/** Reads {@link entryNumber}; undefined where it is none. */
export function parseEntryNumber(text: string): { book: Book; year: number; number: number } | undefined {
  const match = /^([1-9]\d{0,8})[/-](20\d{2})[/-](BS|CK|GD)$/.exec(text.trim().toUpperCase());
  const book = BOOKS.find((candidate) => BOOK_NOTATIONS[candidate] === match?.[3]);
  return match === null || book === undefined ? undefined : { book, year: Number(match[2]), number: Number(match[1]) };
}
