/** When failed attempts lock an account (khóa tạm do nhập sai), as a table. Passwords and codes count alike. */

/** Minutes, or until an administrator of the unit unlocks it. */
export type Lock = number | 'untilUnlocked';

/** Failed attempts in a row, and the lock that the last of them brings. Between the steps nothing is locked. */
const STEPS: readonly (readonly [failures: number, lock: Lock])[] = [
  [5, 15],
  [10, 60],
];
/** From here on every failure locks for good: nobody mistypes that often. */
export const LOCKED_FOR_GOOD = 15;

/** @param failures in a row, this one counted */
export function lockAfter(failures: number): Lock | undefined {
  if (failures >= LOCKED_FOR_GOOD) return 'untilUnlocked';
  return STEPS.find(([at]) => at === failures)?.[1];
}

/** Failures from one address within the window, after which it waits. A whole office may share an address. */
export const ADDRESS_LIMIT = 30;
export const ADDRESS_WINDOW_MINUTES = 15;
