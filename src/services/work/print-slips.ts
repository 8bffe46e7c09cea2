/** Printing from a dossier (in phiếu, sổ): the control slip made from its tasks, the unit's register of a time. */
import { ROLE_LABELS } from '../../core/access/permissions.ts';
import { parseDossierCode } from '../../core/dossier/dossier-code.ts';
import { LEDGER_LINE } from '../../core/dossier/event.ts';
import { controlLines } from '../../core/process/control-slip.ts';
import type { Task } from '../../core/process/tasks.ts';
import { maskNumber } from '../../core/reception/masking.ts';
import type { ControlSlip, RegisterSlip } from '../../core/reception/slip.ts';
import {
  dateOf,
  firstMinuteOf,
  fromInstant,
  type LocalDateTime,
  lastMinuteOf,
} from '../../core/time/local-date-time.ts';
import { formatDate, type PlainDate } from '../../core/time/plain-date.ts';
import { writeSlipPdf } from '../../documents/slips/pdf.ts';
import { slipFormOn } from '../../law/slips/index.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { listRegister, type RegisterRow } from '../../store/register-rows.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import { type Installation, loadCalendar, loadTree, requireUnit } from '../installation.ts';
import { issuerOf } from '../reception/issue-slip.ts';
import type { SignedIn } from '../signed-in.ts';
import { procedureNameOf, slipPerson } from './act-slips.ts';
import { loadDeskFile } from './desk-file.ts';
import { listOfficers } from './officers.ts';
import { requirePermission } from './permission.ts';

/** Phiếu kiểm soát của một hồ sơ, as it stands now. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function controlSlip(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<ControlSlip> {
  const { user } = input;
  requirePermission(user, ['dossier.print']);
  return within(
    store,
    [user.unitId],
    async (client) => {
      const now = fromInstant(clock.now());
      const unitId = user.unitId;
      const calendar = await loadCalendar(client, unitId, null);
      const file = await loadDeskFile(client, { unitId, dossierCode: input.dossierCode, calendar, now });
      const unit = requireUnit(await loadTree(client, null), unitId);
      const officers = await listOfficers(client, unitId);
      const nameOf = (login: string): string =>
        officers.find((officer) => officer.loginName === login)?.fullName ?? login;
      const actorOf = (task: Task): string | undefined =>
        file.events.find((event) => event.sequence === task.doneBy && event.act !== LEDGER_LINE)?.actor;
      // A step that was done belongs to whoever did it; one that waits, to whom it is given, else to its role.
      const whoHas = (task: Task): string => {
        const login = task.state === 'done' ? (actorOf(task) ?? task.assignee) : task.assignee;
        return login === null || login === undefined ? ROLE_LABELS[task.role] : nameOf(login);
      };
      const person = await slipPerson({ client, unitId }, file.dossierId);
      return {
        kind: 'control',
        form: slipFormOn('control', dateOf(file.dossier.receivedAt ?? now)),
        number: parseDossierCode(input.dossierCode)?.sequence ?? 1,
        // Form, number and the desk's name are of one generation, that of the day of receipt.
        issuer: issuerOf(unit, file.dossier.receivedAt ?? now),
        issuedAt: now,
        officer: user.fullName,
        dossierCode: file.dossierCode,
        procedureName: await procedureNameOf({ client, unitId }, file),
        competent: unit.name,
        cooperating: '',
        handOvers: controlLines(file.context.tasks, person.fullName || 'Người nộp', whoHas),
      };
    },
    { readOnly: true },
  );
}

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function controlSlipPdf(
  installation: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<Uint8Array> {
  return writeSlipPdf(await controlSlip(installation, input));
}

export interface RegisterQuestion {
  readonly user: SignedIn;
  /** First and last day of receipt; both count. */
  readonly from: PlainDate;
  readonly through: PlainDate;
}

export interface RegisterPage {
  readonly rows: readonly RegisterRow[];
  readonly total: number;
}

/** Sổ theo dõi hồ sơ on screen, one page of it; telephone numbers masked. @throws ServiceError `FORBIDDEN` */
export async function registerPage(
  { store }: Pick<Installation, 'store'>,
  { user, from, through }: RegisterQuestion,
  page: number,
  pageSize: number,
): Promise<RegisterPage> {
  requirePermission(user, ['dossier.print']);
  const found = await within(
    store,
    [user.unitId],
    (client) =>
      listRegister(
        client,
        user.unitId,
        firstMinuteOf(from),
        lastMinuteOf(through),
        Math.max(0, page - 1) * pageSize,
        pageSize,
      ),
    { readOnly: true },
  );
  return { total: found.total, rows: found.rows.map((row) => ({ ...row, phone: maskNumber(row.phone) })) };
}

/** So many lines fit one printed register; a longer time is printed in parts. */
export const MOST_REGISTER_LINES = 3_000;

const CHANNELS = { counter: 'Trực tiếp', post: 'Bưu chính', online: 'Trực tuyến' } as const;

function noteOf(row: RegisterRow): string {
  if (row.cancelledAt !== null) return 'Rút, hủy, dừng giải quyết';
  const done: LocalDateTime | null = row.resolvedAt;
  return done !== null && done > row.dueAt ? 'Quá hạn' : '';
}

/**
 * Sổ theo dõi hồ sơ as PDF, with names and telephone numbers; written into the audit.
 * @throws ServiceError `FORBIDDEN`, `EMPTY_REGISTER`, `TOO_LONG`
 */
export async function registerPdf(
  { store, clock }: Installation,
  { user, from, through }: RegisterQuestion,
): Promise<Uint8Array> {
  requirePermission(user, ['dossier.print']);
  const slip = await within(store, [user.unitId], async (client): Promise<RegisterSlip> => {
    const now = fromInstant(clock.now());
    const { rows, total } = await listRegister(
      client,
      user.unitId,
      firstMinuteOf(from),
      lastMinuteOf(through),
      0,
      MOST_REGISTER_LINES,
    );
    if (total === 0)
      throw new ServiceError('EMPTY_REGISTER', 'Không có hồ sơ nào tiếp nhận trong thời gian đã chọn.', {
        exitCode: 1,
      });
    if (total > MOST_REGISTER_LINES)
      throw new ServiceError(
        'TOO_LONG',
        `Thời gian đã chọn có ${total} hồ sơ; mỗi lần in nhiều nhất ${MOST_REGISTER_LINES}. Chọn khoảng ngày ngắn hơn.`,
        { exitCode: 1 },
      );
    const place = await takeAuditHead(client, user.unitId, clock.now());
    await appendAudit(client, place, {
      actor: user.loginName,
      act: 'register.print',
      detail: { from, through, lines: total },
    });
    const unit = requireUnit(await loadTree(client, null), user.unitId);
    return {
      kind: 'register',
      form: slipFormOn('register', through),
      number: 1,
      issuer: issuerOf(unit, now),
      issuedAt: now,
      officer: user.fullName,
      periodText: `Từ ngày ${formatDate(from)} đến ngày ${formatDate(through)}`,
      rows: rows.map((row) => ({
        dossierCode: row.dossierCode,
        procedureName: row.procedureName,
        sets: row.sets,
        applicant: row.applicant,
        contact: [row.address, row.phone].filter((text) => text !== '').join(', '),
        competent: unit.name,
        receivedAt: row.receivedAt,
        dueAt: row.dueAt,
        handedOverAt: row.handedOverAt,
        resultChannel: row.handOverChannel === null ? '' : CHANNELS[row.handOverChannel],
        note: noteOf(row),
      })),
    };
  });
  return writeSlipPdf(slip);
}
