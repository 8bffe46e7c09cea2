/**
 * Numbers as Vietnamese reports write them (số, tỷ lệ, tiền, ngày, văn bản): the text is cut into tokens from left to
 * right; what is part of a date, a document number, a form code or an address is never taken for a figure.
 */

/** A percentage as written: `80,46%` is 8046 with 2 decimals. */
export interface Percent {
  readonly digits: number;
  readonly decimals: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly raw: string;
}

export type NumberToken = Span &
  (
    | { readonly kind: 'count'; readonly value: number; readonly padded: boolean }
    | { readonly kind: 'decimal'; readonly value: number }
    | { readonly kind: 'money'; readonly value: number; readonly padded: boolean }
    | { readonly kind: 'percent'; readonly percent: Percent }
    /** Spelled out, `480 trên tổng số 500 hồ sơ`, the words behind it are of its lower figure. */
    | { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number; readonly spelled: boolean }
    /** Day, month and year as written; the date may not exist. */
    | { readonly kind: 'date'; readonly day: number; readonly month: number; readonly year: number | null }
    | { readonly kind: 'month'; readonly month: number; readonly year: number | null }
    | { readonly kind: 'quarter'; readonly quarter: number; readonly year: number | null }
    | { readonly kind: 'halfYear'; readonly half: number; readonly year: number | null }
    | { readonly kind: 'year'; readonly year: number }
    | { readonly kind: 'citation' }
    /** A whole number whose digits are grouped as no number is: `5.000.00 đồng`; what was meant is not known. */
    | { readonly kind: 'misgrouped'; readonly separators: number }
    | { readonly kind: 'other' }
  );

