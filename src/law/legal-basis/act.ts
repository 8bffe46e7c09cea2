/** Văn bản làm căn cứ: what the program knows of an act, and how sure it is. Plain data. */
import { type PlainDate, plainDate } from '../../core/time/plain-date.ts';

/**
 * `read`: title, date of issue and effect were read in a published copy or a public notice of it. `recalled`: something
 * that the note names was not; it is shown as provisional and must not decide anything silently.
 */
export type ActCertainty = 'read' | 'recalled';

export interface LegalAct {
  /** As it is cited: `NĐ 61/2018/NĐ-CP`. */
  readonly code: string;
  readonly title: string;
  /** Ngày ban hành; null where not known. */
  readonly issued: PlainDate | null;
  /** First day in force; counts. Null where not known. */
  readonly effectiveFrom: PlainDate | null;
  /** Last day in force; counts. Null: in force as far as is known. */
  readonly effectiveThrough: PlainDate | null;
  /** Codes of the acts in its place. */
  readonly replacedBy: readonly string[];
  readonly certainty: ActCertainty;
  readonly note: string;
}

/** One act, its dates as `YYYY-MM-DD` or null: issued, first day in force. */
export function act(
  code: string,
  title: string,
  issued: string | null,
  effectiveFrom: string | null,
  certainty: ActCertainty,
  rest: { readonly through?: string; readonly replacedBy?: readonly string[]; readonly note?: string } = {},
): LegalAct {
  const date = (text: string | null | undefined) => (text === null || text === undefined ? null : plainDate(text));
  return {
    code,
    title,
    issued: date(issued),
    effectiveFrom: date(effectiveFrom),
    effectiveThrough: date(rest.through),
    replacedBy: rest.replacedBy ?? [],
    certainty,
    note: rest.note ?? '',
  };
}

/** Whether the act is in force on that day (còn hiệu lực), both ends counted; null where its beginning is not known. */
export function inForceOn(of: LegalAct, date: PlainDate): boolean | null {
  if (of.effectiveThrough !== null && date > of.effectiveThrough) return false;
  return of.effectiveFrom === null ? null : of.effectiveFrom <= date;
}
