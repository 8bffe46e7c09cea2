/**
 * The whole schema as readable text, the same on every PostgreSQL from 15 on, so that a change of it is seen in review as
 * a change of one file (`schema.sql`) and a migration that does something else than its author thought is seen too.
 */
import type pg from 'pg';

interface Relation {
  oid: number;
  name: string;
  kind: string;
  rowSecurity: boolean;
  forced: boolean;
  /** Of a view: its options, such as security_invoker. */
  options: string | null;
}

/** Lists extensions, types, functions, tables with everything that hangs on them, views and grants of schema `public`. */
export async function dumpSchema(owner: pg.Pool): Promise<string> {
  const client = await owner.connect();
  try {
    // Names are then written without their schema wherever they are found in it.
    await client.query('begin read only; set local search_path to public, pg_catalog');
    const parts = [await extensions(client), await types(client), await functions(client)];
    for (const relation of await relations(client)) parts.push(await describe(client, relation));
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

/** The first column of each row, as lines. */
async function lines(client: pg.PoolClient, sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(sql, values);
  return rows.map((row) => row.line);
}

async function extensions(client: pg.PoolClient): Promise<string> {
  return (
    await lines(
      client,
      `select format('create extension %I;', extname) as line from pg_extension where extname <> 'plpgsql' order by extname collate "C"`,
    )
  ).join('\n');
}

/** What belongs to an extension is the extension's affair. */
const NOT_OF_EXTENSION = (catalogue: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

async function types(client: pg.PoolClient): Promise<string> {
  return (
    await lines(
      client,
      `select case t.typtype
                when 'e' then format('create type %I as enum (%s);', t.typname,
                  (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
                else format('create domain %I as %s%s%s;', t.typname, format_type(t.typbasetype, t.typtypmod),
                  case when t.typnotnull then ' not null' else '' end,
                  (select string_agg(' ' || pg_get_constraintdef(c.oid), '' order by c.conname collate "C")
                     from pg_constraint c where c.contypid = t.oid and c.contype = 'c'))
              end as line
         from pg_type t
        where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd') and ${NOT_OF_EXTENSION('pg_type', 't.oid')}
        order by t.typname collate "C"`,
    )
  ).join('\n');
}

async function functions(client: pg.PoolClient): Promise<string> {
  return (
    await lines(
      client,
      `select trim(trailing e'\\n' from pg_get_functiondef(p.oid)) || ';' as line from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and ${NOT_OF_EXTENSION('pg_proc', 'p.oid')}
        order by p.oid::regprocedure::text collate "C"`,
    )
  ).join('\n\n');
}

async function relations(client: pg.PoolClient): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(
    `select c.oid::integer as oid, c.relname as name, c.relkind as kind, c.relrowsecurity as "rowSecurity",
            c.relforcerowsecurity as forced,
            ' with (' || array_to_string(c.reloptions, ', ') || ')' as options
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        and not (c.relkind = 'S' and exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')))
        and ${NOT_OF_EXTENSION('pg_class', 'c.oid')}
      order by case when c.relkind in ('v', 'm') then 1 else 0 end, c.relname collate "C"`,
  );
  return rows;
}

async function describe(client: pg.PoolClient, relation: Relation): Promise<string> {
  const head = await headOf(client, relation);
  const name = quote(relation.name);
  const oid = [relation.oid];
  const indexes = await lines(
    client,
    `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
      order by c.relname collate "C"`,
    oid,
  );
  const triggers = await lines(
    client,
    `select pg_get_triggerdef(oid) || ';' as line from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname collate "C"`,
    oid,
  );
  const security = [
    ...(relation.rowSecurity ? [`alter table ${name} enable row level security;`] : []),
    ...(relation.forced ? [`alter table ${name} force row level security;`] : []),
  ];
  const policies = await lines(
    client,
    `select format('create policy %I on %I%s for %s to %s%s%s;', p.polname, c.relname,
              case when p.polpermissive then '' else ' as restrictive' end,
              case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
              coalesce((select string_agg(quote_ident(r.rolname), ', ' order by r.rolname collate "C") from pg_roles r where r.oid = any (p.polroles)), 'public'),
              ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
              ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') as line
       from pg_policy p join pg_class c on c.oid = p.polrelid where p.polrelid = $1 order by p.polname collate "C"`,
    oid,
  );
  const grants = await lines(
    client,
    `select format('grant %s%s on %s%I to %s;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type collate "C"),
              ' (' || col || ')', case when kind = 'S' then 'sequence ' else '' end, name,
              coalesce(quote_ident(r.rolname), 'public')) as line
       from (select relname as name, relkind as kind, null::text as col, relowner as owner, acl.* from pg_class, aclexplode(relacl) acl where oid = $1
             union all
             select c.relname, c.relkind, quote_ident(t.attname), c.relowner, acl.* from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) acl where c.oid = $1) a
       left join pg_roles r on r.oid = a.grantee
      where a.grantee <> a.owner
      group by name, kind, col, r.rolname order by r.rolname collate "C", col collate "C"`,
    oid,
  );
  return [head, ...indexes, ...triggers, ...security, ...policies, ...grants].join('\n');
}

async function headOf(client: pg.PoolClient, relation: Relation): Promise<string> {
  const name = quote(relation.name);
  switch (relation.kind) {
    // The text of a view is written back differently by each version; what it offers is not.
    case 'v':
    case 'm': {
      const kind = relation.kind === 'm' ? 'materialized view' : 'view';
      return `create ${kind} ${name} (\n  ${(await columns(client, relation.oid)).join(',\n  ')}\n)${relation.options ?? ''};`;
    }
    case 'S':
      return `create sequence ${name};`;
    default: {
      const inside = [...(await columns(client, relation.oid)), ...(await constraints(client, relation.oid))];
      const partition = await lines(
        client,
        'select pg_get_partkeydef($1::oid) as line where pg_get_partkeydef($1::oid) is not null',
        [relation.oid],
      );
      return `create table ${name} (\n  ${inside.join(',\n  ')}\n)${partition.map((key) => ` partition by ${key}`).join('')};`;
    }
  }
}

function columns(client: pg.PoolClient, oid: number): Promise<string[]> {
  return lines(
    client,
    `select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
            || coalesce((select ' collate ' || quote_ident(l.collname) from pg_collation l join pg_type t on t.oid = a.atttypid
                          where l.oid = a.attcollation and a.attcollation <> t.typcollation), '')
            || case when a.attnotnull then ' not null' else '' end
            || case a.attidentity when 'a' then ' generated always as identity' when 'd' then ' generated by default as identity' else '' end
            || coalesce(case a.attgenerated when '' then ' default ' || pg_get_expr(d.adbin, d.adrelid)
                                            when 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                                            else ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') virtual' end, '') as line
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [oid],
  );
}

/** Without «not null», which PostgreSQL 18 lists among the constraints and 15 does not. */
function constraints(client: pg.PoolClient, oid: number): Promise<string[]> {
  return lines(
    client,
    `select format('constraint %I %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint
      where conrelid = $1 and contype in ('p', 'u', 'f', 'c', 'x')
      order by array_position(array['p', 'u', 'x', 'c', 'f'], contype::text), conname collate "C"`,
    [oid],
  );
}

const quote = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
