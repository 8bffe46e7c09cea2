/** Tệp không đọc được: thrown by readers, turned into a refusal by the service. The message is for the person. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
}

/** What the linter is willing to read. A report of forty pages stays far below each of them. */
export const READING_LIMITS = {
  /** Bytes of the file as given. */
  fileBytes: 50 * 1024 * 1024,
  /** Entries of the package. */
  entries: 5_000,
  /** Bytes of one XML part after inflating. */
  partBytes: 30 * 1024 * 1024,
  /** Bytes of everything in the package after inflating; only counted when it is copied. */
  packageBytes: 150 * 1024 * 1024,
  /** XML elements inside one another. */
  depth: 200,
  tables: 500,
  columns: 100,
  cells: 100_000,
  paragraphs: 8_000,
  /** Paragraphs inside cells; a cell has at least one. */
  cellParagraphs: 200_000,
  characters: 1_500_000,
  /** In one paragraph, or one cell. */
  paragraphCharacters: 20_000,
} as const;
