/**
 * Thủ tục liên thông: which authorities share an application, where the catalogue's version does not say it itself. How the
 * outer term is divided is a proposal (tạm tính): the decisions give the whole term, the parts follow the local agreement.
 */
import type { LinkedAuthority } from '../../core/reception/linked.ts';
import { type PlainDate, plainDate } from '../../core/time/plain-date.ts';

export interface LinkedProcedure {
  readonly procedureCode: string;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly authorities: readonly LinkedAuthority[];
  readonly legalBasis: string;
  readonly status: 'provisional';
}

const hours = (value: number) => ({ value, unit: 'workingHour' }) as const;
const days = (value: number) => ({ value, unit: 'workingDay' }) as const;

const civilStatus = (part: string, term: LinkedAuthority['term']): LinkedAuthority => ({
  key: 'civil-status',
  name: 'UBND cấp xã (Tư pháp – Hộ tịch)',
  part,
  term,
  verticalAgency: false,
});
const police = (part: string, term: LinkedAuthority['term']): LinkedAuthority => ({
  key: 'police',
  name: 'Công an cấp xã',
  part,
  term,
  verticalAgency: true,
});
const insurance = (part: string, term: LinkedAuthority['term']): LinkedAuthority => ({
  key: 'social-insurance',
  name: 'Bảo hiểm xã hội',
  part,
  term,
  verticalAgency: true,
});
const social = (part: string, term: LinkedAuthority['term']): LinkedAuthority => ({
  key: 'social-protection',
  name: 'Cơ quan chi trả mai táng phí, tử tuất',
  part,
  term,
  verticalAgency: true,
});

const electronic = (procedureCode: string, authorities: readonly LinkedAuthority[]): LinkedProcedure => ({
  procedureCode,
  effectiveFrom: plainDate('2023-01-01'),
  effectiveThrough: null,
  authorities,
  legalBasis: 'NĐ 63/2024/NĐ-CP; QĐ 296/QĐ-VPCP (trước đó là thí điểm)',
  status: 'provisional',
});

const birth = [
  civilStatus('Đăng ký khai sinh', hours(8)),
  police('Đăng ký thường trú', hours(24)),
  insurance('Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi', hours(24)),
];
const death = [
  civilStatus('Đăng ký khai tử', hours(8)),
  police('Xóa đăng ký thường trú', hours(24)),
  social('Giải quyết mai táng phí, tử tuất', hours(120)),
];

export const LINKED_PROCEDURES: readonly LinkedProcedure[] = [
  electronic('2.002621', birth),
  electronic('3.000722', birth),
  electronic('2.002622', death),
  electronic('2.002913', death),
  {
    procedureCode: '2.000986',
    effectiveFrom: plainDate('2015-07-01'),
    effectiveThrough: null,
    authorities: [
      civilStatus('Đăng ký khai sinh', days(1)),
      police('Đăng ký thường trú', days(15)),
      insurance('Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi', days(20)),
    ],
    legalBasis: 'TTLT 05/2015/TTLT-BTP-BCA-BYT',
    status: 'provisional',
  },
  {
    procedureCode: '2.001023',
    effectiveFrom: plainDate('2015-07-01'),
    effectiveThrough: null,
    authorities: [
      civilStatus('Đăng ký khai sinh', days(1)),
      insurance('Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi', days(15)),
    ],
    legalBasis: 'TTLT 05/2015/TTLT-BTP-BCA-BYT',
    status: 'provisional',
  },
];

/** The authorities of a linked procedure on a day, both ends counted; undefined: it is not linked. */
export function linkedOn(procedureCode: string, on: PlainDate): LinkedProcedure | undefined {
  return LINKED_PROCEDURES.find(
    (one) =>
      one.procedureCode === procedureCode &&
      one.effectiveFrom <= on &&
      (one.effectiveThrough === null || on <= one.effectiveThrough),
  );
}
