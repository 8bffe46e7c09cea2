/** Phát hành phiếu: number, form of the day, what it says; kept as issued, in the caller's transaction. */
import type { UnitRecord } from '../../core/organisation/unit.ts';
import type { Slip, SlipForm, SlipIssuer, SlipKind } from '../../core/reception/slip.ts';
import { dateOf, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { deskName, slipFormOn } from '../../law/slips/index.ts';
import { insertSlip, nextSlipNumber } from '../../store/reception.ts';
import type { Recording } from '../record-acts.ts';

/** What every slip says beside its own matter; made here. */
export interface SlipHead {
  readonly form: SlipForm;
  readonly number: number;
  readonly issuer: SlipIssuer;
  readonly issuedAt: LocalDateTime;
  readonly officer: string;
}

/** Unbound: a slip of a kind without its head. */
export type SlipMatter<S extends Slip> = Omit<S, keyof SlipHead>;

export function issuerOf(unit: UnitRecord, at: LocalDateTime): SlipIssuer {
  return { authority: unit.name, desk: deskName(dateOf(at)), place: unit.place };
}

/**
 * Issues a slip: numbered without gap within unit, kind and year.
 * @param dossierId null for people whose dossier was not taken in
 * @throws RangeError where no form of that kind is in force
 */
export async function issueSlip<S extends Slip>(
  recording: Recording,
  unit: UnitRecord,
  input: {
    readonly matter: SlipMatter<S>;
    readonly issuedAt: LocalDateTime;
    readonly officerName: string;
    readonly dossierId: string | null;
  },
): Promise<S> {
  const { client, unitId, actor, place } = recording;
  const kind: SlipKind = input.matter.kind;
  const head: SlipHead = {
    form: slipFormOn(kind, dateOf(input.issuedAt)),
    number: await nextSlipNumber(client, unitId, kind, Number(input.issuedAt.slice(0, 4))),
    issuer: issuerOf(unit, input.issuedAt),
    issuedAt: input.issuedAt,
    officer: input.officerName,
  };
  const slip = { ...input.matter, ...head } as unknown as S;
  await insertSlip(client, unitId, slip, input.dossierId, actor, place.recordedAt);
  return slip;
}
