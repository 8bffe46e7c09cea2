import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { entriesProblems } from '../../src/core/registers/entry-problems.ts';
import { WorkCalendar } from '../../src/core/time/calendar.ts';
import { officeHoursProblems } from '../../src/core/time/calendar-problems.ts';
import { type CalendarSettings, withSettings } from '../../src/core/time/calendar-settings.ts';
import { dueAt } from '../../src/core/time/due.ts';
import { localDateTime } from '../../src/core/time/local-date-time.ts';
import { type Term, termProblems } from '../../src/core/time/term.ts';
import { CALENDARS } from '../../src/law/calendars/index.ts';
import { FEE_SCHEDULES } from '../../src/law/fees/index.ts';

/** Plain readers and plain arithmetic: nothing of the report's engine takes part in these checks. */
const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

interface Step {
  readonly number: number;
  readonly role: string;
  readonly workingHours: number;
  readonly output: string;
}
interface Procedure {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  readonly sectorKey: string;
  readonly term: Term;
  readonly fee: { readonly kind: string; readonly amount: number | null; readonly scheduleKey: string | null };
  readonly channels: readonly string[];
  readonly level: string;
  readonly verticalAgency: boolean;
  readonly copyCertification: boolean;
  readonly certainty: string;
  readonly sample: boolean;
  readonly internalProcess: { readonly steps: readonly Step[] } | null;
}
const catalogue = JSON.parse(file('catalogue.json')) as {
  readonly sample: boolean;
  readonly sectors: readonly { readonly position: number; readonly key: string; readonly name: string }[];
  readonly verticalAgencySectors: readonly { readonly key: string; readonly name: string }[];
  readonly procedures: readonly Procedure[];
};
const own = catalogue.procedures.filter((procedure) => !procedure.verticalAgency);
const ledger = parse(file('ledger-2023-q3.csv'), { columns: true }) as Record<string, string>[];
const field = (row: Record<string, string>, name: string) => row[name] ?? '';
/** `31/12/2023 23:59` to text that sorts as time does. */
const when = (text: string) => `${text.slice(6, 10)}-${text.slice(3, 5)}-${text.slice(0, 2)}T${text.slice(11)}`;

const OPENS = '2023-06-15T00:00';
const CLOSES = '2023-09-14T23:59';
const SECTORS = [
  'Giáo dục mầm non',
  'Giáo dục và đào tạo',
  'Giáo dục và đào tạo thuộc hệ thống giáo dục',
  'Bảo trợ xã hội (LĐTBXH)',
  'Người có công (LĐTBXH)',
  'Thi đua khen thưởng',
  'Chứng thực',
  'Hộ tịch',
  'Liên thông các TTHC',
  'Nuôi con nuôi',
  'Văn hóa cơ sở',
  'Đất đai',
];

