/**
 * Definitions of indicators (chỉ tiêu), forms (biểu mẫu) and the narrative (thuyết minh): plain data, serialisable,
 * hashed, validated when loaded, never functions. `law/` holds the data, this file says what it may look like.
 */
import type { PlainDate } from '../time/plain-date.ts';
import type { Population, Predicate } from './predicate.ts';

export type DefinitionStatus = 'verified-from-use' | 'provisional';

/** How a parent unit gets the figure from its children's: add it, compute it again from parts, or count again. */
export type RollUpRule = 'add' | 'recompute' | 'recount';

interface IndicatorBase {
  /** Stable, dotted: `dossiers.received.online`. */
  readonly id: string;
  /** Tên chỉ tiêu, as a person reads it. */
  readonly label: string;
  /** Other wordings of the same figure in hand-written reports. */
  readonly synonyms?: readonly string[];
  /** `hồ sơ`, `thủ tục`, `đồng`, `%`… */
  readonly unit: string;
  /** One sentence: what is counted, how, with its ends. */
  readonly explanation: string;
  readonly legalBasis?: string;
}

/** A count of things that satisfy a predicate. */
export interface CountIndicator extends IndicatorBase {
  readonly kind: 'count';
  readonly population: Population;
  readonly where: Predicate;
}

/** A sum of one number fact over the things that satisfy a predicate (money in đồng). */
export interface SumIndicator extends IndicatorBase {
  readonly kind: 'sum';
  readonly population: Population;
  readonly of: string;
  readonly where: Predicate;
}

/** Other indicators added and subtracted: what a form's formula columns are. */
export interface ComputedIndicator extends IndicatorBase {
  readonly kind: 'computed';
  readonly plus: readonly string[];
  readonly minus?: readonly string[];
}

/** A share in per cent, two decimals, rounded half up; never added, always computed again from its two parts. */
export interface RatioIndicator extends IndicatorBase {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
  /** What the denominator is, in words that go into the text beside the figure. */
  readonly denominatorName: string;
}

export type IndicatorDefinition = CountIndicator | SumIndicator | ComputedIndicator | RatioIndicator;

/** Where the rows of a table come from. */
export type RowSource =
  /** One row per sector of the unit's catalogue, in its order, zeros included. */
  | { readonly kind: 'sector' }
  /** One row per sector that has something to count; otherwise one line that says so. */
  | { readonly kind: 'sectorWithEntries' }
  /** One row per entry of a population (a review plan's items). */
  | { readonly kind: 'entry'; readonly population: Population };

export type ColumnContent =
  | { readonly kind: 'rowNumber' }
  | { readonly kind: 'rowLabel' }
  | { readonly kind: 'indicator'; readonly indicator: string }
  /** Sum of other columns of the same row, by key. */
  | { readonly kind: 'sum'; readonly of: readonly string[] }
  /** One column minus another. */
  | { readonly kind: 'difference'; readonly of: string; readonly minus: string }
  /** One column as a percentage of another. */
  | { readonly kind: 'percentage'; readonly of: string; readonly base: string }
  /** A text attribute of the row's entry. */
  | { readonly kind: 'attribute'; readonly name: string }
  /** Left blank at this level (a commune has no province column to fill). */
  | { readonly kind: 'blank' };

export interface ColumnDefinition {
  /** `3`; for a column without a number, a word: `suspended`. */
  readonly key: string;
  /** The number printed under the head, or null where the form has none. */
  readonly number: number | null;
  /** Head from the top row down; neighbours that share a beginning share a merged cell. */
  readonly heading: readonly string[];
  readonly content: ColumnContent;
  /** Relative width. */
  readonly width: number;
  /** A local addition that the circular's form does not have. */
  readonly local?: boolean;
  readonly format?: 'integer' | 'money' | 'percent' | 'text';
}

/** `left` and `right` are sums of column keys: `3 = 7 + 11 + cancelled`. */
export interface EquationDefinition {
  /** Stable number used in law, code, test and screen: `F06A-04`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly part?: string;
  /** `<left> = <right>` or `<left> <= <right>`, sides being column keys joined by ` + `. */
  readonly equation: string;
  readonly message: string;
  /** Rows and total, or across periods: `opening` compares a column with another of the previous closing. */
  readonly scope: 'rows' | 'opening';
}

export interface FormPartDefinition {
  readonly id: string;
  readonly title?: string;
  readonly measure?: string;
  readonly rows: RowSource;
  readonly columns: readonly ColumnDefinition[];
  readonly totalLabel: string | null;
  readonly emptyText: string;
}

/** Biểu mẫu. Chosen by the last day of the period. */
export interface FormDefinition {
  /** `II.06a/VPCP/KSTT` */
  readonly code: string;
  /** `II.06a` */
  readonly shortCode: string;
  readonly pack: string;
  /** First last-day-of-period it governs; counts. */
  readonly effectiveFrom: PlainDate;
  /** Last last-day-of-period it governs; counts. Null: until replaced. */
  readonly effectiveThrough: PlainDate | null;
  readonly status: DefinitionStatus;
  readonly statusNote?: string;
  readonly legalBasis: readonly string[];
  /** Lines of the title; `{unit}` is the unit's name in capitals. */
  readonly title: readonly string[];
  /** As named in the list of attachments. */
  readonly listTitle: string;
  readonly measure: string;
  readonly parts: readonly FormPartDefinition[];
  readonly equations: readonly EquationDefinition[];
}

/** One paragraph of the narrative. `{id}` in the text is a figure by indicator; `{id|ratio}` a share with its parts. */
export interface NarrativeParagraph {
  readonly style: 'paragraph' | 'bullet' | 'subBullet' | 'note';
  readonly text: string;
  /** Printed only when this indicator is above zero / is zero. */
  readonly whenAbove?: string;
  readonly whenZero?: string;
}

export interface NarrativeSection {
  /** `I.4` */
  readonly id: string;
  /** `4.` or `I.` as printed. */
  readonly number: string;
  readonly level: 1 | 2;
  readonly title: string;
  readonly paragraphs: readonly NarrativeParagraph[];
  /** Kinds of register entries and statements whose own words follow. */
  readonly entries?: readonly string[];
  /** The sentence that stands where there is nothing else to say. */
  readonly emptyText: string;
  /** Forms attached for this section. */
  readonly attachments?: readonly string[];
}

export interface NarrativeDefinition {
  readonly pack: string;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly status: DefinitionStatus;
  readonly subject: string;
  readonly opening: string;
  readonly sections: readonly NarrativeSection[];
  readonly closing: string;
  readonly legalBasis: readonly string[];
}
