/**
 * The database roles. The owner holds the tables and migrates; the application may do what it was granted and no more,
 * so that not even a fault of the program can change an event.
 */
import type pg from 'pg';
import { codeOf, StoreError } from './errors.ts';
import { APPLICATION_ROLE } from './server/initialise.ts';

/**
 * On a server of one's own: makes the application's role where it is missing and lets the owner take it on.
 * @throws StoreError `missingRight` with the statements that an administrator has to run
 */
export async function ensureApplicationRole(owner: pg.Pool, where: string): Promise<void> {
  const client = await owner.connect();
  try {
    const { rows } = await client.query<{ name: string; known: boolean; member: boolean }>(
      `select current_user as name,
              exists (select from pg_roles where rolname = $1) as known,
              coalesce((select pg_has_role(oid, 'MEMBER') from pg_roles where rolname = $1), false) as member`,
      [APPLICATION_ROLE],
    );
    const state = rows[0] as { name: string; known: boolean; member: boolean };
    const user = client.escapeIdentifier(state.name);
    const create = `create role ${APPLICATION_ROLE} login nosuperuser nocreatedb nocreaterole nobypassrls`;
    const allow = `grant ${APPLICATION_ROLE} to ${user}`;
    if (state.known && state.member) return;
    try {
      // Of two programs that start at once, the second finds the role there.
      if (!state.known) await client.query(create).catch(ignore('42710', '23505'));
      await client.query(allow).catch(ignore('23505'));
    } catch (error) {
      if (codeOf(error) !== '42501') throw error;
      throw new StoreError(
        'missingRight',
        `Tài khoản «${state.name}» tại ${where} không được tạo tài khoản ứng dụng: hãy nhờ người quản trị chạy «${state.known ? '' : `${create}; `}${allow};» rồi chạy lại.`,
        error,
      );
    }
  } finally {
    client.release();
  }
}

function ignore(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error;
  };
}

interface RoleFacts {
  name: string;
  superuser: boolean;
  bypass: boolean;
  owned: string | null;
  writable: string | null;
}

/** Tables to which nothing may be done but add (chỉ được ghi thêm). */
export const APPEND_ONLY_TABLES = [
  'dossier_event',
  'audit_entry',
  'register_entry',
  'report_version',
  'report_issue',
  'report_signature',
  'unit_number',
] as const;

/**
 * Refuses to work as a role that could change the past: one that owns case tables, is a superuser, bypasses row-level
 * security, or may update what is append-only.
 * @throws StoreError `unsafeRole`
 */
export async function refuseUnsafeRole(application: pg.Pool, where: string): Promise<void> {
  const { rows } = await application.query<RoleFacts>(
    `select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as bypass,
            (select min(c.relname::text) from pg_class c
              where c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'USAGE')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'home_unit_id')) as owned,
            (select min(c.relname::text) from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relname = any($1) and c.relkind in ('r', 'p') and n.nspname = current_schema()
                and (has_table_privilege(r.oid, c.oid, 'UPDATE') or has_table_privilege(r.oid, c.oid, 'DELETE')
                     or has_table_privilege(r.oid, c.oid, 'TRUNCATE'))) as writable
       from pg_roles r where r.rolname = current_user`,
    [[...APPEND_ONLY_TABLES]],
  );
  const role = rows[0];
  if (role === undefined) throw new Error('Cơ sở dữ liệu không cho biết vai trò hiện tại.');
  const reason = unsafeReason(role);
  if (reason === undefined) return;
  throw new StoreError(
    'unsafeRole',
    `Tài khoản ứng dụng «${role.name}» tại ${where} ${reason} nên có thể sửa được nhật ký hồ sơ; chương trình không chạy: hãy dùng tài khoản ${APPLICATION_ROLE} hoặc một tài khoản thường chỉ được cấp quyền như nó.`,
  );
}

function unsafeReason(role: RoleFacts): string | undefined {
  if (role.superuser) return 'là superuser';
  if (role.bypass) return 'có quyền BYPASSRLS';
  if (role.owned !== null) return `sở hữu bảng «${role.owned}»`;
  if (role.writable !== null) return `được sửa hoặc xóa trong bảng chỉ ghi thêm «${role.writable}»`;
  return undefined;
}
