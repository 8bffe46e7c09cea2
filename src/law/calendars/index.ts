/**
 * Lịch làm việc của cơ quan nhà nước, one year a file. What a calendar does not cover is an error, never another year's
 * days: publish the year here first.
 *
 * Days that no act read so far has settled carry `unconfirmed`. What counts meanwhile is the harmless side: a day on which
 * offices most likely close counts as off (a citizen is not told to come to a closed door), with its make-up day beside
 * it; 24 November does not count until a province switches it on, because a day off wrongly assumed makes every term of
 * that week a day too long.
 */
import type { CalendarYear } from '../../core/time/calendar-data.ts';
import { CALENDAR_2020 } from './2020.ts';
import { CALENDAR_2021 } from './2021.ts';
import { CALENDAR_2022 } from './2022.ts';
import { CALENDAR_2023 } from './2023.ts';
import { CALENDAR_2024 } from './2024.ts';
import { CALENDAR_2025 } from './2025.ts';
import { CALENDAR_2026 } from './2026.ts';
import { CALENDAR_2027 } from './2027.ts';

/** In order of year, without gaps. */
export const CALENDARS: readonly CalendarYear[] = [
  CALENDAR_2020,
  CALENDAR_2021,
  CALENDAR_2022,
  CALENDAR_2023,
  CALENDAR_2024,
  CALENDAR_2025,
  CALENDAR_2026,
  CALENDAR_2027,
];
