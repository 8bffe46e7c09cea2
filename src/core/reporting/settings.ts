/** Dated settings that change how figures are counted; the report says which were used. */
import type { TimelinessGranularity } from './predicate.ts';

/** The setting under which a unit keeps whether timeliness is decided by the minute or by the day. */
export const TIMELINESS_SETTING = 'timeliness';

export interface TimelinessSetting {
  readonly granularity: TimelinessGranularity;
  /** Căn cứ of the province's choice. */
  readonly basis: string;
}
