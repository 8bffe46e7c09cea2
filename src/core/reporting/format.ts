/**
 * How figures are printed (cách ghi số): a dot between thousands, a comma before decimals, as Vietnamese offices write.
 * The one place that turns a cell of a report into text; every format of the report and every page uses it.
 */
import type { CellValue, ColumnModel } from './model.ts';

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(
      `Số liệu của báo cáo phải là số nguyên, không nhận «${value}»; hãy kiểm tra nơi tính ra số này.`,
    );
  }
  return value;
}

function withThousands(digits: string): string {
  let out = '';
  for (let end = digits.length; end > 0; end -= 3) {
    const group = digits.slice(Math.max(0, end - 3), end);
    out = out === '' ? group : `${group}.${out}`;
  }
  return out;
}

/** Số đếm: `2.074`, `-12`. @throws RangeError when the value is not a whole number. */
export function formatInteger(value: number): string {
  const digits = withThousands(String(Math.abs(wholeNumber(value))));
  return value < 0 ? `-${digits}` : digits;
}

/** Số tiền in whole đồng, without the unit: `36.970.500`. @throws RangeError when the value is not a whole number. */
export function formatMoney(value: number): string {
  return formatInteger(value);
}

/** Tỷ lệ, from hundredths of a per cent: 8067 is `80,67%`. @throws RangeError when the value is not a whole number. */
export function formatPercent(hundredths: number): string {
  const absolute = Math.abs(wholeNumber(hundredths));
  const decimals = absolute % 100;
  const whole = withThousands(String((absolute - decimals) / 100));
  return `${hundredths < 0 ? '-' : ''}${whole},${decimals < 10 ? '0' : ''}${decimals}%`;
}

/**
 * One cell of a form as printed. A blank cell (null) is an empty text; a text is printed as it is, whatever the column's
 * format; a number in a text column (a year) is printed without separators.
 * @throws RangeError when a number is not whole.
 */
export function formatCell(value: CellValue, format: ColumnModel['format']): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  switch (format) {
    case 'integer':
      return formatInteger(value);
    case 'money':
      return formatMoney(value);
    case 'percent':
      return formatPercent(value);
    case 'text':
      return String(wholeNumber(value));
  }
}