const INTEGER = String.raw`\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?: \d{3}){2,}(?!\d)|\d+`;
const MONTH_WORDS = ['giêng', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'];
const MONTH = String.raw`(?<monthWord>mười một|mười hai|giêng|một|hai|ba|tư|sáu|bảy|tám|chín|mười|chạp)|(?<month>\d{1,2})`;

const COUNTED = String.raw`(?:hồ sơ|hs|tthc|thủ tục(?: hành chính)?|phản ánh|kiến nghị)(?![\p{L}])`;
const GROUPED = String.raw`\d{1,3}(?:\.\d{3})+(?!\.?\d)|\d{1,3}(?:,\d{3})+(?!,?\d)`;
/** Currency, or a scale only where there are more separators than a decimal has. */
const CURRENCY = String.raw`\s?(?:đồng|vnđ|vnd|đ)(?![\p{L}])`;
const SCALE = String.raw`\s?(?:nghìn|ngàn|triệu|tỷ|tỉ)(?![\p{L}])`;

/** In order: the first that matches at a place wins. All on lower-cased text of the same length. */
const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['address', /(?:https?:\/\/|www\.)\S+|[\w.-]+@[\w.-]+|\b(?:[a-z0-9-]+\.){2,}[a-z]{2,}\b/uy],
  ['formCode', /(?<![\p{L}\p{N}])[iv]{1,3}\.\d{2}[a-z]?(?:\/[\p{L}]+)*/uy],
  ['formula', /\(\d{1,2}\)\s*=[\s()\d+\-−*/x×:,.%]*\)|\(\d{1,2}\)/uy],
  ['fourOnSite', /(?<![\d.,])4(?=\s+tại chỗ)/uy],
  ['procedure', /(?<![\d.])\d\.\d{6}(?:\.\S+)?(?!\d)/uy],
  ['citation', /(?<![\p{L}\p{N}/.])\d{1,5}(?:\/(?:19|20)\d{2})?\/[a-zđ][\p{L}\d]*(?:[-–][\p{L}\d&]+)*/uy],
  [
    'articles',
    /(?<![\p{L}])(?:điều|khoản|chương|phụ lục|mẫu số|mẫu|mức độ|cấp độ|đề án|chỉ thị số|chỉ thị|tổ|khu phố|thôn|khóm|kỳ họp thứ|lần thứ)\s+(?:số\s+)?\d+[a-z]?(?![\p{L}\d.,/%])/uy,
  ],
  ['wordDate', /ngày\s+(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2})(?:\s+năm\s+(?<year>\d{4}))?/uy],
  ['date', /(?<![\d/])(?<day>\d{1,2})\s?[/.-]\s?(?<month>\d{1,2})\s?[/.-]\s?(?<year>\d{4})(?![\d/])/uy],
  ['citation', /(?<=(?:nghị định|nghị quyết|thông tư|luật|nđ|tt|nq)\s+(?:số\s+)?)\d{1,4}\/(?:19|20)\d{2}(?!\d)/uy],
  ['monthYear', /(?<=tháng\s+)(?<month>\d{1,2})\s?[/-]\s?(?<year>\d{4})(?![\d/])/uy],
  [
    'quarter',
    /quý\s+(?<quarter>iv|i{1,3}|[1-4]|một|hai|ba|tư)(?![\p{L}\d])(?:\s*[/-]\s*(?<yearA>\d{4})|\s*,?\s*năm\s+(?<yearB>\d{4}))?/uy,
  ],
  ['half', /(?:6|sáu)\s+tháng\s+(?<half>đầu|cuối)(?:\s+năm)?(?:\s+(?<year>\d{4}))?/uy],
  ['months', /(?<![\d.,])\d{1,2}\s+tháng(?![\p{L}])(?!\s+\d)/uy],
  [
    'month',
    new RegExp(String.raw`(?<=tháng\s+)(?:${MONTH})(?![\p{L}\d%,]|\.\d)(?:\s+năm\s+(?<year>\d{4})(?!\d))?`, 'uy'),
  ],
  ['dayMonth', /(?<=(?:ngày|từ|đến)\s+)(?<day>\d{1,2})\/(?<month>\d{1,2})(?![\d/]|\s*hồ sơ|\s*tthc)/uy],
  ['years', /(?<![\d.,/])(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}(?![\d])/uy],
  ['year', /(?<=năm\s+)(?<year>(?:19|20)\d{2})(?![\d.,]\d|\d)/uy],
  ['clock', /(?<![\d.,])\d{1,2}\s?(?:h|giờ)\s?\d{0,2}(?![\p{L}\d])/uy],
  [
    'misgrouped',
    new RegExp(
      String.raw`(?<![\p{L}\p{N}/.,])(?!${GROUPED})(?:(?:\d+(?:\.\d+){2,}|\d+(?:,\d+){2,})(?=(?:${SCALE})?${CURRENCY}|\s?${COUNTED})|\d+\.\d+(?=${CURRENCY}|\s?${COUNTED}))`,
      'uy',
    ),
  ],
  [
    'spelledRatio',
    new RegExp(
      String.raw`(?<![\p{L}\p{N}/.,])(?<a>${INTEGER})(?:(?:\s${COUNTED})?\s(?:trên|(?:trên|trong) (?:tổng số|tổng|số))\s|\s${COUNTED}(?:\s\p{L}+){1,4}\s(?:trên|trong) tổng số\s|\s${COUNTED}\s?\/\s?)(?<b>${INTEGER})(?=\s${COUNTED}|[,;.()]?\s*$|[,;()]|\.\s)(?!,\d)`,
      'uy',
    ),
  ],
  [
    'ratio',
    new RegExp(String.raw`(?<![\p{L}\p{N}/.,])(?<a>${INTEGER})\s?\/\s?(?<b>${INTEGER})(?![\p{L}\d/]|[.,]\d)`, 'uy'),
  ],
  ['slashWord', /(?<![\p{L}\p{N}])\d+\/[a-zđ][\p{L}\d&-]*/uy],
  [
    'percent',
    new RegExp(String.raw`(?<![\p{L}\p{N}/])(?<whole>${INTEGER})(?:[.,](?<fraction>\d{1,4}))?\s?(?:%|phần trăm)`, 'uy'),
  ],
  [
    'money',
    new RegExp(
      String.raw`(?<![\p{L}\p{N}/])(?<whole>${INTEGER}|\d{1,3}(?:,\d{3})+)(?:[.,](?<fraction>\d{1,3}))?\s?(?<scale>nghìn|ngàn|triệu|tỷ|tỉ)?\s?(?:đồng|vnđ|vnd|đ(?![\p{L}]))`,
      'uy',
    ),
  ],
  [
    'decimal',
    /(?<![\p{L}\p{N}/.,])\d+,(?!\d{3}(?!\d))\d+(?![\p{L}\d/])|(?<![\p{L}\p{N}/.,])\d+\.(?!\d{3}(?!\d))\d+(?![\p{L}\d/.])/uy,
  ],
  ['thousandsByComma', /(?<![\p{L}\p{N}/.,])\d{1,3}(?:,\d{3})+(?![\p{L}\d/]|[.,]\d)/uy],
  ['count', new RegExp(String.raw`(?<![\p{L}\p{N}/])(?:${INTEGER})(?![\p{L}\d/])`, 'uy')],
];

export const integerOf = (raw: string): number => Number(raw.replace(/[.,\s]/g, ''));

const QUARTERS: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  một: 1,
  hai: 2,
  ba: 3,
  tư: 4,
};
const SCALES: Readonly<Record<string, number>> = { nghìn: 1e3, ngàn: 1e3, triệu: 1e6, tỷ: 1e9, tỉ: 1e9 };

const yearOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** Leading zeros of a figure (`00`, `04`): a way of writing that hides what is meant. */
const isPadded = (raw: string): boolean => /^0\d/.test(raw);

function monthOf(groups: Record<string, string | undefined>): number {
  if (groups['month'] !== undefined) return Number(groups['month']);
  const word = groups['monthWord'] ?? '';
  if (word === 'một') return 1;
  return word === 'chạp' ? 12 : MONTH_WORDS.indexOf(word) + 1;
}

