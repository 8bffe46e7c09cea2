/**
 * The report (báo cáo) as data, before it is bytes: what `documents` prints, what `report build` writes as JSON, what a
 * closed version keeps. Everything in it is text or whole numbers; nothing is left for a writer to compute.
 */
import type { Instant, LocalDateTime } from '../time/local-date-time.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { DefinitionStatus } from './definition.ts';

export interface UnitModel {
  readonly id: string;
  /** `UBND phường Phước Long` */
  readonly name: string;
  /** `PHƯỜNG PHƯỚC LONG`: second line of the issuing authority. */
  readonly placeUpper: string;
  /** `Phước Long`: where the document is dated. */
  readonly place: string;
}

/** A piece of a paragraph: words, or one figure bound to its indicator. */
export type Run =
  | { readonly text: string; readonly emphasis?: 'bold' | 'italic' }
  | {
      readonly figure: string;
      /** As printed: `2.074`, `80,67%`. */
      readonly text: string;
      readonly value: number | null;
      readonly numerator?: number;
      readonly denominator?: number;
      readonly denominatorName?: string;
    };

export interface ParagraphModel {
  readonly style: 'paragraph' | 'bullet' | 'subBullet' | 'note';
  readonly runs: readonly Run[];
}

export interface SectionModel {
  readonly id: string;
  readonly number: string;
  readonly level: 1 | 2;
  readonly title: string;
  readonly paragraphs: readonly ParagraphModel[];
}

/** One cell of a merged table head. Cells that a neighbour covers are not listed. */
export interface HeadCell {
  readonly text: string;
  readonly column: number;
  readonly colSpan: number;
  readonly rowSpan: number;
}

export interface ColumnModel {
  readonly key: string;
  readonly number: number | null;
  /** Printed under the head: `(3)=(4)+(5)+(6)`; empty where the form has none. */
  readonly formulaLabel: string;
  /** Column keys of the sum, for live formulas; empty for counted columns. */
  readonly sumOf: readonly string[];
  readonly differenceOf?: readonly [string, string];
  readonly percentageOf?: readonly [string, string];
  readonly format: 'integer' | 'money' | 'percent' | 'text';
  readonly align: 'left' | 'center' | 'right';
  readonly width: number;
  /** Head path in words, top down: names the column to a screen reader and to the linter. */
  readonly path: readonly string[];
  readonly indicator: string | null;
}

/** Integers as numbers; percentages as hundredths of a per cent (8067 = 80,67%); null is a blank cell. */
export type CellValue = number | string | null;

export interface RowModel {
  readonly number: number | null;
  readonly key: string;
  readonly label: string;
  readonly cells: Readonly<Record<string, CellValue>>;
}

export interface FormPartModel {
  readonly id: string;
  readonly title: string | null;
  readonly measure: string | null;
  readonly columns: readonly ColumnModel[];
  /** Head rows from the top; the row of column numbers is not among them. */
  readonly head: readonly (readonly HeadCell[])[];
  readonly rows: readonly RowModel[];
  readonly total: RowModel | null;
  readonly emptyText: string;
}

export interface CheckModel {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly holds: boolean;
  readonly message: string;
}

export interface FormModel {
  /** `II.06a/VPCP/KSTT` */
  readonly form: string;
  readonly shortCode: string;
  readonly title: readonly string[];
  readonly listTitle: string;
  readonly periodLine: string;
  readonly rangeLine: string;
  readonly reporter: string;
  readonly receiver: string;
  readonly measure: string;
  readonly definition: {
    readonly pack: string;
    readonly effectiveFrom: PlainDate;
    readonly hash: string;
    readonly status: DefinitionStatus;
    readonly statusNote: string | null;
  };
  readonly parts: readonly FormPartModel[];
  readonly checks: readonly CheckModel[];
}

export interface SignatureModel {
  /** `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH` */
  readonly lines: readonly string[];
  readonly name: string;
}

export interface ReportModel {
  readonly schema: 'motcua.report/1';
  readonly unit: UnitModel;
  readonly receiver: { readonly id: string; readonly name: string };
  readonly period: {
    readonly id: string;
    readonly label: string;
    readonly range: string;
    readonly from: PlainDate;
    readonly through: PlainDate;
  };
  /** Figures are as of this minute; it counts. */
  readonly asOf: LocalDateTime;
  /** Only what was recorded at or before this instant is in the figures. */
  readonly recordedThrough: Instant;
  readonly version: { readonly number: number; readonly closedAt: Instant } | null;
  readonly timelinessGranularity: 'minute' | 'day';
  readonly document: {
    /** `05`; null prints the blank to be filled by the clerk. */
    readonly number: string | null;
    readonly notation: string;
    readonly date: PlainDate | null;
    /** `Tháng` and year of the blank date line. */
    readonly blankDate: { readonly month: number; readonly year: number };
    readonly type: string;
    readonly subject: string;
    readonly periodLine: string;
    readonly opening: string;
    readonly closing: string;
    readonly signature: SignatureModel;
    readonly recipients: readonly string[];
  };
  readonly sections: readonly SectionModel[];
  /** Titles of the attached forms, as listed at the end of the text. */
  readonly attachments: readonly string[];
  readonly forms: readonly FormModel[];
  /** Every indicator that the text or a form uses, with its value and how it came about. */
  readonly indicators: readonly IndicatorValue[];
  readonly checks: readonly CheckModel[];
  /** Short fingerprint of all figures, printed in the footer of every page. */
  readonly fingerprint: string;
}

export interface IndicatorValue {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly kind: 'count' | 'sum' | 'computed' | 'ratio';
  /** Whole number; for a ratio hundredths of a per cent, null when the denominator is zero. */
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly denominatorName?: string;
  readonly explanation: string;
  /** Digest of the identifiers behind the figure; null for computed figures. */
  readonly digest: string | null;
}
