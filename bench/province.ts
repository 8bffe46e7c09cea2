/** An invented province of about a hundred communes, straight into the fact table: for measuring, never for figures. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { UnitRecord } from '../src/core/organisation/unit.ts';
import { plainDate } from '../src/core/time/plain-date.ts';
import { FACT_COLUMN_LIST } from '../src/store/dossiers.ts';
import { numberUnit } from '../src/store/unit-numbers.ts';
import { seededRandom } from '../test/support/ledger-generator.ts';

export const PROVINCE = 'khanh-hoa';
export const COMMUNES = 100;

export const communeId = (index: number): string => `xa-mau-${String(index + 1).padStart(3, '0')}`;

/** Communes directly below the province, as they are since 1/7/2025, but from the beginning of the sample tree. */
export function communes(): UnitRecord[] {
  const from = plainDate('2020-01-01');
  return Array.from({ length: COMMUNES }, (_, index) => ({
    id: communeId(index),
    name: `UBND xã Mẫu ${index + 1}`,
    shortName: `xã Mẫu ${index + 1}`,
    level: 'commune',
    kind: 'xã',
    place: `Mẫu ${index + 1}`,
    agencyCodes: {},
    effectiveFrom: from,
    effectiveThrough: null,
    parents: [{ parentId: PROVINCE, from, through: null }],
    successors: [],
    report: {
      receiverId: PROVINCE,
      receiverName: 'UBND tỉnh Khánh Hòa',
      signatureLines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      signer: 'Người Mẫu',
      recipients: ['Lưu: VT'],
      notation: 'BC-UBND',
    },
  }));
}

export const BENCH_SECTORS = [
  ['ho-tich', 'Hộ tịch'],
  ['chung-thuc', 'Chứng thực'],
  ['dat-dai', 'Đất đai'],
  ['bao-tro-xa-hoi', 'Bảo trợ xã hội'],
  ['nguoi-co-cong', 'Người có công'],
  ['moi-truong', 'Môi trường'],
  ['xay-dung', 'Xây dựng'],
  ['giao-thong', 'Giao thông'],
  ['giao-duc', 'Giáo dục'],
  ['van-hoa', 'Văn hóa'],
  ['thi-dua', 'Thi đua, khen thưởng'],
  ['ho-kinh-doanh', 'Hộ kinh doanh'],
] as const;

/** 2023-06-14T17:00Z, the first minute of Quý III/2023 in Vietnam, in minutes since 1970. */
const OPENS = Date.UTC(2023, 5, 14, 17) / 60_000;
const DAY = 1440;
const QUARTER = 92 * DAY;

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));
const dayTexts = new Map<number, string>();

/** `2023-06-15 01:02+00` */
function at(minute: number): string {
  const day = Math.floor(minute / DAY);
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    dayTexts.set(day, text);
  }
  const rest = minute - day * DAY;
  return `${text} ${pad(Math.floor(rest / 60))}:${pad(rest % 60)}+00`;
}

const CHANNEL = ['online', 'online', 'online', 'counter', 'counter', 'post'] as const;

/** Rows of one commune in the text of COPY, in the order of {@link FACT_COLUMN_LIST}, then the unit's number. */
function communeRows(index: number, number: number, rows: number, random: () => number): string {
  const below = (limit: number): number => Math.floor(random() * limit);
  const unit = communeId(index);
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const place = index * 1_000_000 + row;
    // One in eight was received before the quarter.
    const received = OPENS + (below(8) === 0 ? -below(30 * DAY) : below(QUARTER));
    const term = (1 + below(20)) * DAY;
    const due = received + term;
    const fate = below(100);
    const resolved = fate < 92 ? due + (fate < 85 ? -below(term) : fate < 88 ? 0 : 1 + below(3 * DAY)) : null;
    const cancelled = fate >= 92 && fate < 93 ? received + below(term) : null;
    const handedOver = resolved !== null && below(20) > 0 ? resolved + below(2 * DAY) : null;
    const fee = below(3) === 0 ? 0 : 8_000 * (1 + below(5));
    const paid = fee > 0 && below(4) > 0 ? received + below(60) : null;
    const [sector] = BENCH_SECTORS[below(BENCH_SECTORS.length)] as (typeof BENCH_SECTORS)[number];
    const ended = resolved ?? cancelled;
    const active = ended === null ? 'infinity' : at(Math.max(ended, handedOver ?? 0, paid ?? 0));
    const suspended =
      below(25) === 0
        ? `{["${at(received + below(term))}",${ended === null ? '' : `"${at(Math.max(ended, received + term))}"`})}`
        : '\\N';
    const certifies = sector === 'chung-thuc';
    const hex = place.toString(16).padStart(12, '0');
    lines.push(
      `${unit}\t${hex.slice(4)}-0000-8000-8000-${hex}\t${at(received)}\t${at(due)}\t${resolved === null ? '\\N' : at(resolved)}\t${cancelled === null ? '\\N' : at(cancelled)}\t${handedOver === null ? '\\N' : at(handedOver)}\t${paid === null ? '\\N' : at(paid)}\t${active}\t2023-09-15 01:00+00\t${fee}\t${paid === null ? 0 : fee}\t${below(200) === 0 ? 't' : 'f'}\t${below(50) === 0 ? 't' : 'f'}\t${certifies ? 't' : 'f'}\t${certifies && below(5) > 0 ? 't' : 'f'}\t${resolved !== null && below(4) > 0 ? 't' : 'f'}\t${CHANNEL[below(6)]}\t${handedOver === null ? '\\N' : CHANNEL[below(6)]}\t${sector}\t1.00${1000 + below(178)}\tH32.${index + 1}-230615-${String(row).padStart(7, '0')}\t${suspended}\t\\N\t${number}\n`,
    );
  }
  return lines.join('');
}

/** Fills the fact table with `rows` dossiers, as the owner. @returns how many */
export async function fillProvince(owner: pg.Pool, rows: number): Promise<number> {
  const random = seededRandom(2023);
  const each = Math.max(1, Math.round(rows / COMMUNES));
  const client = await owner.connect();
  try {
    const ids = Array.from({ length: COMMUNES }, (_, index) => communeId(index));
    for (const id of ids) await numberUnit(client, id);
    const { rows: known } = await client.query<{ number: number }>(
      'select number from unit_number join unnest($1::text[]) with ordinality as asked (id, place) on id = unit_id order by place',
      [ids],
    );
    const numbers = known.map((row) => row.number);
    const copy = client.query(copyFrom(`copy dossier_fact (${FACT_COLUMN_LIST}, home_number) from stdin`));
    async function* pieces(): AsyncGenerator<Buffer> {
      for (let index = 0; index < COMMUNES; index += 1) {
        yield Buffer.from(communeRows(index, numbers[index] as number, each, random));
      }
    }
    await pipeline(Readable.from(pieces(), { objectMode: true, highWaterMark: 1 }), copy);
    await client.query('vacuum (analyze) dossier_fact');
  } finally {
    client.release();
  }
  return each * COMMUNES;
}
