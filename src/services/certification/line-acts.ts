/** What a line of a certification book is as a dossier (hồ sơ chứng thực): received, done, paid and handed over at once. */
import type { CertificationKind } from '../../core/certification/kinds.ts';
import type { Line } from '../../core/certification/line.ts';
import type { LocalDateTime } from '../../core/time/local-date-time.ts';
import type { DeskProcedure } from '../reception/desk.ts';
import type { Act } from '../record-acts.ts';

/**
 * The acts of a line, all in the minute of its certification.
 * @param lateReason why it is entered later than that; undefined where it is not
 */
export function lineActs(
  kind: CertificationKind,
  procedure: DeskProcedure,
  line: Line,
  at: LocalDateTime,
  lateReason?: string,
): Act[] {
  const acts: Act[] = [
    {
      act: 'receive',
      happenedAt: at,
      data: {
        channel: 'counter',
        procedureCode: kind.procedureCode,
        procedureVersion: procedure.version,
        sectorKey: procedure.sectorKey,
        term: procedure.term,
        verticalAgency: procedure.verticalAgency,
        copyCertification: procedure.copyCertification,
        feeDue: line.fee,
      },
    },
    { act: 'beginProcessing', happenedAt: at, data: {} },
  ];
  if (line.eCopy) acts.push({ act: 'issueECopy', happenedAt: at, data: {} });
  acts.push({ act: 'resolve', happenedAt: at, data: {} });
  acts.push(
    line.payment === 'exempt'
      ? { act: 'exempt', happenedAt: at, data: { reason: line.note } }
      : { act: 'recordPayment', happenedAt: at, data: { amount: line.fee, method: line.payment } },
  );
  acts.push({ act: 'handOver', happenedAt: at, data: { channel: 'counter' } });
  return lateReason === undefined ? acts : acts.map((act) => ({ ...act, data: { ...act.data, lateReason } }));
}
