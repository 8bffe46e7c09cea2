/**
 * What a slip (phiếu) looks like, before it is a PDF or a page: head, lines, lists, tables, signatures. Both writers print
 * the same layout, so that a slip says the same on the screen and on paper.
 */

/** A piece of a line. */
export interface Words {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export type Block =
  /** `Nhãn: nội dung` on one line. */
  | { readonly kind: 'field'; readonly label: string; readonly words: readonly Words[] }
  | { readonly kind: 'paragraph'; readonly words: readonly Words[] }
  | { readonly kind: 'list'; readonly label: string; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly label: string;
      readonly columns: readonly { readonly title: string; readonly share: number }[];
      readonly rows: readonly (readonly string[])[];
      readonly empty: string;
    };

export interface SlipLayout {
  readonly paper: 'a5' | 'a4-landscape';
  /** `Mẫu số 01`, small at the right. */
  readonly formLine: string;
  /** `UBND phường Phước Long`, `BỘ PHẬN …`. */
  readonly authority: readonly [string, string];
  readonly numberLine: string;
  /** `Phước Long, ngày 5 tháng 9 năm 2023` */
  readonly placeLine: string;
  readonly title: string;
  /** What the QR code holds; empty: none. */
  readonly code: string;
  readonly codeLabel: string;
  readonly blocks: readonly Block[];
  readonly signatures: readonly { readonly title: string; readonly note: string; readonly name: string }[];
  /** The last small line: where the slip may be followed, remarks. */
  readonly footer: string;
  /** Instant of issue in parts, for the file: year, month, day, hour, minute. */
  readonly issued: readonly number[];
}

/** `ngày 5 tháng 9 năm 2023`; days below ten and January and February with a zero, as NĐ 30/2020 has it. */
export function dateWords(at: string): string {
  const [year, month, day] = at.slice(0, 10).split('-') as [string, string, string];
  return `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`;
}

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
