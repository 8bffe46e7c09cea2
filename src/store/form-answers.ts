/** Forms answered once (biểu nhập chỉ ghi một lần): the key of a form and the answer that was given to it. */
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';

/**
 * Takes a form's key for this transaction. A second transaction with the same key waits for the first; when that one is
 * committed, its answer is returned here.
 */
export async function takeFormKey(
  client: pg.ClientBase,
  key: { readonly homeUnitId: string; readonly accountId: string; readonly formKey: string; readonly act: string },
  now: Instant,
): Promise<{ readonly taken: true } | { readonly taken: false; readonly act: string; readonly answer: unknown }> {
  const place = [key.homeUnitId, key.accountId, key.formKey];
  const { rowCount } = await prepared(
    client,
    `insert into form_answer (home_unit_id, account_id, form_key, act, recorded_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [...place, key.act, now],
  );
  if (rowCount === 1) return { taken: true };
  const { rows } = await client.query<{ act: string; answer: unknown }>(
    'select act, answer from form_answer where home_unit_id = $1 and account_id = $2 and form_key = $3',
    place,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('Khóa của biểu nhập vừa bị xóa khi đang dùng.');
  return { taken: false, act: row.act, answer: row.answer };
}

export async function putFormAnswer(
  client: pg.ClientBase,
  key: { readonly homeUnitId: string; readonly accountId: string; readonly formKey: string },
  answer: unknown,
): Promise<void> {
  await prepared(
    client,
    'update form_answer set answer = $4 where home_unit_id = $1 and account_id = $2 and form_key = $3',
    [key.homeUnitId, key.accountId, key.formKey, canonicalJson(answer)],
  );
}
