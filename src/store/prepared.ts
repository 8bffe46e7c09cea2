/**
 * Statements that a connection keeps. Under row-level security PostgreSQL takes longer to read, rewrite and plan a small
 * statement than to carry it out; an act at the desk has forty of them.
 *
 * Only for statements whose text is one of a few and which find rows by key: after some rounds the server may stop looking
 * at the values when it plans.
 */
import type pg from 'pg';

const names = new Map<string, string>();
/** More texts than a program has: a text made from data would fill the connections' memory. */
const MOST_STATEMENTS = 300;

/** Asks with a statement that the connection keeps under a name. @throws RangeError for too many different texts */
export function prepared<Row extends pg.QueryResultRow = pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[],
): Promise<pg.QueryResult<Row>> {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= MOST_STATEMENTS) throw new RangeError('Quá nhiều câu lệnh được giữ lại trên một kết nối.');
    name = `motcua_${names.size + 1}`;
    names.set(text, name);
  }
  return client.query<Row>({ name, text, values: [...values] });
}
