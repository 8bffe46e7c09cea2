/**
 * Doing a thing once however often its form arrives (ghi một lần): a double click, a retry after a lost answer, a second
 * window. The key stands in the form; the answer is written in the transaction of the act itself.
 */
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';
import { putFormAnswer, takeFormKey } from '../store/form-answers.ts';
import { ServiceError } from './errors.ts';
import type { SignedIn } from './signed-in.ts';

export interface OnceKey {
  readonly user: Pick<SignedIn, 'unitId' | 'accountId'>;
  /** The hidden `_once` field of the form; undefined: the act is simply done. */
  readonly formKey: string | undefined;
  /** What is done, such as `dossier.receive`; the same key for another act is refused. */
  readonly act: string;
}

/**
 * Runs `work` inside the caller's transaction unless the form was answered before; then its first answer comes back.
 * The answer must be plain data. Where `work` throws, the transaction falls and the key is free again.
 * @throws ServiceError when the key was used for another act
 */
export async function once<T>(
  client: pg.ClientBase,
  { user, formKey, act }: OnceKey,
  now: Instant,
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly repeated: boolean }> {
  if (formKey === undefined) return { answer: await work(), repeated: false };
  const key = { homeUnitId: user.unitId, accountId: user.accountId, formKey, act };
  const found = await takeFormKey(client, key, now);
  if (!found.taken) {
    if (found.act !== act)
      throw new ServiceError('FORM_REUSED', 'Biểu nhập này đã dùng cho việc khác. Hãy tải lại trang rồi làm lại.', {
        exitCode: 1,
      });
    return { answer: found.answer as T, repeated: true };
  }
  const answer = await work();
  await putFormAnswer(client, key, answer);
  return { answer, repeated: false };
}
