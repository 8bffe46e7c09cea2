/** Addresses of the report on screen. A version is named `?ban=2`; `?ban=dang-tinh` is the log as it stands now. */
import { parsePeriod, periodLabel } from '../../../core/reporting/period.ts';
import type { AppContext } from '../../env.ts';

export const PATH = '/bao-cao';
const LIVE = 'dang-tinh';

/** Which state of a period's report a page shows. */
export interface Which {
  readonly period: string;
  readonly version?: number;
  readonly live?: boolean;
}

export function whichOf(c: AppContext): Which {
  const period = c.req.param('ky') ?? '';
  const wanted = c.req.query('ban');
  if (wanted === LIVE) return { period, live: true };
  const version = Number(wanted);
  return wanted !== undefined && Number.isSafeInteger(version) && version > 0 ? { period, version } : { period };
}

/** The address of a page of a report, in the same version. */
export function reportHref(which: Which, rest = '', query: Readonly<Record<string, string>> = {}): string {
  const all = {
    ...query,
    ...(which.live === true ? { ban: LIVE } : which.version === undefined ? {} : { ban: String(which.version) }),
  };
  const search = Object.keys(all).length === 0 ? '' : `?${new URLSearchParams(all)}`;
  return `${PATH}/${encodeURIComponent(which.period)}${rest}${search}`;
}

export const cellHref = (which: Which, form: string, row: string, column: string): string =>
  reportHref(which, '/so-lieu', { bieu: form, hang: row, cot: column });

export const indicatorHref = (which: Which, indicator: string): string =>
  reportHref(which, '/so-lieu', { 'chi-tieu': indicator });

/** `Quý III năm 2023`; the text itself where it names no period. */
export function periodName(period: string): string {
  const known = parsePeriod(period);
  return known === undefined ? period : periodLabel(known);
}
