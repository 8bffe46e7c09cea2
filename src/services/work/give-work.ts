/** Giving work in one go (giao việc hàng loạt): many dossiers to one officer, or all of an absent officer's work to another. */
import type { AuditAct } from '../../core/audit/acts.ts';
import { type DeskAct, deskActBySlug } from '../../core/process/desk-acts.ts';
import { within } from '../../store/scope.ts';
import { listAssignedTo } from '../../store/tasks.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { beginRecording, finishRecording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { listOfficers } from './officers.ts';
import { performWithin } from './perform-act.ts';
import { requirePermission } from './permission.ts';

const ASSIGN = deskActBySlug('phan-cong') as DeskAct;
/** In one form. */
export const MOST_AT_ONCE = 200;

export interface Given {
  readonly given: readonly string[];
  /** Those that could not be given, each with why. */
  readonly refused: readonly { readonly dossierCode: string; readonly reason: string }[];
  /** Họ tên of whoever was to have it. */
  readonly officer: string;
}

interface GiveInput {
  readonly user: SignedIn;
  readonly assignee: string;
  readonly reason: string;
  readonly formKey?: string | undefined;
}

/** Phân công nhiều hồ sơ. @throws ServiceError `FORBIDDEN`, `NOTHING_CHOSEN`, `TOO_MANY` */
export async function assignMany(
  installation: Installation,
  input: GiveInput & { readonly dossierCodes: readonly string[] },
): Promise<Given> {
  requirePermission(input.user, ['dossier.assign']);
  const codes = [...new Set(input.dossierCodes)];
  if (codes.length === 0) throw new ServiceError('NOTHING_CHOSEN', 'Đánh dấu ít nhất một hồ sơ rồi phân công.');
  if (codes.length > MOST_AT_ONCE)
    throw new ServiceError('TOO_MANY', `Mỗi lần phân công nhiều nhất ${MOST_AT_ONCE} hồ sơ.`);
  return give(installation, input, 'desk.assignMany', async () => codes);
}

/** Chuyển toàn bộ việc của người vắng. @throws ServiceError `FORBIDDEN`, `SAME_OFFICER`, `REASON_MISSING` */
export async function takeOverWork(
  installation: Installation,
  input: GiveInput & { readonly absent: string },
): Promise<Given> {
  requirePermission(input.user, ['dossier.takeOver']);
  if (input.absent === input.assignee)
    throw new ServiceError('SAME_OFFICER', 'Người nhận việc phải khác người vắng mặt.');
  if (input.reason.trim() === '') throw new ServiceError('REASON_MISSING', 'Nhập lý do chuyển việc.');
  return give(installation, input, 'desk.takeOver', (client) =>
    listAssignedTo(client, input.user.unitId, input.absent),
  );
}

function give(
  { store, clock }: Installation,
  input: GiveInput,
  act: AuditAct,
  codesOf: (client: Parameters<typeof listAssignedTo>[0]) => Promise<readonly string[]>,
): Promise<Given> {
  const { user } = input;
  return within(store, [user.unitId], async (client) => {
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const officers = await listOfficers(client, user.unitId);
    const officer = officers.find((candidate) => candidate.loginName === input.assignee);
    if (officer === undefined) throw new ServiceError('UNKNOWN_OFFICER', 'Chọn người nhận việc trong danh sách.');
    const key = { user, formKey: input.formKey, act };
    const { answer } = await once(client, key, recording.place.recordedAt, async () => {
      const given: string[] = [];
      const refused: { dossierCode: string; reason: string }[] = [];
      for (const dossierCode of await codesOf(client)) {
        const done = await performWithin(recording, {
          user,
          dossierCode,
          act: ASSIGN,
          values: { assignee: input.assignee, reason: input.reason },
        }).catch((error: unknown) => {
          if (error instanceof ServiceError && error.code === 'NOT_FOUND') return error.message;
          throw error;
        });
        if (typeof done === 'string') refused.push({ dossierCode, reason: done });
        else if (done.ok) given.push(dossierCode);
        else
          refused.push({
            dossierCode,
            reason: [...Object.values(done.errors), ...done.refusals.map((refusal) => refusal.message)].join(' '),
          });
      }
      if (given.length > 0) await finishRecording(recording, act, { assignee: input.assignee, dossierCodes: given });
      return { given, refused, officer: officer.fullName };
    });
    return answer;
  });
}
