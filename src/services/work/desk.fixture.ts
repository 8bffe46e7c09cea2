/** A desk for tests: officers of each role in the sample ward, and dossiers received by them. */
import type { Role } from '../../core/access/permissions.ts';
import type { EventData } from '../../core/dossier/event.ts';
import { type DeskAct, type DeskValues, deskActBySlug } from '../../core/process/desk-acts.ts';
import type { RawActualTime } from '../../core/process/late-recording.ts';
import { fromInstant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { insertAccount } from '../../store/accounts.ts';
import { within } from '../../store/scope.ts';
import { type TestInstallation, testInstallation } from '../installation.fixture.ts';
import { recordActs } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { type ActDone, type ActRefused, performAct } from './perform-act.ts';

export const UNIT = 'phuoc-long';

const officer = (number: number, loginName: string, fullName: string, ...roles: Role[]): SignedIn => ({
  accountId: `00000000-0000-4000-8000-00000000000${number}`,
  loginName,
  fullName,
  position: '',
  unitId: UNIT,
  roles,
});

export const OFFICERS = {
  receptionist: officer(1, 'tiepnhan', 'Lê Thị Tiếp', 'receptionist'),
  specialist: officer(2, 'chuyenmon', 'Trần Văn Chuyên', 'specialist'),
  second: officer(3, 'chuyenmon2', 'Phạm Thị Hai', 'specialist'),
  leader: officer(4, 'lanhdao', 'Nguyễn Văn Lãnh', 'leader'),
  clerk: officer(5, 'vanthu', 'Đỗ Thị Thư', 'clerk'),
  cashier: officer(6, 'thungan', 'Võ Thị Thu', 'cashier'),
} as const;

export interface Desk {
  readonly installation: TestInstallation;
  /** Receives a dossier now; `data` over the usual claims. */
  receive(dossierCode: string, data?: EventData): Promise<void>;
  /** Does an act of the desk by its slug. */
  act(
    user: SignedIn,
    dossierCode: string,
    slug: string,
    values?: DeskValues,
    actual?: RawActualTime,
  ): Promise<ActDone | ActRefused>;
  /** The same, and fails the test when it is refused. */
  does(
    user: SignedIn,
    dossierCode: string,
    slug: string,
    values?: DeskValues,
    actual?: RawActualTime,
  ): Promise<ActDone>;
}

/** Monday 10/07/2023, 08:00 in Vietnam. */
export const MORNING = '2023-07-10T01:00:00.000Z';

export async function testDesk(now = MORNING): Promise<Desk> {
  const installation = await testInstallation(now);
  await within(installation.store, [UNIT], async (client) => {
    for (const user of Object.values(OFFICERS)) {
      await insertAccount(
        client,
        {
          homeUnitId: UNIT,
          accountId: user.accountId,
          loginName: user.loginName,
          fullName: user.fullName,
          position: user.position,
          roles: user.roles,
          passwordHash: null,
          mustChangePassword: false,
          totpSecret: null,
          oidcSubject: null,
        },
        installation.clock.now(),
      );
    }
  });
  const act: Desk['act'] = (user, dossierCode, slug, values = {}, actual = undefined) =>
    performAct(installation, { user, dossierCode, act: deskActBySlug(slug) as DeskAct, values, actual });
  return {
    installation,
    act,
    async receive(dossierCode, data = {}) {
      const happenedAt: LocalDateTime = fromInstant(installation.clock.now());
      const outcome = await recordActs(installation, {
        unitId: UNIT,
        dossierCode,
        actor: OFFICERS.receptionist.loginName,
        acts: [
          {
            act: 'receive',
            happenedAt,
            data: {
              channel: 'counter',
              procedureCode: '1.004873',
              procedureVersion: null,
              sectorKey: 'ho-tich',
              term: { value: 3, unit: 'workingDay' },
              feeDue: 15_000,
              ...data,
            },
          },
        ],
      });
      if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.message).join(' '));
    },
    async does(user, dossierCode, slug, values = {}, actual = undefined) {
      const done = await act(user, dossierCode, slug, values, actual);
      if (!done.ok) throw new Error(JSON.stringify(done, null, 1));
      return done;
    },
  };
}
