/**
 * What the linter is told by the law (dữ liệu luật của bộ kiểm tra): rules with their wording and basis, the vocabulary
 * by which figures are recognised, equations between indicators. Plain data, kept in `law/checks`; the engine knows no
 * form, no indicator and no decree by name.
 */
import type { FormDefinition, IndicatorDefinition } from '../reporting/definition.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { Severity } from './finding.ts';

export interface RuleDefinition {
  readonly code: string;
  readonly severity: Severity;
  /** Tên quy tắc. */
  readonly title: string;
  /** What is compared, and what to do: one or two sentences. */
  readonly explanation: string;
  readonly legalBasis?: string;
}

/** One meaning that words of a label can carry: `act: received`. */
export interface VocabularyEntry {
  /** Kind of meaning; `neutral` says nothing and only keeps the words from being read otherwise. */
  readonly facet: string;
  readonly value: string;
  /** A second value that the same words say: «đúng và trước hạn». */
  readonly also?: string;
  /** Lower case, with marks. */
  readonly phrases: readonly string[];
}

/** `total = sum(parts)`, over indicators. */
export interface IdentityDefinition {
  readonly total: string;
  readonly parts: readonly string[];
  /** Parts that a report may leave unsaid when they are zero. */
  readonly optionalParts?: readonly string[];
  /** Figures that one of the parts includes, though reports often list them beside it; with or without them is right. */
  readonly apart?: readonly string[];
  readonly explanation: string;
}

/** Words that together exhaust what they are listed under: trực tuyến, trực tiếp, bưu chính. */
export interface PartitionDefinition {
  readonly facet: string;
  /** Value of the facet to its name in a message, in the order in which it is said. */
  readonly names: Readonly<Record<string, string>>;
  /** Sets of values that leave nothing over; the rest of the list may hold more. */
  readonly whole: readonly (readonly string[])[];
  /** Sets that leave nothing over but what is named; less than the whole is then only worth a warning. */
  readonly nearly: readonly { readonly values: readonly string[]; readonly unsaid: string }[];
  /** A value that another may include. */
  readonly within?: string;
  /** What the whole may hold besides, where the report states it anywhere. */
  readonly besides?: string;
}

/** What a short label means only where it is listed under figures of some meaning: «chuyển sang 50» under the received. */
export interface ListedMeaning extends VocabularyEntry {
  readonly under: { readonly facet: string; readonly value: string };
}

/** `part` cannot exceed `whole`. */
export interface ContainmentDefinition {
  readonly part: string;
  readonly whole: string;
  readonly severity: Severity;
  readonly why: string;
}

/** What a share may be divided by, and what it is often divided by instead. */
export interface RatioRule {
  /** Indicator in the numerator. */
  readonly of: string;
  readonly name: string;
  /** The ratio indicator that this also is, in reports that name the share alone. */
  readonly share?: string;
  /** Any of these is right. */
  readonly accepted: readonly string[];
  /** True where the denominators above are the only ones there can be. */
  readonly strict: boolean;
  readonly misused: readonly { readonly denominator: string; readonly meaning: string }[];
}

/** Two figures that a plan and its result must hold together. */
export interface ComparisonRule {
  readonly code: string;
  readonly left: string;
  readonly right: string;
  /** What must hold between them. */
  readonly must: 'atLeast' | 'equal' | 'zeroTogether';
  /** `{left}`, `{right}` and `{difference}` are replaced. */
  readonly message: string;
}

/** A statement that contradicts a figure: `words` said while `indicator` is what it cannot be. */
export interface StatementRule {
  readonly code: string;
  /** All of these occur in one paragraph. */
  readonly words: readonly string[];
  /** None of these does. */
  readonly without?: readonly string[];
  readonly indicator: string;
  readonly contradictedWhen: 'zero' | 'aboveZero';
  readonly message: string;
}

/** A term that a law took away (thuật ngữ đã bãi bỏ). */
export interface AbolishedTerm {
  readonly phrases: readonly string[];
  /** First day on which the term no longer stands; counts. */
  readonly abolishedFrom: PlainDate;
  readonly by: string;
  readonly instead: string;
  /** Not flagged where one of these words is in the same paragraph. */
  readonly unless?: readonly string[];
}

/** A national document that reports cite (văn bản được viện dẫn). */
export interface CitedDocument {
  /** `61/2018/NĐ-CP` */
  readonly number: string;
  readonly issued: PlainDate;
  readonly effectiveFrom: PlainDate;
  /** First day on which it no longer applies; null while in force. */
  readonly replacedFrom: PlainDate | null;
  readonly replacedBy: string | null;
}

