/**
 * Linked procedures (thủ tục liên thông): one application that several authorities handle. The outer term is the
 * procedure's own; each authority has its part, counted from the same receipt.
 */
import { type Term, termProblems } from '../time/term.ts';
import { tidyText } from './applicant.ts';

/** Cơ quan giải quyết một phần của hồ sơ liên thông. */
export interface LinkedAuthority {
  /** `civil-status`, `police`, `social-insurance`. */
  readonly key: string;
  /** `Công an phường` */
  readonly name: string;
  /** What it does: `Đăng ký thường trú`. */
  readonly part: string;
  /** From the receipt of the whole application to the end of this part. */
  readonly term: Term;
  /** Not under the people's committee (ngành dọc). */
  readonly verticalAgency: boolean;
}

/** The authorities of a procedure's version, where it names them; undefined: it does not, or not usably. */
export function authoritiesOfProcedure(value: unknown): readonly LinkedAuthority[] | undefined {
  if (!Array.isArray(value) || value.length < 2 || value.length > 12) return undefined;
  const authorities: LinkedAuthority[] = [];
  for (const one of value as readonly unknown[]) {
    if (typeof one !== 'object' || one === null) return undefined;
    const { key, name, part, term, verticalAgency } = one as Partial<Record<keyof LinkedAuthority, unknown>>;
    if (typeof key !== 'string' || typeof name !== 'string' || typeof part !== 'string') return undefined;
    if (typeof term !== 'object' || term === null || termProblems(term as Term).length > 0) return undefined;
    authorities.push({
      key,
      name: tidyText(name),
      part: tidyText(part),
      term: term as Term,
      verticalAgency: verticalAgency === true,
    });
  }
  return authorities;
}
