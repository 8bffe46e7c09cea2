/** Hồ sơ trực tuyến chờ tiếp nhận, with how long the desk still has to answer; and one of them in full. */
import { parseDossierCode } from '../../core/dossier/dossier-code.ts';
import { type Reaction, reactionDue } from '../../core/reception/online.ts';
import { CalendarGapError } from '../../core/time/calendar.ts';
import { fromInstant, type Instant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { type Installation, loadCalendar } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { demand } from './desk.ts';

export interface WaitingDossier {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly applicant: string;
  /** `submitted`: the desk is to answer; `incomplete`: the citizen is. */
  readonly state: 'submitted' | 'incomplete';
  /** Of the filing, or of the completion after it. */
  readonly submittedAt: LocalDateTime;
  /** Null while the citizen is to complete, or where no calendar covers it. */
  readonly reaction: Reaction | null;
}

/** Those that the desk is to answer, the most urgent first, then those that wait for the citizen. */
export async function listOnline(
  { store, clock }: Installation,
  input: { readonly user: SignedIn },
): Promise<readonly WaitingDossier[]> {
  demand(input.user, 'dossier.receive');
  const { unitId } = input.user;
  const now = fromInstant(clock.now());
  return within(
    store,
    [unitId],
    async (client) => {
      const { rows } = await client.query<{
        dossier_code: string;
        procedure_code: string;
        procedure_name: string;
        full_name: string | null;
        business_state: 'submitted' | 'incomplete';
        filed_at: Instant;
      }>(
        `select d.dossier_code, d.procedure_code, r.procedure_name, p.full_name, d.business_state,
           (select max(e.happened_at) from dossier_event e where e.home_unit_id = d.home_unit_id and e.dossier_id = d.dossier_id
              and e.act in ('submit', 'complete')) as filed_at
         from dossier d
         join dossier_reception r on r.home_unit_id = d.home_unit_id and r.dossier_id = d.dossier_id
         left join dossier_person p on p.home_unit_id = d.home_unit_id and p.dossier_id = d.dossier_id and p.role = 'applicant'
         where d.home_unit_id = $1 and d.received_at is null and d.business_state in ('submitted', 'incomplete')
         order by d.business_state desc, filed_at, d.dossier_code limit 200`,
        [unitId],
      );
      const calendar = await loadCalendar(client, unitId, null);
      return rows.map((row) => {
        const submittedAt = fromInstant(row.filed_at);
        return {
          dossierCode: row.dossier_code,
          procedureCode: row.procedure_code,
          procedureName: row.procedure_name,
          applicant: row.full_name ?? '',
          state: row.business_state,
          submittedAt,
          reaction: row.business_state === 'submitted' ? reactionOrNull(calendar, submittedAt, now) : null,
        };
      });
    },
    { readOnly: true },
  );
}

function reactionOrNull(
  calendar: Parameters<typeof reactionDue>[0],
  submittedAt: LocalDateTime,
  now: LocalDateTime,
): Reaction | null {
  try {
    return reactionDue(calendar, submittedAt, now);
  } catch (error) {
    if (error instanceof CalendarGapError) return null;
    throw error;
  }
}

/** The identifier of a dossier of the unit by its code as typed; undefined for text that is no code. */
export function dossierIdFor(unitId: string, dossierCode: string): { id: string; code: string } | undefined {
  const code = parseDossierCode(dossierCode);
  return code === undefined ? undefined : { id: dossierIdOf(unitId, code.text), code: code.text };
}
