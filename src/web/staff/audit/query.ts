/** What the address of the log asks for, read and written. */
import type { LogPlace, LogQuestion } from '../../../services/audit-log/read-log.ts';
import type { FormState } from '../../components/index.ts';
import type { AppContext } from '../../env.ts';
import { readDate } from '../../forms/fields.ts';
import { cleanText } from '../../forms/read-form.ts';

export const HOME = '/nhat-ky';
const NAMES = ['tu', 'den', 'nguoi', 'viec', 'ma'] as const;
/** Longer than any login name, act or dossier code. */
const LONGEST = 80;
/** So much of what was typed is shown again. */
const LONGEST_SHOWN = 200;
/** What the database takes for no text at all. */
const NOT_TEXT = /[\p{Cc}\p{Cs}]/gu;

export interface LogQuery {
  readonly question: LogQuestion;
  readonly place: LogPlace;
  /** What was typed, with what is wrong with it. */
  readonly form: FormState;
  /** Whether anything is asked for. */
  readonly filtered: boolean;
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** Reads the filter; a day that is none is said beside its field, and nothing is filtered by it. */
export function readQuery(c: AppContext): LogQuery {
  const query = c.req.query();
  const typed: Record<string, readonly string[]> = {};
  for (const name of NAMES) {
    const text = cleanText(query[name] ?? '').slice(0, LONGEST_SHOWN);
    if (text !== '') typed[name] = [text];
  }
  const text = (name: (typeof NAMES)[number]): string | undefined =>
    typed[name]?.[0]?.replace(NOT_TEXT, '').slice(0, LONGEST);
  const errors: Record<string, string> = {};
  const day = (name: 'tu' | 'den', label: string) => {
    const given = text(name);
    if (given === undefined) return undefined;
    const found = readDate(given);
    if (found === undefined) errors[name] = `${label} phải là ngày có thật, viết ngày/tháng/năm như 05/09/2023.`;
    return found;
  };
  const from = day('tu', 'Từ ngày');
  const through = day('den', 'Đến ngày');
  if (from !== undefined && through !== undefined && from > through)
    errors['den'] = 'Đến ngày không được trước từ ngày.';
  const before = wholeNumber(query['truoc']);
  const after = wholeNumber(query['sau']);
  return {
    question: { from, through, actor: text('nguoi'), act: text('viec'), dossierCode: text('ma')?.toUpperCase() },
    place: before !== undefined ? { before } : after !== undefined ? { after } : undefined,
    form: { typed, errors },
    filtered: Object.keys(typed).length > 0,
  };
}

/** The address of the same question elsewhere. */
export function addressOf(query: LogQuery, place: LogPlace, path = HOME): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(query.form.typed)) search.set(name, values[0] ?? '');
  if (place !== undefined) {
    if ('before' in place) search.set('truoc', String(place.before));
    else search.set('sau', String(place.after));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}
