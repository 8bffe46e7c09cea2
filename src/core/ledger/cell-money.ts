/** Amounts of money in a cell: whole đồng. */

export type CellMoneyFault = 'moneyShape' | 'moneyNegative' | 'moneyTooLarge';

/** The largest amount that a single dossier is believed to owe, in đồng. */
export const MOST_FEE = 1_000_000_000_000;

export const CELL_MONEY_FAULTS = {
  moneyShape: 'không phải số tiền nguyên. Viết số đồng như 20000, 20.000 hoặc 20.000 đ, không có phần lẻ.',
  moneyNegative: 'là số âm. Phí, lệ phí phải nộp không thể âm; tiền hoàn lại không ghi ở cột này.',
  moneyTooLarge: 'lớn hơn 1.000 tỷ đồng. Kiểm tra lại số chữ số 0.',
} as const satisfies Record<CellMoneyFault, string>;

const AMOUNT = /^([-−]?)(?:(\d{1,15})|(\d{1,3}(?:\.\d{3}){1,5})|(\d{1,3}(?:,\d{3}){1,5})|(\d{1,3}(?: \d{3}){1,5}))$/;
const UNIT = / ?(?:đồng|vnđ|vnd|đ|₫)$/;
const LONGEST = 40;

/**
 * Whole đồng: `20000`, `20.000`, `20,000 đ`, `20 000`. A point or comma only ever groups three digits, so `20.5` and
 * `1.500,00` are refused, not guessed.
 * @param text cleaned by `cleanCell`, not empty
 */
export function parseCellMoney(text: string): number | CellMoneyFault {
  if (text.length > LONGEST) return 'moneyShape';
  const plain = text.length <= 9 ? plainAmount(text) : -1;
  if (plain >= 0) return plain;
  const match = AMOUNT.exec(text.toLowerCase().replace(UNIT, ''));
  if (match === null) return 'moneyShape';
  const amount = Number((match[2] ?? match[3] ?? match[4] ?? match[5] ?? '').replace(/\D/g, ''));
  if (match[1] !== '' && amount !== 0) return 'moneyNegative';
  return amount > MOST_FEE ? 'moneyTooLarge' : amount;
}

/** Up to nine digits and nothing else; -1 otherwise. */
function plainAmount(text: string): number {
  let amount = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    amount = amount * 10 + digit;
  }
  return amount;
}