describe('sổ theo dõi mẫu Quý III/2023', () => {
  it('holds 2,074 dossiers of the ward, each code once', () => {
    expect(ledger).toHaveLength(2074);
    expect(new Set(ledger.map((row) => field(row, 'Mã hồ sơ'))).size).toBe(2074);
    for (const row of ledger) expect(field(row, 'Mã hồ sơ')).toMatch(/^000\.18\.22\.H32-230[5-9]\d\d-\d{4}$/);
  });

  /** Columns 3…13, suspended, cancelled of II.06a, counted by hand from the rows. */
  const count = (rows: readonly Record<string, string>[]) => {
    const inPeriod = rows.filter((row) => when(field(row, 'Ngày tiếp nhận')) >= OPENS);
    const resolved = rows.filter((row) => field(row, 'Ngày hoàn thành') !== '');
    const pending = rows.filter((row) => field(row, 'Ngày hoàn thành') === '' && field(row, 'Ngày hủy') === '');
    const compare = (row: Record<string, string>) =>
      when(field(row, 'Ngày hoàn thành')).localeCompare(when(field(row, 'Ngày hẹn trả')));
    return [
      rows.length,
      inPeriod.filter((row) => field(row, 'Hình thức nộp') === 'Trực tuyến').length,
      inPeriod.filter((row) => field(row, 'Hình thức nộp') !== 'Trực tuyến').length,
      rows.length - inPeriod.length,
      resolved.length,
      resolved.filter((row) => compare(row) < 0).length,
      resolved.filter((row) => compare(row) === 0).length,
      resolved.filter((row) => compare(row) > 0).length,
      pending.length,
      pending.filter((row) => when(field(row, 'Ngày hẹn trả')) >= CLOSES).length,
      pending.filter((row) => when(field(row, 'Ngày hẹn trả')) < CLOSES).length,
      rows.filter((row) => field(row, 'Tạm dừng') !== '').length,
      rows.filter((row) => field(row, 'Ngày hủy') !== '').length,
    ].join(' ');
  };
  const NOTHING = '0 0 0 0 0 0 0 0 0 0 0 0 0';
  const ROWS: Record<string, string> = {
    'Bảo trợ xã hội (LĐTBXH)': '31 21 10 0 31 31 0 0 0 0 0 0 0',
    'Người có công (LĐTBXH)': '5 0 4 1 3 3 0 0 2 2 0 0 0',
    'Thi đua khen thưởng': '1 0 0 1 1 1 0 0 0 0 0 0 0',
    'Chứng thực': '1587 0 1587 0 1587 1587 0 0 0 0 0 0 0',
    'Hộ tịch': '358 276 0 82 304 304 0 0 54 54 0 0 0',
    'Liên thông các TTHC': '92 87 0 5 85 85 0 0 7 7 0 0 0',
  };

  it.each(SECTORS)('counts the row of %s', (sector) => {
    expect(count(ledger.filter((row) => field(row, 'Lĩnh vực') === sector))).toBe(ROWS[sector] ?? NOTHING);
  });

  it('counts the totals, all received and resolved by the end of the period, all carried over still open at its start', () => {
    expect(count(ledger)).toBe('2074 384 1601 89 2011 2011 0 0 63 63 0 0 0');
    for (const row of ledger) {
      expect(when(field(row, 'Ngày tiếp nhận')) <= CLOSES).toBe(true);
      const done = field(row, 'Ngày hoàn thành');
      if (done === '') continue;
      expect(when(done) >= OPENS && when(done) <= CLOSES).toBe(true);
      expect(when(done) >= when(field(row, 'Ngày tiếp nhận'))).toBe(true);
      expect(when(field(row, 'Ngày trả kết quả')) >= when(done)).toBe(true);
    }
  });

  it('pays 1,858 dossiers and 36,970,500 đ online within the period, and sends 29 results by public post', () => {
    const online = ledger.filter((row) => field(row, 'Thanh toán') === 'Trực tuyến');
    expect(online).toHaveLength(1858);
    expect(online.reduce((sum, row) => sum + Number(field(row, 'Phí, lệ phí')), 0)).toBe(36_970_500);
    for (const row of online) {
      const paid = when(field(row, 'Ngày thanh toán'));
      expect(paid >= OPENS && paid <= CLOSES).toBe(true);
    }
    const byPost = ledger.filter((row) =>
      [field(row, 'Hình thức nộp'), field(row, 'Hình thức trả')].includes('Bưu chính công ích'),
    );
    expect(byPost).toHaveLength(29);
  });

  it('issues 1,374 certified e-copies of 1,569 certifications of copies', () => {
    const certifying = own.filter((procedure) => procedure.copyCertification).map((procedure) => procedure.code);
    const copies = ledger.filter((row) => certifying.includes(field(row, 'Mã TTHC')));
    expect(copies).toHaveLength(1569);
    expect(ledger.filter((row) => field(row, 'Bản sao điện tử') === 'Có')).toHaveLength(1374);
    expect(copies.filter((row) => field(row, 'Bản sao điện tử') === 'Có')).toHaveLength(1374);
  });

  it('names nobody: identity numbers of births after 2300, a phone prefix that is not in use, one name a number', () => {
    const byIdentity = new Map<string, string>();
    for (const row of ledger) {
      expect(field(row, 'Số giấy tờ')).toMatch(/^056[89]\d{8}$/);
      expect(field(row, 'Điện thoại')).toMatch(/^095\d{7}$/);
      const person = `${field(row, 'Người nộp')} ${field(row, 'Điện thoại')}`;
      expect(byIdentity.get(field(row, 'Số giấy tờ')) ?? person).toBe(person);
      byIdentity.set(field(row, 'Số giấy tờ'), person);
    }
    expect(byIdentity.size).toBeLessThan(2074);
  });

  it('agrees with the computed due instant on 1,937 slips; the other 137 are fixed appointments', () => {
    const settings = JSON.parse(file('calendar-settings.json')) as CalendarSettings;
    for (const period of settings.officeHours) expect(officeHoursProblems(period.hours)).toEqual([]);
    const calendar = new WorkCalendar(withSettings(CALENDARS, settings));
    const terms = new Map(own.map((procedure) => [procedure.code, procedure.term]));
    const different = ledger.filter((row) => {
      const received = localDateTime(when(field(row, 'Ngày tiếp nhận')));
      const term = terms.get(field(row, 'Mã TTHC')) as Term;
      return dueAt(calendar, received, term) !== when(field(row, 'Ngày hẹn trả'));
    });
    const carriedOver = different.filter((row) => field(row, 'Ngày hẹn trả') === '20/06/2023 07:45');
    const pending = different.filter((row) => field(row, 'Ngày hoàn thành') === '');
    expect([ledger.length - different.length, carriedOver.length, pending.length]).toEqual([1937, 74, 63]);
    expect(pending.every((row) => field(row, 'Ngày hẹn trả').endsWith(' 16:30'))).toBe(true);
    expect(carriedOver.every((row) => when(field(row, 'Ngày tiếp nhận')) < OPENS)).toBe(true);
  });
});

