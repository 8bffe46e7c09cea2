/** Hồ sơ vừa tiếp nhận, for the page after receiving; and slips as they were issued. */

import { parseDossierCode } from '../../core/dossier/dossier-code.ts';
import type { Channel } from '../../core/dossier/facts.ts';
import type { FeeLine } from '../../core/reception/fees.ts';
import { maskNumber } from '../../core/reception/masking.ts';
import type { PaperLine } from '../../core/reception/papers.ts';
import { SLIP_KINDS, type Slip, type SlipKind } from '../../core/reception/slip.ts';
import { fromInstant, type Instant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import {
  findFee,
  findReception,
  findSlip,
  listPapers,
  listSlipsOf,
  type StoredReception,
} from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { demand } from './desk.ts';

export interface ReceivedSummary {
  readonly dossierCode: string;
  readonly reception: StoredReception;
  readonly applicant: { readonly fullName: string; readonly identityNumber: string; readonly phone: string };
  readonly channel: Channel | null;
  readonly receivedAt: LocalDateTime | null;
  readonly dueAt: LocalDateTime | null;
  readonly businessState: string;
  readonly papers: readonly PaperLine[];
  readonly fee: Omit<FeeLine, 'provisional'> | null;
  readonly slips: readonly Slip[];
  readonly children: readonly {
    readonly dossierCode: string;
    readonly authority: string;
    readonly part: string;
    readonly dueAt: LocalDateTime | null;
  }[];
}

const local = (at: Instant | null): LocalDateTime | null => (at === null ? null : fromInstant(at));

/** @returns undefined for a code that the unit does not have, or that did not come through reception */
export async function loadReceived(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<ReceivedSummary | undefined> {
  demand(input.user, 'dossier.view');
  const code = parseDossierCode(input.dossierCode);
  if (code === undefined) return undefined;
  const { unitId } = input.user;
  const dossierId = dossierIdOf(unitId, code.text);
  return within(
    store,
    [unitId],
    async (client) => {
      const reception = await findReception(client, unitId, dossierId);
      if (reception === null) return undefined;
      const { rows } = await client.query<{
        business_state: string;
        received_at: Instant | null;
        due_at: Instant | null;
        full_name: string | null;
        identity_number: string | null;
        phone: string | null;
        channel: Channel | null;
      }>(
        `select d.business_state, d.received_at, d.due_at, p.full_name, p.identity_number, p.phone, f.channel from dossier d
         left join dossier_person p on p.home_unit_id = d.home_unit_id and p.dossier_id = d.dossier_id and p.role = 'applicant'
         left join dossier_fact f on f.home_unit_id = d.home_unit_id and f.dossier_id = d.dossier_id
         where d.home_unit_id = $1 and d.dossier_id = $2`,
        [unitId, dossierId],
      );
      const row = rows[0];
      if (row === undefined) return undefined;
      const children = await client.query<{
        dossier_code: string;
        authority: string;
        authority_part: string;
        due_at: Instant | null;
      }>(
        `select d.dossier_code, r.authority, r.authority_part, d.due_at from dossier d
         join dossier_reception r on r.home_unit_id = d.home_unit_id and r.dossier_id = d.dossier_id
         where d.home_unit_id = $1 and d.parent_dossier_id = $2 order by d.dossier_code`,
        [unitId, dossierId],
      );
      return {
        dossierCode: code.text,
        reception,
        applicant: {
          fullName: row.full_name ?? '',
          identityNumber: maskNumber(row.identity_number ?? ''),
          phone: maskNumber(row.phone ?? ''),
        },
        channel: row.channel,
        receivedAt: local(row.received_at),
        dueAt: local(row.due_at),
        businessState: row.business_state,
        papers: await listPapers(client, unitId, dossierId),
        fee: await findFee(client, unitId, dossierId),
        slips: await listSlipsOf(client, unitId, dossierId),
        children: children.rows.map((child) => ({
          dossierCode: child.dossier_code,
          authority: child.authority,
          part: child.authority_part,
          dueAt: local(child.due_at),
        })),
      };
    },
    { readOnly: true },
  );
}

/** A slip as it was issued, by kind, year and number. @returns undefined where the unit issued none such */
export async function loadSlip(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly kind: string; readonly year: string; readonly number: string },
): Promise<Slip | undefined> {
  demand(input.user, 'dossier.print');
  const kind: SlipKind | undefined = SLIP_KINDS.find((one) => one === input.kind);
  if (kind === undefined || !/^\d{4}$/.test(input.year) || !/^\d{1,7}$/.test(input.number)) return undefined;
  const { unitId } = input.user;
  const slip = await within(
    store,
    [unitId],
    (client) => findSlip(client, unitId, kind, Number(input.year), Number(input.number)),
    { readOnly: true },
  );
  return slip ?? undefined;
}
