import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../store/package-root.ts';
import { permissionMatrix } from './matrix.ts';
import { ACTS, type Act, PERMISSIONS, permits, permittedActs, ROLES, type Role } from './permissions.ts';

/**
 * What the division of labour in a one-stop desk demands, written down apart from the table: NĐ 61/2018 keeps reception
 * apart from appraisal, and whoever takes money apart from whoever decides.
 */
const ONLY: Readonly<Partial<Record<Act, readonly Role[]>>> = {
  'dossier.receive': ['receptionist'],
  'dossier.approve': ['leader'],
  'dossier.number': ['clerk'],
  'payment.record': ['cashier'],
  'payment.refund': ['cashier'],
  'report.close': ['reportingOfficer'],
  'report.sign': ['leader'],
  'user.manage': ['unitAdministrator'],
};

describe('permissions', () => {
  it('are a row for every act, with known roles, each once', () => {
    expect(ACTS.length).toBeGreaterThan(30);
    for (const act of ACTS) {
      const roles: readonly string[] = PERMISSIONS[act];
      expect(roles.length, act).toBeGreaterThan(0);
      expect(new Set(roles).size, act).toBe(roles.length);
      for (const role of roles) expect(ROLES as readonly string[]).toContain(role);
    }
  });

  it('of a combination of roles are those of each role together, in the own unit, and none in any other', () => {
    const units = fc.constantFrom('phuoc-long', 'vinh-truong', 'nha-trang', 'khanh-hoa', '', '*');
    let permitted = 0;
    let forbidden = 0;
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.constantFrom(...ACTS), units, units, (roles, act, own, asked) => {
        const expected = own === asked && roles.some((role) => permits({ unitId: own, roles: [role] }, act, asked));
        const found = permits({ unitId: own, roles }, act, asked);
        if (found) permitted += 1;
        else forbidden += 1;
        return found === expected;
      }),
      { numRuns: 5000 },
    );
    expect(permitted).toBeGreaterThan(100);
    expect(forbidden).toBeGreaterThan(1000);
  });

  it('hold for every role and act one by one as the table says', () => {
    for (const role of ROLES)
      for (const act of ACTS) {
        const actor = { unitId: 'phuoc-long', roles: [role] };
        expect(permits(actor, act, 'phuoc-long'), `${role} ${act}`).toBe(
          (PERMISSIONS[act] as readonly Role[]).includes(role),
        );
        expect(permits(actor, act, 'vinh-truong'), `${role} ${act}`).toBe(false);
      }
  });

  it('keep apart what must not be in one hand', () => {
    for (const [act, roles] of Object.entries(ONLY))
      expect(
        ROLES.filter((role) => permits({ unitId: 'u', roles: [role] }, act as Act, 'u')),
        act,
      ).toEqual(roles);
  });

  it('show the administrator of accounts no dossier', () => {
    const acts = permittedActs({ unitId: 'u', roles: ['unitAdministrator'] });
    expect(acts).toContain('user.manage');
    expect(acts.filter((act) => /^(dossier|person|payment)\./.test(act))).toEqual([]);
  });

  it('give nobody without a role anything', () => {
    expect(permittedActs({ unitId: 'u', roles: [] })).toEqual([]);
  });

  it('are printed in docs/permissions.md as they are', () => {
    const path = join(packageRoot(), 'docs', 'permissions.md');
    if (process.env['MOTCUA_UPDATE_GOLDEN'] === '1') writeFileSync(path, permissionMatrix());
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(permissionMatrix());
  });
});
