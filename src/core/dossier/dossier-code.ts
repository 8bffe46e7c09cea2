/**
 * Mã số hồ sơ: who received the dossier, on which day, and its running number. Three generations are in use:
 *
 * | format         | example                       | written as                                              |
 * | -------------- | ----------------------------- | ------------------------------------------------------- |
 * | `qcvn`         | `000.18.22.H32-230605-0012`   | agency bottom-up (QCVN 102:2016), YYMMDD, number of the day |
 * | `topDown`      | `H32.22.18-230615-0007`       | agency top-down (QĐ 20/2020/QĐ-TTg), YYMMDD, number of the day |
 * | `national2025` | `H32.22.18-20260609-0092637`  | agency top-down, YYYYMMDD, national number of seven digits |
 *
 * @legalBasis TT 01/2018/TT-VPCP Điều 19; QĐ 20/2020/QĐ-TTg; TT 03/2025/TT-VPCP
 */
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';

export type DossierCodeFormat = 'qcvn' | 'topDown' | 'national2025';

/** Mã số hồ sơ, taken apart. */
export interface DossierCode {
  /** The whole code as it is stored: no spaces, capitals, plain hyphens. */
  readonly text: string;
  readonly format: DossierCodeFormat;
  /** Mã cơ quan, in the order of its own generation: `000.18.22.H32` or `H32.22.18`. */
  readonly agency: string;
  /** The day written in the code, 2000 to 2099. A dossier filed online may be received on a later day. */
  readonly receptionDate: PlainDate;
  /** Running number: of the day (four digits), or national (seven digits). */
  readonly sequence: number;
}

const QCVN = /^(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})-(\d{6})-(\d{4})$/;
const TOP_DOWN = /^([A-Z]\d{2}(?:\.\d{1,3}){0,3})-(\d{6}|\d{8})-(\d{4}|\d{7})$/;

/** The longest code of the three formats has 34 characters; anything much longer is not looked at. */
const LONGEST = 64;

const UNTIDY = /[^0-9A-Z.-]/;
const SPACES = /[\s\u00a0\u200b\ufeff]+/g;
const DASHES = /[\u2010-\u2015\u2212\uff0d]/g;

/** Spaces out, capitals, every kind of dash as a hyphen. */
function tidy(text: string): string {
  return UNTIDY.test(text) ? text.replace(SPACES, '').replace(DASHES, '-').toUpperCase() : text;
}

/** Mã số hồ sơ from text; `undefined` where it has none of the three formats or its date is not a real day. */
export function parseDossierCode(text: string): DossierCode | undefined {
  if (text.length > LONGEST) return undefined;
  const code = tidy(text);
  const qcvn = QCVN.exec(code);
  if (qcvn !== null) return assemble(code, 'qcvn', qcvn[1] as string, qcvn[2] as string, qcvn[3] as string);
  const topDown = TOP_DOWN.exec(code);
  if (topDown === null) return undefined;
  const [, agency, digits, sequence] = topDown as unknown as [string, string, string, string];
  // Six digits of date go with four of number, eight with seven; a mixture belongs to no generation.
  if ((digits.length === 6) !== (sequence.length === 4)) return undefined;
  return assemble(code, digits.length === 6 ? 'topDown' : 'national2025', agency, digits, sequence);
}

function assemble(
  text: string,
  format: DossierCodeFormat,
  agency: string,
  digits: string,
  sequence: string,
): DossierCode | undefined {
  const day = digits.length === 6 ? `20${digits}` : digits;
  const receptionDate = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  if (!day.startsWith('20') || !isPlainDate(receptionDate)) return undefined;
  return { text, format, agency, receptionDate, sequence: Number(sequence) };
}

/**
 * Whether a dossier code was issued by an agency that goes by `agencyCodes` (mã cơ quan), each generation written out:
 * a unit that used both lists both, `['000.18.22.H32', 'H32.22.18']`. The comparison is of equal text, spaces and case
 * aside; one generation is never derived from the other, because QĐ 20/2020 gave some agencies new numbers, and a unit
 * is not taken for its parent or child.
 */
export function agencyMatches(code: Pick<DossierCode, 'agency'>, agencyCodes: readonly string[]): boolean {
  return agencyCodes.some((agency) => agency === code.agency || tidy(agency) === code.agency);
}