describe('danh mục mẫu', () => {
  it('has the twelve sectors in their order', () => {
    expect(catalogue.sectors.map((sector) => sector.name)).toEqual(SECTORS);
    expect(catalogue.sectors.map((sector) => sector.position)).toEqual(SECTORS.map((_, i) => i + 1));
    expect(new Set(catalogue.sectors.map((sector) => sector.key)).size).toBe(12);
  });

  it('has 178 procedures of the committee, all in those sectors, and 14 of vertical agencies outside them', () => {
    expect(own).toHaveLength(178);
    expect(catalogue.procedures).toHaveLength(192);
    expect(new Set(catalogue.procedures.map((procedure) => procedure.code)).size).toBe(192);
    const byKey = new Map(catalogue.sectors.map((sector) => [sector.key, sector.name]));
    for (const procedure of own) expect(byKey.get(procedure.sectorKey)).toBe(procedure.sector);
    for (const sector of SECTORS) expect(own.some((procedure) => procedure.sector === sector)).toBe(true);
    const apart = new Map(catalogue.verticalAgencySectors.map((sector) => [sector.key, sector.name]));
    for (const procedure of catalogue.procedures.filter((candidate) => candidate.verticalAgency)) {
      expect(apart.get(procedure.sectorKey)).toBe(procedure.sector);
      expect(SECTORS).not.toContain(procedure.sector);
    }
  });

  it('knows every procedure of the ledger under the same sector', () => {
    const sectors = new Map(own.map((procedure) => [procedure.code, procedure.sector]));
    for (const row of ledger) expect(sectors.get(field(row, 'Mã TTHC'))).toBe(field(row, 'Lĩnh vực'));
    expect(new Set(ledger.map((row) => field(row, 'Mã TTHC'))).size).toBe(12);
  });

  it('has an internal process for exactly 81, with the six steps and never longer than the term', () => {
    const withProcess = catalogue.procedures.filter((procedure) => procedure.internalProcess !== null);
    expect(withProcess).toHaveLength(81);
    for (const { code, term, internalProcess, verticalAgency } of withProcess) {
      expect(verticalAgency).toBe(false);
      const steps = internalProcess?.steps ?? [];
      expect(steps.map((step) => step.role)).toEqual([
        'receptionist',
        'leader',
        'specialist',
        'leader',
        'clerk',
        'receptionist',
      ]);
      expect(steps.map((step) => step.number)).toEqual([1, 2, 3, 4, 5, 6]);
      for (const step of steps)
        expect(Number.isInteger(step.workingHours) && step.workingHours > 0 && step.output !== '').toBe(true);
      const hours = steps.reduce((sum, step) => sum + step.workingHours, 0);
      const allowed = {
        workingHour: term.value,
        workingDay: term.value * 8,
        sameDay: 8,
        calendarDay: term.value * 8,
        month: term.value * 248,
      };
      expect([code, hours <= allowed[term.unit]]).toEqual([code, true]);
    }
  });

  it('gives each procedure a sound term, known channels with the counter among them, and a code that says if it is a sample', () => {
    for (const procedure of catalogue.procedures) {
      expect(termProblems(procedure.term)).toEqual([]);
      if (!procedure.verticalAgency) expect(procedure.channels).toContain('counter');
      expect(procedure.channels.every((channel) => ['online', 'counter', 'post'].includes(channel))).toBe(true);
      expect(procedure.sample).toBe(procedure.certainty === 'sample');
      expect(procedure.code).toMatch(procedure.sample ? /^MAU\.\d{4}$/ : /^[1-3]\.\d{6}$/);
      expect(procedure.name.endsWith('(mục mẫu)')).toBe(procedure.sample);
      expect(procedure.name).toBe(procedure.name.normalize('NFC').trim());
    }
  });
});

