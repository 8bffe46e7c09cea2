/**
 * A unit (đơn vị) of the administration: when it existed, who stood above it, who took over its dossiers. Plain data.
 * All dates are civil dates in Vietnam; of every pair both ends count.
 */
import type { PlainDate } from '../time/plain-date.ts';

/** Cấp: xã, huyện, tỉnh, trung ương; from the bottom up. */
export const LEVELS = ['commune', 'district', 'province', 'nation'] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_LABELS = {
  commune: 'cấp xã',
  district: 'cấp huyện',
  province: 'cấp tỉnh',
  nation: 'trung ương',
} as const satisfies Record<Level, string>;

/** Loại đơn vị hành chính that each level has had. */
export const KINDS = {
  commune: ['phường', 'xã', 'thị trấn', 'đặc khu'],
  district: ['quận', 'huyện', 'thị xã', 'thành phố'],
  province: ['tỉnh', 'thành phố'],
  nation: ['quốc gia'],
} as const satisfies Record<Level, readonly string[]>;
export type UnitKind = (typeof KINDS)[Level][number];

/** Mã cơ quan in the generations of dossier codes; absent where not known. */
export interface AgencyCodes {
  /** QCVN 102:2016, bottom up: `000.18.22.H32`. */
  readonly qcvn?: string;
  /** QĐ 20/2020/QĐ-TTg, top down: `H32.22.18`. */
  readonly topDown?: readonly string[];
  /** As the national portal issues them since 2025: `H32.48`. */
  readonly national2025?: string;
}

/** What the head and foot of the unit's reports carry. */
export interface ReportIdentity {
  /** Đơn vị nhận báo cáo; null above the nation. */
  readonly receiverId: string | null;
  readonly receiverName: string;
  /** `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`, from the top. */
  readonly signatureLines: readonly string[];
  readonly signer: string;
  /** Nơi nhận, without dashes and semicolons. */
  readonly recipients: readonly string[];
  /** Ký hiệu after the number: `BC-UBND`. */
  readonly notation: string;
}

/** Thời gian trực thuộc: from, through inclusive; null: still so. */
export interface ParentSpan {
  readonly parentId: string;
  readonly from: PlainDate;
  readonly through: PlainDate | null;
}

/** Đơn vị kế thừa: answers for the dossiers from that day on. A later entry replaces an earlier one. */
export interface Successor {
  readonly unitId: string;
  readonly from: PlainDate;
}

export interface UnitRecord {
  /** Stable, for ever: `phuoc-long`. */
  readonly id: string;
  /** `UBND phường Phước Long` */
  readonly name: string;
  /** `phường Phước Long` */
  readonly shortName: string;
  readonly level: Level;
  readonly kind: UnitKind;
  /** `Phước Long`: where its documents are dated. */
  readonly place: string;
  readonly agencyCodes: AgencyCodes;
  readonly effectiveFrom: PlainDate;
  /** Last day; counts. Null: still exists. */
  readonly effectiveThrough: PlainDate | null;
  /** In order, without gap or overlap over the unit's whole life; empty only for the nation. */
  readonly parents: readonly ParentSpan[];
  /** In order; empty while the unit exists. */
  readonly successors: readonly Successor[];
  readonly report: ReportIdentity;
  /** Why this record is not yet sure; shown wherever it is used. */
  readonly provisional?: string;
}

/** `PHƯỜNG PHƯỚC LONG`: second line of the issuing authority. */
export function placeUpper(unit: UnitRecord): string {
  return unit.shortName.toUpperCase();
}