function token(name: string, match: RegExpExecArray): NumberToken {
  const raw = match[0];
  const span = { from: match.index, to: match.index + raw.length, raw };
  const groups: Record<string, string | undefined> = match.groups ?? {};
  switch (name) {
    case 'wordDate':
    case 'date':
    case 'dayMonth':
      return {
        ...span,
        kind: 'date',
        day: Number(groups['day']),
        month: Number(groups['month']),
        year: yearOf(groups['year']),
      };
    case 'monthYear':
    case 'month':
      return { ...span, kind: 'month', month: monthOf(groups), year: yearOf(groups['year']) };
    case 'quarter':
      return {
        ...span,
        kind: 'quarter',
        quarter: QUARTERS[groups['quarter'] ?? ''] ?? 0,
        year: yearOf(groups['yearA'] ?? groups['yearB']),
      };
    case 'half':
      return { ...span, kind: 'halfYear', half: groups['half'] === 'đầu' ? 1 : 2, year: yearOf(groups['year']) };
    case 'year':
      return { ...span, kind: 'year', year: Number(groups['year']) };
    case 'citation':
      return { ...span, kind: 'citation' };
    case 'ratio':
    case 'spelledRatio':
      return {
        ...span,
        kind: 'ratio',
        numerator: integerOf(groups['a'] ?? ''),
        denominator: integerOf(groups['b'] ?? ''),
        spelled: name === 'spelledRatio',
      };
    case 'misgrouped':
      return { ...span, kind: 'misgrouped', separators: raw.match(/[.,]/g)?.length ?? 0 };
    case 'percent': {
      const fraction = groups['fraction'] ?? '';
      const whole = groups['whole'] ?? '';
      return { ...span, kind: 'percent', percent: { digits: integerOf(whole + fraction), decimals: fraction.length } };
    }
    case 'money': {
      const scale = SCALES[groups['scale'] ?? ''] ?? 1;
      const fraction = groups['fraction'];
      const value =
        integerOf(groups['whole'] ?? '') * scale +
        (fraction === undefined ? 0 : Math.round(Number(`0.${fraction}`) * scale));
      return { ...span, kind: 'money', value, padded: isPadded(raw) };
    }
    case 'decimal':
      return { ...span, kind: 'decimal', value: Number(raw.replace(',', '.')) };
    case 'count':
    case 'thousandsByComma':
      return { ...span, kind: 'count', value: integerOf(raw), padded: isPadded(raw) };
    default:
      return { ...span, kind: 'other' };
  }
}

/** @param canonicalText lower case, same length as the text it stands for */
export function scanNumbers(canonicalText: string): readonly NumberToken[] {
  const tokens: NumberToken[] = [];
  let at = 0;
  while (at < canonicalText.length) {
    const found = matchAt(canonicalText, at);
    if (found === null) {
      at += 1;
      continue;
    }
    tokens.push(found);
    at = found.to;
  }
  return tokens;
}

const MAY_START = /[\d(a-zđ]/;

function matchAt(text: string, at: number): NumberToken | null {
  const first = text[at] as string;
  if (!MAY_START.test(first)) return null;
  for (const [name, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const found = match === null ? null : token(name, match);
    // "12 hồ sơ trên 5 …": "trên" says fraction only where it can be one.
    if (found?.kind === 'ratio' && found.spelled && found.numerator > found.denominator) continue;
    if (found !== null) return found;
  }
  return null;
}

/** The same in a cell: `5.000.00`, but no date. */
export const isMisgroupedCell = (text: string): boolean =>
  /^\d+(?:(?:\.\d+){2,}|(?:,\d+){2,})$/.test(text.trim()) &&
  parseCell(text) === null &&
  !/^\d{1,2}\.\d{1,2}\.\d{4}$/.test(text.trim());

/** A figure alone in a cell: `2.074`, `00`, `80,46%`, `80,46`; null for blanks and words. */
export function parseCell(
  text: string,
): { readonly value: number; readonly percent: Percent | null; readonly padded: boolean } | null {
  const bare = text.replace(/[\s\u00a0]/g, '');
  const percent = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](\d{1,4}))?%$/.exec(bare);
  if (percent !== null) {
    const fraction = percent[2] ?? '';
    const digits = integerOf((percent[1] as string) + fraction);
    return { value: digits / 10 ** fraction.length, percent: { digits, decimals: fraction.length }, padded: false };
  }
  if (/^\d{1,3}(?:[.,]\d{3})+$|^\d+$/.test(bare))
    return { value: integerOf(bare), percent: null, padded: isPadded(bare) };
  const decimal = /^(\d+)[.,](\d{1,4})$/.exec(bare);
  if (decimal !== null) {
    const fraction = decimal[2] as string;
    const digits = integerOf((decimal[1] as string) + fraction);
    return { value: digits / 10 ** fraction.length, percent: { digits, decimals: fraction.length }, padded: false };
  }
  return null;
}

export function formatInteger(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}
