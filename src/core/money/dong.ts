/** Money in whole đồng (tiền đồng). There are no parts of a đồng here: a fraction is an error, never rounded away. */
import { formatInteger } from '../reporting/format.ts';

/** A whole number of đồng between −{@link MOST_DONG} and {@link MOST_DONG}; negative for refunds and differences. */
export type Dong = number & { readonly __brand: 'Dong' };

/** Beyond any sum that is counted here; below it whole numbers are exact. */
export const MOST_DONG = 1_000_000_000_000_000;

/** @throws RangeError when the value is not a whole number within the limit. */
export function dong(value: number): Dong {
  if (!Number.isSafeInteger(value) || Math.abs(value) > MOST_DONG) {
    throw new RangeError(`Số tiền phải là số đồng nguyên, không quá 1 triệu tỷ đồng; không nhận «${value}».`);
  }
  return (value === 0 ? 0 : value) as Dong;
}

const GROUPED = /^(-?)(\d{1,16}|\d{1,3}(?:\.\d{3}){1,5}|\d{1,3}(?:[ \u00a0]\d{3}){1,5})$/;
const UNIT = /\s*(?:đồng|vnđ|vnd|đ|₫)$/iu;

/**
 * Số tiền as people write it: `20000`, `20.000`, `36.970.500 đ`, `16 000 đồng`. A dot or a space only groups three digits; commas and
 * decimals are refused, because `20,5` and `20.5` mean different things to different people.
 * @throws RangeError with a Vietnamese sentence
 */
export function parseDong(text: string): Dong {
  const match = GROUPED.exec(text.normalize('NFC').trim().replace(UNIT, ''));
  if (match === null) {
    throw new RangeError(`Không hiểu số tiền «${text.slice(0, 60)}»; hãy viết số đồng nguyên như 20000 hoặc 20.000 đ.`);
  }
  return dong(Number(`${match[1]}${(match[2] as string).replace(/[.\s]/gu, '')}`));
}

/** `36.970.500 đồng`, `-500 đồng`. */
export function formatDong(amount: Dong): string {
  return `${formatInteger(amount)} đồng`;
}

/** Tổng số tiền. @throws RangeError beyond {@link MOST_DONG} */
export function sumDong(amounts: Iterable<Dong>): Dong {
  let sum = 0;
  for (const amount of amounts) sum = dong(sum + amount);
  return dong(sum);
}
