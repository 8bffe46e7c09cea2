/**
 * What receiving writes (ghi việc tiếp nhận), for the counter and for dossiers filed online alike: acts, children of a
 * linked application, people, papers, fee, slip. In the caller's transaction.
 */

import type { Refusal } from '../../core/dossier/dossier.ts';
import { dong, formatDong } from '../../core/money/dong.ts';
import type { UnitRecord } from '../../core/organisation/unit.ts';
import type { Person, Representative } from '../../core/reception/applicant.ts';
import type { CodeSeries } from '../../core/reception/code.ts';
import type { FeeLine } from '../../core/reception/fees.ts';
import { paperText } from '../../core/reception/papers.ts';
import { FILING_LABELS, RESULT_LABELS } from '../../core/reception/receipt.ts';
import type { ReceiptSlip, SlipPerson } from '../../core/reception/slip.ts';
import { formatInteger } from '../../core/reporting/format.ts';
import { dateOf, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { termLabel } from '../../core/time/term.ts';
import { putPerson } from '../../store/dossiers.ts';
import { putFee, putPapers, putReception } from '../../store/reception.ts';
import { together } from '../../store/together.ts';
import { type Act, type Recorded, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { Refused } from './desk.ts';
import { issueCode } from './issue-code.ts';
import { issueSlip } from './issue-slip.ts';
import type { PreparedReceipt } from './prepare-receipt.ts';

/** Refusals of the tables of the law, as one sentence over the form. */
export const refusedBy = (refusals: readonly Refusal[]): Refused =>
  new Refused({ '': refusals.map((refusal) => refusal.message).join(' ') });

/** As slips print people. */
export function slipPerson(person: Person, representative: Representative | null): SlipPerson {
  return {
    fullName: person.fullName,
    address: person.address,
    phone: person.phone,
    email: person.email,
    representative: representative === null ? '' : `${representative.fullName} (${representative.authority})`,
  };
}

/** `2 bản × 5 trang: 10.000 đồng (TT 226/2016/TT-BTC)`; empty: nothing is taken. */
export function feeText(fee: Omit<FeeLine, 'provisional'> | null): string {
  if (fee === null) return '';
  const kind = fee.kind === 'fee' ? 'Phí' : 'Lệ phí';
  if (fee.exemption !== '') return `${kind}: miễn (${fee.exemptionLabel})`;
  if (fee.amount === 0) return `${kind}: không thu`;
  const pages = fee.pages > 1 ? ` × ${formatInteger(fee.pages)} trang` : '';
  const basis = fee.legalBasis === '' ? '' : ` (${fee.legalBasis})`;
  return `${kind}: ${formatInteger(fee.copies)} ${fee.per}${pages} = ${formatDong(dong(fee.amount))}${basis}`;
}

export interface WrittenReceipt {
  readonly recorded: Recorded;
  readonly slip: ReceiptSlip;
  readonly childCodes: readonly string[];
}

/**
 * Receives a dossier under a code; one that was filed online is received under the code that it has.
 * @param personId the applicant in the directory
 * @throws Refused with the refusals of the tables
 */
export async function writeReceipt(
  recording: Recording,
  unit: UnitRecord,
  input: {
    readonly user: SignedIn;
    readonly prepared: PreparedReceipt;
    readonly personId: string;
    readonly dossierCode: string;
    readonly series: CodeSeries | undefined;
    readonly submittedAt: LocalDateTime | null;
  },
): Promise<WrittenReceipt> {
  const { client, unitId, place } = recording;
  const { prepared, user } = input;
  const { procedure, receipt, receivedAt, late } = prepared;
  const lateReason = late === null ? {} : { lateReason: late.reason };
  const data = {
    procedureCode: procedure.code,
    procedureVersion: procedure.version,
    sectorKey: procedure.sectorKey,
    channel: receipt.channel,
    verticalAgency: procedure.verticalAgency,
    copyCertification: procedure.copyCertification,
  };
  const acts: Act[] = [
    {
      act: 'receive',
      happenedAt: receivedAt,
      data: {
        ...data,
        term: procedure.term,
        feeDue: receipt.fee?.amount ?? 0,
        ...lateReason,
        ...(receipt.channel === 'online' && input.submittedAt === null ? { note: FILING_LABELS.online } : {}),
      },
    },
  ];
  if (receipt.fee !== null && receipt.fee.exemption !== '') {
    acts.push({ act: 'exempt', happenedAt: receivedAt, data: { ground: receipt.fee.exemptionLabel, ...lateReason } });
  } else if (receipt.fee !== null && receipt.fee.amount > 0) {
    acts.push({ act: 'requestPayment', happenedAt: receivedAt, data: { amount: receipt.fee.amount, ...lateReason } });
  }
  const recorded = await recordWithin(recording, { dossierCode: input.dossierCode, acts });
  if (!recorded.ok) throw refusedBy(recorded.refusals);
  const { dossierId } = recorded;
  const reception = {
    personId: input.personId,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    request: receipt.request,
    sets: receipt.sets,
    resultChannel: receipt.resultChannel,
    resultAddress: receipt.resultAddress,
    submittedAt: input.submittedAt,
    officer: user.loginName,
    officerName: user.fullName,
  };
  // A dossier that was filed online has papers and a fee already; those of a new one cannot be there.
  const instead = input.submittedAt !== null;
  await together([
    putPeople(recording, dossierId, prepared),
    putReception(client, unitId, { ...reception, dossierId, authority: '', authorityPart: '' }, place.recordedAt),
    putPapers(client, unitId, dossierId, receipt.papers, place.recordedAt, instead),
    putFee(client, unitId, dossierId, receipt.fee, place.recordedAt, instead),
  ]);

  const childCodes: string[] = [];
  for (const part of prepared.parts) {
    const { dossierCode } = await issueCode(recording, unit, dateOf(receivedAt));
    const child = await recordWithin(recording, {
      dossierCode,
      acts: [
        {
          act: 'receive',
          happenedAt: receivedAt,
          data: {
            ...data,
            term: part.keptTerm,
            parentDossierId: dossierId,
            verticalAgency: part.verticalAgency || procedure.verticalAgency,
            copyCertification: false,
            feeDue: 0,
            ...lateReason,
          },
        },
      ],
    });
    if (!child.ok) throw refusedBy(child.refusals);
    // Whoever has only a part of it must see whose it is.
    await together([
      putPeople(recording, child.dossierId, prepared),
      putReception(
        client,
        unitId,
        {
          ...reception,
          dossierId: child.dossierId,
          request: part.part,
          authority: part.name,
          authorityPart: part.part,
        },
        place.recordedAt,
      ),
    ]);
    childCodes.push(dossierCode);
  }

  const slip = await issueSlip<ReceiptSlip>(recording, unit, {
    matter: {
      kind: 'receipt',
      dossierCode: input.dossierCode,
      codeRemark: input.series?.remark ?? '',
      person: slipPerson(prepared.person, receipt.representative),
      procedureCode: procedure.code,
      procedureName: procedure.name,
      request: receipt.request,
      papers: receipt.papers.filter((paper) => paper.received).map(paperText),
      missingPapers: prepared.missing.map(paperText),
      sets: receipt.sets,
      termText: procedure.term === null ? '' : termLabel(procedure.term),
      receivedAt,
      dueAt: recorded.facts?.dueAt ?? prepared.dueAt,
      dueProvisional: prepared.dueProvisional,
      resultAt:
        receipt.resultChannel === 'post'
          ? `${RESULT_LABELS.post}, ${receipt.resultAddress === '' ? prepared.person.address : receipt.resultAddress}`
          : RESULT_LABELS[receipt.resultChannel],
      feeText: feeText(receipt.fee),
      parts: prepared.parts.map((part) => ({ authority: part.name, part: part.part, dueAt: part.dueAt })),
    },
    // Slips are numbered in the order in which they are made; what it says of the receipt is when that really was.
    issuedAt: late === null ? receivedAt : recording.now,
    officerName: user.fullName,
    dossierId,
  });
  return { recorded, slip, childCodes };
}

/** Người nộp, and who came in their place, on one dossier. */
async function putPeople(
  { client, unitId, place, index }: Recording,
  dossierId: string,
  { person, receipt }: PreparedReceipt,
): Promise<void> {
  const of = { homeUnitId: unitId, dossierId };
  await putPerson(
    client,
    of,
    {
      role: 'applicant',
      fullName: person.fullName,
      identityNumber: person.identityNumber,
      phone: person.phone,
      other: { kind: person.kind, identityKind: person.identityKind, email: person.email, address: person.address },
    },
    place.recordedAt,
    index,
  );
  if (receipt.representative === null) return;
  const { fullName, identityNumber, phone, authority } = receipt.representative;
  await putPerson(
    client,
    of,
    { role: 'representative', fullName, identityNumber, phone, other: { authority } },
    place.recordedAt,
    index,
  );
}
