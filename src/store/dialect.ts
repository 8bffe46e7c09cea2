/**
 * The dialect that keeps one schema for a single PostgreSQL and for a cluster of them. Every rule stands for something
 * that a distributed engine (Citus, one PostgreSQL per province) refuses or cannot hold, or for a promise of the log.
 */
import type pg from 'pg';
import { APPEND_ONLY_TABLES } from './roles.ts';
import { APPLICATION_ROLE } from './server/initialise.ts';

/** One breach: the rule, where, and what is wrong there. */
export interface Finding {
  readonly rule: DialectRule;
  readonly where: string;
  readonly what: string;
}

export type DialectRule =
  | 'key' // primary key, unique and exclusion constraints of case tables begin with home_unit_id
  | 'referenceTable' // a table without home_unit_id is a known reference table
  | 'foreignKey' // only between tables of one unit's rows, or to a reference table
  | 'trigger'
  | 'groupingSets'
  | 'skipLocked'
  | 'transactionControl'
  | 'appendOnly'
  | 'rights'
  | 'rowSecurity'
  | 'definer';

/** The key that places a row: the unit that first received it. */
const HOME = 'home_unit_id';

/** Tables that every unit shares and that are few and rarely written; a cluster holds a copy of them everywhere. */
export const REFERENCE_TABLES: readonly string[] = ['unit_record', 'unit_number', 'motcua_migration'];

// Text -----------------------------------------------------------------------------------------------------------------

/** SQL without its comments and with its string literals emptied, so that words in them are not taken for statements. */
export function bareSql(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$/g, (match) =>
    match.startsWith('-') || match.startsWith('/') ? ' ' : match.startsWith('$') ? match : "''",
  );
}

const TEXT_RULES: readonly [DialectRule, RegExp, string][] = [
  ['trigger', /\bcreate\s+(or\s+replace\s+)?(constraint\s+|event\s+)?trigger\b/i, 'tạo trigger'],
  ['trigger', /\bcreate\s+(or\s+replace\s+)?rule\b/i, 'tạo rule'],
  ['definer', /\bsecurity\s+definer\b/i, 'hàm chạy với quyền của chủ sở hữu'],
  [
    'transactionControl',
    /(^|;)\s*(begin|commit|rollback|end|start\s+transaction)\s*(work|transaction)?\s*(?=;|$)/i,
    'tự mở hoặc đóng giao dịch',
  ],
];

/** Breaches that the text of a migration shows. */
export function lintMigration(name: string, sql: string): Finding[] {
  const bare = bareSql(sql);
  const findings: Finding[] = [...lintQueries(name, bare)];
  for (const [rule, pattern, what] of TEXT_RULES) if (pattern.test(bare)) findings.push({ rule, where: name, what });
  for (const statement of bare.split(';')) findings.push(...lintStatement(name, statement));
  return findings;
}

