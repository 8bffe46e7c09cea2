/**
 * Cấp mã hồ sơ: which format a unit writes its codes in on a day, and the code of a running number. Codes issued here are
 * numbered without gap within unit and day; the national system has the last word on them.
 */
import type { DossierCodeFormat } from '../dossier/dossier-code.ts';
import type { UnitRecord } from '../organisation/unit.ts';
import type { PlainDate } from '../time/plain-date.ts';

export interface CodeSeries {
  readonly format: DossierCodeFormat;
  readonly agency: string;
  readonly day: PlainDate;
  /** The largest running number of the day. */
  readonly last: number;
  /** What to tell whoever looks at a code of this series; null where the format is certain. */
  readonly remark: string | null;
}

/** From this day dossier codes follow TT 03/2025/TT-VPCP. */
const NATIONAL_2025_FROM = '2025-09-15' as PlainDate;

/**
 * The series of a unit for a day; undefined where the unit has no agency code yet.
 * @legalBasis TT 01/2018/TT-VPCP Điều 19; QĐ 20/2020/QĐ-TTg; TT 03/2025/TT-VPCP
 */
export function codeSeries(unit: Pick<UnitRecord, 'agencyCodes'>, day: PlainDate): CodeSeries | undefined {
  const { qcvn, topDown, national2025 } = unit.agencyCodes;
  if (national2025 !== undefined && day >= NATIONAL_2025_FROM) {
    return {
      format: 'national2025',
      agency: national2025,
      day,
      last: 9_999_999,
      remark: 'Mã tạm cấp tại đơn vị, chờ Hệ thống quốc gia xác nhận (TT 03/2025/TT-VPCP).',
    };
  }
  const agency = qcvn ?? topDown?.[topDown.length - 1];
  if (agency === undefined) return undefined;
  return {
    format: qcvn === undefined ? 'topDown' : 'qcvn',
    agency,
    day,
    last: 9999,
    remark:
      day >= NATIONAL_2025_FROM
        ? 'Mã theo định dạng cũ, tạm dùng đến khi đơn vị có mã cơ quan theo TT 03/2025/TT-VPCP.'
        : null,
  };
}

/** The code of a running number. @param number from 1 to `series.last` */
export function codeOf(series: CodeSeries, number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > series.last) {
    throw new RangeError(
      `Trong ngày chỉ cấp được mã hồ sơ từ số 1 đến ${series.last}; số ${number} nằm ngoài. Hãy tiếp nhận tiếp vào ngày hôm sau.`,
    );
  }
  const digits = series.day.replaceAll('-', '');
  return series.format === 'national2025'
    ? `${series.agency}-${digits}-${String(number).padStart(7, '0')}`
    : `${series.agency}-${digits.slice(2)}-${String(number).padStart(4, '0')}`;
}
