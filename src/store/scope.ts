/**
 * Transactions that see the units they are for and no others: row-level security reads the setting that is made here.
 */
import type pg from 'pg';

/** The units a piece of work may see: named, or all of them (the operator of the installation). */
export type Scope = 'all' | readonly string[];

export interface HasPool {
  readonly pool: pg.Pool;
  readonly copyPool?: pg.Pool;
}

/** A unit's identifier as it may stand in the setting: no comma, no star. */
const UNIT_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Runs `work` in one transaction within a scope; commits when it returns, rolls back when it throws.
 * @throws RangeError for an identifier that could widen the scope
 */
export async function within<T>(
  store: HasPool,
  scope: Scope,
  work: (client: pg.PoolClient) => Promise<T>,
  options: {
    readonly readOnly?: boolean;
    readonly isolation?: 'repeatable read';
    /** The work streams rows with COPY. */
    readonly copies?: boolean;
  } = {},
): Promise<T> {
  if (scope !== 'all') {
    for (const id of scope) if (!UNIT_ID.test(id)) throw new RangeError(`Mã đơn vị không hợp lệ: «${id}».`);
  }
  const client = await (options.copies === true ? (store.copyPool ?? store.pool) : store.pool).connect();
  let broken: Error | undefined;
  try {
    // One journey for both; what stands in the text passed the pattern above.
    await client.query(
      `begin${options.isolation === undefined ? '' : ` isolation level ${options.isolation}`}${options.readOnly === true ? ' read only' : ''};
       select set_config('motcua.units', '${scope === 'all' ? '*' : scope.join(',')}', true)`,
    );
    const result = await work(client);
    const committed = client.query('commit');
    // Nothing was written, so nothing hangs on the answer; whoever has the connection next comes after it.
    if (options.readOnly === true) committed.catch(() => {});
    else await committed;
    return result;
  } catch (error) {
    try {
      await client.query('rollback');
    } catch (rollbackError) {
      broken = rollbackError as Error;
    }
    throw error;
  } finally {
    client.release(broken);
  }
}
