/** Entries of registers and of the catalogue as things to be counted: the facts that indicators may ask them for. */

import { sectorKeyOf } from '../organisation/sector.ts';
import type { Countable } from '../reporting/indicators.ts';
import { firstMinuteOf, type LocalDateTime } from '../time/local-date-time.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { RegisterEntry, ReviewState } from './entry.ts';

/** A day in a register counts from its first minute; periods count both their ends, so the day is in them or not as a whole. */
const day = (date: PlainDate | null): LocalDateTime | null => (date === null ? null : firstMinuteOf(date));

/** Tình trạng rà soát, as form II.04 prints it. */
export const REVIEW_STATE_LABELS = {
  planned: 'Chưa rà soát',
  underReview: 'Đang rà soát',
  proposed: 'Đã đề xuất phương án',
  approved: 'Đã thông qua',
  implemented: 'Đã thực thi',
} as const satisfies Record<ReviewState, string>;

/** Row key for things that fall into no row of a table. */
export const NO_ROW = '-';

/** @param year the year of the reporting period: what stands in another year's plan is not this one's */
export function registerCountable(
  entry: RegisterEntry,
  year: number,
): { readonly population: 'feedback' | 'reviewItem' | 'activity'; readonly thing: Countable } | null {
  switch (entry.kind) {
    case 'feedback':
      return {
        population: 'feedback',
        thing: {
          rowKey: sectorKeyOf(entry.payload.sector),
          id: entry.id,
          facts: {
            about: entry.payload.about,
            receivedAt: day(entry.payload.receivedOn),
            handledAt: day(entry.payload.handledOn),
            publishedAt: day(entry.payload.publishedOn),
          },
        },
      };
    case 'reviewItem':
      return {
        population: 'reviewItem',
        thing: {
          rowKey: entry.id,
          id: entry.id,
          facts: {
            inPlanOfYear: entry.payload.planYear === year,
            state: entry.payload.state,
            option: entry.payload.option ?? '',
            reviewedAt: day(entry.payload.reviewedOn),
            documentsToAmend: entry.payload.documentsToAmend,
            costBefore: entry.payload.costBefore ?? 0,
            costAfter: entry.payload.costAfter ?? 0,
          },
        },
      };
    case 'outreach':
    case 'initiative':
    case 'inspection':
      return {
        population: 'activity',
        thing: { rowKey: NO_ROW, id: entry.id, facts: { activity: entry.kind, happenedAt: day(entry.payload.on) } },
      };
    case 'statement':
      return null;
  }
}
