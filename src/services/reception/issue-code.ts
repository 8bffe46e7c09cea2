/** Cấp mã hồ sơ: the next code of the unit and day, in the caller's transaction, without gap or collision. */

import type { UnitRecord } from '../../core/organisation/unit.ts';
import { type CodeSeries, codeOf, codeSeries } from '../../core/reception/code.ts';
import { formatDate, type PlainDate } from '../../core/time/plain-date.ts';
import { nextCodeNumber } from '../../store/code-counter.ts';
import { findDossierByCode } from '../../store/dossiers.ts';
import type { Recording } from '../record-acts.ts';
import { Refused } from './desk.ts';

export interface IssuedCode {
  readonly dossierCode: string;
  readonly series: CodeSeries;
}

/** @throws Refused where the unit has no agency code, or the day's numbers are used up */
export async function issueCode(recording: Recording, unit: UnitRecord, day: PlainDate): Promise<IssuedCode> {
  const { client, unitId } = recording;
  const series = codeSeries(unit, day);
  if (series === undefined) {
    throw new Refused({
      '': `${unit.name} chưa có mã cơ quan nên chưa cấp được mã hồ sơ. Nhờ quản trị bổ sung mã cơ quan của đơn vị.`,
    });
  }
  const number = await nextCodeNumber(
    client,
    { homeUnitId: unitId, agency: series.agency, day },
    async (candidate) =>
      candidate <= series.last && (await findDossierByCode(client, unitId, codeOf(series, candidate))) !== null,
  );
  if (number > series.last) {
    throw new Refused({
      '': `Ngày ${formatDate(day)} đã cấp hết ${series.last} mã hồ sơ. Hãy tiếp nhận tiếp vào ngày hôm sau.`,
    });
  }
  return { dossierCode: codeOf(series, number), series };
}