function lintStatement(where: string, statement: string): Finding[] {
  const unique = /\bcreate\s+unique\s+index\b[\s\S]*?\bon\s+(?:only\s+)?([\w."]+)[^(]*\(\s*([\w"]+)/i.exec(statement);
  if (unique !== null && unique[2] !== HOME && !REFERENCE_TABLES.includes(unique[1] as string)) {
    return [{ rule: 'key', where, what: `chỉ mục duy nhất trên «${unique[1]}» không bắt đầu bằng ${HOME}` }];
  }
  const table = /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(([\s\S]*)\)/i.exec(
    statement,
  );
  if (table !== null && new RegExp(`\\b${HOME}\\b`).test(table[2] as string))
    return lintTable(where, table[1] as string, table[2] as string);
  const grant = /\bgrant\s+([\s\S]*?)\s+on\s+(?:table\s+)?([\s\S]*?)\s+to\b/i.exec(statement);
  if (grant === null) return [];
  const rights = (grant[1] as string)
    .toLowerCase()
    .split(',')
    .map((right) => right.trim().split(/[\s(]/)[0]);
  const tables = (grant[2] as string).split(',').map((name) => name.trim());
  return tables
    .filter((name) => APPEND_ONLY_TABLES.some((known) => known === name || /^all tables/i.test(name)))
    .filter(() => rights.some((right) => right !== 'select' && right !== 'insert'))
    .map((name) => ({ rule: 'appendOnly' as const, where, what: `cấp ${rights.join(', ')} trên «${name}»` }));
}

function lintTable(where: string, name: string, body: string): Finding[] {
  const findings: Finding[] = [];
  for (const key of body.matchAll(/\b(primary\s+key|unique)\s*(?:nulls\s+(?:not\s+)?distinct\s*)?(\(\s*([\w"]+))?/gi)) {
    // Without a list of columns it stands behind one column, and then that column is the whole key.
    const first =
      key[3] ??
      /(\w+)[^,(]*$/
        .exec(body.slice(body.lastIndexOf(',', key.index) + 1, key.index))?.[0]
        ?.trim()
        .split(/\s/)[0];
    if (first !== HOME) findings.push({ rule: 'key', where, what: `${key[1]} của «${name}» bắt đầu bằng ${first}` });
  }
  return findings;
}

/** Breaches in the text of queries, in SQL or in a TypeScript file that holds SQL. */
export function lintQueries(where: string, text: string): Finding[] {
  const findings: Finding[] = [];
  if (/\bgrouping\s+sets\b|\bgroup\s+by\s+[^;`]*\b(cube|rollup)\s*\(/i.test(text)) {
    findings.push({ rule: 'groupingSets', where, what: 'dùng GROUPING SETS, CUBE hoặc ROLLUP' });
  }
  for (const match of text.matchAll(/\bskip\s+locked\b|\bskipLocked\s*\(/gi)) {
    // The statement that it ends: back to the end of the one before, or to the quotation that opens it.
    const before = text.slice(0, match.index);
    const statement = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('`')) + 1);
    if (!statement.includes(HOME))
      findings.push({ rule: 'skipLocked', where, what: `SKIP LOCKED mà không lọc theo ${HOME}` });
  }
  return findings;
}

// Catalogue ------------------------------------------------------------------------------------------------------------

/** A rule on the migrated database: rows of (where, what), one for each breach. */
const CATALOGUE_RULES: readonly [DialectRule, string][] = [
  [
    'referenceTable',
    `select name as "where", 'không có ${HOME} và không phải bảng tham chiếu đã biết' as what
       from tables where not is_case and not is_reference`,
  ],
  [
    'key',
    `select name as "where", 'không có khóa chính' as what from tables
      where is_case and not exists (select from pg_index i where i.indrelid = oid and i.indisprimary)`,
  ],
  [
    'key',
    `select t.name as "where", 'chỉ mục duy nhất «' || c.relname || '» không bắt đầu bằng ${HOME}' as what
       from tables t join pg_index i on i.indrelid = t.oid join pg_class c on c.oid = i.indexrelid
       left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where t.is_case and (i.indisunique or i.indisexclusion) and a.attname is distinct from '${HOME}'`,
  ],
  [
    'key',
    `select t.name as "where", 'cột ${HOME} cho phép trống' as what from tables t join pg_attribute a on a.attrelid = t.oid
      where a.attname = '${HOME}' and not a.attnotnull`,
  ],
  [
    'foreignKey',
    `select t.name as "where", 'khóa ngoại «' || k.conname || '» đi sang hàng của đơn vị khác' as what
       from pg_constraint k join tables t on t.oid = k.conrelid join tables r on r.oid = k.confrelid
       join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
       join pg_attribute b on b.attrelid = r.oid and b.attnum = k.confkey[1]
      where k.contype = 'f' and not r.is_reference and (a.attname <> '${HOME}' or b.attname <> '${HOME}')`,
  ],
  [
    'trigger',
    `select t.name as "where", 'có trigger «' || g.tgname || '»' as what
       from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
  ],
  [
    'appendOnly',
    `select t.name as "where", g.grantee::regrole::text || ' được ' || g.privilege_type as what
       from tables t, aclexplode(t.acl) g
      where t.name = any ($1) and g.grantee <> t.owner and g.privilege_type not in ('SELECT', 'INSERT')`,
  ],
  [
    'appendOnly',
    `select t.name as "where", 'được cấp quyền riêng trên cột ' || a.attname as what
       from tables t join pg_attribute a on a.attrelid = t.oid, aclexplode(a.attacl) g
      where t.name = any ($1) and g.privilege_type not in ('SELECT', 'INSERT')`,
  ],
  [
    'appendOnly',
    `select expected as "where", 'không có hoặc ${APPLICATION_ROLE} không ghi thêm được' as what from unnest($1::text[]) expected
      where not exists (select from tables t where t.name = expected
                          and has_table_privilege('${APPLICATION_ROLE}', t.oid, 'SELECT')
                          and has_table_privilege('${APPLICATION_ROLE}', t.oid, 'INSERT'))`,
  ],
  [
    'rights',
    `select t.name as "where", coalesce(r.rolname, 'public') || ' được ' || g.privilege_type as what
       from tables t, aclexplode(t.acl) g left join pg_roles r on r.oid = g.grantee
      where g.grantee <> t.owner
        and (r.rolname is distinct from '${APPLICATION_ROLE}' or g.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))`,
  ],
  [
    'rowSecurity',
    `select name as "where", 'chưa bật bảo vệ theo hàng hoặc chưa có chính sách' as what from tables t
      where is_case and not (row_security and exists (select from pg_policy p where p.polrelid = t.oid))`,
  ],
  [
    'definer',
    `select p.oid::regprocedure::text as "where", 'chạy với quyền của chủ sở hữu' as what from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
  ],
];

const TABLES = `with tables as (
  select c.oid, c.relname::text as name, c.relowner as owner, c.relacl as acl, c.relrowsecurity as row_security,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = '${HOME}' and not a.attisdropped) as is_case,
         c.relname = any ($2) as is_reference
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))`;

/** Breaches that the catalogue of a migrated database shows. */
export async function lintCatalogue(owner: pg.Pool | pg.ClientBase): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, query] of CATALOGUE_RULES) {
    // Every query is given both lists; those that need none of them must still name their types.
    const { rows } = await owner.query<{ where: string; what: string }>(
      `${TABLES}, lists as (select $1::text[], $2::text[]) ${query} order by 1, 2`,
      [[...APPEND_ONLY_TABLES], [...REFERENCE_TABLES]],
    );
    findings.push(...rows.map((row) => ({ rule, ...row })));
  }
  return findings;
}
