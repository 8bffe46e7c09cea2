/**
 * Several statements on their way at once (gửi nhiều câu lệnh một lượt): the connection of a transaction carries out one
 * after the other, but nobody waits for an answer before sending the next. An act at the desk has forty statements, and
 * most of its time was waiting.
 */

/** What statements fail with because another one of the transaction failed before them. */
const TRANSACTION_ABORTED = '25P02';

/**
 * Waits until all are done, also where one fails: nothing may still be sent when the transaction is rolled back and its
 * connection goes to somebody else. For `Promise.all` that does not hold.
 * @throws what the first one failed with, other than that the transaction was aborted
 */
export async function together<T extends readonly unknown[]>(
  work: {
    readonly [K in keyof T]: Promise<T[K]>;
  },
): Promise<T> {
  const ended = await Promise.allSettled(work);
  const failures = ended.filter((one): one is PromiseRejectedResult => one.status === 'rejected');
  const cause =
    failures.find(({ reason }) => (reason as { code?: unknown }).code !== TRANSACTION_ABORTED) ?? failures[0];
  if (cause !== undefined) throw cause.reason;
  return ended.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
