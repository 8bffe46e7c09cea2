/** A number of the report with its label, unit, place and quotation (số liệu trong báo cáo). */
import type { Anchor } from './document.ts';
import type { FacetSet } from './facets.ts';
import type { Evidence } from './finding.ts';
import type { Percent } from './numbers.ts';

export interface Fact {
  readonly origin: 'text' | 'table';
  readonly kind: 'count' | 'money' | 'percent';
  /** Whole number; đồng for money; null for a percentage that stands alone. */
  readonly value: number | null;
  /** As written. */
  readonly raw: string;
  /** Written with a leading zero: `00`. */
  readonly padded: boolean;
  /** `383/476`: the figure written after the stroke. */
  readonly denominator: number | null;
  /** The share written beside it. */
  readonly percent: {
    readonly value: Percent;
    readonly raw: string;
    readonly anchor: Anchor;
    /** Where it stands in another paragraph than the figure. */
    readonly place?: string;
  } | null;
  /** What the text says the share is of. */
  readonly base: readonly string[];
  readonly label: string;
  /** Word after the number; empty where there is none. */
  readonly unit: string;
  readonly facets: FacetSet;
  /** Indicators it may stand for. */
  readonly candidates: readonly string[];
  /** The words behind the fraction say what its lower figure is of. */
  readonly denominatorNamed: boolean;
  /** A comparison, a target, a change: no state of the period. */
  readonly limited: boolean;
  /** False where the label has words that the vocabulary does not know: the figure may be of something narrower. */
  readonly sure: boolean;
  /** Words of the label that are neither known nor filler. */
  readonly residue: number;
  /** Row label of a table that the text names. */
  readonly sector: string | null;
  /** The figure under which this one is listed as a part. */
  readonly head: Fact | null;
  /** Listed by a mere «trong đó có»: the parts need not exhaust the whole. */
  readonly merelySome: boolean;
  /** Index of its unit; null for a cell. */
  readonly unitIndex: number | null;
  readonly evidence: Evidence;
  /** Its index among the facts of the document. */
  readonly order: number;
}