/** What an abbreviation is often mistyped as. */
export interface KnownTypo {
  readonly wrong: string;
  readonly right: string;
  /** Not an error when followed by this. */
  readonly unlessFollowedBy?: string;
  readonly caseSensitive: boolean;
}

/** A wrong notion: two things said together that do not belong together. */
export interface ConceptRule {
  /** All of these occur in one sentence. */
  readonly words: readonly string[];
  readonly message: string;
}

/** By what words a form's subject is known, where its code stands in the text. */
export interface FormTopic {
  /** `II.06a` */
  readonly shortCode: string;
  readonly title: string;
  readonly words: readonly string[];
}

export interface ReportWords {
  /** After these, years before the period are meant: comparisons, indices, laws. */
  readonly pastYearContexts: readonly string[];
  /** In these sections later years are meant. */
  readonly futureYearContexts: readonly string[];
  /** Heads of items that only announce their subject. */
  readonly announcingHeads: readonly string[];
  /** Words that make a sentence say something. */
  readonly predicates: readonly string[];
  /** Items that ask for a result, and what counts as one. */
  readonly resultItems: readonly string[];
  /** Words that introduce parts of a whole. */
  readonly partMarkers: readonly string[];
  /** Words after a number that are not its unit. */
  readonly notUnits: readonly string[];
  /** Words of a label that say nothing about what is counted. */
  readonly fillers: readonly string[];
  /** Words that make a figure speak of something else: comparisons, other periods. */
  readonly limiters: readonly string[];
  /** The same, for all that follows in the sentence. */
  readonly sentenceLimiters: readonly string[];
  /** A year or date behind one of these names a document, not when the figure is of. */
  readonly documentNames: readonly string[];
  /** Names of the row that sums a table. */
  readonly totalLabels: readonly string[];
  /** Usual names of sectors, where no table of the report names them. */
  readonly sectorNames: readonly string[];
  readonly abbreviations: readonly string[];
}

/** Groups of acts that exclude one another: what is listed under one cannot be a part of it when it is another. */
export type ExclusiveActs = readonly (readonly string[])[];

/** A figure of the text whose base is one row of a table: certified e-copies and the sector Chứng thực. */
export interface SectorBase {
  readonly indicator: string;
  /** The row's label begins with this. */
  readonly sectorWords: string;
  /** What the row received in all, and by which column the thing must show. */
  readonly total: string;
  readonly visibleIn: string;
  readonly name: string;
}

/** Figures of the text that together make up one row of a table. */
export interface SectorParts {
  readonly parts: readonly string[];
  readonly sectorWords: string;
  readonly total: string;
  readonly name: string;
}

/** Two columns of which one is nought wherever the other is large: possible, but worth a look. */
export interface LopsidedColumns {
  readonly code: string;
  readonly columns: readonly [string, string];
  /** Only rows in which the larger is at least this. */
  readonly atLeast: number;
  /** True: only when it holds for every such row. */
  readonly everywhere: boolean;
  /** `{rows}` is replaced. */
  readonly message: string;
}

export interface CheckingLaw {
  readonly rules: readonly RuleDefinition[];
  readonly vocabulary: readonly VocabularyEntry[];
  readonly listedMeanings: readonly ListedMeaning[];
  readonly indicators: readonly IndicatorDefinition[];
  /** More wordings of an indicator than its label and synonyms. */
  readonly wordings: Readonly<Record<string, readonly string[]>>;
  /** Every form in force or once in force; the one for a period is chosen by its last day. */
  readonly forms: readonly FormDefinition[];
  readonly formTopics: readonly FormTopic[];
  readonly identities: readonly IdentityDefinition[];
  readonly partitions: readonly PartitionDefinition[];
  readonly containments: readonly ContainmentDefinition[];
  readonly ratios: readonly RatioRule[];
  readonly comparisons: readonly ComparisonRule[];
  readonly statements: readonly StatementRule[];
  readonly exclusiveActs: ExclusiveActs;
  readonly abolishedTerms: readonly AbolishedTerm[];
  readonly citedDocuments: readonly CitedDocument[];
  readonly typos: readonly KnownTypo[];
  readonly concepts: readonly ConceptRule[];
  readonly words: ReportWords;
  readonly sectorBases: readonly SectorBase[];
  readonly sectorParts: readonly SectorParts[];
  readonly lopsided: readonly LopsidedColumns[];
  readonly moneySteps: readonly { readonly indicator: string; readonly step: number; readonly why: string }[];
}