describe('phí trong danh mục mẫu', () => {
  it('points at lines of the fee schedule that say the same amount and the same kind', () => {
    for (const { code, fee } of catalogue.procedures) {
      if (fee.kind === 'none') expect([code, fee.amount, fee.scheduleKey]).toEqual([code, 0, null]);
      if (fee.scheduleKey === null) continue;
      const line = FEE_SCHEDULES.find((candidate) => candidate.key === fee.scheduleKey);
      const amount = line?.rule.kind === 'perPage' ? line.rule.firstPageAmount : line?.rule.amount;
      expect([code, line?.kind, amount]).toEqual([code, fee.kind, fee.amount]);
    }
    const used = new Set(
      catalogue.procedures.map((procedure) => procedure.fee.scheduleKey).filter((key) => key !== null),
    );
    expect(used.size).toBe(FEE_SCHEDULES.length);
  });
});

describe('sổ kiểm soát mẫu', () => {
  const { entries } = JSON.parse(file('registers.json')) as {
    entries: { kind: string; id: string; happenedOn: string; payload: Record<string, unknown> }[];
  };
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind);

  it('has only sound entries', () => expect(entriesProblems(entries)).toEqual([]));

  it('plans 42 reviews in four sectors for 2023, none done, all of the catalogue', () => {
    const names = new Map(own.map((procedure) => [procedure.code, `${procedure.name} | ${procedure.sector}`]));
    const items = of('reviewItem').map((entry) => entry.payload);
    expect(items).toHaveLength(42);
    expect(new Set(items.map((item) => item['sector'])).size).toBe(4);
    for (const item of items) {
      expect([item['planYear'], item['state']]).toEqual([2023, 'planned']);
      expect(names.get(String(item['procedureCode']))).toBe(`${item['procedureName']} | ${item['sector']}`);
    }
  });

  it('has no feedback, and activities within the period', () => {
    expect(of('feedback')).toEqual([]);
    for (const kind of ['outreach', 'initiative', 'inspection']) {
      expect(of(kind).length).toBeGreaterThan(0);
      for (const { happenedOn } of of(kind))
        expect(happenedOn >= '2023-06-15' && happenedOn <= '2023-09-14').toBe(true);
    }
  });

  it('speaks for each section from I.5 to IV without stale words and without figures that the product computes', () => {
    const texts = of('statement').map(
      (entry) => [String(entry.payload['section']), String(entry.payload['text'])] as const,
    );
    expect(new Set(texts.map(([section]) => section))).toEqual(
      new Set(['I.5', 'I.6', 'I.7', 'I.8', 'I.9', 'I.10', 'II', 'III', 'IV']),
    );
    const all = texts.map(([, text]) => text).join('\n');
    for (const stale of [
      'mức độ 3',
      'mức độ 4',
      'OPT',
      'bưu chính công.',
      'một vướng mắc',
      '2020 trên',
      'năm 2022',
      '%',
      '00 hồ sơ',
    ]) {
      expect(all).not.toContain(stale);
    }
    // figures only inside numbers of acts and dates
    const rest = all
      .replaceAll(/số \d+\/(\d{4}\/)?[A-ZĐa-z-]+(-[A-Zg]+)?/g, '')
      .replaceAll(/\d{2}\/\d{1,2}\/\d{4}/g, '')
      .replaceAll('năm 2023', '');
    expect(rest.match(/\d+/g) ?? []).toEqual([]);
  });
});
